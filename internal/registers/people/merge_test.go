package people_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
)

// kept are the tables that hang on a person in this package, and the rows of each that are
// to be as they were. A membership that has ended is what happened, and stays.
var kept = []string{
	`SELECT * FROM people_record WHERE borough_id = ? AND id IN (?,?,?,?) ORDER BY id`,
	`SELECT * FROM people_membership WHERE borough_id = ? AND record_id IN (?,?,?,?) AND until IS NULL ORDER BY id`,
	`SELECT * FROM people_likeness WHERE borough_id = ? AND record_id IN (?,?,?,?) ORDER BY record_id, other_id`,
	`SELECT * FROM people_token WHERE borough_id = ? AND record_id IN (?,?,?,?) ORDER BY kind, token, record_id`,
	`SELECT * FROM people_withheld_address WHERE borough_id = ? AND record_id IN (?,?,?,?) ORDER BY record_id`,
	`SELECT * FROM people_note WHERE borough_id = ? AND record_id IN (?,?,?,?) ORDER BY id`,
}

// everything is all of that, of four people at most, as one text.
func (g *register) everything(t *rapid.T, ids []people.PersonID) string {
	var all []string
	r := g.db.Read(g.ctx)
	args := []any{r.Borough(), "", "", "", ""}
	for i, id := range ids {
		args[i+1] = id
	}
	for _, statement := range kept {
		rows, err := r.Query(statement, args...)
		lines, err := db.Collect(rows, err, func(rows *db.Rows) (string, error) {
			cells := make([]any, len(columnsOf[statement]))
			if len(cells) == 0 {
				names, err := rows.Columns()
				if err != nil {
					return "", err
				}
				columnsOf[statement] = names
				cells = make([]any, len(names))
			}
			for i := range cells {
				cells[i] = new(any)
			}
			err := rows.Scan(cells...)
			var line strings.Builder
			for i, cell := range cells {
				fmt.Fprintf(&line, "%s=%v ", columnsOf[statement][i], *cell.(*any))
			}
			return line.String(), err
		})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, lines...)
	}
	return strings.Join(all, "\n")
}

var columnsOf = map[string][]string{}

// Whoever is joined and taken apart again, in whatever order, is to the letter what they were.
func TestUnmergingRestoresEverybody(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, borough)
		must(t, g.Sealing([]byte("0123456789abcdef0123456789abcdef")))
		rapid.Check(t, func(rt *rapid.T) {
			var ids []people.PersonID
			born := fmt.Sprintf("%d/3/%d", rapid.IntRange(1, 31).Draw(rt, "day"), rapid.IntRange(1930, 2010).Draw(rt, "year"))
			at := fmt.Sprintf("WN2 3%c%c", 'A'+rapid.IntRange(0, 25).Draw(rt, "a"), 'A'+rapid.IntRange(0, 25).Draw(rt, "b"))
			for range rapid.IntRange(2, 4).Draw(rt, "people") {
				ids = append(ids, person(g.add(somebody(rapid.SampledFrom([]string{"Amina", "A", "Zainab"}).Draw(rt, "given"), "Khan", born, "", at))))
			}
			for _, id := range ids {
				labels := rapid.SliceOfNDistinct(rapid.SampledFrom(people.Labels()), 0, 2, rapid.ID).Draw(rt, "labels")
				if len(labels) > 0 {
					must(t, g.Mark(g.ctx, id, nil, labels))
				}
			}
			everybody := slices.Clone(ids)
			var before []string
			var merges []people.MergeID
			for range rapid.IntRange(1, len(ids)-1).Draw(rt, "merges") {
				i := rapid.IntRange(1, len(ids)-1).Draw(rt, "moved")
				before = append(before, g.everything(rt, everybody))
				must(t, g.SamePerson(g.ctx, ids[0], ids[i]))
				merges = append(merges, g.merges(ids[0])[0].ID)
				ids = slices.Delete(ids, i, i+1)
				if len(ids) > 1 && rapid.Bool().Draw(rt, "turn") {
					ids[0], ids[1] = ids[1], ids[0]
				}
			}
			for i, id := range slices.Backward(merges) {
				if _, err := g.Unmerge(g.ctx, id); err != nil {
					rt.Fatal(err)
				}
				if after := g.everything(rt, everybody); after != before[i] {
					rt.Fatalf("before:\n%s\nafter:\n%s", before[i], after)
				}
			}
		})
	})
}

func (g *register) merges(id people.PersonID) []people.Merge {
	g.t.Helper()
	p, err := g.Person(g.ctx, id)
	must(g.t, err)
	all, err := g.Merges(g.ctx, p)
	must(g.t, err)
	return all
}

func TestOnlyTheLatestMergeIsUndone(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		var ids []people.PersonID
		for range 3 {
			ids = append(ids, person(g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB"))))
		}
		must(t, g.SamePerson(g.ctx, ids[0], ids[1]))
		must(t, g.SamePerson(g.ctx, ids[0], ids[2]))
		all := g.merges(ids[0])
		if len(all) != 2 || all[0].Moved != ids[2] || all[0].By == "" {
			t.Fatalf("merges %+v", all)
		}
		if _, err := g.Unmerge(g.ctx, all[1].ID); fault.CodeOf(err) != "people.merged-since" {
			t.Errorf("undoing the earlier: %v", err)
		}
		for _, m := range all {
			if _, err := g.Unmerge(g.ctx, m.ID); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := g.Unmerge(g.ctx, all[0].ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("undoing twice: %v", err)
		}
		if _, err := g.Unmerge(g.ctx, "01a22c2c-447e-786a-90c3-db8b82d3487c"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("undoing nothing: %v", err)
		}
		if left := g.merges(ids[0]); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
	})
}

// What was done while two were one stays with the record it was written on, and a mark that
// was made meanwhile stays on both.
func TestWhatWasDoneWhileMerged(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, borough)
		a := person(g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB")))
		b := person(g.add(somebody("A", "Khan", "7/3/1939", "", "WN2 3EB")))
		must(t, g.Mark(g.ctx, b, nil, []people.Label{people.Health}))
		must(t, g.SamePerson(g.ctx, a, b))
		e := g.opened(a)
		e.To.Practice = "Platt Bridge Surgery"
		must(t, g.Change(g.ctx, a, e))
		must(t, g.Mark(g.ctx, a, []people.Label{people.Health}, []people.Label{people.Restricted}))
		if _, err := g.Unmerge(g.ctx, g.merges(a)[0].ID); err != nil {
			t.Fatal(err)
		}
		for _, want := range []struct {
			id       people.PersonID
			labels   []people.Label
			practice string
		}{{a, []people.Label{people.Restricted}, ""}, {b, []people.Label{people.Restricted, people.Health}, "Platt Bridge Surgery"}} {
			p, err := g.Person(g.ctx, want.id)
			must(t, err)
			if got := p.Labels(); !slices.Equal(got, want.labels) || p.Current().Practice != want.practice || len(p.Records) != 1 {
				t.Errorf("%s: %v, %q, %d records", p.Current().Name(), got, p.Current().Practice, len(p.Records))
			}
		}
	})
}

// Two who were found to be different never come together by way of a third, however often
// anybody looks, until somebody takes it back.
func TestDifferentStaysDifferent(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		a := person(g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB")))
		b := person(g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB")))
		c := person(g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB")))
		must(t, g.NotTheSame(g.ctx, a, b))
		must(t, g.SamePerson(g.ctx, a, c))
		for _, pair := range [][2]people.PersonID{{a, b}, {b, a}} {
			if err := g.SamePerson(g.ctx, pair[0], pair[1]); fault.CodeOf(err) != "people.decided-different" {
				t.Errorf("joining by way of the third: %v", err)
			}
		}
		e := g.opened(b)
		e.To.GivenNames = "Amina Bibi"
		must(t, g.Change(g.ctx, b, e))
		if alike := g.alike(b); len(alike) != 1 || alike[0].Person != a { // of the third nobody decided
			t.Errorf("asked about %+v", alike)
		}
		must(t, g.TakeBack(g.ctx, b, a))
		if err := g.TakeBack(g.ctx, a, b); fault.KindOf(err) != fault.Conflict {
			t.Errorf("taking back twice: %v", err)
		}
		must(t, g.SamePerson(g.ctx, a, b))
	})
}

// While two are one, nobody rings, texts or leaves word where either's record forbids it,
// though the other was asked later; asking anew settles it.
func TestTheMostCautiousHoldsWhileMerged(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, borough)
		reach := func(id people.PersonID) people.Reach {
			p, err := g.Person(g.ctx, id)
			must(t, err)
			if many, err := people.PeopleOf(g.db.Read(g.ctx), p.RecordIDs()); err != nil || many[p.Records[0].ID].Reach().Seen() != p.Reach().Seen() {
				t.Errorf("read with many it is another: %v", err)
			}
			return p.Reach()
		}
		quiet := person(g.add(somebody("A", "Khan", "7/3/1939", "", "WN2 3EB")))
		must(t, g.AskedSafely(g.ctx, quiet, reach(quiet).Seen(), people.SafeContact{Channels: []string{"letter"}, HideNumber: true}))
		e := g.opened(quiet)
		e.To.NoCalls = people.NoCalls{Reason: "He listens in"}
		must(t, g.Change(g.ctx, quiet, e))
		open := person(g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB")))
		must(t, g.AskedSafely(g.ctx, open, reach(open).Seen(), people.SafeContact{Channels: []string{"call", "letter"}, Voicemail: true}))
		e = g.opened(open)
		e.To.NoCalls = people.NoCalls{Reason: "Asleep by day"}
		must(t, g.Change(g.ctx, open, e))
		e = g.opened(open)
		e.To.NoCalls = people.NoCalls{}
		must(t, g.Change(g.ctx, open, e))

		for _, order := range [][2]people.PersonID{{quiet, open}, {open, quiet}} {
			must(t, g.SamePerson(g.ctx, order[0], order[1]))
			if r := reach(open); r.Voicemail || !r.HideNumber || !slices.Equal(r.Channels, []string{"letter"}) || r.NoCalls.Reason != "He listens in" {
				t.Errorf("as one: %+v", r)
			}
			if _, err := g.Unmerge(g.ctx, g.merges(order[0])[0].ID); err != nil {
				t.Fatal(err)
			}
			if r := reach(open); !r.Voicemail || r.NoCalls.Reason != "" {
				t.Errorf("apart again: %+v", r)
			}
		}
		must(t, g.SamePerson(g.ctx, quiet, open))
		must(t, g.AskedSafely(g.ctx, quiet, reach(quiet).Seen(), people.SafeContact{Channels: []string{"call"}}))
		if r := reach(quiet); !slices.Equal(r.Channels, []string{"call"}) {
			t.Errorf("asked anew: %+v", r)
		}
	})
}
