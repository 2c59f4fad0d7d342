package papers

import (
	"kith/internal/plat/db"
)

func residuals(r db.Reader) (map[string]Residual, error) {
	rows, err := r.Query(`SELECT risk, likelihood, harm, note, version, changed_by, changed_at FROM papers_residual WHERE borough_id = ?`, r.Borough())
	all, err := db.Collect(rows, err, func(rows *db.Rows) (one Residual, err error) {
		var at db.Time
		err = rows.Scan(&one.Risk, &one.Likelihood, &one.Harm, &one.Note, &one.Version, &one.By, &at)
		one.At = at.Time
		return one, err
	})
	found := map[string]Residual{}
	for _, one := range all {
		found[one.Risk] = one
	}
	return found, err
}

// keepResidual writes a judgement over the version that was looked at; false when there is
// another by now.
func keepResidual(tx *db.Tx, r Residual) (bool, error) {
	if r.Version == 0 {
		n, err := tx.Exec(`INSERT INTO papers_residual (borough_id, risk, likelihood, harm, note, version, changed_by, changed_at) VALUES (?,?,?,?,?,?,?,?)
			ON CONFLICT (borough_id, risk) DO NOTHING`, tx.Borough(), r.Risk, r.Likelihood, r.Harm, r.Note, 1, tx.Actor(), tx.Now())
		return n == 1, err
	}
	n, err := tx.Exec(`UPDATE papers_residual SET likelihood = ?, harm = ?, note = ?, version = version + 1, changed_by = ?, changed_at = ?
		WHERE borough_id = ? AND risk = ? AND version = ?`, r.Likelihood, r.Harm, r.Note, tx.Actor(), tx.Now(), tx.Borough(), r.Risk, r.Version)
	return n == 1, err
}

// mostSigned is how many versions are read: one a week for some years.
const mostSigned = 200

func signings(r db.Reader) ([]Signing, error) {
	rows, err := r.Query(`SELECT number, outcome, advice, views, declared, signed_by, signed_at FROM papers_signing WHERE borough_id = ?
		ORDER BY number DESC LIMIT ?`, r.Borough(), mostSigned)
	return db.Collect(rows, err, func(rows *db.Rows) (one Signing, err error) {
		var at db.Time
		var declared db.JSON[map[string]string]
		err = rows.Scan(&one.Number, &one.Outcome, &one.Advice, &one.Views, &declared, &one.By, &at)
		one.Declared, one.At = declared.V, at.Time
		return one, err
	})
}

func insertSigning(tx *db.Tx, one Signing) (bool, error) {
	n, err := tx.Exec(`INSERT INTO papers_signing (borough_id, number, outcome, advice, views, declared, signed_by, signed_at) VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, number) DO NOTHING`, tx.Borough(), one.Number, one.Outcome, one.Advice, one.Views, db.JSONOf(one.Declared), tx.Actor(), tx.Now())
	return n == 1, err
}
