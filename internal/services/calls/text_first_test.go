package calls

import (
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/messages/messagestest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var textFiles = map[string]string{
	"calls.yaml": settingsFile + "rings_from: 01632 960 150\n",
	"letters/ring-today.md": `---
title: We will ring you today
when: Before calls
sent_as: [text]
reveals: nothing
---
{{council}}: we will ring you today from {{ring_number}}.
`,
	"translations/pl.yaml": "texts:\n  letters.ring-today.title: Zadzwonimy\n  letters.ring-today.body: \"{{council}}: zadzwonimy dzisiaj z numeru {{ring_number}}.\"\n",
}

// textRoom is a room of callers that writes to people, with a postbox.
type textRoom struct {
	*room
	post *messagestest.Post
}

func eachTexting(t *testing.T, test func(t *testing.T, r *textRoom)) {
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(monday)
			d := open(t, db.Config{Clock: at}, append(sets, messages.Static().Migrations)...)
			b := blueprinttest.Load(t, withAreas(t), contacts.RulesSection(), messages.LettersSection(), places.AreasSection(), SettingsSection())
			post := messagestest.Over(t, d, at, b)
			work := tasks.New(d)
			r := &room{New(d, current{b}, post.Contacts, work), post.Contacts, post.People, work, t, d, post.Ctx, at}
			r.WritesBy(post.Service)
			test(t, &textRoom{r, post})
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

// withAreas are the files with the areas of Wigan.
func withAreas(t *testing.T) map[string]string {
	t.Helper()
	areas, err := os.ReadFile("../../../blueprints/wigan/areas.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := maps.Clone(textFiles)
	all["areas.yaml"] = string(areas)
	return all
}

// may is somebody who may be rung and texted.
func may(change func(*people.SafeContact)) people.SafeContact {
	s := people.SafeContact{Asked: true, Channels: []string{"call", "text"}, Texts: true, ConfirmedAt: monday.Add(-time.Hour)}
	if change != nil {
		change(&s)
	}
	return s
}

// reached puts a call in the queue, of somebody with a number.
func (r *textRoom) reached(c call, number string) tasks.Task {
	r.t.Helper()
	t, record := r.open(c)
	p, err := r.people.Person(r.ctx(point), people.PersonID(record.ID))
	if err != nil {
		r.t.Fatal(err)
	}
	to := p.Current()
	to.Phone, _ = phone.Parse(number)
	if err := r.people.Change(r.ctx(point), p.ID, people.Edit{Seen: p.Seen(), To: to}); err != nil {
		r.t.Fatal(err)
	}
	return t
}

func (r *textRoom) plan(who access.Principal, w Whom) TextPlan {
	r.t.Helper()
	p, err := r.PlanTexts(r.ctx(who), w)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

// whyNot are the groups of those who get none, with how many.
func whyNot(p TextPlan) map[string]int {
	groups := map[string]int{}
	for _, g := range p.Not {
		groups[g.Why] = g.N
	}
	return groups
}

func TestWhoIsToldBeforeTheyAreRung(t *testing.T) {
	eachTexting(t, func(t *testing.T, r *textRoom) {
		const mobile = "07700 900123"
		r.reached(call{name: "Amina", reach: may(nil)}, mobile)
		r.reached(call{name: "Bogdan", language: "Polish", reach: may(nil), due: monday.Add(-time.Hour)}, "07700 900124")
		r.reached(call{name: "Later", reach: may(func(s *people.SafeContact) { s.Times = "after 6pm" })}, "07700 900125")
		r.reached(call{name: "Landline", reach: may(nil)}, "01632 960100")
		r.reached(call{name: "Unasked"}, "07700 900126")
		r.reached(call{name: "Calls only", reach: may(func(s *people.SafeContact) { s.Channels = []string{"call"} })}, "07700 900127")
		r.reached(call{name: "Gone", reach: may(func(s *people.SafeContact) { s.Times = "before 9am" })}, "07700 900128")
		r.reached(call{name: "Words", reach: may(func(s *people.SafeContact) { s.Times = "when he is out" })}, "07700 900129")
		r.reached(call{name: "Withheld", reach: may(func(s *people.SafeContact) { s.HideNumber = true })}, "07700 900130")
		r.reached(call{name: "Secretia", reach: may(nil), labels: []needs.Label{needs.Safeguarding}}, "07700 900131")
		r.reached(call{name: "Tomorrow", reach: may(nil), due: monday.Add(24 * time.Hour)}, "07700 900132")
		r.reached(call{name: "Leigh", hood: "leigh", reach: may(nil)}, "07700 900133")

		p := r.plan(inHapi, Whom{Hood: "hapi"})
		if len(p.Gets) != 3 || p.Parts != 3 || p.Already != 0 || p.From.National() != "01632 960150" {
			t.Errorf("planned are %+v", p)
		}
		if !strings.Contains(p.Says["English"], "we will ring you today from 01632 960150") || !strings.Contains(p.Says["Polish"], "zadzwonimy") {
			t.Errorf("it says %v", p.Says)
		}
		want := map[string]int{
			"Their number is not a mobile's.":                                              1,
			"Nobody has asked how it is safe to reach them. Send no text.":                 1,
			"They have not said that it is safe to text them.":                             1,
			"No hour that is safe for them is left today.":                                 1,
			"They said in their own words when it is safe: only a person can judge that.":  1,
			"They are rung with the number withheld: a text that names it would be wrong.": 1,
			"What the call is about is told to few: nothing is written of it.":             1,
		}
		for why, n := range want {
			if whyNot(p)[why] != n {
				t.Errorf("%d get none because: %s", whyNot(p)[why], why)
			}
		}
		if len(p.Not) != len(want) {
			t.Errorf("the reasons are %v", whyNot(p))
		}
		for _, g := range p.Not {
			for _, who := range g.Who {
				if strings.HasPrefix(who.Who, "Secretia") {
					t.Error("whom few may know of is named")
				}
			}
		}
	})
}

func TestEachIsToldOnceADay(t *testing.T) {
	eachTexting(t, func(t *testing.T, r *textRoom) {
		r.reached(call{name: "Amina", reach: may(nil)}, "07700 900123")
		rung := r.reached(call{name: "Bert", reach: may(nil)}, "07700 900124")
		for i, want := range []int{2, 0} {
			if n, err := r.TextFirst(r.ctx(inHapi), Whom{Hood: "hapi"}); err != nil || n != want {
				t.Errorf("the time after %d presses %d were texted, %v", i, n, err)
			}
		}
		if p := r.plan(inHapi, Whom{Hood: "hapi"}); p.Already != 2 || len(p.Gets) != 0 {
			t.Errorf("planned again are %+v", p)
		}
		if err := r.tasks.RecordOutcome(r.ctx(inHapi), tasks.Choice{ID: rung.ID, Version: rung.Version}, tasks.Outcome{Code: "spoken"}); err != nil {
			t.Fatal(err)
		}
		if err := r.post.SendDue(r.ctx(inHapi)); err != nil {
			t.Fatal(err)
		}
		arrived := r.post.Arrived(1) // the other was rung before the text went
		if arrived[0].To != "+447700900123" || !strings.Contains(arrived[0].Body, "01632 960150") {
			t.Errorf("arrived is %+v", arrived[0])
		}
		r.clock.Advance(24 * time.Hour)
		if n, err := r.TextFirst(r.ctx(inHapi), Whom{Hood: "hapi"}); err != nil || n != 1 {
			t.Errorf("the next day %d were texted, %v", n, err)
		}
	})
}

func TestNobodyIsToldTodayInTheNight(t *testing.T) {
	eachTexting(t, func(t *testing.T, r *textRoom) {
		r.reached(call{name: "Amina", reach: may(nil)}, "07700 900123")
		r.clock.Set(time.Date(2020, 4, 20, 19, 30, 0, 0, time.UTC)) // half past eight in London
		if _, err := r.TextFirst(r.ctx(inHapi), Whom{Hood: "hapi"}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("in the evening: %v", err)
		}
		r.clock.Set(time.Date(2020, 4, 21, 5, 30, 0, 0, time.UTC))
		p := r.plan(inHapi, Whom{Hood: "hapi"})
		if len(p.Gets) != 1 || !p.Gets[0].At.Equal(time.Date(2020, 4, 21, 7, 0, 0, 0, time.UTC)) {
			t.Errorf("before the day begins they are told %+v", p.Gets)
		}
		if _, err := r.TextFirst(r.ctx(inHapi), Whom{Hood: "hapi"}); err != nil {
			t.Fatal(err)
		}
		r.clock.Set(time.Date(2020, 4, 22, 7, 30, 0, 0, time.UTC)) // nothing was sent all day
		if err := r.post.SendDue(r.ctx(inHapi)); err != nil {
			t.Fatal(err)
		}
		r.post.Arrived(0)
	})
}

func TestWhoMayTellThem(t *testing.T) {
	eachTexting(t, func(t *testing.T, r *textRoom) {
		for who, w := range map[*access.Principal]Whom{&inHapi: {Hood: "leigh"}, {Account: "a", Grants: []access.Grant{{Role: access.Agent}}}: {Hood: "hapi"}} {
			if _, err := r.TextFirst(r.ctx(*who), w); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s texts of the calls of %s: %v", who.Account, w.Hood, err)
			}
		}
		r.reached(call{name: "Amina", category: "food", reach: may(nil)}, "07700 900123")
		if p := r.plan(point, Whom{Hood: "hapi", Category: "comfort-call"}); len(p.Gets) != 0 {
			t.Errorf("of calls about something else they are told %+v", p.Gets)
		}
	})
}
