package journal_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Several people write, several nodes seal, somebody follows: nobody who
// follows may miss an entry, whatever order the writes are committed in.
func TestTheSequenceHasNoGapsWhileManyWriteAndTwoSeal(t *testing.T) {
	const writers, each = 8, 40
	onBoth(t, func(k *desk) {
		ctx, stop := context.WithCancel(k.ctx)
		var nodes sync.WaitGroup
		for range 2 {
			nodes.Go(func() {
				j := journal.New(k.d, nil, nil)
				for ctx.Err() == nil {
					if err := j.SealBorough(k.ctx, k.borough); err != nil {
						k.Error(err)
					}
				}
			})
		}
		var kept atomic.Int64
		followed := make(chan int64, 1)
		written := make(chan struct{})
		go func() { followed <- k.follow(&kept, written) }()

		var people sync.WaitGroup
		for w := range writers {
			people.Go(func() { kept.Add(k.writeSome(w, each)) })
		}
		people.Wait()
		close(written)
		if got := <-followed; got != kept.Load() {
			k.Errorf("the follower saw %d of %d entries", got, kept.Load())
		}
		stop()
		nodes.Wait()
		if r := k.verify(); !r.OK() || r.Entries != kept.Load() {
			k.Errorf("%d entries: %s", kept.Load(), r)
		}
	})
}

// writeSome makes n writes of one to three entries, of which some are undone,
// and returns how many entries were kept.
func (k *desk) writeSome(seed, n int) (kept int64) {
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	undone := errors.New("undone")
	for range n {
		entries, undo := 1+random.IntN(3), random.IntN(5) == 0
		err := k.d.Write(k.ctx, func(tx *db.Tx) error {
			for i := range entries {
				if err := journal.Record(tx, opened(i)); err != nil {
					return err
				}
			}
			if undo {
				return undone
			}
			return nil
		})
		if err == nil {
			kept += int64(entries)
		} else if !errors.Is(err, undone) {
			k.Error(err)
		}
	}
	return kept
}

// follow reads the sequence as a live page does, and returns the number of the
// last entry seen once all that was written is there.
func (k *desk) follow(kept *atomic.Int64, written <-chan struct{}) (seen int64) {
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		entries, err := journal.Since(k.d.Read(k.ctx), k.borough, seen)
		if err != nil {
			k.Error(err)
			return seen
		}
		for _, e := range entries {
			if e.Seq != seen+1 {
				k.Errorf("after entry %d came %d", seen, e.Seq)
			}
			seen = e.Seq
		}
		select {
		case <-written:
			if seen >= kept.Load() {
				return seen
			}
		case <-time.After(2 * time.Millisecond):
		}
	}
	return seen
}

func TestMoreThanABatchIsSealedAtOnce(t *testing.T) {
	onBoth(t, func(k *desk) {
		var many []journal.Entry
		for i := range 1203 {
			many = append(many, opened(i))
		}
		k.record(many...)
		k.must(k.j.SealBorough(k.ctx, k.borough))
		if last, err := journal.Last(k.d.Read(k.ctx), k.borough); err != nil || last != 1203 {
			k.Errorf("the last entry is %d (%v), want 1203", last, err)
		}
		if r := k.verify(); !r.OK() || r.Entries != 1203 {
			k.Error(r)
		}
	})
}

func TestBoroughsHaveSequencesOfTheirOwn(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.sealed(2)
		other := *k
		other.borough = k.borough + "-other"
		other.ctx = db.As(k.ctx, db.Caller{Borough: other.borough, Actor: "tester"})
		other.record(opened(1))
		k.must(k.j.Seal(k.ctx))
		if got := other.since(0); len(got) != 1 || got[0].Seq != 1 {
			k.Errorf("the other borough's journal is %v", got)
		}
		if r := other.verify(); !r.OK() || r.Entries != 1 {
			k.Error(r)
		}
	})
}

func TestRunSealsWhatIsWritten(t *testing.T) {
	onBoth(t, func(k *desk) {
		ctx, stop := context.WithCancel(k.ctx)
		ended := make(chan error, 1)
		go func() { ended <- k.j.Run(ctx) }()
		k.record(opened(1))
		deadline := time.Now().Add(10 * time.Second)
		for len(k.since(0)) == 0 && time.Now().Before(deadline) {
			time.Sleep(20 * time.Millisecond)
		}
		if len(k.since(0)) != 1 {
			k.Error("nothing was sealed")
		}
		stop()
		k.must(<-ended)
	})
}
