package messages

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Most is how many rows a list shows.
const Most = 200

// List returns messages in some states, of the neighbourhoods the caller looks after and to
// people they may see, the latest first and at most [Most].
func (s *Service) List(ctx context.Context, states ...State) (all []Message, err error) {
	defer fault.Wrap(&err, "list messages")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return nil, err
	}
	return messagesIn(s.db.Read(ctx), access.From(ctx), access.Narrow(ctx, nil, keepers...), states, Most)
}

// To lists what was written for one purpose to somebody who is no person of the register, such
// as {"volunteer", id}, the latest first and at most [Most]: for whoever may see them.
func To(r db.Reader, to journal.Object, p Purpose) ([]Message, error) {
	return messagesTo(r, to, p, Most)
}

// Counts tells how many messages stand at each state, in the neighbourhoods the caller looks
// after.
func (s *Service) Counts(ctx context.Context) (counts map[State]int, err error) {
	defer fault.Wrap(&err, "count messages")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return nil, err
	}
	return countStates(s.db.Read(ctx), access.From(ctx), access.Narrow(ctx, nil, keepers...))
}

// Unread returns the texts that came in and nobody has read: of a hub's people, and for the
// coordination point those of nobody known.
func (s *Service) Unread(ctx context.Context) (all []Inbound, err error) {
	defer fault.Wrap(&err, "texts to read")
	if err := access.CheckHeld(ctx, writers...); err != nil {
		return nil, err
	}
	who := access.From(ctx)
	all, err = unreadInbound(s.db.Read(ctx), who, access.Narrow(ctx, nil, writers...), Most)
	return all, err
}

// MarkRead says that the caller has read a text and done what it asks for. Marking it once
// more changes nothing.
func (s *Service) MarkRead(ctx context.Context, id InboundID) (err error) {
	defer fault.Wrap(&err, "mark text %s as read", id)
	if err := access.CheckHeld(ctx, writers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := inboundByID(tx, id)
		if err != nil {
			return err
		}
		if !access.From(ctx).HasFor(t.Neighbourhood, writers...) {
			return noSuchMessage()
		}
		first, err := markRead(tx, id)
		if err != nil || !first {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "read a text", Topic: "messages.read", Subject: string(t.Record),
			Objects: []journal.Object{{Kind: "inbound-text", ID: string(t.ID)}}, Data: map[string]any{"neighbourhood": t.Neighbourhood},
		})
	})
}

// Said is one line of what was written to and fro, ours or theirs.
type Said struct {
	Message *Message
	Inbound *Inbound
}

// Of returns what was written to and by a person, the latest first. That the caller may see
// the person, they have found out; messages told to few are left out for others.
func (s *Service) Of(ctx context.Context, p people.Person, limit int) (all []Said, err error) {
	defer fault.Wrap(&err, "messages of person %s", p.ID)
	r, who := s.db.Read(ctx), access.From(ctx)
	ours, err := messagesOf(r, p.RecordIDs(), limit)
	if err != nil {
		return nil, err
	}
	theirs, err := inboundOf(r, p.RecordIDs(), limit)
	if err != nil {
		return nil, err
	}
	for _, m := range ours {
		if !m.Restricted || who.HasFor("", access.Coordinator, access.Manager) {
			all = append(all, Said{Message: &m})
		}
	}
	for _, t := range theirs {
		all = append(all, Said{Inbound: &t})
	}
	slices.SortStableFunc(all, func(a, b Said) int { return b.at().Compare(a.at()) })
	return all[:min(len(all), limit)], nil
}

func (s Said) at() time.Time {
	if s.Message != nil {
		return s.Message.QueuedAt
	}
	return s.Inbound.ReceivedAt
}

// Title is what staff know a message by: the name of its letter.
func (s *Service) Title(ctx context.Context, m Message) string {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return string(m.Purpose)
	}
	letters := blueprint.Part[Letters](b)
	for _, id := range append([]string{m.Template}, m.Templates...) {
		if t, ok := letters[id]; ok {
			return t.Title
		}
	}
	return string(m.Purpose)
}

// Now is the time by the program's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
