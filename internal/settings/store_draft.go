package settings

import (
	"errors"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// draftOf is the draft with its files, by path.
func draftOf(r db.Reader) (d Draft, found bool, err error) {
	var at db.Time
	err = r.QueryRow(`SELECT id, base, begun_by, begun_at FROM settings_draft WHERE borough_id = ?`, r.Borough()).
		Scan(&d.ID, &d.Base, &d.BegunBy, &at)
	if errors.Is(err, db.ErrNoRows) {
		return Draft{}, false, nil
	}
	if err != nil {
		return Draft{}, false, err
	}
	d.BegunAt = at.Time
	rows, err := r.Query(`SELECT name, content, version, changed_by, changed_at FROM settings_draft_file
		WHERE borough_id = ? ORDER BY name`, r.Borough())
	d.Files, err = db.Collect(rows, err, func(rows *db.Rows) (f DraftFile, err error) {
		var at db.Time
		err = rows.Scan(&f.Name, &f.Content, &f.Version, &f.ChangedBy, &at)
		f.ChangedAt = at.Time
		return f, err
	})
	return d, err == nil, err
}

// insertDraft reports false when there is a draft already.
func insertDraft(tx *db.Tx, id DraftID, base string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO settings_draft (borough_id, id, base, begun_by, begun_at) VALUES (?,?,?,?,?)
		ON CONFLICT (borough_id) DO NOTHING`, tx.Borough(), id, base, tx.Actor(), tx.Now())
	return n > 0, err
}

// lockDraft makes those who change the draft take turns.
func lockDraft(tx *db.Tx) error {
	var id string
	err := tx.QueryRow(`SELECT id FROM settings_draft WHERE borough_id = ?`+tx.Dialect().ForUpdate(), tx.Borough()).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	return err
}

func rebaseDraft(tx *db.Tx, base string) error {
	_, err := tx.Exec(`UPDATE settings_draft SET base = ? WHERE borough_id = ?`, base, tx.Borough())
	return err
}

func deleteDraft(tx *db.Tx) error {
	if _, err := tx.Exec(`DELETE FROM settings_draft_file WHERE borough_id = ?`, tx.Borough()); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM settings_draft WHERE borough_id = ?`, tx.Borough())
	return err
}

func insertDraftFile(tx *db.Tx, f blueprint.File) error {
	_, err := tx.Exec(`INSERT INTO settings_draft_file (borough_id, name, content, version, changed_by, changed_at)
		VALUES (?,?,?,?,?,?)`, tx.Borough(), f.Name, f.Content, 1, tx.Actor(), tx.Now())
	return err
}

// saveDraftFile replaces the version of a file that was read; 0 adds one.
func saveDraftFile(tx *db.Tx, f blueprint.File, over int64) error {
	if over == 0 {
		return insertDraftFile(tx, f)
	}
	n, err := tx.Exec(`UPDATE settings_draft_file SET content = ?, version = version + 1, changed_by = ?, changed_at = ?
		WHERE borough_id = ? AND name = ? AND version = ?`, f.Content, tx.Actor(), tx.Now(), tx.Borough(), f.Name, over)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "settings.file-overtaken", "Somebody else saved this file meanwhile.")
	}
	return err
}
