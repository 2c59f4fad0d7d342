package command

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
)

// MemberID names a membership.
type MemberID = ident.ID[Member]

// Member sits in a group.
type Member struct {
	ID      MemberID
	Name    string
	Part    string // chair, deputy, notes, or what they speak for
	Email   string
	Account string // that signs in; "" for somebody of another body who does not
	At      time.Time
}

// NewMember is who is to sit in a group.
type NewMember struct{ Name, Part, Email string }

// Add lets somebody sit in a group. With the e-mail address of an account they read and write
// what is the group's. It is for those who keep the membership.
func (s *Service) Add(ctx context.Context, group string, n NewMember) (err error) {
	defer fault.Wrap(&err, "add a member of %s", group)
	if n.Name, err = said(n.Name, "no-name", "Enter who it is"); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := s.keeps(ctx, tx, group)
		if err != nil {
			return err
		}
		m := Member{ID: ident.New[Member](tx.Now()), Name: n.Name, Part: strings.TrimSpace(n.Part), Email: strings.TrimSpace(n.Email), At: tx.Now()}
		if m.Email != "" {
			a, found, err := accounts.ByEmail(tx, m.Email)
			if err != nil {
				return err
			}
			if !found {
				return fault.New(fault.Invalid, "command.no-account", "Nobody signs in with this e-mail address. Leave it empty for somebody who does not sign in here.")
			}
			m.Account = string(a.ID)
		}
		all, err := sitting(tx, group)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(o Member) bool { return m.Account != "" && o.Account == m.Account }) {
			return fault.New(fault.Invalid, "command.sits", "They sit in the group already")
		}
		if err := insertMember(tx, group, m); err != nil {
			return err
		}
		return tell(tx, g, "added a member", "joined", map[string]any{"member": string(m.ID)})
	})
}

// Remove lets somebody sit in a group no longer. The last who signs in stays until there is
// another: a group without them would be everybody's who manages the borough.
func (s *Service) Remove(ctx context.Context, group string, id MemberID) (err error) {
	defer fault.Wrap(&err, "remove a member of %s", group)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := s.keeps(ctx, tx, group)
		if err != nil {
			return err
		}
		all, err := sitting(tx, group)
		if err != nil {
			return err
		}
		signs := 0
		for _, m := range all {
			if m.Account != "" && m.ID != id {
				signs++
			}
		}
		if signs == 0 {
			return fault.New(fault.Invalid, "command.last", "Add somebody else who signs in first: the group would have nobody left who can decide")
		}
		gone, err := leave(tx, group, id)
		if err != nil || !gone {
			return err // somebody did the same before
		}
		return tell(tx, g, "removed a member", "left", map[string]any{"member": string(id)})
	})
}

func (s *Service) keeps(ctx context.Context, r db.Reader, group string) (Group, error) {
	g, m, err := s.group(ctx, r, group)
	if err == nil && !m.Keep {
		err = fault.New(fault.Forbidden, "command.not-keeper", "Who sits in a group is kept by whoever manages the whole borough, and by administrators.")
	}
	return g, err
}
