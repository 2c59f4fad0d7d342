package organisations

import (
	"errors"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const columns = `o.id, o.name, o.kind, o.neighbourhood, o.serves, o.phone, o.email, o.standing, o.standing_note, o.standing_at, o.version,
	o.headcount, o.lead_name, o.lead_phone, o.opening, o.postcode`

type scanner interface{ Scan(dest ...any) error }

func scanOrganisation(row scanner) (o Organisation, err error) {
	var serves db.JSON[[]string]
	var said db.NullTime
	err = row.Scan(&o.ID, &o.Name, &o.Kind, &o.Neighbourhood, &serves, &o.Phone, &o.Email, &o.Standing, &o.StandingNote, &said, &o.Version,
		&o.Headcount, &o.LeadName, &o.LeadPhone, &o.Opening, &o.Postcode)
	o.Serves, o.StandingAt = serves.V, said.Time
	return o, err
}

func insert(tx *db.Tx, o Organisation) error {
	_, err := tx.Exec(`INSERT INTO organisations_organisation (borough_id, id, name, kind, neighbourhood, serves, phone, email,
		standing, standing_note, version, headcount, lead_name, lead_phone, opening, postcode) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), o.ID, o.Name, o.Kind, o.Neighbourhood, db.JSONOf(o.Serves), o.Phone, o.Email, o.Standing, o.StandingNote, o.Version,
		o.Headcount, o.LeadName, o.LeadPhone, o.Opening, o.Postcode)
	return err
}

// update writes what is known of an organisation, unless it has changed since.
func update(tx *db.Tx, id ID, version int64, n NewOrganisation) (bool, error) {
	changed, err := tx.Exec(`UPDATE organisations_organisation SET name = ?, kind = ?, neighbourhood = ?, serves = ?, phone = ?,
		email = ?, headcount = ?, lead_name = ?, lead_phone = ?, opening = ?, postcode = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`,
		n.Name, n.Kind, n.Neighbourhood, db.JSONOf(n.Serves), n.Phone, n.Email, n.Headcount, n.LeadName, n.LeadPhone, n.Opening, n.Postcode,
		tx.Borough(), id, version)
	return changed == 1, err
}

func byID(r db.Reader, id ID) (Organisation, error) {
	o, err := scanOrganisation(r.QueryRow(`SELECT `+columns+` FROM organisations_organisation o
		WHERE o.borough_id = ? AND o.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "organisations.no-such", "There is no such organisation.")
	}
	return o, err
}

// hold makes everybody else who writes about an organisation wait.
func hold(tx *db.Tx, id ID) error {
	var one int
	err := tx.QueryRow(`SELECT 1 FROM organisations_organisation WHERE borough_id = ? AND id = ?`+tx.Dialect().ForUpdate(),
		tx.Borough(), id).Scan(&one)
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "organisations.no-such", "There is no such organisation.")
	}
	return err
}

func list(r db.Reader, neighbourhood string) ([]Organisation, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM organisations_organisation o WHERE o.borough_id = ?
		AND (? = '' OR o.neighbourhood = '' OR o.neighbourhood = ?) ORDER BY o.name`, r.Borough(), neighbourhood, neighbourhood)
	return db.Collect(rows, err, func(rows *db.Rows) (Organisation, error) { return scanOrganisation(rows) })
}

func setStanding(tx *db.Tx, o Organisation) error {
	_, err := tx.Exec(`UPDATE organisations_organisation SET standing = ?, standing_note = ?, standing_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ?`, o.Standing, o.StandingNote, tx.Now(), tx.Borough(), o.ID)
	return err
}

func setCount(tx *db.Tx, id ID, on day.Date, given int64, note string) error {
	_, err := tx.Exec(`INSERT INTO organisations_count (borough_id, organisation_id, day, given, note, said_at, said_by)
		VALUES (?,?,?,?,?,?,?) ON CONFLICT (borough_id, organisation_id, day) DO UPDATE SET given = excluded.given,
		note = excluded.note, said_at = excluded.said_at, said_by = excluded.said_by`,
		tx.Borough(), id, on, given, note, tx.Now(), tx.Actor())
	return err
}

func countOn(r db.Reader, id ID, on day.Date) (given int64, counted bool, err error) {
	err = r.QueryRow(`SELECT given FROM organisations_count WHERE borough_id = ? AND organisation_id = ? AND day = ?`,
		r.Borough(), id, on).Scan(&given)
	if errors.Is(err, db.ErrNoRows) {
		return 0, false, nil
	}
	return given, err == nil, err
}
