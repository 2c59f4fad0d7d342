package answers

import "kith/internal/plat/db"

// insertEqualityForm notes that a form is counted; false is one that was counted before.
func insertEqualityForm(tx *db.Tx, hash, month string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO answers_equality_form (borough_id, token_hash, month) VALUES (?,?,?)
		ON CONFLICT (borough_id, token_hash) DO NOTHING`, tx.Borough(), hash, month)
	return n == 1, err
}

func hasEqualityForm(r db.Reader, hash string) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT COUNT(*) FROM answers_equality_form WHERE borough_id = ? AND token_hash = ?`, r.Borough(), hash).Scan(&n)
	return n > 0, err
}

func deleteEqualityForms(tx *db.Tx, before string) error {
	_, err := tx.Exec(`DELETE FROM answers_equality_form WHERE borough_id = ? AND month < ?`, tx.Borough(), before)
	return err
}

func addEquality(tx *db.Tx, c Count) error {
	_, err := tx.Exec(`INSERT INTO answers_equality (borough_id, neighbourhood, month, channel, question, choice, counted)
		VALUES (?,?,?,?,?,?,?) ON CONFLICT (borough_id, month, neighbourhood, channel, question, choice)
		DO UPDATE SET counted = answers_equality.counted + excluded.counted WHERE answers_equality.borough_id = excluded.borough_id`,
		tx.Borough(), c.Neighbourhood, c.Month, c.Channel, c.Question, c.Choice, c.Times)
	return err
}

func equalityCounts(r db.Reader, first, last string) ([]Count, error) {
	rows, err := r.Query(`SELECT neighbourhood, channel, month, question, choice, counted FROM answers_equality
		WHERE borough_id = ? AND month >= ? AND month <= ? AND counted > 0
		ORDER BY month, neighbourhood, channel, question, choice`, r.Borough(), first, last)
	return db.Collect(rows, err, func(rows *db.Rows) (c Count, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Channel, &c.Month, &c.Question, &c.Choice, &c.Times)
		return c, err
	})
}

func equalityMonths(r db.Reader) ([]string, error) {
	rows, err := r.Query(`SELECT DISTINCT month FROM answers_equality WHERE borough_id = ? ORDER BY month`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (month string, err error) {
		err = rows.Scan(&month)
		return month, err
	})
}
