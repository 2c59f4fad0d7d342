package tasks

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Many says what became of doing one thing to several tasks: those it could not be done
// to, each with why, leave the others alone.
type Many struct {
	Done    int
	Refused []Refusal
}

// Refusal is a task something could not be done to, and why.
type Refusal struct {
	Task  ID
	Title string // "" when the caller may not see the task
	Why   string
}

// note counts what became of one task. Errors that say nothing to people are handed back.
func (m *Many) note(ctx context.Context, id ID, t Task, err error) error {
	if err == nil {
		m.Done++
		return nil
	}
	if !refuses(err) {
		return err
	}
	m.Refused = append(m.Refused, Refusal{Task: id, Title: t.ShownTo(access.From(ctx)).Title, Why: fault.MessageOf(err)})
	return nil
}

// refuses reports whether an error is about the one task and leaves others alone.
func refuses(err error) bool {
	return slices.Contains([]fault.Kind{fault.Stale, fault.Conflict, fault.Invalid, fault.Forbidden, fault.NotFound}, fault.KindOf(err))
}

// bulk is one thing done to several tasks, those of one request together.
type bulk struct {
	action Action
	whole  bool // it is done to all the ticked tasks of a request, or to none
	check  func(*db.Tx, Task) error
	do     func(*db.Tx, needs.Request, []Task) error
}

// errPart is why the others of a request are left alone.
var errPart = fault.New(fault.Conflict, "tasks.part", "A request goes whole, and another ticked task of it could not go.")

// each does it to the tasks of each request in a transaction of its own.
func (s *Service) each(ctx context.Context, choices []Choice, b bulk) (many Many, err error) {
	var order []needs.RequestID
	ofRequest := map[needs.RequestID][]Choice{}
	seen := map[ID]Task{}
	for _, c := range choices {
		t, err := s.Task(ctx, c.ID)
		if err != nil {
			if err := many.note(ctx, c.ID, Task{}, err); err != nil {
				return many, err
			}
			continue
		}
		if _, twice := seen[c.ID]; twice {
			continue
		}
		if seen[c.ID] = t; ofRequest[t.Request] == nil {
			order = append(order, t.Request)
		}
		ofRequest[t.Request] = append(ofRequest[t.Request], c)
	}
	for _, id := range order {
		why, err := s.together(ctx, id, ofRequest[id], b)
		if err != nil {
			return many, err
		}
		for _, c := range ofRequest[id] {
			if err := many.note(ctx, c.ID, seen[c.ID], why[c.ID]); err != nil {
				return many, err
			}
		}
	}
	return many, nil
}

// together does it to the ticked tasks of one request, and says of each why not.
func (s *Service) together(ctx context.Context, id needs.RequestID, choices []Choice, b bulk) (why map[ID]error, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		why = map[ID]error{}
		if err := needs.Hold(tx, id); err != nil {
			return err
		}
		var all []Task
		for _, c := range choices {
			t, err := choose(ctx, tx, c, b)
			if err == nil {
				all = append(all, t)
			} else if why[c.ID] = err; !refuses(err) {
				return err
			}
		}
		if b.whole && len(why) > 0 || len(all) == 0 {
			return errPart
		}
		r, err := needs.RequestIn(tx, id)
		if err != nil {
			return err
		}
		return b.do(tx, r, all)
	})
	if err == nil || !refuses(err) {
		return why, err
	}
	for _, c := range choices {
		if why[c.ID] == nil {
			why[c.ID] = err
		}
	}
	return why, nil
}

// choose reads a ticked task and holds that it may be done to it.
func choose(ctx context.Context, tx *db.Tx, c Choice, b bulk) (Task, error) {
	t, err := taskByID(tx, c.ID)
	if err != nil {
		return t, err
	}
	if err := mayAct(ctx, t, b.action); err != nil {
		return t, err
	}
	if t.Version != c.Version {
		return t, stale(t)
	}
	if _, err := Next(t.State, b.action); err != nil {
		return t, err
	}
	return t, b.check(tx, t)
}
