package keeping

import (
	"errors"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

func insertProof(tx *db.Tx, p Proof) error {
	_, err := tx.Exec(`INSERT INTO keeping_purge (borough_id, id, rule, blueprint, ran_at, before_at, before_id, rows_gone, rows_kept, hash)
		VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (borough_id, id) DO NOTHING`,
		tx.Borough(), p.ID, p.Rule, p.Version, p.RanAt, db.NullTimeOf(p.Before), p.BeforeID, p.Rows, p.Kept, p.Hash)
	return err
}

func proofs(r db.Reader) ([]Proof, error) {
	rows, err := r.Query(`SELECT id, rule, blueprint, ran_at, before_at, rows_gone, rows_kept, hash FROM keeping_purge
		WHERE borough_id = ? ORDER BY ran_at DESC, id DESC LIMIT 200`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (p Proof, err error) {
		var ran db.Time
		var before db.NullTime
		err = rows.Scan(&p.ID, &p.Rule, &p.Version, &ran, &before, &p.Rows, &p.Kept, &p.Hash)
		p.RanAt, p.Before = ran.Time, before.Time
		return p, err
	})
}

// watermark is where the last purge of a rule ended; what is older is gone or held.
func watermark(r db.Reader, rule string) (at time.Time, id string, err error) {
	var found db.Time
	err = r.QueryRow(`SELECT before_at, before_id FROM keeping_purge WHERE borough_id = ? AND rule = ? AND before_at IS NOT NULL
		ORDER BY before_at DESC, before_id DESC LIMIT 1`, r.Borough(), rule).Scan(&found, &id)
	if errors.Is(err, db.ErrNoRows) {
		return time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), "", nil
	}
	return found.Time, id, err
}

const itemColumns = `id, kind, rule, row_id, record_id, why, since, decision, said, decided_by, decided_at, version`

func scanItem(row interface{ Scan(dest ...any) error }) (i Item, err error) {
	var since db.Time
	var at db.NullTime
	err = row.Scan(&i.ID, &i.Kind, &i.Rule, &i.Row, &i.Record, &i.Why, &since, &i.Decision, &i.Said, &i.By, &at, &i.Version)
	i.Since, i.At = since.Time, at.Time
	return i, err
}

func items(r db.Reader) ([]Item, error) {
	rows, err := r.Query(`SELECT `+itemColumns+` FROM keeping_item WHERE borough_id = ?
		ORDER BY CASE WHEN decision = '' THEN 0 ELSE 1 END, kind, since DESC, id LIMIT 200`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Item, error) { return scanItem(rows) })
}

func heldItems(r db.Reader, limit int) ([]Item, error) {
	rows, err := r.Query(`SELECT `+itemColumns+` FROM keeping_item WHERE borough_id = ? AND kind = 'held' AND decision = ''
		ORDER BY since, id LIMIT ?`, r.Borough(), limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Item, error) { return scanItem(rows) })
}

func item(r db.Reader, id string) (Item, error) {
	i, err := scanItem(r.QueryRow(`SELECT `+itemColumns+` FROM keeping_item WHERE borough_id = ? AND id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return i, noSuch()
	}
	return i, err
}

func hold(tx *db.Tx, rule string, h heldRow) error {
	_, err := tx.Exec(`INSERT INTO keeping_item (borough_id, `+itemColumns+`) VALUES (?,?,'held',?,?,?,?,?,'','','',NULL,1)
		ON CONFLICT (borough_id, rule, row_id) DO NOTHING`, tx.Borough(), ident.New[Item](tx.Now()), rule, h.ID, h.Person, h.why, tx.Now())
	return err
}

// settle closes an item about a row that may go now.
func settle(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE keeping_item SET decision = 'gone', decided_by = ?, decided_at = ?, version = version + 1 WHERE borough_id = ? AND id = ?`,
		tx.Actor(), tx.Now(), tx.Borough(), id)
	return err
}

// propose adds an item about a basis that ended on a day; false when there is one.
func propose(tx *db.Tx, asset, ended, why string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO keeping_item (borough_id, `+itemColumns+`) VALUES (?,?,'ended',?,?,'',?,?,'','','',NULL,1)
		ON CONFLICT (borough_id, rule, row_id) DO NOTHING`, tx.Borough(), ident.New[Item](tx.Now()), asset, ended, why, tx.Now())
	return n == 1, err
}

func decide(tx *db.Tx, id string, version int64, decision, why string) error {
	_, err := tx.Exec(`UPDATE keeping_item SET decision = ?, said = ?, decided_by = ?, decided_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`, decision, why, tx.Actor(), tx.Now(), tx.Borough(), id, version)
	return err
}
