package people

import (
	"errors"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

const recordColumns = `p.id, p.given_names, p.family_name, p.birth_date, p.phone, p.email, p.line1, p.line2, p.town,
	p.postcode, p.uprn, p.neighbourhood, p.routing_rule, p.routing_source, p.check_by_hand, p.language, p.interpreter,
	p.safe_contact, p.source, p.added_at, p.version`

type scanner interface{ Scan(dest ...any) error }

func scanRecord(row scanner) (r Record, err error) {
	var safe db.JSON[SafeContact]
	a := &r.Address
	err = row.Scan(&r.ID, &r.GivenNames, &r.FamilyName, &r.BirthDate, &r.Phone, &r.Email, &a.Line1, &a.Line2, &a.Town,
		&a.Postcode, &a.UPRN, &r.Neighbourhood, &r.RoutingRule, &r.RoutingSource, &r.CheckByHand, &r.Language, &r.Interpreter,
		&safe, &r.Source, &r.AddedAt, &r.Version)
	r.SafeContact = safe.V
	return r, err
}

// perStatement is how many rows one INSERT carries: enough to spare round trips, and
// within SQLite's limit on parameters.
const perStatement = 200

func insertRecords(tx *db.Tx, all []Record) error {
	return inBatches(all, func(some []Record) error {
		args := make([]any, 0, 22*len(some))
		for _, r := range some {
			a := r.Address
			args = append(args, tx.Borough(), r.ID, r.GivenNames, r.FamilyName, r.BirthDate, r.Phone, r.Email, a.Line1, a.Line2,
				a.Town, a.Postcode, a.UPRN, r.Neighbourhood, r.RoutingRule, r.RoutingSource, r.CheckByHand, r.Language,
				r.Interpreter, db.JSONOf(r.SafeContact), r.Source, r.AddedAt, r.Version)
		}
		_, err := tx.Exec(`INSERT INTO people_record (borough_id, id, given_names, family_name, birth_date, phone, email,
			line1, line2, town, postcode, uprn, neighbourhood, routing_rule, routing_source, check_by_hand, language,
			interpreter, safe_contact, source, added_at, version) VALUES `+rowsOf(len(some), 22), args...)
		return err
	})
}

type recordToken struct {
	token
	record RecordID
}

func insertTokens(tx *db.Tx, all []Record) error {
	var tokens []recordToken
	for _, r := range all {
		for _, t := range r.tokens() {
			tokens = append(tokens, recordToken{t, r.ID})
		}
	}
	return inBatches(tokens, func(some []recordToken) error {
		args := make([]any, 0, 4*len(some))
		for _, t := range some {
			args = append(args, tx.Borough(), t.kind, t.text, t.record)
		}
		_, err := tx.Exec(`INSERT INTO people_token (borough_id, kind, token, record_id) VALUES `+rowsOf(len(some), 4), args...)
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

func personOf(r db.Reader, record RecordID) (PersonID, error) {
	var person PersonID
	err := r.QueryRow(`SELECT COALESCE(m.person_id, p.id) FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), record).Scan(&person)
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchPerson()
	}
	return person, err
}

// recordsOf lists a person's records, newest first: those that joined, and the person's
// own first record unless it has itself joined somebody else.
func recordsOf(r db.Reader, person PersonID) ([]Record, error) {
	rows, err := r.Query(`SELECT `+recordColumns+` FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ? AND (p.id = ? AND m.person_id IS NULL OR p.id IN (SELECT j.record_id FROM people_membership j
			WHERE j.borough_id = ? AND j.person_id = ? AND j.until IS NULL))
		ORDER BY p.added_at DESC, p.id DESC`, r.Borough(), person, r.Borough(), person)
	return db.Collect(rows, err, func(rows *db.Rows) (Record, error) { return scanRecord(rows) })
}

// findRecords looks for records that have every term. The first, most telling term is
// walked; the others are sets it is held against.
func findRecords(r db.Reader, terms []token, who access.Principal, limit int) ([]Record, error) {
	where, args := "", []any{}
	for i, t := range terms {
		low, high := t.span()
		if i == 0 {
			where, args = `k.borough_id = ? AND k.kind = ? AND k.token >= ? AND k.token < ?`, []any{r.Borough(), t.kind, low, high}
			continue
		}
		where += ` AND k.record_id IN (SELECT e.record_id FROM people_token e WHERE e.borough_id = ? AND e.kind = ? AND e.token >= ? AND e.token < ?)`
		args = append(args, r.Borough(), t.kind, low, high)
	}
	seen, seenArgs := Visible(who)
	rows, err := r.Query(`SELECT DISTINCT `+recordColumns+` FROM people_token k
		JOIN people_record p ON p.borough_id = k.borough_id AND p.id = k.record_id
		WHERE `+where+` AND `+seen+` LIMIT ?`, append(append(args, seenArgs...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Record, error) { return scanRecord(rows) })
}

// span is the range of tokens that begin with this one. A date is looked for whole.
func (t token) span() (low, high string) {
	if t.kind == byBirthDate {
		return t.text, t.text + "\x01"
	}
	return t.text, t.text + "\U0010FFFF"
}

// recordsSharing reads records that share a phone number, or a family name with a
// postcode or a date of birth.
func recordsSharing(r db.Reader, d Described) ([]Record, error) {
	seek := d.pairs()
	if d.Phone != "" {
		seek = append(seek, token{byPhone, squeeze(d.Phone.National())})
	}
	seen := map[RecordID]bool{}
	var all []Record
	for _, t := range seek {
		rows, err := r.Query(`SELECT `+recordColumns+` FROM people_token k
			JOIN people_record p ON p.borough_id = k.borough_id AND p.id = k.record_id
			WHERE k.borough_id = ? AND k.kind = ? AND k.token = ? LIMIT ?`, r.Borough(), t.kind, t.text, mostCandidates)
		some, err := db.Collect(rows, err, func(rows *db.Rows) (Record, error) { return scanRecord(rows) })
		if err != nil {
			return nil, err
		}
		for _, one := range some {
			if !seen[one.ID] {
				seen[one.ID] = true
				all = append(all, one)
			}
		}
	}
	return all, nil
}

func insertLikeness(tx *db.Tx, record RecordID, c Candidate) error {
	_, err := tx.Exec(`INSERT INTO people_likeness (borough_id, record_id, other_id, percent, reasons, verdict, decided_by, noticed_at)
		VALUES (?,?,?,?,?,'','',?)`, tx.Borough(), record, c.Record, c.Percent, db.JSONOf(c.Reasons), tx.Now())
	return err
}

func openLikenesses(r db.Reader, person Person) ([]Likeness, error) {
	ids := make([]RecordID, len(person.Records))
	for i, one := range person.Records {
		ids[i] = one.ID
	}
	marks, args := db.In(ids)
	both := append(append([]any{r.Borough()}, args...), args...)
	rows, err := r.Query(`SELECT l.record_id, l.other_id, l.percent, l.reasons FROM people_likeness l
		WHERE l.borough_id = ? AND l.verdict = '' AND (l.record_id IN (`+marks+`) OR l.other_id IN (`+marks+`))
		ORDER BY l.percent DESC`, both...)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (l Likeness, err error) {
		var reasons db.JSON[[]string]
		err = rows.Scan(&l.Mine, &l.Other, &l.Percent, &reasons)
		l.Reasons = reasons.V
		return l, err
	})
	if err != nil {
		return nil, err
	}
	return facing(r, found, ids)
}

// facing turns each likeness so that Mine is the person's own, and reads the other.
func facing(r db.Reader, found []Likeness, own []RecordID) (_ []Likeness, err error) {
	mine := map[RecordID]bool{}
	for _, id := range own {
		mine[id] = true
	}
	for i := range found {
		if !mine[found[i].Mine] {
			found[i].Mine, found[i].Other = found[i].Other, found[i].Mine
		}
		if found[i].Record, err = recordByID(r, found[i].Other); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func decide(tx *db.Tx, a, b RecordID, verdict string) error {
	_, err := tx.Exec(`UPDATE people_likeness SET verdict = ?, decided_by = ?, decided_at = ? WHERE borough_id = ?
		AND (record_id = ? AND other_id = ? OR record_id = ? AND other_id = ?)`,
		verdict, tx.Actor(), tx.Now(), tx.Borough(), a, b, b, a)
	return err
}

// decideBetween settles every open likeness between two records that are now one person.
func decideBetween(tx *db.Tx, person PersonID, verdict string) error {
	records, err := Records(tx, person)
	if err != nil {
		return err
	}
	marks, ids := db.In(records)
	args := append([]any{verdict, tx.Actor(), tx.Now(), tx.Borough()}, ids...)
	_, err = tx.Exec(`UPDATE people_likeness SET verdict = ?, decided_by = ?, decided_at = ? WHERE borough_id = ?
		AND verdict = '' AND record_id IN (`+marks+`) AND other_id IN (`+marks+`)`, append(args, ids...)...)
	return err
}

// joinRecord says that a record is a person's, ending whatever was said before.
func joinRecord(tx *db.Tx, person PersonID, record RecordID) error {
	if err := partRecord(tx, record); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO people_membership (borough_id, id, person_id, record_id, since, joined_by, parted_by)
		VALUES (?,?,?,?,?,?,'')`, tx.Borough(), ident.New[Person](tx.Now()), person, record, tx.Now(), tx.Actor())
	return err
}

func partRecord(tx *db.Tx, record RecordID) error {
	_, err := tx.Exec(`UPDATE people_membership SET until = ?, parted_by = ? WHERE borough_id = ? AND record_id = ? AND until IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), record)
	return err
}
