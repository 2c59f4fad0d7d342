package deployment

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/staff"
)

// Return is somebody having gone back to their own service.
type Return struct {
	ID       ident.ID[Return]
	Worker   staff.ID
	EndedOn  day.Date // the last day they were deployed
	HandedTo string   // who at their service took them back
	Learnt   string   // what was learnt, for them and for the response
	Thanks   string   // what they were thanked with
	At       time.Time
	By       string
}

// HandBack ends somebody's deployment: their shifts ahead are freed, it is kept who took
// them back, what was learnt and what they were thanked with, and they go back to their
// service. With reserve they go onto the reserve list, with what they are trained for.
func (s *Service) HandBack(ctx context.Context, c staff.Choice, back Return, reserve *staff.Readiness) (err error) {
	defer fault.Wrap(&err, "hand worker %s back", c.ID)
	back.HandedTo, back.Learnt, back.Thanks = strings.TrimSpace(back.HandedTo), strings.TrimSpace(back.Learnt), strings.TrimSpace(back.Thanks)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w, err := s.plannable(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		if err := back.check(day.Of(tx.Now())); err != nil {
			return err
		}
		if !w.Standing.Works() && w.Standing != staff.Resting {
			return fault.New(fault.Conflict, "deployment.not-here", "They cannot be handed back now: they stand as “"+w.Standing.Label()+"”.")
		}
		if w.Version != c.Version {
			return fault.New(fault.Stale, "deployment.stale", "Somebody else has changed their page since you opened it. Look at it again, then decide.")
		}
		of := back
		of.ID, of.Worker, of.At, of.By = ident.New[Return](tx.Now()), w.ID, tx.Now(), tx.Actor()
		if err := insertReturn(tx, of); err != nil {
			return err
		}
		if reserve == nil {
			return s.staff.MoveIn(tx, w, staff.Repatriated, "handed back to "+back.HandedTo)
		}
		ready := *reserve
		if ready.Refreshed.IsZero() {
			ready.Refreshed = w.Reserved.Refreshed
		}
		return s.staff.ReserveIn(tx, w, ready, "handed back to "+back.HandedTo)
	})
}

func (r Return) check(today day.Date) error {
	switch {
	case r.EndedOn.IsZero():
		return fault.New(fault.Invalid, "deployment.no-end", "Enter the last day of their deployment.")
	case r.EndedOn.After(today):
		return fault.New(fault.Invalid, "deployment.end-ahead", "The last day lies ahead. Change the day they are lent until instead, and hand them back when it has come.")
	case r.HandedTo == "":
		return fault.New(fault.Invalid, "deployment.no-one", "Enter who at their own service takes them back.")
	}
	return nil
}

// Story is what is known of somebody's deployment.
type Story struct {
	Worker   staff.Worker
	Now      time.Time
	Ahead    []Held // shifts that are not over, the next first; with those taken off lately
	Worked   int    // shifts of the last four weeks
	Hours    float64
	CheckIns []CheckIn
	Due      Due // when they are asked next; the zero Due where they are not
	Returns  []Return
	Feed     bool // whether they have a calendar address
}

// back is how far a story looks back.
const lookBack = 4 * 7 * 24 * time.Hour

// Story tells somebody's deployment, for whoever keeps them.
func (s *Service) Story(ctx context.Context, id staff.ID) (st Story, err error) {
	defer fault.Wrap(&err, "story of worker %s", id)
	w, err := s.staff.Get(ctx, id)
	if err != nil {
		return Story{}, err
	}
	return s.story(ctx, w)
}

func (s *Service) story(ctx context.Context, w staff.Worker) (st Story, err error) {
	r := s.db.Read(ctx)
	st = Story{Worker: w, Now: r.Now()}
	if err = st.shifts(r); err != nil {
		return st, err
	}
	if st.CheckIns, err = checkInsOf(r, w.ID); err != nil {
		return st, err
	}
	if st.Returns, err = returnsOf(r, w.ID); err != nil {
		return st, err
	}
	if st.Feed, err = hasFeed(r, w.ID); err != nil {
		return st, err
	}
	if due, err := s.dues(ctx, []staff.Worker{w}); err != nil {
		return st, err
	} else if len(due) > 0 {
		st.Due = due[0]
	}
	return st, nil
}

func (st *Story) shifts(r db.Reader) error {
	held, err := heldBy(r, st.Worker.ID, st.Now.Add(-lookBack), true)
	for _, h := range held {
		switch {
		case h.To.After(st.Now):
			st.Ahead = append(st.Ahead, h)
		case h.EndedAt.IsZero():
			st.Worked++
			st.Hours += h.To.Sub(h.From).Hours()
		}
	}
	return err
}
