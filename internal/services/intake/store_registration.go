package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
)

const registrationColumns = `g.id, g.reference, g.record_id, g.channel, g.place, g.neighbourhood, g.blueprint, g.answers, g.agreed,
	g.agreement_at, g.agreement_source, g.registered_at, g.ended_at, g.version`

func scanRegistration(row scanner, more ...any) (g Registration, err error) {
	var given db.JSON[answers.Answers]
	var agreed, registered db.Time
	var ended db.NullTime
	err = row.Scan(append([]any{
		&g.ID, &g.Reference, &g.Record, &g.Channel, &g.Place, &g.Neighbourhood, &g.Blueprint, &given, &g.Agreement.Given,
		&agreed, &g.Agreement.Source, &registered, &ended, &g.Version,
	}, more...)...)
	g.Answers, g.Agreement.At, g.RegisteredAt, g.EndedAt = given.V, agreed.Time, registered.Time, ended.Time
	return g, err
}

func insertRegistration(tx *db.Tx, n newRegistration) error {
	_, err := tx.Exec(`INSERT INTO intake_registration (borough_id, id, reference, code_hash, idempotency_key, body_hash, record_id,
		channel, place, neighbourhood, blueprint, answers, agreed, agreement_at, agreement_source, registered_at, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), n.ID, n.Reference, hashCode(n.Reference, n.code), n.key, n.bodyHash, n.Record,
		n.Channel, n.Place, n.Neighbourhood, n.Blueprint, db.JSONOf(n.Answers), n.Agreement.Given, n.Agreement.At, n.Agreement.Source,
		n.RegisteredAt, n.Version)
	return err
}

// hashCode keeps a code without keeping the code; the reference is mixed in so that equal
// codes do not look alike.
func hashCode(reference ident.Reference, code string) string {
	sum := sha256.Sum256([]byte("registration\x00" + string(reference) + "\x00" + code))
	return hex.EncodeToString(sum[:])
}

func registrationByKey(r db.Reader, key string) (g Registration, body string, found bool, err error) {
	g, err = scanRegistration(r.QueryRow(`SELECT `+registrationColumns+`, g.body_hash FROM intake_registration g
		WHERE g.borough_id = ? AND g.idempotency_key = ?`, r.Borough(), key), &body)
	if errors.Is(err, db.ErrNoRows) {
		return Registration{}, "", false, nil
	}
	return g, body, err == nil, err
}

func registrationByCode(r db.Reader, reference ident.Reference, code string) (Registration, error) {
	return known(scanRegistration(r.QueryRow(`SELECT `+registrationColumns+` FROM intake_registration g
		WHERE g.borough_id = ? AND g.reference = ? AND g.code_hash = ?`, r.Borough(), reference, hashCode(reference, code))))
}

func registrationByID(r db.Reader, id ident.ID[Registration]) (Registration, error) {
	return known(scanRegistration(r.QueryRow(`SELECT `+registrationColumns+` FROM intake_registration g
		WHERE g.borough_id = ? AND g.id = ?`, r.Borough(), id)))
}

func known(g Registration, err error) (Registration, error) {
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "intake.no-such-registration", "There is no such registration, or you may not see it.")
	}
	return g, err
}

func updateRegistration(tx *db.Tx, g Registration) error {
	n, err := tx.Exec(`UPDATE intake_registration SET agreed = ?, agreement_at = ?, agreement_source = ?, ended_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`, g.Agreement.Given, g.Agreement.At, g.Agreement.Source,
		db.NullTimeOf(g.EndedAt), tx.Borough(), g.ID, g.Version)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "intake.registration-stale", "Somebody else has changed this in the same moment. Look at it again.")
	}
	return err
}

// registeredSaid is what every registration says about being approached, and of whom.
func registeredSaid(r db.Reader) ([]registered, error) {
	rows, err := r.Query(`SELECT COALESCE(m.person_id, g.record_id), g.agreed, g.agreement_at, g.ended_at FROM intake_registration g
		LEFT JOIN people_membership m ON m.borough_id = g.borough_id AND m.record_id = g.record_id AND m.until IS NULL
		WHERE g.borough_id = ?`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (one registered, err error) {
		var ended db.NullTime
		err = rows.Scan(&one.who, &one.agreement.Given, &one.agreement.At, &ended)
		if ended.Valid { // who has left the register has taken back what they agreed to
			one.agreement = contacts.Agreement{At: ended.Time}
		}
		return one, err
	})
}

// registered is what one registration says about being approached.
type registered struct {
	who       people.PersonID
	agreement contacts.Agreement
}

func registrationsOf(r db.Reader, records []people.RecordID) ([]Registration, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT `+registrationColumns+` FROM intake_registration g WHERE g.borough_id = ? AND g.record_id IN (`+marks+`)
		ORDER BY g.registered_at DESC, g.id DESC`, append([]any{r.Borough()}, ids...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Registration, error) { return scanRegistration(rows) })
}

func listRegistrations(r db.Reader, f RegistrationFilter) ([]Registered, error) {
	where, args := f.where(r)
	rows, err := r.Query(`SELECT `+registrationColumns+`, p.given_names, p.family_name, p.restricted FROM intake_registration g
		JOIN people_record p ON p.borough_id = g.borough_id AND p.id = g.record_id
		WHERE `+where+` ORDER BY g.registered_at DESC, g.id DESC LIMIT ?`, append(args, f.Limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (one Registered, err error) {
		one.Registration, err = scanRegistration(rows, &one.GivenNames, &one.FamilyName, &one.Restricted)
		return one, err
	})
}

func (f RegistrationFilter) where(r db.Reader) (string, []any) {
	where, args := `g.borough_id = ?`, []any{r.Borough()}
	add := func(cond string, more ...any) { where, args = where+" AND "+cond, append(args, more...) }
	if f.Neighbourhoods != nil {
		marks, ids := db.In(f.Neighbourhoods)
		add(`g.neighbourhood IN (`+marks+`)`, ids...)
	}
	switch {
	case f.Standing == NoLonger:
		add(`g.ended_at IS NOT NULL`)
	case f.Standing != "":
		add(`g.ended_at IS NULL AND g.agreed = ?`, f.Standing == MayBeApproached)
	case !f.Standings:
		add(`g.ended_at IS NULL`)
	}
	if !f.From.IsZero() {
		add(`g.registered_at >= ?`, f.From)
	}
	if !f.Until.IsZero() {
		add(`g.registered_at < ?`, f.Until)
	}
	if !f.After.IsZero() {
		add(`(g.registered_at < ? OR g.registered_at = ? AND g.id < ?)`, f.After.At, f.After.At, f.After.ID)
	}
	return where, args
}

func countRegistrations(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT g.neighbourhood, COUNT(*) FROM intake_registration g
		WHERE g.borough_id = ? AND g.registered_at >= ? AND g.registered_at < ? GROUP BY g.neighbourhood`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}
