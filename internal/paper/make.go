package paper

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// Opens is the hour, by the borough's clock, at which packs are made by themselves.
const Opens = 6

// lookEvery is how often it is looked whether the packs of today are there: soon after six,
// and soon after a program starts that was down at six.
const lookEvery = 10 * time.Minute

// RegisterJobs has the packs made each morning.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic(byItself, lookEvery, s.Mornings, jobs.Timeout(lookEvery))
}

// Mornings makes the packs of today for every hub that has none yet, once it is six by the
// borough's clock, and forgets those that are a week old. Done again it does nothing.
func (s *Service) Mornings(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "packs of the morning")
	now := s.Now(ctx)
	if err := s.forget(ctx, day.Of(now)); err != nil {
		return err
	}
	if now.In(day.London).Hour() < Opens {
		return nil
	}
	b, err := s.Blueprints.Current(ctx)
	if err != nil {
		return err
	}
	for _, n := range hubsOf(b) {
		made, err := isMade(s.DB.Read(ctx), n.ID, day.Of(now), morning)
		if err != nil {
			return err
		}
		if made {
			continue
		}
		if _, err := s.make(ctx, n.ID, n.Short(), byItself); err != nil {
			return err
		}
	}
	return nil
}

// Make makes a pack of a hub as it is now, for somebody who works for it.
func (s *Service) Make(ctx context.Context, hub string) (p Pack, err error) {
	defer fault.Wrap(&err, "pack of %q", hub)
	who := access.From(ctx)
	if !MayRead(who, hub) {
		return Pack{}, noSuchPack()
	}
	hubs, err := s.Hubs(ctx)
	if err != nil {
		return Pack{}, err
	}
	for _, n := range hubs {
		if n.ID == hub {
			return s.make(ctx, n.ID, n.Short(), who.Account)
		}
	}
	return Pack{}, fault.New(fault.NotFound, "paper.no-such-hub", "There is no such hub.")
}

// MakeAll makes a pack of every hub somebody works for, as it is now.
func (s *Service) MakeAll(ctx context.Context) (all []Pack, err error) {
	hubs, err := s.Hubs(ctx)
	for _, n := range hubs {
		p, err := s.Make(ctx, n.ID)
		if err != nil {
			return all, err
		}
		all = append(all, p)
	}
	return all, err
}

// make gathers, prints, keeps and files a pack.
func (s *Service) make(ctx context.Context, hub, name, by string) (Pack, error) {
	b, err := s.Blueprints.Current(ctx)
	if err != nil {
		return Pack{}, err
	}
	t, err := s.gather(ctx, hub)
	if err != nil {
		return Pack{}, err
	}
	p, err := t.print(name, numbersOf(b, hub))
	if err != nil {
		return Pack{}, err
	}
	p.MadeBy = by
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p.ID = ident.New[Pack](tx.Now())
		slot := string(p.ID)
		if by == byItself {
			slot = morning
		}
		if first, err := insertPack(tx, p, slot); err != nil || !first {
			return err // another node made it in the same moment
		}
		return journal.Record(tx, journal.Entry{
			Verb: "made a pack of paper", Topic: "paper.made", Objects: []journal.Object{{Kind: "paper", ID: string(p.ID)}},
			Data: map[string]any{"neighbourhood": hub, "lines": p.Lines, "pages": p.Pages},
		})
	})
	if err != nil {
		return Pack{}, err
	}
	return p.Pack, s.file(p)
}

// Open returns a pack with its lines, for somebody who works for its hub.
func (s *Service) Open(ctx context.Context, id PackID) (p Pack, lines []Line, err error) {
	defer fault.Wrap(&err, "pack %s", id)
	if p, err = packByID(s.DB.Read(ctx), id); err != nil {
		return Pack{}, nil, err
	}
	if !MayRead(access.From(ctx), p.Hub) {
		return Pack{}, nil, noSuchPack()
	}
	lines, err = linesOf(s.DB.Read(ctx), id)
	return p, lines, err
}

// Packs lists those of the hubs somebody works for, the newest first.
func (s *Service) Packs(ctx context.Context) (all []Pack, err error) {
	defer fault.Wrap(&err, "packs")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return packsOf(s.DB.Read(ctx), access.Narrow(ctx, nil, readers...))
}

// Take returns the file of a pack. Who took it is in the journal first. It is
// [fault.Conflict] when somebody on it was marked since, so that they may not be named on
// paper any more: then a new one is made.
func (s *Service) Take(ctx context.Context, id PackID) (p Pack, file []byte, err error) {
	defer fault.Wrap(&err, "take pack %s", id)
	p, lines, err := s.Open(ctx, id)
	if err != nil {
		return Pack{}, nil, err
	}
	if marked, err := markedSince(s.DB.Read(ctx), lines); err != nil || marked {
		if err == nil {
			err = fault.New(fault.Conflict, "paper.marked", "Somebody on this pack was marked since it was made, and may not stand on paper now. Make a new pack. Shred this one where it was printed.")
		}
		return Pack{}, nil, err
	}
	if file, err = fileOf(s.DB.Read(ctx), id); err != nil {
		return Pack{}, nil, err
	}
	return p, file, s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took a pack of paper to print", Topic: "paper.taken", Objects: []journal.Object{{Kind: "paper", ID: string(id)}},
		Data: map[string]any{"neighbourhood": p.Hub, "lines": p.Lines},
	})
}
