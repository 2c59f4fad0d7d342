package staff

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

func insertCalled(tx *db.Tx, c Called) error {
	_, err := tx.Exec(`INSERT INTO staff_called (borough_id, id, worker_id, standing, at, by, why) VALUES (?,?,?,?,?,?,?)`,
		tx.Borough(), c.ID, c.Worker, c.To, c.At, c.By, c.Why)
	return err
}

func countCalled(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT w.neighbourhood, COUNT(*) FROM staff_called c JOIN staff_worker w ON w.borough_id = c.borough_id AND w.id = c.worker_id
		WHERE c.borough_id = ? AND c.at >= ? AND c.at < ? GROUP BY w.neighbourhood`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (f feature.Row, err error) {
		err = rows.Scan(&f.Neighbourhood, &f.Value)
		f.Of = f.Value
		return f, err
	})
	return feature.Sum(counted), err
}

func listCalled(r db.Reader, l feature.Listing) ([]Called, error) {
	from, until, at, id := l.Bounds()
	hood, anywhere := l.Place()
	rows, err := r.Query(`SELECT c.id, c.worker_id, c.standing, c.at, c.by, c.why, w.name, w.neighbourhood FROM staff_called c
		JOIN staff_worker w ON w.borough_id = c.borough_id AND w.id = c.worker_id
		WHERE c.borough_id = ? AND c.at >= ? AND c.at < ? AND (? OR w.neighbourhood = ?) AND (c.at < ? OR c.at = ? AND c.id < ?)
		ORDER BY c.at DESC, c.id DESC LIMIT ?`, r.Borough(), from, until, anywhere, hood, at, at, id, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (c Called, err error) {
		var when db.Time
		err = rows.Scan(&c.ID, &c.Worker, &c.To, &when, &c.By, &c.Why, &c.Name, &c.Neighbourhood)
		c.At = when.Time
		return c, err
	})
}
