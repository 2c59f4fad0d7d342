package protocols

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

// tells are what the journal asks to be told, as whoever follows it reads it.
func (w *world) tells(topic string) (all []Tell) {
	w.t.Helper()
	j := journal.New(w.db, []byte("a key of tests that is 32 bytes!"), nil)
	w.must(j.Seal(w.ctx))
	entries, err := journal.Since(w.db.Read(w.ctx), db.CallerOf(w.ctx).Borough, 0)
	w.must(err)
	for _, e := range entries {
		if e.Topic == topic {
			all = append(all, TellOf(e))
		}
	}
	return all
}

func TestARoleIsToldOfWhatHappened(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _ := w.ask(w.somebody(people.SafeContact{}), "comfort-call", "comfort-calls")
		w.must(w.say(run.ID, tasks.Outcome{Code: "passed-on", Note: "Her glasses are broken"}))
		all := w.tells(TopicTellRole)
		if len(all) != 1 || all[0].Role != "volunteer-coordinator" || all[0].Run != run.ID {
			t.Fatalf("to be told: %+v", all)
		}
		r, e, err := w.Told(w.ctx, all[0])
		if err != nil || r.ID != run.ID || e.Outcome != "passed-on" || e.Note != "Her glasses are broken" {
			t.Errorf("told %+v of %+v, %v", e, r, err)
		}
	})
}

// A destination to which no protocol leads is somebody's to arrange, not gone.
func TestADestinationWithoutAProtocolIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		without := stepstest.Own(t, "wigan")
		for _, p := range blueprint.Part[steps.Files](without) {
			p.Starts.Refers = nil
		}
		w.blueprints.all = nil
		w.blueprints.add(without)
		run, _ := w.ask(w.somebody(people.SafeContact{}), "comfort-call", "comfort-calls")
		w.must(w.say(run.ID, tasks.Outcome{Code: "worried", Note: "Bruises"}))
		w.must(w.say(run.ID, tasks.Outcome{Code: "safeguarding", Note: "Bruises"}))
		all := w.tells(TopicTellRole)
		if len(all) != 1 || all[0].Role != "" || all[0].Destination == "" {
			t.Errorf("to be told: %+v", all)
		}
	})
}
