package travel

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kith/internal/kernel/grid"
)

const (
	atOnce        = 4         // requests under way
	mostEntries   = 4_000_000 // remembered in all: 2,000 places, or four tables of 1,000
	mostTables    = 16
	degreesInUnit = 1e5
	staleAfter    = 12 * time.Hour // the server may have a newer map
)

// spot is a coordinate as servers are told it. Places at one spot are asked for once.
type spot struct{ lat, lon int32 }

func spotOf(p grid.Point) spot {
	return spot{int32(math.Round(p.Lat * degreesInUnit)), int32(math.Round(p.Lon * degreesInUnit))}
}

func (s spot) point() grid.Point {
	return grid.Point{Lat: float64(s.lat) / degreesInUnit, Lon: float64(s.lon) / degreesInUnit}
}

// remembered is a whole table that a server gave. It does not change once it is kept.
type remembered struct {
	mode     Mode
	spots    []spot
	row      map[spot]int
	off      []bool
	distance []int32
	duration []int32
	asOf     string
	asked    time.Time // the oldest of its answers
}

func (t *remembered) between(from, to int) (distance, duration int32) {
	i := from*len(t.spots) + to
	return t.distance[i], t.duration[i]
}

// known is what a server said before, the latest first. A table of which most is known is
// asked for only where it is not: one more stop is one more row and column.
type known struct {
	lock   sync.Mutex
	tables []*remembered
}

func newKnown() *known { return &known{} }

// best is the table that knows the most of some spots, of those that are not stale.
func (k *known) best(m Mode, spots []spot, now time.Time) *remembered {
	k.lock.Lock()
	defer k.lock.Unlock()
	k.tables = slices.DeleteFunc(k.tables, func(t *remembered) bool { return now.Sub(t.asked) >= staleAfter })
	var best *remembered
	most := 0
	for _, t := range k.tables {
		n := 0
		for _, s := range spots {
			if _, has := t.row[s]; has && t.mode == m {
				n++
			}
		}
		if n > most {
			best, most = t, n
		}
	}
	return best
}

// keep remembers a table and forgets the oldest ones.
func (k *known) keep(t *remembered) {
	if len(t.distance) > mostEntries {
		return
	}
	k.lock.Lock()
	defer k.lock.Unlock()
	k.tables = slices.Insert(k.tables, 0, t)
	sum := 0
	for i, t := range k.tables {
		if sum += len(t.distance); i == mostTables || sum > mostEntries {
			k.tables = k.tables[:i]
			break
		}
	}
}

// answer is what the server says, or said before, of the asked places.
func (s *Server) answer(ctx context.Context, m Mode, asked []int, places []Place) (*answers, error) {
	t := &remembered{mode: m, row: map[spot]int{}}
	for _, i := range asked {
		p := spotOf(places[i].At)
		if _, has := t.row[p]; !has {
			t.row[p] = len(t.spots)
			t.spots = append(t.spots, p)
		}
	}
	if err := s.complete(ctx, t); err != nil {
		return nil, err
	}
	a := &answers{row: slices.Repeat([]int{-1}, len(places)), t: t, asOf: t.asOf}
	for _, i := range asked {
		row := t.row[spotOf(places[i].At)]
		if t.off[row] {
			a.off = append(a.off, i)
			continue
		}
		a.row[i] = row
	}
	return a, nil
}

// complete fills a table from what is known and by asking for the rest.
func (s *Server) complete(ctx context.Context, t *remembered) error {
	n := len(t.spots)
	t.off, t.distance, t.duration = make([]bool, n), make([]int32, n*n), make([]int32, n*n)
	var old, fresh []int
	t.asked = s.setup.Clock.Now()
	if before := s.best(t.mode, t.spots, t.asked); before != nil {
		old, fresh = t.recall(before)
	} else {
		fresh = t.all()
	}
	if len(fresh) == 0 {
		return nil
	}
	if err := s.askAll(ctx, t, old, fresh); err != nil {
		return err
	}
	for i := range n {
		t.distance[i*n+i], t.duration[i*n+i] = 0, 0
	}
	if t.asOf == "" {
		t.asOf = s.engine.asOf(ctx, s.client)
	}
	s.keep(t)
	return nil
}

func (t *remembered) all() []int {
	all := make([]int, len(t.spots))
	for i := range all {
		all[i] = i
	}
	return all
}

// recall copies what another table knows.
func (t *remembered) recall(before *remembered) (old, fresh []int) {
	t.asOf, t.asked = before.asOf, before.asked
	for i, s := range t.spots {
		if row, has := before.row[s]; has {
			old = append(old, i)
			t.off[i] = before.off[row]
		} else {
			fresh = append(fresh, i)
		}
	}
	n := len(t.spots)
	for _, i := range old {
		for _, j := range old {
			t.distance[i*n+j], t.duration[i*n+j] = before.between(before.row[t.spots[i]], before.row[t.spots[j]])
		}
	}
	return old, fresh
}

// askAll asks from what is fresh to everything, and from what is old to what is fresh, in
// pieces the server takes.
func (s *Server) askAll(ctx context.Context, t *remembered, old, fresh []int) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	var lock sync.Mutex
	ask := func(from, to []int) {
		for rows := range slices.Chunk(from, s.setup.Batch) {
			for columns := range slices.Chunk(to, s.setup.Batch) {
				group.Go(func() error {
					if ctx.Err() != nil {
						return ctx.Err()
					}
					b, err := s.engine.ask(ctx, s.client, t.mode, t.points(rows), t.points(columns))
					if err != nil {
						return err
					}
					lock.Lock()
					defer lock.Unlock()
					t.write(rows, columns, b)
					return nil
				})
			}
		}
	}
	ask(fresh, fresh)
	ask(fresh, old)
	ask(old, fresh)
	return group.Wait()
}

func (t *remembered) points(some []int) []grid.Point {
	all := make([]grid.Point, len(some))
	for i, k := range some {
		all[i] = t.spots[k].point()
	}
	return all
}

func (t *remembered) write(rows, columns []int, b block) {
	n := len(t.spots)
	for i, from := range rows {
		for j, to := range columns {
			far, long := b.metres[i][j], b.seconds[i][j]
			if far < 0 || long < 0 {
				t.distance[from*n+to], t.duration[from*n+to] = noWay, noWay
				continue
			}
			t.distance[from*n+to], t.duration[from*n+to] = decimetres(far), seconds(long)
		}
	}
	for _, i := range b.offFrom {
		t.off[rows[i]] = true
	}
	for _, j := range b.offTo {
		t.off[columns[j]] = true
	}
	if b.asOf != "" {
		t.asOf = b.asOf
	}
}
