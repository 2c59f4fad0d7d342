package intake

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func TestAskingOpensAllThatFollows(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		got, err := s.Ask(ctx, asking("k", hungry))
		if err != nil {
			t.Fatal(err)
		}
		if got.Neighbourhood != "hapi" || !got.Urgent || !got.ContactBy.Equal(noon.Add(2*time.Hour)) || len(got.Code) != 6 || got.Outside != nil {
			t.Errorf("the receipt is %+v", got)
		}
		for table, want := range map[string]int{"people_record": 1, "needs_request": 1, "needs_need": 1, "tasks_task": 3, "journal_entry": 6} {
			if n := count(t, ctx, d, table); n != want {
				t.Errorf("%d rows in %s, want %d", n, table, want)
			}
		}
		st, err := needs.New(d).Status(ctx, got.Reference, got.Code)
		if err != nil || st.State != needs.Received || len(st.Needs) != 1 || st.Needs[0].Category != "food" {
			t.Errorf("it stands %+v, %v", st, err)
		}
		if _, err := needs.New(d).Status(ctx, got.Reference, "000000"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another code tells %v", err)
		}
	})
}

// TestTheJournalNamesNobody: it tells that somebody asked, never who or where.
func TestTheJournalNamesNobody(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		if _, err := s.Ask(ctx, asking("k", hungry+" address=2_High_Street needs=medicines medicine_left=none medicine_kind=substitution")); err != nil {
			t.Fatal(err)
		}
		listed, err := needs.New(d).Requests(seen(ctx), needs.RequestFilter{Limit: 1})
		if err != nil || len(listed) != 1 {
			t.Fatal(listed, err)
		}
		told, err := journal.About(d.Read(ctx), []string{string(listed[0].Record)}, 100)
		if err != nil || len(told) < 6 {
			t.Fatalf("%d entries, %v", len(told), err)
		}
		for _, e := range told {
			for key, value := range e.Data {
				text, _ := value.(string)
				for _, secret := range []string{"Amina", "Khan", "WN2", "7700", "High Street", "medicines", "substitution"} {
					if strings.Contains(text, secret) {
						t.Errorf("%s tells %s=%v", e.Topic, key, value)
					}
				}
			}
		}
	})
}

// TestPressingTwice: a hundred identical presses at once are one request with one
// reference, on both engines.
func TestPressingTwice(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		const presses = 100
		receipts, errs := make([]Receipt, presses), make([]error, presses)
		var all sync.WaitGroup
		start := make(chan struct{})
		for i := range presses {
			all.Go(func() {
				<-start
				receipts[i], errs[i] = s.Ask(ctx, asking("one form", hungry))
			})
		}
		close(start)
		all.Wait()
		for i := range presses {
			if errs[i] != nil || receipts[i].Reference != receipts[0].Reference || receipts[i].Code != receipts[0].Code {
				t.Fatalf("press %d gave %+v, %v; the first %+v", i, receipts[i], errs[i], receipts[0])
			}
		}
		for table, want := range map[string]int{"needs_request": 1, "people_record": 1, "tasks_task": 3, "journal_entry": 6} {
			if n := count(t, ctx, d, table); n != want {
				t.Errorf("%d rows in %s, want %d", n, table, want)
			}
		}
		again, err := s.Ask(ctx, asking("one form", hungry))
		if err != nil || again.Reference != receipts[0].Reference || !again.ContactBy.Equal(receipts[0].ContactBy) {
			t.Errorf("a refresh gives %+v, %v", again, err)
		}
		if _, err := s.Ask(ctx, asking("one form", hungry+" children=2")); fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.MessageOf(err), "Check your answers") {
			t.Errorf("the same key with other answers: %v", err)
		}
		if n := count(t, ctx, d, "needs_request"); n != 1 {
			t.Errorf("%d requests", n)
		}
	})
}

// TestDifferentPressesAtOnce: many people at once each get a request of their own.
func TestDifferentPressesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				a := asking("form "+string(rune('A'+i)), hungry)
				if _, err := s.Ask(ctx, a); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := count(t, ctx, d, "needs_request"); n != 40 {
			t.Errorf("%d requests", n)
		}
	})
}

func TestLookingLikeSomebodyKnown(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		for _, key := range []string{"first", "second"} {
			if _, err := s.Ask(ctx, asking(key, hungry)); err != nil {
				t.Fatal(err)
			}
		}
		if people, alike := count(t, ctx, d, "people_record"), count(t, ctx, d, "people_likeness"); people != 2 || alike != 1 {
			t.Errorf("%d records, %d likenesses: nobody is merged silently, and somebody is told", people, alike)
		}
	})
}

func TestWhatCannotBeAccepted(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		for _, c := range []struct {
			name, want string
			change     func(*Asking)
		}{
			{"no key", "idempotency key", func(a *Asking) { a.Key = "" }},
			{"a key too long", "idempotency key", func(a *Asking) { a.Key = strings.Repeat("k", 201) }},
			{"no channel", "how the request came in", func(a *Asking) { a.Channel = "pigeon" }},
			{"no need", "needs: Select at least one kind of help", func(a *Asking) { delete(a.Answers, "needs") }},
			{"a need there is not", "needs: Choose from the answers", func(a *Asking) { a.Answers["needs"] = []string{"gold"} }},
			{"a question there is not", "colour: There is no such question.", func(a *Asking) { a.Answers["colour"] = []string{"red"} }},
			{"no name", "first_name: Enter the first name", func(a *Asking) { a.Answers["first_name"] = []string{" "} }},
		} {
			a := asking(c.name, hungry)
			c.change(&a)
			_, err := s.Ask(ctx, a)
			text := fault.MessageOf(err)
			if refused, ok := errors.AsType[Refused](err); ok {
				text = refused.Error()
			}
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(text, c.want) {
				t.Errorf("%s: %v (%q)", c.name, err, text)
			}
		}
		if n := count(t, ctx, d, "people_record"); n != 0 {
			t.Errorf("%d people were kept", n)
		}
	})
}

func TestNextDoor(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		got, err := s.Ask(ctx, asking("k", "needs=comfort-call postcode=BL1_1AA"))
		if err != nil || got.Neighbourhood != "" || got.Outside == nil || got.Outside.Name != "Bolton Council" || got.Outside.Phone == "" {
			t.Errorf("%+v, %v", got, err)
		}
		if n := count(t, ctx, d, "needs_request"); n != 1 {
			t.Error("somebody from next door is not kept for the coordination queue")
		}
	})
}

// TestNothingIsHalfWritten breaks each step of the transaction in turn. Nothing of the
// request may remain, and the same form sent again must be taken.
func TestNothingIsHalfWritten(t *testing.T) {
	for _, step := range []string{
		"people_record", "people_token", "people_likeness", "journal_entry", "needs_request", "needs_need", "tasks_task",
		"tasks_task WHEN NEW.kind = 'deliver'", "protocols_run", "protocols_step", "tasks_task WHEN NEW.kind = 'refer'", "journal_entry WHEN NEW.topic = 'tasks.opened'",
	} {
		t.Run(step, func(t *testing.T) {
			d := dbtest.New(t, sets...)
			ctx, s := dbtest.Context(t), service(t, d, "wigan")
			if _, err := s.Ask(ctx, asking("somebody alike", hungry)); err != nil {
				t.Fatal(err)
			}
			tables := []string{"people_record", "people_token", "people_likeness", "needs_request", "needs_need", "tasks_task", "protocols_run", "protocols_step", "journal_entry"}
			before := map[string]int{}
			for _, table := range tables {
				before[table] = count(t, ctx, d, table)
			}
			table, when, _ := strings.Cut(step, " ")
			run(t, ctx, d, `CREATE TRIGGER broken BEFORE INSERT ON `+table+` `+when+` BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END`)
			if _, err := s.Ask(ctx, asking("k", hungry)); err == nil {
				t.Fatal("the step was not taken")
			}
			for _, table := range tables {
				if n := count(t, ctx, d, table); n != before[table] {
					t.Errorf("%d rows of %s remain", n-before[table], table)
				}
			}
			run(t, ctx, d, `DROP TRIGGER broken`)
			if _, err := s.Ask(ctx, asking("k", hungry)); err != nil {
				t.Errorf("the form cannot be sent again: %v", err)
			}
		})
	}
}

func run(t *testing.T, ctx context.Context, d *db.DB, statement string) {
	t.Helper()
	if err := d.Write(ctx, func(tx *db.Tx) error { _, err := tx.Exec(statement); return err }); err != nil {
		t.Fatal(err)
	}
}

// TestHandingOverLeavesWhatWentStraight: when a hub hands a request over, what no board
// may name stays with the coordination queue.
func TestHandingOverLeavesWhatWentStraight(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		if _, err := s.Ask(ctx, asking("k", hungry+" needs=medicines medicine_left=none medicine_kind=substitution")); err != nil {
			t.Fatal(err)
		}
		ctx = seen(ctx)
		listed, err := needs.New(d).Requests(ctx, needs.RequestFilter{Limit: 1})
		if err != nil || len(listed) != 1 {
			t.Fatal(listed, err)
		}
		work := tasks.New(d)
		if err := work.HandOver(ctx, listed[0].ID, listed[0].Version, "leigh", "She lives there now."); err != nil {
			t.Fatal(err)
		}
		all, err := work.OfRequest(ctx, listed[0].ID)
		if err != nil || len(all) != 4 {
			t.Fatal(all, err)
		}
		for _, one := range all {
			straight := one.Destination == "substance-misuse-trust"
			if straight != (one.Neighbourhood == "") || !straight && one.Neighbourhood != "leigh" || straight != (one.Category == "") {
				t.Errorf("%s %q %q is with %q", one.Kind, one.Category, one.Destination, one.Neighbourhood)
			}
		}
		opened, err := needs.AllNeeds(d.Read(ctx), listed[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range opened {
			if (n.Category == "medicines") != (n.Neighbourhood == "") {
				t.Errorf("the need %s is with %q", n.Category, n.Neighbourhood)
			}
		}
	})
}
