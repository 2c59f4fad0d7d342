package needs

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

func receivedRequests(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT q.neighbourhood, q.channel, COUNT(*) FROM needs_request q
		WHERE q.borough_id = ? AND q.received_at >= ? AND q.received_at < ?
		GROUP BY q.neighbourhood, q.channel`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

// waitingRequests spells the state out, because only so do the engines see that the
// index of waiting requests serves.
func waitingRequests(r db.Reader, _ feature.Period) (feature.Tally, error) {
	rows, err := r.Query(`SELECT q.neighbourhood, COUNT(*) FROM needs_request q
		WHERE q.borough_id = ? AND q.state = 'received' GROUP BY q.neighbourhood`, r.Borough())
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

func openedNeeds(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT n.neighbourhood, n.category, n.guarded, COUNT(*) FROM needs_need n
		WHERE n.borough_id = ? AND n.opened_at >= ? AND n.opened_at < ?
		GROUP BY n.neighbourhood, n.category, n.guarded`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		var guarded bool
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &guarded, &c.Value)
		if guarded {
			c.Kind = GuardedKind
		}
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

// firstContacts reads the times and leaves the middle to Go: the engines reckon with
// times differently.
func firstContacts(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT q.neighbourhood, q.received_at, q.first_contact_at FROM needs_request q
		WHERE q.borough_id = ? AND q.first_contact_at >= ? AND q.first_contact_at < ?`, r.Borough(), from, until)
	taken, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		var received, contacted db.Time
		err = rows.Scan(&c.Neighbourhood, &received, &contacted)
		c.Value = int64(contacted.Sub(received.Time).Seconds())
		return c, err
	})
	return feature.Median(taken), err
}

func listOpenedNeeds(r db.Reader, l feature.Listing) ([]OpenedNeed, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	guarded := l.Kind == GuardedKind
	rows, err := r.Query(`SELECT n.id, n.request_id, q.reference, n.category, n.guarded, n.neighbourhood, n.state,
		n.opened_at, CASE WHEN p.restricted THEN 'Restricted' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END
		FROM needs_need n
		JOIN needs_request q ON q.borough_id = n.borough_id AND q.id = n.request_id
		JOIN people_record p ON p.borough_id = n.borough_id AND p.id = n.record_id
		WHERE n.borough_id = ? AND n.opened_at >= ? AND n.opened_at < ?
		AND (n.opened_at < ? OR n.opened_at = ? AND n.id < ?)
		AND (? OR n.neighbourhood = ?)
		AND (? OR ? AND n.guarded OR NOT n.guarded AND n.category = ?)
		ORDER BY n.opened_at DESC, n.id DESC LIMIT ?`,
		r.Borough(), from, until, at, at, id, anywhere, place, l.Kind == "", guarded, l.Kind, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (n OpenedNeed, err error) {
		var opened db.Time
		err = rows.Scan(&n.ID, &n.Request, &n.Reference, &n.Category, &n.Guarded, &n.Neighbourhood, &n.State,
			&opened, &n.GivenNames, &n.FamilyName)
		n.OpenedAt = opened.Time
		return n, err
	})
}

func listFirstContacts(r db.Reader, l feature.Listing) ([]FirstContact, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT q.id, q.reference, q.neighbourhood, q.received_at, q.first_contact_at, q.first_contact_due,
		CASE WHEN p.restricted THEN 'Restricted' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END
		FROM needs_request q
		JOIN people_record p ON p.borough_id = q.borough_id AND p.id = q.record_id
		WHERE q.borough_id = ? AND q.first_contact_at >= ? AND q.first_contact_at < ?
		AND (q.first_contact_at < ? OR q.first_contact_at = ? AND q.id < ?)
		AND (? OR q.neighbourhood = ?)
		ORDER BY q.first_contact_at DESC, q.id DESC LIMIT ?`,
		r.Borough(), from, until, at, at, id, anywhere, place, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (c FirstContact, err error) {
		var received, contacted, due db.Time
		err = rows.Scan(&c.Request, &c.Reference, &c.Neighbourhood, &received, &contacted, &due, &c.GivenNames, &c.FamilyName)
		c.ReceivedAt, c.ContactedAt, c.DueAt = received.Time, contacted.Time, due.Time
		return c, err
	})
}
