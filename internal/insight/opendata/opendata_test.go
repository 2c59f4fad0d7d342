package opendata_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/insight/measures"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/opendata"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

var week = day.New(2020, 3, 23)

func each(t *testing.T, test func(t *testing.T, b *measurestest.Borough, s *opendata.Service)) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(engine.Name(), func(t *testing.T) {
			b := measurestest.On(t, engine, opendata.Static())
			test(t, b, opendata.New(b.DB, b.Measures, b.Reports, b.Blueprints))
		})
	}
}

func body(t *testing.T, s *opendata.Service, b *measurestest.Borough, on day.Date) string {
	t.Helper()
	p, err := s.Week(b.Ctx, on)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(p)
	return string(text)
}

// A week is published once. What is noted late changes the council's figures and no
// publication.
func TestAPublicationNeverChanges(t *testing.T) {
	each(t, func(t *testing.T, b *measurestest.Borough, s *opendata.Service) {
		publish := func() {
			t.Helper()
			b.Count()
			if err := s.Publish(b.Ctx); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Week(b.Ctx, day.Date{}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("before anything is published: %v", err)
		}
		b.Fill(60)
		publish()
		first := body(t, s, b, week)
		told := func() int64 {
			t.Helper()
			now, err := b.Measures.Told(b.Ctx, measures.Stretch{Span: measures.Week, From: week})
			if err != nil {
				t.Fatal(err)
			}
			return now.In("forms", "").Value
		}
		before := told()
		late(t, b)
		b.Clock.Advance(24 * time.Hour)
		publish()
		if again := body(t, s, b, week); again != first {
			t.Error("what was published has changed")
		}
		if told() == before {
			t.Error("nothing was noted late: that proves nothing")
		}
		b.Clock.Advance(6 * 24 * time.Hour)
		publish()
		weeks, err := s.Weeks(b.Ctx)
		if err != nil || weeks[0] != week.AddDays(7) || body(t, s, b, week) != first {
			t.Errorf("published %v, %v", weeks, err)
		}
	})
}

// late changes what is known of the past: it was the web form by which everybody asked.
func late(t *testing.T, b *measurestest.Borough) {
	t.Helper()
	err := b.DB.Write(b.Ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE needs_request SET channel = 'web' WHERE borough_id = ?`, tx.Borough())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is published is what the council's protected figures say of the week, and no hidden
// figure has a number.
func TestWhatIsPublishedIsWhatIsTold(t *testing.T) {
	each(t, func(t *testing.T, b *measurestest.Borough, s *opendata.Service) {
		b.Fill(90)
		b.Count()
		if err := s.Publish(b.Ctx); err != nil {
			t.Fatal(err)
		}
		p, err := s.Week(b.Ctx, day.Date{})
		if err != nil || p.From != week || p.Licence == "" || p.Counted.IsZero() || p.Publisher == "" {
			t.Fatalf("%+v, %v", p, err)
		}
		told, err := b.Measures.Told(b.Ctx, measures.Stretch{Span: measures.Week, From: week})
		if err != nil {
			t.Fatal(err)
		}
		numbers, hidden := 0, 0
		for _, f := range p.Figures {
			for _, v := range f.Values {
				want := told.In(f.ID, v.Area)
				if v.Hidden != want.Hidden || v.Hidden && v.Value != nil || v.Value != nil && *v.Value != want.Value {
					t.Errorf("%s in %q is published as %+v, and told as %+v", f.ID, v.Area, v, want)
				}
				if v.Value != nil && len(f.Values) > 1 && *v.Value%disclosure.RoundTo != 0 {
					t.Errorf("%s in %q is published as %d", f.ID, v.Area, *v.Value)
				}
				if v.Hidden {
					hidden++
				} else if v.Value != nil && *v.Value > 0 {
					numbers++
				}
			}
		}
		if numbers < 5 || hidden < 5 {
			t.Errorf("%d numbers and %d hidden: that proves little", numbers, hidden)
		}
		if _, found := p.In("requests", ""); found {
			t.Error("a figure that is not public was published")
		}
	})
}

// Whoever has every publication, and whatever the pages make of them, learns of a small figure
// that it is small, at most: each of 1 to 7 stays possible. No publication is of a time that
// another is of, so all that there is to reckon with is the line of one week; and what pages
// add up over weeks or filter by area comes from the publications alone.
func TestNoTwoPublicationsTellASmallFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hoods := rapid.IntRange(1, 7).Draw(t, "hoods")
		var all []opendata.Publication
		var raw [][]int64
		shared := rapid.Bool().Draw(t, "shared")
		for w := range rapid.IntRange(1, 4).Draw(t, "weeks") {
			parts, total := lineOf(t, hoods, shared)
			raw = append(raw, parts)
			all = append(all, published(week.AddDays(7*w), parts, total, shared))
		}
		seen := map[day.Date]bool{}
		for w, p := range all {
			if seen[p.From] {
				t.Fatalf("%s is published twice", p.From)
			}
			seen[p.From] = true
			for h, n := range raw[w] {
				if n < 1 || n > disclosure.TooFew {
					continue
				}
				for guess := int64(1); guess <= disclosure.TooFew; guess++ {
					if !possible(p, h, guess, shared) {
						t.Fatalf("%v published as %+v: area %d cannot have %d", raw[w], p.Figures, h, guess)
					}
				}
			}
		}
		// A filter over weeks is a sum of what was published: it has nothing else to tell.
		for h := range hoods {
			sum, left := opendata.Together(all, "people", area(h))
			var want int64
			hidden := 0
			for _, p := range all {
				if v, _ := p.In("people", area(h)); v.Value != nil {
					want += *v.Value
				} else {
					hidden++
				}
			}
			if sum != want || left != hidden {
				t.Fatalf("%d and %d weeks left out, of %d and %d", sum, left, want, hidden)
			}
		}
	})
}

func area(h int) string { return string(rune('a' + h)) }

func lineOf(t *rapid.T, hoods int, shared bool) (parts []int64, total int64) {
	var most int64
	for range hoods {
		n := rapid.OneOf(rapid.Int64Range(0, 12), rapid.Int64Range(0, 400)).Draw(t, "count")
		parts, total, most = append(parts, n), total+n, max(most, n)
	}
	if shared && total > most {
		total -= rapid.Int64Range(0, total-most).Draw(t, "in both")
	}
	return parts, total
}

// published is a week as the service publishes it.
func published(on day.Date, parts []int64, total int64, shared bool) opendata.Publication {
	told, sum := disclosure.Protect(parts, total, shared)
	f := opendata.Figure{ID: "people", Values: []opendata.Value{value("", sum)}}
	for h, one := range told {
		f.Values = append(f.Values, value(area(h), one))
	}
	return opendata.Publication{From: on, To: on.AddDays(6), Figures: []opendata.Figure{f}}
}

func value(area string, t disclosure.Told) opendata.Value {
	v := opendata.Value{Area: area, Hidden: t.Hidden}
	if !t.Hidden {
		v.Value = &t.Value
	}
	return v
}

// possible reports whether an area may have a figure, for somebody who reckons with all that
// the week tells.
func possible(p opendata.Publication, hood int, guess int64, shared bool) bool {
	least, most := int64(0), int64(0)
	for h, v := range p.Figures[0].Values[1:] {
		low, high := between(v)
		if h == hood {
			low, high = max(low, guess), min(high, guess)
		}
		if low > high {
			return false
		}
		least, most = least+low, most+high
	}
	low, high := between(p.Figures[0].Values[0])
	if shared {
		return low <= most && high >= guess
	}
	return low <= most && least <= high
}

func between(v opendata.Value) (low, high int64) {
	switch {
	case v.Value == nil:
		return 1, 1 << 30
	case *v.Value == 0:
		return 0, 0
	}
	return max(*v.Value-2, disclosure.TooFew+1), *v.Value + 2
}

// Nothing is published of a week before it was counted after its end.
func TestAWeekIsPublishedOnItsMonday(t *testing.T) {
	b := measurestest.On(t, db.SQLite, opendata.Static())
	s := opendata.New(b.DB, b.Measures, b.Reports, b.Blueprints)
	b.Clock.Set(time.Date(2020, 4, 6, 5, 0, 0, 0, time.UTC)) // six on a Monday
	b.Count()
	if err := s.Publish(b.Ctx); err != nil {
		t.Fatal(err)
	}
	if weeks, _ := s.Weeks(b.Ctx); len(weeks) == 0 || weeks[0] != week {
		t.Errorf("published %v early in the morning", weeks)
	}
	b.Clock.Set(time.Date(2020, 4, 6, 9, 0, 0, 0, time.UTC))
	if err := s.Publish(b.Ctx); err != nil {
		t.Fatal(err)
	}
	if weeks, _ := s.Weeks(b.Ctx); weeks[0] != week.AddDays(7) {
		t.Errorf("published %v at ten", weeks)
	}
}
