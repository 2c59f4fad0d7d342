package assignment_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/registers/volunteering"
	"kith/internal/work/assignment"
	"kith/internal/work/needs"
)

// A borough as it is in truth: what the planner is given is worked out from it in one place,
// and what the checker holds a plan to in another.
type borough struct {
	q     assignment.Question
	jobs  map[string]trueJob
	helps map[string]trueHelper
}

type trueJob struct {
	assignment.Job
}

type trueHelper struct {
	assignment.Helper
	week  uint32                 // free, Monday morning first
	until map[string][2]day.Date // cleared for an activity from a day to a day, both within
}

var (
	activities = []string{"food", "medicines", "comfort-call", "pets", "transport", "repairs"}
	placeOf    = map[string]volunteering.Place{
		"food": volunteering.Doorstep, "medicines": volunteering.Doorstep, "comfort-call": volunteering.ByPhone,
		"pets": volunteering.Outside, "transport": volunteering.Outside, "repairs": volunteering.InHome,
	}
	wheelsFor  = map[string]volunteering.Vehicle{"food": volunteering.AnyVehicle, "transport": volunteering.Car}
	priorities = needs.Priorities()
	hoods      = []string{"hapi", "leigh", "swan"}
	wheels     = []volunteering.Vehicle{volunteering.OnFoot, volunteering.Bicycle, volunteering.Car, volunteering.Van}
	tongues    = []string{"", "", "", "", "ur", "pl"}
)

// drawn is where chance comes from: rapid, or a stream of numbers for a benchmark.
type drawn interface{ upTo(n int) int } // 0 … n-1

type stream struct{ *rand.Rand }

func (s stream) upTo(n int) int { return s.IntN(n) }

func oneOf[T any](d drawn, from []T) T { return from[d.upTo(len(from))] }

// makeBorough makes a borough of so many jobs and helpers, over some square kilometres.
func makeBorough(d drawn, now time.Time, jobs, helpers, side int) borough {
	b := borough{jobs: map[string]trueJob{}, helps: map[string]trueHelper{}}
	b.q.Now = now
	for i := range helpers {
		h := makeHelper(d, day.Of(now), fmt.Sprint("h", i), side)
		b.helps[h.ID] = h
		b.q.Helpers = append(b.q.Helpers, h.Helper)
	}
	for i := range jobs {
		j := makeJob(d, now, fmt.Sprint("t", i), helpers, side)
		b.jobs[j.Task] = trueJob{j}
		b.q.Jobs = append(b.q.Jobs, j)
	}
	for range d.upTo(3) {
		c := assignment.Choice{Task: fmt.Sprint("t", d.upTo(jobs+1)), Helper: fmt.Sprint("h", d.upTo(helpers+1))}
		if d.upTo(2) == 0 {
			b.q.Keep = append(b.q.Keep, c)
		} else {
			b.q.Not = append(b.q.Not, c)
		}
	}
	return b
}

func spot(d drawn, side int) grid.Ref {
	if d.upTo(12) == 12-1 {
		return grid.Ref{}
	}
	return grid.Ref{E: 355000 + float64(d.upTo(side)), N: 400000 + float64(d.upTo(side))}
}

func makeHelper(d drawn, today day.Date, id string, side int) trueHelper {
	one, another := uint32(d.upTo(1<<21)), uint32(d.upTo(1<<21)) // together about three parts in four
	h := trueHelper{week: one | another, until: map[string][2]day.Date{}}
	h.Helper = assignment.Helper{
		ID: id, Kind: assignment.OneVolunteer, Name: "Helper " + id, Hood: oneOf(d, hoods), At: spot(d, side), Reach: d.upTo(9) * 1200,
		Vehicle: oneOf(d, wheels), Languages: []string{"en"}, Shields: d.upTo(10) == 10-1, OnDuty: d.upTo(12) != 12-1, PerSlot: 1 + d.upTo(2),
		Week: 4 - d.upTo(5), Month: 8 - d.upTo(9), Offered: 4 - d.upTo(5), Had: d.upTo(3), Idle: d.upTo(20), Keys: []string{"house " + fmt.Sprint(d.upTo(40))},
		Clear: map[string]assignment.Days{}, Lacks: map[string]string{},
	}
	if d.upTo(8) == 8-1 {
		h.Kind, h.PerSlot, h.Week, h.Month, h.Offered = assignment.AGroup, 0, d.upTo(30), 100, 100
	}
	if tongue := oneOf(d, tongues); tongue != "" {
		h.Languages = append(h.Languages, tongue)
	}
	for _, a := range activities {
		if d.upTo(2) == 0 {
			h.Offers = append(h.Offers, a)
			h.clear(d, a, today)
		}
	}
	if d.upTo(3) == 0 {
		h.Excluded = []string{"record " + fmt.Sprint(d.upTo(20))}
	}
	h.Free = assignment.FreeFrom(h.week, today)
	return h
}

// clear gives somebody all that an activity asks from one day to another.
func (h *trueHelper) clear(d drawn, activity string, today day.Date) {
	from, to := today.AddDays(d.upTo(9)-5), today.AddDays(d.upTo(20)-3)
	h.until[activity] = [2]day.Date{from, to}
	var days assignment.Days
	for i := range assignment.Horizon {
		if on := today.AddDays(i); !on.Before(from) && !on.After(to) {
			days |= 1 << i
		}
	}
	if h.Lacks[activity] = "a check in date"; days != 0 || d.upTo(2) == 0 {
		h.Clear[activity] = days
	}
}

func makeJob(d drawn, now time.Time, id string, helpers, side int) assignment.Job {
	activity := oneOf(d, activities[:3+d.upTo(4)])
	j := assignment.Job{
		Task: id, Title: "Help " + id, Hood: oneOf(d, hoods), Activity: activity, Place: placeOf[activity], Vehicle: wheelsFor[activity],
		At: spot(d, side), Record: "record " + fmt.Sprint(d.upTo(20)), Keys: []string{"house " + fmt.Sprint(d.upTo(40))},
		From: now.Add(time.Duration(40-d.upTo(80)) * time.Hour), Priority: oneOf(d, priorities), Language: oneOf(d, tongues),
		Volunteers: d.upTo(8) != 8-1, Groups: d.upTo(2) == 0,
	}
	if j.Record < "record 5" { // some live in twos and threes
		j.Home = j.Record[:len("record 1")]
	}
	j.Due = j.From.Add(time.Duration(100-d.upTo(110)) * time.Hour)
	if d.upTo(4) == 0 {
		j.Last = fmt.Sprint("h", d.upTo(helpers+1))
	}
	if d.upTo(4) == 3 {
		j.Asked = []string{fmt.Sprint("h", d.upTo(helpers+1))}
	}
	if d.upTo(30) == 30-1 {
		j.Activity = ""
	}
	return j
}

// broken is every hard rule that a plan breaks, in words. It knows nothing of how plans are
// made.
func (b borough) broken(p *assignment.Proposal) (all []string) {
	load, inSlot, done := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, g := range p.Given {
		j, h := b.jobs[b.q.Jobs[g.Job].Task], b.helps[b.q.Helpers[g.Helper].ID]
		if done[j.Task] {
			all = append(all, j.Task+" is given twice")
		}
		done[j.Task] = true
		load[h.ID]++
		inSlot[h.ID+" on "+g.Slot.String()]++
		for what, bad := range b.pairBreaks(j, h, g.Slot) {
			if bad {
				all = append(all, fmt.Sprintf("%s with %s on %v: %s", j.Task, h.ID, g.Slot, what))
			}
		}
		if slots := inSlot[h.ID+" on "+g.Slot.String()]; h.Kind == assignment.OneVolunteer && slots > h.PerSlot {
			all = append(all, fmt.Sprintf("%s has %d at once", h.ID, slots))
		}
	}
	for id, n := range load {
		if h := b.helps[id]; n > h.Week || n > h.Month || n > h.Offered {
			all = append(all, fmt.Sprintf("%s is given %d of %d, %d, %d", id, n, h.Week, h.Month, h.Offered))
		}
	}
	if len(p.Given)+len(p.Left) != len(b.q.Jobs) {
		all = append(all, "work is neither given nor left")
	}
	return all
}

func (b borough) pairBreaks(j trueJob, h trueHelper, slot assignment.Slot) map[string]bool {
	clear, offered := h.until[j.Activity]
	begins := slot.On.At([]int{8, 12, 17}[slot.Part], 0)
	ends := slot.On.At([]int{12, 17, 21}[slot.Part], 0)
	weekday := (int(slot.On.Weekday()) + 6) % 7
	wheeled := h.Vehicle == volunteering.Car || h.Vehicle == volunteering.Van || j.Vehicle == volunteering.AnyVehicle && h.Vehicle == volunteering.Bicycle
	late := b.q.Now.Add(24 * time.Hour)
	return map[string]bool{
		"barred":                 j.Barred != "",
		"not an activity":        j.Activity == "",
		"not offered":            !offered,
		"not cleared":            slot.On.Before(clear[0]) || slot.On.After(clear[1]),
		"not for volunteers":     h.Kind == assignment.OneVolunteer && !j.Volunteers,
		"not for groups":         h.Kind == assignment.AGroup && !j.Groups,
		"own household":          j.Keys[0] == h.Keys[0],
		"excluded":               slices.Contains(h.Excluded, j.Record),
		"shielded":               h.Shields && j.Place != volunteering.ByPhone,
		"no vehicle":             j.Vehicle != "" && !wheeled,
		"language":               j.Language != "" && !slices.Contains(h.Languages, j.Language),
		"too far":                j.Place != volunteering.ByPhone && b.tooFar(j, h),
		"not free":               h.week != 0 && h.week>>(3*weekday+slot.Part)&1 == 0,
		"too early":              !ends.After(j.From) || !ends.After(b.q.Now),
		"too late":               !begins.Before(j.Due) && !begins.Before(late),
		"off duty":               !h.OnDuty,
		"asked before":           slices.Contains(j.Asked, h.ID),
		"taken out":              slices.Contains(b.q.Not, assignment.Choice{Task: j.Task, Helper: h.ID}),
		"beyond what is planned": slot.On.DaysSince(day.Of(b.q.Now)) > 6,
	}
}

func (b borough) tooFar(j trueJob, h trueHelper) bool {
	if j.At.E == 0 || h.At.E == 0 || h.Reach == 0 {
		return j.Hood != h.Hood
	}
	e, n := j.At.E-h.At.E, j.At.N-h.At.N
	return e*e+n*n > float64(h.Reach+1)*float64(h.Reach+1)
}
