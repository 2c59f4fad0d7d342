package volunteers_test

import (
	"testing"
	"time"

	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteering/volunteeringtest"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/registers/volunteers"
)

var today = day.New(2026, time.November, 30)

// joined is somebody who has all that everybody needs, and offers everything.
func joined() volunteers.Dossier {
	return volunteers.Dossier{
		Volunteer: volunteers.Volunteer{
			GivenNames: "Jean", Standing: volunteers.Active, Activities: []string{"food", "call", "visit", "lift"},
			Agreed: volunteers.Agreed{Version: day.New(2026, time.November, 1)}, Gives: volunteers.Gives{Vehicle: volunteering.Car},
		},
		Checks:  []volunteers.Held{held("identity", -30)},
		Learned: []volunteers.Learned{{Module: "welcome", PassedAt: today.Start()}},
	}
}

// held is a check of so many days from today.
func held(check string, days int) volunteers.Held {
	return volunteers.Held{Check: check, IssuedOn: today.AddDays(days)}
}

func TestWhatSomebodyStillNeeds(t *testing.T) {
	for _, c := range []struct {
		name, activity string
		change         func(*volunteers.Dossier)
		want           string
	}{
		{"nothing", "food", func(*volunteers.Dossier) {}, ""},
		{"no identity", "food", func(d *volunteers.Dossier) { d.Checks = nil }, "Name and address check"},
		{"an identity check of tomorrow", "food", func(d *volunteers.Dossier) { d.Checks[0].IssuedOn = today.AddDays(1) }, "Name and address check"},
		{"an identity check withdrawn", "food", func(d *volunteers.Dossier) { d.Checks[0].Withdrawn = "A false paper." }, "Name and address check"},
		{"one that ended itself yesterday", "food", func(d *volunteers.Dossier) { d.Checks[0].ExpiresOn = today.AddDays(-1) }, "Name and address check: it ran out on 29 November 2026"},
		{"one that ends today", "food", func(d *volunteers.Dossier) { d.Checks[0].ExpiresOn = today }, ""},
		{"no welcome", "food", func(d *volunteers.Dossier) { d.Learned[0].PassedAt = time.Time{} }, "The module “Welcome”"},
		{"older principles", "food", func(d *volunteers.Dossier) { d.Agreed.Version = day.New(2025, 1, 1) }, "Their yes to the volunteer principles of 1 November 2026"},
		{"one reference of two", "call", func(d *volunteers.Dossier) { d.Checks = append(d.Checks, held("references", -3)) }, "References: 1 of 2; The module “Listening”"},
		{"two references", "call", func(d *volunteers.Dossier) {
			d.Checks = append(d.Checks, held("references", -3), held("references", -4))
			d.Learned = append(d.Learned, volunteers.Learned{Module: "listening", PassedAt: today.Start()})
		}, ""},
		{"no DBS", "visit", func(*volunteers.Dossier) {}, "Enhanced DBS check"},
		{"too low a DBS", "visit", func(d *volunteers.Dossier) { d.Checks = append(d.Checks, dbs("dbs", volunteering.Basic)) }, "Enhanced DBS check"},
		{"a deeper DBS", "visit", func(d *volunteers.Dossier) { d.Checks = append(d.Checks, dbs("dbs", volunteering.EnhancedBarred)) }, ""},
		{"another DBS check as deep", "visit", func(d *volunteers.Dossier) { d.Checks = append(d.Checks, dbs("dbs-basic", volunteering.Enhanced)) }, ""},
		{"a DBS of a year ago yesterday", "visit", func(d *volunteers.Dossier) {
			h := dbs("dbs", volunteering.Enhanced)
			h.IssuedOn = day.New(2025, time.November, 30)
			d.Checks = append(d.Checks, h)
		}, "Enhanced DBS check: it ran out on 29 November 2026"},
		{"a DBS of a year ago tomorrow", "visit", func(d *volunteers.Dossier) {
			h := dbs("dbs", volunteering.Enhanced)
			h.IssuedOn = day.New(2025, time.December, 1)
			d.Checks = append(d.Checks, h)
		}, ""},
		{"a car without insurance", "lift", func(d *volunteers.Dossier) { d.Checks = append(d.Checks, held("licence", -9)) }, "Insurance"},
		{"a bicycle", "lift", func(d *volunteers.Dossier) {
			d.Gives.Vehicle = volunteering.Bicycle
			d.Checks = append(d.Checks, held("licence", -9), held("insurance", -9))
		}, "A car or a van"},
		{"shields", "food", func(d *volunteers.Dossier) { d.Own.Shields = true }, "Work by phone: their own health keeps them from other people's doors"},
		{"shields and rings", "call", func(d *volunteers.Dossier) {
			d.Own.Shields = true
			d.Checks = append(d.Checks, held("references", -3), held("references", -4))
			d.Learned = append(d.Learned, volunteers.Learned{Module: "listening", PassedAt: today.Start()})
		}, ""},
	} {
		b, d := volunteeringtest.Rules(t), joined()
		c.change(&d)
		a, _ := b.Activity(c.activity)
		if got := volunteers.Texts(volunteers.Lacks(b, d, a, today)); got != c.want {
			t.Errorf("%s: lacks %q, want %q", c.name, got, c.want)
		}
	}
}

func dbs(check string, level volunteering.Level) volunteers.Held {
	h := held(check, -10)
	h.Level = level
	return h
}

// TestHowLongACheckCounts: it counts up to the day before the same day of its last month, and
// to the last of a month that is shorter.
func TestHowLongACheckCounts(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-03-01", 12, "2027-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-12-15", 2, "2027-02-14"},
		{"2026-05-05", 36, "2029-05-04"},
		{"2026-05-05", 0, ""},
	} {
		from, _ := day.ParseDate(c.from)
		h := volunteers.Held{IssuedOn: from}
		if got := h.Until(volunteering.Check{ValidMonths: c.months}).String(); got != c.want {
			t.Errorf("%d months from %s end on %q, want %q", c.months, c.from, got, c.want)
		}
	}
}

// TestMoreChecksNeverTakeAway: whatever else is on file, a further check that counts never
// makes somebody lack more, and one that was withdrawn never makes them lack less.
func TestMoreChecksNeverTakeAway(t *testing.T) {
	b := volunteeringtest.Rules(t)
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.Custom(func(t *rapid.T) volunteers.Held {
			h := held(rapid.SampledFrom([]string{"identity", "references", "dbs", "dbs-basic", "licence", "insurance", "gone"}).Draw(t, "check"), rapid.IntRange(-800, 20).Draw(t, "day"))
			h.Level = rapid.SampledFrom(append(volunteering.Levels(), "")).Draw(t, "level")
			h.Withdrawn = rapid.SampledFrom([]string{"", "", "wrong"}).Draw(t, "withdrawn")
			return h
		})
		d := joined()
		d.Checks = rapid.SliceOfN(one, 0, 6).Draw(t, "checks")
		more, extra := d, one.Draw(t, "extra")
		more.Checks = append(append([]volunteers.Held{}, d.Checks...), extra)
		for _, a := range b.Activities {
			before, after := len(volunteers.Lacks(b, d, a, today)), len(volunteers.Lacks(b, more, a, today))
			if after > before || extra.Withdrawn != "" && after < before {
				t.Fatalf("%s: %d lacking before and %d after %+v", a.ID, before, after, extra)
			}
		}
	})
}

func TestAWeekKeepsItsBits(t *testing.T) {
	if !volunteers.Week(0).Has(time.Sunday, volunteers.Evening) {
		t.Error("whoever said nothing cannot at all")
	}
	all := volunteers.Week(0)
	for i, d := range volunteers.Weekdays() {
		for j, p := range volunteers.Parts() {
			w := volunteers.Week(0).With(d, p)
			if w != 1<<(3*i+j) || !w.Has(d, p) || w.Has(d, (p+1)%3) {
				t.Errorf("%s %s is %b", d, p.Label(), w)
			}
			all |= w
		}
	}
	if all != volunteers.AllWeek {
		t.Errorf("the whole week is %b", all)
	}
}
