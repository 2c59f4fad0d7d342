//go:build fault

package app_test

import (
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/postbox"
	"kith/internal/work/answers"
)

// TestFaultKilledWhileSending kills the program while it sends texts by a carrier that takes
// its time, breaks off and says that it has had enough. Everybody is written to, and nobody
// twice.
func TestFaultKilledWhileSending(t *testing.T) {
	count, kills := 25, 2
	if long() {
		count, kills = 300, 30
	}
	onEngines(t, func(t *testing.T, e engine) {
		box := postbox.New(clock.System{})
		if err := box.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		e.env = []string{"KITH_NOTIFY_URL=" + box.NotifyURL, "KITH_NOTIFY_KEY=" + postbox.LiveKey, "KITH_NOTIFY_TEXT_TEMPLATE=" + postbox.TextTemplate}
		program, _ := e.serve(t)
		told := map[string]bool{}
		box.BreakNotify(postbox.Fault{Hang: 30 * time.Millisecond, Die: true, Times: 3})
		for n := range count {
			got, err := program.visit(t, "").ask("send "+string(rune('a'+n%26))+time.Now().String(), texting(n))
			if err != nil {
				t.Fatal(err)
			}
			told[got.Reference] = true
			if (n+1)%max(1, count/(kills+1)) == 0 && kills > 0 {
				kills--
				program.kill()
				program, _ = e.serve(t)
			}
		}
		for began := time.Now(); len(box.Arrived()) < count && time.Since(began) < 100*time.Second; {
			time.Sleep(200 * time.Millisecond)
		}
		twice := map[string]int{}
		for _, a := range box.Arrived() {
			twice[a.To+a.Body]++
		}
		for what, n := range twice {
			if n > 1 {
				t.Errorf("%d times: %s", n, what)
			}
		}
		if len(twice) != count {
			t.Errorf("%d of %d were written to", len(twice), count)
		}
		program.stop()
	})
}

// texting is a form of somebody who may be texted, each time of somebody else.
func texting(n int) answers.Answers {
	return answers.Answers{
		answers.AskWhoFor: {"me"}, answers.AskFirstName: {"Amina" + string(rune('a'+n%26)) + string(rune('a'+n/26%26))}, answers.AskLastName: {"Khan"},
		answers.AskPhone: {"07700 900" + string(rune('0'+3+n/100%6)) + string(rune('0'+n/10%10)) + string(rune('0'+n%10))}, answers.AskSafeContact: {"text"},
		answers.AskPostcode: {"WN2 3EB"}, answers.AskNeeds: {"food"}, "food_left": {"none"}, "food_reason": {"no-money"}, "adults": {"1"},
	}
}
