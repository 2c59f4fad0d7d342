//go:build bench

package identity_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kith/internal/insight/identity"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/board/boardtest"
)

// BenchmarkQueue opens the list and the next pair while 5,000 pairs are open, and fails when
// the 95th percentile takes 100 ms or more.
func BenchmarkQueue(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkQueue(b, boardtest.New(b, identity.Static().Migrations)) })
	b.Run("postgres", func(b *testing.B) { benchmarkQueue(b, boardtest.NewPostgres(b, identity.Static().Migrations)) })
}

func benchmarkQueue(b *testing.B, h *boardtest.Hub) {
	o := newOffice(b, h)
	for i := range 50 {
		o.must(o.DB.Write(o.As(agent), func(tx *db.Tx) error {
			for j := range 100 {
				n := khan("Amina", "hapi")
				n.FamilyName, n.BirthDate = fmt.Sprintf("Khan%d", i*100+j), day.New(1930+j%70, 3, 7)
				first, err := people.Add(tx, n, nil)
				if err != nil {
					return err
				}
				if _, err := people.Add(tx, n, []people.Candidate{{Record: first.ID, Percent: 50 + j%50, Reasons: []string{"same name"}}}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	for b.Loop() {
		var lists, pairs []time.Duration
		for range 50 {
			began := time.Now()
			open, first, err := o.Queue(o.As(agent), 25)
			o.must(err)
			if open != 5000 {
				b.Fatalf("%d pairs are open", open)
			}
			lists = append(lists, time.Since(began))
			began = time.Now()
			_, err = o.Pair(o.As(agent), first[0].First, first[0].Second)
			o.must(err)
			pairs = append(pairs, time.Since(began))
		}
		for what, took := range map[string][]time.Duration{"the list": lists, "a pair": pairs} {
			slices.Sort(took)
			b.Logf("%s: median %s, 95th %s", what, took[25], took[47])
			if took[47] >= 100*time.Millisecond {
				b.Errorf("%s: the 95th percentile is %s", what, took[47])
			}
		}
	}
}
