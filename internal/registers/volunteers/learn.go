package volunteers

import (
	"context"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// PassModule marks a volunteer's answers to the quiz of a module and writes the try down:
// tries are counted, and whoever has passed stays passed. It asks for no role: a volunteer
// takes the quiz themselves, from their own pages.
func (s *Service) PassModule(ctx context.Context, id ID, module string, answers []int) (r volunteering.Marked, err error) {
	defer fault.Wrap(&err, "quiz of volunteer %s", id)
	b, err := s.Rules(ctx)
	if err != nil {
		return volunteering.Marked{}, err
	}
	m, ok := b.Module(module)
	if !ok {
		return volunteering.Marked{}, noModule()
	}
	r = volunteering.Mark(m, answers)
	return r, s.db.Write(ctx, func(tx *db.Tx) error {
		l := Learned{Module: module, Score: r.Score, Tries: 1}
		if r.Passed {
			l.PassedAt = tx.Now()
		}
		return AddLearned(tx, b, id, l)
	})
}

// PassInPerson writes down that somebody of the hub talked a module through with a volunteer
// and passed them.
func (s *Service) PassInPerson(ctx context.Context, id ID, module, by string) (err error) {
	defer fault.Wrap(&err, "pass volunteer %s in person", id)
	if _, err := s.Get(ctx, id); err != nil {
		return err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	m, ok := b.Module(module)
	if !ok {
		return noModule()
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return AddLearned(tx, b, id, Learned{Module: module, Score: len(m.Quiz), Tries: 1, PassedAt: tx.Now(), InPerson: by})
	})
}

func noModule() error {
	return fault.New(fault.NotFound, "volunteers.no-module", "There is no such part of the induction any more.")
}

// AddLearned writes a try at a module in the caller's transaction, and moves the volunteer
// on where it was the last they waited for.
func AddLearned(tx *db.Tx, b *volunteering.Rules, id ID, l Learned) error {
	v, err := byID(tx, id)
	if err != nil {
		return err
	}
	if err := putLearned(tx, id, l); err != nil {
		return err
	}
	verb := "tried a module of the induction"
	if l.Passed() {
		verb = "passed a module of the induction"
	}
	if err := tell(tx, v, verb, "learned", map[string]any{"module": l.Module, "score": l.Score}); err != nil {
		return err
	}
	return advance(tx, b, v)
}

// Agree writes down that a volunteer agrees to the principles in force.
func (s *Service) Agree(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "principles of volunteer %s", id)
	b, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		v, err := byID(tx, id)
		if err != nil {
			return err
		}
		v.Agreed = Agreed{Version: b.Principles.Version, At: tx.Now()}
		if ok, err := update(tx, v); err != nil || !ok {
			return orStale(err, v)
		}
		if err := tell(tx, v, "agreed to the volunteer principles", "agreed", nil); err != nil {
			return err
		}
		return advance(tx, b, v)
	})
}

func orStale(err error, v Volunteer) error {
	if err != nil {
		return err
	}
	return stale(v)
}
