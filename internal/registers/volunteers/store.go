package volunteers

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

const columns = `v.id, v.given_names, v.family_name, v.phone, v.email, v.neighbourhood, v.activities, v.drives, v.paused, v.registration, v.version`

type scanner interface{ Scan(dest ...any) error }

func scanVolunteer(row scanner) (v Volunteer, err error) {
	var activities db.JSON[[]string]
	err = row.Scan(&v.ID, &v.GivenNames, &v.FamilyName, &v.Phone, &v.Email, &v.Neighbourhood, &activities, &v.Drives, &v.Paused, &v.Registration, &v.Version)
	v.Activities = activities.V
	return v, err
}

func insert(tx *db.Tx, v Volunteer) error {
	_, err := tx.Exec(`INSERT INTO volunteers_volunteer (borough_id, id, given_names, family_name, phone, email, neighbourhood,
		activities, drives, paused, added_at, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), v.ID, v.GivenNames, v.FamilyName, v.Phone, v.Email, v.Neighbourhood, db.JSONOf(v.Activities),
		v.Drives, v.Paused, tx.Now(), v.Version)
	return err
}

func byID(r db.Reader, id ID) (Volunteer, error) {
	v, err := scanVolunteer(r.QueryRow(`SELECT `+columns+` FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "volunteers.no-such", "There is no such volunteer.")
	}
	return v, err
}

func list(r db.Reader, hoods []string) ([]Volunteer, error) {
	narrow, args := "", []any{r.Borough()}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND v.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM volunteers_volunteer v WHERE v.borough_id = ?`+narrow+`
		ORDER BY v.family_name, v.given_names, v.id LIMIT ?`, append(args, Most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Volunteer, error) { return scanVolunteer(rows) })
}

func setPaused(tx *db.Tx, id ID, paused bool) error {
	_, err := tx.Exec(`UPDATE volunteers_volunteer SET paused = ?, version = version + 1 WHERE borough_id = ? AND id = ?`,
		paused, tx.Borough(), id)
	return err
}

// register gives a volunteer a number, unless they have one. It reports false when they had,
// or somebody else has the number.
func register(tx *db.Tx, id ID, number ident.Reference) (first bool, err error) {
	n, err := tx.Exec(`UPDATE volunteers_volunteer SET registration = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND registration = ''
		AND NOT EXISTS (SELECT 1 FROM volunteers_volunteer o WHERE o.borough_id = ? AND o.registration = ?)`,
		number, tx.Borough(), id, tx.Borough(), number)
	return n == 1, err
}
