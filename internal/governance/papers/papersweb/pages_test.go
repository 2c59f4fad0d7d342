package papersweb_test

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/feature"
	"kith/internal/governance/keeping"
	"kith/internal/governance/papers"
	"kith/internal/governance/papers/papersweb"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/assets"
)

var (
	governance = access.Principal{Account: "gov", Name: "Gill", Grants: []access.Grant{{Role: access.Governance}}}
	agent      = access.Principal{Account: "agent", Name: "Al", Grants: []access.Grant{{Role: access.Agent}}}
	nobody     = access.Principal{}
	parts      = feature.Set{{Name: "journal", Migrations: journal.Migrations()}, assets.Static(), papers.Static()}
)

const (
	protection = `officer: {email: data@example.org, address: Town Hall}
bases:
  - {id: emergency, for: [requests, people, volunteers], lawful: public-task, condition: social-care, law: "Care Act 2014, section 2", from: 2020-03-23}
  - {id: copi, for: [lists], lawful: legal-obligation, law: The notice, from: 2020-03-20, until: 2020-04-20}
`
	held = `keep:
  - {id: notes, basis: Public task, days: 2192, why: Claims.}
  - {id: feedback, basis: Public task, days: 40, why: The report.}
`
	lists = `assets:
  - {id: shielded, name: Shielded patients, owner: The NHS, agreement: A1, purpose: To reach them., basis: Public task, keep_days: 28, health: true}
  - {id: gp, name: GP list, owner: The practices, agreement: A2, purpose: To reach them., basis: The COPI notice, basis_ends: 2020-04-20, keep_days: 28, health: true}
`
)

type source struct{ b *blueprint.Blueprint }

func (s source) Current(context.Context) (*blueprint.Blueprint, error) { return s.b, nil }

type around struct{}

func (around) AccountName(_ context.Context, id string) string { return "Name of " + id }

type world struct {
	site   *webtest.Site
	papers *papers.Service
}

// each runs a test on both engines.
func each(t *testing.T, files map[string]string, test func(t *testing.T, w world)) {
	at := clock.NewManual(time.Date(2020, 4, 21, 9, 0, 0, 0, time.UTC))
	b := blueprinttest.Load(t, files, papers.Section(), keeping.Section(), assets.Section())
	m, err := datamap.Load(map[string]fs.FS{
		"needs": os.DirFS("../../../work/needs"), "people": os.DirFS("../../../registers/people"), "updates": os.DirFS("../../../services/updates"), "protocols": os.DirFS("../../../work/protocols"),
		"lists": os.DirFS("../../../insight/lists"), "volunteers": os.DirFS("../../../registers/volunteers"), "staff": os.DirFS("../../../registers/staff"),
	})
	if err != nil {
		t.Fatal(err)
	}
	run := func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		s := papers.New(d, source{b}, assets.New(d, source{b}), m)
		s.Behind(func() []papers.Door {
			return []papers.Door{
				{Pattern: "/people/{id}", Roles: []access.Role{access.Agent, access.Coordinator, access.PublicHealth}},
				{Pattern: "/volunteers", Roles: []access.Role{access.Coordinator, access.Admin}},
				{Pattern: "/peoples", Roles: []access.Role{access.Finance}},
			}
		})
		site := webtest.New(t, db.CallerOf(ctx).Borough, at, nil)
		site.Mount(papersweb.Pages(s, around{}), papersweb.PublicPages(s))
		test(t, world{site, s})
	}
	t.Run("sqlite", func(t *testing.T) { run(t, dbtest.NewWith(t, db.Config{Clock: at}, parts.Migrations()...)) })
	t.Run("postgres", func(t *testing.T) { run(t, dbtest.PostgresWith(t, db.Config{Clock: at}, parts.Migrations()...)) })
}

var full = map[string]string{"protection.yaml": protection, "keeping.yaml": held, "assets.yaml": lists}

func TestThePrivacyNoticeSaysWhatIsDeclared(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(nobody)
		b.Get("/privacy").Is(200).Says("Wigan Council runs this service", "You ask for help", "You get it within a month", "data@example.org", "Information Commissioner")
		help := b.Get("/privacy/help").Is(200).Says("Your date of birth", "What you need for your health", "To hear what you need", "It is our task by law. We use health facts to give care.",
			"Care Act 2014, section 2", "Those who answer the phone", "6 years", "40 days", "two people must agree", "Town Hall")
		help.Hides("Those who pay the bills", "public health", "Who gave us your name", "Those who look after how we sign in")
		b.Get("/privacy/list").Is(200).Says("Shielded patients", "The NHS", "Once you are off the list: 28 days", "GP list", "This ended on 20 April 2020. We use it no more.", "This is not put down yet")
		b.Get("/privacy/volunteer").Is(200).Says("To make checks", "Those who look after how we sign in", "The rest has no set end yet").Hides("6 years")
		b.Get("/privacy/staff").Is(200).Says("To plan your shifts")
		b.Get("/privacy/nobody").Is(404)
	})
}

func TestANoticeOfABoroughThatSaysNothing(t *testing.T) {
	each(t, map[string]string{}, func(t *testing.T, w world) {
		w.site.As(nobody).Get("/privacy/list").Is(200).Says("No one is named here yet", "This is not put down yet")
		w.site.As(governance).Get("/governance/protection").Is(200).Says("missing from the papers", "how to reach the data protection officer", "There is no legal basis for")
	})
}

func TestTheNoticeIsSaidInOtherLanguages(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		for _, kind := range papers.Kinds() {
			w.site.As(nobody).Get("/privacy/" + string(kind) + "?lang=ar").Is(200).Has(`dir="rtl"`)
		}
	})
}

func TestTheRecordOfProcessing(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(governance)
		b.Get("/governance/protection").Is(200).Says("Data protection", "Record of processing", "The legal basis of “Reaching people whom others know to be at risk” ended on 20 April 2020.")
		b.Get("/governance/protection/record").Is(200).Says("12 things are done with data of people", "people_record.family_name", "Public task (article 6(1)(e)), and health or social care (article 9(2)(h)): Care Act 2014, section 2, since 23 March 2020",
			"agent, coordinator, public health", "Notes about people: 6 years from the day it was written", "No time is set, until somebody is erased", "Shielded patients, from The NHS", "Ended on 20 April 2020").Hides("finance")
		table := b.Get("/governance/protection/record/export.csv").Is(200)
		for _, want := range []string{"Taking requests for help", "needs_said.words", "Record of processing of", "Care Act 2014, section 2"} {
			if !strings.Contains(table.Body, want) {
				t.Errorf("the file does not say %q", want)
			}
		}
	})
}

func TestThePapersAreForTheGovernanceLead(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		for _, address := range []string{"/governance/protection", "/governance/protection/record", "/governance/protection/record/export.csv"} {
			w.site.As(agent).Get(address).Is(403)
		}
	})
}
