package volunteers

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// ExclusionID names an exclusion.
type ExclusionID = ident.ID[Exclusion]

// Exclusion keeps a volunteer from a person, whoever asked for it. Which of the two did, and
// why, is for their hub alone.
type Exclusion struct {
	ID     ExclusionID
	Record people.RecordID
	Name   string // of the person; "" where the caller may not see them
	Why    string
	Since  time.Time
	By     string
}

// KeepFrom says that a volunteer is never sent to a person. Saying it twice changes nothing.
func (s *Service) KeepFrom(ctx context.Context, id ID, record people.RecordID, why string) (err error) {
	defer fault.Wrap(&err, "keep volunteer %s away", id)
	if strings.TrimSpace(why) == "" {
		return fault.New(fault.Invalid, "volunteers.why", "Say why, in a few words.")
	}
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return KeepAway(tx, v, record, strings.TrimSpace(why)) })
}

// KeepAway is [Service.KeepFrom] in the caller's transaction, for whoever may.
func KeepAway(tx *db.Tx, v Volunteer, record people.RecordID, why string) error {
	first, err := insertExclusion(tx, v.ID, Exclusion{ID: ident.New[Exclusion](tx.Now()), Record: record, Why: why})
	if err != nil || !first {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "keeps a volunteer from a person", Topic: "volunteers.excluded", Subject: string(record),
		Objects: []journal.Object{{Kind: "volunteer", ID: string(v.ID)}}, Data: map[string]any{"neighbourhood": v.Neighbourhood},
	})
}

// LetBack lifts an exclusion. It stays on file.
func (s *Service) LetBack(ctx context.Context, id ID, exclusion ExclusionID) (err error) {
	defer fault.Wrap(&err, "lift exclusion %s", exclusion)
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ok, err := liftExclusion(tx, id, exclusion)
		if err == nil && !ok {
			err = fault.New(fault.Stale, "volunteers.lifted", "Somebody has lifted this already.")
		}
		if err != nil {
			return err
		}
		return tell(tx, v, "lets a volunteer go to a person again", "let-back", nil)
	})
}
