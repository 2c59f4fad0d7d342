package households

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// HelperID names a helper.
type HelperID = ident.ID[Helper]

// Helper is a neighbour or relative who helps a person, by the name they go by. They are
// no person of the register: nobody asked them.
type Helper struct {
	ID HelperID
	HelperFacts
	Version   int64
	ChangedAt time.Time
	ChangedBy string // account
}

// HelperFacts are what is said of a helper.
type HelperFacts struct {
	Name     string
	Relation string // "neighbour", "son"
	Phone    phone.Number
	Does     string
	MayRing  bool // the person said that we may
}

func (f HelperFacts) trimmed() HelperFacts {
	f.Name, f.Relation, f.Does = strings.TrimSpace(f.Name), strings.TrimSpace(f.Relation), strings.TrimSpace(f.Does)
	return f
}

func (f HelperFacts) check() error {
	if f.Name == "" {
		return fault.New(fault.Invalid, "households.no-name", "Enter the name they go by.")
	}
	return keepable(f.Does)
}

// AddHelper says that a neighbour or relative helps a person.
func (s *Service) AddHelper(ctx context.Context, id people.PersonID, f HelperFacts) (err error) {
	defer fault.Wrap(&err, "add a helper of %s", id)
	if f = f.trimmed(); f.check() != nil {
		return f.check()
	}
	return s.change(ctx, Who{}, func(tx *db.Tx, _ []people.Candidate) error {
		p, err := seen(tx, access.From(ctx), id)
		if err != nil {
			return err
		}
		helper := ident.New[Helper](tx.Now())
		if err := insertHelper(tx, helper, p.record(), f); err != nil {
			return err
		}
		return tell(tx, "noted somebody who helps them", "households.helper-added", p.record(), journal.Object{Kind: "helper", ID: string(helper)})
	})
}

// SaveHelper says anew what is known of a helper. When it has changed since it was shown
// it is [fault.Stale].
func (s *Service) SaveHelper(ctx context.Context, id HelperID, version int64, f HelperFacts) (err error) {
	defer fault.Wrap(&err, "save helper %s", id)
	if f = f.trimmed(); f.check() != nil {
		return f.check()
	}
	return s.aboutHelper(ctx, id, "noted more of somebody who helps them", "households.helper-changed", func(tx *db.Tx) (bool, error) {
		return updateHelper(tx, id, version, f)
	})
}

// EndHelper says that somebody no longer helps; that they did stays on file.
func (s *Service) EndHelper(ctx context.Context, id HelperID, version int64) (err error) {
	defer fault.Wrap(&err, "end helper %s", id)
	return s.aboutHelper(ctx, id, "noted that somebody no longer helps them", "households.helper-ended", func(tx *db.Tx) (bool, error) {
		return closeHelper(tx, id, version)
	})
}

func (s *Service) aboutHelper(ctx context.Context, id HelperID, verb, topic string, write func(tx *db.Tx) (bool, error)) error {
	return s.change(ctx, Who{}, func(tx *db.Tx, _ []people.Candidate) error {
		record, err := helperByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := seen(tx, access.From(ctx), people.PersonID(record)); err != nil {
			return err
		}
		saved, err := write(tx)
		if err != nil {
			return err
		}
		if !saved {
			return stale()
		}
		return tell(tx, verb, topic, record, journal.Object{Kind: "helper", ID: string(id)})
	})
}
