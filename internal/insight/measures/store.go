package measures

import (
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// stretches are those that were counted, with when.
func stretches(r db.Reader) (map[Stretch]time.Time, error) {
	rows, err := r.Query(`SELECT s.span, s.from_day, s.counted_at FROM measures_stretch s WHERE s.borough_id = ?`, r.Borough())
	all := map[Stretch]time.Time{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var s Stretch
		var at db.Time
		var from string
		if err = rows.Scan(&s.Span, &from, &at); err == nil {
			err = s.From.UnmarshalText([]byte(from))
		}
		all[s] = at.Time
		return none, err
	})
	return all, err
}

// atOnce is how many cells one statement writes.
const atOnce = 200

// keep puts what was counted of a stretch in the place of what was counted before.
func keep(tx *db.Tx, of Stretch, until time.Time, cells []cell) error {
	if _, err := tx.Exec(`DELETE FROM measures_cell WHERE borough_id = ? AND span = ? AND from_day = ?`, tx.Borough(), of.Span, of.From); err != nil {
		return err
	}
	for len(cells) > 0 {
		some := cells[:min(atOnce, len(cells))]
		cells = cells[len(some):]
		var args []any
		for _, c := range some {
			args = append(args, tx.Borough(), of.Span, of.From, c.measure, c.place, c.kind, c.Value, c.Of)
		}
		_, err := tx.Exec(`INSERT INTO measures_cell (borough_id, span, from_day, measure, place, kind, value, made_of) VALUES `+
			strings.Repeat(",(?,?,?,?,?,?,?,?)", len(some))[1:], args...)
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(`INSERT INTO measures_stretch (borough_id, span, from_day, until_at, counted_at) VALUES (?,?,?,?,?)
		ON CONFLICT (borough_id, span, from_day) DO UPDATE SET until_at = excluded.until_at, counted_at = excluded.counted_at`,
		tx.Borough(), of.Span, of.From, until, tx.Now())
	return err
}

// counted is a stretch as it is kept.
type counted struct {
	at    time.Time // when it was counted; zero when it was not
	until time.Time
	cells map[key]cell
}

type key struct{ measure, place, kind string }

// readStretch reads what is kept of a stretch.
func readStretch(r db.Reader, of Stretch) (c counted, err error) {
	rows, err := r.Query(`SELECT s.counted_at, s.until_at FROM measures_stretch s WHERE s.borough_id = ? AND s.span = ? AND s.from_day = ?`,
		r.Borough(), of.Span, of.From)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var at, until db.Time
		err = rows.Scan(&at, &until)
		c.at, c.until = at.Time, until.Time
		return none, err
	})
	if err != nil || c.at.IsZero() {
		return c, err
	}
	c.cells = map[key]cell{}
	rows, err = r.Query(`SELECT c.measure, c.place, c.kind, c.value, c.made_of FROM measures_cell c
		WHERE c.borough_id = ? AND c.span = ? AND c.from_day = ?`, r.Borough(), of.Span, of.From)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var one cell
		err = rows.Scan(&one.measure, &one.place, &one.kind, &one.Value, &one.Of)
		c.cells[key{one.measure, one.place, one.kind}] = one
		return none, err
	})
	return c, err
}

// lastStand is the latest day, from one on and before another, on which it was counted how
// things stand; zero when there is none.
func lastStand(r db.Reader, from, before day.Date) (last day.Date, err error) {
	var text string
	err = r.QueryRow(`SELECT COALESCE(MAX(s.from_day), '') FROM measures_stretch s
		WHERE s.borough_id = ? AND s.span = ? AND s.from_day >= ? AND s.from_day < ?`, r.Borough(), Stand, from, before).Scan(&text)
	if err != nil || text == "" {
		return last, err
	}
	return last, last.UnmarshalText([]byte(text))
}
