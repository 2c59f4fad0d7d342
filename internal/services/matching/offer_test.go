package matching_test

import (
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func TestAnOfferIsAcceptedAndTheOthersAreWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean, alan := w.volunteer("Jean", nil), w.volunteer("Alan", func(n *volunteers.NewVolunteer) { n.Phone = "+447700900124" })
		task := w.parcel("Amina", nil)
		if many := w.ask(task); many.Done != 1 || len(many.Refused) > 0 {
			t.Fatalf("asked %+v", many)
		}
		to := w.offered(jean)
		if len(to) != 1 || len(w.offered(alan)) != 1 || to[0].Task != task.ID || to[0].Reach != volunteering.Nearest {
			t.Fatalf("offered %+v and %+v", to, w.offered(alan))
		}
		if _, err := w.Accept(w.As(as(jean)), to[0].ID); err != nil {
			t.Fatal(err)
		}
		now := w.Task(task.ID)
		if now.State != tasks.Accepted || now.Assignee.ID != string(jean.ID) || len(w.offered(alan)) != 0 {
			t.Errorf("the task is %s with %+v, and Alan is offered %d", now.State, now.Assignee, len(w.offered(alan)))
		}
		if _, err := w.Accept(w.As(as(jean)), to[0].ID); fault.CodeOf(err) != "matching.yours" {
			t.Errorf("a second yes: %v", err)
		}
	})
}

func TestTwoAcceptAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean, alan := w.volunteer("Jean", nil), w.volunteer("Alan", func(n *volunteers.NewVolunteer) { n.Phone = "+447700900124" })
		task := w.parcel("Amina", nil)
		w.ask(task)
		var all sync.WaitGroup
		var mu sync.Mutex
		won, told := 0, 0
		offers := []matching.Offer{w.offered(jean)[0], w.offered(alan)[0]}
		for i, v := range []volunteers.Volunteer{jean, alan} {
			id := offers[i].ID
			all.Go(func() {
				_, err := w.Accept(w.As(as(v)), id)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					won++
				case fault.CodeOf(err) == "matching.taken":
					told++
				default:
					t.Errorf("%s: %v", v.GivenNames, err)
				}
			})
		}
		all.Wait()
		if won != 1 || told != 1 {
			t.Errorf("%d have it and %d were told", won, told)
		}
	})
}

func TestWhoeverIsNextIsAskedAndNobodyTwice(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var all []volunteers.Volunteer
		for i, name := range []string{"Ann", "Bob", "Cat", "Dee"} {
			all = append(all, w.volunteer(name, func(n *volunteers.NewVolunteer) {
				n.Phone, n.Home.Easting = "", n.Home.Easting+int64(i)*200
				n.Email = name + "@example.org"
			}))
		}
		w.directory()
		task := w.parcel("Amina", nil)
		w.ask(task) // three at a time, the nearest first
		if got := w.standing(task); got != 3 || len(w.offered(all[3])) != 0 {
			t.Fatalf("%d are asked, the fourth has %d", got, len(w.offered(all[3])))
		}
		if err := w.Decline(w.As(as(all[1])), w.offered(all[1])[0].ID, "On holiday"); err != nil {
			t.Fatal(err)
		}
		if len(w.offered(all[1])) != 0 || len(w.offered(all[3])) != 1 || w.standing(task) != 3 {
			t.Errorf("after a no the next is offered %d of %d", len(w.offered(all[3])), w.standing(task))
		}
		for range 2 {
			w.Clock.Advance(24 * time.Hour)
			w.must(w.Sweep(w.Ctx))
		}
		asked, err := w.AskedFor(w.As(hub), task.ID)
		w.must(err)
		states := map[matching.OfferState]int{}
		for _, o := range asked.Offers {
			states[o.State]++
		}
		if len(asked.Offers) != 4 || states[matching.Lapsed] != 3 || states[matching.Declined] != 1 || asked.State != matching.Nobody || asked.AlertedAt.IsZero() {
			t.Errorf("the search is %s, alerted %v, offers %v", asked.State, asked.AlertedAt, states)
		}
	})
}

func TestALateYesCountsWhileNobodyHasIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean := w.volunteer("Jean", nil)
		task := w.parcel("Amina", nil)
		w.ask(task)
		id := w.offered(jean)[0].ID
		w.Clock.Advance(24 * time.Hour)
		w.must(w.Sweep(w.Ctx))
		if _, err := w.Accept(w.As(as(jean)), id); err != nil || w.Task(task.ID).State != tasks.Accepted {
			t.Errorf("a late yes: %v, %s", err, w.Task(task.ID).State)
		}
	})
}

func TestTheSearchGoesFurtherAsTimePasses(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.directory()
		near := w.volunteer("Near", func(n *volunteers.NewVolunteer) { n.Gives.Reach = 15000 })
		hood := w.volunteer("Hood", func(n *volunteers.NewVolunteer) {
			n.Phone, n.Home.Easting, n.Gives.Reach = "+447700900125", n.Home.Easting+5000, 15000
		})
		far := w.volunteer("Far", func(n *volunteers.NewVolunteer) {
			n.Phone, n.Home.Easting, n.Gives.Reach, n.Neighbourhood = "+447700900126", n.Home.Easting+8000, 15000, "leigh"
		})
		task := w.parcel("Amina", nil)
		w.ask(task)
		for i, want := range [][3]int{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}} {
			got := [3]int{len(w.offered(near)), len(w.offered(hood)), len(w.offered(far))}
			if i == 0 && got != want {
				t.Errorf("first %v are offered it, want %v", got, want)
			}
			for v, n := range want {
				if n == 1 && got[v] != 1 {
					t.Errorf("at step %d %v are offered it, want %v", i, got, want)
				}
			}
			w.Clock.Advance([]time.Duration{4 * time.Hour, 8 * time.Hour, 0}[i])
			w.must(w.Sweep(w.Ctx))
		}
	})
}

func TestATaskThatWasTakenWithdrawsItsOffers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for name, take := range map[string]func(tasks.Choice) error{
			"by staff": func(c tasks.Choice) error { return w.Tasks.Claim(w.As(hub), c) },
			"by a choice": func(c tasks.Choice) error {
				return w.Tasks.Assign(w.As(hub), c, tasks.Assignee{Kind: tasks.ToStaff, ID: "hub", Name: "Sam"})
			},
			"it was done": func(c tasks.Choice) error { return w.Tasks.RecordOutcome(w.As(hub), c, tasks.Outcome{Code: "done"}) },
			"it is not wanted": func(c tasks.Choice) error {
				return w.Tasks.RecordOutcome(w.As(hub), c, tasks.Outcome{Code: "no-longer-needed"})
			},
			"the hub stops it": func(c tasks.Choice) error { return w.StopAsking(w.As(hub), c.ID) },
		} {
			jean := w.volunteer("Jean "+name, func(n *volunteers.NewVolunteer) { n.Email, n.Phone = "a@example.org", "" })
			task := w.parcel("Amina", nil)
			w.ask(task)
			offer := w.offered(jean)
			if len(offer) != 1 {
				t.Fatalf("%s: offered %d", name, len(offer))
			}
			if err := take(tasks.Choice{ID: task.ID, Version: w.Task(task.ID).Version}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(w.offered(jean)) != 0 {
				t.Errorf("%s: it is still offered", name)
			}
			if _, err := w.Accept(w.As(as(jean)), offer[0].ID); fault.CodeOf(err) != "matching.taken" {
				t.Errorf("%s: a yes after it: %v", name, err)
			}
			w.must(w.Sweep(w.Ctx))
			w.leave(jean)
		}
	})
}

func TestTheBrake(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean := w.volunteer("Jean", func(n *volunteers.NewVolunteer) { n.Gives.PerWeek = 2 })
		var all []tasks.Task
		for _, name := range []string{"A", "B", "C", "D"} {
			all = append(all, w.parcel(name, nil))
		}
		w.ask(all...)
		offers := w.offered(jean)
		if len(offers) != 2 {
			t.Fatalf("offered %d at once with two a week", len(offers))
		}
		for _, o := range offers {
			if _, err := w.Accept(w.As(as(jean)), o.ID); err != nil {
				t.Fatal(err)
			}
		}
		w.must(w.Sweep(w.Ctx))
		if n := len(w.offered(jean)); n != 0 {
			t.Errorf("with her week full she is offered %d", n)
		}
		w.Clock.Advance(7 * 24 * time.Hour)
		for _, o := range offers {
			w.must(w.Tasks.RecordOutcome(w.As(as(jean)), tasks.Choice{ID: o.Task, Version: w.Task(o.Task).Version}, tasks.Outcome{Code: "done"}))
		}
	})
}

func TestAskingIsForTheHub(t *testing.T) {
	w := newWorld(t, boardtest.New(t, sets()...))
	jean := w.volunteer("Jean", nil)
	task := w.parcel("Amina", nil)
	many, err := w.Ask(w.As(other), []tasks.Choice{{ID: task.ID, Version: task.Version}})
	if err != nil || many.Done != 0 || len(many.Refused) != 1 {
		t.Errorf("another hub asks: %+v, %v", many, err)
	}
	staff := w.parcel("Bea", func(b *boardtest.Work) { b.Task.WhoMay = []needs.Doer{needs.Staff} })
	if many := w.ask(staff); many.Done != 0 || len(many.Refused) != 1 {
		t.Errorf("what only staff may do is offered: %+v", many)
	}
	w.ask(task)
	if _, err := w.Accept(w.As(hub), w.offered(jean)[0].ID); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the hub says yes for her: %v", err)
	}
	alan := w.volunteer("Alan", func(n *volunteers.NewVolunteer) { n.Neighbourhood, n.Phone = "leigh", ""; n.Email = "x@example.org" })
	if _, err := w.Accept(w.As(as(alan)), w.offered(jean)[0].ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another volunteer says yes: %v", err)
	}
}

// Offers may add up to more than somebody wants: the yes is what counts.
func TestNobodyTakesMoreThanTheyWant(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean := w.volunteer("Jean", func(n *volunteers.NewVolunteer) { n.Gives.PerWeek = 2 })
		w.ask(w.parcel("A", nil), w.parcel("B", nil))
		byHand := w.parcel("C", nil)
		w.must(w.Tasks.Assign(w.As(hub), tasks.Choice{ID: byHand.ID, Version: byHand.Version}, helper1(jean)))
		w.must(w.AcceptTask(w.As(as(jean)), tasks.Choice{ID: byHand.ID, Version: w.Task(byHand.ID).Version}))
		offers := w.offered(jean)
		if len(offers) != 2 {
			t.Fatalf("offered %d", len(offers))
		}
		if _, err := w.Accept(w.As(as(jean)), offers[0].ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Accept(w.As(as(jean)), offers[1].ID); fault.CodeOf(err) != "matching.week" {
			t.Errorf("a third in a week of two: %v", err)
		}
		if w.Task(offers[1].Task).State != tasks.Open || len(w.offered(jean)) != 1 {
			t.Error("what she could not take is no longer offered to her")
		}
		w.Clock.Advance(7 * 24 * time.Hour)
		for _, id := range []tasks.ID{byHand.ID, offers[0].Task} {
			w.must(w.SayHow(w.As(as(jean)), tasks.Choice{ID: id, Version: w.Task(id).Version}, matching.Said{Outcome: "done", Minutes: 30}))
		}
		m, err := w.Mine(w.As(as(jean)))
		w.must(err)
		if m.Total.Tasks != 2 || m.Total.Minutes != 60 || len(m.Finished) != 2 {
			t.Errorf("she gave %+v, finished %d", m.Total, len(m.Finished))
		}
	})
}

// Two taps on two offers at once are answered one after the other.
func TestTwoYesesOfOneVolunteerAtOnceKeepToTheBrake(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean := w.volunteer("Jean", func(n *volunteers.NewVolunteer) { n.Gives.PerWeek = 3 })
		var all []tasks.Task
		for _, name := range []string{"A", "B", "C"} {
			all = append(all, w.parcel(name, nil))
		}
		w.ask(all...)
		offers := w.offered(jean)
		if len(offers) != 3 {
			t.Fatalf("offered %d", len(offers))
		}
		d, err := volunteers.DossierOf(w.DB.Read(w.Ctx), jean.ID)
		w.must(err)
		d.Gives.PerWeek = 1
		w.must(w.SetOwn(w.As(as(jean)), d.Version, d.Gives, d.Activities))
		var mu sync.Mutex
		var wait sync.WaitGroup
		yes := 0
		for _, o := range offers {
			wait.Go(func() {
				_, err := w.Accept(w.As(as(jean)), o.ID)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					yes++
				} else if fault.CodeOf(err) != "matching.week" {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if yes != 1 {
			t.Errorf("%d of three are hers in a week of one", yes)
		}
	})
}

func TestWhoGivesBackIsFollowedByTheNext(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean, alan := w.volunteer("Jean", nil), w.volunteer("Alan", func(n *volunteers.NewVolunteer) { n.Phone = "+447700900124" })
		w.must(w.SetDuty(w.As(as(alan)), false))
		task := w.parcel("Amina", nil)
		w.ask(task)
		if _, err := w.Accept(w.As(as(jean)), w.offered(jean)[0].ID); err != nil {
			t.Fatal(err)
		}
		w.must(w.SetDuty(w.As(as(alan)), true))
		w.must(w.GiveBack(w.As(as(jean)), tasks.Choice{ID: task.ID, Version: w.Task(task.ID).Version}, ""))
		if len(w.offered(alan)) != 1 || len(w.offered(jean)) != 0 {
			t.Errorf("Alan is offered %d, Jean %d", len(w.offered(alan)), len(w.offered(jean)))
		}
		now := w.Task(task.ID)
		if now.State != tasks.Open || now.Refused == "" {
			t.Errorf("the task is %s, refused %q", now.State, now.Refused)
		}
	})
}
