package outreach

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/registers/people"
	"kith/internal/work/protocols"
)

func TestAListBeginsOneCheckAPerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		amina := w.known("Amina", "Khan", "7/3/1939", "", "", nil)
		bert := w.known("Bert", "Lowe", "1/2/1940", "", "9990000018", nil)
		fay := w.known("Fay", "Stone", "6/6/1946", "", "", nil)
		open, _, err := w.checks.Check(w.ctx, protocols.CheckOn{Record: bert.ID, Why: "Not seen", Key: "k"})
		w.must(err)
		text := header +
			"Amina,Khan,07/03/1939,1 High Street,WN2 3EB,07700 900123,9990000026,,3,18/04/2020,R1,\n" +
			"Bert,Lowe,,,,,9990000018,,,,,\n" +
			"F,Stone,06/06/1946,,,01632 960111,,,,,,\n" +
			"Greta,Nobody,,3 Low Road,WN7 1EB,01632 960122,,,,,,\n" +
			"Greta,Nobody,,3 Low Road,WN7 1EB,01632 960122,,,2,,,\n" +
			"G,Stone,06/06/1946,,WN2 3EB,01632 960133,,,,,,\n"
		id, rows := w.handed(file("shielding.csv", text))
		w.stands(rows, map[int]Standing{2: Known, 3: Open, 4: Unsure, 5: Newcomer, 6: Same, 7: Unsure})

		if err := w.Begin(w.ctx, id, map[int]Choice{4: {Record: fay.ID}}); fault.KindOf(err) != fault.Invalid {
			t.Fatalf("a row nobody decided about: %v", err)
		}
		if err := w.Begin(w.ctx, id, map[int]Choice{4: {Record: amina.ID}, 7: {}}); fault.KindOf(err) != fault.Invalid {
			t.Fatalf("somebody whom the row is not about: %v", err)
		}
		if w.state(id) != Draft || len(w.unconfirmed()) != 1 {
			t.Fatal("a refused list began something")
		}
		w.must(w.Begin(w.ctx, id, map[int]Choice{4: {Record: fay.ID}, 7: {}}))
		rows = w.rows(id)
		w.stands(rows, map[int]Standing{2: Began, 3: Joined, 4: Began, 5: Began, 6: Joined, 7: Left})
		if w.state(id) != Done || len(w.unconfirmed()) != 4 {
			t.Errorf("the list is %s, and %d people are not confirmed safe", w.state(id), len(w.unconfirmed()))
		}
		if rows[3].Run != string(open.ID) || rows[6].Run != rows[5].Run {
			t.Error("a row joined another check than the one that was open")
		}
		w.knows(amina.ID, "07700 900123", "9990000026", "national-shielding")
		greta := w.found("Nobody")
		if len(greta) != 1 || greta[0].Record.List != "national-shielding" || greta[0].Record.Neighbourhood != "leigh" {
			t.Errorf("of Greta it is known %+v", greta)
		}
		_, events, err := w.checks.Run(w.as(point).ctx, protocols.RunID(rows[2].Run))
		w.must(err)
		if !strings.Contains(events[0].Note, "National shielding team could not reach them: tried 3 times, last on 18 April 2020.") || events[0].By != "centre" {
			t.Errorf("the check began with %+v", events[0])
		}

		if err := w.Begin(w.ctx, id, nil); fault.KindOf(err) != fault.Conflict {
			t.Errorf("begun a second time: %v", err)
		}
		w.must(w.GoOn(w.ctx))
		again, _ := w.handed(file("again.csv", text))
		other, rows := w.handed(file("other.csv", text+"Ida,Neu,,,WN2 3EB,01632 960144,,,,,,\n"))
		if again != id || other == id {
			t.Errorf("the same file again is the list %s, another one %s", again, other)
		}
		w.stands(rows, map[int]Standing{2: Before, 3: Before, 4: Before, 5: Before, 6: Before, 7: Unsure, 8: Newcomer})
		w.must(w.Begin(w.ctx, other, map[int]Choice{7: {}}))
		if len(w.unconfirmed()) != 5 || len(w.found("Nobody")) != 1 {
			t.Errorf("after a file with one new row %d people are not confirmed safe", len(w.unconfirmed()))
		}
	})
}

// knows holds what is known of somebody after a list.
func (w *world) knows(id people.RecordID, number, nhs, list string) {
	w.t.Helper()
	p, err := people.PersonIn(w.db.Read(w.ctx), id)
	w.must(err)
	c := p.Current()
	if c.Phone.National() != number || string(c.NHSNumber) != nhs || p.Reach().FromList != list || c.Address.Line1 != "1 High Street" || c.Name() != "Amina Khan" || c.Neighbourhood != "hapi" {
		w.t.Errorf("of them it is known: %s, %s, %s, %q, %s", c.Name(), c.Phone, c.NHSNumber, c.Address.Lines(), c.Neighbourhood)
	}
}

// Lists are often older than what people told us themselves.
func TestWhatWeKnowStands(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		amina := w.known("Amina", "Khan", "7/3/1939", "07700 900456", "9990000026", nil)
		id, _ := w.handed(file("a.csv", header+"Amina,Kahn,07/03/1939,99 Old Street,WN7 1EB,07700 900123,9990000026,,,,,\n"))
		w.must(w.Begin(w.ctx, id, nil))
		w.knows(amina.ID, "07700 900456", "9990000026", "")
		_, events, err := w.checks.Run(w.as(point).ctx, protocols.RunID(w.rows(id)[2].Run))
		w.must(err)
		if !strings.Contains(events[0].Note, "another number: 07700 900123") {
			t.Errorf("whoever makes the check is told %q", events[0].Note)
		}
	})
}

func TestAListThatIsCutShortGoesOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const rows = 12
		var text strings.Builder
		text.WriteString(header)
		for i := range rows {
			fmt.Fprintf(&text, "Nova%c,Person%c,,,WN2 3EB,01632 9601%02d,,,,,,\n", 'a'+i, 'a'+i, i)
		}
		id, _ := w.handed(file("a.csv", text.String()))
		w.checks.after = 3
		if err := w.Begin(w.ctx, id, nil); fault.KindOf(err) != fault.Unavailable {
			t.Fatalf("killed in the middle: %v", err)
		}
		for range 2 {
			w.checks.after = 3
			if err := w.GoOn(w.ctx); fault.KindOf(err) != fault.Unavailable {
				t.Fatalf("killed again: %v", err)
			}
		}
		if w.state(id) != Begun || len(w.unconfirmed()) != 9 {
			t.Fatalf("killed three times it is %s with %d checks", w.state(id), len(w.unconfirmed()))
		}
		w.checks.after = -1
		w.must(w.GoOn(w.ctx))
		if w.state(id) != Done || len(w.unconfirmed()) != rows {
			t.Errorf("gone on with it is %s with %d checks", w.state(id), len(w.unconfirmed()))
		}
		for i := range rows {
			if hits := w.found(fmt.Sprintf("Person%c", 'a'+i)); len(hits) != 1 {
				t.Errorf("%d people stand for row %d", len(hits), i+2)
			}
		}
	})
}

func TestTwoNodesBeginNothingTwice(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var text strings.Builder
		text.WriteString(header)
		for i := range 20 {
			fmt.Fprintf(&text, "Nova%c,Person%c,,,WN2 3EB,01632 9601%02d,,,,,,\n", 'a'+i, 'a'+i, i)
		}
		id, _ := w.handed(file("a.csv", text.String()))
		w.checks.after = 0
		_ = w.Begin(w.ctx, id, nil)
		w.checks.after = -1
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { _ = w.GoOn(w.ctx) })
		}
		all.Wait()
		w.must(w.GoOn(w.ctx))
		if w.state(id) != Done || len(w.unconfirmed()) != 20 || len(w.found("Persona")) != 1 {
			t.Errorf("it is %s with %d checks of %d people", w.state(id), len(w.unconfirmed()), len(w.found("Persona")))
		}
	})
}

// Of somebody who is kept from them whoever hands the list in is told what they are told of
// nobody. The check is of the person all the same, and stands with those who may know.
func TestARestrictedPersonReadsAsNobody(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		zara := w.known("Zara", "Khan", "7/3/1939", "", "9990000018", nil)
		w.must(w.people.Mark(w.as(point).ctx, people.PersonID(zara.ID), nil, []people.Label{people.Restricted}))
		id, rows := w.handed(file("a.csv", header+"Zara,Khan,07/03/1939,,WN2 3EB,,9990000018,,,,,\nVera,New,,,WN2 3EB,,9990000026,,,,,\n"))
		w.stands(rows, map[int]Standing{2: Newcomer, 3: Newcomer})
		if len(rows[2].Shown()) != 0 {
			t.Errorf("shown are %+v", rows[2].Shown())
		}
		w.must(w.Begin(w.ctx, id, nil))
		w.stands(w.rows(id), map[int]Standing{2: Began, 3: Began})
		if hits := w.found("Zara"); len(hits) != 1 {
			t.Errorf("%d people are called Zara: a second record is not restricted", len(hits))
		}
		hub, _, err := w.checks.Unconfirmed(w.as(inHapi).ctx, "hapi")
		w.must(err)
		if len(hub) != 1 || len(w.unconfirmed()) != 2 {
			t.Errorf("their hub sees %d checks, the coordination point %d", len(hub), len(w.unconfirmed()))
		}
	})
}

func TestWhatIsLearnedMeanwhileCounts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		amina := w.known("Amina", "Khan", "7/3/1939", "", "", nil)
		id, _ := w.handed(file("a.csv", header+"Amina,Khan,07/03/1939,,WN2 3EB,,,,,,,\nBo,Neu,08/08/1948,,WN2 3EB,,,,,,,\n"))
		p, err := w.people.Person(w.ctx, people.PersonID(amina.ID))
		w.must(err)
		to := p.Current()
		to.Deceased.SaidBy = "her daughter"
		w.must(w.people.Change(w.ctx, p.ID, people.Edit{Seen: p.Seen(), To: to}))
		w.known("Bo", "Neu", "8/8/1948", "", "", nil)
		w.must(w.Begin(w.ctx, id, nil))
		w.stands(w.rows(id), map[int]Standing{2: Barred, 3: Began})
		if len(w.unconfirmed()) != 1 || len(w.found("Neu")) != 1 {
			t.Errorf("%d checks, and %d people are called Neu", len(w.unconfirmed()), len(w.found("Neu")))
		}
	})
}

func TestWhatAListSaysIsForgotten(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		draft, _ := w.handed(file("a.csv", header+"Amina,Khan,07/03/1939,,WN2 3EB,,,,,,,\n"))
		done, _ := w.handed(file("b.csv", header+"Bo,Neu,08/08/1948,,WN2 3EB,,,,,,,\n"))
		w.must(w.Begin(w.ctx, done, nil))
		w.clock.Advance(25 * time.Hour)
		w.must(w.Sweep(w.ctx))
		if _, _, err := w.List(w.ctx, draft); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a list that was never begun, a day later: %v", err)
		}
		if len(w.rows(done)) != 1 {
			t.Error("the rows of a list are gone after a day")
		}
		w.clock.Advance(30 * 24 * time.Hour)
		w.must(w.Sweep(w.ctx))
		if _, _, err := w.List(w.ctx, done); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a list that is done, a month later: %v", err)
		}
		_, rows := w.handed(file("b.csv", header+"Bo,Neu,08/08/1948,,WN2 3EB,,,,,,,\n"))
		w.stands(rows, map[int]Standing{2: Before})
	})
}
