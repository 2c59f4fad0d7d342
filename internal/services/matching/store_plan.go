package matching

import (
	"errors"
	"time"

	"kith/internal/plat/db"
)

const planColumns = `p.id, p.neighbourhood, p.made_at, p.made_by, p.applied_at, p.version`

func scanPlan(row scanner, more ...any) (p Plan, err error) {
	var made db.Time
	var applied db.NullTime
	err = row.Scan(append([]any{&p.ID, &p.Hood, &made, &p.MadeBy, &applied, &p.Version}, more...)...)
	p.MadeAt, p.AppliedAt = made.Time, applied.Time
	return p, err
}

func insertPlan(tx *db.Tx, p Plan) error {
	_, err := tx.Exec(`INSERT INTO matching_plan (borough_id, id, neighbourhood, made_at, made_by, body, version) VALUES (?,?,?,?,?,?,?)`,
		tx.Borough(), p.ID, p.Hood, p.MadeAt, p.MadeBy, db.JSONOf(p.Body), p.Version)
	return err
}

func savePlan(tx *db.Tx, p Plan) (bool, error) {
	n, err := tx.Exec(`UPDATE matching_plan SET body = ?, applied_at = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		db.JSONOf(p.Body), db.NullTimeOf(p.AppliedAt), tx.Borough(), p.ID, p.Version)
	return n == 1, err
}

func planByID(r db.Reader, id PlanID) (Plan, error) {
	var body db.JSON[Body]
	p, err := scanPlan(r.QueryRow(`SELECT `+planColumns+`, p.body FROM matching_plan p WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), id), &body)
	if errors.Is(err, db.ErrNoRows) {
		err = noSuch("plan")
	}
	p.Body = body.V
	return p, err
}

// plans lists the latest plans of some neighbourhoods, without what they say.
func plans(r db.Reader, hoods []string, limit int) ([]Plan, error) {
	narrow, args := "", []any{r.Borough()}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND p.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+planColumns+` FROM matching_plan p WHERE p.borough_id = ?`+narrow+` ORDER BY p.made_at DESC, p.id LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Plan, error) { return scanPlan(rows) })
}

// forgetPlans deletes plans made before a time.
func forgetPlans(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM matching_plan WHERE borough_id = ? AND made_at < ?`, tx.Borough(), before)
	return err
}
