package intake

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// Ending is how a call ends.
type Ending struct {
	Outcome    CallOutcome
	CallBackAt time.Time // of [CallBack]
	Agrees     string    // of [Registers]: "yes" or "no" to being approached later
	// Taken is when the request was taken, where it was written on paper and is entered later:
	// what is due follows from then. Zero is now.
	Taken time.Time
}

// EndCall ends an open call as it was saved at version. Taking a request makes it in the
// same transaction, and ends twice as once; its errors are those of [Service.Ask]. Of every
// other end no record of anybody is made: what was asked for is counted, and only a call
// that broke off, or is to be gone on with, keeps what was written.
func (s *Service) EndCall(ctx context.Context, id CallID, version int64, e Ending) (c Call, err error) {
	defer fault.Wrap(&err, "end call %s", id)
	if c, err = s.Call(ctx, id); err != nil {
		return Call{}, err
	}
	if c.State != CallOpen && c.Outcome == e.Outcome {
		return c, nil
	}
	if err := e.check(c, s.db.Read(ctx).Now()); err != nil {
		return Call{}, err
	}
	switch e.Outcome {
	case RequestTaken:
		return s.takeRequest(happened(ctx, e), c, version)
	case Registers:
		return s.takeRegistration(ctx, c, version, e.Agrees == "yes")
	}
	subjects, err := s.Subjects(ctx)
	if err != nil {
		return c, err
	}
	place, err := s.placeOf(ctx, cmp.Or(c.Place, contactCentre))
	if err != nil {
		place = Place{Name: c.Place} // it has gone from the register since
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if c.Caller == CallerKnown && e.Outcome == CallBack {
			if err := contacts.Note(tx, c.toBeRungBack()); err != nil {
				return err
			}
		}
		c = c.ended(e, tx.Now())
		if err := finishCall(tx, c, version); err != nil || e.Outcome != Answered {
			return err
		}
		enquiry := c.enquiry(subjects, place)
		enquiry.ID, enquiry.CountedAt = ident.New[Enquiry](tx.Now()), tx.Now()
		_, err := insertEnquiry(tx, enquiry, c.key())
		return err
	})
	return c, err
}

// happened is where what was written on paper is taken at its true time.
func happened(ctx context.Context, e Ending) context.Context {
	if e.Taken.IsZero() {
		return ctx
	}
	return db.Then(ctx, e.Taken)
}

// longestLate is how long afterwards a request may still be entered at its true time.
const longestLate = 31 * 24 * time.Hour

// toBeRungBack is the contact by which somebody known asked to be rung.
func (c Call) toBeRungBack() contacts.Event {
	return contacts.Event{
		Record: c.Record, Direction: contacts.In, Method: contacts.Phone, Role: contacts.Themselves, Purpose: "Asked to be rung back",
		Outcome: contacts.Spoken, Source: contacts.FromCall,
	}
}

func (e Ending) check(c Call, now time.Time) error {
	switch {
	case e.Outcome == RequestTaken && c.Caller == CallerOpen:
		return fault.New(fault.Invalid, "intake.no-caller", "Say who it is for: find them, add somebody new, or say that they give no name.")
	case e.Outcome == Registers && (c.Caller == CallerOpen || c.Caller == CallerNameless || c.Setting != ""):
		return fault.New(fault.Invalid, "intake.no-registrant", "Say who is to be registered: find them, or add somebody new.")
	case e.Outcome == Registers && e.Agrees != "yes" && e.Agrees != "no":
		return fault.New(fault.Invalid, "intake.no-agreement", "Ask if they agree to be approached later, and select yes or no.")
	case e.Outcome == RequestTaken && e.Taken.After(now):
		return fault.New(fault.Invalid, "intake.taken-to-come", "Enter a time that is past, when the request was taken on paper.")
	case e.Outcome == RequestTaken && !e.Taken.IsZero() && e.Taken.Before(now.Add(-longestLate)):
		return fault.New(fault.Invalid, "intake.taken-long-ago", "Check the date: the request is said to be taken more than a month ago.")
	case e.Outcome == CallBack && !e.CallBackAt.After(now):
		return fault.New(fault.Invalid, "intake.call-back-when", "Enter a time that is still to come, like 14:30.")
	case e.Outcome.Label() == string(e.Outcome):
		return fault.New(fault.Invalid, "intake.no-outcome", "Select how the call ended.")
	}
	return nil
}

// ended is the call after its end.
func (c Call) ended(e Ending, now time.Time) Call {
	c.State, c.Outcome, c.TouchedAt, c.EndedAt, c.Version = CallEnded, e.Outcome, now, now, c.Version+1
	switch e.Outcome {
	case CallBack:
		c.State, c.CallBackAt = CallWaiting, e.CallBackAt
	case RangOff: // it may be gone on with for a day
	case Answered:
		c.Draft = Draft{Answers: answers.Answers{answers.AskNeeds: c.Answers[answers.AskNeeds]}}
	default:
		c.Draft = Draft{}
	}
	return c
}

// enquiry is what a call counts as that was answered on the spot: what it was about, as far
// as that may be named, and nothing of whom.
func (c Call) enquiry(subjects []Subject, at Place) Enquiry {
	e := Enquiry{Subject: "about-else", Channel: c.Channel, Place: at.Name, Neighbourhood: at.Neighbourhood}
	for _, need := range c.Answers[answers.AskNeeds] {
		if slices.ContainsFunc(subjects, func(one Subject) bool { return one.ID == need }) {
			e.Subject = need
			break
		}
	}
	return e
}

// finishCall writes the end of a call in the caller's transaction.
func finishCall(tx *db.Tx, c Call, version int64) error {
	before, err := callByID(tx, c.ID)
	if err != nil {
		return err
	}
	done, err := updateEnd(tx, c, version)
	if err != nil {
		return err
	}
	if !done {
		return lost(tx, c.ID)
	}
	if before.Caller == CallerKnown {
		if err := contacts.Release(tx, before.Record, before.Agent); err != nil {
			return err
		}
	}
	return recordCall(tx, c, "ended a call", "intake.call-ended")
}

// takeRequest makes the call's request and ends the call with it, both or neither.
func (s *Service) takeRequest(ctx context.Context, c Call, version int64) (Call, error) {
	a := c.asking()
	a.also = func(tx *db.Tx, r needs.Request) error {
		now := c
		now.Request, now.Record, now.Caller = r.ID, r.Record, CallerKnown
		now.State, now.Outcome, now.TouchedAt, now.EndedAt, now.Version = CallEnded, RequestTaken, tx.Written(), tx.Written(), version+1
		return finishCall(tx, now, version)
	}
	if _, err := s.Ask(ctx, a); err != nil {
		return c, err
	}
	return s.Call(ctx, c.ID)
}

// takeRegistration registers whoever the call is about and ends the call with it.
func (s *Service) takeRegistration(ctx context.Context, c Call, version int64, agrees bool) (Call, error) {
	a := c.asking()
	_, err := s.Register(ctx, Registering{
		Channel: c.Channel, Place: c.Place, Blueprint: c.Blueprint, Answers: a.Answers, Agrees: agrees, Key: c.key(), Record: c.Record,
		also: func(tx *db.Tx, g Registration) error {
			now := c
			now.Registration, now.Record, now.Caller = g.ID, g.Record, CallerKnown
			now.State, now.Outcome, now.TouchedAt, now.EndedAt, now.Version = CallEnded, Registers, tx.Now(), tx.Now(), version+1
			return finishCall(tx, now, version)
		},
	})
	if err != nil {
		return c, err
	}
	return s.Call(ctx, c.ID)
}

// CallReceipt is what is read out to the caller of a call that became a request or a
// registration.
func (s *Service) CallReceipt(ctx context.Context, c Call) (r Receipt, err error) {
	defer fault.Wrap(&err, "receipt of call %s", c.ID)
	if c.Registration != "" {
		g, err := registrationByID(s.db.Read(ctx), c.Registration)
		return Receipt{Reference: g.Reference, Code: s.code(c.key()), Neighbourhood: g.Neighbourhood}, err
	}
	request, err := needs.RequestIn(s.db.Read(ctx), c.Request)
	if err != nil {
		return Receipt{}, err
	}
	return s.again(ctx, Asking{Answers: request.Answers, Key: c.key()}, request)
}

// ResumeCall opens a call again that broke off, or in which they are to be rung back. It
// is from then on the caller's own.
func (s *Service) ResumeCall(ctx context.Context, id CallID) (c Call, err error) {
	defer fault.Wrap(&err, "resume call %s", id)
	if c, err = s.Call(ctx, id); err != nil {
		return Call{}, err
	}
	if c.State == CallOpen {
		return s.takeOver(ctx, c)
	}
	if !c.MayResume() {
		return Call{}, fault.New(fault.Conflict, "intake.call-over", "This call has ended. Start a new one.")
	}
	return s.takeOver(ctx, c)
}

func (s *Service) takeOver(ctx context.Context, c Call) (Call, error) {
	who := access.From(ctx)
	version := c.Version
	c.Agent, c.AgentName, c.SavedBy, c.State, c.Outcome, c.EndedAt, c.CallBackAt = who.Account, who.Name, who.Name, CallOpen, "", time.Time{}, time.Time{}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		c.TouchedAt, c.Version = tx.Now(), version+1
		done, err := updateEnd(tx, c, version)
		if err == nil && !done {
			err = fault.New(fault.Stale, "intake.call-stale", "Somebody else has just opened this call. Reload the page.")
		}
		if err != nil {
			return err
		}
		return recordCall(tx, c, "went on with a call", "intake.call-resumed")
	})
	return c, err
}
