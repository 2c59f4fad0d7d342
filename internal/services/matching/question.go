package matching

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/assignment"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// memory is how far back it is looked who did what for whom, and who has waited.
const memory = 60 * 24 * time.Hour

// asking is what is being planned for.
type asking struct {
	rules  *volunteering.Rules
	bases  map[string]string // of neighbourhoods, by their postcode
	hoods  []string          // whose work; nil is every one
	helps  []string          // whose volunteers; nil is every one
	only   map[tasks.ID]bool // of the work; nil is all of it
	groups bool              // whether groups are asked too
	bar    Bar
	joined map[people.RecordID][]people.RecordID // the records of who has several
}

// question reads what there is to do and who could do it.
func question(r db.Reader, a asking) (q assignment.Question, err error) {
	q.Now = r.Now()
	found, err := openWork(r, a.hoods)
	if err != nil {
		return q, err
	}
	if a.only != nil {
		found = slices.DeleteFunc(found, func(w work) bool { return !a.only[w.ID] })
	}
	all, err := volunteers.Dossiers(r, a.helps)
	if err != nil {
		return q, err
	}
	past, err := pastOf(r, q.Now.Add(-memory))
	if err != nil {
		return q, err
	}
	spots, err := places.Spots(r, postcodes(found, a.bases))
	if err != nil {
		return q, err
	}
	if a.joined, err = joined(r); err != nil {
		return q, err
	}
	asked, err := askedBefore(r)
	if err != nil {
		return q, err
	}
	why := func(string, needs.NeedID) string { return "" }
	if a.bar != nil {
		if why, err = a.bar(r); err != nil {
			return q, err
		}
	}
	w := weekOf(q.Now, past)
	for i := range found {
		q.Jobs = append(q.Jobs, a.job(&found[i], spots, past, asked))
		q.Jobs[i].Barred = why(found[i].Category, found[i].Need)
	}
	for i := range all {
		q.Helpers = append(q.Helpers, a.helper(&all[i], w, spots))
	}
	if a.groups {
		if err := a.addGroups(r, &q, w, spots); err != nil {
			return q, err
		}
	}
	sameHome(found, all, &q)
	a.homes(found, &q)
	return q, nil
}

func postcodes(all []work, bases map[string]string) (codes []string) {
	for _, w := range all {
		codes = append(codes, w.Address.Postcode)
	}
	for _, code := range bases {
		codes = append(codes, code)
	}
	return codes
}

// job is a task as the planner knows it. Whose address is withheld is met at the hub.
func (a *asking) job(w *work, spots map[string]grid.Ref, past *past, asked map[tasks.ID][]string) assignment.Job {
	j := assignment.Job{
		Task: string(w.ID), Version: w.Version, Title: w.Title, Area: w.Area, Hood: w.Hood, Category: w.Category, Record: string(w.Record),
		From: w.from(), Due: w.Due, Priority: w.Priority, Asked: asked[w.ID], Last: past.last[lastKey(string(w.Record), w.Category)], With: past.with[string(w.Record)], Awaited: past.awaited[string(w.Record)],
		Volunteers: w.goesTo(needs.Volunteer), Groups: a.groups && w.goesTo(needs.Organisation),
	}
	if w.Interpreter {
		j.Language = fold(w.Language)
	}
	if activity, ok := a.rules.For(w.Category, w.Kind); ok {
		j.Activity, j.Place, j.Vehicle = activity.ID, activity.Place, activity.Vehicle
	}
	code := w.Address.Postcode
	if w.Withheld {
		code = a.bases[w.Hood]
	}
	j.At = spots[places.Tidy(code)]
	j.Keys = keysOf(string(w.Record), string(w.Household), w.Address.UPRN, string(w.Phone))
	return j
}

func keysOf(record, household, uprn, phone string) (keys []string) {
	for i, key := range []string{record, household, uprn, phone} {
		if key != "" {
			keys = append(keys, string("rhup"[i])+" "+key)
		}
	}
	return keys
}

// helper is a volunteer as the planner knows them.
func (a *asking) helper(d *volunteers.Dossier, w *week, spots map[string]grid.Ref) assignment.Helper {
	today := day.Of(w.now)
	h := assignment.Helper{
		ID: string(d.ID), Kind: assignment.OneVolunteer, Name: d.Name(), Hood: d.Neighbourhood, Reach: int(d.Gives.Reach), Offers: d.Activities,
		Clear: map[string]assignment.Days{}, Lacks: map[string]string{}, Vehicle: d.Gives.Vehicle, Shields: d.Own.Shields,
		Free: assignment.FreeFrom(uint32(d.Gives.Free), today), OnDuty: d.OnDuty, PerSlot: perSlot, Keys: keysOf(string(d.Record), string(d.Household), d.Home.UPRN, string(d.Phone)),
	}
	if at, ok := d.Home.At(); ok {
		h.At = at
	} else {
		h.At = spots[places.Tidy(d.Home.Postcode)]
	}
	for _, l := range d.Gives.Languages {
		h.Languages = append(h.Languages, fold(l))
	}
	for _, record := range d.KeptFrom {
		h.Excluded = append(h.Excluded, string(record))
		for _, same := range a.joined[record] {
			h.Excluded = append(h.Excluded, string(same))
		}
	}
	for _, own := range a.joined[d.Record] {
		h.Keys = append(h.Keys, keysOf(string(own), "", "", "")...)
	}
	a.clear(&h, d, today)
	a.load(&h, d, w)
	return h
}

// perSlot is how much somebody does in a part of a day.
const perSlot = 2

// clear says on which days of the plan a volunteer has all that each activity asks. What
// lacks today is found once; where nothing lacks on the last day either, none lacks between.
func (a *asking) clear(h *assignment.Helper, d *volunteers.Dossier, today day.Date) {
	for _, id := range d.Activities {
		activity, ok := a.rules.Activity(id)
		if !ok {
			continue
		}
		lacks := volunteers.Lacks(a.rules, *d, activity, today)
		if len(lacks) == 0 && len(volunteers.Lacks(a.rules, *d, activity, today.AddDays(assignment.Horizon-1))) == 0 {
			h.Clear[id] = assignment.EveryDay
			continue
		}
		h.Lacks[id] = volunteers.Texts(lacks)
		h.Clear[id] = 0
		for i := range assignment.Horizon {
			if len(volunteers.Lacks(a.rules, *d, activity, today.AddDays(i))) == 0 {
				h.Clear[id] |= 1 << i
			}
		}
	}
}

// load says how much more a volunteer takes.
func (a *asking) load(h *assignment.Helper, d *volunteers.Dossier, w *week) {
	had := w.of(tasks.ToVolunteer, h.ID)
	perWeek := cmp.Or(int(d.Gives.PerWeek), a.rules.Caps.PerWeek, 3)
	perMonth := cmp.Or(int(d.Gives.PerMonth), perWeek*5)
	if most := a.rules.Caps.PerMonthMost; most > 0 {
		perMonth = min(perMonth, most)
	}
	h.Had, h.Idle = had.thisWeek, had.idle
	h.Week, h.Month = perWeek-had.thisWeek-had.offered, perMonth-had.thisMonth-had.offered
	h.Offered = cmp.Or(a.rules.Caps.InHand, 4) - had.inHand
}

// addGroups adds the groups that take work.
func (a *asking) addGroups(r db.Reader, q *assignment.Question, w *week, spots map[string]grid.Ref) error {
	all, err := volunteers.Groups(r, a.helps)
	if err != nil {
		return err
	}
	for _, g := range all {
		had := w.of(tasks.ToOrganisation, string(g.Organisation))
		h := assignment.Helper{
			ID: string(g.Organisation), Kind: assignment.AGroup, Name: g.Name, Hood: g.Hub, At: spots[places.Tidy(a.bases[g.Hub])], Reach: groupReach,
			Clear: map[string]assignment.Days{}, Lacks: map[string]string{}, Vehicle: volunteering.Van, Free: assignment.Whole, OnDuty: !g.Closed,
			Week: int(g.PerWeek) - had.thisWeek, Month: int(g.PerWeek)*5 - had.thisMonth, Offered: int(g.PerWeek), Had: had.thisWeek, Idle: had.idle,
		}
		a.groupDoes(&h, g, day.Of(w.now))
		q.Helpers = append(q.Helpers, h)
	}
	return nil
}

// groupReach is how far from its hub's base a group goes, in metres.
const groupReach = 6000

func (a *asking) groupDoes(h *assignment.Helper, g volunteers.Group, today day.Date) {
	for _, activity := range a.rules.Activities {
		if !g.Does(activity) {
			continue
		}
		h.Offers = append(h.Offers, activity.ID)
		for i := range assignment.Horizon {
			if len(g.Lacks(a.rules, activity, today.AddDays(i))) == 0 {
				h.Clear[activity.ID] |= 1 << i
			}
		}
		if lacks := g.Lacks(a.rules, activity, today); len(lacks) > 0 {
			h.Lacks[activity.ID] = volunteers.Texts(lacks)
		}
	}
}

// sameHome gives volunteers and work of one address a key in common.
func sameHome(all []work, of []volunteers.Dossier, q *assignment.Question) {
	byCode := map[string][]int{}
	for i := range all {
		byCode[places.Tidy(all[i].Address.Postcode)] = append(byCode[places.Tidy(all[i].Address.Postcode)], i)
	}
	for h := range of {
		for _, j := range byCode[places.Tidy(of[h].Home.Postcode)] {
			if of[h].Home.Same(all[j].Address) {
				key := "home " + string(of[h].ID)
				q.Jobs[j].Keys, q.Helpers[h].Keys = append(q.Jobs[j].Keys, key), append(q.Helpers[h].Keys, key)
			}
		}
	}
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// bases are where hubs work from, by postcode.
func bases(areas *places.Areas) map[string]string {
	all := map[string]string{}
	for _, n := range areas.Neighbourhoods {
		if n.Base != nil {
			all[n.ID] = string(n.Base.Postcode)
		}
	}
	return all
}
