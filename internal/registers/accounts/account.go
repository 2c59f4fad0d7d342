package accounts

import (
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
)

// ID names an account.
type ID = ident.ID[Account]

// Account is somebody who may sign in.
type Account struct {
	ID         ID
	Name       string
	Email      string
	Title      string // id of what they are called, of roles.yaml; "" when it is not said
	Grants     []access.Grant
	AddedAt    time.Time
	SeenAt     time.Time // when somebody last signed in with it; zero is never
	DisabledAt time.Time // zero while it may be used
	Version    int64
}

// Disabled reports whether the account may no longer be used.
func (a Account) Disabled() bool { return !a.DisabledAt.IsZero() }

// UnusedSince is since when nobody has signed in with the account.
func (a Account) UnusedSince() time.Time {
	if a.SeenAt.IsZero() {
		return a.AddedAt
	}
	return a.SeenAt
}

// Principal is the account as the rest of the program knows who is asking.
func (a Account) Principal() access.Principal {
	return access.Principal{Account: string(a.ID), Name: a.Name, Email: a.Email, Grants: slices.Clone(a.Grants)}
}

// foldEmail is how addresses are compared: without case and without spaces around.
func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
