package app

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/registers/accounts"
)

// NewLogin is an account as an operator adds it at the machine.
type NewLogin struct {
	Name, Email, Password string
	// Role is the id of a title in the blueprint's roles.yaml, or a role of Kith's own.
	Role          string
	Neighbourhood string // "" is the whole borough
}

// AddAccount adds an account without asking who may: for the first administrator.
func (a *App) AddAccount(ctx context.Context, n NewLogin) error {
	ctx = a.As(ctx, "operator", "add an account")
	_, err := a.Accounts.Create(ctx, accounts.NewAccount{
		Name: n.Name, Email: n.Email, Password: n.Password, Grants: []access.Grant{a.grant(ctx, n)},
	})
	return err
}

func (a *App) grant(ctx context.Context, n NewLogin) access.Grant {
	if b, err := a.Blueprints.Current(ctx); err == nil {
		if title, ok := blueprint.Part[*accounts.Roles](b).Find(n.Role); ok {
			return title.Grant(n.Neighbourhood, "")
		}
	}
	return access.Grant{Role: access.Role(n.Role), Neighbourhood: n.Neighbourhood}
}
