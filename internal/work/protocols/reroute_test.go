package protocols

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// reroute has a need met in another way.
func (w *world) reroute(n needs.Need, to, why string) error {
	w.t.Helper()
	triage := blueprint.Part[*needs.Triage](w.blueprints.all[0])
	decided, err := triage.Rerouted(n.Decision, to, why)
	if err != nil {
		return err
	}
	return w.tasks.Reroute(w.ctx, tasks.NeedChoice{ID: n.ID, Version: n.Version}, decided, why)
}

func TestAnotherWayEndsTheOldWorkAndBeginsTheNew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "food", "food-crisis")
		w.must(w.say(run.ID, outcome("no-answer")))
		before := w.need(run)
		w.refused("no reason", w.reroute(before, "no-access", " "), fault.Invalid)
		w.refused("a way there is not", w.reroute(before, "pigeon", "x"), fault.Invalid)
		w.must(w.reroute(before, "no-access", "She can pay after all"))
		old := w.run(run.ID)
		if old.Open() || old.EndedAs != Withdrawn {
			t.Errorf("the old run ended as %q", old.EndedAs)
		}
		if _, open := w.task(run.ID); open {
			t.Error("its task is still to be done")
		}
		_, events, err := w.Run(w.ctx, run.ID)
		w.must(err)
		if last := events[len(events)-1]; last.Happened != Dropped || last.Note != "The way to help was changed: She can pay after all" || len(events) < 3 {
			t.Errorf("the story ends with %+v", last)
		}
		all, err := w.OfNeed(w.ctx, before.ID)
		w.must(err)
		if len(all) != 2 || all[1].Protocol != "food-no-access" || !all[1].Open() {
			t.Fatalf("the runs are %+v", all)
		}
		now, open := w.task(all[1].ID)
		if n := w.need(run); !open || now.Title != "Order a hamper by invoice" || n.Decision.Route != "no-access" || n.State.Ended() || n.Version == before.Version {
			t.Errorf("the task is %q, and the need %+v", now.Title, n)
		}
		w.refused("the same way", w.reroute(w.need(run), "no-access", "x"), fault.Invalid)
		w.refused("seen before", w.reroute(before, "crisis", "x"), fault.Stale)
		w.must(w.say(all[1].ID, outcome("done")))
		w.refused("it has ended", w.reroute(w.need(run), "crisis", "x"), fault.Conflict)
	})
}

func TestWhatIsAssuredIsNotRerouted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "food", "welfare-check")
		w.refused("assured", w.reroute(w.need(run), "no-access", "x"), fault.Conflict)
		w.stands(run.ID, "phone", "")
	})
}
