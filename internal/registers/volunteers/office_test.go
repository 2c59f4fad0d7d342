package volunteers_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

func TestChangingHandingOverAndDuty(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.ready()
		v.FamilyName, v.Home.Postcode, v.Own.Shields = "Smith", "BL1 1AA", true
		if err := b.Change(b.ctx, v); err != nil {
			t.Fatal(err)
		}
		now := b.get(v.ID)
		if now.Name() != "Jean Smith" || now.Home.Easting != 0 || !now.Own.Shields || now.Neighbourhood != "hapi" || now.ChangedBy == "" && now.ChangedAt.IsZero() {
			t.Errorf("the register has %+v", now)
		}
		if err := b.Change(b.ctx, v); fault.KindOf(err) != fault.Stale {
			t.Errorf("a stale change: %v", err)
		}
		now.BornOn = day.New(2012, 1, 1)
		if err := b.Change(b.ctx, now); fault.CodeOf(err) != "volunteers.too-young" {
			t.Errorf("a child: %v", err)
		}
		if err := b.HandOver(b.ctx, v.ID, now.Version, "hapi", "x"); fault.CodeOf(err) != "volunteers.here" {
			t.Errorf("to where they are: %v", err)
		}
		if err := b.HandOver(b.as(inHapi), v.ID, now.Version, "leigh", "She moved."); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Get(b.as(inHapi), v.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("the old hub sees them: %v", err)
		}
		if err := b.SetDuty(b.ctx, v.ID, false); err != nil || b.get(v.ID).OnDuty {
			t.Errorf("off duty: %v", err)
		}
		if err := b.AskFor(b.ctx, v.ID, "palm"); fault.CodeOf(err) != "volunteers.no-check" {
			t.Errorf("a check there is not: %v", err)
		}
		for range 2 {
			if err := b.AskFor(b.ctx, v.ID, "dbs"); err != nil {
				t.Fatal(err)
			}
		}
		f, err := b.Open(b.ctx, v.ID)
		if err != nil || f.Asked["dbs"] != today || len(f.Told) < 6 {
			t.Errorf("the folder has %v, %d told, %v", f.Asked, len(f.Told), err)
		}
		b.clock.Advance(48 * time.Hour)
		for range 2 {
			if err := b.AskFor(b.ctx, v.ID, "dbs"); err != nil {
				t.Fatal(err)
			}
		}
		again, err := b.Open(b.ctx, v.ID)
		if err != nil || again.Asked["dbs"] != today.AddDays(2) || len(again.Told) != len(f.Told)+1 {
			t.Errorf("asked again two days later, twice: %v, %d told, then %d, %v", again.Asked, len(f.Told), len(again.Told), err)
		}
		b.check(v.ID, volunteers.Held{Check: "dbs", Level: volunteering.Enhanced, IssuedOn: today, SeenBy: "Sam"})
		if f, _ := b.Open(b.ctx, v.ID); len(f.Asked) > 0 {
			t.Errorf("asked still for %v", f.Asked)
		}
	})
}

func TestWhatASearchFinds(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.ready()
		for name, c := range map[string]struct {
			f    volunteers.Filter
			want int
		}{
			"all":                    {volunteers.Filter{}, 1},
			"there":                  {volunteers.Filter{Neighbourhood: "hapi"}, 1},
			"elsewhere":              {volunteers.Filter{Neighbourhood: "leigh"}, 0},
			"not placed":             {volunteers.Filter{Neighbourhood: volunteers.Unplaced}, 0},
			"a part of the name":     {volunteers.Filter{Name: "TAY"}, 1},
			"a check they lack":      {volunteers.Filter{Check: "dbs"}, 1},
			"a check they have":      {volunteers.Filter{Check: "identity"}, 0},
			"a check nobody asks of": {volunteers.Filter{Check: "dbs-basic"}, 0},
			"standing":               {volunteers.Filter{Standing: volunteers.Active}, 1},
			"another standing":       {volunteers.Filter{Standing: volunteers.Left}, 0},
			"on duty":                {volunteers.Filter{OnDuty: "yes"}, 1},
			"a language":             {volunteers.Filter{Language: "Polish"}, 0},
		} {
			if found, err := b.Search(b.ctx, c.f); err != nil || len(found) != c.want {
				t.Errorf("%s: %d, %v", name, len(found), err)
			}
		}
		if c, err := b.Count(b.ctx); err != nil || c[volunteers.Active] != 1 || len(c) != 1 {
			t.Errorf("counted %v, %v", c, err)
		}
		if err := b.Move(b.ctx, v.ID, v.Version, volunteers.Left, "Moved away."); err != nil {
			t.Fatal(err)
		}
		if found, _ := b.Search(b.ctx, volunteers.Filter{}); len(found) > 0 {
			t.Error("somebody who left is listed unasked")
		}
	})
}

// TestTheEndOfAPair: of two references the one that ends first ends the pair, unless a third
// stands in for it.
func TestTheEndOfAPair(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		d := joined()
		d.Activities = []string{"call"}
		reference := func(days int) volunteers.Held {
			h := held("references", -30)
			h.ExpiresOn = today.AddDays(days)
			return h
		}
		for _, c := range []struct {
			ends []int
			want int // days from today; 0 is none
		}{
			{[]int{10, 400}, 10}, {[]int{10, 400, 400}, 0}, {[]int{400, 500}, 0}, {[]int{10}, 10}, {[]int{400}, 0}, {[]int{-5, 10}, -5}, {nil, 0},
		} {
			one := d
			for _, days := range c.ends {
				one.Checks = append(one.Checks, reference(days))
			}
			ends := volunteers.Endings(b.rules, []volunteers.Dossier{one}, today, volunteers.Soon)
			switch {
			case c.want == 0 && len(ends) == 0:
			case len(ends) != 1 || ends[0].On != today.AddDays(c.want) || ends[0].Ended != (c.want < 0):
				t.Errorf("%v: %+v", c.ends, ends)
			}
		}
	})
}

const twoPeople = "Name,Phone,Postcode,Activities,Identity checked\nAda Lee,07700 900111,WN2 3EB,Food; calls,1/11/2026\nBen Fox,07700 900222,WN2 3EB,Visits,\nCat,,WN2 3EB,Food,\n"

func TestTakingInAFile(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		open := func(text string) func() (io.ReadCloser, error) {
			return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
		}
		for name, text := range map[string]string{"no table": "", "no rows": "Name,Postcode,Activities\n", "other columns": "Fruit\napple\n", "a first row that is none": "Name\x00,Postcode\nAda,WN2 3EB\n"} {
			if _, err := b.HandIn(b.ctx, name, open(text)); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := b.HandIn(b.as(agent), "x", open(twoPeople)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent hands in: %v", err)
		}
		id, err := b.HandIn(b.ctx, "two.csv", open(twoPeople))
		if err != nil {
			t.Fatal(err)
		}
		counts, err := b.TakeIn(b.ctx, id)
		if err != nil || counts.Added != 2 || counts.Rejected != 1 {
			t.Errorf("took in %+v, %v", counts, err)
		}
		again, err := b.HandIn(b.ctx, "again.csv", open(twoPeople))
		if err != nil || again != id {
			t.Errorf("the same file is %s, was %s, %v", again, id, err)
		}
		if counts, err := b.TakeIn(b.ctx, id); err != nil || counts.Added != 0 {
			t.Errorf("taken in again: %+v, %v", counts, err)
		}
		all, err := b.Search(b.ctx, volunteers.Filter{})
		if err != nil || len(all) != 2 || all[1].Name() != "Ada Lee" || all[1].Standing != volunteers.Inducting || all[0].Standing != volunteers.Applied {
			t.Errorf("the register has %+v, %v", all, err)
		}
		b.clock.Set(today.AddDays(40).At(9, 0))
		if err := b.Forget(b.ctx); err != nil {
			t.Fatal(err)
		}
		if s, err := b.Sheet(b.ctx, id); err != nil || len(s.Rows) > 0 || !s.Taken {
			t.Errorf("after a month it says %+v, %v", s.Rows, err)
		}
	})
}
