package medicines

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// Row is a prescription that is not handed over yet, as a hub lists it.
type Row struct {
	Prescription
	Who      string // first name and initial
	Priority needs.Priority
	DueAt    time.Time
}

// Waits says what has to be done next, in words.
func (r Row) Waits(now time.Time) string {
	switch {
	case r.Late(now):
		return "Late: find out where it is"
	case r.State == WithUs:
		return "On its way to them"
	case r.State == Back:
		return "Back at the pharmacy: fetch it again, or find out how they are"
	case r.Controlled == Unknown:
		return "Ring the pharmacy"
	case r.Pharmacy.ReadyOn.IsZero():
		return "Ask when it is ready"
	}
	return "Fetch it"
}

// Open lists the prescriptions of the neighbourhoods the caller works for that are still to
// be handed over, soonest due first. Needs that few may know of are not among them.
func (s *Service) Open(ctx context.Context, hubs []string, limit int) (all []Row, err error) {
	defer fault.Wrap(&err, "list prescriptions")
	hubs = access.Narrow(ctx, hubs, carers...)
	if hubs != nil && len(hubs) == 0 {
		return nil, access.CheckHeld(ctx, carers...)
	}
	return openRows(s.db.Read(ctx), hubs, limit)
}

func scanRow(rows *db.Rows) (row Row, err error) {
	var given, family string
	var due db.Time
	err = scanInto(withMore{rows, []any{&given, &family, &row.Priority, &due, &row.Hub}}, &row.Prescription)
	row.Who, row.DueAt = people.ShortName(given, family), due.Time
	return row, err
}
