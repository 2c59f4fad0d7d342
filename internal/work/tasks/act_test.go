package tasks_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// each runs a test on both engines with a request at Hapi: its first contact, and a need
// that is helped with and referred on.
func each(t *testing.T, test func(t *testing.T, h *hub, o opened)) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		h := newHub(t, d, inHapi)
		test(t, h, h.open("hapi", wanted{help: true, refer: true}))
	})
}

func TestTheSecondToActIsTold(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		seen := h.seen(o.tasks[1].ID)
		must(t, h.Assign(h.ctx, seen, theBank))
		err := h.Assign(h.ctx, seen, volunteer)
		wantKind(t, "assigning what has changed", err, fault.Stale)
		if said := fault.MessageOf(err); !strings.Contains(said, theBank.Name) {
			t.Errorf("the second is told %q, not who has it", said)
		}
		must(t, h.Accept(h.ctx, h.seen(seen.ID)))
		told, err := h.Since(h.ctx, seen.ID, seen.Version)
		if err != nil || len(told) != 2 || told[0].Field != tasks.StateField || told[0].Now.State != tasks.Accepted || told[0].Was.State != tasks.Open ||
			told[1].Field != tasks.HolderField || told[1].Now.Holder != theBank.Name || told[1].At.IsZero() {
			t.Errorf("what changed is told as %+v, %v", told, err)
		}
		if told, err = h.Since(h.ctx, seen.ID, 99); err != nil || len(told) != 0 {
			t.Errorf("since a version it never had: %+v, %v", told, err)
		}
		_, err = h.Since(access.With(h.ctx, access.Principal{}), seen.ID, seen.Version)
		wantKind(t, "the public asks what changed", err, fault.Unauthenticated)
		if got := h.now(seen.ID); got.Assignee != theBank {
			t.Errorf("it is with %v", got.Assignee)
		}
	})
}

func TestOnlyOneOfManyTakesIt(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		seen := h.seen(o.tasks[1].ID)
		var taken, late int
		var mu sync.Mutex
		var many sync.WaitGroup
		for range 8 {
			many.Go(func() {
				err := h.Claim(h.ctx, seen)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					taken++
				} else if fault.KindOf(err) == fault.Stale {
					late++
				} else {
					t.Error(err)
				}
			})
		}
		many.Wait()
		if taken != 1 || late != 7 {
			t.Errorf("%d took it and %d were told", taken, late)
		}
	})
}

func TestNoAnswerNeverEndsAFirstContact(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		id := o.tasks[0].ID
		must(t, h.Claim(h.ctx, h.seen(id)))
		for try := range 20 {
			must(t, h.RecordOutcome(h.ctx, h.seen(id), tasks.Outcome{Code: tasks.NoAnswer}))
			got := h.now(id)
			if got.State != tasks.Accepted || int(got.Attempts) != try+1 || !got.DueAt.After(time.Now()) || got.Assignee.ID != inHapi.Account {
				t.Fatalf("after %d tries it is %+v", try+1, got)
			}
		}
		if r := h.request(o.request.ID); !r.FirstContactAt.IsZero() {
			t.Error("reaching nobody counts as first contact")
		}
	})
}

func TestStaffHaveItAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		id := o.tasks[1].ID
		must(t, h.Assign(h.ctx, h.seen(id), colleague))
		if got := h.now(id); got.State != tasks.Accepted || got.AcceptedAt.IsZero() {
			t.Errorf("asked of staff it is %s", got.State)
		}
		must(t, h.Assign(h.ctx, h.seen(id), volunteer))
		if got := h.now(id); got.State != tasks.Assigned || !got.AcceptedAt.IsZero() {
			t.Errorf("asked of a volunteer it is %s", got.State)
		}
		if n := h.need(o, 0); n.State != needs.NeedOpen {
			t.Errorf("the need is %s while a volunteer has still to say yes", n.State)
		}
	})
}

func TestWhoMayDoIt(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		wantKind(t, "a first contact by a volunteer", h.Assign(h.ctx, h.seen(o.tasks[0].ID), volunteer), fault.Invalid)
		wantKind(t, "a referral by a food bank", h.Assign(h.ctx, h.seen(o.tasks[2].ID), theBank), fault.Invalid)
		wantKind(t, "nobody", h.Assign(h.ctx, h.seen(o.tasks[1].ID), tasks.Assignee{}), fault.Invalid)
		wantKind(t, "a kind there is not", h.Assign(h.ctx, h.seen(o.tasks[1].ID), tasks.Assignee{Kind: "robot", ID: "1", Name: "R"}), fault.Invalid)
	})
}

func TestWhoeverHasItMayOnlyAnswerAndRecord(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		id := o.tasks[1].ID
		must(t, h.Assign(h.ctx, h.seen(id), theBank))
		own := h.as(bank)
		for name, do := range map[string]func() error{
			"gives it to another": func() error { return own.Assign(own.ctx, h.seen(id), volunteer) },
			"takes it back":       func() error { return own.Free(own.ctx, h.seen(id)) },
			"claims it":           func() error { return own.Claim(own.ctx, h.seen(id)) },
		} {
			wantKind(t, "an organisation "+name, do(), fault.Forbidden)
		}
		must(t, own.Accept(own.ctx, h.seen(id)))
		if got := h.now(id).Actions(bank); !slices.Equal(got, []tasks.Action{tasks.Decline, tasks.Record}) {
			t.Errorf("it is offered %v", got)
		}
		must(t, own.RecordOutcome(own.ctx, h.seen(id), tasks.Outcome{Code: "done"}))
		wantKind(t, "an organisation reopens", own.ReopenTask(own.ctx, h.seen(id)), fault.Forbidden)
		wantKind(t, "an agent acts", h.Claim(h.as(agent).ctx, h.seen(o.tasks[2].ID)), fault.Forbidden)
		elsewhere := h.as(access.Principal{Account: "x", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}})
		wantKind(t, "another hub acts", elsewhere.Claim(elsewhere.ctx, h.seen(o.tasks[2].ID)), fault.Forbidden)
	})
}

func TestANeedEndsAsTheBestOfItsTasks(t *testing.T) {
	tests := map[string]struct {
		help, refer string
		want        needs.NeedState
	}{
		"helped, the service turned it down":   {"done", "turned-down", needs.NeedMet},
		"helped and taken on":                  {"done", "acknowledged", needs.NeedMet},
		"could not, but taken on":              {"could-not", "acknowledged", needs.NeedReferred},
		"not needed, turned down":              {"no-longer-needed", "turned-down", needs.NeedGone},
		"could not, and turned down":           {"could-not", "turned-down", needs.NeedNotMet},
		"no longer needed, the service has it": {"no-longer-needed", "acknowledged", needs.NeedReferred},
	}
	each(t, func(t *testing.T, h *hub, _ opened) {
		for name, tt := range tests {
			for _, order := range [][]int{{1, 2}, {2, 1}} {
				o := h.open("hapi", wanted{help: true, refer: true})
				code := map[int]string{1: tt.help, 2: tt.refer}
				for i, task := range order {
					must(t, h.RecordOutcome(h.ctx, h.seen(o.tasks[task].ID), tasks.Outcome{Code: code[task], Note: "because"}))
					if n := h.need(o, 0); n.State.Ended() != (i == 1) {
						t.Errorf("%s: after %d of 2 tasks the need is %s", name, i+1, n.State)
					}
				}
				if n := h.need(o, 0); n.State != tt.want {
					t.Errorf("%s, in the order %v: %s, want %s", name, order, n.State, tt.want)
				}
			}
		}
	})
}

// The last two tasks of a need, ended by two people at once, must end it.
func TestEndingTheLastTasksAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *hub, _ opened) {
		for range 15 {
			o := h.open("hapi", wanted{help: true, refer: true})
			var all sync.WaitGroup
			for i, code := range []string{"spoken", "done", "acknowledged"} {
				seen := h.seen(o.tasks[i].ID)
				all.Go(func() {
					if err := h.RecordOutcome(h.ctx, seen, tasks.Outcome{Code: code}); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if n, r := h.need(o, 0), h.request(o.request.ID); n.State != needs.NeedMet || r.State != needs.Closed {
				t.Fatalf("all is done, the need is %s and the request %s", n.State, r.State)
			}
		}
	})
}

func TestReopeningGivesBackWhatEndingTook(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		for i, code := range []string{"not-needed", "done", "acknowledged"} {
			must(t, h.RecordOutcome(h.ctx, h.seen(o.tasks[i].ID), tasks.Outcome{Code: code, Note: "she rang us herself"}))
		}
		if r := h.request(o.request.ID); r.State != needs.Closed || !r.FirstContactAt.IsZero() {
			t.Fatalf("a contact nobody needed: the request is %s, spoken to %v", r.State, r.FirstContactAt)
		}
		must(t, h.ReopenTask(h.ctx, h.seen(o.tasks[2].ID)))
		if n, r := h.need(o, 0), h.request(o.request.ID); n.State != needs.NeedInHand || r.State != needs.Accepted {
			t.Errorf("with the referral open again the need is %s and the request %s", n.State, r.State)
		}
		got := h.now(o.tasks[2].ID)
		if got.Outcome != "" || got.Note != "" || !got.ClosedAt.IsZero() || !got.Assignee.IsZero() {
			t.Errorf("reopened it is %+v", got)
		}
	})
}

func TestHandingOverMovesTheWork(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		h := newHub(t, d, inHapi)
		o := h.open("hapi", wanted{help: true, refer: true}, wanted{straight: true})
		must(t, h.Assign(h.ctx, h.seen(o.tasks[1].ID), volunteer))
		must(t, h.Claim(h.ctx, h.seen(o.tasks[0].ID)))
		must(t, h.RecordOutcome(h.ctx, h.seen(o.tasks[0].ID), tasks.Outcome{Code: "spoken"}))
		version := h.request(o.request.ID).Version
		wantKind(t, "handing over to no hub", h.HandOver(h.ctx, o.request.ID, version, "", "she lives there"), fault.Invalid)
		must(t, h.HandOver(h.ctx, o.request.ID, version, "leigh", "she lives there"))

		for i, want := range []string{"hapi", "leigh", "leigh", ""} {
			if got := h.now(o.tasks[i].ID); got.Neighbourhood != want {
				t.Errorf("task %d is at %q, want %q", i, got.Neighbourhood, want)
			}
		}
		if got := h.now(o.tasks[1].ID); got.State != tasks.Open || !got.Assignee.IsZero() {
			t.Errorf("the new hub finds it %s, with %v", got.State, got.Assignee)
		}
		wantKind(t, "the old hub hands it over again", h.HandOver(h.ctx, o.request.ID, version+1, "swan", "she lives there"), fault.Forbidden)
		all, err := h.OfRequest(h.ctx, o.request.ID)
		if err != nil || len(all) != 1 {
			t.Errorf("the old hub still sees %d tasks, %v; want the one it ended", len(all), err)
		}
	})
}

func TestRefusingReturnsToCoordination(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		version := h.request(o.request.ID).Version
		wantKind(t, "refusing without saying why", h.Refuse(h.ctx, o.request.ID, version, " "), fault.Invalid)
		must(t, h.Refuse(h.ctx, o.request.ID, version, "no drivers today"))
		r := h.request(o.request.ID)
		if r.Neighbourhood != "" || r.State != needs.Received || r.RefusedReason != "no drivers today" {
			t.Errorf("refused, the request is %+v", r)
		}
		for _, one := range o.tasks {
			if got := h.now(one.ID); got.Neighbourhood != "" {
				t.Errorf("%s is still with %s", got.Title, got.Neighbourhood)
			}
		}
		c := h.as(point)
		wantKind(t, "refusing what has no hub", c.Refuse(c.ctx, r.ID, r.Version, "x"), fault.Invalid)
		wantKind(t, "handing over an older version", c.HandOver(c.ctx, r.ID, version, "leigh", "she lives there"), fault.Stale)
		must(t, c.HandOver(c.ctx, r.ID, r.Version, "leigh", "she lives there"))
	})
}

func TestDecliningReturnsToTheBoard(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		id := o.tasks[1].ID
		must(t, h.Assign(h.ctx, h.seen(id), theBank))
		own := h.as(bank)
		must(t, own.Decline(own.ctx, h.seen(id), "out of tins"))
		if got := h.now(id); got.State != tasks.Open || got.Refused != "Hindley Food Bank: out of tins" || !got.Assignee.IsZero() {
			t.Errorf("declined it is %+v", got)
		}
		must(t, h.Claim(h.ctx, h.seen(id)))
		if got := h.now(id); got.Refused != "" {
			t.Errorf("taken on it is still refused: %q", got.Refused)
		}
	})
}

func TestGivingManyNamesThoseThatCouldNot(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		other := h.open("leigh", wanted{help: true})
		changed := h.open("hapi", wanted{help: true})
		old := h.seen(changed.tasks[1].ID)
		must(t, h.Claim(h.ctx, old))
		many, err := h.AssignAll(h.ctx, []tasks.Choice{h.seen(o.tasks[0].ID), h.seen(o.tasks[1].ID), h.seen(other.tasks[1].ID), old}, volunteer)
		if err != nil || many.Done != 1 || len(many.Refused) != 3 {
			t.Fatalf("%+v, %v", many, err)
		}
		for _, r := range many.Refused {
			if r.Why == "" {
				t.Errorf("no reason for %s", r.Title)
			}
		}
	})
}

func TestRestrictedTasksAreNotNamed(t *testing.T) {
	secret := tasks.Task{
		Kind: tasks.Do, Title: "Ring the refuge", Instruction: "Ask for Jo", Category: "domestic-abuse", Neighbourhood: "hapi",
		Labels: []needs.Label{needs.Restricted, needs.Health}, Assignee: colleague, State: tasks.Accepted,
	}
	holder := access.Principal{Account: colleague.ID, Grants: []access.Grant{{Role: access.Agent}}}
	for who, tells := range map[*access.Principal]bool{&point: true, &holder: true, &inHapi: false, &agent: false, &bank: false} {
		got := secret.ShownTo(*who)
		if named := got.Title == secret.Title; named != tells || secret.Named(*who) != tells {
			t.Errorf("%s is told the title: %v", who.Account, named)
		}
		if !tells && (got.Title != needs.Unnamed || got.Instruction+got.Category != "" || slices.Contains(got.Labels, needs.Health)) {
			t.Errorf("%s is told %+v", who.Account, got)
		}
	}
	contact := secret
	contact.Kind, contact.Title = tasks.FirstContact, "First contact"
	if got := contact.ShownTo(inHapi); got.Title != "First contact" || got.Category != "" || got.Instruction == "" {
		t.Errorf("a hub that has to make first contact is told %+v", got)
	}
}

func TestWhoMayNotBeToldOfATaskCannotTakeIt(t *testing.T) {
	secret := tasks.Task{
		Kind: tasks.Do, Neighbourhood: "hapi", State: tasks.Open,
		WhoMay: []needs.Doer{needs.Volunteer, needs.Organisation}, Labels: []needs.Label{needs.Safeguarding},
	}
	if got := secret.Actions(inHapi); len(got) != 0 {
		t.Errorf("a hub that may not be told of it may %v", got)
	}
	if got := secret.Actions(point); !slices.Contains(got, tasks.Claim) {
		t.Errorf("the coordination point may %v", got)
	}
	for _, kind := range tasks.AssigneeKinds() {
		if got := secret.GoesTo(kind); got != (kind == tasks.ToStaff) {
			t.Errorf("given to %s: %v", kind.Label(), got)
		}
	}
}

func TestWhomATaskGoesTo(t *testing.T) {
	for _, c := range []struct {
		task tasks.Task
		want string
	}{
		{tasks.Task{Kind: tasks.Do}, "staff, a volunteer, an organisation"},
		{tasks.Task{Kind: tasks.FirstContact}, "staff"},
		{tasks.Task{Kind: tasks.Refer, WhoMay: []needs.Doer{needs.Volunteer}}, "staff"},
		{tasks.Task{Kind: tasks.Do, WhoMay: []needs.Doer{needs.Organisation}}, "an organisation"},
		{tasks.Task{Kind: tasks.Do, WhoMay: []needs.Doer{needs.Partner}}, "staff"},
	} {
		var got []string
		for _, kind := range tasks.AssigneeKinds() {
			if c.task.GoesTo(kind) {
				got = append(got, kind.Label())
			}
		}
		if joined := strings.Join(got, ", "); joined != c.want {
			t.Errorf("%s for %v goes to %s", c.task.Kind, c.task.WhoMay, joined)
		}
	}
}
