package journal

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kith/internal/plat/db"
)

// sealBatch is how many entries one transaction seals at most: on SQLite
// nobody else writes meanwhile.
const sealBatch = 500

// Seal numbers and chains all committed entries of all boroughs, and returns
// when none wait. Any number of nodes may seal at once. One borough's trouble
// does not hold up the others; their errors come joined.
func (j *Journal) Seal(ctx context.Context) error {
	rows, err := j.d.Read(ctx).Query(`SELECT DISTINCT borough_id FROM journal_entry WHERE seq IS NULL`)
	boroughs, err := db.Collect(rows, err, scanText)
	for _, borough := range boroughs {
		err = errors.Join(err, j.SealBorough(ctx, borough))
	}
	return err
}

// SealBorough is Seal for one borough.
func (j *Journal) SealBorough(ctx context.Context, borough string) error {
	ctx = as(ctx, borough, "seal")
	for {
		var sealed int
		err := j.d.Write(ctx, func(tx *db.Tx) (err error) {
			sealed, err = j.sealSome(tx, borough)
			return err
		})
		if err != nil {
			return fmt.Errorf("journal: sealing %s: %w", borough, err)
		}
		if sealed < sealBatch {
			return nil
		}
	}
}

// sealSome seals up to sealBatch entries and returns how many. While it holds
// the borough's head, no other sealer numbers anything there.
func (j *Journal) sealSome(tx *db.Tx, borough string) (int, error) {
	key, err := tx.SigningKey()
	if err != nil {
		return 0, err
	}
	s := signer(key)
	h, err := j.takeHead(tx, s, borough)
	if err != nil {
		return 0, err
	}
	waiting, err := unsealed(tx, borough, sealBatch)
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	for i := range waiting {
		h.seq++
		h.chain = s.link(borough, h.chain, h.seq, waiting[i].mac)
		waiting[i].seq, waiting[i].chain = h.seq, h.chain
	}
	if err := writePlaces(tx, borough, waiting); err != nil {
		return 0, err
	}
	_, err = tx.Exec(`UPDATE journal_head SET seq = ?, chain = ?, mac = ? WHERE borough_id = ?`,
		h.seq, h.chain, s.head(borough, h), borough)
	return len(waiting), err
}

// head is where a borough's chain ends.
type head struct {
	seq   int64
	chain string
}

// scar stands in for the chain so far when the head was tampered with. Sealing
// goes on, because people depend on what follows from it, but what comes after
// never fits what was before and Verify keeps saying so.
const scar = "altered"

// takeHead locks the borough's head row, making it if there is none, and
// returns what the next entry follows.
func (j *Journal) takeHead(tx *db.Tx, s signer, borough string) (h head, err error) {
	_, err = tx.Exec(`INSERT INTO journal_head (borough_id, seq, chain, mac) VALUES (?, 0, '', ?)
		ON CONFLICT (borough_id) DO NOTHING`, borough, s.head(borough, head{}))
	if err != nil {
		return h, err
	}
	var mac string
	err = tx.QueryRow(`SELECT seq, chain, mac FROM journal_head WHERE borough_id = ?`+tx.Dialect().ForUpdate(), borough).
		Scan(&h.seq, &h.chain, &mac)
	if err != nil {
		return h, err
	}
	last, err := lastSeq(tx, borough)
	if err != nil {
		return h, err
	}
	if !same(mac, s.head(borough, h)) || last > h.seq {
		j.log.Error("the end of the journal was altered; run “kith verify”", "borough", borough, "head", h.seq, "last", last)
		h = head{seq: max(h.seq, last), chain: scar}
	}
	return h, nil
}

// lastSeq returns the highest number an entry has, or 0.
func lastSeq(r db.Reader, borough string) (seq int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(seq), 0) FROM journal_entry WHERE borough_id = ? AND seq > 0`, borough).Scan(&seq)
	return seq, err
}

// unsealed returns the entries that wait, in the order they were recorded.
func unsealed(tx *db.Tx, borough string, limit int) ([]row, error) {
	rows, err := tx.Query(`SELECT id, mac FROM journal_entry
		WHERE borough_id = ? AND seq IS NULL ORDER BY id LIMIT ?`, borough, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (r row, err error) {
		return r, rows.Scan(&r.id, &r.mac)
	})
}

// step is how many entries one statement numbers.
const step = 50

// numberSome is padded with ids that no entry has, so that the statement is
// always the same one and is prepared once. The plus keeps SQLite from walking
// all unsealed entries and looking for each among the places, which it thinks
// is quicker once there are statistics.
var numberSome = `WITH place (id, seq, chain) AS (VALUES (?, CAST(? AS BIGINT), ?)` +
	strings.Repeat(`, (?, CAST(? AS BIGINT), ?)`, step-1) + `)
	UPDATE journal_entry SET seq = place.seq, chain = place.chain
	FROM place WHERE journal_entry.borough_id = ? AND journal_entry.id = place.id AND +journal_entry.seq IS NULL`

// writePlaces writes the numbers and chains of entries.
func writePlaces(tx *db.Tx, borough string, entries []row) error {
	for len(entries) > 0 {
		n := min(step, len(entries))
		args := make([]any, 0, 3*step+1)
		for _, r := range entries[:n] {
			args = append(args, r.id, r.seq, r.chain)
		}
		for range step - n {
			args = append(args, "", 0, "")
		}
		changed, err := tx.Exec(numberSome, append(args, borough)...)
		if err != nil {
			return err
		}
		if changed != int64(n) {
			return fmt.Errorf("journal: %d entries were to be numbered and %d were", n, changed)
		}
		entries = entries[n:]
	}
	return nil
}

func scanText(rows *db.Rows) (s string, err error) { return s, rows.Scan(&s) }
