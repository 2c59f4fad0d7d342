package messages

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// Printed is a letter made for somebody's hands.
type Printed struct {
	Written
	Name string // of the file, without an ending; it names nobody
	PDF  []byte // nil where it is printed from its page
}

// Print makes a letter to be printed here and now, and keeps that it was: among the person's
// messages, their contacts and in the journal. A letter that is left at a door needs no
// address, and is asked of the gate as the visit it ends.
func (s *Service) Print(ctx context.Context, p people.Person, w Draft) (out Printed, err error) {
	defer fault.Wrap(&err, "print a letter")
	v, err := s.ready(ctx, p, w)
	if err != nil {
		return Printed{}, err
	}
	if !slices.Contains(v.SentAs, Letter) {
		return Printed{}, fault.New(fault.Invalid, "messages.no-paper", "This is not written as a letter. Choose another.")
	}
	if err := s.mayPrint(ctx, p, v); err != nil {
		return Printed{}, err
	}
	if out, err = print(v.Written); err != nil {
		return Printed{}, err
	}
	out.Name = w.Letter
	order := byHand(p, w.Letter, w.Fields)
	order.Key = "printed " + w.Key
	return out, s.db.Write(ctx, func(tx *db.Tx) error { return keepPrinted(tx, order, p, v) })
}

// mayPrint asks the gate: about a letter, or about the visit that a card ends.
func (s *Service) mayPrint(ctx context.Context, p people.Person, v Preview) error {
	if !v.AtTheDoor {
		return v.way(Letter)
	}
	rules, err := s.gate.Rules(ctx)
	if err != nil {
		return err
	}
	verdict, err := s.gate.MayIn(s.db.Read(ctx), access.From(ctx), rules, p.Lead().ID, contacts.Wish{Method: contacts.Visit, Urgent: true})
	if err != nil {
		return err
	}
	return verdict.Err()
}

func print(w Written) (out Printed, err error) {
	out.Written = w
	if w.CanPDF() {
		out.PDF, err = w.Letter.PDF()
	}
	return out, err
}

func keepPrinted(tx *db.Tx, o Order, p people.Person, v Preview) error {
	m := newMessage(tx, o, p.Current().Neighbourhood)
	m.State, m.SettledAt = Posted, tx.Now()
	first, err := insertMessage(tx, m)
	if err != nil || !first {
		return err
	}
	m.Channel, m.Template, m.Language, m.Subject, m.Body = Letter, v.ID, v.Written.Language.Code, v.Title, v.Written.Kept
	m.SentAt = tx.Now()
	if err := saveMessage(tx, m); err != nil {
		return err
	}
	outcome := contacts.Sent
	if v.AtTheDoor {
		outcome = contacts.CardLeft
	}
	if err := noteContact(tx, m, outcome); err != nil {
		return err
	}
	return tell(tx, m, "printed a letter", "messages.printed")
}

// PrintQueued makes a letter that waits to be printed. Looking at it changes nothing: whoever
// prints it says so by [Service.MarkPosted].
func (s *Service) PrintQueued(ctx context.Context, id ID) (out Printed, err error) {
	defer fault.Wrap(&err, "print message %s", id)
	m, err := s.toPrint(ctx, s.db.Read(ctx), id)
	if err != nil {
		return Printed{}, err
	}
	k, err := s.know(ctx, s.db.Read(ctx), m.Order)
	if err != nil {
		return Printed{}, err
	}
	w, err := s.write(ctx, k, m, Way{Channel: Letter, Template: m.Template}, s.db.Read(ctx).Now())
	if err != nil {
		return Printed{}, err
	}
	out, err = print(w)
	out.Name = m.Template
	return out, err
}

// toPrint is a letter that waits to be printed, for somebody who may see whom it is to.
func (s *Service) toPrint(ctx context.Context, r db.Reader, id ID) (Message, error) {
	m, visible, err := visibleMessage(r, access.From(ctx), id)
	if err != nil {
		return Message{}, err
	}
	if !visible || !access.From(ctx).HasFor(m.Neighbourhood, writers...) {
		return Message{}, noSuchMessage()
	}
	if m.State != ToPrint {
		return Message{}, fault.New(fault.Conflict, "messages.not-to-print", "This letter does not wait to be printed: it is “"+m.State.Label()+"”.")
	}
	return m, nil
}

// MarkPosted says that a letter was printed and posted.
func (s *Service) MarkPosted(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "message %s was posted", id)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		m, err := s.toPrint(ctx, tx, id)
		if err != nil {
			return err
		}
		m.State, m.SentAt, m.SettledAt = Posted, tx.Now(), tx.Now()
		if err := saveMessage(tx, m); err != nil {
			return err
		}
		if err := noteContact(tx, m, contacts.Sent); err != nil {
			return err
		}
		return tell(tx, m, "posted a letter", TopicSent)
	})
}
