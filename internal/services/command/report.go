package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Report is a situation report.
type Report struct {
	Number  int64 // in the group
	On      day.Date
	Figures []Figure
	Notes   string // what stands out
	Plans   string // what is planned
	Sent    bool   // and never changed since
	At      time.Time
	By      string
	SentAt  time.Time
	SentBy  string
	Version int64
}

// Draft begins a situation report with today's figures. While there is one that is not sent,
// it is that one.
func (s *Service) Draft(ctx context.Context, group string) (number int64, err error) {
	defer fault.Wrap(&err, "draft a report of %s", group)
	figures, err := s.drawn(ctx, group)
	if err != nil {
		return 0, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		all, err := reports(tx, group)
		if err != nil {
			return err
		}
		number = 1
		if len(all) > 0 {
			if number = all[0].Number; !all[0].Sent {
				return nil
			}
			number++
		}
		r := Report{Number: number, On: day.Of(tx.Now()), Figures: figures, At: tx.Now(), By: tx.Actor(), Version: 1}
		_, err = insertReport(tx, group, r) // whoever was first began the same
		return err
	})
	return number, err
}

// drawn are today's figures, for somebody who may write for the group.
func (s *Service) drawn(ctx context.Context, group string) ([]Figure, error) {
	if _, err := s.writes(ctx, s.db.Read(ctx), group); err != nil {
		return nil, err
	}
	return s.figures(ctx)
}

// Words are what people add to a report's figures.
type Words struct{ Notes, Plans string }

// Save keeps what was added to a draft, with the figures of now. With send it is frozen and
// stands as it is for ever. version is the one the caller saw.
func (s *Service) Save(ctx context.Context, group string, number, version int64, w Words, send bool) (err error) {
	defer fault.Wrap(&err, "save report %d of %s", number, group)
	figures, err := s.drawn(ctx, group)
	if err != nil {
		return err
	}
	w.Notes, w.Plans = strings.TrimSpace(w.Notes), strings.TrimSpace(w.Plans)
	if send && w.Notes == "" {
		return fault.New(fault.Invalid, "command.no-notes", "Enter what stands out before you send it")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := s.writes(ctx, tx, group)
		if err != nil {
			return err
		}
		r, err := reportByNumber(tx, group, number)
		if err != nil {
			return err
		}
		if r.Sent {
			return fault.New(fault.Conflict, "command.sent", "The report is sent and stands as it is. Begin another to say more.")
		}
		r.On, r.Figures, r.Notes, r.Plans, r.Sent = day.Of(tx.Now()), figures, w.Notes, w.Plans, send
		saved, err := saveReport(tx, group, r, version)
		if err != nil {
			return err
		}
		if !saved {
			return stale()
		}
		if !send {
			return nil
		}
		return tell(tx, g, fmt.Sprintf("sent situation report %d", number), "report-sent", map[string]any{"number": number})
	})
}
