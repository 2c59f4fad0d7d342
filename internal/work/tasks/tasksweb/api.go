package tasksweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func (p *pages) operations(a *api.API) {
	read, work, answer := access.Anyone(readers...), access.Anyone(workers...), access.Anyone(holders...)
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/tasks", Summary: "List the tasks you have", Tag: "Tasks", Who: read,
		Description: "Your open tasks, soonest due first. The tasks of a request are at /requests/{id}/tasks.",
	}, p.apiMine)
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/requests/{id}/tasks", Summary: "List the tasks of a request", Tag: "Tasks", Who: read,
	}, p.apiOfRequest)
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/tasks/{id}", Summary: "Read a task", Tag: "Tasks", Who: read,
	}, p.apiTask)
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/tasks/{id}/assign", Summary: "Ask somebody to do a task", Tag: "Tasks", Who: work,
	}, p.apiAssign)
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/tasks/{id}/accept", Summary: "Note that whoever was asked said yes", Tag: "Tasks", Who: answer,
	}, p.apiAccept)
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/tasks/{id}/outcome", Summary: "Say how a task went", Tag: "Tasks", Who: answer,
		Description: "No answer keeps the task open and due again; every other outcome ends it.",
	}, p.apiOutcome)
}

// taskBody is a task as programs read it. It holds nothing of the person but where, as
// coarsely as may be told.
type taskBody struct {
	ID            string     `json:"id"`
	Request       string     `json:"request"`
	Kind          string     `json:"kind" enum:"first-contact,do,refer,read,call,visit,letter,deliver,collect,wait,review"`
	Title         string     `json:"title"`
	Instruction   string     `json:"instruction,omitempty"`
	Category      string     `json:"category,omitempty"`
	Area          string     `json:"area,omitempty"`
	Neighbourhood string     `json:"neighbourhood" doc:"Empty in the coordination queue"`
	Priority      string     `json:"priority" enum:"emergency,urgent,soon,routine"`
	State         string     `json:"state" enum:"open,assigned,accepted,done"`
	Assignee      string     `json:"assignee,omitempty" doc:"Who has it"`
	Destination   string     `json:"destination,omitempty" doc:"The service to refer to"`
	DueAt         time.Time  `json:"due_at"`
	Late          bool       `json:"late"`
	Attempts      int        `json:"attempts" doc:"Contacts tried without an answer"`
	NotBefore     *time.Time `json:"not_before,omitempty" doc:"Not to be done earlier"`
	Step          string     `json:"step,omitempty" doc:"The step of the protocol that holds the task"`
	Queue         string     `json:"queue,omitempty" doc:"The role in whose queue it stands"`
	Outcomes      []ending   `json:"outcomes,omitempty" doc:"What can come of it"`
	Outcome       string     `json:"outcome,omitempty"`
	ClosedAt      *time.Time `json:"closed_at,omitempty"`
	Version       int64      `json:"version" doc:"Send it back with a change"`
}

func (p *pages) body(t tasks.Task) taskBody {
	b := taskBody{
		ID: string(t.ID), Request: string(t.Request), Kind: string(t.Kind), Title: t.Title, Instruction: t.Instruction,
		Category: t.Category, Area: t.Area, Neighbourhood: t.Neighbourhood, Priority: string(t.Priority),
		State: string(t.State), Assignee: t.Assignee.Name, Destination: t.Destination, DueAt: t.DueAt,
		Late: t.Late(p.around.Now()), Attempts: t.Attempts, Outcome: t.Outcome, Version: t.Version,
	}
	if !t.ClosedAt.IsZero() {
		b.ClosedAt = &t.ClosedAt
	}
	if !t.NotBefore.IsZero() {
		b.NotBefore = &t.NotBefore
	}
	b.Step, b.Queue = t.Held.Step, t.Held.Queue.Role
	if t.State.Open() {
		b.Outcomes = endingsOf(t)
	}
	return b
}

// ending is one thing that can come of a task.
type ending struct {
	Code  string   `json:"code"`
	Label string   `json:"label"`
	Note  bool     `json:"note,omitempty" doc:"A note must say why"`
	Asks  []string `json:"asks,omitempty" doc:"Ids of the answers that must be sent too"`
}

func endingsOf(t tasks.Task) (all []ending) {
	for _, e := range t.Endings() {
		one := ending{Code: e.Code, Label: e.Label, Note: e.Asks}
		for _, a := range e.More {
			if !a.Optional {
				one.Asks = append(one.Asks, a.ID)
			}
		}
		all = append(all, one)
	}
	return all
}

type listOutput struct {
	Body struct {
		Tasks []taskBody `json:"tasks"`
	}
}

func (p *pages) list(all []tasks.Task) *listOutput {
	out := &listOutput{}
	out.Body.Tasks = []taskBody{}
	for _, t := range all {
		out.Body.Tasks = append(out.Body.Tasks, p.body(t))
	}
	return out
}

type mineInput struct {
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most"`
}

func (p *pages) apiMine(ctx context.Context, in *mineInput) (*listOutput, error) {
	all, err := p.tasks.OfAssignee(ctx, tasks.ToStaff, access.From(ctx).Account, in.Limit)
	if err != nil {
		return nil, err
	}
	return p.list(all), nil
}

type ofRequestInput struct {
	ID string `path:"id" maxLength:"36" doc:"Id of the request"`
}

func (p *pages) apiOfRequest(ctx context.Context, in *ofRequestInput) (*listOutput, error) {
	id, err := ident.Parse[needs.Request](in.ID)
	if err != nil {
		return nil, err
	}
	if _, err := p.needs.Request(ctx, id); err != nil {
		return nil, err
	}
	all, err := p.needs.NeedsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	seen, err := p.of(ctx, id, all)
	if err != nil {
		return nil, err
	}
	return p.list(seen), nil
}

type taskInput struct {
	ID string `path:"id" maxLength:"36" doc:"Id of the task"`
}

type taskOutput struct {
	Body taskBody
}

func (p *pages) apiTask(ctx context.Context, in *taskInput) (*taskOutput, error) {
	id, err := ident.Parse[tasks.Task](in.ID)
	if err != nil {
		return nil, err
	}
	return p.told(ctx, id)
}

// told answers a task as it stands, as far as the caller may know.
func (p *pages) told(ctx context.Context, id tasks.ID) (*taskOutput, error) {
	t, err := p.tasks.Task(ctx, id)
	if err != nil {
		return nil, err
	}
	all, err := p.needsOf(ctx, t)
	if err != nil {
		return nil, err
	}
	return &taskOutput{Body: p.body(t.ShownTo(access.From(ctx), labelsOf(all, t.Need)...))}, nil
}

// change does something to a task and answers how it stands then.
func (p *pages) change(ctx context.Context, id string, version int64, do func(tasks.Choice) error) (*taskOutput, error) {
	task, err := ident.Parse[tasks.Task](id)
	if err != nil {
		return nil, err
	}
	if err := do(tasks.Choice{ID: task, Version: version}); err != nil {
		return nil, err
	}
	return p.told(ctx, task)
}

type assignInput struct {
	ID   string `path:"id" maxLength:"36" doc:"Id of the task"`
	Body struct {
		Version int64  `json:"version" doc:"Version that was read; a newer one is a 409"`
		To      string `json:"to" maxLength:"100" example:"volunteer:0190b0a2-6f5e-7c3a-8e0d-3b1f8c9a2d41" doc:"volunteer:, organisation: or account: and an id"`
	}
}

func (p *pages) apiAssign(ctx context.Context, in *assignInput) (*taskOutput, error) {
	return p.change(ctx, in.ID, in.Body.Version, func(c tasks.Choice) error {
		// Whether the caller may see the task comes first: only then may they learn who helps.
		if _, err := p.tasks.Task(ctx, c.ID); err != nil {
			return err
		}
		to, err := p.around.Assignee(ctx, in.Body.To)
		if err != nil {
			return err
		}
		return p.tasks.Assign(ctx, c, to)
	})
}

type acceptInput struct {
	ID   string `path:"id" maxLength:"36" doc:"Id of the task"`
	Body struct {
		Version int64 `json:"version" doc:"Version that was read; a newer one is a 409"`
	}
}

func (p *pages) apiAccept(ctx context.Context, in *acceptInput) (*taskOutput, error) {
	return p.change(ctx, in.ID, in.Body.Version, func(c tasks.Choice) error { return p.tasks.Accept(ctx, c) })
}

type outcomeInput struct {
	ID   string `path:"id" maxLength:"36" doc:"Id of the task"`
	Body struct {
		Version int64  `json:"version" doc:"Version that was read; a newer one is a 409"`
		Code    string `json:"code" maxLength:"40" example:"done" doc:"How it went, such as spoken, done, no-answer or acknowledged"`
		Note    string `json:"note,omitempty" maxLength:"1000" doc:"Why, where the outcome asks for it"`

		Answers map[string]string `json:"answers,omitempty" doc:"What else a step of a protocol asks with the outcome, by its id; yes for what was done"`
	}
}

func (p *pages) apiOutcome(ctx context.Context, in *outcomeInput) (*taskOutput, error) {
	return p.change(ctx, in.ID, in.Body.Version, func(c tasks.Choice) error {
		return p.tasks.RecordOutcome(ctx, c, tasks.Outcome{Code: in.Body.Code, Note: in.Body.Note, Answers: in.Body.Answers})
	})
}
