package messages

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/notify"
	"kith/internal/registers/contacts"
)

// Receipt keeps what a carrier says became of a message. It may come twice, late, before
// the message is kept as sent, and for messages that are not ours; none of that is an error.
func (s *Service) Receipt(ctx context.Context, sent notify.Sent) (err error) {
	defer fault.Wrap(&err, "keep a receipt")
	id := idOf(sent.Reference)
	if id == "" {
		return nil
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		m, err := messageByID(tx, id)
		if fault.KindOf(err) == fault.NotFound && err != nil {
			return nil
		}
		if err != nil || m.Channel == "" || m.reference() != sent.Reference {
			return err // of an earlier try
		}
		if m.State == Sending || m.State == Queued && m.Unclear {
			return s.went(tx, m, sent)
		}
		return s.news(tx, m, sent)
	})
}

// news is what became of a message that its carrier has.
func (s *Service) news(tx *db.Tx, m Message, sent notify.Sent) error {
	if m.State != Sent {
		return nil
	}
	switch {
	case sent.Status == notify.Delivered:
		m.State, m.SettledAt = Delivered, tx.Now()
		if err := saveMessage(tx, m); err != nil {
			return err
		}
		return tell(tx, m, "delivered "+m.Channel.label(), TopicDelivered)
	case sent.Status == notify.Broken && m.Attempts < mostAttempts:
		m.State, m.NextAt, m.Round = Queued, tx.Now().Add(wait(m.Attempts, &notify.Failure{}, s.random)), m.Round+1
		m.Reason = m.Channel.Label() + ": The carrier had a fault of its own."
		return saveMessage(tx, m)
	case sent.Status.Failed():
		if err := noteContact(tx, m, contacts.Undelivered); err != nil {
			return err
		}
		m.Tried = append(m.Tried, m.Channel)
		m.Reason = m.Channel.Label() + ": " + failedWords[sent.Status]
		return s.otherWay(tx, m)
	}
	return nil
}

var failedWords = map[notify.Status]string{
	notify.Undeliverable: "There is no such address or number.",
	notify.Expired:       "It could not be delivered in time: the phone is off or the mailbox full.",
	notify.Broken:        "The carrier had a fault of its own.",
}

const (
	newsAfter = 30 * time.Minute // receipts usually come within minutes
	newsUntil = 72 * time.Hour   // then the carrier gives up too
)

// AskForNews asks the carriers about messages of which nothing was heard: where receipts
// cannot reach us, or one was lost.
func (s *Service) AskForNews(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "ask for news of messages")
	r := s.db.Read(ctx)
	silent, err := sentBetween(r, r.Now().Add(-newsUntil), r.Now().Add(-newsAfter), 100)
	if err != nil {
		return err
	}
	for _, m := range silent {
		sent, found, err := s.carriers.Find(ctx, notify.Channel(m.Channel), m.reference())
		if err != nil {
			return err
		}
		if found {
			if err := s.Receipt(ctx, sent); err != nil {
				return err
			}
		}
	}
	return nil
}

const keepWords = 90 * 24 * time.Hour

// Sweep forgets the words of messages that are older than 90 days, ours and theirs. That
// there was one, when and how, stays.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "forget the words of old messages")
	for {
		var n int64
		err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
			n, err = forgetWords(tx, tx.Now().Add(-keepWords), 200)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
	}
}
