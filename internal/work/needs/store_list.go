package needs

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

func listRequests(r db.Reader, f RequestFilter) ([]Listed, error) {
	where, args := f.where(r)
	rows, err := r.Query(`SELECT `+requestColumns+`, CASE WHEN p.restricted THEN 'Restricted' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END FROM needs_request q
		JOIN people_record p ON p.borough_id = q.borough_id AND p.id = q.record_id
		WHERE `+where+` ORDER BY q.received_at DESC, q.id DESC LIMIT ?`, append(args, f.Limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (l Listed, err error) {
		k, err := scanRequest(withNames{rows, &l})
		l.Request = k.Request
		return l, err
	})
}

// countRequests counts what a filter lists from its beginning, up to most.
func countRequests(r db.Reader, f RequestFilter, most int) (n int, err error) {
	f.After = feature.Mark{}
	where, args := f.where(r)
	args = append(append([]any{r.Borough()}, args...), most)
	err = r.QueryRow(`SELECT COUNT(*) FROM (SELECT q.id FROM needs_request q WHERE q.borough_id = ? AND `+where+` LIMIT ?) AS listed`, args...).Scan(&n)
	return n, err
}

// withNames scans the two name columns that follow a request in a list.
type withNames struct {
	rows *db.Rows
	into *Listed
}

func (w withNames) Scan(dest ...any) error {
	return w.rows.Scan(append(dest, &w.into.GivenNames, &w.into.FamilyName)...)
}

func (f RequestFilter) where(r db.Reader) (string, []any) {
	where, args := `q.borough_id = ?`, []any{r.Borough()}
	add := func(cond string, more ...any) { where, args = where+" AND "+cond, append(args, more...) }
	if f.Handed {
		cond, more := handedOn(r, f.Neighbourhoods)
		add(cond, more...)
	} else if f.Neighbourhoods != nil {
		marks, ids := db.In(f.Neighbourhoods)
		add(`q.neighbourhood IN (`+marks+`)`, ids...)
	}
	if f.Reference != "" {
		add(`q.reference = ?`, f.Reference)
	}
	if len(f.States) > 0 {
		marks, states := db.In(f.States)
		add(`q.state IN (`+marks+`)`, states...)
	}
	if f.Channel != "" {
		add(`q.channel = ?`, f.Channel)
	}
	if !f.From.IsZero() {
		add(`q.received_at >= ?`, f.From)
	}
	if !f.Until.IsZero() {
		add(`q.received_at < ?`, f.Until)
	}
	if !f.After.IsZero() {
		add(`(q.received_at < ? OR q.received_at = ? AND q.id < ?)`, f.After.At, f.After.At, f.After.ID)
	}
	if f.Overdue {
		add(`q.state = 'received' AND q.accept_by < ?`, r.Now()) // spelt out: so the index of waiting requests serves
	}
	if f.Refused {
		add(`q.refused_reason <> '' AND q.state = 'received'`)
	}
	return where, args
}
