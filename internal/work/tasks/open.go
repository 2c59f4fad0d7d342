package tasks

import (
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// NewTask is a piece of work to be opened.
type NewTask struct {
	Kind          Kind
	Need          needs.NeedID
	Request       needs.RequestID
	Record        people.RecordID
	Category      string
	Title         string
	Instruction   string
	Area          string
	Neighbourhood string
	Priority      needs.Priority
	WhoMay        []needs.Doer
	Labels        []needs.Label
	Destination   string
	DueAt         time.Time
	NotBefore     time.Time
	Held          Held
	Assignee      Assignee // whoever is to have it at once, having done the step before
}

// OpenTask puts a piece of work on a hub's board, or in the coordination queue, in the
// caller's transaction.
func OpenTask(tx *db.Tx, n NewTask) (t Task, err error) {
	defer fault.Wrap(&err, "open task")
	t = Task{
		ID: ident.New[Task](tx.Now()), Kind: n.Kind, Need: n.Need, Request: n.Request, Record: n.Record,
		Category: n.Category, Title: n.Title, Instruction: n.Instruction, Area: n.Area,
		Neighbourhood: n.Neighbourhood, Priority: n.Priority, State: Open, WhoMay: n.WhoMay, Labels: n.Labels,
		Destination: n.Destination, DueAt: n.DueAt, NotBefore: n.NotBefore, Held: n.Held, OpenedAt: tx.Now(), Version: 1,
	}
	if !n.Assignee.IsZero() && t.GoesTo(n.Assignee.Kind) {
		t.State = Accepted
		t.give(n.Assignee, tx.Now())
	}
	if err := insertTask(tx, t); err != nil {
		return Task{}, err
	}
	return t, record(tx, t, "opened a task", "tasks.opened", nil)
}

// record tells the journal about a task. The live boards listen for its neighbourhood.
func record(tx *db.Tx, t Task, verb, topic string, more map[string]any) error {
	subject := string(t.Record)
	if slices.Contains(t.Labels, needs.Hidden) {
		subject = "" // no timeline shows a hidden visit
	}
	data := map[string]any{"neighbourhood": t.Neighbourhood, "kind": t.Kind, "category": t.Category}
	if needs.Guarded(t.Labels) {
		data["category"] = "other"
	}
	for k, v := range more {
		data[k] = v
	}
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: subject, Data: data,
		Objects: []journal.Object{
			{Kind: "task", ID: string(t.ID)},
			{Kind: "request", ID: string(t.Request)},
			{Kind: "neighbourhood", ID: t.Neighbourhood},
		},
	})
}
