package protocols

import (
	"cmp"
	"slices"

	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// open puts the step a run now stands at on a board.
func (m *move) open(tx *db.Tx) error {
	request, err := m.asked(tx)
	if err != nil {
		return err
	}
	n := m.taskOf(m.p.At(m.after))
	if n.Neighbourhood = request.Neighbourhood; m.run.Work.Aside {
		n.Neighbourhood = ""
	}
	if m.p.At(m.after).Same {
		if n.Assignee, err = m.lastHelper(tx, n); err != nil {
			return err
		}
	}
	t, err := tasks.OpenTask(tx, n)
	if err == nil && m.task.ID == "" {
		m.task = t
	}
	return err
}

// asked is the request the run serves, read once a move.
func (m *move) asked(tx *db.Tx) (r needs.Request, err error) {
	if m.request.ID == "" {
		m.request, err = needs.RequestIn(tx, m.run.Request)
	}
	return m.request, err
}

// taskOf is the task of a step.
func (m *move) taskOf(s steps.Step) tasks.NewTask {
	w := m.run.Work
	n := tasks.NewTask{
		Kind: tasks.Kind(s.Kind), Need: m.run.Need, Request: m.run.Request, Record: m.run.Record, Category: w.Category,
		Title: s.Title, Instruction: saidOnce(w.Instruction, s.Instruction), Area: w.Area,
		Priority: m.priority(), WhoMay: mayDo(s, m.permitted()), Labels: labels(w.Labels, m.p.Labels), Destination: w.Destination,
		DueAt: m.after.DueAt, NotBefore: m.after.NotBefore, Held: m.held(s),
	}
	if s.Triage && w.Title != "" {
		n.Title = w.Title
	}
	if w.For != "" {
		n.Title += ", for " + w.For
	}
	return n
}

// permitted is who may help: as triage said, or as was said anew of the help before.
func (m *move) permitted() []needs.Doer {
	if m.task.Kind.Helps() && len(m.task.WhoMay) > 0 {
		return m.task.WhoMay
	}
	return m.run.Work.WhoMay
}

// mayDo is who may do a step: whom the step names, as far as they are permitted. Steps that
// triage knows nothing of are for staff.
func mayDo(s steps.Step, permitted []needs.Doer) []needs.Doer {
	switch {
	case s.Kind == steps.Review || s.Kind == steps.Wait || s.Kind == steps.Refer:
		return []needs.Doer{needs.Staff}
	case len(s.WhoMay) == 0:
		return permitted
	case len(permitted) == 0:
		return s.WhoMay
	}
	both := slices.DeleteFunc(slices.Clone(s.WhoMay), func(d needs.Doer) bool { return !slices.Contains(permitted, d) })
	if len(both) == 0 {
		return []needs.Doer{needs.Staff}
	}
	return both
}

func labels(of ...[]needs.Label) (all []needs.Label) {
	for _, some := range of {
		for _, l := range some {
			if !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}

// priority is the need's as it is now, unless the protocol is more pressing.
func (m *move) priority() needs.Priority {
	now := m.run.Work.Priority
	if m.need.ID != "" {
		now = m.need.Priority
	}
	if m.p.Priority != "" && m.p.Priority.Rank() < now.Rank() {
		return m.p.Priority
	}
	return now
}

// lastHelper is who did the step before, or the last time. Who may not do it any more, because
// a check ran out or they stopped, is not given it again: then it is open.
func (m *move) lastHelper(tx *db.Tx, n tasks.NewTask) (tasks.Assignee, error) {
	all, err := tasks.OfRun(tx, string(m.run.ID))
	for _, t := range slices.Backward(all) {
		if !t.Kind.Helps() || t.Assignee.IsZero() {
			continue
		}
		if n.Assignee = t.Assignee; m.book.mayHave == nil {
			return t.Assignee, err
		}
		if may, err := m.book.mayHave(tx, n); err != nil || !may {
			return tasks.Assignee{}, err
		}
		return t.Assignee, err
	}
	return tasks.Assignee{}, err
}

// held says how the run holds the task of a step.
func (m *move) held(s steps.Step) tasks.Held {
	h := tasks.Held{Run: string(m.run.ID), Step: s.ID, Queue: tasks.Queue{Role: m.after.Role}, Assured: m.p.Assured}
	role := cmp.Or(s.Role, m.run.Work.Team)
	if title, ok := m.book.roles.Find(role); ok && role != "" {
		h.Queue = tasks.Queue{Role: role, Access: title.Access, Wide: title.HeldFor == accounts.ForBorough}
	}
	for _, o := range s.Outcomes {
		h.Endings = append(h.Endings, m.endingOf(s, o))
	}
	return h
}

// endingOf is an outcome as tasks know it.
func (m *move) endingOf(s steps.Step, o steps.Outcome) tasks.Ending {
	e := tasks.Ending{Code: o.ID, Label: o.Label, Asks: o.Note, Contact: contacts.Outcome(o.Reached(s.Kind)), Door: string(o.Door)}
	if end, ok := m.p.EndNamed(o.End); ok {
		e.Need = end.Need.State()
	}
	if o.Again {
		e.Again = 1
	}
	for _, a := range o.Asks {
		e.More = append(e.More, tasks.Asked{ID: a.ID, Label: a.Label, Tick: a.Kind == steps.AskTick, Options: a.Options, Optional: a.Optional})
	}
	return e
}
