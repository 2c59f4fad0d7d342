package matching

import (
	"context"
	"fmt"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// Subscriptions are what it does about what happened elsewhere.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{Name: "matching.check-asked", Topics: []string{volunteers.TopicAsked}, Handle: s.checkAsked}}
}

// checkAsked writes to a volunteer who is asked for a check, once each time they are. Whoever
// is gone meanwhile is not written to, nor is anybody of a check that says nothing to them.
func (s *Service) checkAsked(ctx context.Context, e journal.Sealed) error {
	id := volunteers.ID(e.ObjectID("volunteer"))
	check, _ := e.Data["check"].(string)
	if s.messages == nil || !s.messages.Sends() {
		return nil
	}
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	if c, ok := b.rules.Check(check); !ok || c.Bring == "" {
		return nil
	}
	d, err := volunteers.DossierOf(s.db.Read(ctx), id)
	if err != nil || d.Standing.Gone() {
		return err
	}
	ready, err := s.prepare(ctx, messages.Order{
		To: toVolunteer(id), Purpose: CheckAsked, Templates: []string{"volunteer-check-text", "volunteer-check"},
		About: journal.Object{Kind: "check", ID: check}, Key: fmt.Sprintf("matching.check-asked:%s:%d", id, e.Seq),
	})
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return ready.queue(tx) })
}

// AskedOf gives the last message to a volunteer about each check they were asked for; of one
// that nobody was written to about there is none.
func (s *Service) AskedOf(ctx context.Context, id volunteers.ID) (last map[string]messages.Message, err error) {
	defer fault.Wrap(&err, "what volunteer %s was written to about checks", id)
	if _, err := s.volunteers.Get(ctx, id); err != nil {
		return nil, err
	}
	all, err := messages.To(s.db.Read(ctx), toVolunteer(id), CheckAsked)
	last = map[string]messages.Message{}
	for _, m := range all {
		if _, newer := last[m.About.ID]; !newer {
			last[m.About.ID] = m
		}
	}
	return last, err
}

// composeCheck says which check it is and what it takes. It is not wanted any more once the
// check is recorded.
func (s *Service) composeCheck(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	asked, err := volunteers.StillAsked(s.db.Read(ctx), volunteers.ID(m.To.ID), m.About.ID)
	if err != nil {
		return f, err
	}
	if !asked {
		return f, conflict("matching.check-there", "The check was recorded meanwhile.")
	}
	current, err := s.blueprints.Current(ctx)
	if err != nil {
		return f, err
	}
	c, ok := volunteering.Of(current.In(l)).Check(m.About.ID)
	if !ok || c.Bring == "" {
		return f, conflict("matching.no-check", "The borough does not ask for this check any more.")
	}
	f.Fields = map[string]string{"check": c.PublicName, "bring": c.Bring}
	return f, nil
}
