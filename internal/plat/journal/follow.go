package journal

import (
	"errors"
	"time"

	"kith/internal/plat/db"
)

// followBatch is how many entries Since returns at most.
const followBatch = 500

// Since returns the sealed entries of a borough after number seq, in order, at
// most 500. It reads one index and is cheap enough to ask several times a
// second. No number is ever skipped: whoever has seen seq has seen all before.
func Since(r db.Reader, borough string, seq int64) ([]Sealed, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM journal_entry
		WHERE borough_id = ? AND seq > ? ORDER BY seq LIMIT ?`, borough, seq, followBatch)
	return db.Collect(rows, err, scanSealed)
}

// Last returns the number of a borough's newest sealed entry, 0 when there is
// none: where to begin following.
func Last(r db.Reader, borough string) (int64, error) { return lastSeq(r, borough) }

// End returns where the sealed journal of the reader's borough ends now, zero when nothing is
// sealed.
func End(r db.Reader) (a Anchor, err error) {
	err = r.QueryRow(`SELECT seq, chain FROM journal_head WHERE borough_id = ?`, r.Borough()).Scan(&a.Seq, &a.Chain)
	if errors.Is(err, db.ErrNoRows) {
		return Anchor{}, nil
	}
	return a, err
}

// EndBefore is where the borough's journal ended at a moment, as far as entries that are sealed
// tell; the zero Anchor where it had not begun. It reads back from the end.
func EndBefore(r db.Reader, at time.Time) (a Anchor, err error) {
	err = r.QueryRow(`SELECT seq, chain FROM journal_entry WHERE borough_id = ? AND seq IS NOT NULL AND at < ? ORDER BY seq DESC LIMIT 1`, r.Borough(), at).Scan(&a.Seq, &a.Chain)
	if errors.Is(err, db.ErrNoRows) {
		return Anchor{}, nil
	}
	return a, err
}
