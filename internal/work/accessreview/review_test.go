package accessreview_test

import (
	"slices"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/people"
	"kith/internal/registers/secondperson"
	"kith/internal/work/accessreview"
	"kith/internal/work/board/boardtest"
)

var (
	admin = access.Principal{Account: "admin", Name: "Ada Admin", Grants: []access.Grant{{Role: access.Admin}}}
	lead  = access.Principal{Account: "lead", Name: "Ines Lead", Grants: []access.Grant{{Role: access.Governance}}}
)

// Of the accounts of a borough those are listed that the policies let see a thing, each with the
// widest way, since when, and when they last used it.
func TestWhoCanSeeSafeguardingInLeigh(t *testing.T) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		register, s := accounts.New(h.DB), accessreview.New(h.DB, journal.New(h.DB, make([]byte, 32), nil).Reads())
		add := func(name, email string, grants ...access.Grant) accounts.Account {
			a, err := register.Add(h.As(admin), accounts.NewAccount{Name: name, Email: email, Password: "a long enough password", Grants: grants})
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		point := add("Alex Point", "point@example.org", access.Grant{Role: access.Coordinator})
		hub := add("Pat Hub", "hub@example.org", access.Grant{Role: access.Coordinator, Neighbourhood: "leigh"})
		add("Lou Link", "link@example.org", access.Grant{Role: access.LinkWorker, Neighbourhood: "leigh"})
		add("Hal Hapi", "hapi@example.org", access.Grant{Role: access.Coordinator, Neighbourhood: "hapi"})
		add("Fin Finance", "fin@example.org", access.Grant{Role: access.Finance})
		gone := add("Gus Gone", "gone@example.org", access.Grant{Role: access.Coordinator})
		if err := register.Disable(h.As(admin), gone.ID); err != nil {
			t.Fatal(err)
		}
		task := h.Add(boardtest.Work{Given: "Zorbelia", Hub: "leigh"})
		marks := people.New(h.DB, nil)
		who := access.Principal{Account: string(point.ID), Grants: point.Grants}
		if err := marks.Mark(h.As(who), people.PersonID(task.Record), nil, []people.Label{people.Safeguarding}); err != nil {
			t.Fatal(err)
		}
		h.Clock.Advance(48 * time.Hour)
		if err := h.DB.Write(h.As(who), func(tx *db.Tx) error {
			return journal.Record(tx, journal.Entry{Verb: "looked at a person", Topic: "people.read", Subject: string(task.Record)})
		}); err != nil {
			t.Fatal(err)
		}
		v, err := s.Who(h.As(lead), "safeguarding", "leigh")
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]accessreview.Row{}
		for _, row := range v.Rows {
			got[row.Account.Name] = row
		}
		want := map[string]accessreview.How{"Alex Point": accessreview.EveryDay, "Lou Link": accessreview.Given, "Pat Hub": accessreview.Emergency}
		for name, how := range want {
			if got[name].How != how {
				t.Errorf("%s can see it %q, want %q", name, got[name].How, how)
			}
		}
		if len(got) != len(want) || v.Rows[0].Account.Name != "Alex Point" {
			t.Errorf("listed: %+v", got)
		}
		one := got["Alex Point"]
		if !slices.Contains(one.By, "coordination-point") || !one.Since.Equal(boardtest.Start) || !one.Used.Equal(h.Clock.Now()) || !got["Pat Hub"].Used.IsZero() {
			t.Errorf("%+v", one)
		}
		// Elsewhere the same person was not opened.
		if v, err = s.Who(h.As(lead), "safeguarding", "hapi"); err != nil || len(v.Rows) == 0 || !v.Rows[0].Used.IsZero() {
			t.Errorf("%+v, %v", v.Rows, err)
		}
		// Whoever gets another role holds the one they keep since they got it.
		if err := register.Move(h.As(admin), accounts.Move{Account: hub.ID, Version: hub.Version, Grants: []access.Grant{hub.Grants[0], {Role: access.Manager, Neighbourhood: "leigh"}}}); err != nil {
			t.Fatal(err)
		}
		v, err = s.Who(h.As(lead), accessreview.WithheldAddress, "leigh")
		if err != nil {
			t.Fatal(err)
		}
		since := map[access.Role]time.Time{}
		for _, row := range v.Rows {
			if row.Account.ID == hub.ID {
				since[row.Grant.Role] = row.Since
			}
			if row.How == accessreview.EveryDay {
				t.Errorf("%s reads a withheld address alone", row.Account.Name)
			}
		}
		if !since[access.Coordinator].Equal(boardtest.Start) || !since[access.Manager].Equal(h.Clock.Now()) {
			t.Errorf("since: %v", since)
		}
	}, secondperson.Static().Migrations)
}

func TestWhoMayAskAndAboutWhat(t *testing.T) {
	h := boardtest.New(t)
	s := accessreview.New(h.DB, journal.New(h.DB, make([]byte, 32), nil).Reads())
	for _, role := range access.Roles() {
		p := access.Principal{Account: "a", Grants: []access.Grant{{Role: role}}}
		_, err := s.Who(h.As(p), "health", "leigh")
		if may := err == nil; may != slices.Contains(accessreview.Readers(), role) {
			t.Errorf("%s: %v", role, err)
		}
	}
	if _, err := s.Who(h.As(lead), "shoe size", "leigh"); fault.CodeOf(err) != "accessreview.subject" {
		t.Error(err)
	}
	if _, err := s.Take(h.As(lead), "health", "leigh"); err != nil {
		t.Error(err)
	}
	n := 0
	if err := h.DB.Read(h.Ctx).QueryRow(`SELECT COUNT(*) FROM journal_entry WHERE borough_id = ? AND topic = 'accessreview.taken'`, h.Borough()).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d entries of what was taken, %v", n, err)
	}
}
