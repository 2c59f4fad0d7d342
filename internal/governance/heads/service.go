package heads

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// Service signs heads and sends them outside.
type Service struct {
	db     *db.DB
	seed   []byte
	folder string
	mail   func(ctx context.Context, h Head) error
}

// New returns the service over a database; seed are the 32 secret bytes that heads are signed
// with, folder where they are written to.
func New(d *db.DB, seed []byte, folder string) *Service {
	return &Service{db: d, seed: seed, folder: folder}
}

// MailsBy has each head mailed as well.
func (s *Service) MailsBy(mail func(ctx context.Context, h Head) error) { s.mail = mail }

// every is how often it is looked whether today's head is signed, and the outside told.
const every = time.Hour

// RegisterJobs has it done.
func (s *Service) RegisterJobs(r *jobs.Registry) { r.Periodic("heads.sign", every, s.Sign) }

// Sign signs the day's head, once, and sends outside whatever has not been yet. A folder or
// a mail server that fails is told of in the error and tried again; the head is signed all
// the same.
func (s *Service) Sign(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sign the head of the journal")
	if err := s.signToday(ctx); err != nil {
		return err
	}
	waiting, err := unsent(s.db.Read(ctx))
	if err != nil {
		return err
	}
	var faults []error
	for _, h := range waiting {
		if err := s.send(ctx, h); err != nil {
			faults = append(faults, err)
			continue
		}
		faults = append(faults, s.db.Write(ctx, func(tx *db.Tx) error { return setSent(tx, h.Day) }))
	}
	return errors.Join(faults...)
}

// SignMadeUp signs heads for days that are made up, as in a demo borough, whose clock the
// caller turns: where the journal would have ended by then. A head of a real day is signed on
// the day.
func (s *Service) SignMadeUp(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sign a made-up head")
	return s.sign(ctx, func(r db.Reader) (journal.Anchor, error) { return journal.EndBefore(r, r.Now()) })
}

func (s *Service) signToday(ctx context.Context) error { return s.sign(ctx, journal.End) }

func (s *Service) sign(ctx context.Context, ends func(db.Reader) (journal.Anchor, error)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		end, err := ends(tx)
		if err != nil || end.Seq == 0 {
			return err
		}
		h := Head{Borough: tx.Borough(), Day: day.Of(tx.Now()), Anchor: end, SignedAt: tx.Now().Truncate(time.Second)}
		h.sign(s.seed)
		return insert(tx, h)
	})
}

// send writes a head to the folder, and mails it.
func (s *Service) send(ctx context.Context, h Head) error {
	if err := s.place(h); err != nil {
		return err
	}
	if s.mail == nil {
		return nil
	}
	return s.mail(ctx, h)
}

// place writes a head to the folder. A file that is there already stays: what was said first
// is what counts.
func (s *Service) place(h Head) (err error) {
	if err := os.MkdirAll(s.folder, 0o750); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(s.folder, h.FileName()), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(h.Text())
	return errors.Join(err, f.Sync(), f.Close())
}

// Kept are the heads of the borough that the database holds, oldest first.
func (s *Service) Kept(ctx context.Context) ([]Head, error) { return all(s.db.Read(ctx)) }

// Public is the key that the service's heads are checked with.
func (s *Service) Public() []byte { return Public(s.seed) }
