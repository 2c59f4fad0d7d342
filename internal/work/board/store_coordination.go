package board

import (
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// waitsOf reads requests no hub has accepted, the one that should have been first first.
// The state stands in the text as the partial index has it.
func waitsOf(r db.Reader, w waiting, now time.Time) ([]Waits, error) {
	where, args := w.where(r, now)
	rows, err := r.Query(`SELECT q.id, q.reference, q.neighbourhood, q.priority, q.received_at, q.accept_by, q.refused_reason,
		COALESCE(p.given_names, ''), COALESCE(p.family_name, '') FROM needs_request q
		LEFT JOIN people_record p ON p.borough_id = q.borough_id AND p.id = q.record_id
		WHERE q.borough_id = ? AND `+where+` ORDER BY q.accept_by, q.id LIMIT ?`, append(args, PageSize)...)
	return db.Collect(rows, err, func(rows *db.Rows) (one Waits, err error) {
		var given, family string
		err = rows.Scan(&one.ID, &one.Reference, &one.Hub, &one.Priority, &one.ReceivedAt, &one.AcceptBy, &one.Refused, &given, &family)
		one.Who = people.ShortName(given, family)
		return one, err
	})
}

func (w waiting) where(r db.Reader, now time.Time) (string, []any) {
	where, args := `q.state = 'received'`, []any{r.Borough()}
	switch {
	case w.queue && w.refused:
		return where + ` AND q.neighbourhood = '' AND q.refused_reason <> ''`, args
	case w.queue:
		return where + ` AND q.neighbourhood = '' AND q.refused_reason = ''`, args
	}
	where, args = where+` AND q.neighbourhood <> '' AND q.accept_by < ?`, append(args, now)
	if w.hubs != nil {
		marks, ids := db.In(w.hubs)
		where, args = where+` AND q.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	return where, args
}

// declinedOf reads tasks that the last one asked could not do.
func declinedOf(r db.Reader, hubs []string, n int) ([]Row, error) {
	where, args := `t.refused <> ''`, []any{r.Borough()}
	if hubs != nil {
		marks, ids := db.In(hubs)
		where, args = where+` AND t.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t
		LEFT JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		WHERE t.borough_id = ? AND `+where+` ORDER BY t.due_at, t.id LIMIT ?`, append(args, n)...)
	return db.Collect(rows, err, scanRow)
}
