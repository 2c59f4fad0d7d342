package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"kith/internal/plat/config"
	"kith/internal/plat/live"
	"kith/internal/plat/postbox"
	"kith/internal/registers/messages"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// askingForFood is a form of somebody who may be texted, each time of somebody else.
func askingForFood(n int) intake.Asking {
	return intake.Asking{Channel: needs.Web, Key: fmt.Sprintf("mail down %d", n), Answers: answers.Answers{
		answers.AskWhoFor: {"me"}, answers.AskFirstName: {fmt.Sprintf("Amina%c%c", 'a'+n%26, 'a'+n/26%26)}, answers.AskLastName: {"Khan"},
		answers.AskPhone: {fmt.Sprintf("07700 900%03d", 300+n%600)}, answers.AskSafeContact: {"text"}, answers.AskPostcode: {"WN2 3EB"},
		answers.AskNeeds: {"food"}, "food_left": {"none"}, "food_reason": {"no-money"}, "adults": {"1"},
	}}
}

// behind runs what runs behind the pages, until the test ends.
func behind(t testing.TB, a *App) {
	t.Helper()
	all, err := a.background(live.New(live.Journal(a.DB, a.Borough), a.Log))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	var running sync.WaitGroup
	for _, work := range all {
		running.Go(func() { _ = work(ctx) })
	}
	t.Cleanup(func() { stop(); running.Wait() })
}

// waits takes requests one after another and returns how long each took, the quickest first.
func waits(t testing.TB, a *App, from, n int) (took []time.Duration) {
	t.Helper()
	ctx := a.As(t.Context(), "public", "ask for help")
	for i := range n {
		start := time.Now()
		if _, err := a.Intake.Ask(ctx, askingForFood(from+i)); err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	return took
}

// TestMailDownHoldsNobodyUp takes requests while the carrier of texts swallows everything and
// says nothing: nobody who asks waits for it, and nothing of what was to be said is lost.
func TestMailDownHoldsNobodyUp(t *testing.T) {
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.carry(t.Context(), config.Serving{}, true); err != nil {
		t.Fatal(err)
	}
	a.box.BreakNotify(postbox.Fault{Hang: time.Hour})
	behind(t, a)
	t.Cleanup(a.box.Mend)
	const n = 40
	if took := waits(t, a, 0, n); took[n-1] > 5*time.Second {
		t.Errorf("somebody waited %v", took[n-1])
	}
	kept := 0
	for deadline := time.Now().Add(30 * time.Second); kept < n && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		counts, err := a.Messages.Counts(a.As(t.Context(), "test", "count"))
		if err != nil {
			t.Fatal(err)
		}
		kept = counts[messages.Queued] + counts[messages.Sending]
	}
	if got := len(a.box.Arrived()); got != 0 || kept != n {
		t.Errorf("%d arrived, %d of %d wait", got, kept, n)
	}
}

// BenchmarkAskWhileMailHangs compares how long a request takes while texts go and while they
// hang: the two are the same but for the noise.
func BenchmarkAskWhileMailHangs(b *testing.B) {
	for _, how := range []struct {
		name  string
		fault *postbox.Fault
	}{{"texts go", nil}, {"texts hang", &postbox.Fault{Hang: time.Hour}}} {
		b.Run(how.name, func(b *testing.B) {
			a := openedIn(b)
			if err := a.EnsureBlueprint(b.Context()); err != nil {
				b.Fatal(err)
			}
			if err := a.carry(b.Context(), config.Serving{}, true); err != nil {
				b.Fatal(err)
			}
			if how.fault != nil {
				a.box.BreakNotify(*how.fault)
			}
			behind(b, a)
			b.Cleanup(a.box.Mend)
			waits(b, a, 0, 20)
			took := waits(b, a, 20, max(b.N, 200))
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
		})
	}
}
