package reportsweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/insight/reports"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
)

// Operations are what programs may ask of the dashboard.
func Operations(s *reports.Service) api.Operations {
	return func(a *api.API) {
		api.Register(a, api.Operation{
			Method: http.MethodGet, Path: "/dashboard", Tag: "Dashboard",
			Summary: "The figures of the borough or of one hub",
			Description: "At most ten seconds old. Whoever may not open the rows behind the figures is told them rounded " +
				"to the nearest 5, and nothing of 1 to 7.",
			Who: access.Anyone(reports.Audience()...),
		}, (&pages{reports: s}).apiDashboard)
	}
}

type dashboardInput struct {
	Hub string `query:"hub" doc:"Id of a neighbourhood, or coordination for the coordination queue; all of the borough when it is left out, or your own hub if you work for that alone"`
}

type dashboardOutput struct {
	Body dashboardBody
}

type dashboardBody struct {
	AsAt     time.Time    `json:"as_at" doc:"When the figures were counted"`
	Hub      hubBody      `json:"hub"`
	Exact    bool         `json:"exact" doc:"Whether figures are as they are; else they are rounded, and small ones are not told"`
	Summary  string       `json:"summary" doc:"Today's truth in words"`
	Figures  []figureBody `json:"figures"`
	Needs    []partBody   `json:"needs_by_category"`
	Channels []partBody   `json:"requests_by_channel"`
	Hubs     []placeBody  `json:"hubs" doc:"Each hub of the borough; empty in the figures of one hub"`
}

type hubBody struct {
	ID   string `json:"id" doc:"Empty is the whole borough"`
	Name string `json:"name"`
}

type figureBody struct {
	Name    string      `json:"name" example:"tasks.open"`
	Label   string      `json:"label"`
	Meaning string      `json:"meaning"`
	Now     *numberBody `json:"now,omitempty" doc:"How it stands; of figures that are not of a period"`
	spanBody
}

type spanBody struct {
	Today    *numberBody `json:"today,omitempty" doc:"From midnight"`
	ThisWeek *numberBody `json:"this_week,omitempty" doc:"From Monday's midnight"`
	LastWeek *numberBody `json:"last_week,omitempty" doc:"The same part of the week before"`
}

type partBody struct {
	Kind  string `json:"kind"`
	Label string `json:"label"`
	spanBody
}

type placeBody struct {
	hubBody
	Open        *numberBody `json:"tasks_open"`
	Overdue     *numberBody `json:"tasks_overdue"`
	NotAccepted *numberBody `json:"requests_not_accepted"`
	DoneToday   *numberBody `json:"tasks_done_today"`
}

type numberBody struct {
	Value *int64 `json:"value" nullable:"true" doc:"Null when it is too small to be told, or there is nothing to tell"`
	Unit  string `json:"unit" enum:"things,seconds,minutes"`
	Text  string `json:"text" doc:"In words" example:"1 hour 20 minutes"`
	Rows  string `json:"rows,omitempty" doc:"The page that lists the rows it was made from, if you may open it"`
}

func (p *pages) apiDashboard(ctx context.Context, in *dashboardInput) (*dashboardOutput, error) {
	d, err := p.reports.Dashboard(ctx, in.Hub)
	if err != nil {
		return nil, err
	}
	body := dashboardBody{
		AsAt: d.AsAt, Hub: hubOf(d.Hub), Exact: d.Exact, Summary: d.Sentence(), Figures: []figureBody{},
		Needs: partsOf(d.Needs), Channels: partsOf(d.Channels), Hubs: []placeBody{},
	}
	for _, l := range d.Lines {
		f := figureBody{Name: l.Name, Label: l.Label, Meaning: l.Meaning}
		if l.Dated {
			f.spanBody = spansOf(l.Figures)
		} else {
			f.Now = numberOf(l.Now)
		}
		body.Figures = append(body.Figures, f)
	}
	for _, h := range d.Places {
		body.Hubs = append(body.Hubs, placeBody{hubOf(h.Hub), numberOf(h.Open), numberOf(h.Overdue), numberOf(h.NotAccepted), numberOf(h.DoneToday)})
	}
	return &dashboardOutput{Body: body}, nil
}

func hubOf(h reports.Hub) hubBody { return hubBody{h.ID, h.Name} }

func partsOf(parts []reports.Part) []partBody {
	all := []partBody{}
	for _, p := range parts {
		all = append(all, partBody{p.Kind, p.Label, spansOf(p.Figures)})
	}
	return all
}

func spansOf(f reports.Figures) spanBody {
	return spanBody{numberOf(f.Today), numberOf(f.Week), numberOf(f.Last)}
}

func numberOf(n reports.Number) *numberBody {
	b := &numberBody{Unit: "things", Text: n.String(), Rows: n.Rows}
	if n.Unit != "" {
		b.Unit = string(n.Unit)
	}
	if n.Known && !n.Hidden {
		b.Value = &n.Value
	}
	return b
}
