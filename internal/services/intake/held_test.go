package intake

import (
	"context"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// held asks for a friendly call and comes back with the reference and the code.
func held(t *testing.T, ctx context.Context, s *Service, words string) Held {
	t.Helper()
	receipt, err := s.Ask(ctx, asking("k", words))
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.ByCode(ctx, receipt.Reference, receipt.Code)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

const friendly = "needs=comfort-call postcode=WN2_3EB"

func TestAPressIsTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		h := held(t, ctx, s, friendly)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				for _, do := range []func() error{
					func() error {
						return s.Tell(ctx, h, Told{Words: "My sister came", Phone: "+447700900999", Key: "tell"})
					},
					func() error {
						return s.Add(ctx, h, More{Answers: answers.Answers{"needs": {"pets"}, "own_words": {}, "pet_need": {"walk"}}, Key: "more"})
					},
				} {
					if err := do(); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		for table, want := range map[string]int{"needs_said": 2, "needs_need": 2, "needs_request": 1, "people_record": 2, "tasks_task": 4} {
			if n := count(t, ctx, d, table); n != want {
				t.Errorf("%d rows in %s, want %d", n, table, want)
			}
		}
	})
}

func TestStoppingAllEndsTheRequest(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		h := held(t, ctx, s, friendly)
		for range 2 {
			if err := s.Stop(ctx, h, Stopping{Needs: []needs.NeedID{h.MayStop()[0].ID}, Key: "stop"}); err != nil {
				t.Fatal(err)
			}
		}
		r, err := needs.RequestIn(d.Read(ctx), h.Request.ID)
		if err != nil || r.State != needs.Closed || !r.FirstContactAt.IsZero() {
			t.Errorf("%+v, %v", r, err)
		}
		work, err := tasks.New(d).OfRequest(seen(ctx), r.ID)
		for _, one := range work {
			if one.State.Open() || one.Note != withdrawn {
				t.Errorf("a task is %+v", one)
			}
		}
		if err != nil || len(work) != 2 {
			t.Errorf("%d tasks, %v", len(work), err)
		}
		if err := s.Tell(ctx, h, Told{Words: "More", Key: "later"}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a closed request was told: %v", err)
		}
	})
}

// What was met already stays met, whoever says afterwards that it is not needed.
func TestWhatIsDoneStaysDone(t *testing.T) {
	eachLater(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service, now *clock.Manual) {
		h := held(t, ctx, s, "needs=digital-help postcode=WN2_3EB")
		stopping := Stopping{Needs: []needs.NeedID{h.MayStop()[0].ID}, Key: "stop"}
		now.Advance(time.Hour)
		todo := tasks.New(d)
		todo.KeptBy(protocols.New(d, pinned{borough(t, "wigan")}))
		work, err := todo.OfRequest(seen(ctx), h.Request.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range work {
			if one.Kind.Helps() {
				err = todo.RecordOutcome(seen(ctx), tasks.Choice{ID: one.ID, Version: one.Version}, tasks.Outcome{Code: "done"})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Stop(ctx, h, stopping); err != nil {
			t.Fatal(err)
		}
		all, err := needs.AllNeeds(d.Read(ctx), h.Request.ID)
		if err != nil || all[0].State != needs.NeedMet {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

func TestStaffHoldOnlyTheirHubsRequests(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		h := held(t, ctx, s, friendly)
		for hood, may := range map[string]bool{"hapi": true, "leigh": false, "": true} {
			who := access.Principal{Account: "c", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: hood}}}
			if _, err := s.ByStaff(access.With(ctx, who), h.Request.ID); (err == nil) != may {
				t.Errorf("a coordinator of %q: %v", hood, err)
			}
		}
		if _, err := s.ByStaff(ctx, h.Request.ID); err == nil {
			t.Error("the public hold a request without its code")
		}
	})
}

// What is guarded is not stopped by whoever has the code, even if they name it: they are told
// what they are told of a need there is not.
func TestWhatIsGuardedIsNotStopped(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		h := held(t, ctx, s, friendly)
		for _, label := range []needs.Label{needs.Hidden, needs.Safeguarding, needs.Restricted} {
			var guarded needs.Need
			if err := d.Write(ctx, func(tx *db.Tx) (err error) {
				guarded, err = needs.OpenNeed(tx, needs.NewNeed{Request: h.Request, Category: "food", Decision: needs.Result{
					Need: "food", Priority: needs.Soon, DueHours: 24, Labels: []needs.Label{label},
				}})
				return err
			}); err != nil {
				t.Fatal(err)
			}
			now := h
			var err error
			if now.needs, err = needs.AllNeeds(d.Read(ctx), h.Request.ID); err != nil {
				t.Fatal(err)
			}
			stop := func(id needs.NeedID) error {
				return s.Stop(ctx, now, Stopping{Needs: []needs.NeedID{id}, Key: "stop " + string(label)})
			}
			nobody := stop("0190163d-8694-739b-aea5-966c26f8ad91")
			if err := stop(guarded.ID); fault.CodeOf(err) != fault.CodeOf(nobody) || fault.MessageOf(err) != fault.MessageOf(nobody) || err == nil {
				t.Errorf("%s: %v, and of none there is %v", label, err, nobody)
			}
			if n, err := needs.NeedIn(d.Read(ctx), guarded.ID); err != nil || n.State.Ended() {
				t.Errorf("%s: it is %s, %v", label, n.State, err)
			}
		}
		if n := count(t, ctx, d, "needs_said"); n != 0 {
			t.Errorf("%d things were kept as said", n)
		}
	})
}
