package assignment

import (
	"time"

	"kith/internal/registers/volunteering"
	"kith/internal/work/needs"
)

// Costs are metres, or what counts as so many metres.
const (
	continuity   = -8000  // they did it last time, and are looked forward to
	together     = -4000  // what else the same person needs goes to them too
	awaited      = -3000  // they were asked for something else the same person needs
	otherHood    = 1500   // they work for another neighbourhood
	laterSlot    = 150    // for each part of a day that it waits, times how pressing it is
	wearEach     = 1200   // for each task they already have this week
	idleDay      = 100    // off the first task of who has waited, for each day
	idleMost     = 14     // days that count as waiting
	lateHour     = 500    // more for leaving work undone, for each hour it is late
	lateMost     = 7 * 24 // hours that count as late
	kept         = -1 << 40
	pairsOfSlots = 2 // how many slots a pair is offered in: the soonest
)

// undone is what it costs to leave work of each priority undone: more than any way of doing
// it, so that nothing is left for the sake of a shorter walk.
var undone = map[needs.Priority]int64{
	needs.Emergency: 8_000_000, needs.Urgent: 4_000_000, needs.Soon: 2_000_000, needs.Routine: 1_000_000,
}

// pressing says how much waiting counts.
var pressing = map[needs.Priority]int64{needs.Emergency: 8, needs.Urgent: 4, needs.Soon: 2, needs.Routine: 1}

func (j *Job) leave(now time.Time) int64 {
	cost := undone[j.Priority]
	if cost == 0 {
		cost = undone[needs.Routine]
	}
	if late := int64(now.Sub(j.Due) / time.Hour); late > 0 {
		cost += min(late, lateMost) * lateHour
	}
	return cost
}

// costOf is what a pair costs in a slot that is so many after now.
func costOf(j *Job, h *Helper, slot, now int) int64 {
	m, _ := metres(j, h)
	if j.Place == volunteering.ByPhone {
		m /= 10 // the line is as long as it is; neighbours still come first
	}
	cost := int64(m) + int64(slot-now)*laterSlot*max(1, pressing[j.Priority])
	if j.Last != "" && j.Last == h.ID {
		cost += continuity
	}
	if j.Hood != "" && h.Hood != j.Hood {
		cost += otherHood
	}
	return cost
}

// wear rises with each task, so that work is shared out, and begins lower for who has waited.
func (h *Helper) wear() []int64 {
	each := int64(wearEach)
	if h.Kind == AGroup {
		each /= 10 // many hands
	}
	all := make([]int64, h.Room())
	for i := range all {
		all[i] = each * int64(h.Had+i)
	}
	if len(all) > 0 && h.Had == 0 {
		all[0] -= idleDay * int64(min(max(0, h.Idle), idleMost))
	}
	return all
}
