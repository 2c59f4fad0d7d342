package reports

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// patience is how long counting may take.
const patience = 20 * time.Second

// cut is how time is cut for a dashboard, and how long its figures are shown before they
// are counted anew.
type cut struct {
	fresh time.Duration
	spans func(now time.Time) map[Span]feature.Period
	of    func(m feature.Measure) []Span // those a measure has figures of
}

// daily is of today and this week. weekly is of whole weeks: its figures change on Mondays,
// or when something earlier is put right.
var (
	daily  = cut{10 * time.Second, spans, of}
	weekly = cut{10 * time.Minute, wholeWeeks, func(feature.Measure) []Span { return []Span{FourWeeks, FourBefore, SinceBeginning} }}
)

// snapshot is every figure of a borough at one moment. It never changes.
type snapshot struct {
	asAt    time.Time
	periods map[Span]feature.Period
	tallies map[string]map[Span]feature.Tally // by measure
}

func (s *snapshot) figure(m feature.Measure, span Span, within feature.Scope) feature.Figure {
	return s.tallies[m.Name][span].In(within)
}

// take counts every measure. The moment is a whole second, so that an address that names
// it lists exactly what was counted.
func take(r db.Reader, measures []feature.Measure, by cut) (s *snapshot, err error) {
	asAt := r.Now().Truncate(time.Second)
	s = &snapshot{asAt: asAt, periods: by.spans(asAt), tallies: map[string]map[Span]feature.Tally{}}
	for _, m := range measures {
		s.tallies[m.Name] = map[Span]feature.Tally{}
		for _, span := range by.of(m) {
			if s.tallies[m.Name][span], err = m.Count(r, s.periods[span]); err != nil {
				fault.Wrap(&err, "count %s", m.Name)
				return nil, err
			}
		}
	}
	return s, nil
}

// album keeps the latest snapshot of each borough. However many ask for one that is no
// longer fresh, it is taken once and all wait for it.
type album struct {
	db       *db.DB
	measures []feature.Measure
	cut      cut

	taking singleflight.Group
	mu     sync.Mutex
	latest map[string]*snapshot
}

func (a *album) of(ctx context.Context) (*snapshot, error) {
	borough := db.CallerOf(ctx).Borough
	if s := a.kept(borough, a.db.Read(ctx).Now()); s != nil {
		return s, nil
	}
	taken := a.taking.DoChan(borough, func() (any, error) { return a.take(ctx, borough) })
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case got := <-taken:
		s, _ := got.Val.(*snapshot)
		return s, got.Err
	}
}

// take goes on although the one who asked first has gone: others wait for the same.
func (a *album) take(ctx context.Context, borough string) (*snapshot, error) {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer done()
	r := a.db.ReadBehind(ctx)
	if s := a.kept(borough, r.Now()); s != nil { // taken while this one came
		return s, nil
	}
	s, err := take(r, a.measures, a.cut)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.latest[borough] = s
	return s, nil
}

// kept is the borough's snapshot if it is still fresh. A clock that was set back must not
// keep an old one for ever.
func (a *album) kept(borough string, now time.Time) *snapshot {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := a.latest[borough]
	if s == nil || now.Before(s.asAt) || now.Sub(s.asAt) >= a.cut.fresh {
		return nil
	}
	return s
}
