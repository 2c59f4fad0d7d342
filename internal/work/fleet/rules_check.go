package fleet

import (
	"kith/internal/blueprint"
	"kith/internal/registers/accounts"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
)

// RulesSection is rounds.yaml. A borough without the file plans no rounds.
func RulesSection() blueprint.Section {
	return blueprint.Section{
		Name: "delivery rounds", File: "rounds.yaml", Optional: true,
		New:   func() any { return &Rules{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Rules).check(c) },
	}
}

// planned reports whether the borough has the file.
func (r *Rules) planned() bool { return len(r.Kinds) > 0 }

func (r *Rules) check(c *blueprint.Checker) {
	if !r.planned() && len(r.Depots) == 0 {
		return // the file is not there
	}
	r.checkDepots(c)
	r.checkKinds(c)
	r.checkDay(c)
	r.checkNotify(c)
	r.checkVisits(c)
}

func (r *Rules) checkDepots(c *blueprint.Checker) {
	areas, known := blueprint.Other[*places.Areas](c)
	ids := make([]string, len(r.Depots))
	for i, d := range r.Depots {
		ids[i] = d.ID
		path := blueprint.At("depots", i)
		if known && d.Neighbourhood != "" {
			c.Known(path+".neighbourhood", "neighbourhood", d.Neighbourhood, areas.IDs())
		}
		if d.LoadMinutes < 0 || d.LoadMinutes > mostMinutes {
			c.Problem(path+".load_minutes", "loading takes %d minutes", d.LoadMinutes).Mend("write a number from 0 to %d", mostMinutes)
		}
	}
	c.Once("depot", ids, func(i int) string { return blueprint.At("depots", i, "id") })
	if known && len(r.Depots)+len(basesOf(areas)) == 0 {
		c.Problem("depots", "no round can begin anywhere: there is no depot and no base").Mend("name a depot with its postcode")
	}
}

// The most that anything of a round can be: what is more is a slip.
const (
	mostMinutes = 8 * 60
	mostBoxes   = 2000
	mostKilos   = 20_000
	mostSpeed   = 110
	mostPence   = 100_00 // for going out, and for an hour's work no more than the kernel takes
	mostAnHour  = 36_00
	mostTrips   = 10
)

func (r *Rules) checkKinds(c *blueprint.Checker) {
	ids := make([]string, len(r.Kinds))
	for i, k := range r.Kinds {
		ids[i] = string(k.Kind)
		k.check(c, blueprint.At("kinds", i))
	}
	c.Once("kind of vehicle", ids, func(i int) string { return blueprint.At("kinds", i, "kind") })
	if len(r.Kinds) == 0 {
		c.Problem("kinds", "nothing says what any vehicle carries").Mend("write what a van carries and costs")
	}
}

func (k KindRules) check(c *blueprint.Checker, path string) {
	within := func(name string, n, least, most int64) {
		if n < least || n > most {
			c.Problem(path+"."+name, "%d is no number for this", n).Mend("write a number from %d to %d", least, most)
		}
	}
	within("boxes", k.Boxes, 0, mostBoxes)
	within("kilograms", k.Kilograms, 1, mostKilos)
	within("chilled", k.Chilled, 0, mostBoxes)
	within("bags", k.Bags, 0, mostBoxes)
	within("km_h", k.KmH, 1, mostSpeed)
	within("pence", k.Pence, 0, mostPence)
	within("pence_km", k.PenceKm, 0, mostPence)
	within("pence_hour", k.PenceHour, 0, mostAnHour)
	within("trips", int64(k.Trips), 0, mostTrips)
	within("minutes", int64(k.Minutes), 0, 24*60)
	within("max_km", k.MaxKm, 0, 1000)
	if k.PenceKm == 0 && k.PenceHour == 0 {
		c.Problem(path+".pence_km", "a round that costs nothing is never made shorter").Mend("write what a kilometre or an hour costs")
	}
}

func (r *Rules) checkDay(c *blueprint.Checker) {
	if r.Shift.To.minutes() <= r.Shift.From.minutes() {
		c.Problem("shift.to", "a shift ends before it begins").Mend("write a later time, such as 16:00")
	}
	if r.Shift.BreakMinutes < 0 || r.Shift.BreakMinutes > 120 || r.Shift.BreakMinutes > 0 && r.Shift.BreakTo.minutes() <= r.Shift.BreakFrom.minutes() {
		c.Problem("shift.break_minutes", "the break of %d minutes has no time it can begin in", r.Shift.BreakMinutes).Mend("write break_from and a later break_to")
	}
	for _, one := range []struct {
		name string
		n    int
	}{{"door_minutes", r.Stops.DoorMinutes}, {"fetch_minutes", r.Stops.FetchMinutes}, {"setting_minutes", r.Stops.SettingMinutes}} {
		if one.n < 0 || one.n > 120 {
			c.Problem("stops."+one.name, "%d minutes are no time for a stop", one.n).Mend("write a number from 0 to 120")
		}
	}
	if r.Stops.BoxSeconds < 0 || r.Stops.BoxSeconds > 600 {
		c.Problem("stops.box_seconds", "%d seconds are no time for a box", r.Stops.BoxSeconds).Mend("write a number from 0 to 600")
	}
	if r.Search.Iterations < 1 || r.Search.Most < r.Search.Iterations {
		c.Problem("search.most", "nothing is looked for").Mend("write iterations for each stop, and most of at least as many")
	}
	if f := r.Search.Factor; f != 0 && (f < 1 || f > 3) {
		c.Problem("search.factor", "no road is %.2f times as long as the straight line", r.Search.Factor).Mend("write a number from 1 to 3, or leave it out")
	}
	if r.ChangePence < 0 || r.ChangePence > mostPence {
		c.Problem("change_pence", "%d is no number of pence for this", r.ChangePence).Mend("write a number from 0 to %d", mostPence)
	}
}

func (r *Rules) checkVisits(c *blueprint.Checker) {
	if n := r.Visits.Minutes; n < 0 || n > 120 {
		c.Problem("visits.minutes", "%d minutes are no time for a visit", n).Mend("write a number from 0 to 120")
	}
	roles, ok := blueprint.Other[*accounts.Roles](c)
	if !ok {
		return
	}
	var known []string
	for _, one := range roles.Roles {
		known = append(known, one.ID)
	}
	for i, id := range r.Visits.Roles {
		c.Known(blueprint.At("visits", "roles", i), "role", id, known)
	}
}

func (r *Rules) checkNotify(c *blueprint.Checker) {
	letters, ok := blueprint.Other[messages.Letters](c)
	if !ok {
		return
	}
	var known []string
	for id := range letters {
		known = append(known, id)
	}
	for i, id := range r.Notify.Residents {
		c.Known(blueprint.At("notify", "residents", i), "letter", id, known)
	}
	for i, id := range r.Notify.NotToday {
		c.Known(blueprint.At("notify", "not_today", i), "letter", id, known)
	}
	if n := r.Notify.WindowMinutes; n != 0 && (n < 30 || n > 12*60) {
		c.Problem("notify.window_minutes", "nobody can be told that something comes within %d minutes", n).Mend("write a number from 30 to 720, such as 120")
	}
	if n := r.Notify.MovedMinutes; n < 0 || n > 12*60 {
		c.Problem("notify.moved_minutes", "%d minutes are no time to be later", n).Mend("write a number from 1 to 720, such as 30")
	}
}
