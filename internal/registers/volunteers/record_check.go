package volunteers

import (
	"context"
	"regexp"
	"strings"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// RecordCheck writes down a check that was done of a volunteer, and moves them on where it
// was the last they waited for. It is [fault.Invalid] for one that is dated ahead, ended
// already, is no check of the borough's, of too low a level, or lacks a detail that the
// borough has written down.
func (s *Service) RecordCheck(ctx context.Context, of ID, h Held) (id HeldID, err error) {
	defer fault.Wrap(&err, "record a check of volunteer %s", of)
	if _, err := s.Get(ctx, of); err != nil {
		return "", err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return "", err
	}
	if err := lacks(b, h); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		id, err = AddCheck(tx, b, of, h)
		return err
	})
	return id, err
}

// certificate is how the DBS numbers its certificates.
var certificate = regexp.MustCompile(`^[0-9]{12}$`)

// lacks is what the borough has written down of such a check and h leaves out or has wrong.
func lacks(b *volunteering.Rules, h Held) error {
	c, _ := b.Check(h.Check)
	number := strings.ReplaceAll(h.Number, " ", "")
	if c.Kind == volunteering.DBS && number != "" && !certificate.MatchString(number) {
		return fault.New(fault.Invalid, "volunteers.check-digits", "Enter the 12 digits of the DBS certificate, such as 001234567890.")
	}
	for _, d := range c.Write {
		switch {
		case d == volunteering.Number && number == "" && c.Kind == volunteering.Reference:
			return fault.New(fault.Invalid, "volunteers.check-number", "Enter who gave the reference.")
		case d == volunteering.Number && number == "":
			return fault.New(fault.Invalid, "volunteers.check-number", "Enter the number on the certificate, the licence or the policy.")
		case d == volunteering.LastDay && h.ExpiresOn.IsZero():
			return fault.New(fault.Invalid, "volunteers.check-last-day", "Enter the last day it counts. It is on the paper you saw.")
		case d == volunteering.SeenHow && strings.TrimSpace(h.SeenHow) == "":
			return fault.New(fault.Invalid, "volunteers.check-how", "Say how it was done and what you saw, such as: passport and a bill, face to face.")
		}
	}
	return nil
}

// AddCheck is [Service.RecordCheck] in the caller's transaction, for whoever may. It takes a
// check without the details that the borough has written down of new ones: files of old
// checks rarely have them.
func AddCheck(tx *db.Tx, b *volunteering.Rules, of ID, h Held) (HeldID, error) {
	if err := mayRecord(b, h, day.Of(tx.Now())); err != nil {
		return "", err
	}
	v, err := byID(tx, of)
	if err != nil {
		return "", err
	}
	h.ID = ident.New[Held](tx.Now())
	if err := insertCheck(tx, of, h); err != nil {
		return "", err
	}
	if err := deleteAsked(tx, of, h.Check); err != nil {
		return "", err
	}
	if err := tell(tx, v, "recorded a check of a volunteer", "checked", map[string]any{"check": h.Check, "expires": h.ExpiresOn.String()}); err != nil {
		return "", err
	}
	return h.ID, advance(tx, b, v)
}

func mayRecord(b *volunteering.Rules, h Held, today day.Date) error {
	c, ok := b.Check(h.Check)
	switch {
	case !ok:
		return fault.New(fault.Invalid, "volunteers.no-check", "Choose a check from the list.")
	case h.IssuedOn.IsZero() || h.IssuedOn.After(today):
		return fault.New(fault.Invalid, "volunteers.check-date", "Enter the date of the check. It cannot be in the future.")
	case !h.ExpiresOn.IsZero() && h.ExpiresOn.Before(h.IssuedOn):
		return fault.New(fault.Invalid, "volunteers.check-end", "The last day comes before the date of the check. Look at both again.")
	case !h.On(c, today):
		return fault.New(fault.Invalid, "volunteers.check-ended", "This check has run out, on "+h.Until(c).Long()+". Ask for a new one: what needs it cannot be done with this one.")
	case c.Kind == volunteering.DBS && !h.Level.Covers(c.Level):
		return fault.New(fault.Invalid, "volunteers.check-level", c.Name+" needs the level “"+c.Level.Label()+"” or higher.")
	case strings.TrimSpace(h.SeenBy) == "":
		return fault.New(fault.Invalid, "volunteers.check-seen", "Say who saw it.")
	}
	return nil
}

// WithdrawCheck says that a check no longer counts, and why. It stays on file. Whoever is
// active and needs it is stopped by it at once.
func (s *Service) WithdrawCheck(ctx context.Context, of ID, id HeldID, why string) (err error) {
	defer fault.Wrap(&err, "withdraw check %s", id)
	if strings.TrimSpace(why) == "" {
		return fault.New(fault.Invalid, "volunteers.why", "Say why, in a few words.")
	}
	v, err := s.Get(ctx, of)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ok, err := withdrawCheck(tx, of, id, strings.TrimSpace(why))
		if err == nil && !ok {
			err = fault.New(fault.Stale, "volunteers.check-gone", "This check has been withdrawn already.")
		}
		if err != nil {
			return err
		}
		return tell(tx, v, "withdrew a check of a volunteer", "check-withdrawn", map[string]any{"why": strings.TrimSpace(why)})
	})
}
