package situation

import (
	"encoding/json"
	"strings"

	"kith/algo/phase"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// judgedAsOf reads by which vintage each area was judged.
func judgedAsOf(r db.Reader) (map[string]day.Date, error) {
	rows, err := r.Query(`SELECT s.code, s.as_of FROM situation_standing s WHERE s.borough_id = ?`, r.Borough())
	by := map[string]day.Date{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var code string
		var asOf day.Date
		err = rows.Scan(&code, &asOf)
		by[code] = asOf
		return none, err
	})
	return by, err
}

const standingColumns = `a.code, a.name, a.pool, a.population, s.as_of, s.p, s.growing, s.share, s.held, s.sentence, s.week`

func (s *Standing) columns() []any {
	a := &s.Area
	return []any{&a.Code, &a.Name, &a.Pool, &a.Population, &s.AsOf, &s.P, &s.Growing, &s.Share, &s.Held, &s.Sentence, &s.Week}
}

// standings reads how areas stand, without their days, those longest in a phase first.
func standings(r db.Reader) ([]Standing, error) {
	rows, err := r.Query(`SELECT `+standingColumns+`, s.days <> '' FROM situation_standing s
		JOIN situation_area a ON a.borough_id = s.borough_id AND a.code = s.code
		WHERE s.borough_id = ? ORDER BY s.share DESC, a.name, a.code`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (s Standing, err error) {
		return s, rows.Scan(append(s.columns(), &s.Known)...)
	})
}

// standingsOf reads how some areas stand, with their days.
func standingsOf(r db.Reader, codes []string) ([]Standing, error) {
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT `+standingColumns+`, s.days FROM situation_standing s
		JOIN situation_area a ON a.borough_id = s.borough_id AND a.code = s.code
		WHERE s.borough_id = ? AND s.code IN (`+marks+`) AND s.days <> '' ORDER BY s.share DESC, a.name, a.code`, append([]any{r.Borough()}, args...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (s Standing, err error) {
		if err = rows.Scan(append(s.columns(), &s.days)...); err != nil {
			return s, err
		}
		s.Known = true
		return s, json.Unmarshal(s.days, &s.Days)
	})
}

func writeStanding(tx *db.Tx, s Standing) error {
	_, err := tx.Exec(`INSERT INTO situation_standing (borough_id, code, as_of, p, growing, share, held, sentence, days, week, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (borough_id, code) DO UPDATE SET as_of = excluded.as_of, p = excluded.p, growing = excluded.growing,
			share = excluded.share, held = excluded.held, sentence = excluded.sentence, days = excluded.days, week = excluded.week, made_at = excluded.made_at`,
		tx.Borough(), s.Area.Code, s.AsOf, s.P, s.Growing, s.Share, s.Held, s.Sentence, string(s.days), s.Week, tx.Now())
	return err
}

// lastFrozen is the last day of which it is kept, for some of the areas, what was known.
func lastFrozen(r db.Reader, codes []string) (last day.Date, found bool, err error) {
	marks, args := db.In(codes)
	var text string
	err = r.QueryRow(`SELECT COALESCE(MAX(f.day), '') FROM situation_frozen f WHERE f.borough_id = ? AND f.code IN (`+marks+`)`,
		append([]any{r.Borough()}, args...)...).Scan(&text)
	if err != nil || text == "" {
		return last, false, err
	}
	return last, true, last.UnmarshalText([]byte(text))
}

// frozenOf reads P as it was known on each day, by area.
func frozenOf(r db.Reader, codes []string) (map[string]map[phase.Day]float64, error) {
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT f.code, f.day, f.p FROM situation_frozen f WHERE f.borough_id = ? AND f.code IN (`+marks+`)`,
		append([]any{r.Borough()}, args...)...)
	by := map[string]map[phase.Day]float64{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var code string
		var on day.Date
		var p float64
		if err = rows.Scan(&code, &on, &p); err != nil {
			return none, err
		}
		if by[code] == nil {
			by[code] = map[phase.Day]float64{}
		}
		by[code][dayOf(on)] = p
		return none, nil
	})
	return by, err
}

// insertFrozen keeps what was known of days; what is kept already stays.
func insertFrozen(tx *db.Tx, code string, days []phase.Phase) error {
	args := make([]any, 0, 7*len(days))
	for _, d := range days {
		args = append(args, tx.Borough(), code, dateOf(d.Day), d.P(), d.Growing, d.Shrinking, tx.Now())
	}
	_, err := tx.Exec(`INSERT INTO situation_frozen (borough_id, code, day, p, growing, shrinking, kept_at) VALUES `+
		strings.Repeat(",(?,?,?,?,?,?,?)", len(days))[1:]+` ON CONFLICT (borough_id, code, day) DO NOTHING`, args...)
	return err
}
