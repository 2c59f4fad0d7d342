package protocols

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

func outcome(code string) tasks.Outcome { return tasks.Outcome{Code: code} }

func TestTheLadderOfAWelfareCheck(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
		w.stands(run.ID, "phone", "")
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		if got := w.stands(run.ID, "phone", ""); got.Attempts != 1 || got.NotBefore.IsZero() {
			t.Errorf("after a call without an answer there were %d, and it may be tried from %s", got.Attempts, got.NotBefore)
		}
		w.must(w.say(run.ID, outcome("visit")))
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		w.must(w.say(run.ID, outcome("left")))
		w.stands(run.ID, "answer", "")
		w.pass(24 * time.Hour)
		w.stands(run.ID, "visit-again", "")
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		w.stands(run.ID, "enquire", "sdf-manager")

		w.refused("a coordinator decides for the manager", w.as(hubber).say(run.ID, outcome("nobody-knows")), fault.Forbidden)
		w.refused("nobody was asked", w.as(manager).say(run.ID, outcome("nobody-knows")), fault.Invalid)
		asked := map[string]string{"hospital": "yes", "gp": "yes", "social-care": "yes", "next-of-kin": "yes", "landlord": "yes"}
		w.must(w.as(manager).say(run.ID, tasks.Outcome{Code: "nobody-knows", Answers: asked}))
		w.stands(run.ID, "police", "duty-manager")

		w.refused("a hub's manager calls the police", w.as(manager).say(run.ID, outcome("called")), fault.Forbidden)
		w.refused("no log number", w.say(run.ID, outcome("called")), fault.Invalid)
		w.must(w.say(run.ID, tasks.Outcome{Code: "called", Answers: map[string]string{"police-log": "1234 of 21 April"}}))
		if n := w.need(run); n.State.Ended() {
			t.Errorf("nobody knows how they are, and the need is %s", n.State)
		}
		w.must(w.say(run.ID, tasks.Outcome{Code: "in-hospital", Note: "The ward told the police."}))
		w.ended(run.ID, "in-hospital", needs.NeedMet)

		_, events, err := w.Run(w.ctx, run.ID)
		w.must(err)
		if last := events[len(events)-2]; last.Answers["police-log"] != "1234 of 21 April" || last.By == "" {
			t.Errorf("the log number is kept as %+v", last)
		}
	})
}

func TestAnOutcomeTheStepDoesNotKnowIsRefusedWithWhatItKnows(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
		err := w.say(run.ID, outcome("vanished"))
		w.refused("an unknown outcome", err, fault.Invalid)
		if said := fault.MessageOf(err); !strings.Contains(said, "no-answer") || !strings.Contains(said, "in-hospital") {
			t.Errorf("it is refused with %q", said)
		}
		w.stands(run.ID, "phone", "")
	})
}

func TestOfTwoWhoRecordOneIsFirst(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "medicines", "prescription")
		seen, _ := w.task(run.ID)
		var many sync.WaitGroup
		var mu sync.Mutex
		first, second := 0, 0
		for range 8 {
			many.Go(func() {
				err := w.tasks.RecordOutcome(w.ctx, tasks.Choice{ID: seen.ID, Version: seen.Version}, outcome("collected"))
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					first++
				case fault.KindOf(err) == fault.Stale:
					second++
				default:
					t.Error(err)
				}
			})
		}
		many.Wait()
		if first != 1 || second != 7 {
			t.Errorf("%d were first and %d were told", first, second)
		}
		w.stands(run.ID, "hand-over", "")
	})
}

// Whoever fetched it has it, and hands it over.
func TestWhoeverFetchedItHandsItOver(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "medicines", "prescription")
		seen, _ := w.task(run.ID)
		jo := tasks.Assignee{Kind: tasks.ToVolunteer, ID: "v1", Name: "Jo Volunteer"}
		w.must(w.tasks.Assign(w.ctx, tasks.Choice{ID: seen.ID, Version: seen.Version}, jo))
		w.must(w.say(run.ID, outcome("collected")))
		if got := w.stands(run.ID, "hand-over", ""); got.Assignee != jo || got.State != tasks.Accepted {
			t.Errorf("%v has it, %s", got.Assignee, got.State)
		}
		if n := w.need(run); n.State != needs.NeedInHand {
			t.Errorf("the need is %s while it is on its way", n.State)
		}
		w.must(w.say(run.ID, tasks.Outcome{Code: "done", Answers: map[string]string{"to": "The person"}}))
		w.ended(run.ID, "helped", needs.NeedMet)
	})
}

func TestControlledMedicineIsForStaffAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "medicines", "prescription")
		w.must(w.say(run.ID, outcome("controlled")))
		if got := w.stands(run.ID, "staff-collect", ""); got.GoesTo(tasks.ToVolunteer) || !got.GoesTo(tasks.ToStaff) {
			t.Errorf("a controlled drug may be fetched by %v", got.WhoMay)
		}
	})
}

func TestAtMostOneOpenCheckAPerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody(people.SafeContact{})
		var many sync.WaitGroup
		var mu sync.Mutex
		var runs []Run
		begun := 0
		for range 6 {
			many.Go(func() {
				run, joined := w.ask(who, "welfare-check", "welfare-check")
				mu.Lock()
				defer mu.Unlock()
				if runs = append(runs, run); !joined {
					begun++
				}
			})
		}
		many.Wait()
		if begun != 1 || len(w.openOf(who, "welfare-check")) != 1 {
			t.Fatalf("%d checks were begun for one person", begun)
		}
		w.must(w.say(runs[0].ID, outcome("done")))
		w.ended(runs[0].ID, "safe-and-well", needs.NeedMet)
		var open int
		w.must(w.db.Read(w.ctx).QueryRow(`SELECT COUNT(*) FROM needs_need WHERE borough_id = ? AND state <> 'met'`, db.CallerOf(w.ctx).Borough).Scan(&open))
		if open != 0 {
			t.Errorf("%d needs that joined the check did not end with it", open)
		}
		if run, joined := w.ask(who, "welfare-check", "welfare-check"); joined || run.ID == runs[0].ID {
			t.Error("a check that has ended was joined")
		}
	})
}

func TestAMissedCallIsAnsweredByACheck(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody(people.SafeContact{})
		calls, _ := w.ask(who, "comfort-call", "comfort-calls")
		for range 3 {
			w.must(w.say(calls.ID, outcome(steps.NoAnswer)))
		}
		checks := w.openOf(who, "welfare-check")
		if len(checks) != 1 {
			t.Fatalf("%d checks are open", len(checks))
		}
		check := w.stands(checks[0].ID, "phone", "")
		if check.Neighbourhood != "hapi" || check.Title != "Find out if they are safe and well" || !check.Held.Assured {
			t.Errorf("the check is %+v", check)
		}
		w.stands(calls.ID, "talk", "")
		if n := w.need(checks[0]); n.Category != "welfare-check" || n.State != needs.NeedOpen {
			t.Errorf("the check is for the need %s, %s", n.Category, n.State)
		}
	})
}

func TestWhatIsLateIsPassedUpOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "food", "food-crisis")
		w.pass(25 * time.Hour)
		w.stands(run.ID, "deliver", "sdf-manager")
		var many sync.WaitGroup
		w.now.Advance(20 * time.Hour)
		for range 4 {
			many.Go(func() { w.must(w.Expire(w.ctx)) }) // as several nodes do
		}
		many.Wait()
		_, events, err := w.Run(w.ctx, run.ID)
		w.must(err)
		if len(events) != 3 {
			t.Errorf("its time passed twice, and %d things happened", len(events))
		}
		// The hub still says what came of it: passing up asks nobody else to do it.
		w.must(w.as(hubber).say(run.ID, outcome("done")))
		w.ended(run.ID, "helped", needs.NeedMet)
	})
}

func TestWorkThatWasPutOffIsNotLate(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "food", "food-crisis")
		n := w.need(run)
		w.must(w.tasks.StartOn(w.ctx, tasks.NeedChoice{ID: n.ID, Version: n.Version}, day.Of(w.now.Now()).AddDays(7)))
		w.pass(26 * time.Hour)
		w.stands(run.ID, "deliver", "")
		w.pass(9 * 24 * time.Hour)
		w.stands(run.ID, "deliver", "sdf-manager")
	})
}

func TestWithdrawingEndsTheRun(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		food, _ := w.ask(w.somebody(people.SafeContact{}), "food", "food-crisis")
		n := w.need(food)
		w.must(w.tasks.Withdraw(w.ctx, tasks.NeedChoice{ID: n.ID, Version: n.Version}, "her sister shops"))
		w.ended(food.ID, Withdrawn, needs.NeedGone)
		n = w.need(food)
		w.must(w.tasks.TakeUp(w.ctx, tasks.NeedChoice{ID: n.ID, Version: n.Version}, "her sister is ill"))
		w.stands(food.ID, "deliver", "")
		w.must(w.say(food.ID, outcome("done")))
		w.ended(food.ID, "helped", needs.NeedMet)

		check, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
		n = w.need(check)
		w.refused("a check is withdrawn", w.tasks.Withdraw(w.ctx, tasks.NeedChoice{ID: n.ID, Version: n.Version}, "no time"), fault.Conflict)
		w.stands(check.ID, "phone", "")
	})
}

func TestWhatWasRecordedWronglyIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
		phone, _ := w.task(run.ID)
		w.must(w.say(run.ID, outcome("done")))
		w.ended(run.ID, "safe-and-well", needs.NeedMet)
		reopen := func(id tasks.ID) error {
			now, err := tasks.In(w.db.Read(w.ctx), id)
			w.must(err)
			return w.tasks.ReopenTask(w.ctx, tasks.Choice{ID: id, Version: now.Version})
		}
		w.must(reopen(phone.ID)) // it was the neighbour
		w.stands(run.ID, "phone", "")
		w.must(w.say(run.ID, outcome("visit")))
		w.must(reopen(phone.ID))
		w.stands(run.ID, "phone", "")
		w.must(w.say(run.ID, outcome("visit")))
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		w.refused("two steps back", reopen(phone.ID), fault.Conflict)
		w.stands(run.ID, "letter", "")
	})
}

func TestWhatIsLearnedOfThePersonStopsTheWork(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody(people.SafeContact{})
		food, _ := w.ask(who, "food", "food-crisis")
		calls, _ := w.ask(who, "comfort-call", "comfort-calls")
		check, _ := w.ask(who, "welfare-check", "welfare-check")
		n, err := w.Stop(w.ctx, who, steps.AskedToStop, "said a neighbour")
		w.must(err)
		if n != 3 {
			t.Errorf("%d runs were moved", n)
		}
		w.ended(food.ID, "asked-to-stop", needs.NeedGone)
		w.ended(calls.ID, "asked-to-stop", needs.NeedGone)
		w.stands(check.ID, "asked-to-stop", "duty-manager") // nobody knows how they are
		_, err = w.Stop(w.ctx, who, steps.Deceased, "said the hospital")
		w.must(err)
		w.ended(check.ID, "deceased", needs.NeedGone)
	})
}

func TestUnsafeWaysAreDecidedOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody(people.SafeContact{Asked: true, Channels: []string{"text"}})
		run, _ := w.ask(who, "welfare-check", "welfare-check")
		w.stands(run.ID, "safe-way", "duty-manager")
	})
}

func TestWorkKeepsToItsVersion(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
		w.must(w.say(run.ID, outcome("visit")))

		next := stepstest.Own(t, "wigan")
		p := blueprint.Part[steps.Files](next)["welfare-check"]
		p.Steps = append(p.Steps[:1:1], p.Steps[2:]...) // no visit
		err := w.Guard(w.ctx, next)
		w.refused("a change that strands work", err, fault.Invalid)
		var problems blueprint.Problems
		if errors.As(err, &problems); len(problems) != 1 || !strings.Contains(problems[0].String(), "protocols/welfare-check.yaml: the step visit is gone, and 1 piece of work stands at visit, by version 1") {
			t.Errorf("it is refused with %v", problems)
		}

		kept := stepstest.Changed(t, "wigan", "protocols/welfare-check.yaml",
			"      - {id: no-answer, label: No answer at the door, to: letter, door: no-reply}\n      - {id: worried,",
			"      - {id: no-answer, label: No answer at the door, to: enquire, door: no-reply}\n      - {id: quiet, label: Left the letter, to: letter}\n      - {id: worried,")
		w.must(w.Guard(w.ctx, kept))
		w.blueprints.add(kept)
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		w.stands(run.ID, "letter", "")
		later, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
		w.must(w.say(later.ID, outcome("visit")))
		w.must(w.say(later.ID, outcome(steps.NoAnswer)))
		w.stands(later.ID, "enquire", "sdf-manager")
	})
}

func TestAJumpOfTheClockSkipsNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
		w.must(w.say(run.ID, outcome("visit")))
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		w.must(w.say(run.ID, outcome("left")))
		w.pass(400 * 24 * time.Hour) // the server was down, or the clock was wrong
		w.stands(run.ID, "visit-again", "")
		w.now.Advance(-400 * 24 * time.Hour)
		w.must(w.Expire(w.ctx))
		w.stands(run.ID, "visit-again", "")
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		w.stands(run.ID, "enquire", "sdf-manager")
	})
}
