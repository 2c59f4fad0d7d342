package accountsweb

import (
	"context"
	"net/http"
	"strings"

	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/web"
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
	}
}

type signInOutput struct {
	Body struct {
		Token string `json:"token" doc:"Send it as Authorization: Bearer"`
		Name  string `json:"name" doc:"Whose account it is"`
	}
}

func (p *pages) apiSignIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	token, err := p.accounts.SignIn(ctx, in.Body.Email, in.Body.Password, web.Network(ctx))
	if err != nil {
		return nil, err
	}
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
