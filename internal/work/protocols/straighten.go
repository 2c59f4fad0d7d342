package protocols

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Straighten takes the open work on a need from its hub, in the caller's transaction, and
// begins the handing on to the service that alone handles it. The caller has decided the
// need anew by [needs.GoStraight]. Work that no protocol holds becomes the handing on
// itself.
func (s *Service) Straighten(tx *db.Tx, n needs.Need) (err error) {
	defer fault.Wrap(&err, "straighten the work on need %s", n.ID)
	if err := tasks.Straighten(tx, n); err != nil {
		return err
	}
	runs, err := runsOfNeed(tx, n.ID)
	if err != nil {
		return err
	}
	held := false
	for _, run := range runs {
		if !run.Open() {
			continue
		}
		held = true
		if err := abandon(tx, run, "It goes to the service that handles it"); err != nil {
			return err
		}
	}
	if !held {
		return nil
	}
	return s.handOn(tx, n)
}

// abandon ends a run and its open task, with why.
func abandon(tx *db.Tx, run Run, why string) error {
	all, err := tasks.OfRun(tx, string(run.ID))
	if err != nil {
		return err
	}
	for _, t := range all {
		if !t.State.Open() {
			continue
		}
		if err := tasks.Lapse(tx, t, why); err != nil {
			return err
		}
	}
	return dropFor(tx, run, why)
}

// handOn begins what goes straight to a service.
func (s *Service) handOn(tx *db.Tx, n needs.Need) error {
	book, err := s.Book(tx.Context())
	if err != nil {
		return err
	}
	request, err := needs.RequestIn(tx, n.Request)
	if err != nil {
		return err
	}
	_, _, err = book.Start(tx, Beginning{Protocol: book.Straight(), Request: request, Need: n.ID, Work: Work{
		Title: "Refer on", Priority: n.Priority, WhoMay: []needs.Doer{needs.Staff}, Labels: n.Decision.Labels,
		Destination: n.Decision.StraightTo, DueAt: n.DueAt, Aside: true,
	}})
	return err
}
