package requestsweb_test

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/governance/requests"
	"kith/internal/governance/requests/requestsweb"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
)

var (
	governance = access.Principal{Account: "gov", Name: "Gill", Grants: []access.Grant{{Role: access.Governance}}}
	agent      = access.Principal{Account: "agent", Name: "Al", Grants: []access.Grant{{Role: access.Agent}}}
	parts      = feature.Set{{Name: "journal", Migrations: journal.Migrations()}, people.Static(), requests.Static()}
)

type around struct{}

func (around) AccountName(_ context.Context, id string) string { return "Name of " + id }

func start(t *testing.T) (*webtest.Browser, *webtest.Browser, string) {
	at := clock.NewManual(time.Date(2020, 4, 21, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, parts.Migrations()...)
	m, err := parts.DataMap()
	if err != nil {
		t.Fatal(err)
	}
	var ann people.Record
	ctx := dbtest.Context(t)
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		ann, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Ann", FamilyName: "Canary"}, Source: "call"}, nil)
		if err == nil {
			_, err = tx.Exec(`INSERT INTO people_note (borough_id, id, record_id, said, health, written_by, written_at) VALUES (?, 'n1', ?, 'Her son Bob rings.', FALSE, 'agent', ?)`, tx.Borough(), ann.ID, tx.Now())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	site := webtest.New(t, db.CallerOf(ctx).Borough, at, nil)
	site.Mount(requestsweb.Pages(requests.New(d, m, journal.New(d, nil, nil).Reads()), around{}))
	return site.As(governance), site.As(agent), string(ann.ID)
}

func asked(kind, id string) url.Values {
	return url.Values{"about": {"person"}, "subject": {id}, "kind": {kind}, "said": {"All of it"}, "received-day": {"21"}, "received-month": {"4"}, "received-year": {"2020"}}
}

var (
	parted = regexp.MustCompile(`/look\?part=([a-z_.]+)`)
	marked = regexp.MustCompile(`name="shown" value="([0-9a-f]+)"`)
)

func TestACopyFromAskingToHandingOver(t *testing.T) {
	b, _, id := start(t)
	b.Get("/governance/requests").Is(200).Says("Nobody waits for an answer")
	b.Get("/governance/requests/new?about=person&id=" + id).Is(200).Says("What do they ask for?")
	bad := asked("", id)
	bad.Set("received-year", "2021")
	b.Post("/governance/requests/new", bad).Is(422).Says("Select what they ask for", "All of it")
	bad = asked("copy", id)
	bad.Set("received-year", "2021")
	b.Post("/governance/requests/new", bad).Is(422).Says("today or before")
	at := b.Post("/governance/requests/new", asked("copy", id)).Is(303).Location
	b.Get("/governance/requests").Is(200).Says("1 person waits for an answer. None is late.", "30 days left")
	b.Get(at).Is(200).Says("First make sure that whoever asks is the person", "21 May 2020").Hides("Release the copy")
	b.Post(at+"/identity", url.Values{"version": {"1"}}).Is(422).Says("Enter how you made sure")
	b.Post(at+"/identity", url.Values{"version": {"1"}, "identity": {"Passport seen"}}).Is(303)
	page := b.Get(at).Is(200).Says("Passport seen (Name of ", "that may tell of somebody else")
	b.Post(at+"/release", url.Values{"version": {"2"}}).Is(409).Says("nobody has looked at it")
	found := parted.FindAllStringSubmatch(page.Body, -1)
	if !slices.ContainsFunc(found, func(m []string) bool { return m[1] == "people_note.said" }) {
		t.Fatalf("the parts to look at are %q", found)
	}
	for _, part := range found {
		look := b.Get(at + "/look?part=" + part[1]).Is(200)
		decided := url.Values{"part": {part[1]}}
		for _, m := range marked.FindAllStringSubmatch(look.Body, -1) {
			decided.Add("shown", m[1])
			if part[1] == "people_note.said" {
				decided.Add("leave", m[1])
			}
		}
		b.Post(at+"/look", decided).Is(303)
	}
	b.Get(at + "/look?part=people_record.hats").Is(404)
	b.Post(at+"/look", url.Values{"part": {"people_note.said"}, "leave": {"no-such"}}).Is(422)
	b.Get(at).Is(200).Says("Everything is looked at. Release the copy.")
	b.Get(at + "/copy").Is(404)
	b.Post(at+"/release", url.Values{"version": {"2"}}).Is(303)
	b.Get(at).Is(200).Says("Handed out", "1 value left out", "Fingerprint of the file")
	b.Get(at+"/copy").Is(200).Says("What we hold about you", "Canary", "Left out, because").Hides("Bob")
	if file := b.Get(at + "/file").Is(200); strings.Contains(file.Body, "Bob") || !strings.Contains(file.Body, "Canary") {
		t.Errorf("the file is %s", file.Body)
	}
}

func TestErasingAndRefusing(t *testing.T) {
	b, _, id := start(t)
	at := b.Post("/governance/requests/new", asked("erase", id)).Is(303).Location
	b.Post(at+"/identity", url.Values{"version": {"1"}, "identity": {"Passport seen"}}).Is(303)
	b.Get(at).Is(200).Says("Nothing brings back what is erased")
	b.Post(at+"/erase", url.Values{"version": {"2"}}).Is(422)
	b.Post(at+"/erase", url.Values{"version": {"1"}, "outcome": {"She asked"}}).Is(409).Says("Somebody else has changed this request", "She asked")
	b.Post(at+"/erase", url.Values{"version": {"2"}, "outcome": {"She asked"}}).Is(303)
	b.Get(at).Is(200).Says("Erased with the rest", "people_record", "Emptied", "people_note", "Deleted", "Backups that were made before")
	at = b.Post("/governance/requests/new", asked("correct", id)).Is(303).Location
	b.Post(at+"/extend", url.Values{"version": {"1"}, "extend": {"Long ago"}}).Is(303)
	b.Post(at+"/refuse", url.Values{"version": {"2"}, "why": {"It is not them"}}).Is(303)
	b.Get(at).Is(200).Says("Refused", "It is not them", "21 July 2020")
}

func TestNobodyElseSeesRequests(t *testing.T) {
	_, b, id := start(t)
	b.Get("/governance/requests").Is(403)
	b.Get("/governance/requests/new?about=person&id=" + id).Is(403)
	b.Post("/governance/requests/new", asked("copy", id)).Is(403)
}
