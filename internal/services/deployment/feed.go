package deployment

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/staff"
)

// FeedPath is where calendars are found, before the secret of each.
const FeedPath = "/shifts/"

// MakeFeed makes the secret address of somebody's calendar, for themselves or whoever keeps
// them. The one before it stops working. The secret is shown once: only its hash is kept.
func (s *Service) MakeFeed(ctx context.Context, id staff.ID) (secret string, err error) {
	defer fault.Wrap(&err, "make the calendar of worker %s", id)
	secret = ident.NewToken(rand.Reader)
	return secret, s.feed(ctx, id, func(tx *db.Tx, w staff.Worker) error {
		if _, err := endFeed(tx, id); err != nil {
			return err
		}
		if err := insertFeed(tx, hashOf(secret), id); err != nil {
			return err
		}
		return tell(tx, id, w.Neighbourhood, "made a calendar address", "deployment.feed-made", nil)
	})
}

// EndFeed has the address of somebody's calendar stop working at once.
func (s *Service) EndFeed(ctx context.Context, id staff.ID) (err error) {
	defer fault.Wrap(&err, "end the calendar of worker %s", id)
	return s.feed(ctx, id, func(tx *db.Tx, w staff.Worker) error {
		ended, err := endFeed(tx, id)
		if err != nil || !ended {
			return err
		}
		return tell(tx, id, w.Neighbourhood, "ended a calendar address", "deployment.feed-ended", nil)
	})
}

func (s *Service) feed(ctx context.Context, id staff.ID, do func(*db.Tx, staff.Worker) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w, err := staff.Hold(tx, id)
		if err != nil {
			return err
		}
		if !staff.Owns(access.From(ctx), w) {
			if err := access.Check(ctx, w.Neighbourhood, planners...); err != nil {
				return err
			}
		}
		return do(tx, w)
	})
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Mine tells the caller's own deployment; found is false where they are not on the staff
// list.
func (s *Service) Mine(ctx context.Context) (st Story, found bool, err error) {
	defer fault.Wrap(&err, "own shifts")
	w, found, err := staff.ByAccount(s.db.Read(ctx), access.From(ctx))
	if err != nil || !found {
		return Story{}, false, err
	}
	st, err = s.story(ctx, w)
	return st, true, err
}

// Calendar is somebody's shifts as RFC 5545 has them, by the secret of its address: those of
// the last four weeks, all ahead, and those taken off, as cancelled. A secret that is no
// longer in use, or never was, is [fault.NotFound].
func (s *Service) Calendar(ctx context.Context, secret string) (text string, err error) {
	defer fault.Wrap(&err, "calendar")
	r := s.db.Read(ctx)
	id, found, err := feedOf(r, hashOf(strings.TrimSuffix(secret, ".ics")))
	if err != nil {
		return "", err
	}
	if !found {
		return "", fault.New(fault.NotFound, "deployment.no-feed", "This calendar address no longer works. Make a new one on your page of shifts.")
	}
	held, err := heldBy(r, id, r.Now().Add(-lookBack), true)
	if err != nil {
		return "", err
	}
	set, err := s.setting(ctx)
	return calendar(held, set, r.Now()), err
}

// calendar writes shifts as a calendar. Each stands by itself and by the moments at which it
// begins and ends, in UTC, so that no rule of repetition and no table of time zones can get
// a change of the clocks wrong. It names nobody.
func calendar(held []Held, set setting, now time.Time) string {
	c := ics.NewCalendarFor("Kith")
	c.SetMethod(ics.MethodPublish)
	c.SetName("Shifts")
	c.SetXWRCalName("Shifts")
	c.SetRefreshInterval("PT1H")
	for _, h := range held {
		e := c.AddEvent(string(h.ID) + "@kith")
		e.SetDtStampTime(now)
		e.SetCreatedTime(h.GivenAt)
		e.SetStartAt(h.From)
		e.SetEndAt(h.To)
		e.SetSummary(h.Name)
		e.SetLocation(set.where(h))
		e.SetStatus(ics.ObjectStatusConfirmed)
		e.SetClass(ics.ClassificationPrivate)
		e.SetModifiedAt(h.GivenAt)
		if !h.EndedAt.IsZero() {
			e.SetStatus(ics.ObjectStatusCancelled)
			e.SetSequence(1)
			e.SetModifiedAt(h.EndedAt)
		}
	}
	return c.Serialize(ics.WithNewLineWindows)
}

// where is the place of a shift with its address, as far as the blueprint has one.
func (set setting) where(h Held) string {
	n, ok := set.areas.Find(h.Hub)
	if !ok || n.Base == nil || n.Base.Name != h.Place {
		return h.Place
	}
	lines := []string{n.Base.Name}
	if n.Base.Address != "" && n.Base.Address != n.Base.Name {
		lines = append(lines, n.Base.Address)
	}
	return strings.Join(append(lines, string(n.Base.Postcode)), ", ")
}
