package contacts

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// Shield is what somebody sees before they contact a person: who else was in touch, who is
// about to be, and whether it may be done now.
type Shield struct {
	Verdict
	Held    Lease     // who is on the telephone with them; zero where nobody else is
	Recent  []Event   // newest first
	Planned []Planned // soonest first
}

// Quiet reports whether nobody was in touch and nobody is about to be.
func (s Shield) Quiet() bool {
	return s.Held.IsZero() && len(s.Recent) == 0 && len(s.Planned) == 0 && !s.For(AskSupervisor)
}

// Shield tells who else was lately in touch with the person a record is of, or is about to
// be, as far as the caller may know, and judges their wish. Where the contact is not to be
// made because of what they may not know, it says nothing but to ask a supervisor.
func (s *Service) Shield(ctx context.Context, record people.RecordID, w Wish) (sh Shield, err error) {
	defer fault.Wrap(&err, "shield of record %s", record)
	rules, err := s.Rules(ctx)
	if err != nil {
		return Shield{}, err
	}
	r := s.db.Read(ctx)
	k, err := s.known(r, access.From(ctx), rules, record)
	if err != nil {
		return Shield{}, err
	}
	if err := s.approach(r, &k, record, &w); err != nil {
		return Shield{}, err
	}
	return k.shield(w), nil
}

// shield is what of the known is shown to whoever wishes.
func (k Known) shield(w Wish) Shield {
	sh := Shield{Verdict: k.judge(w)}
	if k.Hides {
		return sh
	}
	sh.Held = k.Held
	sh.Recent = slices.DeleteFunc(slices.Clone(k.Recent), func(e Event) bool { return !e.ToldTo(k.Who) })
	sh.Planned = slices.DeleteFunc(slices.Clone(k.Planned), func(p Planned) bool {
		return !p.ToldTo(k.Who) || p.Task != "" && p.Task == w.Task
	})
	slices.SortStableFunc(sh.Planned, func(a, b Planned) int { return a.At.Compare(b.At) })
	return sh
}

// Contacts are the latest contacts with a person that the caller may be told of, newest
// first, at most limit. That the caller may see the person, they have found out.
func (s *Service) Contacts(ctx context.Context, p people.Person, limit int) (all []Event, err error) {
	defer fault.Wrap(&err, "contacts of person %s", p.ID)
	all, err = eventsOf(s.db.Read(ctx), p.RecordIDs(), time.Time{}, limit)
	return slices.DeleteFunc(all, func(e Event) bool { return !e.ToldTo(access.From(ctx)) }), err
}
