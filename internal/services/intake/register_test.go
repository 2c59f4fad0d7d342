package intake

import (
	"context"
	"sync"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

const atHome = "postcode=WN2_3EB helps_now=family strengths=drives"

func registering(key string, agrees bool) Registering {
	a := given(atHome)
	delete(a, answers.AskWhoFor)
	return Registering{Channel: needs.Web, Answers: a, Agrees: agrees, Key: key}
}

// TestRegisteredOnceWithNothingToDo: a record, an agreement and no work for anybody, however
// often it is sent.
func TestRegisteredOnceWithNothingToDo(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		var all sync.WaitGroup
		receipts := make([]Receipt, 20)
		for i := range receipts {
			all.Go(func() {
				var err error
				if receipts[i], err = s.Register(ctx, registering("one form", true)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, r := range receipts {
			if r.Reference != receipts[0].Reference || r.Code != receipts[0].Code || r.Neighbourhood != "hapi" {
				t.Fatalf("%+v and %+v", r, receipts[0])
			}
		}
		for table, want := range map[string]int{"intake_registration": 1, "people_record": 1, "needs_request": 0, "tasks_task": 0} {
			if n := count(t, ctx, d, table); n != want {
				t.Errorf("%s has %d rows, want %d", table, n, want)
			}
		}
		if _, err := s.Register(ctx, registering("one form", false)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("another answer with the same key: %v", err)
		}
		g, err := s.RegistrationByCode(ctx, receipts[0].Reference, receipts[0].Code)
		if err != nil || !g.MayApproach() || g.Agreement.Source != "Web form" || !g.Agreement.At.Equal(noon) {
			t.Errorf("it stands as %+v, %v", g, err)
		}
		for _, id := range whose {
			if _, kept := g.Answers[id]; kept {
				t.Errorf("%s is kept beside the record", id)
			}
		}
		if g.Answers.First("strengths") != "drives" {
			t.Errorf("what they can do is not kept: %v", g.Answers)
		}
		if _, err := s.RegistrationByCode(ctx, receipts[0].Reference, "000000"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a wrong code: %v", err)
		}
	})
}

func TestWhoSaysNoIsRegisteredAndMayStillAsk(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		receipt, err := s.Register(ctx, registering("no", false))
		if err != nil {
			t.Fatal(err)
		}
		g, err := s.RegistrationByCode(ctx, receipt.Reference, receipt.Code)
		if err != nil || g.MayApproach() || !g.Open() || g.Standing() != NotApproached {
			t.Fatalf("%+v, %v", g, err)
		}
		if _, err := s.Ask(ctx, asking("ask", hungry)); err != nil {
			t.Errorf("help is refused: %v", err)
		}
		// The same name at the same address is left for staff to decide.
		if n, alike := count(t, ctx, d, "people_record"), count(t, ctx, d, "people_likeness"); n != 2 || alike == 0 {
			t.Errorf("%d records, %d likenesses", n, alike)
		}
	})
}

func TestAnAgreementIsTheirsToChange(t *testing.T) {
	eachLater(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service, now *clock.Manual) {
		receipt, err := s.Register(ctx, registering("mind", true))
		if err != nil {
			t.Fatal(err)
		}
		g, err := s.RegistrationByCode(ctx, receipt.Reference, receipt.Code)
		if err != nil {
			t.Fatal(err)
		}
		if a, err := AgreementOf(d.Read(ctx), []people.RecordID{g.Record}); err != nil || !a.Given {
			t.Errorf("the gate of all contacts is told %+v, %v", a, err)
		}
		now.Advance(time.Hour)
		for range 2 { // pressed twice is said once
			if g, err = s.ChangeRegistration(ctx, g.ID, StopApproach, "the person"); err != nil || g.MayApproach() || !g.Agreement.At.Equal(noon.Add(time.Hour)) {
				t.Fatalf("%+v, %v", g, err)
			}
			if a, err := AgreementOf(d.Read(ctx), []people.RecordID{g.Record}); err != nil || a.Given || !a.At.Equal(noon.Add(time.Hour)) {
				t.Errorf("the gate of all contacts is told %+v, %v", a, err)
			}
			now.Advance(time.Minute)
		}
		if g, err = s.ChangeRegistration(ctx, g.ID, EndRegistration, "the person"); err != nil || g.Open() {
			t.Fatalf("%+v, %v", g, err)
		}
		if g, err = s.ChangeRegistration(ctx, g.ID, AgreeToApproach, "the person"); err != nil || g.MayApproach() {
			t.Errorf("what has ended is open again: %+v, %v", g, err)
		}
	})
}

func TestAHubSeesItsOwnRegistered(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		for key, agrees := range map[string]bool{"a": true, "b": false} {
			if _, err := s.Register(ctx, registering(key, agrees)); err != nil {
				t.Fatal(err)
			}
		}
		as := func(hood string) context.Context {
			return access.With(ctx, access.Principal{Account: "c", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: hood}}})
		}
		for hood, want := range map[string]int{"hapi": 2, "leigh": 0, "": 2} {
			if all, err := s.Registrations(as(hood), RegistrationFilter{Limit: 10}); err != nil || len(all) != want {
				t.Errorf("%q sees %d, %v", hood, len(all), err)
			}
		}
		if all, err := s.Registrations(as("hapi"), RegistrationFilter{Standing: MayBeApproached, Limit: 10}); err != nil || len(all) != 1 {
			t.Errorf("%d agreed, %v", len(all), err)
		}
		if _, err := s.Registrations(as("leigh"), RegistrationFilter{Neighbourhoods: []string{"hapi"}, Limit: 10}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("another hub's: %v", err)
		}
		if _, err := s.Registrations(ctx, RegistrationFilter{Limit: 10}); err == nil {
			t.Error("the public sees who is registered")
		}
		tally, err := countRegistrations(d.Read(ctx), feature.Period{})
		if err != nil || tally.In(feature.Scope{Neighbourhood: "hapi"}).Value != 2 {
			t.Errorf("the figure is %v, %v", tally, err)
		}
	})
}

func TestOfARestrictedPersonTheListSaysThatThereIsOne(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		receipt, err := s.Register(ctx, registering("r", true))
		if err != nil {
			t.Fatal(err)
		}
		g, err := s.RegistrationByCode(ctx, receipt.Reference, receipt.Code)
		if err != nil {
			t.Fatal(err)
		}
		restrict(t, ctx, d, g.Record)
		all, err := s.Registrations(access.With(ctx, access.Principal{Account: "h", Grants: []access.Grant{{Role: access.Agent}}}), RegistrationFilter{Limit: 10})
		if err != nil || len(all) != 1 || all[0].Record != "" || all[0].GivenNames != "" || all[0].Reference != "" {
			t.Errorf("an agent is told %+v, %v", all, err)
		}
	})
}

// restrict marks a record as one that few may see.
func restrict(t *testing.T, ctx context.Context, d *db.DB, id people.RecordID) {
	t.Helper()
	if err := d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE people_record SET restricted = ? WHERE borough_id = ? AND id = ?`, true, tx.Borough(), id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestRegistrationsAreRefusedWithHowToMendThem(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		a := registering("x", true)
		delete(a.Answers, answers.AskLastName)
		if _, err := s.Register(ctx, a); fault.KindOf(err) != fault.Invalid {
			t.Errorf("without a name: %v", err)
		}
		a = registering("", true)
		if _, err := s.Register(ctx, a); fault.CodeOf(err) != "intake.no-key" {
			t.Errorf("without a key: %v", err)
		}
		if n := count(t, ctx, d, "people_record"); n != 0 {
			t.Errorf("%d records were made", n)
		}
	})
}

func TestATickOnTheFormForHelpIsAnAgreement(t *testing.T) {
	eachLater(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service, now *clock.Manual) {
		agreed := func(words string) contacts.Agreement {
			t.Helper()
			receipt, err := s.Ask(ctx, asking(words, words))
			if err != nil {
				t.Fatal(err)
			}
			q, err := needs.ByCode(d.Read(ctx), receipt.Reference, receipt.Code)
			if err != nil {
				t.Fatal(err)
			}
			a, err := AgreementOf(d.Read(ctx), []people.RecordID{q.Record})
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		const form = "needs=other postcode=WN2_3EB"
		if a := agreed(form + " agreement=share agreement=approach"); !a.Given || !a.At.Equal(noon) {
			t.Errorf("she ticked it, and the gate is told %+v", a)
		}
		if a := agreed(form + " agreement=share"); a.Given {
			t.Errorf("she left it empty, and the gate is told %+v", a)
		}
	})
}
