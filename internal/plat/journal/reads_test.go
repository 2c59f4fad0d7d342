package journal_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
)

func seen(id string) journal.Entry {
	return journal.Entry{
		Verb: "looked at a person", Topic: "people.seen", Subject: id,
		Objects: []journal.Object{{Kind: "person", ID: id}},
	}
}

func TestReadsAreKeptWithTheTimeTheyWereMade(t *testing.T) {
	onBoth(t, func(k *desk) {
		reads := k.j.Reads()
		k.must(reads.Saw(k.ctx, seen("person-1")))
		k.clock.Advance(time.Minute)
		k.must(reads.Saw(k.ctx, seen("person-2")))
		k.must(reads.Flush(k.ctx))
		k.must(k.j.SealBorough(k.ctx, k.borough))
		got := k.since(0)
		if len(got) != 2 || !got[0].At.Equal(start) || got[0].Actor != "tester" || got[1].Subject != "person-2" {
			k.Errorf("kept %+v", got)
		}
		if r := k.verify(); !r.OK() {
			k.Error(r)
		}
	})
}

func TestReadsWaitingAtTheEndAreKept(t *testing.T) {
	onBoth(t, func(k *desk) {
		ctx, stop := context.WithCancel(k.ctx)
		stop()
		k.must(k.j.Reads().Saw(k.ctx, seen("person-1")))
		k.must(k.j.Run(ctx))
		about, err := journal.About(k.d.Read(k.ctx), []string{"person-1"}, 10)
		if err != nil || len(about) != 1 {
			k.Errorf("kept %v (%v)", about, err)
		}
	})
}

func TestAFullQueueIsSaidAndLogged(t *testing.T) {
	onBoth(t, func(k *desk) {
		var out bytes.Buffer
		reads := journal.New(k.d, nil, slog.New(slog.NewTextHandler(&out, nil))).Reads()
		var err error
		n := 0
		for ; err == nil && n < 100_000; n++ {
			err = reads.Saw(k.ctx, seen("person-1"))
		}
		if fault.KindOf(err) != fault.Unavailable {
			k.Fatalf("after %d reads: %v", n, err)
		}
		if !strings.Contains(out.String(), "people.seen") || !strings.Contains(out.String(), "person-1") {
			k.Errorf("logged: %s", out.String())
		}
		k.must(reads.Flush(k.ctx))
		k.must(reads.Saw(k.ctx, seen("person-1")))
		k.must(reads.Flush(k.ctx))
		about, err := journal.About(k.d.Read(k.ctx), []string{"person-1"}, 100_000)
		if err != nil || len(about) != n {
			k.Errorf("kept %d of %d (%v)", len(about), n, err)
		}
	})
}

func TestWhatMustNotBeSeenUnrecordedIsRecordedFirst(t *testing.T) {
	onBoth(t, func(k *desk) {
		k.must(k.j.Reads().SawFirst(k.ctx, seen("person-1")))
		about, err := journal.About(k.d.Read(k.ctx), []string{"person-1"}, 10)
		if err != nil || len(about) != 1 {
			k.Errorf("kept %v (%v)", about, err)
		}
		k.must(k.d.Close())
		if err := k.j.Reads().SawFirst(k.ctx, seen("person-1")); err == nil {
			k.Error("it may be shown although nothing could be recorded")
		}
	})
}
