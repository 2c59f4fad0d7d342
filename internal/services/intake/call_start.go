package intake

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// StartCall begins a call of the caller's own, on the questions of today. What was
// answered in calls that ended over a day ago goes at the same time.
func (s *Service) StartCall(ctx context.Context) (c Call, err error) {
	defer fault.Wrap(&err, "start a call")
	return s.start(ctx, needs.Phone, "", nil)
}

// StartCallWith begins a call with somebody who was found beforehand: what is known of them
// is filled in.
func (s *Service) StartCallWith(ctx context.Context, p people.Person) (c Call, err error) {
	defer fault.Wrap(&err, "start a call with person %s", p.ID)
	return s.start(ctx, needs.Phone, "", &p)
}

// StartDesk begins the same with somebody who has come to a place: a base, a library, a
// trusted group. A place there is not is [fault.Invalid].
func (s *Service) StartDesk(ctx context.Context, place string) (c Call, err error) {
	defer fault.Wrap(&err, "start at a desk")
	if _, err := s.placeOf(ctx, place); err != nil {
		return Call{}, err
	}
	return s.start(ctx, needs.WalkIn, place, nil)
}

func (s *Service) start(ctx context.Context, channel needs.Channel, place string, with *people.Person) (c Call, err error) {
	if err := access.CheckHeld(ctx, callers...); err != nil {
		return Call{}, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Call{}, err
	}
	who := access.From(ctx)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		c = Call{
			ID: ident.New[Call](tx.Now()), Agent: who.Account, AgentName: who.Name, Channel: channel, Place: place, Blueprint: b.Version,
			Draft: Draft{Answers: answers.Answers{answers.AskWhoFor: {"me"}}}, State: CallOpen, SavedBy: who.Name,
			StartedAt: tx.Now(), TouchedAt: tx.Now(), Version: 1,
		}
		if with != nil {
			c.Draft = c.Pick(*with, tx.Now())
		}
		if err := forgetCalls(tx, tx.Now().Add(-answers.Kept)); err != nil {
			return err
		}
		if err := insertCall(tx, c); err != nil {
			return err
		}
		if err := c.onThePhone(tx, who); err != nil {
			return err
		}
		return recordCall(tx, c, "took a call", "intake.call-started")
	})
	return c, err
}

// Call returns a call to whoever took it, and to those who work for all hubs, who may go
// on where a colleague had to stop. To others it is [fault.NotFound].
func (s *Service) Call(ctx context.Context, id CallID) (c Call, err error) {
	defer fault.Wrap(&err, "call %s", id)
	if err := access.CheckHeld(ctx, callers...); err != nil {
		return Call{}, err
	}
	if c, err = callByID(s.db.Read(ctx), id); err != nil {
		return Call{}, err
	}
	who := access.From(ctx)
	if c.Agent != who.Account && !who.HasFor("", callers...) {
		return Call{}, noSuchCall()
	}
	return c, nil
}

// RulesOf are the script and the questions a call is held by.
func (s *Service) RulesOf(ctx context.Context, c Call) (*Script, *answers.Questions, error) {
	b, err := s.blueprintOf(ctx, c.Blueprint)
	if err != nil {
		return nil, nil, err
	}
	questions := blueprint.Part[*answers.Questions](b)
	return scriptOf(blueprint.Part[*Script](b), questions), questions, nil
}

func noSuchCall() error {
	return fault.New(fault.NotFound, "intake.no-such-call", "There is no such call, or it is a colleague's.")
}

// recordCall tells the journal of a call: never of whom, unless there is a record of them.
func recordCall(tx *db.Tx, c Call, verb, topic string) error {
	e := journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "call", ID: string(c.ID)}}, Data: map[string]any{}}
	if c.Outcome != "" {
		e.Data["outcome"] = c.Outcome
		e.Data["seconds"] = int(tx.Written().Sub(c.StartedAt).Seconds())
	}
	if c.Caller == CallerKnown && c.Outcome != SafeExit {
		e.Subject = string(c.Record)
	}
	return journal.Record(tx, e)
}
