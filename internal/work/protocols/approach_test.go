package protocols

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// A first approach is begun by the teams that the blueprint names for the list, once, and the
// gate of all contacts judges it by what the person said.
func TestAFirstApproach(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		agreement := contacts.Agreement{Given: true, At: morning}
		gate := contacts.New(w.db, w.blueprints, nil)
		gate.ListedBy(Listed)
		gate.AgreedBy(func(db.Reader, []people.RecordID) (contacts.Agreement, error) { return agreement, nil })
		who := w.somebody(people.SafeContact{Asked: true, Channels: []string{"call"}})
		a := Approach{Record: who, List: SelfRegistered, Why: "They agreed to be approached.", Key: "r1"}

		finance := access.Principal{Account: "f", Grants: []access.Grant{{Role: access.Finance}}}
		_, _, err := w.as(finance).Approach(w.as(finance).ctx, a)
		w.refused("a team that is not named", err, fault.Forbidden)
		_, _, err = w.as(hubber).Approach(w.as(hubber).ctx, Approach{Record: who, List: "no-such-list", Key: "r0"})
		w.refused("a list that is not named", err, fault.Forbidden)

		run, joined, err := w.as(hubber).Approach(w.as(hubber).ctx, a)
		w.must(err)
		task, open := w.task(run.ID)
		if joined || !open || run.Protocol != "outreach" || run.Work.List != SelfRegistered {
			t.Fatalf("the approach is %+v, its task open: %v", run, open)
		}
		if _, joined, err = w.as(hubber).Approach(w.as(hubber).ctx, a); err != nil || !joined {
			t.Errorf("pressed twice: joined %v, %v", joined, err)
		}
		if all := w.openOf(who, "outreach"); len(all) != 1 {
			t.Errorf("%d approaches are open", len(all))
		}
		asked, _ := w.ask(who, "comfort-call", "comfort-calls")
		theirs, _ := w.task(asked.ID)

		judged := func(task string) contacts.Verdict {
			t.Helper()
			v, err := gate.May(w.ctx, who, contacts.Wish{Method: contacts.Phone, Task: task})
			w.must(err)
			return v
		}
		if v := judged(string(task.ID)); v.For(contacts.NotAgreed) {
			t.Errorf("they agreed, and the gate says %+v", v.Refused)
		}
		agreement.Given = false
		if v := judged(string(task.ID)); !v.For(contacts.NotAgreed) {
			t.Errorf("they said no, and the gate says %+v", v.Refused)
		}
		if v := judged(string(theirs.ID)); v.For(contacts.NotAgreed) {
			t.Error("what they asked for takes an agreement to be approached")
		}

		// A change of mind ends the approach and nothing else.
		w.must(w.noLonger(w.ctx, sealed(who, true)))
		if len(w.openOf(who, "outreach")) != 1 {
			t.Error("a yes ends it")
		}
		w.must(w.noLonger(w.ctx, sealed(who, false)))
		w.must(w.noLonger(w.ctx, sealed(who, false)))
		if got := w.run(run.ID); got.Open() || got.EndedAs != "not-wanted" {
			t.Errorf("the approach stands as %+v", got)
		}
		if !w.run(asked.ID).Open() {
			t.Error("what they asked for has ended with it")
		}
		if _, joined, err = w.as(hubber).Approach(w.as(hubber).ctx, a); err != nil || !joined || len(w.openOf(who, "outreach")) != 0 {
			t.Errorf("the same agreement is used a second time: joined %v, %v", joined, err)
		}
	})
}

func sealed(who people.RecordID, agreed bool) journal.Sealed {
	var e journal.Sealed
	e.Subject, e.Topic, e.Data = string(who), "intake.registration-changed", map[string]any{"agreed": agreed}
	return e
}
