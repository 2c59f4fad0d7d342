package backup

import (
	"errors"
	"io"

	"filippo.io/age"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// Check reads a whole backup and says what is in it. It is a [fault.Invalid] when the key does
// not open it, or when it is damaged or not whole.
func Check(file io.Reader, identities []age.Identity) (h Head, c Counts, err error) {
	defer fault.Wrap(&err, "check a backup")
	r, err := open(file, identities)
	if err != nil {
		return h, c, err
	}
	err = r.each(nothing{})
	return r.head, r.counts, err
}

// nothing takes what is in a backup and keeps none of it.
type nothing struct{}

func (nothing) table(_ db.Table, next func() ([]any, error)) error {
	for {
		if _, err := next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (nothing) jobs([]jobs.Left) error { return nil }
