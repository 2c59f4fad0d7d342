package updates

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/work/needs"
)

// confirm queues the confirmation of a request that came in. Of what the response raised by
// itself there is nothing to confirm: nobody asked.
func (s *Service) confirm(ctx context.Context, e journal.Sealed) error {
	a, err := askedIn(s.db.Read(ctx), needs.RequestID(e.ObjectID("request")))
	if err != nil || a.Channel == needs.Raised || a.quiet() || a.State == needs.Closed || !a.FirstContactAt.IsZero() || !s.db.Read(ctx).Now().Before(a.FirstContactDue) {
		return err
	}
	return s.queue(ctx, a, messages.Order{
		Purpose: Confirmation, Templates: []string{"request-received-text", "request-received"},
		Key: "received " + string(a.ID), NotAfter: a.FirstContactDue,
	})
}

// queue puts a message about a request into the outbox.
func (s *Service) queue(ctx context.Context, a asked, o messages.Order) error {
	if !s.messages.Sends() {
		return nil
	}
	o.Record, o.About, o.Reply = a.Record, a.about(), true
	ready, err := s.messages.Prepare(ctx, o)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, _, err := ready.Queue(tx)
		return err
	})
}

func (s *Service) composeConfirmation(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	r := s.db.Read(ctx)
	a, err := askedIn(r, needs.RequestID(m.About.ID))
	if err != nil {
		return f, err
	}
	switch {
	case a.quiet():
		return f, notWanted("Something of the request is kept from others: nothing is written about it.")
	case !a.FirstContactAt.IsZero():
		return f, notWanted("They have been spoken to already.")
	case a.State == needs.Closed:
		return f, notWanted("The request has ended already.")
	}
	code, err := s.code(ctx, a.ID)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return f, notWanted("The request has no code to send.")
	}
	f.Fields = map[string]string{"reference": string(a.Reference), "contact_by": by(ctx, l, a.FirstContactDue, r.Now()), "status_page": s.statusPage()}
	f.Secret = map[string]string{"code": code}
	return f, err
}
