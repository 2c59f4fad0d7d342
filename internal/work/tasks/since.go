package tasks

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/needs"
)

// Stand is what people change about a task.
type Stand struct {
	State    State
	Holder   string // the name of whoever has it; "" is nobody
	DueAt    time.Time
	Priority needs.Priority
	Hub      string // "" is the coordination queue
	Outcome  string
	Note     string
}

// stand is how the task stands.
func (t Task) stand() Stand {
	return Stand{t.State, t.Assignee.Name, t.DueAt, t.Priority, t.Neighbourhood, t.Outcome, t.Note}
}

// Step is a change of a task: how it stood until then, who changed it, when and why.
type Step struct {
	Was    Stand
	By     string // account
	At     time.Time
	Reason string // "" where none was asked
}

// Field is one thing people change about a task.
type Field string

// The fields of a [Stand].
const (
	StateField    Field = "state"
	HolderField   Field = "holder"
	DueField      Field = "due"
	PriorityField Field = "priority"
	HubField      Field = "hub"
	OutcomeField  Field = "outcome"
	NoteField     Field = "note"
)

// Fields lists every field.
func Fields() []Field {
	return []Field{StateField, HolderField, DueField, PriorityField, HubField, OutcomeField, NoteField}
}

// same reports whether a field is the same in two stands.
func (f Field) same(a, b Stand) bool {
	switch f {
	case StateField:
		return a.State == b.State
	case HolderField:
		return a.Holder == b.Holder
	case DueField:
		return a.DueAt.Equal(b.DueAt)
	case PriorityField:
		return a.Priority == b.Priority
	case HubField:
		return a.Hub == b.Hub
	case OutcomeField:
		return a.Outcome == b.Outcome
	default:
		return a.Note == b.Note
	}
}

// Difference is a field that is not as somebody saw it, with who changed it last.
type Difference struct {
	Field    Field
	Was, Now Stand
	By       string // account
	At       time.Time
	Reason   string
}

// Since tells field by field what others have changed about a task since somebody read it
// at a version; nothing where it is not known how it stood then. What the caller may not
// be told of the task is not among it; more are labels of the need it serves.
func (s *Service) Since(ctx context.Context, id ID, version int64, more ...needs.Label) (all []Difference, err error) {
	defer fault.Wrap(&err, "changes of task %s since %d", id, version)
	r := s.db.Read(ctx)
	t, err := taskByID(r, id)
	if err != nil {
		return nil, err
	}
	if err := mayRead(ctx, t); err != nil {
		return nil, err
	}
	steps, err := stepsSince(r, id, version)
	if err != nil || int64(len(steps)) != t.Version-version {
		return nil, err
	}
	return veil(differences(steps, t.stand()), t.Named(access.From(ctx), more...)), nil
}

// veil leaves out what a task is about, unless all of it may be told.
func veil(all []Difference, named bool) []Difference {
	var told []Difference
	for _, d := range all {
		if named || d.Field != OutcomeField && d.Field != NoteField {
			if !named {
				d.Was.Outcome, d.Was.Note, d.Now.Outcome, d.Now.Note, d.Reason = "", "", "", "", ""
			}
			told = append(told, d)
		}
	}
	return told
}

// differences compares how a task stood at the first of the steps with how it stands now.
// What was changed and changed back is no difference.
func differences(steps []Step, now Stand) []Difference {
	var all []Difference
	for _, f := range Fields() {
		if len(steps) == 0 || f.same(steps[0].Was, now) {
			continue
		}
		next := now
		for i := len(steps) - 1; i >= 0; i-- {
			if !f.same(steps[i].Was, next) {
				all = append(all, Difference{f, steps[0].Was, now, steps[i].By, steps[i].At, steps[i].Reason})
				break
			}
			next = steps[i].Was
		}
	}
	return all
}
