package people

import (
	"errors"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const recordColumns = `p.id, p.given_names, p.family_name, p.birth_date, p.phone, p.email, p.line1, p.line2, p.town,
	p.postcode, p.uprn, p.neighbourhood, p.routing_rule, p.routing_source, p.check_by_hand, p.language, p.interpreter,
	p.safe_contact, p.details, p.labels, p.source, p.list_id, p.added_at, p.version`

type scanner interface{ Scan(dest ...any) error }

func scanRecord(row scanner) (r Record, err error) {
	var safe db.JSON[SafeContact]
	var details db.JSON[Details]
	var labels db.JSON[[]Label]
	a := &r.Address
	err = row.Scan(&r.ID, &r.GivenNames, &r.FamilyName, &r.BirthDate, &r.Phone, &r.Email, &a.Line1, &a.Line2, &a.Town,
		&a.Postcode, &a.UPRN, &r.Neighbourhood, &r.RoutingRule, &r.RoutingSource, &r.CheckByHand, &r.Language, &r.Interpreter,
		&safe, &details, &labels, &r.Source, &r.List, &r.AddedAt, &r.Version)
	r.SafeContact, r.Details, r.Labels = safe.V, details.V, labels.V
	return r, err
}

// perStatement is how many rows one INSERT carries: enough to spare round trips, and
// within SQLite's limit on parameters.
const perStatement = 200

func insertRecords(tx *db.Tx, all []Record) error {
	return inBatches(all, func(some []Record) error {
		args := make([]any, 0, 24*len(some))
		for _, r := range some {
			a := r.Address
			args = append(args, tx.Borough(), r.ID, r.GivenNames, r.FamilyName, r.BirthDate, r.Phone, r.Email, a.Line1, a.Line2,
				a.Town, a.Postcode, a.UPRN, r.Neighbourhood, r.RoutingRule, r.RoutingSource, r.CheckByHand, r.Language,
				r.Interpreter, db.JSONOf(r.SafeContact), db.JSONOf(r.Details), r.Source, r.List, r.AddedAt, r.Version)
		}
		_, err := tx.Exec(`INSERT INTO people_record (borough_id, id, given_names, family_name, birth_date, phone, email,
			line1, line2, town, postcode, uprn, neighbourhood, routing_rule, routing_source, check_by_hand, language,
			interpreter, safe_contact, details, source, list_id, added_at, version) VALUES `+rowsOf(len(some), 24), args...)
		return err
	})
}

func inBatches[T any](all []T, insert func([]T) error) error {
	for len(all) > 0 {
		n := min(len(all), perStatement)
		if err := insert(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

func rowsOf(n, columns int) string {
	row := "(" + strings.Repeat(",?", columns)[1:] + ")"
	return strings.Repeat(","+row, n)[1:]
}

func recordByID(r db.Reader, id RecordID) (Record, error) {
	found, err := scanRecord(r.QueryRow(`SELECT `+recordColumns+` FROM people_record p
		WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchPerson()
	}
	return found, err
}

func noSuchPerson() error {
	return fault.New(fault.NotFound, "people.no-such-person", "There is no such person, or you may not see them.")
}
