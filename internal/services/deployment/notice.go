package deployment

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/notify"
	"kith/internal/registers/accounts"
	"kith/internal/registers/staff"
)

// sweepEvery is how often it is looked at who was not asked in time.
const sweepEvery = time.Hour

// MailBy says who carries mails to managers. It is for the time when the program is put
// together; without a carrier of mails none are sent.
func (s *Service) MailBy(r notify.Routes) { s.carriers = r }

// RegisterJobs has managers told of check-ins that are late.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("deployment.check-ins", sweepEvery, s.Remind)
}

// Remind tells the manager of the neighbourhood of everybody who was not asked in time,
// once for each check-in: in the journal, and by a mail that names nobody. It stands on
// their board until somebody asked.
func (s *Service) Remind(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "remind of check-ins")
	workers, err := staff.WorkersIn(s.db.Read(ctx), nil)
	if err != nil {
		return err
	}
	all, err := s.dues(ctx, workers)
	if err != nil {
		return err
	}
	mails := map[accounts.ID]accounts.Account{}
	for _, d := range all {
		if d.Overdue() {
			if err := s.notice(ctx, d, mails); err != nil {
				return err
			}
		}
	}
	for _, a := range mails {
		err = errors.Join(err, s.mail(ctx, a))
	}
	return err
}

// The ways a mail of a notice may stand.
const (
	unsent = ""
	mailed = "sent"
)

// notice tells of one check-in, and adds who is to be written to.
func (s *Service) notice(ctx context.Context, d Due, mails map[accounts.ID]accounts.Account) error {
	var managers []accounts.Account
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		managers = nil
		first, err := insertNotice(tx, d.Worker.ID, d.On)
		if err != nil || !first {
			return err
		}
		if _, err := setMailed(tx, d.Worker.ID, d.On, unsent, mailed); err != nil {
			return err
		}
		if managers, err = managersOf(tx, d.Worker.Neighbourhood); err != nil {
			return err
		}
		return tell(tx, d.Worker.ID, d.Worker.Neighbourhood, "told a manager that a check-in is late", "deployment.late", map[string]any{"due": d.On.String(), "accounts": len(managers)})
	})
	for _, a := range managers {
		mails[a.ID] = a
	}
	return err
}

// managersOf are those who manage a neighbourhood, or where it has none, the borough.
func managersOf(r db.Reader, hood string) ([]accounts.Account, error) {
	return accounts.Holders(r, accounts.Title{Access: access.Manager, HeldFor: accounts.ForNeighbourhood}, hood)
}

// mail writes to a manager that somebody waits to be asked. One mail serves for all of them;
// one that may have gone is not sent again, for the list in Kith is what counts.
func (s *Service) mail(ctx context.Context, a accounts.Account) error {
	if !s.carriers.Carries(notify.Email) || a.Email == "" || a.Disabled() {
		return nil
	}
	now := s.db.Read(ctx).Now()
	_, err := s.carriers.Send(ctx, notify.Message{
		Channel: notify.Email, Reference: fmt.Sprintf("check-ins.%s.%d", a.ID, now.Unix()), To: a.Email, Subject: "Check-ins are late",
		Body: "Some of your redeployed staff have not been asked how they are.\n\nSign in and see who: " +
			strings.TrimSuffix(s.site(), "/") + "/deployment/check-ins\n\nWho it is stands in Kith alone, so that nobody else reads it.\n",
	})
	if err != nil {
		return fmt.Errorf("write to a manager of check-ins: %w", err)
	}
	return nil
}
