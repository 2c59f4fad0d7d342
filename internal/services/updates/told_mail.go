package updates

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/accounts"
)

// mailState is how far a mail to a member of staff has come.
type mailState string

const (
	unsent  mailState = ""
	sending mailState = "sending" // it may have gone: it is not sent again
	mailed  mailState = "sent"
	refused mailState = "refused"
)

const (
	// mailApart is how long one mail serves for all that somebody has not read.
	mailApart = time.Hour
	// mailLate is after how long no mail goes any more: the list in Kith is what counts.
	mailLate = 24 * time.Hour
)

// MailBy says who carries mails to staff. It is for the time when the program is put
// together; without a carrier of mails none are sent.
func (s *Service) MailBy(r notify.Routes) { s.carriers = r }

// mailTold writes to whoever was told something that there is something to read. What it
// is and whom it is about stands in Kith alone: a mail is read by anybody.
func (s *Service) mailTold(ctx context.Context, e journal.Sealed) error {
	r := s.db.Read(ctx)
	if !s.carriers.Carries(notify.Email) || r.Now().Sub(e.At) > mailLate {
		return nil
	}
	id := ToldID(e.ObjectID("told"))
	ids, err := toMail(r, id, r.Now().Add(-mailApart))
	if err != nil {
		return err
	}
	to, err := accounts.Named(r, ids)
	for _, a := range to {
		if a.Email != "" && !a.Disabled() {
			err = errors.Join(err, s.mail(ctx, id, a))
		}
	}
	return err
}

// mail writes to one account, at most once: of one that may have gone none goes again.
func (s *Service) mail(ctx context.Context, id ToldID, a accounts.Account) error {
	first, err := s.stands(ctx, id, a.ID, unsent, sending)
	if err != nil || !first {
		return err
	}
	_, err = s.carriers.Send(ctx, notify.Message{
		Channel: notify.Email, Reference: string(id) + "." + string(a.ID), To: a.Email,
		Subject: "Something needs you in Kith", Body: s.nudge(),
	})
	if err == nil {
		_, err = s.stands(ctx, id, a.ID, sending, mailed)
		return err
	}
	switch notify.FailureOf(err).Trouble {
	case notify.Refused:
		_, err = s.stands(ctx, id, a.ID, sending, refused)
		return err
	case notify.Unclear:
		return nil
	}
	_, failed := s.stands(ctx, id, a.ID, sending, unsent)
	return errors.Join(failed, fmt.Errorf("write to a member of staff: %w", err))
}

func (s *Service) nudge() string {
	return "Something needs you in Kith.\n\nSign in and read it: " + strings.TrimSuffix(s.site(), "/") + ToldPath +
		"\n\nWhat it is stands in Kith alone, so that nobody else reads it.\n"
}

func (s *Service) stands(ctx context.Context, id ToldID, a accounts.ID, was, is mailState) (first bool, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		first, err = setMail(tx, id, a, was, is)
		return err
	})
	return first, err
}

// ToldPath is the page on which staff read what they were told.
const ToldPath = "/told"
