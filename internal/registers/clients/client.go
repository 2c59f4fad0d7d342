package clients

import (
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
)

// ID names a program.
type ID = ident.ID[Client]

// Client is a program of somebody's that uses the API.
type Client struct {
	ID      ID
	Name    string
	Purpose string
	Grant   access.Grant
	Scopes  []string // ids of operations
	MadeBy  string
	MadeAt  time.Time
	EndedAt time.Time // zero while it may be used
	Version int64
}

// Ended reports whether the program may no longer be used.
func (c Client) Ended() bool { return !c.EndedAt.IsZero() }

// mayHave reports whether a program may have a role: it keeps no accounts and reads no journal.
func mayHave(role access.Role) bool {
	return role.Known() && role != access.Admin && role != access.Governance && role != access.Volunteer && role != access.Organisation
}

func (c *Client) check() error {
	c.Name, c.Purpose = strings.TrimSpace(c.Name), strings.TrimSpace(c.Purpose)
	slices.Sort(c.Scopes)
	c.Scopes = slices.Compact(c.Scopes)
	switch {
	case c.Name == "":
		return fault.New(fault.Invalid, "clients.no-name", "Enter what the program is called.")
	case c.Purpose == "":
		return fault.New(fault.Invalid, "clients.no-purpose", "Enter what the program is for.")
	case !mayHave(c.Grant.Role):
		return fault.New(fault.Invalid, "clients.no-role", "Choose a role that a program may have.")
	case len(c.Scopes) == 0:
		return fault.New(fault.Invalid, "clients.no-scope", "Choose at least one thing the program may do.")
	}
	return nil
}

// KeyID names a key to people; it opens nothing.
type KeyID = ident.ID[Key]

// Key is one key of a program.
type Key struct {
	ID      KeyID
	Prefix  string // how it begins
	MadeAt  time.Time
	EndsAt  time.Time
	UsedAt  time.Time // within a minute; zero when it never was
	Revoked time.Time // zero when it is not
}

// Counts reports whether the key opens anything at a time.
func (k Key) Counts(at time.Time) bool { return k.Revoked.IsZero() && at.Before(k.EndsAt) }

// The forms of a key: what marks it, so that one in a log or a program is found, and how much
// of it people are shown.
const (
	KeyMark  = "kith_"
	shownOf  = len(KeyMark) + 6
	MostDays = 366 // for which a key may count
)
