package app

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/config"
	"kith/internal/plat/openid"
	"kith/internal/registers/accounts"
	"kith/internal/registers/clients"
	"kith/internal/registers/clients/clientsweb"
	"kith/internal/registers/factors"
)

// wireSignIn puts together what people sign in with.
func (a *App) wireSignIn() error {
	proofs, err := factors.New(a.Keys.SignIn, a.foundAt)
	if err != nil {
		return err
	}
	a.Accounts.KeyedBy(a.Keys.SignIn)
	a.Accounts.ProvesBy(proofs)
	a.Accounts.RuledBy(func(ctx context.Context) (*accounts.Rules, error) {
		rules, err := partOf[*accounts.Rules](ctx, a)
		if NoBlueprint(err) || err == nil && rules == nil {
			return &accounts.Rules{}, nil // somebody signs in before there is a blueprint
		}
		return rules, err
	})
	return nil
}

// singleSignOn says which single sign-on the flags set up; origin is where its pages are, "" when
// there is none.
func (a *App) singleSignOn(s config.SingleSignOn) (origin string, err error) {
	if s.Issuer == "" {
		return "", nil
	}
	secret, err := s.Secret()
	if err != nil {
		return "", err
	}
	client, err := openid.New(openid.Config{Issuer: s.Issuer, Tenant: s.Tenant, ClientID: s.Client, Secret: secret, Clock: a.Clock})
	if err != nil {
		return "", err
	}
	a.Accounts.SignsInBy(accounts.SingleSignOn{Name: s.Name, Client: client, Roles: func(ctx context.Context) (*accounts.Roles, error) {
		return partOf[*accounts.Roles](ctx, a)
	}})
	return client.Origin(), nil
}

// holder tells who holds a token: a session's, or the key of a program.
func (a *App) holder(ctx context.Context, token string) (access.Principal, error) {
	if clients.IsKey(token) {
		return a.Clients.Principal(ctx, token)
	}
	return a.Accounts.Principal(ctx, token)
}

// programs is what the pages of programs are told of the API.
type programs struct {
	facts
	described *api.API
}

// Scopes are the operations that a key can be made for.
func (p programs) Scopes() (all []clientsweb.Scope) {
	for _, op := range p.described.Known() {
		all = append(all, clientsweb.Scope{ID: op.ID, Summary: op.Summary, Group: op.Tag})
	}
	return all
}
