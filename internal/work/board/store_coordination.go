package board

import (
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// waitsOf reads the first n requests no hub has accepted, the one that should have been
// first first. The state stands in the text as the partial index has it.
func waitsOf(r db.Reader, w waiting, n int) ([]Waits, error) {
	where, args := w.where(r)
	rows, err := r.Query(`SELECT q.id, q.reference, q.neighbourhood, q.priority, q.received_at, q.accept_by, q.refused_reason,
		CASE WHEN p.restricted THEN 'Restricted' ELSE COALESCE(p.given_names, '') END,
	CASE WHEN p.restricted THEN '' ELSE COALESCE(p.family_name, '') END FROM needs_request q
		LEFT JOIN people_record p ON p.borough_id = q.borough_id AND p.id = q.record_id
		WHERE q.borough_id = ? AND `+where+` ORDER BY q.accept_by, q.id LIMIT ?`, append(args, n)...)
	return db.Collect(rows, err, func(rows *db.Rows) (one Waits, err error) {
		var given, family string
		err = rows.Scan(&one.ID, &one.Reference, &one.Hub, &one.Priority, &one.ReceivedAt, &one.AcceptBy, &one.Refused, &given, &family)
		one.Who = people.ShortName(given, family)
		return one, err
	})
}

// countWaits counts the requests that wait, but not past n.
func countWaits(r db.Reader, w waiting, n int) (int, error) {
	where, args := w.where(r)
	rows, err := r.Query(`SELECT 1 FROM needs_request q WHERE q.borough_id = ? AND `+where+`
		ORDER BY q.accept_by, q.id LIMIT ?`, append(args, n)...)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (one int, err error) { return one, rows.Scan(&one) })
	return len(found), err
}

func (w waiting) where(r db.Reader) (string, []any) {
	where, args := `q.state = 'received'`, []any{r.Borough()}
	add := func(cond string, more ...any) { where, args = where+" AND "+cond, append(args, more...) }
	switch w.group {
	case NoHub:
		add(`q.neighbourhood = '' AND q.refused_reason = ''`)
	case GivenBack:
		add(`q.neighbourhood = '' AND q.refused_reason <> ''`)
	default:
		add(`q.neighbourhood <> ''`)
	}
	if w.hubs != nil {
		marks, ids := db.In(w.hubs)
		add(`q.neighbourhood IN (`+marks+`)`, ids...)
	}
	if !w.before.IsZero() {
		add(`q.accept_by < ?`, w.before)
	}
	if w.priority != "" {
		add(`q.priority = ?`, w.priority)
	}
	if !w.after.IsZero() {
		add(`(q.accept_by, q.id) > (?, ?)`, w.after.Due, w.after.ID)
	}
	return where, args
}
