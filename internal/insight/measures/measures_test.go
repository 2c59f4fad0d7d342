package measures_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/measures"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/imports"
)

// lastWeek is the latest whole week of the tests' borough.
var lastWeek = measures.Stretch{Span: measures.Week, From: day.New(2020, 3, 23)}

// Whatever a page shows of a week is what the measures count in it now, in the borough and in
// every neighbourhood.
func TestWhatIsKeptIsWhatIsCounted(t *testing.T) {
	measurestest.Each(t, func(t *testing.T, b *measurestest.Borough) {
		b.Fill(80)
		b.Count()
		manager := b.As(reportstest.Somebody(access.Manager, ""))
		during := feature.Period{From: lastWeek.From.Start().UTC(), Until: lastWeek.End().Start().UTC()}
		some := 0
		for _, hub := range []string{"", "hapi", "leigh", feature.Queue} {
			sheet, err := b.Measures.Sheet(manager, lastWeek, hub)
			if err != nil || !sheet.Exact || sheet.CountedAt.IsZero() {
				t.Fatal(sheet.Exact, sheet.CountedAt, err)
			}
			for _, l := range sheet.Lines {
				if len(l.Count) == 0 {
					continue
				}
				want, dated := int64(0), true
				for _, p := range l.Count {
					m := b.Measure(p.Measure)
					tally, err := m.Count(b.DB.Read(manager), during)
					if err != nil {
						t.Fatal(err)
					}
					dated = dated && m.Dated
					for _, kind := range append(p.Kinds[:len(p.Kinds):len(p.Kinds)], "")[:max(1, len(p.Kinds))] {
						want += tally.In(feature.Scope{Neighbourhood: hub, Kind: kind}).Value
					}
				}
				if dated && (l.Now.Value != want || l.Now.Unit == feature.Things && !l.Now.Known) {
					t.Errorf("%q: %s is kept as %d and counts %d", hub, l.ID, l.Now.Value, want)
				}
				if want > 0 {
					some++
				}
			}
		}
		if some < 20 {
			t.Errorf("only %d figures are more than nought: that proves little", some)
		}
	})
}

// The page of all figures, the page of one and the table by neighbourhood say the same.
func TestPagesAgree(t *testing.T) {
	b := measurestest.New(t)
	b.Fill(80)
	b.Count()
	for _, who := range []access.Role{access.Manager, access.PublicHealth} {
		ctx := b.As(reportstest.Somebody(who, ""))
		whole, err := b.Measures.Sheet(ctx, measures.Stretch{}, "")
		if err != nil {
			t.Fatal(err)
		}
		hapi, err := b.Measures.Sheet(ctx, measures.Stretch{}, "hapi")
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range whole.Lines {
			d, err := b.Measures.Detail(ctx, l.ID, measures.Stretch{}, "")
			if err != nil {
				t.Fatal(l.ID, err)
			}
			if d.Line.Now != l.Now || d.Line.Before != l.Before || d.Line.Since != l.Since || len(d.Weeks) > 0 && d.Weeks[len(d.Weeks)-1].Value != l.Now {
				t.Errorf("%s, %s: %+v on one page, %+v on the other", who, l.ID, l.Now, d.Line.Now)
			}
			for _, p := range d.Places {
				for _, h := range hapi.Lines {
					if p.ID == "hapi" && h.ID == l.ID && p.Now != h.Now {
						t.Errorf("%s, %s of hapi: %+v and %+v", who, l.ID, p.Now, h.Now)
					}
				}
			}
			if who == access.PublicHealth && (len(d.Rows) > 0 || len(d.Wards) > 0 || len(d.Kinds) > 0) {
				t.Errorf("%s leads somebody who may see figures alone to rows", l.ID)
			}
			if n := l.Now; who == access.PublicHealth && n.Known && !n.Hidden && n.Unit == feature.Things && len(l.Count) > 0 && n.Value%5 != 0 {
				t.Errorf("%s is told as %d", l.ID, n.Value)
			}
		}
	}
}

func TestWhatIsNotedLateIsCountedTheNextDay(t *testing.T) {
	b := measurestest.New(t)
	b.Fill(40)
	b.Count()
	manager := b.As(reportstest.Somebody(access.Manager, ""))
	before := line(t, b, manager, "parcels")
	b.Clock.Advance(24 * time.Hour)
	b.Count()
	if after := line(t, b, manager, "parcels"); after.Now.AsAt.Equal(before.Now.AsAt) || after.Now.Value != before.Now.Value {
		t.Errorf("counted at %s, and then at %s", before.Now.AsAt, after.Now.AsAt)
	}
}

func line(t *testing.T, b *measurestest.Borough, ctx context.Context, id string) measures.Line {
	t.Helper()
	sheet, err := b.Measures.Sheet(ctx, lastWeek, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range sheet.Lines {
		if l.ID == id {
			return l
		}
	}
	t.Fatalf("there is no %s", id)
	return measures.Line{}
}

// Reduction in demand needs a series and a baseline, and says so.
func TestReductionInDemandSaysWhatItLacks(t *testing.T) {
	measurestest.Each(t, func(t *testing.T, b *measurestest.Borough) {
		b.Count()
		analyst := b.As(reportstest.Somebody(access.Analyst, ""))
		if v := line(t, b, analyst, "demand-reduction").Now; v.Known || !strings.Contains(v.Why, "was not handed in yet") {
			t.Errorf("without a series it is %+v", v)
		}
		hand(t, b, analyst, "day,value\n2020-03-29,90\n")
		if v := line(t, b, analyst, "demand-reduction").Now; v.Known || !strings.Contains(v.Why, "no baseline") {
			t.Errorf("without a baseline it is %+v", v)
		}
		hand(t, b, analyst, "Week ending;value;year before\n2020-03-29;90;120\n2020-03-22;1,100;1,000\n")
		l := line(t, b, analyst, "demand-reduction")
		if l.Now.String() != "25%" || l.Before.String() != "-10%" || l.Since.String() != "-6%" {
			t.Errorf("it is %s, before %s, since %s", l.Now, l.Before, l.Since)
		}
		all, err := b.Measures.Outside(analyst, "demand")
		if err != nil || len(all) != 3 || all[0].Version != 2 || all[0].TypedName == "" {
			t.Errorf("kept as %+v, %v", all, err)
		}
	})
}

func hand(t *testing.T, b *measurestest.Borough, ctx context.Context, text string) {
	t.Helper()
	if _, err := b.Measures.HandIn(ctx, "demand", "Duty team", file(text), false); err != nil {
		t.Fatal(err)
	}
}

func file(text string) imports.File {
	return imports.File{Name: "series.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// Each bad file is refused whole, with the row and how to mend it.
func TestBadSeries(t *testing.T) {
	b := measurestest.New(t)
	analyst := b.As(reportstest.Somebody(access.Analyst, ""))
	for name, c := range map[string]struct{ text, want string }{
		"no column of values":     {"day,count of\n2020-03-29,90\n", "lacks the column value"},
		"nothing below the names": {"day,value\n", "no rows"},
		"a day that is none":      {"day,value\n2020-02-31,9\n", `Row 2: "2020-02-31" is not a day`},
		"a future day":            {"day,value\n2020-03-29,9\n2020-04-30,9\n", "Row 3: The day is still to come"},
		"a negative count":        {"day,value\n2020-03-29,-4\n", "Row 2: A figure is nought or more"},
		"words for a number":      {"day,value\n2020-03-29,many\n", `Row 2: "many" is not a whole number`},
		"a day twice":             {"day,value\n2020-03-29,4\n2020-03-29,5\n", "Rows 2 and 3 are both of 29 March 2020"},
		"a bad baseline":          {"day,value,baseline\n2020-03-29,4,few\n", `the baseline "few" is not a whole number`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Measures.HandIn(analyst, "demand", "Duty team", file(c.text), false)
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), c.want) {
				t.Errorf("got %v", err)
			}
			if all, _ := b.Measures.Outside(analyst, "demand"); len(all) > 0 {
				t.Errorf("kept %+v", all)
			}
		})
	}
}

func TestWhatOthersCountIsTypedOnce(t *testing.T) {
	measurestest.Each(t, func(t *testing.T, b *measurestest.Borough) {
		analyst := b.As(reportstest.Somebody(access.Analyst, ""))
		typed := measures.Typed{Figure: "grants", AsAt: day.New(2020, 3, 29), Value: 5013, Source: "Finance"}
		if err := b.Measures.Type(analyst, typed); err != nil {
			t.Fatal(err)
		}
		if err := b.Measures.Type(analyst, typed); fault.KindOf(err) != fault.Stale {
			t.Errorf("typed twice: %v", err)
		}
		typed.Version, typed.Value = 1, 5014
		if err := b.Measures.Type(analyst, typed); err != nil {
			t.Errorf("corrected: %v", err)
		}
		for name, c := range map[string]struct {
			ctx  context.Context
			t    measures.Typed
			kind fault.Kind
		}{
			"a coordinator":           {b.As(reportstest.Somebody(access.Coordinator, "hapi")), typed, fault.Forbidden},
			"a day that is to come":   {analyst, measures.Typed{Figure: "grants", AsAt: day.New(2020, 5, 1), Value: 1}, fault.Invalid},
			"less than nought":        {analyst, measures.Typed{Figure: "grants", AsAt: day.New(2020, 3, 1), Value: -1}, fault.Invalid},
			"101 of a hundred":        {analyst, measures.Typed{Figure: "happy", AsAt: day.New(2020, 3, 1), Value: 101}, fault.Invalid},
			"a figure that we count":  {analyst, measures.Typed{Figure: "people", AsAt: day.New(2020, 3, 1)}, fault.NotFound},
			"a figure that is nobody": {analyst, measures.Typed{Figure: "moon", AsAt: day.New(2020, 3, 1)}, fault.NotFound},
		} {
			if err := b.Measures.Type(c.ctx, c.t); fault.KindOf(err) != c.kind || err == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		b.Count()
		if l := line(t, b, analyst, "grants"); l.Now.Value != 5014 || l.Now.AsAt.IsZero() {
			t.Errorf("it stands as %+v", l.Now)
		}
	})
}

func TestWhoseFiguresOneMaySee(t *testing.T) {
	b := measurestest.New(t)
	b.Count()
	own := b.As(reportstest.Somebody(access.Coordinator, "leigh"))
	if s, err := b.Measures.Sheet(own, measures.Stretch{}, ""); err != nil || s.Hub.ID != "leigh" {
		t.Errorf("%+v, %v", s.Hub, err)
	}
	if _, err := b.Measures.Sheet(own, measures.Stretch{}, "hapi"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("another hub: %v", err)
	}
	manager := b.As(reportstest.Somebody(access.Manager, ""))
	for _, monday := range []day.Date{day.New(2020, 3, 30), day.New(2020, 6, 1), day.New(2009, 6, 1)} {
		if _, err := b.Measures.Sheet(manager, measures.Stretch{Span: measures.Week, From: monday}, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", monday, err)
		}
	}
	if _, err := b.Measures.Detail(manager, "moon", measures.Stretch{}, ""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a figure that is not there: %v", err)
	}
	if _, err := b.Measures.Sheet(b.As(reportstest.Somebody(access.Member, "")), measures.Stretch{}, ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a member: %v", err)
	}
}

// Each mistake of a catalogue is named with its line.
func TestBadCatalogues(t *testing.T) {
	head := "figures:\n  - id: calls\n    name: Calls\n    says: Calls that were taken.\n    owner: nobody-there\n    group: asked\n"
	for want, text := range map[string]string{
		"says 0 times what it is":          head,
		`nothing counts "moon.shots"`:      head + "    count: [{measure: moon.shots}]\n",
		"has no kinds":                     head + "    count: [{measure: tasks.done, kinds: [food]}]\n",
		"cannot be added to anything":      head + "    count: [{measure: tasks.done}, {measure: tasks.people-supported}]\n",
		"a target is at_least or at_most":  head + "    count: [{measure: tasks.done}]\n    target: {at_least: 1, at_most: 2}\n",
		"more than 100 of a hundred":       head + "    share: {of: [{measure: tasks.done}], in: [{measure: tasks.done}]}\n    target: {at_least: 101}\n",
		"made from other figures":          head + "    share: {of: [{measure: tasks.done}], in: [{measure: tasks.done}]}\n    public: true\n",
		"is not a figure from outside":     head + "    reduction: {figure: moon}\n",
		"does not say who counts it":       head + "    outside: {unit: number}\n",
		"could be reckoned from the other": head + "    count: [{measure: tasks.done}]\n    public: true\n" + strings.Replace(strings.TrimPrefix(head, "figures:\n"), "id: calls", "id: again", 1) + "    count: [{measure: tasks.done}]\n    public: true\n",
	} {
		if got := measurestest.Problems(t, text); !strings.Contains(got, want) || !strings.Contains(got, "figures.yaml:") {
			t.Errorf("%q is not told:\n%s", want, got)
		}
	}
}

// A figure that others count stands on the dashboard as the catalogue defines it, and cannot be
// typed in there a second time with another definition.
func TestWhatOthersCountHasOneDefinition(t *testing.T) {
	measurestest.Each(t, func(t *testing.T, b *measurestest.Borough) {
		analyst := b.As(reportstest.Somebody(access.Analyst, ""))
		on := day.New(2020, 3, 29)
		if err := b.Measures.Type(analyst, measures.Typed{Figure: "grants", AsAt: on, Value: 5013, Source: "Finance"}); err != nil {
			t.Fatal(err)
		}
		all, err := b.Reports.External(analyst)
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		c, err := b.Measures.Catalogue(analyst)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := c.Find("grants")
		if e := all[0]; e.Href != "/figures/grants" || e.Named.Name != f.Name || e.Named.Definition != f.Says || e.Named.Value != "5,013" || e.Named.AsAt != on || e.TypedName == "" {
			t.Errorf("%+v", e)
		}
		again := reports.ExternalFigure{Name: " " + strings.ToUpper(f.Name), Definition: "Another", Value: "6", Source: "Finance", AsAt: on}
		if _, err := b.Reports.TypeExternal(analyst, again); fault.KindOf(err) != fault.Invalid {
			t.Errorf("typed in twice: %v", err)
		}
		again.Name = "Sandbags handed out"
		if _, err := b.Reports.TypeExternal(analyst, again); err != nil {
			t.Error(err)
		}
		if all, err = b.Reports.External(analyst); err != nil || len(all) != 2 || all[1].Href != "" {
			t.Errorf("%+v %v", all, err)
		}
	})
}
