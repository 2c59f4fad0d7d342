package protocols

import (
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// unconfirmed are those of a hub that the caller sees listed, by their records.
func (w *world) unconfirmed(hub string) map[people.RecordID]Unconfirmed {
	w.t.Helper()
	all, _, err := w.Service.Unconfirmed(w.ctx, hub)
	w.must(err)
	by := map[people.RecordID]Unconfirmed{}
	for _, u := range all {
		by[u.Record] = u
	}
	return by
}

func (w *world) attempt(record people.RecordID, how contacts.Outcome, direction contacts.Direction) {
	w.t.Helper()
	w.now.Advance(time.Minute)
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
		return contacts.Note(tx, contacts.Event{Record: record, Direction: direction, Method: contacts.Phone, Outcome: how, Source: contacts.FromTask})
	}))
}

func TestNobodyLeavesTheListButByBeingKnownSafe(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody(people.SafeContact{})
		if len(w.unconfirmed("")) != 0 {
			t.Fatal("somebody is listed of whom nothing is known")
		}
		w.attempt(who, contacts.NoAnswer, contacts.Out)
		if u, ok := w.unconfirmed("hapi")[who]; !ok || u.Checked() || u.Why != "Last attempt: no answer" || !u.Late(w.now.Now()) {
			t.Errorf("after a call without an answer the list says %+v, %v", u, ok)
		}
		if len(w.unconfirmed("leigh")) != 0 {
			t.Error("another hub lists them too")
		}
		w.now.Advance(400 * 24 * time.Hour)
		if _, ok := w.unconfirmed("")[who]; !ok {
			t.Error("time alone took them off the list")
		}
		w.attempt(who, contacts.Spoken, contacts.Out)
		if len(w.unconfirmed("")) != 0 {
			t.Error("somebody spoke with them, and they are listed")
		}

		run, joined, err := w.Check(w.ctx, CheckOn{Record: who, Why: "The milk is not taken in", Key: "k1"})
		w.must(err)
		if u := w.unconfirmed("")[who]; joined || u.Run != run.ID || u.Why != "Find out if they are safe and well" {
			t.Errorf("a check begun by hand is listed as %+v", u)
		}
		w.must(w.say(run.ID, outcome("visit")))
		w.must(w.say(run.ID, outcome(steps.NoAnswer)))
		if u := w.unconfirmed("")[who]; u.Run != run.ID || len(w.unconfirmed("")) != 1 {
			t.Errorf("with the check going on the list says %+v", u)
		}
		w.must(w.say(run.ID, tasks.Outcome{Code: "left"}))
		w.must(w.say(run.ID, tasks.Outcome{Code: "in-hospital", Note: "The ward rang."}))
		if all := w.unconfirmed(""); len(all) != 0 {
			t.Errorf("it is known where they are, and the list says %+v", all)
		}
		w.attempt(who, contacts.WrongNumber, contacts.Out)
		w.attempt(who, contacts.Received, contacts.In)
		if len(w.unconfirmed("")) != 0 {
			t.Error("they rang themselves, and are listed")
		}
	})
}

// A request of our own is in hand while its need is, and closed when that has ended.
func TestARaisedRequestIsClosedWithItsNeed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		run, _, err := w.Check(w.ctx, CheckOn{Record: w.somebody(people.SafeContact{}), Why: "The milk is not taken in", Key: "k1"})
		w.must(err)
		stands := func(when string, want needs.RequestState) {
			t.Helper()
			r, err := needs.RequestIn(w.db.Read(w.ctx), run.Request)
			w.must(err)
			if r.State != want {
				t.Errorf("%s it is %q, not %q", when, r.State, want)
			}
		}
		stands("begun,", needs.Accepted)
		w.must(w.say(run.ID, outcome("done")))
		stands("safe and well,", needs.Closed)
	})
}

func TestChecksAreBegunByWhoTheBlueprintNames(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody(people.SafeContact{})
		finance := access.Principal{Account: "f", Grants: []access.Grant{{Role: access.Finance}}}
		_, _, err := w.as(finance).Check(w.as(finance).ctx, CheckOn{Record: who, Why: "w", Key: "k2"})
		w.refused("a finance officer begins a check", err, fault.Forbidden)
		_, _, err = w.Check(w.ctx, CheckOn{Record: who, Why: "  ", Key: "k3"})
		w.refused("no reason", err, fault.Invalid)
		first, _, err := w.as(hubber).Check(w.as(hubber).ctx, CheckOn{Record: who, Why: "Not seen since Sunday", Key: "k4"})
		w.must(err)
		again, joined, err := w.Check(w.ctx, CheckOn{Record: who, Why: "The dog barks", Key: "k5"})
		w.must(err)
		if !joined || again.ID != first.ID {
			t.Error("a second reason began a second check")
		}
		_, events, err := w.Run(w.ctx, first.ID)
		w.must(err)
		if events[0].Note != "Not seen since Sunday" || events[1].Note != "The dog barks" {
			t.Errorf("the reasons are kept as %+v", events)
		}
	})
}

func TestARestrictedPersonIsCountedAndNotNamed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody(people.SafeContact{})
		w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
			return contacts.Note(tx, contacts.Event{Record: who, Direction: contacts.Out, Method: contacts.Phone, Outcome: contacts.NoAnswer, Restricted: true, Source: contacts.FromTask})
		}))
		all, _, err := w.as(hubber).Service.Unconfirmed(w.as(hubber).ctx, "")
		w.must(err)
		if len(all) != 1 || all[0].Who != "Restricted" || all[0].Person != "" {
			t.Errorf("a hub is told %+v", all)
		}
	})
}

// Two records of one person: what was learned through either counts for both.
func TestWhatIsKnownOfOneRecordIsKnownOfThePerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, second := w.somebody(people.SafeContact{}), w.somebody(people.SafeContact{})
		w.attempt(first, contacts.NoAnswer, contacts.Out)
		w.attempt(second, contacts.Spoken, contacts.Out)
		if _, listed := w.unconfirmed("")[first]; !listed {
			t.Fatal("another record took them off the list before anybody joined the two")
		}
		w.must(people.New(w.db, journal.New(w.db, nil, nil).Reads()).SamePerson(w.ctx, people.PersonID(first), people.PersonID(second)))
		if all := w.unconfirmed(""); len(all) != 0 {
			t.Errorf("somebody spoke with them, and the list says %+v", all)
		}
	})
}
