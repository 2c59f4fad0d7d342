package capacity

import (
	"fmt"
	"math"

	"kith/algo/forecast"
	"kith/internal/kernel/day"
	"kith/internal/kernel/figure"
)

// wanted is what is needed of a resource in a place.
type wanted struct {
	known, banded bool
	total         forecast.Day
	days          week
}

// wantedOf is a forecast, each of whose things takes so much.
func wantedOf(f forecast.Forecast, by float64) wanted {
	w := wanted{known: f.Known, banded: f.Banded, total: forecast.Day{Mid: f.Total.Mid * by, Low: f.Total.Low * by, High: f.Total.High * by}}
	for i, d := range f.Days {
		w.days[i] = d.Mid * by
	}
	return w
}

// plus adds what waits already, on the first day.
func (w wanted) plus(n float64) wanted {
	w.total.Mid, w.total.Low, w.total.High = w.total.Mid+n, w.total.Low+n, w.total.High+n
	w.days[0] += n
	return w
}

// cautious is added to the middle where the band is not known.
const cautious = 1.25

// against holds what is needed against what there is on each day.
func (w wanted) against(r Resource, have week, known bool, from day.Date) Balance {
	b := Balance{Resource: r, Need: w.total, Banded: w.banded, Have: have.sum(), State: Unknown}
	if !known || !w.known {
		return b
	}
	upper := w.total.High
	if !w.banded {
		upper = w.total.Mid * cautious
	}
	switch {
	case b.Have >= upper:
		b.State = Enough
	case b.Have >= w.total.Mid-.5:
		b.State = Tight
	default:
		b.State = Short
	}
	if b.State == Short {
		b.Out = runsOut(w.days, have, from)
	}
	return b
}

// runsOut is the first day on which more was needed, up to and with it, than there was.
func runsOut(need, have week, from day.Date) day.Date {
	needed, had := 0.0, 0.0
	for i := range need {
		needed, had = needed+need[i], had+have[i]
		if needed > had+.5 {
			return from.AddDays(i)
		}
	}
	return from.AddDays(forecast.Week - 1)
}

// balances hold each resource of a place against what is asked of it.
func (t *there) balances(b book, p Place, counts series, from day.Date) []Balance {
	food := b.food(counts, p.ID, from)
	whole := b.food(counts, "", from)
	h, _ := history(t.called[p.ID][calls], t.called[""][calls], from)
	every, _ := history(t.called[""][calls], t.called[""][calls], from)
	phone, phones := forecast.Next(h), forecast.Next(every)
	return []Balance{
		t.hands(b, p, from),
		t.minutes(b, p.ID, phone, phones, from),
		t.food(b, p.ID, food, counts, from),
		t.drops(b, p.ID, food, whole, from),
	}
}

// food are the needs that take parcels.
func (b book) food(counts series, place string, from day.Date) forecast.Forecast {
	all := map[day.Date]int64{}
	for _, c := range b.rules.Food.Categories {
		for d, n := range counts[place][c] {
			all[d] += n
		}
	}
	h, _ := history(all, counts[""][""], from)
	return forecast.Next(h)
}

func (t *there) hands(b book, p Place, from day.Date) Balance {
	people, waits := t.duty[p.ID], t.waiting[p.ID]
	if p.ID == "" {
		people, waits = sum(t.duty), sum(t.waiting)
	}
	each := b.rules.Hands.Tasks * t.taken.n
	var have week
	for i := range have {
		have[i] = people * each / forecast.Week
	}
	r := wantedOf(p.Asked.Forecast, t.part.n).plus(waits*t.part.n).against(Hands, have, true, from)
	r.Basis = fmt.Sprintf("%.0f on duty, %.0f tasks a week each, of which they take %s. Volunteers do %s of what is asked, and %.0f open tasks have nobody yet.",
		people, b.rules.Hands.Tasks, percentOf(t.taken, "offers"), percentOf(t.part, "tasks"), waits)
	if n := need(r.Missing(), each); n > 0 {
		r.Help = fmt.Sprintf("Ask %s to be on duty, or call them from the reserve.", howMany(n, "more volunteer", "more volunteers"))
	}
	return r
}

func (t *there) minutes(b book, place string, here, all forecast.Forecast, from day.Date) Balance {
	talking := float64(b.rules.Calls.Talking) / 100
	own := t.phones[place].times(talking)
	if place == "" {
		own = total(t.phones).times(talking)
	} else {
		own = plus(own, t.phones[""].times(talking*partOf(here, all)))
	}
	r := wantedOf(here, t.perCall.n).against(Minutes, own, t.phoneDays == forecast.Week, from)
	r.Basis = fmt.Sprintf("%s minutes of phone shifts, %d%% of them on calls; a call takes %.0f minutes (%s).", figure.Grouped(int(own.sum()/talking+.5)), b.rules.Calls.Talking, t.perCall.n, t.perCall.from("calls"))
	if t.phoneDays < forecast.Week {
		r.Basis += unplanned(t.phoneDays)
	} else if t.phonesGuessed {
		r.Basis += " Days that are not planned yet are taken as usual."
	}
	if n := need(r.Missing(), 240*talking); n > 0 && r.State == Short {
		r.Help = fmt.Sprintf("Fill %s of four hours.", howMany(n, "more phone shift", "more phone shifts"))
	}
	return r
}

func (t *there) food(b book, place string, f forecast.Forecast, counts series, from day.Date) Balance {
	have, known, basis := t.shelves(b, place, counts, from)
	r := wantedOf(f, b.rules.Food.PerNeed).against(Food, week{have}, known, from)
	r.Basis = fmt.Sprintf("%s A need for food takes %.1f parcels.", basis, b.rules.Food.PerNeed)
	if n := r.Missing(); n > 0 && r.State == Short {
		r.Help = fmt.Sprintf("Bring %s before %s.", howMany(n, "parcel", "parcels"), r.Out.Long())
	}
	return r
}

// shelves are the parcels that are left of the last count: what was asked since is gone.
func (t *there) shelves(b book, place string, counts series, from day.Date) (left float64, known bool, basis string) {
	for of, s := range t.stock {
		if place != "" && of != place {
			continue
		}
		used := 0.0
		for d := day.Of(s.At).AddDays(1); d.Before(from); d = d.AddDays(1) {
			for _, c := range b.rules.Food.Categories {
				used += float64(counts[of][c][d]) * b.rules.Food.PerNeed
			}
		}
		if of == "" {
			used = 0 // what is asked is taken from the shelves of the neighbourhoods
		}
		left, known = left+max(0, float64(s.Parcels)-used), true
		basis = fmt.Sprintf("%d parcels were counted on %s.", s.Parcels, day.Of(s.At).Long())
		if old := from.DaysSince(day.Of(s.At)); old > b.rules.Food.RecountAfter && b.rules.Food.RecountAfter > 0 {
			basis += fmt.Sprintf(" That is %d days ago: count again.", old)
		}
	}
	switch {
	case !known:
		basis = "Nobody has counted the food on the shelves."
	case place == "":
		basis = fmt.Sprintf("The last counts of %s together, less what was asked since.", howMany(len(t.stock), "place", "places"))
	}
	return left, known, basis
}

func (t *there) drops(b book, place string, here, all forecast.Forecast, from day.Date) Balance {
	own := t.vans[place]
	if place == "" {
		own = total(t.vans)
	} else {
		own = plus(own, t.vans[""].times(partOf(here, all)))
	}
	each := b.rules.Food.PerNeed * float64(b.rules.Vans.Carried) / 100
	r := wantedOf(here, each).against(Vans, own.times(t.stops.n), t.vanDays == forecast.Week, from)
	r.Basis = fmt.Sprintf("%.1f van shifts, with a part of those of the borough; %.0f drops a shift (%s). %d%% of parcels are brought.", own.sum(), t.stops.n, t.stops.from("stops"), b.rules.Vans.Carried)
	if t.vanDays < forecast.Week {
		r.Basis += unplanned(t.vanDays)
	}
	if n := need(r.Missing(), t.stops.n); n > 0 && r.State == Short {
		r.Help = fmt.Sprintf("Put on %s.", howMany(n, "more van shift", "more van shifts"))
	}
	return r
}

// unplanned says that too few shifts are known to judge.
func unplanned(days int) string {
	return fmt.Sprintf(" Shifts are planned for %d of the seven days, and no earlier ones tell what is usual.", days)
}

func need(missing int, each float64) int {
	if missing <= 0 || each <= 0 {
		return 0
	}
	return int(math.Ceil(float64(missing) / each))
}

// partOf is how much of all is asked here.
func partOf(here, all forecast.Forecast) float64 {
	if all.Total.Mid <= 0 {
		return 0
	}
	return min(1, here.Total.Mid/all.Total.Mid)
}

func total(all map[string]week) (w week) {
	for _, one := range all {
		w = plus(w, one)
	}
	return w
}

func plus(a, b week) week {
	for i := range a {
		a[i] += b[i]
	}
	return a
}

func sum(all map[string]float64) (n float64) {
	for _, one := range all {
		n += one
	}
	return n
}

func percentOf(u usual, what string) string { return fmt.Sprintf("%.0f%% (%s)", 100*u.n, u.from(what)) }

// from says where it comes from.
func (u usual) from(what string) string {
	if u.records == 0 {
		return "assumed by the blueprint"
	}
	return fmt.Sprintf("from %.0f %s of the last four weeks", u.records, what)
}

// howMany is a number of things in words.
func howMany(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
