package lists

import (
	"context"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// bridged is the end of a protocol for the time until the national box comes.
const bridged = "box-comes"

// endInterim ends the food that bridges the time until the national box comes, of somebody who
// has one. Whoever has none of it is done with.
func (s *Service) endInterim(ctx context.Context, h handedRow) error {
	book, err := s.work.Book(ctx)
	if err != nil {
		return err
	}
	r := s.db.Read(ctx)
	person, err := people.PersonOf(r, h.record)
	if err != nil {
		return err
	}
	runs, err := openRuns(r, person)
	if err != nil {
		return err
	}
	for _, run := range runs {
		code, ok := endingOf(book, run)
		if !ok {
			continue
		}
		return s.db.Write(ctx, func(tx *db.Tx) error {
			t, found, err := openTask(tx, run.id)
			if err != nil || !found {
				return err
			}
			if err := s.work.RecordIn(tx, t, tasks.Outcome{Code: code, Note: h.why}); err != nil {
				return err
			}
			return setHanded(tx, h, "begun", string(run.id), h.why)
		})
	}
	return s.handed(ctx, h, "joined", "", "No food of ours bridges the time until the box comes.")
}

// openRun is work for somebody that has not ended.
type openRun struct {
	id       protocols.RunID
	protocol string
	step     string
}

// endingOf is what ends a run because the box came, without saying that anybody was spoken to;
// false when nothing does.
func endingOf(book protocols.Book, run openRun) (code string, ok bool) {
	p, found := book.Find(run.protocol)
	if !found || len(p.Starts.Until) == 0 {
		return "", false
	}
	step, found := p.Step(run.step)
	if !found {
		return "", false
	}
	for _, o := range step.Outcomes {
		if o.End == bridged && o.Reached(step.Kind) != steps.Spoken {
			return o.ID, true
		}
	}
	return "", false
}

func openTask(r db.Reader, run protocols.RunID) (t tasks.Task, found bool, err error) {
	all, err := tasks.OfRun(r, string(run))
	for _, one := range all {
		if one.State.Open() {
			return one, true, err
		}
	}
	return tasks.Task{}, false, err
}
