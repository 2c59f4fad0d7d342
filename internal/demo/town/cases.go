package town

import (
	"math"

	"kith/internal/kernel/day"
)

// Vintage is what was published of some areas as of a day.
type Vintage struct {
	AsOf   day.Date
	From   day.Date
	Counts [][]int // of each area, of each day from From on
}

// What is made up of daily cases.
const (
	// casesDays is how long a story is, and publishedDays of how many last of them there is a
	// file as of each.
	casesDays     = 150
	publishedDays = 34
	// fileDays is how many days a file after the first has: files are cut at the head.
	fileDays = 25
	// heldFrom and heldUntil are how many days ago nothing was passed on; on the next day half
	// of it comes.
	heldFrom, heldUntil = 12, 10
	// doubledDay is how many days ago somebody counted a batch twice, and mendedDay when that
	// was put right.
	doubledDay, mendedDay, doubled = 30, 14, 35
	// burstDay is how many days ago one building had all its cases in a day.
	burstDay, burst = 45, 38
)

// stage is how one case is passed on from a day of the story to another.
type stage struct {
	until int
	rate  float64
}

// stories are how it goes in the areas, one after another. The first is the borough's own.
var stories = [][]stage{
	{{95, 0}, {150, 1.17}},
	{{20, 0}, {62, 1.2}, {92, .78}, {104, .9}, {150, 1.14}},
	{{124, 0}, {150, 1.25}},
	{{150, 0}},
	{{35, 0}, {92, 1.16}, {124, .7}, {150, 0}},
	{{12, 0}, {70, 1.14}, {110, .96}, {150, 1.08}},
	{{60, 0}, {98, 1.22}, {128, .72}, {150, 0}},
	{{126, 0}, {150, 1.1}},
	{{30, 0}, {58, 1.2}, {84, .75}, {150, 0}},
	{{145, 0}, {150, 1.2}},
}

// late is what share of a day's cases is known by how many days ago it was.
var late = []float64{.04, .33, .63, .82, .92, .965, .985, 1}

// weekdays are how much is counted on each day of the week, from Sunday.
var weekdays = []float64{.78, 1.1, 1.12, 1.12, 1.06, 1, .82}

// passing is how the time from one case to the next is spread, by days.
var passing = []float64{0, .07, .19, .2, .16, .12, .09, .06, .05, .03, .03}

// Vintages makes up the daily cases of areas of so many people up to yesterday, and what was
// published of them day by day: figures come late, one batch is counted twice and put right, on
// three days nothing is passed on, and one building has its cases all in a day.
func Vintages(seed uint64, people []int, today day.Date) (all []Vintage) {
	came := make([][][]int, len(people)) // of each area and day, how many came with each delay
	for a, n := range people {
		came[a] = casesOf(seed, a, n, today)
	}
	first := today.AddDays(-casesDays)
	for back := publishedDays; back >= 1; back-- {
		v := Vintage{AsOf: today.AddDays(-back), From: first}
		if back < publishedDays {
			v.From = v.AsOf.AddDays(1 - fileDays)
		}
		for a := range people {
			v.Counts = append(v.Counts, published(came[a], a, back, v.From.DaysSince(first)))
		}
		all = append(all, v)
	}
	return all
}

// published is what a file so many days ago said of an area, from a day of the story on.
func published(came [][]int, area, back, from int) (counts []int) {
	known := back // as of how many days ago figures were passed on
	switch {
	case back >= heldUntil && back <= heldFrom:
		known = heldFrom + 1
	case back == heldUntil-1:
		known = heldUntil + 1
	}
	for d := from; d <= casesDays-back; d++ {
		n := 0
		for delay, c := range came[d] {
			if d+delay <= casesDays-known {
				n += c
			}
		}
		if area == 1 && casesDays-d == doubledDay && back > mendedDay {
			n += doubled
		}
		counts = append(counts, n)
	}
	return counts
}

// casesOf are the cases of each day of an area's story, by how late they came.
func casesOf(seed uint64, area, people int, today day.Date) (came [][]int) {
	dice := roll(seed, streamCases, uint64(area))
	hundred := float64(people) / 100_000
	level := make([]float64, casesDays+1)
	for d := range level {
		level[d] = hundred * 1.1
		for s, g := range passing {
			if s > 0 && d-s >= 0 {
				level[d] += g * rateOn(area, d) * level[d-s]
			}
		}
		// So many a day of each 100,000 that a story stays one of an autumn.
		level[d] = min(level[d], 60*hundred)
		n := dice.count(level[d] * weekdays[(int(today.Weekday())+7*casesDays+d-casesDays)%7])
		if area == 3 && casesDays-d == burstDay {
			n += burst
		}
		came = append(came, dice.spread(n))
	}
	return came
}

func rateOn(area, d int) float64 {
	for _, s := range stories[area%len(stories)] {
		if d < s.until {
			return s.rate
		}
	}
	return 0
}

// count is a number that scatters about a mean wider than chance alone.
func (d dice) count(mean float64) int {
	mean *= math.Exp(.22*d.NormFloat64() - .024)
	return max(0, int(math.Round(mean+math.Sqrt(mean)*d.NormFloat64())))
}

// spread says how many of so many cases come with each delay.
func (d dice) spread(n int) []int {
	by := make([]int, len(late))
	for range n {
		u, delay := d.Float64(), 0
		for late[delay] < u {
			delay++
		}
		by[delay]++
	}
	return by
}
