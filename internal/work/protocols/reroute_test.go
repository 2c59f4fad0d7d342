package protocols

import (
	"testing"
	"time"

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

// What somebody gets until the national box begins is no longer wanted once they are to get
// their food in another way; it ends by itself when the box comes.
func TestFoodForNowEndsWithWhatItBridges(t *testing.T) {
	shields := needs.Result{Need: "food", Route: "shielded", Interim: "no-access", Priority: needs.Soon, DueHours: 24}
	each(t, func(t *testing.T, w *world) {
		meanwhile, ok := blueprint.Part[*needs.Triage](w.blueprints.all[0]).Meanwhile(shields)
		if !ok || meanwhile.Route != "no-access" || meanwhile.Until != "shielded" {
			t.Fatalf("meanwhile is %+v", meanwhile)
		}
		narrowed := shields
		narrowed.WhoMay = []needs.Doer{needs.Staff}
		if now, _ := blueprint.Part[*needs.Triage](w.blueprints.all[0]).Meanwhile(narrowed); len(now.WhoMay) != 1 || now.WhoMay[0] != needs.Staff {
			t.Errorf("what only staff may do is brought by %v meanwhile", now.WhoMay)
		}
		began := func() (box, hamper Run) {
			t.Helper()
			runs, _ := w.asks(w.somebody(people.SafeContact{}), asked{"food-shielded", shields}, asked{"food-interim", meanwhile})
			return runs[0], runs[1]
		}
		box, hamper := began()
		w.must(w.reroute(w.need(box), "crisis", "He cannot pay"))
		if w.run(hamper.ID).Open() || w.need(hamper).State != needs.NeedGone || w.need(box).State.Ended() {
			t.Errorf("the hamper is %s, the food %s", w.need(hamper).State, w.need(box).State)
		}
		box, hamper = began()
		w.must(w.say(hamper.ID, outcome("done")))
		w.stands(hamper.ID, "box", "")
		w.pass(5 * 24 * time.Hour)
		w.must(w.say(hamper.ID, outcome("come")))
		w.ended(hamper.ID, "box-comes", needs.NeedMet)
		if w.need(box).State.Ended() {
			t.Error("what goes with the box has ended with what bridged it")
		}
	})
}

// Whoever coordinates hands a need to a service that triage did not name: it has to
// acknowledge it, and what is done for the need goes on.
func TestANeedIsReferredOnByHand(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "food", "food-crisis")
		refer := func(n needs.Need, to, why string) error {
			return w.tasks.ReferOn(w.ctx, tasks.NeedChoice{ID: n.ID, Version: n.Version}, to, why)
		}
		before := w.need(run)
		w.refused("no reason", refer(before, "councillor", " "), fault.Invalid)
		w.refused("a service there is not", refer(before, "pigeon", "x"), fault.NotFound)
		w.must(refer(before, "councillor", "The street has no light"))
		all, err := w.OfNeed(w.ctx, before.ID)
		w.must(err)
		if len(all) != 2 || all[1].Protocol != "refer-councillor" || all[1].Work.Destination != "councillor" || !all[0].Open() {
			t.Fatalf("the runs are %+v", all)
		}
		handed, _ := w.task(all[1].ID)
		if n := w.need(run); n.Version == before.Version || len(n.Decision.ReferTo) != 1 || handed.Kind != tasks.Refer {
			t.Errorf("the need says %v, and the task is a %s", n.Decision.ReferTo, handed.Kind)
		}
		w.refused("it goes there already", refer(w.need(run), "councillor", "x"), fault.Conflict)
		w.refused("seen before", refer(before, "gp", "x"), fault.Stale)
		w.must(refer(w.need(run), "int-case-management", "Her chest")) // which stands in for whom takes nobody
		if n := w.need(run); len(n.Decision.ReferTo) != 2 || n.Decision.ReferTo[1] == "int-case-management" {
			t.Errorf("it went to %v", n.Decision.ReferTo)
		}
		told := w.need(run)
		w.must(refer(told, "mash", "She fears her husband"))
		all, err = w.OfNeed(w.ctx, before.ID)
		w.must(err)
		aside, _ := w.task(all[len(all)-1].ID)
		if aside.Neighbourhood != "" || aside.Category != "" || !needs.Guarded(aside.Labels) {
			t.Errorf("what is confidential stands with %q as %q, marked %v", aside.Neighbourhood, aside.Category, aside.Labels)
		}
		if n := w.need(run); len(n.Decision.ReferTo) != 2 || len(n.Decision.Reasons) != len(told.Decision.Reasons) {
			t.Errorf("the need tells of it: %v, %v", n.Decision.ReferTo, n.Decision.Reasons)
		}
		w.must(w.say(run.ID, outcome("done")))
		all, err = w.OfNeed(w.ctx, before.ID)
		w.must(err)
		for _, r := range all[1:] {
			w.must(w.say(r.ID, outcome("acknowledged")))
		}
		w.refused("it has ended", refer(w.need(run), "gp", "x"), fault.Conflict)
	})
}
