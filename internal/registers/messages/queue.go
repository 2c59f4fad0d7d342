package messages

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// The topics of the journal about messages. Each entry has the message among its objects.
const (
	TopicQueued    = "messages.queued"
	TopicSent      = "messages.sent"
	TopicDelivered = "messages.delivered"
	TopicFailed    = "messages.failed" // no way reached the person
	TopicReceived  = "messages.received"
)

// Ready reads what queueing an order needs, before the transaction that queues it.
type Ready struct {
	service *Service
	known   known
	order   Order
	who     access.Principal
}

// Prepare reads, outside of any transaction, what an order is judged by. The order is then
// queued with [Ready.Queue].
func (s *Service) Prepare(ctx context.Context, o Order) (ready Ready, err error) {
	defer fault.Wrap(&err, "prepare a message")
	if o.Key == "" || o.Purpose == "" || len(o.Templates) == 0 {
		return Ready{}, fault.New(fault.Internal, "messages.order", "")
	}
	k, err := s.know(ctx, s.db.Read(ctx), o)
	k.awake = s.prompt[o.Purpose]
	return Ready{service: s, known: k, order: o, who: access.From(ctx)}, err
}

// Queue puts the message into the outbox in the caller's transaction: it goes if and only
// if that is committed. Where no way is safe and none will be, it is kept as not safe, so
// that somebody sees it. It reports false, and does nothing, when the order's key was used
// before.
func (p Ready) Queue(tx *db.Tx) (id ID, first bool, err error) {
	defer fault.Wrap(&err, "queue a message")
	if err := p.known.reread(tx, p.order); err != nil {
		return "", false, err
	}
	ways, err := p.service.ways(tx, p.who, p.known, p.order, nil)
	if err != nil {
		return "", false, err
	}
	m := newMessage(tx, p.order, p.known.now.Neighbourhood)
	if _, ok, until, reason := best(ways); !ok {
		m.Reason = reason
		m.NextAt = until
		if until.IsZero() {
			m.State, m.NextAt, m.SettledAt = NotSafe, tx.Now(), tx.Now()
		}
	}
	if first, err = insertMessage(tx, m); err != nil || !first {
		return "", false, err
	}
	if m.State == NotSafe && p.service.matters[m.Purpose] {
		return m.ID, true, tell(tx, m, unreached, TopicFailed)
	}
	if m.State == NotSafe { // of most people it is not known what is safe: that is no news to anybody
		return m.ID, true, nil
	}
	return m.ID, true, tell(tx, m, "queued a message", TopicQueued)
}

func newMessage(tx *db.Tx, o Order, hood string) Message {
	return Message{
		ID: ident.New[Message](tx.Now()), Order: o, Neighbourhood: hood, QueuedBy: tx.Actor(), QueuedAt: tx.Now(), State: Queued, NextAt: tx.Now(), Version: 1,
	}
}

// Queue is [Service.Prepare] and [Ready.Queue] in a transaction of its own.
func (s *Service) Queue(ctx context.Context, o Order) (id ID, err error) {
	ready, err := s.Prepare(ctx, o)
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		id, _, err = ready.Queue(tx)
		return err
	})
	return id, err
}

// tell tells the journal of a message. A restricted one stands in nobody's story, and what
// it is for is not said of it.
func tell(tx *db.Tx, m Message, verb, topic string) error {
	e := journal.Entry{
		Verb: verb, Topic: topic, Subject: string(m.Record),
		Objects: []journal.Object{{Kind: "message", ID: string(m.ID)}},
		Data:    map[string]any{"neighbourhood": m.Neighbourhood, "purpose": string(m.Purpose)},
	}
	if m.Channel != "" {
		e.Data["channel"] = string(m.Channel)
	}
	for _, of := range []journal.Object{m.About, m.To} {
		if of.ID != "" {
			e.Objects = append(e.Objects, of)
		}
	}
	if topic == TopicQueued || topic == TopicDelivered {
		e.Subject = "" // that it was sent is the story; the rest is among the person's messages
	}
	if m.Restricted {
		e.Subject, e.Objects, e.Data = "", e.Objects[:1], map[string]any{"restricted": true}
	}
	return journal.Record(tx, e)
}
