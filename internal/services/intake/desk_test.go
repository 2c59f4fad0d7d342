package intake

import (
	"context"
	"testing"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

func agent(ctx context.Context) context.Context {
	who := access.Principal{Account: "jo", Name: "Jo", Grants: []access.Grant{{Role: access.Agent}}}
	return access.With(db.As(ctx, db.Caller{Borough: db.CallerOf(ctx).Borough, Actor: "jo"}), who)
}

func TestSomebodyAtTheDesk(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		ctx = agent(ctx)
		if _, err := s.StartDesk(ctx, "The moon"); fault.CodeOf(err) != "intake.no-place" {
			t.Errorf("a place there is not: %v", err)
		}
		place := s.base(t, ctx, "hapi")
		c, err := s.StartDesk(ctx, place)
		if err != nil {
			t.Fatal(err)
		}
		if c, err = s.SaveCall(ctx, c.ID, c.Version, Draft{Caller: CallerNew, Safe: "yes", Answers: given(hungry)}); err != nil {
			t.Fatal(err)
		}
		if c, err = s.EndCall(ctx, c.ID, c.Version, Ending{Outcome: RequestTaken}); err != nil {
			t.Fatal(err)
		}
		r, err := needs.RequestIn(d.Read(ctx), c.Request)
		if err != nil || r.Channel != needs.WalkIn {
			t.Errorf("it came in by %s, %v", r.Channel, err)
		}
		if a, err := s.Arrival(ctx, c.Request); err != nil || a.Place != place {
			t.Errorf("at %+v, %v", a, err)
		}
		if last, err := s.LastPlace(ctx); err != nil || last != place {
			t.Errorf("the place next time is %q, %v", last, err)
		}
	})
}

// base is the name of a hub's base.
func (s *Service) base(t *testing.T, ctx context.Context, hood string) string {
	t.Helper()
	all, err := s.Places(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.ID == "base:"+hood {
			return p.Name
		}
	}
	t.Fatalf("no base of %s in %v", hood, all)
	return ""
}

func TestACallEndsWithSomebodyRegistered(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		ctx = agent(ctx)
		c, err := s.StartCall(ctx)
		if err != nil {
			t.Fatal(err)
		}
		a := given(atHome)
		if c, err = s.SaveCall(ctx, c.ID, c.Version, Draft{Caller: CallerNew, Safe: "yes", Answers: a}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.EndCall(ctx, c.ID, c.Version, Ending{Outcome: Registers}); fault.CodeOf(err) != "intake.no-agreement" {
			t.Errorf("without asking: %v", err)
		}
		version := c.Version
		for range 2 { // twice is once
			if c, err = s.EndCall(ctx, c.ID, version, Ending{Outcome: Registers, Agrees: "no"}); err != nil {
				t.Fatal(err)
			}
		}
		if c.State != CallEnded || c.Registration == "" || c.Record == "" || count(t, ctx, d, "intake_registration") != 1 || count(t, ctx, d, "tasks_task") != 0 {
			t.Errorf("it ended as %+v", c)
		}
		receipt, err := s.CallReceipt(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		if g, err := s.RegistrationByCode(ctx, receipt.Reference, receipt.Code); err != nil || g.ID != c.Registration || g.Channel != needs.Phone || g.MayApproach() {
			t.Errorf("what was read out finds %+v, %v", g, err)
		}
	})
}

func TestAnEnquiryIsCountedOnceAndOfNobody(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		ctx = agent(ctx)
		place := s.base(t, ctx, "hapi")
		for _, key := range []string{"1", "1", "2"} {
			if _, err := s.CountEnquiry(ctx, Enquiry{Subject: "food", Channel: needs.WalkIn, Place: place}, key); err != nil {
				t.Fatal(err)
			}
		}
		if n := count(t, ctx, d, "intake_enquiry"); n != 2 {
			t.Errorf("%d are counted, want 2", n)
		}
		if n := count(t, ctx, d, "people_record"); n != 0 {
			t.Errorf("%d records of people were made", n)
		}
		tally, err := countEnquiries(d.Read(ctx), feature.Period{})
		if err != nil || tally.In(feature.Scope{Neighbourhood: "hapi", Kind: "food"}).Value != 2 {
			t.Errorf("the figure is %v, %v", tally, err)
		}
		if ok, err := s.TakeBackEnquiry(ctx); err != nil || !ok || count(t, ctx, d, "intake_enquiry") != 1 {
			t.Errorf("taken back: %v, %v", ok, err)
		}
		for name, bad := range map[string]Enquiry{
			"subject": {Subject: "domestic-abuse-of-nobody", Channel: needs.WalkIn, Place: place},
			"place":   {Subject: "food", Channel: needs.WalkIn, Place: "The moon"},
			"channel": {Subject: "food", Channel: needs.API, Place: place},
			"key":     {Subject: "food", Channel: needs.WalkIn, Place: place},
		} {
			key := "3"
			if name == "key" {
				key = ""
			}
			if _, err := s.CountEnquiry(ctx, bad, key); fault.KindOf(err) != fault.Invalid {
				t.Errorf("a wrong %s: %v", name, err)
			}
		}
	})
}

func TestAnOrganisationCountsAtItsOwnPlace(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		var o organisations.Organisation
		if err := d.Write(ctx, func(tx *db.Tx) (err error) {
			o, err = organisations.AddOne(tx, organisations.NewOrganisation{Name: "Platt Bridge Pantry", Kind: organisations.Pantry, Neighbourhood: "hapi"})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		own := access.With(ctx, access.Principal{Account: "organisation:" + string(o.ID), Grants: []access.Grant{{Role: access.Organisation, Organisation: string(o.ID)}}})
		e, err := s.CountEnquiry(own, Enquiry{Subject: "food", Channel: needs.WalkIn, Place: s.base(t, ctx, "leigh")}, "o")
		if err != nil || e.Place != o.Name || e.Neighbourhood != "hapi" {
			t.Errorf("counted %+v, %v", e, err)
		}
		if _, err := s.CountEnquiry(ctx, Enquiry{Subject: "food", Channel: needs.WalkIn}, "p"); err == nil {
			t.Error("the public counts")
		}
	})
}

func TestACallAnsweredOnTheSpotIsAnEnquiry(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		ctx = agent(ctx)
		c, err := s.StartCall(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if c, err = s.SaveCall(ctx, c.ID, c.Version, Draft{Answers: answers.Answers{answers.AskNeeds: {"domestic-abuse", "pets"}}}); err != nil {
			t.Fatal(err)
		}
		if _, err = s.EndCall(ctx, c.ID, c.Version, Ending{Outcome: Answered}); err != nil {
			t.Fatal(err)
		}
		all, err := listEnquiries(d.Read(ctx), feature.Listing{Limit: 5})
		if err != nil || len(all) != 1 || all[0].Subject != "pets" || all[0].Channel != needs.Phone || all[0].Place != contactCentre {
			t.Errorf("counted %+v, %v", all, err)
		}
	})
}
