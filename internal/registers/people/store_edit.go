package people

import (
	"slices"

	"kith/internal/plat/db"
)

// updateRecord writes a record over itself, as it was read in this transaction, with what
// it can be found by. That nobody else wrote it meanwhile, its version holds.
func updateRecord(tx *db.Tx, r Record) error {
	a := r.Address
	n, err := tx.Exec(`UPDATE people_record SET given_names = ?, family_name = ?, birth_date = ?, phone = ?, email = ?,
		line1 = ?, line2 = ?, town = ?, postcode = ?, uprn = ?, neighbourhood = ?, routing_rule = ?, routing_source = ?,
		check_by_hand = ?, language = ?, interpreter = ?, safe_contact = ?, details = ?, changed_by = ?, changed_at = ?,
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		r.GivenNames, r.FamilyName, r.BirthDate, r.Phone, r.Email, a.Line1, a.Line2, a.Town, a.Postcode, a.UPRN,
		r.Neighbourhood, r.RoutingRule, r.RoutingSource, r.CheckByHand, r.Language, r.Interpreter, db.JSONOf(r.SafeContact),
		db.JSONOf(r.Details), tx.Actor(), tx.Now(), tx.Borough(), r.ID, r.Version)
	if err != nil {
		return err
	}
	if n == 0 {
		return stale()
	}
	if _, err := tx.Exec(`DELETE FROM people_token WHERE borough_id = ? AND record_id = ?`, tx.Borough(), r.ID); err != nil {
		return err
	}
	return insertTokens(tx, []Record{r})
}

// markRecords marks records with labels and nothing else.
func markRecords(tx *db.Tx, records []RecordID, labels []Label) error {
	marks, ids := db.In(records)
	args := append([]any{db.JSONOf(labels), slices.Contains(labels, Restricted), tx.Actor(), tx.Now(), tx.Borough()}, ids...)
	_, err := tx.Exec(`UPDATE people_record SET labels = ?, restricted = ?, changed_by = ?, changed_at = ?, version = version + 1
		WHERE borough_id = ? AND id IN (`+marks+`)`, args...)
	return err
}
