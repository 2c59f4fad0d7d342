package volunteers

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// How many numbers that do not count may be tried: from one network, and by everybody
// together. There are 113 million numbers: whoever tries as many as that meets a volunteer of
// a borough with a thousand in seven weeks, and learns a first name.
const (
	mostFromOne, fromOne = 10, 15 * time.Minute
	mostOfAll, ofAll     = 100, time.Hour
)

// KeyedBy gives the key with which networks are made unreadable before they are kept: the
// same for every program of a borough, or each counts its own. It is called while the program
// is put together; without it no number may be tried.
func (s *Service) KeyedBy(key []byte) { s.key = key }

// MayTry reports whether a number may be looked up from a network. Where too many that did
// not count were tried of late it is false, and nobody learns of any number whether it counts.
func (s *Service) MayTry(ctx context.Context, network string) (may bool, err error) {
	defer fault.Wrap(&err, "whether a number may be tried")
	if len(s.key) == 0 {
		return false, nil
	}
	r := s.db.Read(ctx)
	return s.mayTry(r, network, r.Now())
}

func (s *Service) mayTry(r db.Reader, network string, now time.Time) (bool, error) {
	all, err := triesSince(r, now.Add(-ofAll))
	if err != nil || all >= mostOfAll {
		return false, err
	}
	one, err := triesFrom(r, now.Add(-fromOne), s.mark(r.Borough(), network, now), s.mark(r.Borough(), network, now.Add(-fromOne)))
	return one < mostFromOne, err
}

// TriedWrong keeps that a number was looked up that did not count. It is false where others
// came first and too many have been tried meanwhile: then it is not kept, and whoever asked is
// told no more than [Service.MayTry] would have said. Programs that share a database share
// the count; those who try at once queue.
func (s *Service) TriedWrong(ctx context.Context, network string) (counted bool, err error) {
	defer fault.Wrap(&err, "a number that does not count")
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		counted, err = s.keep(tx, network)
		return err
	})
	return counted && err == nil, err
}

func (s *Service) keep(tx *db.Tx, network string) (bool, error) {
	if err := queueToTry(tx); err != nil {
		return false, err
	}
	if err := forgetTries(tx, tx.Now().Add(-ofAll)); err != nil {
		return false, err
	}
	may, err := s.mayTry(tx, network, tx.Now())
	if err != nil || !may {
		return false, err
	}
	return true, keepTry(tx, s.mark(tx.Borough(), network, tx.Now()))
}

// ForgetTries drops the tries that no longer count, so that nothing of them stays where
// nobody tries another.
func (s *Service) ForgetTries(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "old tries")
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error { return forgetTries(tx, tx.Now().Add(-ofAll)) })
}

// mark stands for a network during a quarter of an hour: without the key nobody tells whose
// it is, and two of different quarters are not seen to be the same.
func (s *Service) mark(borough, network string, at time.Time) string {
	h := hmac.New(sha256.New, s.key)
	quarter := strconv.FormatInt(at.Unix()/int64(fromOne/time.Second), 10)
	h.Write([]byte("volunteers_wrong_number\x00" + borough + "\x00" + quarter + "\x00" + network))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}
