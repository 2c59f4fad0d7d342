package rounds

import (
	"errors"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/work/routing"
)

const planColumns = `p.id, p.on_day, p.neighbourhood, p.state, p.current, p.published, p.asked, p.asked_at, p.share, p.best_pence, p.best_left, p.stop, p.failed,
	p.made_at, p.made_by, p.version`

func scanPlan(row scanner) (p Plan, err error) {
	var asked, made db.Time
	err = row.Scan(&p.ID, &p.Day, &p.Neighbourhood, &p.State, &p.Current, &p.Published, &p.Asked, &asked, &p.Share, &p.Pence, &p.LeftOut, &p.Stopping, &p.Failed,
		&made, &p.MadeBy, &p.Version)
	p.AskedAt, p.MadeAt = asked.Time, made.Time
	return p, err
}

func insertPlan(tx *db.Tx, p Plan) error {
	_, err := tx.Exec(`INSERT INTO rounds_plan (borough_id, id, on_day, neighbourhood, state, current, published, asked, asked_at, share, best_pence, best_left,
		stop, failed, made_at, made_by, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), p.ID, p.Day, p.Neighbourhood, p.State, p.Current, p.Published, p.Asked, p.AskedAt, p.Share, p.Pence, p.LeftOut,
		p.Stopping, p.Failed, p.MadeAt, p.MadeBy, p.Version)
	return err
}

func savePlan(tx *db.Tx, p Plan) error {
	n, err := tx.Exec(`UPDATE rounds_plan SET state = ?, current = ?, published = ?, asked = ?, asked_at = ?, share = ?, best_pence = ?, best_left = ?,
		stop = ?, failed = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		p.State, p.Current, p.Published, p.Asked, p.AskedAt, p.Share, p.Pence, p.LeftOut, p.Stopping, p.Failed, tx.Borough(), p.ID, p.Version)
	return orStale(n, err, "plan")
}

// setProgress says how far the search is, and answers whether it is to stop. It leaves the
// plan's version alone: nobody changed the plan.
func setProgress(tx *db.Tx, id PlanID, p Progress) (stop bool, err error) {
	if _, err := tx.Exec(`UPDATE rounds_plan SET share = ?, best_pence = ?, best_left = ? WHERE borough_id = ? AND id = ? AND state = ?`,
		p.Share, p.Pence, p.LeftOut, tx.Borough(), id, Solving); err != nil {
		return false, err
	}
	err = tx.QueryRow(`SELECT p.stop FROM rounds_plan p WHERE p.borough_id = ? AND p.id = ?`, tx.Borough(), id).Scan(&stop)
	return stop, err
}

func askStop(tx *db.Tx, id PlanID) (bool, error) {
	n, err := tx.Exec(`UPDATE rounds_plan SET stop = ? WHERE borough_id = ? AND id = ? AND state = ?`, true, tx.Borough(), id, Solving)
	return n == 1, err
}

func planByID(r db.Reader, id PlanID) (Plan, error) {
	p, err := scanPlan(r.QueryRow(`SELECT `+planColumns+` FROM rounds_plan p WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), id))
	return p, orNone(err, "plan")
}

// planOn is the plan of a day that is open, found or not.
func planOn(r db.Reader, d day.Date, hood string) (p Plan, found bool, err error) {
	p, err = scanPlan(r.QueryRow(`SELECT `+planColumns+` FROM rounds_plan p WHERE p.borough_id = ? AND p.on_day = ? AND p.neighbourhood = ? AND p.state IN (?, ?, ?)`,
		r.Borough(), d, hood, Solving, Draft, Published))
	if errors.Is(err, db.ErrNoRows) {
		return Plan{}, false, nil
	}
	return p, err == nil, err
}

// planBefore is the last plan of earlier days that was published, found or not.
func planBefore(r db.Reader, d day.Date, hood string) (p Plan, found bool, err error) {
	p, err = scanPlan(r.QueryRow(`SELECT `+planColumns+` FROM rounds_plan p WHERE p.borough_id = ? AND p.on_day < ? AND p.neighbourhood = ? AND p.published > 0
		ORDER BY p.on_day DESC, p.id DESC LIMIT 1`, r.Borough(), d, hood))
	if errors.Is(err, db.ErrNoRows) {
		return Plan{}, false, nil
	}
	return p, err == nil, err
}

// listPlans reads the latest plans of some neighbourhoods; nil is all of them.
func listPlans(r db.Reader, hoods []string, limit int) ([]Plan, error) {
	narrow, args := "", []any{r.Borough(), Dropped}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND p.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+planColumns+` FROM rounds_plan p WHERE p.borough_id = ? AND p.state <> ?`+narrow+` ORDER BY p.on_day DESC, p.neighbourhood LIMIT ?`,
		append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Plan, error) { return scanPlan(rows) })
}

func insertVersion(tx *db.Tx, v Version) error {
	_, err := tx.Exec(`INSERT INTO rounds_version (borough_id, plan_id, number, body, why, made_at, made_by) VALUES (?,?,?,?,?,?,?)`,
		tx.Borough(), v.Plan, v.Number, db.JSONOf(v.Body), v.Why, v.MadeAt, v.MadeBy)
	return err
}

func versionOf(r db.Reader, plan PlanID, number int64) (v Version, err error) {
	var body db.JSON[routing.Body]
	var made db.Time
	err = r.QueryRow(`SELECT v.plan_id, v.number, v.body, v.why, v.made_at, v.made_by FROM rounds_version v
		WHERE v.borough_id = ? AND v.plan_id = ? AND v.number = ?`, r.Borough(), plan, number).
		Scan(&v.Plan, &v.Number, &body, &v.Why, &made, &v.MadeBy)
	v.Body, v.MadeAt = body.V, made.Time
	return v, orNone(err, "version of the plan")
}

// versionsOf lists the versions of a plan, the latest first, without what they say.
func versionsOf(r db.Reader, plan PlanID, limit int) ([]Version, error) {
	rows, err := r.Query(`SELECT v.plan_id, v.number, v.why, v.made_at, v.made_by FROM rounds_version v WHERE v.borough_id = ? AND v.plan_id = ?
		ORDER BY v.number DESC LIMIT ?`, r.Borough(), plan, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (v Version, err error) {
		var made db.Time
		err = rows.Scan(&v.Plan, &v.Number, &v.Why, &made, &v.MadeBy)
		v.MadeAt = made.Time
		return v, err
	})
}
