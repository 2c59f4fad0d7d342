package cohorts

import (
	"context"
	"errors"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/work/protocols"
)

// Hand hands a cohort on: its people are rung or seen by a team, or written to. Each of them is asked
// about anew, and whoever somebody was in touch with meanwhile, or is led by a service since,
// is left out with why. The first are handed on at once, the rest by [Service.GoOn]. A team
// that the blueprint does not name for the list is [fault.Forbidden]; a cohort that leaves as
// a list is [fault.Conflict].
func (s *Service) Hand(ctx context.Context, id ID, team string) (err error) {
	defer fault.Wrap(&err, "hand on cohort %s", id)
	c, err := s.toHand(ctx, id)
	if err != nil {
		return err
	}
	if c.Terms.Way.Listed() {
		return fault.New(fault.Conflict, "cohorts.list", "This cohort leaves as a list. Take the list.")
	}
	if c.Terms.Way.Begun() {
		if err := s.mayApproach(ctx, c, team); err != nil {
			return err
		}
		c.Team = team
	}
	if err := s.begin(ctx, &c); err != nil {
		return err
	}
	return s.work(ctx, c, atFirst)
}

// toHand is a cohort that the caller may hand on and that nobody has.
func (s *Service) toHand(ctx context.Context, id ID) (Cohort, error) {
	if err := access.CheckHeld(ctx, choosers...); err != nil {
		return Cohort{}, err
	}
	c, err := s.seen(ctx, id)
	if err == nil && c.State != Frozen {
		err = fault.New(fault.Conflict, "cohorts.handed", "This cohort was handed on already.")
	}
	return c, err
}

// Teams are the teams that the blueprint lets ring the people of a cohort, or go to see them,
// each once.
func (s *Service) Teams(ctx context.Context, c Cohort) (all []Team, err error) {
	defer fault.Wrap(&err, "teams for cohort %s", c.ID)
	book, err := s.approaches.Book(ctx)
	if err != nil {
		return nil, err
	}
	ids := book.TeamsFor(c.Terms.List)
	if c.Terms.Way == Visits {
		ids = book.VisitorsFor(c.Terms.List)
	}
	for _, id := range ids {
		title, _, ok := book.Team(id)
		if ok && !slices.ContainsFunc(all, func(t Team) bool { return t.ID == id }) {
			all = append(all, Team{id, title})
		}
	}
	return all, nil
}

// mayApproach holds that the blueprint names the team for the list.
func (s *Service) mayApproach(ctx context.Context, c Cohort, team string) error {
	teams, err := s.Teams(ctx, c)
	if err != nil || slices.ContainsFunc(teams, func(t Team) bool { return t.ID == team }) {
		return err
	}
	return fault.New(fault.Forbidden, "cohorts.not-their-list", "The blueprint does not let this team make the first approach to people on this list. Select one that it names.")
}

func (s *Service) begin(ctx context.Context, c *Cohort) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		begun := *c
		begun.HandedAt, begun.HandedBy = tx.Now(), access.From(ctx).Account
		if err := setState(tx, begun, Handing); err != nil {
			return err
		}
		return tell(tx, "handed on a cohort", "cohorts.handed", *c)
	})
	if err != nil {
		return err
	}
	*c, err = byID(s.db.Read(ctx), c.ID)
	return err
}

// atFirst is how many are handed on while whoever pressed waits for the page, and atOnce how
// many each time after.
const (
	atFirst = 100
	atOnce  = 500
)

// GoOnEvery is how often cohorts are gone on with whose people are not all handed on.
const GoOnEvery = time.Minute

// GoOn hands on what is left of the cohorts that were begun.
func (s *Service) GoOn(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "go on with cohorts")
	all, err := inState(s.db.Read(ctx), Handing)
	for _, c := range all {
		if c.Terms.Way.Listed() {
			err = errors.Join(err, s.list(ctx, c)) // it was cut short
			continue
		}
		err = errors.Join(err, s.work(ctx, c, atOnce))
	}
	return err
}

// program hands people on. That whoever handed the cohort on may do so was held to when they
// did.
var program = func() access.Principal {
	p := access.Principal{Account: "cohorts.go-on", Name: "Kith itself"}
	for _, role := range access.Roles() {
		p.Grants = append(p.Grants, access.Grant{Role: role})
	}
	return p
}()

// work hands on at most so many, and ends the cohort once there are no more.
func (s *Service) work(ctx context.Context, c Cohort, most int) error {
	todo, err := toDo(s.db.Read(ctx), c.ID, most+1)
	if err != nil {
		return err
	}
	caller := db.CallerOf(ctx)
	caller.Actor = c.HandedBy
	ctx = access.With(db.As(ctx, caller), program)
	if len(todo) > 0 {
		if err := s.some(ctx, c, todo[:min(len(todo), most)]); err != nil {
			return err
		}
	}
	if len(todo) > most {
		return nil
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return setState(tx, c, Handed) })
}

// some asks about people anew and hands on those who are still to be approached.
func (s *Service) some(ctx context.Context, c Cohort, todo []Member) error {
	r, err := s.roll.Now(ctx)
	if err != nil {
		return err
	}
	k, err := s.around(ctx, c.Terms, c.ID)
	if err != nil {
		return err
	}
	at := make(map[people.PersonID]int, len(r.Entries))
	for i := range r.Entries {
		at[r.Entries[i].Person] = i
	}
	for _, m := range todo {
		person, err := people.PersonOf(s.db.Read(ctx), m.Record)
		if err != nil {
			return err
		}
		i, known := at[person]
		switch {
		case !known:
			err = s.leave(ctx, c, m, Out{NoWay, "They cannot be approached from a list any more."})
		default:
			err = s.one(ctx, c, m, c.Terms.leaves(&r.Entries[i], k))
		}
		if err != nil {
			return err
		}
		k.handed[person] = k.now // the same person in two records is approached once
	}
	return nil
}

func (s *Service) one(ctx context.Context, c Cohort, m Member, out Out) error {
	if out != (Out{}) {
		out.Words = "Since it was frozen: " + out.Words
		return s.leave(ctx, c, m, out)
	}
	if c.Terms.Way == Letters {
		return s.write(ctx, c, m)
	}
	return s.approach(ctx, c, m)
}

func (s *Service) leave(ctx context.Context, c Cohort, m Member, out Out) error {
	m.Standing, m.Out = Left, out
	return s.settle(ctx, c, m)
}

func (s *Service) settle(ctx context.Context, c Cohort, m Member) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := settle(tx, c.ID, m)
		return err
	})
}

// approach begins the first approach to somebody, as the blueprint has it for the list.
func (s *Service) approach(ctx context.Context, c Cohort, m Member) error {
	agreed, err := s.contacts.AgreementOf(s.db.Read(ctx), m.Record)
	if err != nil {
		return err
	}
	rules, err := s.contacts.Rules(ctx)
	if err != nil {
		return err
	}
	if list, _ := rules.List(c.Terms.List); !list.Approachable(agreed) {
		return s.leave(ctx, c, m, Out{NoAgree, "They have not agreed to be approached."})
	}
	run, joined, err := s.approaches.Approach(ctx, protocols.Approach{
		Record: m.Record, List: c.Terms.List, Key: "cohort " + string(c.ID) + " " + string(m.Record), Why: "They are in the cohort “" + c.Name + "”. " + c.Purpose,
		Team: c.Team, Visit: c.Terms.Way == Visits,
	})
	switch {
	case fault.KindOf(err) == fault.Forbidden && err != nil:
		return s.leave(ctx, c, m, Out{NoWay, fault.MessageOf(err)})
	case err != nil:
		return err
	case joined && run.ID != "":
		return s.leave(ctx, c, m, Out{Planned, "Somebody is about to approach them already."})
	}
	m.Standing, m.Work = Done, string(run.ID)
	return s.settle(ctx, c, m)
}

// write queues the letter to somebody: it says nothing of the cohort. If it is safe to write to them, and how, the messages
// ask the gate.
func (s *Service) write(ctx context.Context, c Cohort, m Member) error {
	id, err := s.messages.Queue(ctx, messages.Order{
		Record: m.Record, Purpose: messages.ByHand, Templates: []string{c.Letter}, Channels: []messages.Channel{messages.Letter},
		About: journal.Object{Kind: "cohort", ID: string(c.ID)}, Key: "cohort " + string(c.ID) + " " + string(m.Record),
	})
	if err != nil {
		return err
	}
	safe, err := letterIsSafe(s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	if !safe {
		return s.leave(ctx, c, m, Out{NotSafe, "No letter to them is known to be safe. Nobody has asked how to reach them, or this letter says too much."})
	}
	m.Standing, m.Work = Done, string(id)
	return s.settle(ctx, c, m)
}

// LetterOffers are the letters that may be written to a cohort: nothing in them has to be
// typed.
func (s *Service) LetterOffers(ctx context.Context) ([]messages.Offer, error) {
	all, err := s.messages.Offers(ctx)
	return slices.DeleteFunc(all, func(o messages.Offer) bool {
		return len(o.Typed) > 0 || !slices.Contains(o.SentAs, messages.Letter) || o.AtTheDoor
	}), err
}

// kept is how long it is kept who was in a cohort.
const kept = 365 * 24 * time.Hour

// Sweep forgets who was in cohorts that are older than they are kept.
func (s *Service) Sweep(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return dropOld(tx, tx.Now().Add(-kept)) })
}

// RegisterJobs has cohorts gone on with and forgotten.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("cohorts.go-on", GoOnEvery, s.GoOn, jobs.Timeout(10*time.Minute))
	r.Periodic("cohorts.sweep", 24*time.Hour, s.Sweep)
}
