package auditweb_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/governance/audit"
	"kith/internal/governance/audit/auditweb"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
)

var (
	governance = access.Principal{Account: "gov", Name: "Gill", Grants: []access.Grant{{Role: access.Governance}}}
	manager    = access.Principal{Account: "man", Name: "Mo", Grants: []access.Grant{{Role: access.Manager}}}
	parts      = feature.Set{{Name: "journal", Migrations: journal.Migrations()}, people.Static()}
)

type around struct{}

func (around) AccountName(_ context.Context, id string) string { return "Name of " + id }
func (around) AccountChoices(context.Context) ([]forms.Option, error) {
	return []forms.Option{{Value: "jo", Label: "Jo Agent"}}, nil
}

func start(t *testing.T, entries int) (*webtest.Site, string) {
	at := clock.NewManual(time.Date(2020, 4, 21, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, parts.Migrations()...)
	m, err := parts.DataMap()
	if err != nil {
		t.Fatal(err)
	}
	ctx := dbtest.Context(t)
	var ann people.Record
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		ann, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Ann", FamilyName: "Canary"}}, nil)
		return err
	})
	jo := db.As(ctx, db.Caller{Borough: db.CallerOf(ctx).Borough, Actor: "jo", Purpose: "/people"})
	for range entries {
		at.Advance(time.Second)
		if err == nil {
			err = d.Write(jo, func(tx *db.Tx) error {
				return journal.Record(tx, journal.Entry{Verb: "looked at a person", Topic: "people.read", Subject: string(ann.ID)})
			})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	site := webtest.New(t, db.CallerOf(ctx).Borough, at, nil)
	site.Mount(auditweb.Pages(audit.New(d, m, journal.New(d, nil, nil).Reads()), around{}))
	return site, string(ann.ID)
}

func TestReadingTheJournal(t *testing.T) {
	site, ann := start(t, 60)
	b := site.As(governance)
	page := b.Get("/governance/audit").Is(200).Says("Name of jo", "looked at a person", "Record "+ann[len(ann)-6:], "/people", "Next").Hides("Canary", "Ann ")
	if strings.Contains(page.Body, "Canary") {
		t.Error("the page names somebody")
	}
	b.Get("/governance/audit?account=jo&what=looked&from-day=21&from-month=4&from-year=2020").Is(200).Says("looked at a person")
	b.Get("/governance/audit?what=out").Is(200).Says("Nothing in the journal fits")
	b.Get("/governance/audit?from-day=31&from-month=2&from-year=2020").Is(422).Says("First day")
	b.Get("/governance/audit?from-day=22&from-month=4&from-year=2020&to-day=20&to-month=4&to-year=2020").Is(422).Says("The first day must not be after the last")
	b.Get("/governance/audit?account=somebody-else").Is(422)
	file := b.Get("/governance/audit/export.csv?account=jo").Is(200)
	if n := strings.Count(file.Body, "looked at a person"); n != 60 || strings.Contains(file.Body, "Canary") {
		t.Errorf("the file has %d lines of 60: %.300s", n, file.Body)
	}
}

func TestWhoHasSeenSomebody(t *testing.T) {
	site, ann := start(t, 3)
	b := site.As(governance)
	b.Get("/governance/audit/person/"+ann).Is(200).Says("1 account has seen this person", "Name of jo", "3")
	b.Get("/governance/audit?person="+ann).Is(200).Says("One person", "added a person")
	site, ann = start(t, 0)
	site.As(governance).Get("/governance/audit/person/" + ann).Is(200).Says("Nobody has looked at this person")
}

func TestNobodyElseReadsTheJournal(t *testing.T) {
	site, ann := start(t, 1)
	b := site.As(manager)
	b.Get("/governance/audit").Is(403)
	b.Get("/governance/audit/export.csv").Is(403)
	b.Get("/governance/audit/person/" + ann).Is(403)
}
