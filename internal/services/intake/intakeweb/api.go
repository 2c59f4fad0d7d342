package intakeweb

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
)

const tag = "Requests"

// Operations are what programs may do: see the questions, send a request, ask how it
// stands.
func (p *Public) Operations(a *api.API) {
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/questions", Tag: tag, Who: access.Public(), Summary: "The questions a request answers",
		Description: "The pages of the form in force, in order. A page is asked when its `showWhen` (CEL over the earlier answers) holds. Send the answers by the questions' ids.",
	}, p.apiQuestions)
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/requests", Tag: tag, Who: access.Public(), Status: http.StatusCreated, Summary: "Ask for help",
		Description: "Sending the same body again with the same `Idempotency-Key` gives the same reference. Another body with a key that was used is a 409. The channels phone, partner and walk-in are for staff.",
	}, p.apiAsk)
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/status", Tag: tag, Who: access.Public(), Summary: "How a request stands",
		Description: "For whoever knows its reference and code. Ten wrong codes for a reference are a 429 for fifteen minutes.",
	}, p.apiStatus)
}

type askInput struct {
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"200" doc:"Names this request: a form, a call, a row. Unguessable"`
	Body struct {
		Channel string              `json:"channel,omitempty" default:"api" enum:"api,web,phone,partner,walk-in" doc:"How the request came in"`
		Answers map[string][]string `json:"answers" doc:"By question id: ids of the options chosen, lines of an address, or one text" example:"{\"who_for\":[\"me\"],\"needs\":[\"food\"]}"`
	}
}

type askOutput struct {
	Body struct {
		Reference     string    `json:"reference" example:"7K3D-9M2"`
		Code          string    `json:"code" example:"482913" doc:"With the reference it shows how the request stands"`
		Neighbourhood string    `json:"neighbourhood" doc:"Id of the hub; empty while a coordinator finds it"`
		ContactBy     time.Time `json:"contactBy" doc:"When the hub has to have been in touch"`
		Urgent        bool      `json:"urgent"`
		SteerTo       []string  `json:"steerTo" doc:"Ids of signposts to try meanwhile"`
		Outside       *council  `json:"outside,omitempty" doc:"The council next door, when the address seems to be theirs"`
	}
}

type council struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// takers may say that a request came to them by phone, from a partner or at a counter.
var takers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.LinkWorker, access.Partner, access.Admin}

func (p *Public) apiAsk(ctx context.Context, in *askInput) (*askOutput, error) {
	channel := needs.Channel(in.Body.Channel)
	if !slices.Contains([]needs.Channel{needs.API, needs.Web}, channel) && !access.From(ctx).Has(takers...) {
		return nil, fault.New(fault.Forbidden, "intake.channel", "Sign in to send a request that came by phone, from a partner or at a counter.")
	}
	receipt, err := p.intake.Ask(ctx, intake.Asking{Channel: channel, Answers: in.Body.Answers, Key: in.Key})
	if err != nil {
		return nil, explained(err)
	}
	out := &askOutput{}
	b := &out.Body
	b.Reference, b.Code, b.Neighbourhood = string(receipt.Reference), receipt.Code, receipt.Neighbourhood
	b.ContactBy, b.Urgent, b.SteerTo = receipt.ContactBy, receipt.Urgent, append([]string{}, receipt.SteerTo...)
	if receipt.Outside != nil {
		b.Outside = &council{receipt.Outside.Name, receipt.Outside.Phone}
	}
	return out, nil
}

// explained puts every answer that was refused into the words of the error: a program has
// no page on which each could stand.
func explained(err error) error {
	refused, ok := errors.AsType[intake.Refused](err)
	if !ok {
		return err
	}
	return fault.New(fault.Invalid, fault.CodeOf(err), fault.MessageOf(err)+" "+refused.Error())
}
