package capacity

import (
	"encoding/json"
	"errors"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

func lastCounted(r db.Reader) (last day.Date, found bool, err error) {
	var text string
	err = r.QueryRow(`SELECT COALESCE(MAX(c.day), '') FROM capacity_count c WHERE c.borough_id = ?`, r.Borough()).Scan(&text)
	if err != nil || text == "" {
		return last, false, err
	}
	return last, true, last.UnmarshalText([]byte(text))
}

// writeCounts keeps a day, over what was counted of it before.
func writeCounts(tx *db.Tx, all []count) error {
	args := make([]any, 0, 6*len(all))
	for _, c := range all {
		args = append(args, tx.Borough(), c.on, c.place, c.category, c.n, tx.Now())
	}
	_, err := tx.Exec(`INSERT INTO capacity_count (borough_id, day, place, category, n, counted_at) VALUES `+
		strings.Repeat(",(?,?,?,?,?,?)", len(all))[1:]+`
		ON CONFLICT (borough_id, day, place, category) DO UPDATE SET n = excluded.n, counted_at = excluded.counted_at`, args...)
	return err
}

// series are counts by place and category, a day each.
type series map[string]map[string]map[day.Date]int64

func everyCount(r db.Reader, from day.Date) (series, error) {
	rows, err := r.Query(`SELECT c.day, c.place, c.category, c.n FROM capacity_count c WHERE c.borough_id = ? AND c.day >= ?`, r.Borough(), from)
	all := series{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (c count, err error) {
		err = rows.Scan(&c.on, &c.place, &c.category, &c.n)
		all.add(c.place, c.category, c.on, c.n)
		return c, err
	})
	return all, err
}

func (s series) add(place, category string, on day.Date, n int64) {
	if s[place] == nil {
		s[place] = map[string]map[day.Date]int64{}
	}
	if s[place][category] == nil {
		s[place][category] = map[day.Date]int64{}
	}
	s[place][category][on] += n
}

func writeAnswer(tx *db.Tx, a Answer) error {
	text, err := json.Marshal(a)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO capacity_answer (borough_id, made_at, answer) VALUES (?,?,?)
		ON CONFLICT (borough_id) DO UPDATE SET made_at = excluded.made_at, answer = excluded.answer`, tx.Borough(), a.MadeAt, string(text))
	return err
}

func readAnswer(r db.Reader) (a Answer, err error) {
	var text string
	err = r.QueryRow(`SELECT a.answer FROM capacity_answer a WHERE a.borough_id = ?`, r.Borough()).Scan(&text)
	if errors.Is(err, db.ErrNoRows) {
		return a, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &a)
	}
	return a, err
}

func insertStock(tx *db.Tx, s Stock) error {
	_, err := tx.Exec(`INSERT INTO capacity_stock (borough_id, id, place, parcels, note, counted_at, counted_by, by_name) VALUES (?,?,?,?,?,?,?,?)`,
		tx.Borough(), s.ID, s.Place, s.Parcels, s.Note, s.At, s.By, s.ByName)
	return err
}

// stocks reads the latest count of each place.
func stocks(r db.Reader) (map[string]Stock, error) {
	rows, err := r.Query(`SELECT s.id, s.place, s.parcels, s.note, s.counted_at, s.counted_by, s.by_name FROM capacity_stock s
		WHERE s.borough_id = ? AND s.counted_at = (SELECT MAX(l.counted_at) FROM capacity_stock l WHERE l.borough_id = ? AND l.place = s.place)
		ORDER BY s.id`, r.Borough(), r.Borough())
	all := map[string]Stock{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (s Stock, err error) {
		var at db.Time
		err = rows.Scan(&s.ID, &s.Place, &s.Parcels, &s.Note, &at, &s.By, &s.ByName)
		s.At = at.Time
		all[s.Place] = s
		return s, err
	})
	return all, err
}

func insertShare(tx *db.Tx, s Shared) error {
	text, err := json.Marshal(s.Parts)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO capacity_share (borough_id, id, resource, parts, reason, decided_at, decided_by, by_name) VALUES (?,?,?,?,?,?,?,?)`,
		tx.Borough(), s.ID, s.Resource, string(text), s.Reason, s.At, s.By, s.ByName)
	return err
}

// shares reads the last decisions on what was short, the newest first.
func shares(r db.Reader, most int) ([]Shared, error) {
	rows, err := r.Query(`SELECT s.id, s.resource, s.parts, s.reason, s.decided_at, s.decided_by, s.by_name FROM capacity_share s
		WHERE s.borough_id = ? ORDER BY s.decided_at DESC, s.id DESC LIMIT ?`, r.Borough(), most)
	return db.Collect(rows, err, func(rows *db.Rows) (s Shared, err error) {
		var at db.Time
		var parts db.JSON[[]Part]
		err = rows.Scan(&s.ID, &s.Resource, &parts, &s.Reason, &at, &s.By, &s.ByName)
		s.At, s.Parts = at.Time, parts.V
		return s, err
	})
}

// rate is what the triggers are told of a place, of the last seven days.
type rate struct{ requests, calls, unanswered int }

func ratesOf(r db.Reader) (map[string]rate, error) {
	rows, err := r.Query(`SELECT d.place, d.series, SUM(d.n) FROM situation_demand d WHERE d.borough_id = ? AND d.day >= ? GROUP BY d.place, d.series`,
		r.Borough(), day.Of(r.Now()).AddDays(-7))
	all := map[string]rate{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var place, name string
		var n int
		err = rows.Scan(&place, &name, &n)
		of := all[place]
		switch name {
		case "requests":
			of.requests = n
		case "calls":
			of.calls = n
		case "no-answers":
			of.unanswered = n
		}
		all[place] = of
		return none, err
	})
	return all, err
}
