package cohorts

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
)

// ringers is a team that the blueprint of Wigan names for the shielded list.
const ringers = "contact-centre-agent"

// Whom nobody is to approach, or somebody is in touch with, is left out with why; the others
// stand on the queue of calls once, however often and by whichever cohort they are handed on.
func TestNobodyIsRungTwice(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ann := w.person("Ann", nil)
		bob := w.person("Bob", func(n *people.NewRecord) { n.Details.LedBy = "Adult social care" })
		w.contact(bob, 3, "Adult social care")
		w.contact(w.person("Cat", nil), 2, "GP practice")
		w.contact(w.person("Old", nil), 20, "GP practice")
		w.person("Dan", func(n *people.NewRecord) { n.Details.Deceased.SaidBy = "their son" })
		w.person("Eve", func(n *people.NewRecord) {
			n.Details.StopAsked = people.StopAsked{What: []string{people.StopCalls}, SaidBy: "Eve"}
		})
		w.person("Fay", func(n *people.NewRecord) { n.Details.NoCalls.Reason = "deaf" })
		w.person("Gus", func(n *people.NewRecord) { n.Details.Moved = people.Moved{To: "Leeds", SaidBy: "Gus"} })
		w.person("Hal", func(n *people.NewRecord) { n.Phone = "" })
		w.registers(w.person("Ida", nil), false)
		w.person("Other", func(n *people.NewRecord) { n.List = "" })

		id := w.frozen(w.shielded())
		want := map[string]string{
			"Ann": "in", "Bob": "led", "Cat": "lately", "Old": "in", "Dan": "died", "Eve": "stopped", "Fay": "no-calls", "Gus": "moved", "Hal": "no-way", "Ida": "not-agreed",
		}
		if got := w.stand(id); !maps.Equal(got, want) {
			t.Fatalf("they stand as %v, want %v", got, want)
		}
		left, err := w.Members(w.ctx, id, Left, "")
		w.must(err)
		for _, m := range left {
			if m.GivenNames == "Bob" && m.Words != "Adult social care leads on them. Last contact: 17 April 2020." {
				t.Errorf("of Bob it is told: %s", m.Words)
			}
		}
		if w.calls(ann) != 0 {
			t.Error("freezing begins a call")
		}

		// Between freezing and handing on the GP rang Ann.
		late := w.person("Late", nil)
		second := w.frozen(w.shielded())
		w.contact(ann, 0, "GP practice")
		w.must(w.Hand(w.ctx, second, ringers))
		if got := w.stand(second); got["Ann"] != "lately" || got["Late"] != "handed" || got["Old"] != "handed" {
			t.Errorf("after handing on they stand as %v", got)
		}
		if w.calls(late) != 1 || w.calls(ann) != 0 {
			t.Errorf("%d calls to Late, %d to Ann", w.calls(late), w.calls(ann))
		}
		if err := w.Hand(w.ctx, second, ringers); fault.KindOf(err) != fault.Conflict {
			t.Errorf("handed on twice: %v", err)
		}
		// The earlier cohort has the same people: they are rung by one.
		w.must(w.Hand(w.ctx, id, ringers))
		if got := w.stand(id); got["Old"] != "planned" {
			t.Errorf("whoever is to be rung already stands as %v", got)
		}
		if w.calls(late) != 1 {
			t.Error("two cohorts begin two calls")
		}
		// Nobody new chooses them either, now or when the call is over.
		third := w.frozen(w.shielded())
		if got := w.stand(third); got["Late"] != "planned" {
			t.Errorf("in a third cohort they stand as %v", got)
		}
		w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE tasks_task SET closed_at = ? WHERE borough_id = ?`, tx.Now(), tx.Borough())
			return err
		})
		if got := w.stand(w.frozen(w.shielded())); got["Late"] != "elsewhere" {
			t.Errorf("after the call they stand as %v", got)
		}
		if got, err := protocols.Listed(w.db.Read(w.ctx), w.tasksOf(late)); err != nil || len(got) != 1 {
			t.Errorf("the call is no first approach: %v, %v", got, err)
		}
	})
}

func (w *world) tasksOf(r people.Record) []string {
	rows, err := w.db.Read(w.ctx).Query(`SELECT id FROM tasks_task WHERE borough_id = ? AND record_id = ?`, w.db.Read(w.ctx).Borough(), r.ID)
	all, err := db.Collect(rows, err, func(rows *db.Rows) (id string, err error) {
		err = rows.Scan(&id)
		return id, err
	})
	w.must(err)
	return all
}

// Only a team that the blueprint names for the list has its people rung.
func TestWhoMayHandACohortOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.person("Ann", nil)
		w.person("Leigh", func(n *people.NewRecord) { n.Neighbourhood = "leigh" })
		hub := w.as(inHapi)
		id := hub.frozen(w.shielded())
		if got := hub.stand(id); len(got) != 1 || got["Ann"] != "in" {
			t.Errorf("a manager of Hapi chose %v", got)
		}
		for _, team := range []string{"", "healthy-lifestyles-officer", "nobody"} {
			if err := hub.Hand(hub.ctx, id, team); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("it is handed on to %q: %v", team, err)
			}
		}
		if c, n, err := hub.Cohort(hub.ctx, id); err != nil || c.State != Frozen || n.In != 1 {
			t.Errorf("it stands as %v, %v, %v", c.State, n, err)
		}
		w.must(hub.Hand(hub.ctx, id, ringers))
		if c, n, err := hub.Cohort(hub.ctx, id); err != nil || c.Team != ringers || n.Done != 1 {
			t.Errorf("handed on it stands as %v by %q, %v", n, c.Team, err)
		}
		money := w.as(finance)
		if _, err := money.Freeze(money.ctx, w.shielded()); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("finance chooses a cohort: %v", err)
		}
		if _, _, err := money.Cohort(money.ctx, id); err == nil {
			t.Error("finance sees a cohort")
		}
		leigh := w.as(access.Principal{Account: "l", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}})
		if _, _, err := leigh.Cohort(leigh.ctx, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another neighbourhood sees it: %v", err)
		}
	})
}

// A list that leaves has each home once, no name where none is needed, and nobody whose
// address is withheld or who is restricted, whenever that was said; who takes it is noted first.
func TestAListThatLeaves(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.person("Ann", nil)
		art := w.person("Art", func(n *people.NewRecord) { n.Address.Line1 = "1 Ann Street" })
		zara := w.person("Zara", nil)
		yves := w.person("Yves", nil)
		d := w.shielded()
		d.Terms.Way = Cards
		id := w.frozen(d)
		cleared := w.as(access.Principal{Account: "g", Grants: []access.Grant{{Role: access.Coordinator}}})
		who := people.New(w.db, w)
		w.must(who.Sealing([]byte(strings.Repeat("k", 32))))
		w.must(who.Mark(cleared.ctx, people.PersonID(zara.ID), nil, []people.Label{people.AddressWithheld}))
		w.must(who.Mark(cleared.ctx, people.PersonID(yves.ID), nil, []people.Label{people.Restricted}))

		c, lines, err := w.Take(w.ctx, id)
		w.must(err)
		if len(lines) != 1 || lines[0].Address[0] != "1 Ann Street" || len(lines[0].Names) > 0 || lines[0].Postcode != "WN2 3EB" {
			t.Errorf("the list has %+v", lines)
		}
		if c.State != Handed || len(*w.took) != 1 || (*w.took)[0].Data["purpose"] != d.Purpose || len((*w.took)[0].Objects) != 3 {
			t.Errorf("noted is %+v", *w.took)
		}
		if got := w.stand(id); got["Zara"] != "withheld" || got["Ann"] != "handed" {
			t.Errorf("they stand as %v", got)
		}
		// Taken again, by somebody who may know them, it has nobody who was marked since.
		w.must(who.Mark(cleared.ctx, people.PersonID(art.ID), nil, []people.Label{people.Restricted}))
		both := access.From(w.ctx)
		both.Grants = append(slices.Clone(both.Grants), access.From(cleared.ctx).Grants...)
		again, lines, err := w.Take(access.With(w.ctx, both), id)
		if err != nil || again.State != Handed || len(*w.took) != 2 || len((*w.took)[1].Objects) != 2 || len(lines) != 1 {
			t.Errorf("taken again: %v, %+v, %+v, %v", again.State, lines, (*w.took)[1].Objects, err)
		}
		w.must(who.Mark(cleared.ctx, people.PersonID(art.ID), []people.Label{people.Restricted}, nil))
		d.Terms.Way = Sheet
		d.Terms.QuietDays = 0
		w.clock.Advance(15 * 24 * time.Hour)
		_, lines, err = w.Take(w.ctx, w.frozen(d))
		w.must(err)
		if len(lines) != 1 || len(lines[0].Names) != 2 {
			t.Errorf("the list of visits has %+v", lines)
		}
		if _, _, err := w.Take(w.ctx, w.frozen(w.shielded())); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the list of a cohort that is rung: %v", err)
		}
	})
}

func TestACohortIsVisited(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ann := w.person("Ann", nil)
		w.person("Nowhere", func(n *people.NewRecord) { n.Address = places.Address{} })
		d := w.shielded()
		d.Terms.Way = Visits
		id := w.frozen(d)
		if err := w.Hand(w.ctx, id, ringers); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a team that rings goes to see them: %v", err)
		}
		w.must(w.Hand(w.ctx, id, "community-link-worker"))
		if got := w.stand(id); got["Ann"] != "handed" || got["Nowhere"] != "no-way" {
			t.Errorf("they stand as %v", got)
		}
		var kind string
		w.must(w.db.Read(w.ctx).QueryRow(`SELECT kind FROM tasks_task WHERE borough_id = ? AND record_id = ?`, w.db.Read(w.ctx).Borough(), ann.ID).Scan(&kind))
		if kind != "visit" {
			t.Errorf("somebody is to %s them", kind)
		}
		if got := w.stand(w.frozen(w.shielded())); got["Ann"] != "planned" {
			t.Errorf("whoever is to be visited stands as %v on the list of calls", got)
		}
	})
}

func TestACohortIsWrittenTo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ann := w.person("Ann", nil)
		w.person("Bea", func(n *people.NewRecord) { n.SafeContact = people.SafeContact{Asked: true, Channels: []string{"call"}} })
		d := w.shielded()
		d.Terms.Way, d.Letter = Letters, "please-ring"
		id := w.frozen(d)
		w.must(w.Hand(w.ctx, id, ""))
		if got := w.stand(id); got["Ann"] != "handed" || got["Bea"] != "not-safe" {
			t.Errorf("they stand as %v", got)
		}
		var n int
		w.must(w.db.Read(w.ctx).QueryRow(`SELECT COUNT(*) FROM messages_outbox WHERE borough_id = ? AND record_id = ? AND state <> 'not-safe'`, w.db.Read(w.ctx).Borough(), ann.ID).Scan(&n))
		if n != 1 {
			t.Errorf("%d letters wait", n)
		}
	})
}

// What is wrong with a rule is said with its place, and what is missing by its name.
func TestWhatIsWrongWithADraft(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for rule, says := range map[string]string{
			"age = 70":             "1:",
			"agee >= 70":           "did you mean age",
			"age >= '70'":          "whole number and text",
			"":                     "empty",
			"age":                  "must come to yes or no",
			"priority == 1":        "text and whole number",
			"lists == 'shielded'":  "list of texts and text",
			"'shielded' in lists]": "cannot be read",
		} {
			d := w.shielded()
			d.Terms.Rule = rule
			_, err := w.Try(w.ctx, d)
			var wrong *WrongRule
			if fault.KindOf(err) != fault.Invalid || !errors.As(err, &wrong) || !strings.Contains(wrong.Error(), says) {
				t.Errorf("%q: %v", rule, err)
			}
			if _, err := w.Freeze(w.ctx, d); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q is frozen: %v", rule, err)
			}
		}
		for code, spoil := range map[string]func(*Draft){
			"cohorts.name": func(d *Draft) { d.Name = " " }, "cohorts.purpose": func(d *Draft) { d.Purpose = "" }, "cohorts.basis": func(d *Draft) { d.Basis = "" },
			"cohorts.way": func(d *Draft) { d.Terms.Way = "drum" }, "cohorts.quiet": func(d *Draft) { d.Terms.QuietDays = 400 },
			"cohorts.list": func(d *Draft) { d.Terms.List = "" }, "cohorts.letter": func(d *Draft) { d.Terms.Way, d.Letter = Letters, "" },
		} {
			d := w.shielded()
			spoil(&d)
			if _, err := w.Freeze(w.ctx, d); fault.CodeOf(err) != code {
				t.Errorf("%s: %v", code, err)
			}
		}
	})
}

// A rule may ask for the priority, and the cohort says by which points that was.
func TestARuleAsksForThePriority(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.person("Ann", nil)
		d := w.shielded()
		d.Terms.Rule = "priority == 'first'"
		w.band = "later"
		if got := w.stand(w.frozen(d)); len(got) != 0 {
			t.Errorf("chosen is %v", got)
		}
		w.Service.bands = w
		w.band = "first"
		id := w.frozen(d)
		c, n, err := w.Cohort(w.ctx, id)
		if err != nil || n.In != 1 || c.Points != "hash" {
			t.Errorf("%v by the points %q, %v", n, c.Points, err)
		}
	})
}

// The cohorts of both boroughs can be read, their rules run, and of those that a specialist
// service knows there is no rule.
func TestTheShippedCohorts(t *testing.T) {
	for _, borough := range stepstest.Boroughs {
		f := blueprint.Part[*File](stepstest.Blueprint(t, borough, Section()))
		if len(f.Cohorts) < 5 {
			t.Errorf("%s has %d", borough, len(f.Cohorts))
		}
		for _, g := range f.Cohorts {
			if _, err := compile(g.Rule); g.Rule != "" && err != nil {
				t.Errorf("%s: %v", g.ID, err)
			}
			if slices.Contains([]string{"domestic-abuse", "drugs-and-alcohol", "rough-sleepers"}, g.ID) && g.Rule != "" {
				t.Errorf("%s is chosen here", g.ID)
			}
		}
	}
	rules := contacts.Rules{}
	if _, ok := rules.List("x"); ok {
		t.Error("a list out of nothing")
	}
}
