package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// program is a node: a journal and the jobs that follow from it.
type program struct {
	journal *journal.Journal
	jobs    *jobs.Jobs
}

// program returns a node with the subscriptions.
func (f *floor) program(subscriptions ...journal.Subscription) program {
	f.Helper()
	var r jobs.Registry
	j := journal.New(f.d, nil, slog.New(slog.DiscardHandler))
	jobs.Subscribe(&r, j, subscriptions...)
	p := program{journal: j, jobs: f.node(&r)}
	j.RelayTo(p.jobs)
	return p
}

func (f *floor) runProgram(p program) (stop func()) {
	ctx, cancel := context.WithCancel(f.ctx)
	var all sync.WaitGroup
	all.Go(func() { p.journal.Run(ctx) })
	all.Go(func() { p.jobs.Run(ctx) })
	stop = sync.OnceFunc(func() { cancel(); all.Wait() })
	f.Cleanup(stop)
	return stop
}

// happen records entries number from to to.
func (f *floor) happen(topic string, from, to int) {
	f.Helper()
	f.must(f.d.Write(f.ctx, func(tx *db.Tx) error {
		for n := from; n <= to; n++ {
			err := journal.Record(tx, journal.Entry{Verb: "did", Topic: topic, Data: map[string]any{"n": n}})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// noting returns a subscription that notes the entries it is given.
func noting(name string, t *tally, topics ...string) journal.Subscription {
	return journal.Subscription{Name: name, Topics: topics, Handle: func(ctx context.Context, e journal.Sealed) error {
		t.note(fmt.Sprintf("%s %s %v", name, e.Topic, e.Data["n"]))
		return nil
	}}
}

func TestEachEntryReachesEachSubscriptionThatWantsIt(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		f.runProgram(f.program(
			noting("messages.confirm", &seen, "needs.opened"),
			noting("reports.count", &seen, "needs.*", "tasks.done"),
		))
		f.happen("needs.opened", 1, 130)
		f.happen("needs.closed", 1, 2)
		f.happen("tasks.done", 1, 1)
		f.happen("tasks.opened", 1, 1)
		want := 130 + 130 + 2 + 1
		f.until("all of them", func() bool { return len(seen.all()) >= want })
		for n := 1; n <= 130; n++ {
			for _, who := range []string{"messages.confirm", "reports.count"} {
				if seen.count(fmt.Sprintf("%s needs.opened %d", who, n)) != 1 {
					f.Errorf("%s did not get entry %d once", who, n)
				}
			}
		}
		if got := len(seen.all()); got != want {
			f.Errorf("%d deliveries, want %d", got, want)
		}
	})
}

func TestTheCursorSurvivesARestart(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		stop := f.runProgram(f.program(noting("messages.confirm", &seen, "needs.opened")))
		f.happen("needs.opened", 1, 60)
		f.until("the first program's", func() bool { return len(seen.all()) >= 60 })
		stop()
		f.happen("needs.opened", 61, 120)
		f.runProgram(f.program(noting("messages.confirm", &seen, "needs.opened")))
		f.until("the second program's", func() bool { return len(seen.all()) >= 120 })
		for n := 1; n <= 120; n++ {
			if got := seen.count(fmt.Sprintf("messages.confirm needs.opened %d", n)); got != 1 {
				f.Errorf("entry %d was delivered %d times", n, got)
			}
		}
	})
}

// Two nodes relay at the same time, and programs are stopped in the middle of
// their work again and again: nothing may be lost.
func TestNothingIsLostWhenProgramsStopInTheMiddle(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		const rounds, each = 6, 70
		for round := range rounds {
			one := f.runProgram(f.program(noting("messages.confirm", &seen, "needs.opened")))
			two := f.runProgram(f.program(noting("messages.confirm", &seen, "needs.opened")))
			f.happen("needs.opened", round*each+1, (round+1)*each)
			before := len(seen.all())
			f.until("some", func() bool { return len(seen.all()) > before })
			one()
			two()
		}
		f.runProgram(f.program(noting("messages.confirm", &seen, "needs.opened")))
		for n := 1; n <= rounds*each; n++ {
			entry := fmt.Sprintf("messages.confirm needs.opened %d", n)
			f.until(entry, func() bool { return seen.count(entry) > 0 })
		}
	})
}

func TestEntriesLeftWhenTheTimeIsUpGetJobsOfTheirOwn(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		began := make(chan struct{})
		slow := noting("messages.confirm", &seen, "needs.opened")
		slow.Handle = func(ctx context.Context, e journal.Sealed) error {
			if e.Data["n"] == 3.0 {
				close(began)
				<-ctx.Done()
				return ctx.Err()
			}
			return noting("messages.confirm", &seen).Handle(ctx, e)
		}
		f.happen("needs.opened", 1, 10)
		stop := f.runProgram(f.program(slow))
		<-began
		stop()
		f.runProgram(f.program(noting("messages.confirm", &seen, "needs.opened")))
		f.until("all of them", func() bool { return len(seen.all()) >= 10 })
		for n := 1; n <= 10; n++ {
			if got := seen.count(fmt.Sprintf("messages.confirm needs.opened %d", n)); got != 1 {
				f.Errorf("entry %d was delivered %d times", n, got)
			}
		}
	})
}

func TestTheCursorStaysWhereEnqueueingFailed(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		f.happen("needs.opened", 1, 3)
		// A node that was put together wrongly: nobody runs its deliveries.
		wrong := journal.New(f.d, nil, slog.New(slog.DiscardHandler))
		wrong.Subscribe(noting("messages.confirm", &seen, "needs.opened"))
		wrong.RelayTo(f.node(&jobs.Registry{}))
		f.must(wrong.SealBorough(f.ctx, f.borough))
		if err := wrong.Relay(f.ctx); err == nil {
			f.Fatal("entries were relayed to nobody")
		}
		f.runProgram(f.program(noting("messages.confirm", &seen, "needs.opened")))
		f.until("all three", func() bool { return len(seen.all()) == 3 })
	})
}

func TestAnEntryThatCannotBeHandledHoldsUpNoOther(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		good := noting("messages.confirm", &seen, "needs.opened")
		picky := good
		picky.Handle = func(ctx context.Context, e journal.Sealed) error {
			switch e.Data["n"] {
			case 7.0:
				return jobs.GiveUp(errors.New("poison"))
			case 8.0:
				if seen.count("stumbled") == 0 {
					seen.note("stumbled")
					panic("once")
				}
			}
			return good.Handle(ctx, e)
		}
		p := f.program(picky)
		f.runProgram(p)
		f.happen("needs.opened", 1, 20)
		f.until("the others and the dead one", func() bool {
			dead, err := p.jobs.Dead(f.ctx, 10)
			f.must(err)
			return len(seen.all()) >= 20 && len(dead) == 1
		})
		dead, err := p.jobs.Dead(f.ctx, 10)
		f.must(err)
		if dead[0].Kind != "journal.messages.confirm" || !strings.Contains(dead[0].Error, "of entry 7: ") {
			f.Errorf("dead: %+v", dead)
		}
		if seen.count("messages.confirm needs.opened 8") != 1 || seen.count("messages.confirm needs.opened 7") != 0 {
			f.Errorf("delivered: %v", seen.all())
		}
	})
}

func TestNobodyActsOnAForgery(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		f.happen("needs.opened", 1, 3)
		f.must(f.d.Write(f.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE journal_entry SET topic = 'needs.closed', data = '{"n":666}'
				WHERE borough_id = ? AND data = '{"n":2}'`, f.borough)
			return err
		}))
		f.runProgram(f.program(noting("messages.confirm", &seen, "needs.*")))
		f.happen("needs.opened", 4, 4)
		f.until("the genuine ones", func() bool { return len(seen.all()) >= 3 })
		if seen.count("messages.confirm needs.closed 666") != 0 {
			f.Error("the forgery was acted on")
		}
	})
}
