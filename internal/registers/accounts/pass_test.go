package accounts_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
)

// admitting lets volunteers in who have not left.
func admitting(g *register, left map[string]bool) {
	g.Admits(func(_ db.Reader, id string) (access.Principal, error) {
		if left[id] {
			return access.Principal{}, fault.New(fault.Unauthenticated, "volunteers.left", "You no longer help here. Ring us to begin again.")
		}
		return access.Principal{Name: strings.ToUpper(id)}, nil
	})
}

func TestAVolunteerEntersByALinkOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		admitting(g, nil)
		link, err := g.MakePass(g.ctx, "jean")
		if err != nil {
			t.Fatal(err)
		}
		var entered []string
		var mu sync.Mutex
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				token, err := g.EnterByPass(g.ctx, link)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					entered = append(entered, token)
				} else if fault.CodeOf(err) != "accounts.no-link" {
					t.Errorf("the others are told %v", err)
				}
			})
		}
		all.Wait()
		if len(entered) != 1 {
			t.Fatalf("%d entered by one link", len(entered))
		}
		p := g.lasts(entered[0])
		if p.VolunteerID() != "jean" || p.Name != "JEAN" || p.Account != "volunteer:jean" || p.HasFor("", access.Volunteer) || p.OrganisationID() != "" {
			t.Errorf("entered as %+v", p)
		}
		g.clock.Advance(3 * time.Hour)
		g.lasts(entered[0]) // a phone in a pocket
		g.clock.Advance(accounts.Lifetime)
		g.over(entered[0])
	})
}

func TestWhoLeftIsOutAtOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		left := map[string]bool{}
		admitting(g, left)
		enter := func() string {
			t.Helper()
			link, err := g.MakePass(g.ctx, "jean")
			if err != nil {
				t.Fatal(err)
			}
			token, err := g.EnterByPass(g.ctx, link)
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		token := enter()
		unused, err := g.MakePass(g.ctx, "jean")
		if err != nil {
			t.Fatal(err)
		}
		left["jean"] = true
		g.over(token)
		if _, err := g.EnterByPass(g.ctx, unused); fault.CodeOf(err) != "volunteers.left" {
			t.Errorf("who left enters: %v", err)
		}
		left["jean"] = false
		token = enter()
		if err := g.db.Write(g.ctx, func(tx *db.Tx) error { return accounts.EndPasses(tx, "jean") }); err != nil {
			t.Fatal(err)
		}
		g.over(token)
	})
}

func TestAVolunteersLinkDoesNotLast(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		admitting(g, nil)
		link, err := g.MakePass(g.ctx, "jean")
		if err != nil {
			t.Fatal(err)
		}
		g.clock.Advance(accounts.LinkLasts)
		for _, token := range []string{link, "never was"} {
			if _, err := g.EnterByPass(g.ctx, token); fault.CodeOf(err) != "accounts.no-link" {
				t.Errorf("%q: %v", token, err)
			}
		}
		if err := g.Sweep(g.ctx); err != nil {
			t.Error(err)
		}
	})
}
