package staff_test

import (
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/registers/staff"
)

func TestFaultsInTheRules(t *testing.T) {
	const f = "staff.yaml"
	blueprinttest.Each(t, map[string]string{f: rules}, []blueprint.Section{staff.RulesSection()}, []blueprinttest.Break{
		{"a demand unheard of", f, "bars: [lifting]", "bars: [lift]", `staff.yaml:7:`},
		{"a constraint that bars nothing", f, "bars: [evening]", "bars: []", `staff.yaml:8:`},
		{"a skill unheard of", f, "skills: [driving]", "skills: [drive]", `staff.yaml:11:`},
		{"an item twice", f, "id: van", "id: welcome", `staff.yaml:11:`},
		{"nobody is asked how they are", f, "every_days: 7", "every_days: 0", `staff.yaml:12:`},
		{"too long a week", f, "most_hours: 48", "most_hours: 60", `staff.yaml:12:`},
		{"training that never counts", f, "refresh_months: 12", "refresh_months: 0", `staff.yaml:13:`},
	})
}

// call is a shift of a hub by the clocks of London.
func call(date string, from, to int) staff.Call {
	d, err := day.ParseDate(date)
	if err != nil {
		panic(err)
	}
	return staff.Call{Neighbourhood: "hapi", From: d.At(from, 0), To: d.At(to, 0), Skills: []string{"listening"}}
}

func TestWhatKeepsSomebodyFromAShift(t *testing.T) {
	b := blueprinttest.Load(t, map[string]string{"staff.yaml": rules}, staff.RulesSection())
	known := blueprint.Part[*staff.Rules](b)
	able := staff.Worker{Details: somebody(), Standing: staff.Ready, At: &grid.Point{Lat: 53.5, Lon: -2.6}}
	for name, c := range map[string]struct {
		change func(*staff.Worker, *staff.Call)
		want   staff.Reason
	}{
		"nothing":                {func(*staff.Worker, *staff.Call) {}, ""},
		"in induction":           {func(w *staff.Worker, _ *staff.Call) { w.Standing = staff.Inducting }, staff.ByStanding},
		"resting":                {func(w *staff.Worker, _ *staff.Call) { w.Standing = staff.Resting }, staff.ByStanding},
		"another hub's":          {func(_ *staff.Worker, c *staff.Call) { c.Neighbourhood = "leigh" }, staff.ByHub},
		"the borough's":          {func(_ *staff.Worker, c *staff.Call) { c.Neighbourhood = "" }, staff.ByHub},
		"goes anywhere":          {func(w *staff.Worker, c *staff.Call) { w.Neighbourhood, c.Neighbourhood = "", "leigh" }, ""},
		"no longer lent":         {func(w *staff.Worker, _ *staff.Call) { w.To = day.New(2020, 4, 7) }, staff.ByDates},
		"the last day":           {func(w *staff.Worker, _ *staff.Call) { w.To = day.New(2020, 4, 8) }, ""},
		"not yet lent":           {func(w *staff.Worker, _ *staff.Call) { w.From = day.New(2020, 4, 9) }, staff.ByDates},
		"a skill they lack":      {func(_ *staff.Worker, c *staff.Call) { c.Skills = append(c.Skills, "driving") }, staff.BySkill},
		"an evening not free":    {func(_ *staff.Worker, c *staff.Call) { *c = call("2020-04-08", 16, 20) }, staff.ByWeek},
		"a Saturday":             {func(_ *staff.Worker, c *staff.Call) { *c = call("2020-04-11", 9, 12) }, staff.ByWeek},
		"lifting":                {func(_ *staff.Worker, c *staff.Call) { c.Demands = []string{"lifting"} }, staff.ByKeeps},
		"too far":                {func(w *staff.Worker, c *staff.Call) { w.Reach, c.At = 5000, &grid.Point{Lat: 53.6, Lon: -2.6} }, staff.ByDistance},
		"far, and goes anywhere": {func(_ *staff.Worker, c *staff.Call) { c.At = &grid.Point{Lat: 53.6, Lon: -2.6} }, ""},
		"free, but not evenings": {func(w *staff.Worker, c *staff.Call) {
			w.Free, w.Keeps, *c = staff.WholeWeek, []string{"no-evenings"}, call("2020-04-08", 16, 20)
		}, staff.ByKeeps},
	} {
		t.Run(name, func(t *testing.T) {
			w, on := able, call("2020-04-08", 9, 13)
			c.change(&w, &on)
			bars := w.Bars(on, known)
			if c.want == "" && len(bars) != 0 || c.want != "" && (len(bars) != 1 || bars[0].Reason != c.want) {
				t.Errorf("bars are %+v, want %q", bars, c.want)
			}
		})
	}
}

func TestThePartsAShiftNeeds(t *testing.T) {
	for words, c := range map[string][2]string{
		"Sun morning":               {"2020-03-29 00:30", "2020-03-29 09:00"}, // the clocks go forward
		"Sun morning and afternoon": {"2020-10-25 01:30", "2020-10-25 12:01"}, // and back
		"Wed all day":               {"2020-04-08 09:00", "2020-04-08 20:00"},
		"Sat evening, Sun morning":  {"2020-04-11 22:00", "2020-04-12 06:00"},
		"Mon morning, Sun evening":  {"2020-04-12 22:00", "2020-04-13 06:00"},
		"Wed morning":               {"2020-04-08 09:00", "2020-04-08 12:00"},
		"Wed afternoon":             {"2020-04-08 12:00", "2020-04-08 17:00"},
		"Wed evening":               {"2020-04-08 17:00", "2020-04-09 00:00"},
		"Every day":                 {"2020-04-06 00:00", "2020-04-13 00:00"},
		"Not said":                  {"2020-04-08 09:00", "2020-04-08 09:00"},
		"Wed afternoon and evening": {"2020-04-08 16:59", "2020-04-08 17:01"},
		"Tue evening, Wed all day":  {"2020-04-07 23:59", "2020-04-08 18:00"},
		"Mon all day, Tue morning":  {"2020-04-06 08:00", "2020-04-07 08:00"},
		"Fri morning and afternoon": {"2020-04-10 11:59", "2020-04-10 12:01"},
	} {
		at := func(text string) time.Time {
			moment, err := time.ParseInLocation("2006-01-02 15:04", text, day.London)
			if err != nil {
				t.Fatal(err)
			}
			return moment
		}
		if got := staff.Needs(at(c[0]), at(c[1])).Words(); got != words {
			t.Errorf("from %s to %s: %q, want %q", c[0], c[1], got, words)
		}
	}
}
