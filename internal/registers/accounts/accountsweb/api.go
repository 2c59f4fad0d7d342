package accountsweb

import (
	"context"
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
)

func (p *pages) operations(a *api.API) {
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/session", Summary: "Sign in", Tag: "Session", Who: access.Public(),
		Description: "Answers a token to send as Authorization: Bearer. It lasts twelve hours, and two without use.",
	}, p.apiSignIn)
	api.Register(a, api.Operation{
		Method: http.MethodDelete, Path: "/session", Summary: "Sign out", Tag: "Session", Who: access.SignedIn(), Status: http.StatusNoContent,
	}, p.apiSignOut)
}

type signInInput struct {
	Body struct {
		Email    string `json:"email" format:"email" maxLength:"254" doc:"Address of the account"`
		Password string `json:"password" maxLength:"200" doc:"Its password"`
		Code     string `json:"code,omitempty" maxLength:"30" doc:"What its app shows, where it has a second step"`
	}
}

type signInOutput struct {
	Body struct {
		Token string `json:"token" doc:"Send it as Authorization: Bearer"`
		Name  string `json:"name" doc:"Whose account it is"`
	}
}

func (p *pages) apiSignIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	// A program keeps no cookie, so it is known again by where it comes from.
	from := accounts.Origin{Network: web.Network(ctx), Browser: "A program", Device: "program " + web.Network(ctx)}
	e, err := p.accounts.SignIn(ctx, in.Body.Email, in.Body.Password, from)
	if err == nil && e.Step == accounts.TypeCode && in.Body.Code != "" {
		e, err = p.accounts.TakeStep(ctx, e.Token, in.Body.Code, from)
	}
	if err == nil && e.Session == "" {
		err = stepMissing(e.Step)
	}
	if err != nil {
		return nil, err
	}
	token := e.Session
	who, err := p.accounts.Principal(ctx, token)
	if err != nil {
		return nil, err
	}
	out := &signInOutput{}
	out.Body.Token, out.Body.Name = token, who.Name
	return out, nil
}

type signOutInput struct {
	Authorization string `header:"Authorization" doc:"Bearer and the token"`
}

type signOutOutput struct{}

func (p *pages) apiSignOut(ctx context.Context, in *signOutInput) (*signOutOutput, error) {
	_, token, _ := strings.Cut(in.Authorization, " ")
	return &signOutOutput{}, p.accounts.SignOut(ctx, strings.TrimSpace(token))
}

func stepMissing(step accounts.Step) error {
	if step == accounts.TypeCode {
		return fault.New(fault.Unauthenticated, "accounts.code-missing", "This account has a second step: send the code its app shows as “code”.")
	}
	return fault.New(fault.Unauthenticated, "accounts.step-missing", "The role of this account needs a second step. Set up an app by signing in in a browser first.")
}
