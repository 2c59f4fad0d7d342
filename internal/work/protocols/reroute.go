package protocols

import (
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Rerouted ends the runs by which a need was met and begins that of the way it is met now,
// in the caller's transaction, which has changed the need. What was handed on to a service
// stays with it. It is [fault.Conflict] where nothing is under way, or no protocol leads the
// new way.
func (s *Service) Rerouted(tx *db.Tx, n needs.Need, why string) (err error) {
	defer fault.Wrap(&err, "reroute need %s", n.ID)
	book, err := s.Book(tx.Context())
	if err != nil {
		return err
	}
	to := book.ForNeed(n.Decision)
	if to == "" {
		return fault.New(fault.Conflict, "protocols.no-way", "The blueprint has no steps for this way. Ask whoever looks after it.")
	}
	last, err := s.leave(tx, n, why)
	if err != nil {
		return err
	}
	if last.ID == "" {
		return fault.New(fault.Conflict, "protocols.not-under-way", "Nothing is under way for this need. Take it up again first, or look at what was recorded last.")
	}
	request, err := needs.RequestIn(tx, n.Request)
	if err != nil {
		return err
	}
	w := last.Work
	w.Title, w.WhoMay, w.Priority, w.DueAt, w.Labels = n.Decision.TaskTitle, n.Decision.WhoMay, n.Priority, n.DueAt, n.Decision.Labels
	begun, _, err := book.Start(tx, Beginning{Protocol: to, Request: request, Need: n.ID, Work: w, Why: "The way to help was changed: " + why})
	if err != nil {
		return err
	}
	all, err := tasks.OfRun(tx, string(begun.ID))
	if err != nil || len(all) == 0 {
		return err
	}
	return tasks.Follow(tx, all[0])
}

// leave ends the open runs that help with a need, and returns the last of them.
func (s *Service) leave(tx *db.Tx, n needs.Need, why string) (last Run, err error) {
	runs, err := runsOfNeed(tx, n.ID)
	if err != nil {
		return Run{}, err
	}
	for _, run := range slices.Backward(runs) {
		if !run.Open() || run.Work.Destination != "" {
			continue
		}
		if err := abandon(tx, run, "The way to help was changed: "+why); err != nil {
			return Run{}, err
		}
		if last.ID == "" {
			last = run
		}
	}
	return last, nil
}
