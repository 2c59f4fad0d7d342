package intake

import (
	"errors"

	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/work/needs"
)

func insertArrival(tx *db.Tx, id needs.RequestID, a Arrival) error {
	f := a.Referrer
	_, err := tx.Exec(`INSERT INTO intake_arrival (borough_id, request_id, place, source, organisation_id, organisation, referrer,
		referrer_role, referrer_phone, agrees, arrived_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), id, a.Place, f.Source, f.Organisation, f.Group, f.Name, f.Role, f.Phone, f.Agrees, tx.Now())
	return err
}

func arrivalOf(r db.Reader, id needs.RequestID) (a Arrival, err error) {
	f := &a.Referrer
	err = r.QueryRow(`SELECT a.place, a.source, a.organisation_id, a.organisation, a.referrer, a.referrer_role, a.referrer_phone, a.agrees
		FROM intake_arrival a WHERE a.borough_id = ? AND a.request_id = ?`, r.Borough(), id).
		Scan(&a.Place, &f.Source, &f.Organisation, &f.Group, &f.Name, &f.Role, &f.Phone, &f.Agrees)
	if errors.Is(err, db.ErrNoRows) {
		return Arrival{}, nil
	}
	return a, err
}

func referralsOf(r db.Reader, of organisations.ID) ([]Referral, error) {
	rows, err := r.Query(`SELECT q.reference, a.arrived_at, q.state FROM intake_arrival a
		JOIN needs_request q ON q.borough_id = a.borough_id AND q.id = a.request_id
		WHERE a.borough_id = ? AND a.organisation_id = ? ORDER BY a.arrived_at DESC, q.id DESC LIMIT ?`,
		r.Borough(), of, mostReferrals)
	return db.Collect(rows, err, func(rows *db.Rows) (one Referral, err error) {
		var at db.Time
		var state needs.RequestState
		err = rows.Scan(&one.Reference, &at, &state)
		one.At = at.Time
		switch state {
		case needs.Closed:
			one.Standing = ReferralEnded
		case needs.Accepted:
			one.Standing = ReferralInHand
		default:
			one.Standing = ReferralReceived
		}
		return one, err
	})
}
