package intakeweb

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/work/needs"
)

type statusInput struct {
	Body struct {
		Reference string `json:"reference" maxLength:"20" example:"7K3D-9M2"`
		Code      string `json:"code" maxLength:"12" example:"482913"`
	}
}

type statusOutput struct {
	Body struct {
		Reference  string       `json:"reference"`
		ReceivedAt time.Time    `json:"receivedAt"`
		State      string       `json:"state" enum:"received,accepted,closed"`
		Contacted  bool         `json:"contacted" doc:"The hub has been in touch"`
		ContactBy  time.Time    `json:"contactBy"`
		Needs      []needStatus `json:"needs"`
	}
}

type needStatus struct {
	Category string `json:"category" doc:"Empty for a need that is not named to anybody"`
	State    string `json:"state" enum:"open,in-hand,met,not-met,referred"`
	ForNow   bool   `json:"forNow,omitempty" doc:"Met only until the help itself begins"`
}

func (p *Public) apiStatus(ctx context.Context, in *statusInput) (*statusOutput, error) {
	st, err := p.lookUp(ctx, in.Body.Reference, in.Body.Code)
	if err != nil {
		return nil, err
	}
	b, err := p.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	out := &statusOutput{}
	out.Body.Reference, out.Body.ReceivedAt, out.Body.State = string(st.Reference), st.ReceivedAt, string(st.State)
	out.Body.Contacted, out.Body.ContactBy, out.Body.Needs = st.Spoken, st.ContactBy, []needStatus{}
	catalogue := blueprint.Part[*needs.Catalogue](b)
	for _, n := range st.Needs {
		if sensitive(catalogue, []string{n.Category}) {
			n.Category = ""
		}
		out.Body.Needs = append(out.Body.Needs, needStatus{n.Category, string(n.State), n.ForNow})
	}
	return out, nil
}
