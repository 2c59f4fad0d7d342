package needsweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/work/needs"
)

// Operations are what programs can do with requests that were made.
func Operations(s *needs.Service, around Around) api.Operations {
	p := &pages{needs: s, around: around}
	return p.operations
}

func (p *pages) operations(a *api.API) {
	look, take := access.Anyone(readers...), access.Anyone(takers...)
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/requests", Summary: "Find requests", Tag: "Requests", Who: look,
		Description: "Newest first, of the neighbourhoods you work for. A reference gives one request or none.",
	}, p.apiList)
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/requests/{id}", Summary: "Read a request", Tag: "Requests", Who: look,
		Description: "With its needs and the ids of its tasks. It holds nothing of the person.",
	}, p.apiRequest)
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/requests/{id}/accept", Summary: "Take a request on for its hub", Tag: "Requests", Who: take,
	}, p.apiAccept)
}

// requestBody is a request as programs read it. It holds nothing of the person.
type requestBody struct {
	ID              string     `json:"id"`
	Reference       string     `json:"reference"`
	Neighbourhood   string     `json:"neighbourhood" doc:"Empty in the coordination queue"`
	Channel         string     `json:"channel" enum:"web,phone,partner,walk-in,api"`
	State           string     `json:"state" enum:"received,accepted,closed"`
	Priority        string     `json:"priority" enum:"emergency,urgent,soon,routine"`
	ReceivedAt      time.Time  `json:"received_at"`
	AcceptBy        time.Time  `json:"accept_by"`
	AcceptedAt      *time.Time `json:"accepted_at,omitempty"`
	FirstContactDue time.Time  `json:"first_contact_due"`
	FirstContactAt  *time.Time `json:"first_contact_at,omitempty"`
	ClosedAt        *time.Time `json:"closed_at,omitempty"`
	Version         int64      `json:"version" doc:"Send it back with a change"`
}

func bodyOf(r needs.Request) requestBody {
	return requestBody{
		ID: string(r.ID), Reference: string(r.Reference), Neighbourhood: r.Neighbourhood, Channel: string(r.Channel),
		State: string(r.State), Priority: string(r.Priority), ReceivedAt: r.ReceivedAt, AcceptBy: r.AcceptBy,
		AcceptedAt: known(r.AcceptedAt), FirstContactDue: r.FirstContactDue, FirstContactAt: known(r.FirstContactAt),
		ClosedAt: known(r.ClosedAt), Version: r.Version,
	}
}

// known is a moment that may not have come: nil when it has not.
func known(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

type listInput struct {
	Reference string `query:"reference" maxLength:"20" example:"7K3D-9M2" doc:"As it is read aloud; case and spaces do not matter"`
	Hub       string `query:"hub" maxLength:"40" doc:"Id of a neighbourhood, or coordination for what has no hub"`
	State     string `query:"state" enum:"received,accepted,closed" doc:"Where it stands"`
	After     string `query:"after" maxLength:"100" doc:"The next of the page before"`
	Limit     int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most"`
}

type listOutput struct {
	Body struct {
		Requests []requestBody `json:"requests"`
		Next     string        `json:"next,omitempty" doc:"Send it as after to read on; left out at the end"`
	}
}

func (in *listInput) filter() (f needs.RequestFilter, err error) {
	f.Limit = in.Limit + 1
	if in.Reference != "" {
		if f.Reference, err = ident.ParseReference(in.Reference); err != nil {
			return f, err
		}
	}
	if in.Hub == feature.Queue {
		f.Neighbourhoods = []string{""}
	} else if in.Hub != "" {
		f.Neighbourhoods = []string{in.Hub}
	}
	if in.State != "" {
		f.States = []needs.RequestState{needs.RequestState(in.State)}
	}
	f.After, err = parseMark(in.After)
	return f, err
}

func (p *pages) apiList(ctx context.Context, in *listInput) (*listOutput, error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	rows, err := p.needs.Requests(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &listOutput{}
	out.Body.Requests = []requestBody{}
	if len(rows) > in.Limit {
		rows = rows[:in.Limit]
		out.Body.Next = written(rows[in.Limit-1].Mark())
	}
	for _, one := range rows {
		out.Body.Requests = append(out.Body.Requests, bodyOf(one.Request))
	}
	return out, nil
}

// needBody is a need as programs read it, as far as the caller may know.
type needBody struct {
	ID       string    `json:"id"`
	Category string    `json:"category,omitempty" doc:"Left out where you may not be told"`
	State    string    `json:"state" enum:"open,in-hand,met,not-met,referred,gone"`
	Priority string    `json:"priority" enum:"emergency,urgent,soon,routine"`
	DueAt    time.Time `json:"due_at"`
	Version  int64     `json:"version"`
}

// taskBody leads to a task.
type taskBody struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	State   string `json:"state" enum:"open,assigned,accepted,done"`
	Version int64  `json:"version" doc:"Send it back with a change of the task"`
}

type idInput struct {
	ID string `path:"id" maxLength:"36" doc:"Id of the request"`
}

type requestOutput struct {
	Body struct {
		requestBody
		Needs []needBody `json:"needs"`
		Tasks []taskBody `json:"tasks"`
	}
}

func (p *pages) apiRequest(ctx context.Context, in *idInput) (*requestOutput, error) {
	id, err := ident.Parse[needs.Request](in.ID)
	if err != nil {
		return nil, err
	}
	return p.told(ctx, id)
}

// told answers a request as it stands.
func (p *pages) told(ctx context.Context, id needs.RequestID) (*requestOutput, error) {
	r, err := p.needs.Request(ctx, id)
	if err != nil {
		return nil, err
	}
	all, err := p.needs.NeedsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	work, err := p.around.Tasks(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &requestOutput{}
	out.Body.requestBody, out.Body.Needs, out.Body.Tasks = bodyOf(r), []needBody{}, []taskBody{}
	for _, n := range all {
		out.Body.Needs = append(out.Body.Needs, needBody{
			ID: string(n.ID), Category: n.Category, State: string(n.State), Priority: string(n.Priority), DueAt: n.DueAt, Version: n.Version,
		})
	}
	for _, t := range work {
		out.Body.Tasks = append(out.Body.Tasks, taskBody{ID: t.ID, Title: t.Title, State: t.Standing, Version: t.Version})
	}
	return out, nil
}

type acceptInput struct {
	ID   string `path:"id" maxLength:"36" doc:"Id of the request"`
	Body struct {
		Version int64 `json:"version" doc:"Version that was read; a newer one is a 409"`
	}
}

func (p *pages) apiAccept(ctx context.Context, in *acceptInput) (*requestOutput, error) {
	id, err := ident.Parse[needs.Request](in.ID)
	if err != nil {
		return nil, err
	}
	if err := p.needs.Accept(ctx, id, in.Body.Version); err != nil {
		return nil, err
	}
	return p.told(ctx, id)
}
