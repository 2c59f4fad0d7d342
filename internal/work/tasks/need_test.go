package tasks_test

import (
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// the is a need as it is now, to be changed.
func (h *hub) the(o opened, i int) tasks.NeedChoice {
	n := h.need(o, i)
	return tasks.NeedChoice{ID: n.ID, Version: n.Version}
}

func TestANeedIsMadeMorePressing(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		must(t, h.RecordOutcome(h.ctx, h.seen(o.tasks[2].ID), tasks.Outcome{Code: "acknowledged"}))
		seen := h.the(o, 0)
		must(t, h.Reprioritise(h.ctx, seen, needs.Emergency, "they have run out of milk"))
		if n := h.need(o, 0); n.Priority != needs.Emergency || n.Decision.Priority != needs.Soon {
			t.Errorf("the need is %s, triage said %s", n.Priority, n.Decision.Priority)
		}
		if open, done := h.now(o.tasks[1].ID), h.now(o.tasks[2].ID); open.Priority != needs.Emergency || done.Priority != needs.Soon {
			t.Errorf("the open task is %s, the ended one %s", open.Priority, done.Priority)
		}
		if r := h.request(o.request.ID); r.Priority != needs.Emergency {
			t.Errorf("the request is %s", r.Priority)
		}
		story, err := h.needs.Story(h.ctx, seen.ID, seen.Version)
		if err != nil || len(story) != 1 || story[0].Reason != "they have run out of milk" || story[0].Was.Priority != needs.Soon || story[0].Now.Priority != needs.Emergency {
			t.Errorf("the story is %+v, %v", story, err)
		}
		wantKind(t, "changing what has changed", h.Reprioritise(h.ctx, seen, needs.Routine, "why"), fault.Stale)
		wantKind(t, "no reason", h.Reprioritise(h.ctx, h.the(o, 0), needs.Routine, " "), fault.Invalid)
		wantKind(t, "the same", h.Reprioritise(h.ctx, h.the(o, 0), needs.Emergency, "why"), fault.Invalid)
	})
}

func TestANeedBeginsLater(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		start := day.Of(time.Now()).AddDays(5)
		must(t, h.StartOn(h.ctx, h.the(o, 0), start))
		got, n := h.now(o.tasks[1].ID), h.need(o, 0)
		if want := start.At(9, 0).Add(24 * time.Hour); !got.DueAt.Equal(want) || got.StartOn != start || n.StartOn != start || !n.DueAt.Equal(want) {
			t.Errorf("the task begins %s and is due %s, the need %s", got.StartOn, got.DueAt, n.StartOn)
		}
		must(t, h.RecordOutcome(h.ctx, h.seen(o.tasks[1].ID), tasks.Outcome{Code: tasks.NoAnswer}))
		if got = h.now(o.tasks[1].ID); got.DueAt.Before(start.Start()) {
			t.Errorf("tried too early it is due %s, before it begins", got.DueAt)
		}
		must(t, h.StartOn(h.ctx, h.the(o, 0), day.Date{}))
		if got = h.now(o.tasks[1].ID); !got.StartOn.IsZero() || got.DueAt.After(time.Now().Add(25*time.Hour)) {
			t.Errorf("begun now it begins %s and is due %s", got.StartOn, got.DueAt)
		}
		wantKind(t, "yesterday", h.StartOn(h.ctx, h.the(o, 0), day.Of(time.Now()).AddDays(-1)), fault.Invalid)
	})
}

func TestWhatIsNoLongerWantedEndsWithItsTasks(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		must(t, h.Assign(h.ctx, h.seen(o.tasks[1].ID), theBank))
		must(t, h.RecordOutcome(h.ctx, h.seen(o.tasks[0].ID), tasks.Outcome{Code: "spoken"}))
		must(t, h.Withdraw(h.ctx, h.the(o, 0), "her sister shops for her"))
		for _, i := range []int{1, 2} {
			if got := h.now(o.tasks[i].ID); got.State != tasks.Done || got.Outcome != "no-longer-needed" || got.Note != "her sister shops for her" {
				t.Errorf("task %d is %+v", i, got)
			}
		}
		if n, r := h.need(o, 0), h.request(o.request.ID); n.State != needs.NeedGone || r.State != needs.Closed {
			t.Errorf("the need is %s, the request %s", n.State, r.State)
		}
		wantKind(t, "withdrawing what has ended", h.Withdraw(h.ctx, h.the(o, 0), "why"), fault.Conflict)
		must(t, h.TakeUp(h.ctx, h.the(o, 0), "her sister is ill"))
		for _, i := range []int{1, 2} {
			if got := h.now(o.tasks[i].ID); got.State != tasks.Open || got.Outcome != "" || !got.Assignee.IsZero() || got.Late(time.Now()) {
				t.Errorf("taken up again, task %d is %+v", i, got)
			}
		}
		if n, r := h.need(o, 0), h.request(o.request.ID); n.State != needs.NeedOpen || r.State != needs.Accepted {
			t.Errorf("taken up again the need is %s, the request %s", n.State, r.State)
		}
	})
}

// What was given stays given: a need that is partly done ends as met.
func TestWithdrawingWhatIsPartlyDone(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		must(t, h.RecordOutcome(h.ctx, h.seen(o.tasks[1].ID), tasks.Outcome{Code: "done"}))
		must(t, h.Withdraw(h.ctx, h.the(o, 0), "no referral wanted"))
		if n := h.need(o, 0); n.State != needs.NeedMet {
			t.Errorf("the need is %s", n.State)
		}
		must(t, h.TakeUp(h.ctx, h.the(o, 0), "it went to the wrong door"))
		if parcel, referral := h.now(o.tasks[1].ID), h.now(o.tasks[2].ID); parcel.State != tasks.Open || referral.State != tasks.Done {
			t.Errorf("taken up again: the parcel is %s, the referral %s", parcel.State, referral.State)
		}
	})
}

func TestWhoMayChangeANeed(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		elsewhere := access.Principal{Account: "x", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
		for name, who := range map[string]access.Principal{"an agent": agent, "an organisation": bank, "another hub": elsewhere} {
			wantKind(t, name, h.Withdraw(h.as(who).ctx, h.the(o, 0), "why"), fault.Forbidden)
			wantKind(t, name, h.StartOn(h.as(who).ctx, h.the(o, 0), day.Of(time.Now()).AddDays(2)), fault.Forbidden)
		}
		straight := h.open("hapi", wanted{straight: true})
		wantKind(t, "what went straight to a service", h.Withdraw(h.ctx, h.the(straight, 0), "why"), fault.Forbidden)
		must(t, h.Withdraw(h.as(point).ctx, h.the(straight, 0), "the trust was rung"))
	})
}

func TestOnlyOneOfManyChangesANeed(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		seen := h.the(o, 0)
		var mu sync.Mutex
		var many sync.WaitGroup
		changed := 0
		for i := range 8 {
			many.Go(func() {
				var err error
				switch i % 3 {
				case 0:
					err = h.Withdraw(h.ctx, seen, "why")
				case 1:
					err = h.Reprioritise(h.ctx, seen, needs.Urgent, "why")
				default:
					err = h.StartOn(h.ctx, seen, day.Of(time.Now()).AddDays(3))
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					changed++
				} else if fault.KindOf(err) != fault.Stale {
					t.Error(err)
				}
			})
		}
		many.Wait()
		if changed != 1 {
			t.Errorf("%d of 8 changed it", changed)
		}
	})
}
