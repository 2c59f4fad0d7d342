package volunteers_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteers"
)

// network is where the tests come from.
const network = "192.0.2.7/32"

// programs are several that serve one borough over one database.
func (b *bureau) programs(n int) (all []*volunteers.Service) {
	for range n {
		s := volunteers.New(b.db, nil, nil)
		s.KeyedBy([]byte("the key of the borough"))
		all = append(all, s)
	}
	return all
}

// tries looks numbers of nobody up until it is stopped, and tells how many counted.
func (b *bureau) tries(s *volunteers.Service, from string, most int) (counted int) {
	b.t.Helper()
	for range most {
		ok, err := s.TriedWrong(b.as(access.Principal{}), from)
		if err != nil {
			b.t.Fatal(err)
		}
		if ok {
			counted++
		}
	}
	return counted
}

func (b *bureau) may(s *volunteers.Service, from string) bool {
	b.t.Helper()
	may, err := s.MayTry(b.as(access.Principal{}), from)
	if err != nil {
		b.t.Fatal(err)
	}
	return may
}

// kept are the marks of the networks that the store holds.
func (b *bureau) kept() (marks []string) {
	b.t.Helper()
	rows, err := b.db.Read(b.ctx).Query(`SELECT tried_from FROM volunteers_wrong_number WHERE borough_id = ? AND tried_from <> ''`, db.CallerOf(b.ctx).Borough)
	if err != nil {
		b.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var mark string
		if err := rows.Scan(&mark); err != nil {
			b.t.Fatal(err)
		}
		marks = append(marks, mark)
	}
	return marks
}

func TestProgramsShareWhatWasTried(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		two := b.programs(2)
		if n := b.tries(two[0], network, 6) + b.tries(two[1], network, 6); n != 10 {
			t.Errorf("%d numbers were tried", n)
		}
		for i, s := range append(two, b.programs(1)...) { // the last was only just started
			if b.may(s, network) {
				t.Errorf("program %d lets more be tried", i)
			}
			if !b.may(s, "192.0.2.8/32") {
				t.Errorf("program %d shuts others out", i)
			}
		}
		b.clock.Advance(15*time.Minute - time.Second)
		if b.may(two[1], network) {
			t.Error("it was forgiven too early, in the next quarter of an hour")
		}
		b.clock.Advance(time.Second)
		if !b.may(two[0], network) {
			t.Error("it is not forgiven")
		}
	})
}

func TestWhoTriesAtOnceInTwoProgramsIsCountedOnce(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		var counted atomic.Int32
		var all sync.WaitGroup
		for _, s := range b.programs(2) {
			for range 15 {
				all.Go(func() { counted.Add(int32(b.tries(s, network, 1))) })
			}
		}
		all.Wait()
		if n := counted.Load(); n != 10 || len(b.kept()) != 10 {
			t.Errorf("%d were counted, %d are kept", n, len(b.kept()))
		}
	})
}

func TestWhatIsKeptOfTriesIsBoundedAndTellsNobodysNetwork(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		s := b.programs(1)[0]
		for i := range 120 {
			b.tries(s, fmt.Sprintf("192.0.2.%d/32", i), 1)
		}
		first := b.kept()
		if len(first) != 100 || b.may(s, "198.51.100.1/32") {
			t.Errorf("%d are kept, more may be tried: %v", len(first), b.may(s, "198.51.100.1/32"))
		}
		b.clock.Advance(time.Hour)
		b.tries(s, "192.0.2.0/32", 1)
		again := b.kept()
		if len(again) != 1 {
			t.Errorf("%d are kept after their hour", len(again))
		}
		for _, mark := range first {
			if len(mark) != 22 || mark == again[0] {
				t.Errorf("a network is kept as %q, later as %q", mark, again[0])
			}
		}
		b.clock.Advance(time.Hour)
		if err := s.ForgetTries(b.ctx); err != nil || len(b.kept()) > 0 {
			t.Errorf("%d are kept where nobody tries: %v", len(b.kept()), err)
		}
	})
}

func TestWithoutAKeyNothingMayBeTried(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		if b.may(b.Service, network) {
			t.Error("a number may be tried")
		}
	})
}
