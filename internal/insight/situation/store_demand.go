package situation

import (
	"slices"
	"strings"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
)

// lastCounted is the last day that was counted.
func lastCounted(r db.Reader) (last day.Date, found bool, err error) {
	var text string
	err = r.QueryRow(`SELECT COALESCE(MAX(d.day), '') FROM situation_demand d WHERE d.borough_id = ?`, r.Borough()).Scan(&text)
	if err != nil || text == "" {
		return last, false, err
	}
	return last, true, last.UnmarshalText([]byte(text))
}

// writeAsked keeps a day, over what was counted of it before.
func writeAsked(tx *db.Tx, all []asked) error {
	args := make([]any, 0, 6*len(all))
	for _, a := range all {
		args = append(args, tx.Borough(), a.series, a.place, a.on, a.n, tx.Now())
	}
	_, err := tx.Exec(`INSERT INTO situation_demand (borough_id, series, place, day, n, counted_at) VALUES `+
		strings.Repeat(",(?,?,?,?,?,?)", len(all))[1:]+`
		ON CONFLICT (borough_id, series, day, place) DO UPDATE SET n = excluded.n, counted_at = excluded.counted_at`, args...)
	return err
}

// everyAsked reads what was counted, by series and place, each day by day.
func everyAsked(r db.Reader) (map[string]map[string][]asked, error) {
	rows, err := r.Query(`SELECT d.series, d.place, d.day, d.n FROM situation_demand d
		WHERE d.borough_id = ? AND d.day >= ? ORDER BY d.series, d.day, d.place`, r.Borough(), day.Of(r.Now()).AddDays(-counted))
	by := map[string]map[string][]asked{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var a asked
		err = rows.Scan(&a.series, &a.place, &a.on, &a.n)
		if by[a.series] == nil {
			by[a.series] = map[string][]asked{}
		}
		by[a.series][a.place] = append(by[a.series][a.place], a)
		return none, err
	})
	return by, err
}

// callsOut counts calls to residents, whatever came of them, by the neighbourhood of whom they
// were to.
func callsOut(r db.Reader, during feature.Period) (feature.Tally, error) {
	return callsOf(r, during, nil)
}

// unanswered are the outcomes of a call that nobody answered.
var unanswered = []contacts.Outcome{contacts.NoAnswer, contacts.Voicemail}

// callsUnanswered counts those that nobody answered.
func callsUnanswered(r db.Reader, during feature.Period) (feature.Tally, error) {
	return callsOf(r, during, unanswered)
}

func callsOf(r db.Reader, during feature.Period, outcomes []contacts.Outcome) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT p.neighbourhood, e.outcome, COUNT(*) FROM contacts_event e
		JOIN people_record p ON p.borough_id = e.borough_id AND p.id = e.record_id
		WHERE e.borough_id = ? AND e.direction = ? AND e.method = ? AND e.happened_at >= ? AND e.happened_at < ?
		GROUP BY p.neighbourhood, e.outcome`, r.Borough(), contacts.Out, contacts.Phone, from, until)
	all, err := db.Collect(rows, err, func(rows *db.Rows) (row feature.Row, err error) {
		var outcome contacts.Outcome
		if err = rows.Scan(&row.Neighbourhood, &outcome, &row.Value); err != nil {
			return row, err
		}
		if row.Of = row.Value; outcomes != nil && !slices.Contains(outcomes, outcome) {
			row.Value, row.Of = 0, 0
		}
		return row, nil
	})
	return feature.Sum(all), err
}
