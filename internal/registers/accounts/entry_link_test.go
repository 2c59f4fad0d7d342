package accounts_test

import (
	"sync"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
)

func TestAnOrganisationEntersByALinkOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		bank := g.organisation("hapi")
		link, err := g.MakeLink(g.by(access.Principal{Account: "hub", Grants: []access.Grant{inHub}}), bank.ID)
		if err != nil {
			t.Fatal(err)
		}
		// Two come with it at once: one enters.
		var entered []string
		var mu sync.Mutex
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				token, err := g.EnterByLink(g.ctx, link)
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
		if p.OrganisationID() != string(bank.ID) || p.Name != bank.Name || p.HasFor("hapi", access.Coordinator) || p.HasFor("", access.Organisation) {
			t.Errorf("entered as %+v", p)
		}
		if err := g.SignOut(g.ctx, entered[0]); err != nil {
			t.Fatal(err)
		}
		g.over(entered[0])
	})
}

func TestALinkDoesNotLastAndIsNotForEverybodyToMake(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		bank := g.organisation("hapi")
		for who, kind := range map[string]fault.Kind{"leigh": fault.Forbidden, "": fault.Internal} {
			_, err := g.MakeLink(g.by(access.Principal{Account: "x", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: who}}}), bank.ID)
			if (err == nil) != (who == "") || err != nil && fault.KindOf(err) != kind {
				t.Errorf("a coordinator of %q: %v", who, err)
			}
		}
		if _, err := g.MakeLink(g.by(admin), "none"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("for no organisation: %v", err)
		}
		link, err := g.MakeLink(g.by(admin), bank.ID)
		if err != nil {
			t.Fatal(err)
		}
		g.clock.Advance(accounts.LinkLasts)
		if _, err := g.EnterByLink(g.ctx, link); fault.CodeOf(err) != "accounts.no-link" {
			t.Errorf("a link that is too old: %v", err)
		}
		if err := g.Sweep(g.ctx); err != nil {
			t.Error(err)
		}
	})
}

func (g *register) organisation(hub string) (o organisations.Organisation) {
	g.t.Helper()
	err := g.db.Write(g.ctx, func(tx *db.Tx) (err error) {
		o, err = organisations.AddOne(tx, organisations.NewOrganisation{Name: "Open Door Food Bank", Kind: organisations.FoodBank, Neighbourhood: hub})
		return err
	})
	if err != nil {
		g.t.Fatal(err)
	}
	return o
}
