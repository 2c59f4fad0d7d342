package calls

import (
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func isNobody(err error) bool { return fault.KindOf(err) == fault.NotFound }

func TestTheMostPressingIsNext(t *testing.T) {
	inRoom(t, func(r *room) {
		_, waits := r.open(call{name: "Waits", due: monday.Add(time.Hour)})
		_, late := r.open(call{name: "Late", due: monday.Add(-time.Hour)})
		_, later := r.open(call{name: "Later", due: monday.Add(-30 * time.Minute)})
		_, today := r.open(call{name: "Today", priority: needs.Urgent, due: monday.Add(2 * time.Hour)})
		_, now := r.open(call{name: "Now", priority: needs.Emergency, due: monday.Add(3 * time.Hour)})
		for i, want := range []people.Record{now, today, late, later, waits} {
			r.wantNext(agent(i), want)
		}
		if l := r.next(agent(9)); !l.IsZero() {
			t.Errorf("when all are being rung the next gets %+v", l)
		}
	})
}

func TestAtNightOnlyWhatCannotWaitIsRung(t *testing.T) {
	inRoom(t, func(r *room) {
		r.open(call{name: "Waits"})
		_, now := r.open(call{name: "Now", priority: needs.Emergency})
		r.clock.Advance(12 * time.Hour)
		r.wantNext(agent(1), now)
		if _, err := r.Next(r.ctx(agent(2))); !isNobody(err) || !strings.Contains(fault.MessageOf(err), "from 08:00") {
			t.Errorf("at ten in the evening: %v", err)
		}
	})
}

// A first approach is made to those who agreed; another call to the same person is not one.
func TestAFirstApproachIsMadeToThoseWhoAgreed(t *testing.T) {
	inRoom(t, func(r *room) {
		early := monday.Add(-time.Hour)
		agrees, yes := r.open(call{name: "Agrees", due: early})
		refuses, no := r.open(call{name: "Refuses", due: early.Add(-time.Minute)})
		_, plain := r.open(call{name: "Plain"})
		listed := map[string]string{string(agrees.ID): "l", string(refuses.ID): "l"}
		r.contacts.ListedBy(func(db.Reader, []string) (map[string]string, error) { return listed, nil })
		r.contacts.AgreedBy(func(_ db.Reader, records []people.RecordID) (contacts.Agreement, error) {
			return contacts.Agreement{Given: records[0] == yes.ID, At: monday}, nil
		})
		r.wantNext(agent(1), yes)
		r.wantNext(agent(2), plain)
		if l := r.next(agent(3)); !l.IsZero() {
			t.Errorf("whoever refused is given to %+v", l)
		}
		_, err := r.Ring(r.ctx(agent(3)), refuses.ID)
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.MessageOf(err), "do not want to be approached") {
			t.Errorf("taken out of turn: %v", err)
		}
		delete(listed, string(refuses.ID))
		r.wantNext(agent(3), no)
	})
}

func TestPressingTwiceIsPressingOnce(t *testing.T) {
	inRoom(t, func(r *room) {
		r.open(call{name: "One"})
		r.open(call{name: "Two"})
		first := r.next(agent(1))
		if again := r.next(agent(1)); again.ID != first.ID {
			t.Errorf("the second press gives %+v after %+v", again, first)
		}
	})
}

func TestWhomNobodyMayRingIsPassedOver(t *testing.T) {
	inRoom(t, func(r *room) {
		early := monday.Add(-time.Hour)
		r.open(call{name: "Evenings", due: early, reach: people.SafeContact{Asked: true, Channels: []string{"call"}, Times: "after 6pm"}})
		r.open(call{name: "Never", due: early, noCalls: true})
		r.open(call{name: "Letters", due: early, reach: people.SafeContact{Asked: true, Channels: []string{"letter"}}})
		_, restricted := r.open(call{name: "Restricted", due: early})
		if err := r.people.Mark(r.ctx(point), people.PersonID(restricted.ID), nil, []people.Label{people.Restricted}); err != nil {
			t.Fatal(err)
		}
		_, guarded := r.open(call{name: "Guarded", due: early.Add(time.Minute), labels: []needs.Label{needs.Safeguarding}})
		_, plain := r.open(call{name: "Plain"})
		r.wantNext(agent(1), plain)
		r.wantNext(point, restricted)
		if err := r.contacts.LetGo(r.ctx(point), r.next(point).ID); err != nil {
			t.Fatal(err)
		}
		other := point
		other.Account = "point-2"
		r.next(point)
		r.wantNext(other, guarded)
	})
}

// However many nobody may ring stand before them, whoever may be rung is found.
func TestTheQueueIsLookedThroughBehindThoseNobodyMayRing(t *testing.T) {
	inRoom(t, func(r *room) {
		for range 3 * firstLook {
			r.open(call{name: "Never", due: monday.Add(-time.Hour), noCalls: true})
		}
		_, plain := r.open(call{name: "Plain"})
		r.wantNext(agent(1), plain)
	})
}

func TestLanguageSkillAndWhoRangLast(t *testing.T) {
	inRoom(t, func(r *room) {
		_, polish := r.open(call{name: "Polish", language: "Polish"})
		_, lonely := r.open(call{name: "Lonely", category: "comfort-call"})
		_, plain := r.open(call{name: "Plain"})
		for n, a := range []Agent{1: {Languages: []string{"polish"}}, 2: {Skills: []string{"listening"}}, 3: {}} {
			if err := r.SaveMe(r.ctx(agent(n)), a); err != nil {
				t.Fatal(err)
			}
		}
		r.wantNext(agent(3), plain)
		r.wantNext(agent(1), polish)
		r.wantNext(agent(2), lonely)
	})
	inRoom(t, func(r *room) {
		_, hers := r.open(call{name: "Hers", due: monday.Add(2 * time.Hour)})
		_, other := r.open(call{name: "Other", due: monday.Add(time.Hour)})
		if err := r.db.Write(r.ctx(agent(1)), func(tx *db.Tx) error {
			return contacts.Note(tx, contacts.Event{Record: hers.ID, Direction: contacts.Out, Method: contacts.Phone, Outcome: contacts.Spoken, At: monday.AddDate(0, 0, -7)})
		}); err != nil {
			t.Fatal(err)
		}
		r.wantNext(agent(1), hers)
		r.wantNext(agent(2), other)
	})
}

// What waits is given hub by hub in turn; what is late goes by its time alone.
func TestHubsAreServedInTurn(t *testing.T) {
	inRoom(t, func(r *room) {
		for i := range 6 {
			r.open(call{name: "Hapi", hood: "hapi", due: monday.Add(time.Hour + time.Duration(i)*time.Minute)})
		}
		r.open(call{name: "Leigh", hood: "leigh", due: monday.Add(5 * time.Hour)})
		served := map[string]int{}
		for i := range 4 {
			served[r.next(agent(i)).Neighbourhood]++
		}
		if served["leigh"] != 1 || served["hapi"] != 3 {
			t.Errorf("four calls went to %v", served)
		}
	})
}

func TestAHubsCallerIsGivenItsPeopleAlone(t *testing.T) {
	inRoom(t, func(r *room) {
		r.open(call{name: "Leigh", hood: "leigh", due: monday.Add(-time.Hour)})
		if l := r.next(inHapi); !l.IsZero() {
			t.Errorf("somebody of HAPI is given %+v", l)
		}
		_, theirs := r.open(call{name: "Hapi"})
		r.wantNext(inHapi, theirs)
		if _, err := r.Next(r.ctx(access.Principal{Account: "f", Grants: []access.Grant{{Role: access.Finance}}})); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("finance presses: %v", err)
		}
	})
}

func TestWhatWasGivenToSomebodyIsTheirs(t *testing.T) {
	inRoom(t, func(r *room) {
		task, given := r.open(call{name: "Given", due: monday.Add(5 * time.Hour)})
		_, other := r.open(call{name: "Other"})
		to := tasks.Assignee{Kind: tasks.ToStaff, ID: agent(1).Account, Name: agent(1).Name}
		if err := r.tasks.Assign(r.ctx(point), tasks.Choice{ID: task.ID, Version: task.Version}, to); err != nil {
			t.Fatal(err)
		}
		r.wantNext(agent(2), other)
		r.wantNext(agent(1), given)
	})
}

func TestACallIsRecorded(t *testing.T) {
	inRoom(t, func(r *room) {
		task, record := r.open(call{name: "One"})
		l := r.wantNext(agent(1), record)
		if err := r.Record(r.ctx(agent(2)), l.ID, Went{Version: task.Version, Code: "spoken"}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody else records it: %v", err)
		}
		if err := r.Record(r.ctx(agent(1)), l.ID, Went{Version: task.Version, Code: "no-such"}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("an outcome that is none: %v", err)
		}
		if err := r.Record(r.ctx(agent(1)), l.ID, Went{Version: task.Version, Code: tasks.NoAnswer, Note: "Rang out"}); err != nil {
			t.Fatal(err)
		}
		now, err := r.tasks.Task(r.ctx(point), task.ID)
		if err != nil || now.Attempts != 1 || now.State != tasks.Open || !now.Assignee.IsZero() {
			t.Errorf("after no answer the task is %+v, %v", now, err)
		}
		if l := r.next(agent(2)); !l.IsZero() {
			t.Errorf("they are rung again at once: %+v", l)
		}
		r.clock.Advance(4 * time.Hour)
		l = r.wantNext(agent(2), record)
		if err := r.Record(r.ctx(agent(2)), l.ID, Went{Version: now.Version, Code: "spoken"}); err != nil {
			t.Fatal(err)
		}
		now, err = r.tasks.Task(r.ctx(point), task.ID)
		if err != nil || now.State != tasks.Done || now.Assignee.ID != agent(2).Account {
			t.Errorf("after they spoke the task is %+v, %v", now, err)
		}
		person, err := r.people.Person(r.ctx(point), people.PersonID(record.ID))
		if err != nil {
			t.Fatal(err)
		}
		all, err := r.contacts.Contacts(r.ctx(point), person, 10)
		if err != nil || len(all) != 2 || all[0].Outcome != contacts.Spoken || all[0].By != agent(2).Account || all[1].Outcome != contacts.NoAnswer {
			t.Errorf("the contacts are %+v, %v", all, err)
		}
	})
}

// Whoever's time ran out records what they know only while nobody else has the person.
func TestRecordingAfterTheTimeRanOut(t *testing.T) {
	inRoom(t, func(r *room) {
		task, record := r.open(call{name: "One"})
		first := r.wantNext(agent(1), record)
		r.clock.Advance(contacts.LeaseLasts + time.Second)
		second := r.wantNext(agent(2), record)
		if err := r.Record(r.ctx(agent(1)), first.ID, Went{Version: task.Version, Code: "spoken"}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the first records over the second: %v", err)
		}
		r.clock.Advance(contacts.LeaseLasts + time.Second)
		if err := r.Record(r.ctx(agent(2)), second.ID, Went{Version: task.Version, Code: "spoken"}); err != nil {
			t.Errorf("what took longer cannot be recorded: %v", err)
		}
	})
}

// Two hundred press at once, time after time, on two nodes: nobody is ever with two of
// them, and in the end every person was given to somebody and nobody is held.
func TestTwoHundredPressAtOnce(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		const agents, rounds = 200, 2
		here := newRoom(t, d, nil)
		there := &room{New(d, here.blueprints, here.contacts, here.Service.tasks), here.contacts, here.people, here.tasks, t, d, here.base, nil}
		versions := map[people.RecordID]int64{}
		for range agents*rounds - 50 {
			// urgent ones are rung at any hour the test runs at
			task, record := here.open(call{name: "P", priority: needs.Emergency})
			versions[record.ID] = task.Version
		}
		var lock sync.Mutex
		given := map[people.RecordID]int{}
		for range rounds {
			leases := make([]contacts.Lease, agents)
			var wait sync.WaitGroup
			for i := range agents {
				at := here
				if i%2 == 1 {
					at = there
				}
				wait.Go(func() {
					l, err := at.Next(at.ctx(agent(i)))
					if err != nil && !isNobody(err) {
						t.Error(err)
					}
					leases[i] = l
				})
			}
			wait.Wait()
			held := map[people.PersonID]string{}
			for _, l := range leases {
				if other, twice := held[l.Person]; twice && !l.IsZero() {
					t.Errorf("%s is with %s and with %s", l.Person, other, l.AgentName)
				}
				held[l.Person] = l.AgentName
			}
			for i, l := range leases {
				if l.IsZero() {
					continue
				}
				wait.Go(func() {
					if err := here.Record(here.ctx(agent(i)), l.ID, Went{Version: versions[l.Record], Code: "spoken"}); err != nil {
						t.Error(err)
					}
					lock.Lock()
					given[l.Record]++
					lock.Unlock()
				})
			}
			wait.Wait()
		}
		for record, n := range given {
			if n != 1 {
				t.Errorf("%s was rung %d times", record, n)
			}
		}
		if len(given) != agents*rounds-50 {
			t.Errorf("%d of %d people were rung", len(given), agents*rounds-50)
		}
		if left, err := here.contacts.Held(here.ctx(point)); err != nil || len(left) != 0 {
			t.Errorf("still held: %+v, %v", left, err)
		}
	})
}
