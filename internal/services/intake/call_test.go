package intake

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

var (
	jo   = access.Principal{Account: "jo", Name: "Jo", Grants: []access.Grant{{Role: access.Agent}}}
	sam  = access.Principal{Account: "sam", Name: "Sam", Grants: []access.Grant{{Role: access.Agent}}}
	boss = access.Principal{Account: "boss", Name: "Bo", Grants: []access.Grant{{Role: access.Manager}}}
)

// must unwraps what a test cannot go on without.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// told is a draft of a call with the answers of given.
func told(who Caller, words string) Draft {
	return Draft{Caller: who, Safe: "yes", Answers: given(words)}
}

func TestACallIsKeptAsItIsWritten(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		mine, call := access.With(ctx, jo), must[Call](t)
		c := call(s.StartCall(mine))
		saved := call(s.SaveCall(mine, c.ID, c.Version, told(CallerNew, "needs=food phone=half")))
		again := call(s.Call(mine, c.ID))
		if again.Answers.First(answers.AskPhone) == "" || again.Version != saved.Version || !again.same(saved.Draft) {
			t.Errorf("kept %+v", again)
		}
		if c = call(s.SaveCall(mine, c.ID, 1, saved.Draft)); c.Version != saved.Version {
			t.Error("saving nothing new from an old page is refused or counts")
		}
		lists := must[CallLists](t)(s.Calls(mine))
		if len(lists.Mine) != 1 || lists.Mine[0].Name() != "Amina K." || len(lists.Others) != 0 {
			t.Errorf("my calls are %+v", lists)
		}
	})
}

// A page saves by itself what is typed, and its button sends the same in the same moment.
func TestTheSameAtTheSameMomentIsNoClash(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		mine, call := access.With(ctx, jo), must[Call](t)
		for range 10 {
			c := call(s.StartCall(mine))
			var all sync.WaitGroup
			begin := make(chan struct{})
			for range 8 {
				all.Go(func() {
					<-begin
					saved, err := s.SaveCall(mine, c.ID, c.Version, told(CallerNew, "needs=food"))
					if err != nil || saved.Version != c.Version+1 {
						t.Errorf("saved as version %d after %d, %v", saved.Version, c.Version, err)
					}
				})
			}
			close(begin)
			all.Wait()
		}
	})
}

func TestTwoWriteInOneCall(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		mine, theirs, call := access.With(ctx, jo), access.With(ctx, sam), must[Call](t)
		c := call(s.StartCall(mine))
		call(s.SaveCall(theirs, c.ID, c.Version, told(CallerNew, "needs=food")))
		_, err := s.SaveCall(mine, c.ID, c.Version, told(CallerNew, "needs=pets"))
		if fault.KindOf(err) != fault.Stale {
			t.Fatalf("the second is told %v", err)
		}
		if now := call(s.Call(mine, c.ID)); !now.Answers.Has(answers.AskNeeds, "food") || now.SavedBy != "Sam" {
			t.Errorf("what stands is %+v", now)
		}
		if _, err := s.EndCall(mine, c.ID, c.Version, Ending{Outcome: WrongNumber}); fault.KindOf(err) != fault.Stale {
			t.Errorf("ended over what the other wrote: %v", err)
		}
		hub := access.With(ctx, access.Principal{Account: "hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}})
		if _, err := s.Call(hub, c.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("one hub's coordinator opens another's call: %v", err)
		}
		if _, err := s.StartCall(access.With(ctx, access.Principal{Account: "m", Grants: []access.Grant{{Role: access.Member}}})); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a councillor takes a call: %v", err)
		}
	})
}

func TestACallBecomesARequest(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		mine, call := access.With(ctx, jo), must[Call](t)
		c := call(s.StartCall(mine))
		c = call(s.SaveCall(mine, c.ID, c.Version, told(CallerOpen, hungry)))
		if _, err := s.EndCall(mine, c.ID, c.Version, Ending{Outcome: RequestTaken}); fault.CodeOf(err) != "intake.no-caller" {
			t.Errorf("a request of nobody: %v", err)
		}
		c = call(s.SaveCall(mine, c.ID, c.Version, told(CallerNew, "needs=food postcode=WN2_3EB")))
		_, err := s.EndCall(mine, c.ID, c.Version, Ending{Outcome: RequestTaken})
		if refused, ok := errors.AsType[Refused](err); !ok || len(refused.Answers) == 0 {
			t.Errorf("missing answers are %v", err)
		}
		c = call(s.SaveCall(mine, c.ID, c.Version, told(CallerNew, hungry)))
		o := must[Outlook](t)(s.Foresee(mine, c))
		if len(o.Needs) != 1 || o.Needs[0].Name != "Food" || len(o.Needs[0].Because) == 0 || o.Routing.Neighbourhood != "hapi" {
			t.Errorf("the outlook is %+v", o)
		}
		c = call(s.EndCall(mine, c.ID, c.Version, Ending{Outcome: RequestTaken}))
		twice := call(s.EndCall(mine, c.ID, c.Version, Ending{Outcome: RequestTaken}))
		r := must[Receipt](t)(s.CallReceipt(mine, c))
		if c.Request == "" || twice.Request != c.Request || r.Neighbourhood != "hapi" || len(r.Code) != 6 || count(t, ctx, d, "needs_request") != 1 {
			t.Errorf("it became %+v, told %+v", c, r)
		}
		if _, err := needs.New(d).Status(ctx, r.Reference, r.Code); err != nil {
			t.Errorf("the code read out does not work: %v", err)
		}
		if _, err := s.SaveCall(mine, c.ID, c.Version, told(CallerNew, "needs=pets")); fault.KindOf(err) != fault.Conflict {
			t.Errorf("written into after its end: %v", err)
		}
	})
}

// TestAKnownPersonIsNotAddedAgain: what is said anew makes a further record of the same
// person, what is known already makes none.
func TestAKnownPersonIsNotAddedAgain(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		mine, call := access.With(ctx, jo), must[Call](t)
		ring := func(change string) (Call, Call) {
			c := call(s.StartCall(mine))
			listed := must[[]needs.Listed](t)(needs.New(d).Requests(mine, needs.RequestFilter{Limit: 1}))
			id := must[people.PersonID](t)(people.PersonOf(d.Read(ctx), listed[0].Record))
			p := must[people.Person](t)(s.people.Person(mine, id))
			draft := c.Pick(p, noon)
			for k, v := range given("needs=pets pet_need=walk " + change) {
				if k == answers.AskPhone && change == "" || k == answers.AskFirstName || k == answers.AskLastName {
					continue
				}
				if k == answers.AskPhone {
					v = v[1:]
				}
				draft.Answers[k] = v
			}
			c = call(s.SaveCall(mine, c.ID, c.Version, draft))
			return c, call(s.EndCall(mine, c.ID, c.Version, Ending{Outcome: RequestTaken}))
		}
		must[Receipt](t)(s.Ask(mine, asking("k", hungry+" address=2_High_Street")))
		before, c := ring("")
		if n := count(t, ctx, d, "people_record"); n != 1 || c.Record != before.Record {
			t.Fatalf("%d records after a call that said nothing new", n)
		}
		_, c = ring("phone=07700_900456")
		person := must[people.PersonID](t)(people.PersonOf(d.Read(ctx), c.Record))
		p := must[people.Person](t)(s.people.Person(mine, person))
		if count(t, ctx, d, "people_record") != 2 || len(p.Records) != 2 || p.Current().Phone.National() != "07700 900456" || c.Record == before.Record {
			t.Errorf("after a new number the person is %+v", p)
		}
	})
}

func TestWhoGivesNoNameIsHelped(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		mine, call := access.With(ctx, jo), must[Call](t)
		c := call(s.StartCall(mine))
		c = call(s.SaveCall(mine, c.ID, c.Version, told(CallerNew, hungry).Becomes(CallerNameless)))
		c = call(s.EndCall(mine, c.ID, c.Version, Ending{Outcome: RequestTaken}))
		r := must[people.Record](t)(people.RecordIn(d.Read(ctx), c.Record))
		if r.Name() != "No name given" {
			t.Errorf("the record is of %s", r.Name())
		}
		if _, err := s.Ask(ctx, Asking{Channel: needs.Web, Answers: told(CallerNew, hungry).Becomes(CallerNameless).Answers, Key: "form"}); err == nil {
			t.Error("the public form may leave the name out as well")
		}
	})
}

// TestCallsThatLeaveNoRecord: an enquiry is counted by what it was about, and of a call
// that had to end safely nothing stays.
func TestCallsThatLeaveNoRecord(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		mine, call := access.With(ctx, jo), must[Call](t)
		for outcome, kept := range map[CallOutcome]int{Answered: 1, WrongNumber: 0, SafeExit: 0} {
			c := call(s.StartCall(mine))
			c = call(s.SaveCall(mine, c.ID, c.Version, told(CallerNew, hungry)))
			c = call(s.EndCall(mine, c.ID, c.Version, Ending{Outcome: outcome}))
			if c = call(s.Call(mine, c.ID)); len(c.Answers) != kept || c.Record != "" || c.MayResume() {
				t.Errorf("of %s stays %+v", outcome, c)
			}
		}
		if n := count(t, ctx, d, "people_record") + count(t, ctx, d, "needs_request"); n != 0 {
			t.Errorf("%d records", n)
		}
		l := must[CallLists](t)(s.Calls(mine))
		if l.Today[Answered] != 1 || l.Today[WrongNumber] != 1 || len(l.Mine) != 0 {
			t.Errorf("counted %+v", l)
		}
	})
}

func TestDroppedCallsAreFound(t *testing.T) {
	eachLater(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service, now *clock.Manual) {
		mine, point, call := access.With(ctx, jo), access.With(ctx, boss), must[Call](t)
		c := call(s.StartCall(mine))
		c = call(s.SaveCall(mine, c.ID, c.Version, told(CallerNew, "needs=food")))
		others := func() []Call { return must[CallLists](t)(s.Calls(point)).Others }
		if len(others()) != 0 {
			t.Error("a call that is held is in the list of dropped ones")
		}
		now.Advance(Unfinished)
		if all := others(); len(all) != 1 || all[0].ID != c.ID {
			t.Fatalf("after half an hour the list is %+v", all)
		}
		c = call(s.ResumeCall(point, c.ID))
		if c.Agent != boss.Account || !c.Answers.Has(answers.AskNeeds, "food") || len(others()) != 0 {
			t.Errorf("taken over it is %+v", c)
		}
		if _, err := s.EndCall(point, c.ID, c.Version, Ending{Outcome: CallBack}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("ring back at no time: %v", err)
		}
		c = call(s.EndCall(point, c.ID, c.Version, Ending{Outcome: CallBack, CallBackAt: d.Read(ctx).Now().Add(time.Hour)}))
		if l := must[CallLists](t)(s.Calls(point)); len(l.Mine) != 1 || c.Answers == nil {
			t.Errorf("to ring back: %+v", l)
		}
		c = call(s.ResumeCall(point, c.ID))
		c = call(s.EndCall(point, c.ID, c.Version, Ending{Outcome: RangOff}))
		if !c.MayResume() {
			t.Error("a call that broke off cannot be gone on with")
		}
		now.Advance(25 * time.Hour)
		call(s.StartCall(point))
		if c = call(s.Call(point, c.ID)); c.MayResume() || c.Answers != nil {
			t.Errorf("a day later there is still %+v", c.Answers)
		}
	})
}

// TestTwoAgentsOnOnePerson: each is told of the other, nobody of a call long past.
func TestTwoAgentsOnOnePerson(t *testing.T) {
	eachLater(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service, now *clock.Manual) {
		mine, theirs, call := access.With(ctx, jo), access.With(ctx, sam), must[Call](t)
		must[Receipt](t)(s.Ask(mine, asking("k", hungry)))
		listed := must[[]needs.Listed](t)(needs.New(d).Requests(mine, needs.RequestFilter{Limit: 1}))
		on := func(ctx context.Context) Call {
			c := call(s.StartCall(ctx))
			return call(s.SaveCall(ctx, c.ID, c.Version, Draft{Caller: CallerKnown, Record: listed[0].Record, Answers: c.Answers}))
		}
		first := on(mine)
		second := on(theirs)
		if all := must[[]Call](t)(s.Colleagues(theirs, second)); len(all) != 1 || all[0].AgentName != "Jo" {
			t.Errorf("Sam is told of %+v", all)
		}
		if all := must[[]Call](t)(s.Colleagues(mine, first)); len(all) != 1 || all[0].AgentName != "Sam" {
			t.Errorf("Jo is told of %+v", all)
		}
		now.Advance(Unfinished + time.Minute)
		if all := must[[]Call](t)(s.Colleagues(mine, first)); len(all) != 0 {
			t.Errorf("later Jo is told of %+v", all)
		}
	})
}
