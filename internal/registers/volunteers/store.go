package volunteers

import (
	"errors"

	"kith/internal/feature"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

const columns = `v.id, v.given_names, v.family_name, v.born_on, v.born_unknown, v.phone, v.email, v.speaks, v.line1, v.line2, v.town, v.postcode, v.uprn,
	v.easting, v.northing, v.neighbourhood, COALESCE(v.record_id, ''), v.standing, v.activities, v.vehicle, v.gives, v.shields, v.health,
	v.emergency_name, v.emergency_phone, v.agreed_version, v.agreed_at, v.on_duty, COALESCE(v.organisation_id, ''), v.registration,
	v.added_at, v.changed_at, v.changed_by, v.version`

type scanner interface{ Scan(dest ...any) error }

// row is a volunteer as the columns have one.
type row struct {
	v              Volunteer
	activities     db.JSON[[]string]
	gives          db.JSON[Gives]
	agreed, change db.NullTime
	added          db.Time
	vehicle        volunteering.Vehicle
}

func (r *row) dest() []any {
	v := &r.v
	return []any{
		&v.ID, &v.GivenNames, &v.FamilyName, &v.BornOn, &v.BornUnknown, &v.Phone, &v.Email, &v.Speaks, &v.Home.Line1, &v.Home.Line2, &v.Home.Town, &v.Home.Postcode, &v.Home.UPRN,
		&v.Home.Easting, &v.Home.Northing, &v.Neighbourhood, &v.Record, &v.Standing, &r.activities, &r.vehicle, &r.gives, &v.Own.Shields, &v.Own.Health,
		&v.Own.EmergencyName, &v.Own.EmergencyPhone, &v.Agreed.Version, &r.agreed, &v.OnDuty, &v.Organisation, &v.Registration,
		&r.added, &r.change, &v.ChangedBy, &v.Version,
	}
}

func (r *row) volunteer() Volunteer {
	v := r.v
	v.Activities, v.Gives, v.AddedAt = r.activities.V, r.gives.V, r.added.Time
	v.Gives.Vehicle = r.vehicle
	v.Agreed.At, v.ChangedAt = r.agreed.Time, r.change.Time
	return v
}

func scanVolunteer(from scanner) (Volunteer, error) {
	var r row
	err := from.Scan(r.dest()...)
	return r.volunteer(), err
}

func insert(tx *db.Tx, v Volunteer, form string) error {
	_, err := tx.Exec(`INSERT INTO volunteers_volunteer (borough_id, id, given_names, family_name, born_on, born_unknown, phone, email, speaks,
		line1, line2, town, postcode, uprn, easting, northing, neighbourhood, record_id, standing, activities, drives, paused, vehicle, gives,
		shields, health, emergency_name, emergency_phone, agreed_version, agreed_at, on_duty, organisation_id, registration,
		added_at, version, name_key, email_key, home_key, form_key)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), v.ID, v.GivenNames, v.FamilyName, v.BornOn, v.BornUnknown, v.Phone, v.Email, v.Speaks,
		v.Home.Line1, v.Home.Line2, v.Home.Town, v.Home.Postcode, v.Home.UPRN, v.Home.Easting, v.Home.Northing, v.Neighbourhood, orNull(v.Record), v.Standing,
		db.JSONOf(v.Activities), v.Drives(), v.Paused(), v.Gives.Vehicle, db.JSONOf(v.Gives),
		v.Own.Shields, v.Own.Health, v.Own.EmergencyName, v.Own.EmergencyPhone, v.Agreed.Version, db.NullTimeOf(v.Agreed.At), v.OnDuty, orNull(v.Organisation),
		v.Registration, v.AddedAt, v.Version, nameKey(v), fold(v.Email), homeKey(v.Home.Address), form)
	return err
}

// orNull writes an id that refers to something, or nothing.
func orNull[T ~string](id T) any {
	if id == "" {
		return nil
	}
	return string(id)
}

// nameKey is a name as it is compared.
func nameKey(v Volunteer) string { return fold(v.GivenNames + v.FamilyName) }

// update writes all that a form may change of a volunteer, unless they have changed since.
func update(tx *db.Tx, v Volunteer) (bool, error) {
	n, err := tx.Exec(`UPDATE volunteers_volunteer SET given_names = ?, family_name = ?, born_on = ?, born_unknown = ?, phone = ?, email = ?, speaks = ?,
		line1 = ?, line2 = ?, town = ?, postcode = ?, uprn = ?, easting = ?, northing = ?, neighbourhood = ?, record_id = ?, activities = ?,
		drives = ?, vehicle = ?, gives = ?, shields = ?, health = ?, emergency_name = ?, emergency_phone = ?, agreed_version = ?, agreed_at = ?,
		on_duty = ?, organisation_id = ?, changed_at = ?, changed_by = ?, name_key = ?, email_key = ?, home_key = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`,
		v.GivenNames, v.FamilyName, v.BornOn, v.BornUnknown, v.Phone, v.Email, v.Speaks,
		v.Home.Line1, v.Home.Line2, v.Home.Town, v.Home.Postcode, v.Home.UPRN, v.Home.Easting, v.Home.Northing, v.Neighbourhood, orNull(v.Record), db.JSONOf(v.Activities),
		v.Drives(), v.Gives.Vehicle, db.JSONOf(v.Gives), v.Own.Shields, v.Own.Health, v.Own.EmergencyName, v.Own.EmergencyPhone, v.Agreed.Version, db.NullTimeOf(v.Agreed.At),
		v.OnDuty, orNull(v.Organisation), tx.Now(), tx.Actor(), nameKey(v), fold(v.Email), homeKey(v.Home.Address),
		tx.Borough(), v.ID, v.Version)
	return n == 1, err
}

// setStanding moves a volunteer on, unless they have changed since.
func setStanding(tx *db.Tx, v Volunteer, to Standing) (bool, error) {
	n, err := tx.Exec(`UPDATE volunteers_volunteer SET standing = ?, paused = ?, changed_at = ?, changed_by = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`, to, to == Paused, tx.Now(), tx.Actor(), tx.Borough(), v.ID, v.Version)
	return n == 1, err
}

func byID(r db.Reader, id ID) (Volunteer, error) {
	return one(scanVolunteer(r.QueryRow(`SELECT `+columns+` FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.id = ?`, r.Borough(), id)))
}

func byNumber(r db.Reader, number ident.Reference) (Volunteer, error) {
	return one(scanVolunteer(r.QueryRow(`SELECT `+columns+` FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.registration = ? AND v.registration <> ''`,
		r.Borough(), number)))
}

func one(v Volunteer, err error) (Volunteer, error) {
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "volunteers.no-such", "There is no such volunteer.")
	}
	return v, err
}

// byForm is whoever came of a form that was sent before; false when none did.
func byForm(r db.Reader, key string) (Volunteer, bool, error) {
	v, err := scanVolunteer(r.QueryRow(`SELECT `+columns+` FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.form_key = ? AND v.form_key <> ''`,
		r.Borough(), key))
	if errors.Is(err, db.ErrNoRows) {
		return Volunteer{}, false, nil
	}
	return v, err == nil, err
}

// alike finds volunteers with the same phone number, the same email address, or the same
// name in the same home.
func alike(r db.Reader, v Volunteer) ([]Volunteer, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.id <> ?
		AND (v.phone = ? AND v.phone <> '' OR v.email_key = ? AND v.email_key <> '' OR v.home_key = ? AND v.home_key <> '' AND v.name_key = ?)
		ORDER BY v.added_at, v.id LIMIT 5`,
		r.Borough(), v.ID, v.Phone, fold(v.Email), homeKey(v.Home.Address), nameKey(v))
	return db.Collect(rows, err, func(rows *db.Rows) (Volunteer, error) { return scanVolunteer(rows) })
}

// ownRecord is the record of a resident with the same day of birth, and the same phone number
// or postcode, whose name is the same; "" where there is none or more than one.
func ownRecord(r db.Reader, v Volunteer) (people.RecordID, error) {
	rows, err := r.Query(`SELECT p.id, p.given_names, p.family_name FROM people_record p WHERE p.borough_id = ? AND p.birth_date = ?
		AND (p.phone = ? AND p.phone <> '' OR p.postcode = ? AND p.postcode <> '') LIMIT 10`,
		r.Borough(), v.BornOn, v.Phone, v.Home.Postcode)
	var found []people.RecordID
	_, err = db.Collect(rows, err, func(rows *db.Rows) (id people.RecordID, err error) {
		var given, family string
		err = rows.Scan(&id, &given, &family)
		if fold(given+family) == nameKey(v) {
			found = append(found, id)
		}
		return id, err
	})
	if err != nil || len(found) != 1 {
		return "", err
	}
	return found[0], nil
}

func countStandings(r db.Reader, hoods []string) (Counted, error) {
	narrow, args := "", []any{r.Borough()}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND v.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT v.standing, COUNT(*) FROM volunteers_volunteer v WHERE v.borough_id = ?`+narrow+` GROUP BY v.standing`, args...)
	c := Counted{}
	return c, each(rows, err, func(rows *db.Rows) error {
		var s Standing
		var n int64
		err := rows.Scan(&s, &n)
		c[s] = n
		return err
	})
}

// countByHood counts who has not gone, by neighbourhood and standing.
func countByHood(r db.Reader) ([]feature.Row, error) {
	rows, err := r.Query(`SELECT v.neighbourhood, v.standing, COUNT(*) FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.standing NOT IN (?,?,?)
		GROUP BY v.neighbourhood, v.standing`, r.Borough(), Left, Refused, Revoked)
	return db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
}

// register gives a volunteer a number, unless they have one. It reports false when they had,
// or somebody else has the number.
func register(tx *db.Tx, id ID, number ident.Reference) (first bool, err error) {
	n, err := tx.Exec(`UPDATE volunteers_volunteer SET registration = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND registration = ''
		AND NOT EXISTS (SELECT 1 FROM volunteers_volunteer o WHERE o.borough_id = ? AND o.registration = ?)`,
		number, tx.Borough(), id, tx.Borough(), number)
	return n == 1, err
}
