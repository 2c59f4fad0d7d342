package situation

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"kith/algo/phase"
	"kith/algo/phase/counts"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const (
	// window is how many days are judged, and lead how many before them feed the first.
	window = 300
	lead   = 42
	// remembered is how many vintages before the first that is judged are read: as many as tell
	// how late figures come, and as many again to tell whether that is as usual.
	remembered = 2*phase.Remember + 8
)

// Judge works out how areas stand by the newest vintage, pool by pool, unless that was done;
// and what was known on each day since the last of which it is kept. It may be run at any time
// and again.
func (s *Service) Judge(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "judge the situation")
	r := s.db.Read(ctx)
	all, err := vintages(r)
	if err != nil || len(all) == 0 {
		return err
	}
	newest := all[len(all)-1].asOf
	places, err := areas(r)
	if err != nil {
		return err
	}
	done, err := judgedAsOf(r)
	if err != nil {
		return err
	}
	for _, pool := range pools(places) {
		if poolDone(pool, done, newest) {
			continue
		}
		if err := s.judgePool(ctx, pool, all); err != nil {
			return err
		}
	}
	return nil
}

// poolDone says whether every area of a pool was judged by the newest vintage.
func poolDone(pool []Area, done map[string]day.Date, newest day.Date) bool {
	for _, a := range pool {
		if done[a.Code] != newest {
			return false
		}
	}
	return true
}

// most is how many areas learn together.
const most = 20

// pools parts areas by the pool they name, and a long pool into even parts in the order of
// names.
func pools(all []Area) (parts [][]Area) {
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Pool == all[0].Pool {
			n++
		}
		pool := all[:n]
		all = all[n:]
		for k := (n + most - 1) / most; k > 0; k-- {
			size := (len(pool) + k - 1) / k
			parts = append(parts, pool[:size])
			pool = pool[size:]
		}
	}
	return parts
}

// judgePool judges the areas of a pool and keeps what came of it.
func (s *Service) judgePool(ctx context.Context, pool []Area, all []vintage) error {
	newest := dayOf(all[len(all)-1].asOf)
	from := newest - window + 1
	since, err := s.frozenUntil(ctx, pool)
	if err != nil {
		return err
	}
	since = max(since, from-1)
	known, err := s.rebuilt(ctx, pool, all, from, since)
	if err != nil {
		return err
	}
	feed := phase.FeedOf(known, newest)
	feed.Now = slices.DeleteFunc(feed.Now, func(s phase.Series) bool { return lastKnown(s) < newest-counts.Stale })
	if len(feed.Now) == 0 { // nothing was counted for so long that nothing can be said
		return s.keep(ctx, pool, nil, newest)
	}
	feed.Since = max(since+1, known[0].AsOf)
	first := newest
	for _, series := range feed.Now {
		first = min(first, series.From)
	}
	from = max(from, first)
	histories, _, _, err := phase.Judge(ctx, feed, from, newest, phase.Config{Seed: 1})
	if err != nil {
		return err
	}
	return s.keep(ctx, pool, histories, newest)
}

// lastKnown is the last day of a series that has a count.
func lastKnown(s phase.Series) phase.Day {
	for i := len(s.Obs) - 1; i >= 0; i-- {
		if s.Obs[i].Kind != phase.Missing {
			return s.From + phase.Day(i)
		}
	}
	return -1 << 30
}

// frozenUntil is the last day of which it is kept, for some area of a pool, what was known.
func (s *Service) frozenUntil(ctx context.Context, pool []Area) (phase.Day, error) {
	last, found, err := lastFrozen(s.db.Read(ctx), codes(pool))
	if err != nil || !found {
		return -1 << 30, err
	}
	return dayOf(last), nil
}

func codes(pool []Area) []string {
	all := make([]string, len(pool))
	for i, a := range pool {
		all[i] = a.Code
	}
	return all
}

// rebuilt are the vintages of a pool as they were published, from those on that are needed for
// what was not judged yet.
func (s *Service) rebuilt(ctx context.Context, pool []Area, all []vintage, from, since phase.Day) (known []phase.Vintage, err error) {
	rows, err := publishedOf(s.db.Read(ctx), codes(pool), dateOf(from-lead))
	if err != nil {
		return nil, err
	}
	begin := 0
	for begin < len(all)-1 && dayOf(all[begin+1].asOf) <= since {
		begin++
	}
	begin = max(0, begin-remembered)
	stand := figures{}
	for i, v := range all {
		for len(rows) > 0 && rows[0].asOf == dayOf(v.asOf) {
			stand.take([]count{rows[0].count})
			rows = rows[1:]
		}
		if i < begin {
			continue
		}
		published := phase.Vintage{AsOf: dayOf(v.asOf)}
		for _, a := range pool {
			if series, ok := stand.series(a, from-lead); ok {
				published.Series = append(published.Series, series)
			}
		}
		known = append(known, published)
	}
	return known, nil
}

// keep writes how the areas of a pool stand, and what was known on days of which that was not
// kept, in one transaction.
func (s *Service) keep(ctx context.Context, pool []Area, histories []phase.History, asOf phase.Day) error {
	by := make(map[string]phase.History, len(histories))
	for _, h := range histories {
		by[h.Area] = h
	}
	kept, err := frozenOf(s.db.Read(ctx), codes(pool))
	if err != nil {
		return err
	}
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		for _, a := range pool {
			h := by[a.Name]
			if err := keepFrozen(tx, a.Code, h, kept[a.Code]); err != nil {
				return err
			}
			standing, err := standingOf(a, h, kept[a.Code], asOf)
			if err != nil {
				return err
			}
			if err := writeStanding(tx, standing); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepFrozen writes what was known on days of which that is not kept.
func keepFrozen(tx *db.Tx, code string, h phase.History, kept map[phase.Day]float64) error {
	var fresh []phase.Phase
	for _, d := range h.Days {
		if _, in := kept[d.Day]; d.Then && !in {
			fresh = append(fresh, d.Frozen)
		}
	}
	for len(fresh) > 0 {
		part := fresh[:min(100, len(fresh))]
		fresh = fresh[len(part):]
		if err := insertFrozen(tx, code, part); err != nil {
			return err
		}
	}
	return nil
}

// standingOf is how an area stands by its history. One that was not counted for three weeks has
// none.
func standingOf(a Area, h phase.History, kept map[phase.Day]float64, asOf phase.Day) (st Standing, err error) {
	st = Standing{Area: a, AsOf: dateOf(asOf), Sentence: phase.Sentence(h), Held: h.Held, Days: daysOf(h, kept)}
	if n := len(h.Days); n > 0 {
		last := h.Days[n-1]
		st.P, st.Growing, st.Share = last.P(), last.Growing, h.Share()
	} else {
		st.Week = -1
		st.Sentence = "Nothing can be said of " + a.Name + ": it has had no figures for three weeks."
		return st, nil
	}
	st.Known, st.Week = true, weekOf(h)
	st.days, err = json.Marshal(st.Days)
	return st, err
}

// weekOf are the cases of the last seven days whose figures are used; -1 where one of them is
// not known.
func weekOf(h phase.History) (n int) {
	last := len(h.Days) - 1
	for last >= 0 && h.Days[last].Phase.Share == 0 {
		last--
	}
	if last < lately-1 {
		return -1
	}
	for _, d := range h.Days[last-lately+1 : last+1] {
		if d.Cases.Kind != phase.Known {
			return -1
		}
		n += d.Cases.N
	}
	return n
}

// daysOf packs the days of a history.
func daysOf(h phase.History, kept map[phase.Day]float64) (d Days) {
	if len(h.Days) == 0 {
		return d
	}
	d.From = dateOf(h.Days[0].Day)
	for _, j := range h.Days {
		frozen, in := kept[j.Day]
		if !in && j.Then {
			frozen, in = j.Frozen.P(), true
		}
		d.add(j, frozen, in)
	}
	return d
}

func (d *Days) add(j phase.Judged, frozen float64, known bool) {
	cases, used := j.Cases.N, int(math.Round(100*j.Phase.Share))
	if j.Cases.Kind != phase.Known {
		cases = -1
	}
	then := -1
	if known {
		then = thousandths(frozen)
	}
	above := 0
	if j.Excess.Above {
		above = 1
	}
	d.Cases, d.Used, d.P, d.Frozen = append(d.Cases, cases), append(d.Used, used), append(d.P, thousandths(j.P())), append(d.Frozen, then)
	d.Lo, d.Hi, d.Above = append(d.Lo, thousandths(j.Lo)), append(d.Hi, thousandths(j.Hi)), append(d.Above, above)
	d.Rt = append(d.Rt, [3]int{hundredths(j.Rt.Mean), hundredths(j.Rt.Lo), hundredths(j.Rt.Hi)})
}

func thousandths(p float64) int { return int(math.Round(1000 * p)) }

func hundredths(v float64) int {
	if math.IsNaN(v) {
		return -1
	}
	return int(math.Round(100 * v))
}
