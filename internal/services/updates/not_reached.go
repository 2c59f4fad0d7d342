package updates

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// notReached tells the hub that a message about a request reached nobody, so that somebody
// rings instead. A person of whom it was never thought safe to write is rung anyway, save
// where a protocol says that they are to be told.
func (s *Service) notReached(ctx context.Context, e journal.Sealed) error {
	id := e.ObjectID("request")
	if id == "" || e.Verb != "could not reach the person in writing" {
		return nil
	}
	a, err := askedIn(s.db.Read(ctx), needs.RequestID(id))
	if err != nil {
		return ignore(err, fault.NotFound)
	}
	if purpose, _ := e.Data["purpose"].(string); a.State == needs.Closed && purpose != string(FromSteps) {
		return nil // there is nothing left to tell them, save what the end itself had to say
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return a.toRead(tx, "A message did not reach them", "Ring them. Then see on their page what did not arrive, and correct the number or the address.")
	})
}

// texted tells the hub that the person sent a text. One of nobody known waits on the page of
// texts for the coordination point.
func (s *Service) texted(ctx context.Context, e journal.Sealed) error {
	if says, _ := e.Data["meaning"].(string); says != "says" || e.Subject == "" {
		return nil
	}
	r := s.db.Read(ctx)
	person, err := people.PersonIn(r, people.RecordID(e.Subject))
	if err != nil {
		return err
	}
	latest, found, err := latestOpen(r, person.RecordIDs())
	if err != nil || !found {
		return err // it waits on the page of texts
	}
	a, err := askedIn(r, latest)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return a.toRead(tx, "They sent a text", "Read it on their page, under messages. Ring them if it changes what they need.")
	})
}
