package situation

import (
	"context"
	"strings"
	"testing"

	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

var member = access.Principal{Account: "mem", Grants: []access.Grant{{Role: access.Member}}}

// bus is a testing bus that stood somewhere for a week.
func bus(place string) Done {
	return Done{Place: place, Kind: Testing, Began: day.New(2020, 11, 16), Ended: day.New(2020, 11, 22), What: "A bus, 900 tests.", LedBy: "Public health"}
}

// TestWhatWasDoneIsNoted, changed and taken out by those of the place; all that was written is
// kept, and of two who change the same the second is told.
func TestWhatWasDoneIsNoted(t *testing.T) {
	each(t, func(o *office) {
		id, err := o.Note(o.as(hapi), bus("hapi"))
		o.must(err)
		other := bus("hapi")
		other.What = "A bus, 1,100 tests."
		o.must(o.Change(o.as(ann), id, 1, other))
		if err := o.Change(o.as(hapi), id, 1, bus("hapi")); fault.KindOf(err) != fault.Stale {
			o.t.Errorf("changed over another's change: %v", err)
		}
		all, err := o.Actions(o.as(member))
		o.must(err)
		if len(all) != 1 || all[0].Done != other || all[0].Version != 2 {
			o.t.Errorf("%+v", all)
		}
		o.must(o.TakeOut(o.as(hapi), id, 2))
		if all, _ = o.Actions(o.as(ann)); len(all) != 0 {
			o.t.Errorf("taken out: %+v", all)
		}
		history, err := o.ActionHistory(o.as(ann), id)
		o.must(err)
		if len(history) != 3 || !history[0].Gone || history[2].Done != bus("hapi") {
			o.t.Errorf("%+v", history)
		}
	})
}

// TestWhoNotesWhat: a hub's coordinator of that hub alone, nobody of a place that is none, and
// nothing of the future.
func TestWhoNotesWhat(t *testing.T) {
	each(t, func(o *office) {
		future, backwards, kind := bus("hapi"), bus("hapi"), bus("hapi")
		future.Began, future.Ended = day.New(2020, 12, 24), day.Date{}
		backwards.Ended = day.New(2020, 11, 1)
		kind.Kind = "party"
		for name, c := range map[string]struct {
			who  access.Principal
			done Done
			want fault.Kind
		}{
			"a neighbourhood of another's": {hapi, bus("leigh"), fault.Forbidden}, "the borough": {hapi, bus("E08000010"), fault.Forbidden},
			"an elected member": {member, bus("hapi"), fault.Forbidden}, "public health": {health, bus("E08000010"), fault.Forbidden},
			"a place that is none": {ann, bus("atlantis"), fault.Invalid}, "the future": {ann, future, fault.Invalid},
			"an end before the start": {ann, backwards, fault.Invalid}, "no such kind": {ann, kind, fault.Invalid},
		} {
			if _, err := o.Note(o.as(c.who), c.done); fault.KindOf(err) != c.want {
				o.t.Errorf("%s: %v", name, err)
			}
		}
		if err := o.Change(o.as(ann), "no-such-id", 1, bus("hapi")); fault.KindOf(err) != fault.NotFound {
			o.t.Errorf("changed what is not there: %v", err)
		}
		id, err := o.Note(o.as(ann), bus("leigh"))
		o.must(err)
		if err := o.Change(o.as(hapi), id, 1, bus("hapi")); fault.KindOf(err) != fault.Forbidden {
			o.t.Errorf("another neighbourhood's entry was moved to one's own: %v", err)
		}
		o.must(func() error { _, err := o.Note(o.as(ann), bus("E08000010")); return err }())
	})
}

// TestAMemberIsToldNothingSmall: counts of 1 to 7 are hidden and others rounded, and nothing is
// said of days whose week is small.
func TestAMemberIsToldNothingSmall(t *testing.T) {
	each(t, func(o *office) {
		var b strings.Builder
		b.WriteString("area,code,pool,date,cases,population\n")
		for i := range 100 {
			d := day.New(2020, 8, 21).AddDays(i)
			b.WriteString("Leigh,E1,a," + d.String() + "," + []string{"23", "5", "11"}[i%3] + ",100000\n")
			b.WriteString("Ince,E2,a," + d.String() + "," + []string{"1", "0", "0", "0", "0"}[i%5] + ",100000\n")
		}
		_, err := o.take("2020-11-28", b.String())
		o.must(err)
		o.must(o.Judge(o.as(ann)))
		exact, err := o.Full(o.as(health), []string{"E1", "E2"})
		o.must(err)
		told, err := o.Full(o.as(member), []string{"E1", "E2"})
		o.must(err)
		for i, st := range told {
			for j, n := range st.Days.Cases {
				if n > 0 && n%5 != 0 || exact[i].Days.Cases[j] > 0 && exact[i].Days.Cases[j] <= 7 && n != -1 {
					o.t.Fatalf("%s: %d of %d cases are told", st.Area.Name, n, exact[i].Days.Cases[j])
				}
			}
			last := len(st.Days.P) - 8
			if hidden := st.Area.Name == "Ince"; (st.Days.P[last] < 0) != hidden || (st.Days.Rt[last][0] < 0) != hidden || st.Hidden != hidden || strings.Contains(st.Sentence, "too few") != hidden {
				o.t.Errorf("%s: P %d, Rt %v, %q", st.Area.Name, st.Days.P[last], st.Days.Rt[last], st.Sentence)
			}
		}
		all, err := o.Areas(o.as(member))
		o.must(err)
		for _, st := range all {
			if st.Area.Name == "Ince" && (!st.Hidden || st.P != 0) {
				o.t.Errorf("the table tells of Ince: %+v", st)
			}
		}
	})
}

// everybody is a roll that does not change.
type everybody []roll.Entry

func (e everybody) Now(context.Context) (*roll.Roll, error) { return &roll.Roll{Entries: e}, nil }

// TestWhoAsksIsCountedOnceAWeek, by age and by deprivation, small figures hidden.
func TestWhoAsksIsCountedOnceAWeek(t *testing.T) {
	each(t, func(o *office) {
		sunday := day.New(2020, 11, 29)
		var all everybody
		for i := range 60 {
			e := roll.Entry{Born: day.New(1940-i%2*30, 1, 1), Fifth: 1 + i%2}
			if i < 20 {
				e.Needs = []roll.Need{{Category: "food", Opened: sunday.AddDays(-3).At(12, 0)}}
			}
			if i == 50 { // too long ago, and today, which is no whole week yet
				e.Needs = []roll.Need{{Opened: sunday.AddDays(-40).Start()}, {Opened: sunday.AddDays(1).At(1, 0)}}
			}
			all = append(all, e)
		}
		all[0].Died = true
		all = append(all, roll.Entry{Needs: all[1].Needs}) // of whom nothing is known
		o.KnowsBy(all)
		o.must(o.CountWho(o.as(ann)))
		p, err := o.Profile(o.as(health))
		o.must(err)
		if p.Until != sunday || len(p.Ages) != 7 || len(p.Fifth) != 6 {
			o.t.Fatalf("%+v", p)
		}
		by := map[string]Group{}
		for _, g := range append(p.Ages, p.Fifth...) {
			by[g.Label] = g
		}
		if g := by["85 and over"]; g.Known.Value != 30 || g.Asked.Hidden || g.Asked.Value != 10 {
			o.t.Errorf("85 and over: %+v", g)
		}
		if g := by["Second"]; g.Known.Value != 30 || g.Share() < 30 || g.Share() > 36 {
			o.t.Errorf("second fifth: %+v", g)
		}
		if g := by["Not known"]; !g.Known.Hidden || !g.Asked.Hidden || g.Share() != -1 {
			o.t.Errorf("one person is told of: %+v", g)
		}
		o.KnowsBy(everybody{})
		o.must(o.CountWho(o.as(ann))) // not again this week
		if again, _ := o.Profile(o.as(ann)); len(again.Ages) != 7 {
			o.t.Errorf("counted again: %+v", again)
		}
		if _, err := o.Profile(o.as(member)); fault.KindOf(err) != fault.Forbidden {
			o.t.Errorf("a member sees who asks: %v", err)
		}
	})
}
