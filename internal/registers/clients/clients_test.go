package clients_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/clients"
)

var sets = []db.Migrations{journal.Migrations(), clients.Static().Migrations}

// keep is the programs of a borough of a test's own.
type keep struct {
	*clients.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
}

func each(t *testing.T, test func(t *testing.T, k *keep)) {
	for name, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))
			d := open(t, db.Config{Clock: at}, sets...)
			test(t, &keep{clients.New(d), t, d, dbtest.Context(t), at})
		})
	}
}

func (k *keep) as(role access.Role) context.Context {
	caller := db.CallerOf(k.ctx)
	caller.Actor = "kim"
	return access.With(db.As(k.ctx, caller), access.Principal{Account: "kim", Grants: []access.Grant{{Role: role}}})
}

func sound() clients.Client {
	return clients.Client{
		Name: "Route planner", Purpose: "Plans the rounds of the district", Grant: access.Grant{Role: access.Coordinator, Neighbourhood: "hapi"},
		Scopes: []string{"get-tasks-id", "get-tasks", "get-tasks"},
	}
}

func (k *keep) add() clients.Client {
	k.t.Helper()
	c, err := k.Add(k.as(access.Admin), sound())
	if err != nil {
		k.t.Fatal(err)
	}
	return c
}

func (k *keep) key(c clients.Client, days int) string {
	k.t.Helper()
	key, err := k.MakeKey(k.as(access.Admin), c.ID, days)
	if err != nil {
		k.t.Fatal(err)
	}
	return key
}

func (k *keep) shut(key string) {
	k.t.Helper()
	if p, err := k.Principal(k.ctx, key); fault.CodeOf(err) != "clients.no-key" {
		k.t.Errorf("the key opens for %+v (%v)", p, err)
	}
}

func TestAProgramMayDoWhatItsKeyIsFor(t *testing.T) {
	each(t, func(t *testing.T, k *keep) {
		c := k.add()
		key := k.key(c, 30)
		p, err := k.Principal(k.ctx, key)
		if err != nil || p.Account != "client:"+string(c.ID) || !p.Program() || !p.MayUse("get-tasks") || p.MayUse("post-tasks-id-outcome") ||
			!p.HasFor("hapi", access.Coordinator) || p.HasFor("leigh", access.Coordinator) {
			t.Errorf("the program is %+v (%v)", p, err)
		}
		k.shut(key + "x")
		k.shut("")
		_, keys, err := k.Get(k.as(access.Governance), c.ID)
		if err != nil || len(keys) != 1 || !strings.HasPrefix(key, keys[0].Prefix) || len(keys[0].Prefix) > 12 || !keys[0].UsedAt.Equal(k.clock.Now()) {
			t.Errorf("the keys are %+v (%v)", keys, err)
		}
		var hash string
		r := k.db.Read(k.ctx)
		if err := r.QueryRow(`SELECT key_hash FROM clients_key WHERE borough_id = ?`, r.Borough()).Scan(&hash); err != nil || strings.Contains(hash, key[6:]) {
			t.Errorf("kept as %q (%v)", hash, err)
		}
	})
}

func TestAKeyEnds(t *testing.T) {
	each(t, func(t *testing.T, k *keep) {
		c := k.add()
		short, revoked, last := k.key(c, 1), k.key(c, 366), k.key(c, 366)
		k.clock.Advance(24 * time.Hour)
		k.shut(short)
		_, keys, err := k.Get(k.as(access.Admin), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range keys {
			if strings.HasPrefix(revoked, one.Prefix) {
				if err := k.Revoke(k.as(access.Admin), c.ID, one.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		k.shut(revoked)
		if _, err := k.Principal(k.ctx, last); err != nil {
			t.Errorf("another key ended with it: %v", err)
		}
		if err := k.End(k.as(access.Admin), c.ID); err != nil {
			t.Fatal(err)
		}
		k.shut(last)
		if _, err := k.MakeKey(k.as(access.Admin), c.ID, 1); fault.CodeOf(err) != "clients.ended" {
			t.Errorf("an ended program gets a key: %v", err)
		}
	})
}

func TestWhatAProgramNeeds(t *testing.T) {
	each(t, func(t *testing.T, k *keep) {
		for code, change := range map[string]func(*clients.Client){
			"clients.no-name":    func(c *clients.Client) { c.Name = " " },
			"clients.no-purpose": func(c *clients.Client) { c.Purpose = "" },
			"clients.no-role":    func(c *clients.Client) { c.Grant.Role = access.Admin },
			"clients.no-scope":   func(c *clients.Client) { c.Scopes = nil },
		} {
			c := sound()
			change(&c)
			if _, err := k.Add(k.as(access.Admin), c); fault.CodeOf(err) != code {
				t.Errorf("%s: got %v", code, err)
			}
		}
		c := k.add()
		for _, days := range []int{0, 367} {
			if _, err := k.MakeKey(k.as(access.Admin), c.ID, days); fault.CodeOf(err) != "clients.days" {
				t.Errorf("%d days: got %v", days, err)
			}
		}
	})
}

func TestAChangeCountsAtOnceAndOverwritesNobody(t *testing.T) {
	each(t, func(t *testing.T, k *keep) {
		c := k.add()
		key := k.key(c, 1)
		c.Scopes = []string{"get-people-id"}
		if err := k.Change(k.as(access.Admin), c); err != nil {
			t.Fatal(err)
		}
		if p, err := k.Principal(k.ctx, key); err != nil || p.MayUse("get-tasks") || !p.MayUse("get-people-id") {
			t.Errorf("the program is %+v (%v)", p, err)
		}
		if err := k.Change(k.as(access.Admin), c); fault.CodeOf(err) != "clients.overtaken" {
			t.Errorf("an older form is taken: %v", err)
		}
	})
}

func TestWhoKeepsPrograms(t *testing.T) {
	each(t, func(t *testing.T, k *keep) {
		c := k.add()
		for _, role := range []access.Role{access.Coordinator, access.Governance} {
			_, adding := k.Add(k.as(role), sound())
			_, making := k.MakeKey(k.as(role), c.ID, 1)
			for what, err := range map[string]error{"adds": adding, "makes": making, "changes": k.Change(k.as(role), c), "ends": k.End(k.as(role), c.ID), "revokes": k.Revoke(k.as(role), c.ID, "")} {
				if fault.KindOf(err) != fault.Forbidden {
					t.Errorf("%s %s: %v", role, what, err)
				}
			}
		}
		if _, err := k.List(k.as(access.Coordinator)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a coordinator lists: %v", err)
		}
		if all, err := k.List(k.as(access.Governance)); err != nil || len(all) != 1 {
			t.Errorf("governance sees %v (%v)", all, err)
		}
	})
}
