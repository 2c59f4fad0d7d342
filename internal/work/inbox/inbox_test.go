package inbox_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/inbox"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var _ inbox.Reads = (*journal.Reads)(nil)

// noted keeps what the journal would have been told, or cannot be told.
type noted struct {
	entries []journal.Entry
	broken  error
}

func (n *noted) Saw(_ context.Context, e journal.Entry) error {
	if n.broken == nil {
		n.entries = append(n.entries, e)
	}
	return n.broken
}

func member(o organisations.Organisation) access.Principal {
	return access.Principal{
		Account: "organisation:" + string(o.ID), Name: o.Name,
		Grants: []access.Grant{{Role: access.Organisation, Organisation: string(o.ID)}},
	}
}

func helper(o organisations.Organisation) tasks.Assignee {
	return tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(o.ID), Name: o.Name}
}

// amina is somebody who needs food, as most tests want her.
func amina() boardtest.Work {
	return boardtest.Work{
		Given: "Amina Noor", Family: "Khan", Phone: "+441632960123", Hub: "hapi",
		Address: places.Address{Line1: "4 Mill Lane", Town: "Hindley", Postcode: "WN2 3EB"},
		Task:    tasks.NewTask{Instruction: "Halal. No nuts."},
	}
}

// street is a borough with two organisations.
type street struct {
	*boardtest.Hub
	foodBank, pantry organisations.Organisation
	reads            *noted
	inbox            *inbox.Service
}

func newStreet(t *testing.T, h *boardtest.Hub) *street {
	s := &street{Hub: h, reads: &noted{}}
	s.foodBank = h.Organisation(organisations.NewOrganisation{Name: "Hindley Food Bank", Kind: organisations.FoodBank})
	s.pantry = h.Organisation(organisations.NewOrganisation{Name: "Platt Bridge Pantry", Kind: organisations.Pantry})
	s.inbox = inbox.New(h.DB, h.Tasks, boardtest.Wigan(t), s.reads)
	return s
}

func (s *street) box(t *testing.T, o organisations.Organisation) inbox.Box {
	t.Helper()
	b, err := s.inbox.Box(s.As(member(o)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOrganisationsDoNotSeeEachOther(t *testing.T) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		s := newStreet(t, h)
		task := h.Assign(h.Add(amina()), helper(s.foodBank))
		if b := s.box(t, s.foodBank); len(b.Asked) != 1 || b.Asked[0].ID != task.ID {
			t.Errorf("the food bank sees %+v", b)
		}
		if b := s.box(t, s.pantry); len(b.Asked)+len(b.Accepted) != 0 {
			t.Errorf("the pantry sees %+v", b)
		}
		for name, id := range map[string]tasks.ID{"another's": task.ID, "nobody's": h.Add(amina()).ID, "none": "0190a000-0000-7000-8000-000000000000"} {
			if _, err := s.inbox.Own(s.As(member(s.pantry)), id, tasks.Accept); fault.CodeOf(err) != "inbox.no-such-task" {
				t.Errorf("%s task: %v", name, err)
			}
		}
	})
}

func TestDetailsOnlyBetweenYesAndDone(t *testing.T) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		s := newStreet(t, h)
		task := h.Assign(h.Add(amina()), helper(s.foodBank))
		asked := s.box(t, s.foodBank).Asked[0]
		if asked.Person != nil || asked.Instruction != "Halal. No nuts." || asked.Area != "WN2 3" || len(s.reads.entries) != 0 {
			t.Errorf("before the yes: %+v, noted %v", asked, s.reads.entries)
		}
		ctx := s.As(member(s.foodBank))
		if err := h.Tasks.Accept(ctx, tasks.Choice{ID: task.ID, Version: task.Version}); err != nil {
			t.Fatal(err)
		}
		p := s.box(t, s.foodBank).Accepted[0].Person
		if p == nil || p.FirstName != "Amina" || len(p.Address) != 3 || p.Phone == "" {
			t.Errorf("after the yes: %+v", p)
		}
		if len(s.reads.entries) != 1 || s.reads.entries[0].Subject != string(task.Record) || s.reads.entries[0].ObjectID("task") != string(task.ID) {
			t.Errorf("noted %+v", s.reads.entries)
		}
		task = h.Task(task.ID)
		if err := h.Tasks.RecordOutcome(ctx, tasks.Choice{ID: task.ID, Version: task.Version}, tasks.Outcome{Code: "done"}); err != nil {
			t.Fatal(err)
		}
		if b := s.box(t, s.foodBank); len(b.Asked)+len(b.Accepted) != 0 || len(s.reads.entries) != 1 {
			t.Errorf("once done: %+v, noted %v", b, s.reads.entries)
		}
	})
}

func TestNothingIsShownUnnoted(t *testing.T) {
	s := newStreet(t, boardtest.New(t))
	task := s.Assign(s.Add(amina()), helper(s.foodBank))
	ctx := s.As(member(s.foodBank))
	if err := s.Tasks.Accept(ctx, tasks.Choice{ID: task.ID, Version: task.Version}); err != nil {
		t.Fatal(err)
	}
	s.reads.broken = fault.New(fault.Unavailable, "journal.full", "Try again.")
	if b, err := s.inbox.Box(ctx); !errors.Is(err, s.reads.broken) || len(b.Accepted) != 0 {
		t.Errorf("shown all the same: %+v, %v", b, err)
	}
}

func TestRestrictedWorkIsInNoInbox(t *testing.T) {
	s := newStreet(t, boardtest.New(t))
	for _, label := range []needs.Label{needs.Restricted, needs.Safeguarding, needs.Hidden} {
		plain := s.Assign(s.Add(amina()), helper(s.foodBank))
		task := s.BringOver(plain, label)
		if b := s.box(t, s.foodBank); slices.ContainsFunc(b.Asked, func(i inbox.Item) bool { return i.ID == task.ID }) {
			t.Errorf("%s: %+v", label, b)
		}
		if _, err := s.inbox.Own(s.As(member(s.foodBank)), task.ID, tasks.Accept); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", label, err)
		}
	}
}

func TestOutcomeNeedsAYes(t *testing.T) {
	s := newStreet(t, boardtest.New(t))
	task := s.Assign(s.Add(amina()), helper(s.foodBank))
	if _, err := s.inbox.Own(s.As(member(s.foodBank)), task.ID, tasks.Record); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an outcome before the yes: %v", err)
	}
}

func TestOnlyForOrganisations(t *testing.T) {
	s := newStreet(t, boardtest.New(t))
	for _, p := range []access.Principal{
		{},
		{Account: "c", Grants: []access.Grant{{Role: access.Coordinator}}},
		{Account: "o", Grants: []access.Grant{{Role: access.Organisation}}},
		{Account: "p", Grants: []access.Grant{{Role: access.Partner, Organisation: string(s.foodBank.ID)}}},
	} {
		if _, err := s.inbox.Box(s.As(p)); fault.KindOf(err) != fault.Forbidden && fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

func TestTodayIsDueTodayOrLate(t *testing.T) {
	now := boardtest.Start
	b := inbox.Box{Now: now, Accepted: []inbox.Item{
		{Title: "late", DueAt: now.Add(-30 * time.Hour)}, {Title: "tonight", DueAt: now.Add(14 * time.Hour)}, {Title: "tomorrow", DueAt: now.Add(15 * time.Hour)},
	}}
	if due, later := b.Today(); len(due) != 2 || later != 1 {
		t.Errorf("due %v, later %d", due, later)
	}
}

func TestWhoeverPacksIsToldWhoEatsAndWhatMayHarmThem(t *testing.T) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		s := newStreet(t, h)
		work := amina()
		work.Answers = answers.Answers{
			"adults": {"2"}, "babies": {"1"}, "food_diet": {"allergy", "halal"}, "food_notes": {"Nuts, badly."},
			"food_reason": {"no-money"}, "food_pay": {"no"}, "medicine_kind": {"substitution"}, "call_times": {"evening"},
		}
		work.Task.Instruction, work.Decision.StaffFlags = "Speak to a manager. Halal.", []string{"Speak to a manager."}
		task := h.Assign(h.Add(work), helper(s.foodBank))
		if b := s.box(t, s.foodBank); b.Asked[0].Instruction != "Halal." {
			t.Errorf("it is shown %q", b.Asked[0].Instruction)
		}
		if b := s.box(t, s.foodBank); b.Asked[0].Person != nil {
			t.Errorf("before it said yes, it is told %+v", b.Asked[0].Person)
		}
		if err := h.Tasks.Accept(s.As(member(s.foodBank)), tasks.Choice{ID: task.ID, Version: task.Version}); err != nil {
			t.Fatal(err)
		}
		want := []inbox.Answer{
			{Question: "Adults", Words: "2"},
			{Question: "Babies under 2", Words: "1"},
			{Question: "Anything special?", Words: "A food allergy, Halal"},
			{Question: "Which allergy, or what else should we know?", Words: "Nuts, badly."},
		}
		if got := s.box(t, s.foodBank).Accepted[0].Person.Told; !slices.Equal(got, want) {
			t.Errorf("it is told %+v\nwant %+v", got, want)
		}
	})
}
