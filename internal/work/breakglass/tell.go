package breakglass

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/accounts"
)

// mailLate is after how long no mail goes any more: the board tells it.
const mailLate = 24 * time.Hour

// Path is the first of the pages; ReviewPath is the one managers review on.
const (
	Path       = "/emergency"
	ReviewPath = Path + "/review"
)

// Subscriptions tell the managers.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{Name: "breakglass.tell", Topics: []string{TopicOpened}, Handle: s.tell}}
}

// tell writes to the managers of the hub, or where it has none but whoever opened the person to
// those of the borough, and to information governance when there is no other manager at all.
// Whom and why stands in Kith alone.
func (s *Service) tell(ctx context.Context, e journal.Sealed) error {
	r := s.db.Read(ctx)
	if !s.carriers.Carries(notify.Email) || r.Now().Sub(e.At) > mailLate {
		return nil
	}
	o, err := byID(r, ID(e.ObjectID("opening")))
	if err != nil {
		return err
	}
	to, err := managers(r, o)
	if err != nil {
		return err
	}
	for _, a := range to {
		err = errors.Join(err, s.mail(ctx, o, a))
	}
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return keepMailed(tx, o.ID, len(to)) })
}

func managers(r db.Reader, o Opening) (to []accounts.Account, err error) {
	for _, where := range []struct {
		role access.Role
		hood string
	}{{access.Manager, o.Neighbourhood}, {access.Manager, ""}, {access.Governance, ""}} {
		all, err := accounts.Holders(r, accounts.Title{Access: where.role}, where.hood)
		if err != nil {
			return nil, err
		}
		for _, a := range all {
			if string(a.ID) != o.By && a.Email != "" {
				to = append(to, a)
			}
		}
		if len(to) > 0 {
			return to, nil
		}
	}
	return nil, nil
}

func (s *Service) mail(ctx context.Context, o Opening, a accounts.Account) error {
	reference := "emergency." + string(o.ID) + "." + string(a.ID)
	_, known, err := s.carriers.Find(ctx, notify.Email, reference)
	if err != nil || known {
		return err
	}
	_, err = s.carriers.Send(ctx, notify.Message{
		Channel: notify.Email, Reference: reference, To: a.Email, Subject: "Somebody was opened in an emergency", Body: s.body(o),
	})
	if err == nil {
		return nil
	}
	switch notify.FailureOf(err).Trouble {
	case notify.Refused, notify.Unclear: // it never will, or it may have gone
		return nil
	}
	return fmt.Errorf("tell a manager of an emergency: %w", err)
}

func (s *Service) body(o Opening) string {
	return o.ByName + " opened a person’s record in an emergency at " + o.At.In(day.London).Format("15:04 on 2 January 2006") + ".\n\n" +
		"Sign in to read why and what was read, and review it within a week: " + strings.TrimSuffix(s.site(), "/") + ReviewPath +
		"\n\nWho it is stands in Kith alone, so that nobody else reads it.\n"
}
