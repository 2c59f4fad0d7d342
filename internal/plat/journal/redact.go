package journal

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Redact erases the subject, objects and data of all entries about the
// records, and returns how many it erased. That something happened, when, and
// who did it, stays; the marks and the chain still verify, because a redaction
// signs what is left. Telling of the erasure, with its reason, is up to the
// caller.
func Redact(tx *db.Tx, subjects []string) (int, error) {
	key, err := tx.SigningKey()
	if err != nil {
		return 0, err
	}
	marks, args := db.In(subjects)
	rows, err := tx.Query(`SELECT `+columns+` FROM journal_entry
		WHERE borough_id = ? AND subject <> '' AND subject IN (`+marks+`)`, append([]any{tx.Borough()}, args...)...)
	found, err := db.Collect(rows, err, scanRow)
	if err != nil {
		return 0, err
	}
	for _, r := range found {
		if !signer(key).says(r) {
			return 0, fault.New(fault.Conflict, "journal.altered",
				"An entry of the journal was altered since it was written. Run “kith verify” and settle that before erasing anything.")
		}
		r.subject, r.objects, r.data = "", "null", "null"
		_, err := tx.Exec(`UPDATE journal_entry SET subject = '', objects = 'null', data = 'null', redaction = ?
			WHERE borough_id = ? AND id = ?`, signer(key).redaction(r), r.borough, r.id)
		if err != nil {
			return 0, err
		}
	}
	return len(found), nil
}
