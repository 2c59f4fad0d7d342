package situation

import (
	"strings"
	"time"

	"kith/algo/phase"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// vintage is what was published as of a day.
type vintage struct {
	asOf           day.Date
	name, hash, by string
	at             time.Time
}

// vintages reads those that count, oldest first.
func vintages(r db.Reader) ([]vintage, error) {
	rows, err := r.Query(`SELECT v.as_of, v.name, v.hash, v.taken_by, v.taken_at FROM situation_vintage v
		WHERE v.borough_id = ? ORDER BY v.as_of`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (v vintage, err error) {
		var at db.Time
		err = rows.Scan(&v.asOf, &v.name, &v.hash, &v.by, &at)
		v.at = at.Time
		return v, err
	})
}

func insertVintage(tx *db.Tx, v vintage) error {
	_, err := tx.Exec(`INSERT INTO situation_vintage (borough_id, as_of, name, hash, taken_by, taken_at) VALUES (?, ?, ?, ?, ?, ?)`,
		tx.Borough(), v.asOf, v.name, v.hash, v.by, tx.Now())
	return err
}

// areas reads the areas that are counted, by pool and name.
func areas(r db.Reader) ([]Area, error) {
	rows, err := r.Query(`SELECT a.code, a.name, a.pool, a.population FROM situation_area a
		WHERE a.borough_id = ? ORDER BY a.pool, a.name, a.code`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (a Area, err error) {
		err = rows.Scan(&a.Code, &a.Name, &a.Pool, &a.Population)
		return a, err
	})
}

func keepArea(tx *db.Tx, a Area) error {
	_, err := tx.Exec(`INSERT INTO situation_area (borough_id, code, name, pool, population) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (borough_id, code) DO UPDATE SET name = excluded.name, pool = excluded.pool, population = excluded.population`,
		tx.Borough(), a.Code, a.Name, a.Pool, a.Population)
	return err
}

// dropCounts forgets what an import that was cut short left of a vintage.
func dropCounts(tx *db.Tx, asOf day.Date) error {
	_, err := tx.Exec(`DELETE FROM situation_count WHERE borough_id = ? AND as_of = ?`, tx.Borough(), asOf)
	return err
}

func insertCounts(tx *db.Tx, asOf day.Date, part []count) error {
	args := make([]any, 0, 6*len(part))
	for _, c := range part {
		args = append(args, tx.Borough(), asOf, c.code, dateOf(c.day), kinds[c.Kind], c.value())
	}
	_, err := tx.Exec(`INSERT INTO situation_count (borough_id, as_of, code, day, kind, cases) VALUES `+
		strings.Repeat(",(?,?,?,?,?,?)", len(part))[1:], args...)
	return err
}

// published is a count and the vintage that says so.
type published struct {
	asOf phase.Day
	count
}

// publishedOf reads what vintages say of some areas from a day on, the oldest vintage first.
func publishedOf(r db.Reader, codes []string, from day.Date) ([]published, error) {
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT c.as_of, c.code, c.day, c.kind, c.cases FROM situation_count c
		JOIN situation_vintage v ON v.borough_id = c.borough_id AND v.as_of = c.as_of
		WHERE c.borough_id = ? AND c.code IN (`+marks+`) AND c.day >= ? ORDER BY c.as_of, c.code, c.day`,
		append(append([]any{r.Borough()}, args...), from)...)
	return db.Collect(rows, err, func(rows *db.Rows) (p published, err error) {
		var asOf, on day.Date
		var kind string
		var n int
		err = rows.Scan(&asOf, &p.code, &on, &kind, &n)
		p.asOf, p.day, p.Obs = dayOf(asOf), dayOf(on), obsOf(kind, n)
		return p, err
	})
}
