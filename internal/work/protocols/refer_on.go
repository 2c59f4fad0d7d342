package protocols

import (
	"cmp"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

// refer hands the need of a run to a destination as well, in a run of its own. Where no
// protocol leads there, whoever coordinates is told.
func (m *move) refer(tx *db.Tx, to string) error {
	request, err := m.asked(tx)
	if err != nil {
		return err
	}
	id, aside := m.book.resolve(to, request.Neighbourhood, tx.Now())
	protocol := m.book.ForReferral(id)
	if protocol == "" {
		return m.notify(tx, TopicTellRole, "destination", id)
	}
	w := m.run.Work
	w.Title, w.Instruction, w.WhoMay, w.Destination, w.Aside = "", m.outcome.Note, nil, id, w.Aside || aside
	if aside {
		w.Category = ""
	}
	_, _, err = m.book.Start(tx, Beginning{Protocol: protocol, Request: request, Need: m.run.Need, Work: w, Why: m.because()})
	return err
}

// ReferOn begins the handing of a need to a service because somebody decided so, in the
// caller's transaction: it goes where the service is today, which is returned; "" of one that
// is confidential, whose work few may know of. It is
// [fault.Unavailable] where that and all who stand in for it take nobody, and
// [fault.Conflict] where no protocol leads there or the service has it in hand already.
func (s *Service) ReferOn(tx *db.Tx, n needs.Need, to, why string) (destination string, err error) {
	defer fault.Wrap(&err, "refer need %s on", n.ID)
	book, err := s.Book(tx.Context())
	if err != nil {
		return "", err
	}
	goes, err := book.services.Resolve(to, n.Neighbourhood, day.Of(tx.Now()))
	if err != nil {
		return "", err
	}
	protocol := book.ForReferral(goes.ID)
	if protocol == "" {
		return "", fault.New(fault.Conflict, "protocols.no-way", "The blueprint has no steps for handing on to this service. Ask whoever looks after it.")
	}
	if err := notYetReferred(tx, n, goes.Destination); err != nil {
		return "", err
	}
	request, err := needs.RequestIn(tx, n.Request)
	if err != nil {
		return "", err
	}
	w := Work{
		Category: n.Category, Instruction: why, Priority: n.Priority, WhoMay: []needs.Doer{needs.Staff}, Labels: n.Decision.Labels,
		Destination: goes.ID, DueAt: n.DueAt, Aside: goes.Confidential,
	}
	destination = goes.ID
	if w.Aside {
		w.Category, destination = "", ""
		w.Labels = labels(w.Labels, []needs.Label{needs.Restricted})
	}
	_, _, err = book.Start(tx, Beginning{Protocol: protocol, Request: request, Need: n.ID, Work: w, Why: "Referred on by hand: " + why})
	return destination, err
}

// notYetReferred holds that a need is not being handed to a service already.
func notYetReferred(r db.Reader, n needs.Need, to referrals.Destination) error {
	runs, err := runsOfNeed(r, n.ID)
	if slices.ContainsFunc(runs, func(run Run) bool { return run.Open() && run.Work.Destination == to.ID }) {
		return fault.New(fault.Conflict, "protocols.referred", "It goes to "+to.Name+" already. See the request for how that stands.")
	}
	return err
}

// raise starts another protocol for the person of a run, on a request of our own, or joins
// the run of it that is open.
func (b Book) raise(tx *db.Tx, from Run, protocol, why string) (Run, bool, error) {
	request, err := needs.RequestIn(tx, from.Request)
	if err != nil {
		return Run{}, false, err
	}
	return b.raiseFor(tx, raising{
		protocol: protocol, record: from.Record, hood: request.Neighbourhood, why: why, labels: from.Work.Labels, area: from.Work.Area,
		aside: from.Work.Aside, key: "protocols " + string(from.ID) + " " + string(tx.Now().UTC().AppendFormat(nil, "20060102150405.000000")) + " " + protocol,
		priority: cmp.Or(from.Work.Priority, needs.Soon),
	})
}
