package messages

import (
	"context"
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/document"
	"kith/internal/plat/notify"
	"kith/internal/registers/contacts"
)

// handing is the account of the program when it hands messages over.
const handing = "messages"

// program judges what goes out now. It is cleared, because whoever chose to write to a
// restricted person was; what another agency did it weighs no more, because whoever chose
// saw that.
var program = access.Principal{Account: handing, Grants: []access.Grant{{Role: access.Coordinator}}}

// SendNow hands a message to its carrier if it is due, nobody else is doing so, and some
// way of it is safe at this moment. What goes wrong with the message is kept with it, and
// is no error of SendNow's.
func (s *Service) SendNow(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "send message %s", id)
	m, claimed, err := s.claim(ctx, id)
	if err != nil || !claimed {
		return err
	}
	if m.Unclear {
		if found, err := s.sentAlready(ctx, m); found || err != nil {
			return err
		}
	}
	return s.try(ctx, m)
}

// claim takes a due message for this node. One whose node died in the middle is taken over
// after a while, and may have gone already.
func (s *Service) claim(ctx context.Context, id ID) (m Message, claimed bool, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if m, err = messageByID(tx, id); err != nil {
			return err
		}
		if m.State == Sending {
			m.Unclear = true
		}
		m.Attempts++
		claimed, err = claimMessage(tx, m, tx.Now().Add(handOver))
		m.State = Sending
		m.Version++
		return err
	})
	return m, claimed, err
}

// sentAlready looks whether a try of which nobody heard the end was taken after all.
func (s *Service) sentAlready(ctx context.Context, m Message) (bool, error) {
	sent, found, err := s.carriers.Find(ctx, notify.Channel(m.Channel), m.reference())
	if err != nil {
		return true, s.later(ctx, m, notify.FailureOf(err)) // who cannot be asked cannot be sent to either
	}
	if !found {
		return false, nil
	}
	return true, s.db.Write(ctx, func(tx *db.Tx) error { return s.went(tx, m, sent) })
}

// try chooses the way, puts the message into words and hands it over.
func (s *Service) try(ctx context.Context, m Message) error {
	r := s.db.Read(ctx)
	now := r.Now()
	if !m.NotAfter.IsZero() && now.After(m.NotAfter) {
		if s.matters[m.Purpose] {
			return s.rest(ctx, m, Failed, "It was too late to send it.")
		}
		return s.rest(ctx, m, Dropped, "It was too late to send it.")
	}
	k, err := s.know(ctx, r, m.Order)
	switch {
	case err != nil && m.To.Kind != "" && fault.KindOf(err) == fault.NotFound:
		return s.rest(ctx, m, Dropped, "They are not on the register any more.")
	case err != nil:
		return err
	}
	k.awake = s.prompt[m.Purpose] && now.Sub(m.QueuedAt) < awake
	ways, err := s.ways(r, program, k, m.Order, m.Tried)
	if err != nil {
		return err
	}
	way, ok, until, reason := best(ways)
	if !ok {
		return s.noWay(ctx, m, until, reason)
	}
	if m.Channel != way.Channel {
		m.Unclear = false
	}
	m.Channel, m.Template = way.Channel, way.Template
	w, err := s.write(ctx, k, m, way, now)
	switch {
	case fault.KindOf(err) == fault.Conflict && err != nil:
		return s.rest(ctx, m, Dropped, fault.MessageOf(err))
	case err != nil:
		s.log.Error("a message cannot be written", "message", m.ID, "error", err)
		return s.rest(ctx, m, Dead, "It could not be put into words: something that belongs into it is missing.")
	}
	m.Language, m.Subject, m.Body = w.Language.Code, k.letters[way.Template].Title, w.Kept
	return s.hand(ctx, m, way, w)
}

// noWay leaves a message until a way is safe, or for good.
func (s *Service) noWay(ctx context.Context, m Message, until time.Time, reason string) error {
	switch {
	case !until.IsZero():
		return s.db.Write(ctx, func(tx *db.Tx) error { return postpone(tx, m, until, reason) })
	case len(m.Tried) > 0:
		return s.rest(ctx, m, Failed, reason)
	}
	return s.rest(ctx, m, NotSafe, reason)
}

// hand gives the message to its carrier. What it is about to do is on the disk first, so
// that after a crash somebody looks whether it went.
func (s *Service) hand(ctx context.Context, m Message, way Way, w Written) error {
	ready, err := s.outgoing(m, way, w)
	if err != nil {
		return s.rest(ctx, m, Dead, fault.MessageOf(err))
	}
	if way.Channel == Letter && (ready.PDF == nil || !s.carriers.Carries(notify.Letter)) {
		return s.rest(ctx, m, ToPrint, "")
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return keepTry(tx, m) }); err != nil {
		return err
	}
	m.Version++
	sent, err := s.carriers.Send(ctx, ready)
	if err != nil {
		return s.failed(ctx, m, notify.FailureOf(err))
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error { return s.went(tx, m, sent) })
	if fault.KindOf(err) == fault.Stale {
		return nil // its receipt was quicker than we are, and has kept all of it
	}
	return err
}

// outgoing is the message as its carrier takes it. A letter in a script that the PDF cannot
// show has none, and is printed from its page.
func (s *Service) outgoing(m Message, way Way, w Written) (notify.Message, error) {
	out := notify.Message{Channel: notify.Channel(way.Channel), Reference: m.reference(), To: way.To, Subject: w.Subject, Body: w.Text}
	switch way.Channel {
	case Email:
		out.HTML = w.page()
	case Letter:
		if !w.CanPDF() || !notify.AddressFits(w.Letter.Address) {
			return out, nil
		}
		w.Letter.Envelope = document.Notify
		pdf, err := w.Letter.PDF()
		out.PDF = pdf
		return out, err
	}
	return out, nil
}

// went keeps that the carrier has the message: in the outbox, among the person's contacts
// and in the journal.
func (s *Service) went(tx *db.Tx, m Message, sent notify.Sent) error {
	m.State, m.Reason, m.SentAt = Sent, "", tx.Now()
	m.Carrier, m.CarrierID, m.Unclear = sent.Carrier, sent.ID, false
	if err := saveMessage(tx, m); err != nil {
		return err
	}
	if err := noteContact(tx, m, contacts.Sent); err != nil {
		return err
	}
	if err := tell(tx, m, "sent "+m.Channel.label(), TopicSent); err != nil {
		return err
	}
	if sent.Status.IsEnd() {
		m.Version++
		return s.news(tx, m, sent)
	}
	return nil
}

// noteContact keeps that a person was written to. What is written to an addressee is no
// contact with somebody who is helped.
func noteContact(tx *db.Tx, m Message, o contacts.Outcome) error {
	if m.Record == "" {
		return nil
	}
	e := contacts.Event{
		Record: m.Record, Direction: contacts.Out, Method: methods[m.Channel], Purpose: m.Subject, Outcome: o,
		Restricted: m.Restricted, Source: contacts.FromMessage, By: m.QueuedBy,
	}
	if m.About.Kind == "request" {
		e.Request = m.About.ID
	}
	return contacts.Note(tx, e)
}

// failed decides what a failure of the carrier means for the message.
func (s *Service) failed(ctx context.Context, m Message, f *notify.Failure) error {
	s.log.Warn("a message was not taken", "message", m.ID, "channel", m.Channel, "try", m.Attempts, "error", f.Error())
	if f.Trouble == notify.Refused {
		m.Tried, m.Unclear = append(m.Tried, m.Channel), false
		m.Reason = m.Channel.Label() + ": " + f.Words()
		return s.db.Write(ctx, func(tx *db.Tx) error { return s.otherWay(tx, m) })
	}
	return s.later(ctx, m, f)
}

// later has the message tried again, or given up after too many tries.
func (s *Service) later(ctx context.Context, m Message, f *notify.Failure) error {
	m.Reason = m.Channel.Label() + ": " + f.Words()
	m.Unclear = m.Unclear || f.Trouble == notify.Unclear
	if m.Attempts >= mostAttempts {
		return s.rest(ctx, m, Dead, m.Reason)
	}
	pause := wait(m.Attempts, f, s.random)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		m.State, m.NextAt = Queued, tx.Now().Add(pause)
		return saveMessage(tx, m)
	})
}

// otherWay has the message go another way at once, or says that none reached them.
func (s *Service) otherWay(tx *db.Tx, m Message) error {
	m.State, m.NextAt = Queued, tx.Now()
	if err := saveMessage(tx, m); err != nil {
		return err
	}
	return tell(tx, m, "sends a message another way", TopicQueued)
}

// postpone leaves a message until a way is safe. That counts as no try.
func postpone(tx *db.Tx, m Message, until time.Time, reason string) error {
	m.State, m.NextAt, m.Reason = Queued, until, reason
	m.Attempts--
	return saveMessage(tx, m)
}

// unreached is what the journal says of a message that reached nobody.
const unreached = "could not reach the person in writing"

// rest ends the message for now: somebody has to look at it, print it, or need not.
func (s *Service) rest(ctx context.Context, m Message, state State, reason string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		m.State, m.Reason, m.SettledAt = state, reason, tx.Now()
		if err := saveMessage(tx, m); err != nil {
			return err
		}
		if state.AtRest() || state == NotSafe && s.matters[m.Purpose] {
			return tell(tx, m, unreached, TopicFailed)
		}
		return nil
	})
}

// SendDue sends what is due, until nothing is or ctx ends. It is run every so often: what
// was just queued does not wait for it.
func (s *Service) SendDue(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "send what is due")
	for {
		due, err := dueMessages(s.db.Read(ctx), s.db.Read(ctx).Now(), atOnce)
		if err != nil || len(due) == 0 {
			return err
		}
		var faults []error
		for _, id := range due {
			if ctx.Err() != nil {
				return errors.Join(faults...)
			}
			faults = append(faults, s.SendNow(ctx, id))
		}
		if err := errors.Join(faults...); err != nil || len(due) < atOnce {
			return err
		}
	}
}

// atOnce is how many due messages are read at a time.
const atOnce = 50
