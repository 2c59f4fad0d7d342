package rounds_test

import (
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
	"kith/internal/work/routing"
	"kith/internal/work/tasks"
)

// visit is a visit that a protocol asks for, of somebody who lives where a parcel for the same
// given name goes.
func (w *world) visit(given, code string, safe people.SafeContact, labels ...needs.Label) tasks.Task {
	w.t.Helper()
	return w.Add(boardtest.Work{
		Given: given, Family: "Okafor", Hub: "hapi", Address: places.Address{Line1: "4 " + given + " Lane", Town: "Hindley", Postcode: code}, Safe: safe,
		Task: tasks.NewTask{
			Kind: tasks.Visit, Category: "welfare-check", Title: "Go to the door", Instruction: "Carry your badge.", Priority: needs.Urgent, WhoMay: []needs.Doer{needs.Staff}, Labels: labels,
			Held: tasks.Held{Run: "run " + given, Step: "visit", Endings: []tasks.Ending{
				{Code: "done", Label: "Safe and well", Door: "well"}, {Code: "none", Label: "No answer", Door: "no-reply"}, {Code: "worried", Label: "It looks wrong", Asks: true, Door: "concern"},
			}},
		},
	})
}

// worker is somebody of the hub's team who drives too.
func (w *world) worker() access.Principal {
	w.t.Helper()
	a, err := accounts.New(w.DB).Create(w.Ctx, accounts.NewAccount{
		Name: "Wyn Worker", Email: "wyn@example.org", Password: "a long enough password", Grants: []access.Grant{{Role: access.Driver}, {Role: access.Coordinator, Neighbourhood: "hapi"}},
	})
	w.must(err)
	return a.Principal()
}

// wayOf is the round that somebody is visited on, and where on it; -1 is none.
func wayOf(v rounds.Version, id tasks.ID) (way, call int) {
	for n, one := range v.Ways {
		for i, c := range one.Calls {
			if c.Item >= 0 && v.Items[c.Item].ID == string(id) {
				return n, i
			}
		}
	}
	return -1, -1
}

// TestAVisitGoesWhereALoadGoes: a visit is made by who may go to the door, in one call with what
// is brought there, and what was found goes to the protocol that asked for it.
func TestAVisitGoesWhereALoadGoes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wyn := w.worker()
		w.van(driver, fleet.Van)
		hers := w.van(wyn, fleet.Car)
		food := w.parcel("Amina", "WN2 3EB", nil)
		visit := w.visit("Amina", "WN2 3EB", people.SafeContact{})
		p, v := w.plan()
		way, call := wayOf(v, visit.ID)
		if way < 0 || v.Ways[way].Shift != hers.ID {
			t.Fatalf("the visit is on way %d of %+v, left %+v", way, v.Ways, v.Left)
		}
		calls := v.Ways[way].Calls
		if len(calls) != 2 || v.Items[calls[1-call].Item].ID != string(food.ID) || calls[0].Arrive != calls[1].Arrive || calls[call].Task != routing.Visit {
			t.Fatalf("not one call at one door: %+v", calls)
		}
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		if got := w.Task(visit.ID); got.Assignee.ID != wyn.Account || got.State != tasks.Accepted {
			t.Fatalf("the visit is with %+v", got.Assignee)
		}
		round, stops := w.stops(p)
		w.must(w.Leave(w.As(wyn), round.ID, round.Version))
		_, lines, err := w.Sheet(w.As(wyn), round.ID)
		w.must(err)
		for i, s := range stops {
			if s.Source == routing.OfVisit {
				if lines[i].Notes != "Carry your badge." || !strings.Contains(lines[i].Goes(), "Amina Lane") {
					t.Errorf("the sheet says %+v", lines[i])
				}
				w.visits(wyn, s)
			}
		}
	})
}

// visits records at a door, wrongly first, what came of a visit.
func (w *world) visits(who access.Principal, s rounds.Stop) {
	w.t.Helper()
	said := doorstep.Said{Stop: s.ID, Version: s.Version, Outcome: rounds.Handed, Key: "a"}
	if err := w.doors.Record(w.As(who), said); err == nil {
		w.t.Error("something was handed over on a visit")
	}
	said.Outcome = rounds.Wrong
	if err := w.doors.Record(w.As(who), said); err == nil {
		w.t.Error("it looks wrong, and nothing was said of what was seen")
	}
	said.Note = "The curtains are drawn."
	for range 2 { // the second time is the same
		w.must(w.doors.Record(w.As(who), said))
	}
	if len(w.visited) != 1 || w.visited[0].Code != "worried" || w.visited[0].Note != said.Note {
		w.t.Errorf("the protocol was told %+v", w.visited)
	}
}

// TestWhoMayNotBeVisitedOnARound: a visit that few may know of, or that nobody on the day may
// make, is on no plan; one that only a person can judge is left with why; one that somebody else
// has stays with them.
func TestWhoMayNotBeVisitedOnARound(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.van(driver, fleet.Van)
		w.parcel("Amina", "WN2 3EB", nil)
		plain := w.visit("Amina", "WN2 3EB", people.SafeContact{})
		asked := w.visit("Bashir", "WN2 3AA", people.SafeContact{Asked: true, Channels: []string{"visit"}, Times: "after 6pm"})
		hidden := w.visit("Carol", "WN2 3AA", people.SafeContact{}, needs.Hidden)
		theirs := w.visit("Dilys", "WN2 3AB", people.SafeContact{})
		kept, withheld := w.visit("Elin", "WN2 3AB", people.SafeContact{}), w.visit("Fay", "WN2 3AB", people.SafeContact{})
		w.must(w.people.Mark(w.As(point), people.PersonID(kept.Record), nil, []people.Label{people.Restricted}))
		w.must(w.people.Mark(w.As(point), people.PersonID(withheld.Record), nil, []people.Label{people.AddressWithheld}))
		w.Assign(theirs, tasks.Assignee{Kind: tasks.ToStaff, ID: "somebody", Name: "Somebody Else"})
		_, v := w.plan()
		if v.Stops() != 1 || len(v.Items) != 1 {
			t.Errorf("%d stops of %d items, want the parcel alone: nobody who drives may go to a door", v.Stops(), len(v.Items))
		}
		w.van(w.worker(), fleet.Car)
		if _, v = w.plan(); v.Stops() != 2 {
			t.Errorf("%d stops, want the parcel and one visit", v.Stops())
		}
		for _, one := range []struct {
			task tasks.Task
			why  string
		}{{plain, "it is on a round"}, {asked, "only a person can judge"}, {hidden, ""}, {theirs, ""}, {kept, ""}, {withheld, ""}} {
			i := v.Find(routing.Ref{Source: routing.OfVisit, ID: string(one.task.ID)})
			if (i >= 0) != (one.why != "") {
				t.Errorf("%s is item %d", one.task.Held.Run, i)
			}
			for _, l := range v.Left {
				if l.Item == i && !strings.Contains(l.Why, one.why) {
					t.Errorf("%s is left because: %s", one.task.Held.Run, l.Why)
				}
			}
		}
	})
}

// TestAVisitThatIsOverComesOff: a visit taken off goes back to the board; nobody goes where it is
// known by now how they are.
func TestAVisitThatIsOverComesOff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wyn := w.worker()
		w.van(wyn, fleet.Car)
		w.parcel("Amina", "WN2 3EB", nil)
		off, over := w.visit("Bashir", "WN2 3AA", people.SafeContact{}), w.visit("Carol", "WN2 3AB", people.SafeContact{})
		p, _ := w.plan()
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		_, err = w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Ref: routing.Ref{Source: routing.OfVisit, ID: string(off.ID)}, Off: true})
		w.must(err)
		p, _ = w.solved(p.ID)
		p, err = w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		if got := w.Task(off.ID); !got.Assignee.IsZero() || got.State != tasks.Open {
			t.Errorf("the visit taken off is with %+v", got.Assignee)
		}
		w.ends(over)
		if _, stops := w.stops(p); len(stops) != 1 || stops[0].Source != routing.OfDelivery {
			t.Errorf("the round still goes to %+v", stops)
		}
	})
}

// ends has somebody else find out how a person is, and tells the rounds.
func (w *world) ends(t tasks.Task) {
	w.t.Helper()
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		return tasks.Finish(tx, w.Task(t.ID), t.Held.Endings[0], tasks.Outcome{Code: "done"})
	}))
	for _, s := range w.Subscriptions() {
		if s.Name == "rounds.visited" {
			w.must(s.Handle(w.Ctx, journal.Sealed{Entry: journal.Entry{Objects: []journal.Object{{Kind: "task", ID: string(t.ID)}}}}))
		}
	}
}
