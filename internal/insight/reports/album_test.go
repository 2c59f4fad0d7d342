package reports_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

// slow is a measure that notes how often it is counted.
type slow struct {
	times atomic.Int64
	fail  atomic.Bool
	gate  chan struct{}
}

func (s *slow) measure() feature.Measure {
	return feature.Measure{Name: "test.slow", Label: "Slow", Count: func(r db.Reader, _ feature.Period) (feature.Tally, error) {
		n := s.times.Add(1)
		<-s.gate
		if s.fail.Load() {
			return feature.Tally{}, errors.New("the database does not answer")
		}
		return feature.Sum([]feature.Row{{Neighbourhood: "hapi", Value: n, Of: n}}), r.Context().Err()
	}}
}

func serviceOf(t *testing.T, b *reportstest.Borough, s *slow) *reports.Service {
	return reports.New(b.DB, reportstest.Wigan(t), []feature.Measure{s.measure()}, b.Reads)
}

func value(t *testing.T, s *reports.Service, ctx context.Context, hub string) int64 {
	t.Helper()
	d, err := s.Dashboard(ctx, hub)
	if err != nil {
		t.Fatal(err)
	}
	return d.Line("test.slow").Now.Value
}

func TestManyAskAndItIsCountedOnce(t *testing.T) {
	b, s := reportstest.New(t), &slow{gate: make(chan struct{})}
	service, ctx := serviceOf(t, b, s), b.As(reportstest.Somebody(access.Manager, ""))
	var all sync.WaitGroup
	for _, hub := range []string{"", "hapi", "leigh", ""} {
		for range 10 {
			all.Go(func() { value(t, service, ctx, hub) })
		}
	}
	time.Sleep(20 * time.Millisecond)
	close(s.gate)
	all.Wait()
	if n := s.times.Load(); n != 1 {
		t.Errorf("it was counted %d times", n)
	}
}

func TestFiguresAreCountedAnewAfterTenSeconds(t *testing.T) {
	b, s := reportstest.New(t), &slow{gate: make(chan struct{})}
	close(s.gate)
	service, ctx := serviceOf(t, b, s), b.As(reportstest.Somebody(access.Manager, ""))
	for _, c := range []struct {
		later time.Duration
		want  int64
	}{{0, 1}, {9 * time.Second, 1}, {time.Second, 2}, {-time.Minute, 3}} {
		b.Clock.Advance(c.later)
		if got := value(t, service, ctx, ""); got != c.want {
			t.Errorf("after %v it is %d, want %d", c.later, got, c.want)
		}
	}
	other := access.With(dbtest.Context(t), access.From(ctx))
	if got := value(t, service, other, ""); got != 4 {
		t.Errorf("another borough is shown %d", got)
	}
}

func TestOneWhoGoesAwayLeavesTheOthersTheirFigures(t *testing.T) {
	b, s := reportstest.New(t), &slow{gate: make(chan struct{})}
	service, ctx := serviceOf(t, b, s), b.As(reportstest.Somebody(access.Manager, ""))
	leaving, leave := context.WithCancel(ctx)
	gone := make(chan error)
	go func() {
		_, err := service.Dashboard(leaving, "")
		gone <- err
	}()
	for s.times.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the one who left was answered %v", err)
	}
	close(s.gate)
	if got := value(t, service, ctx, ""); got != 1 {
		t.Errorf("it is %d", got)
	}
}

func TestAFailureIsNotKept(t *testing.T) {
	b, s := reportstest.New(t), &slow{gate: make(chan struct{})}
	close(s.gate)
	s.fail.Store(true)
	service, ctx := serviceOf(t, b, s), b.As(reportstest.Somebody(access.Manager, ""))
	if _, err := service.Dashboard(ctx, ""); err == nil {
		t.Fatal("a failure was not told")
	}
	s.fail.Store(false)
	if got := value(t, service, ctx, ""); got != 2 {
		t.Errorf("it is %d", got)
	}
}
