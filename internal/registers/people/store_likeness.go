package people

import (
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

func insertLikeness(tx *db.Tx, record RecordID, c Candidate) error {
	_, err := tx.Exec(`INSERT INTO people_likeness (borough_id, record_id, other_id, percent, reasons, verdict, decided_by, noticed_at)
		VALUES (?,?,?,?,?,'','',?)`, tx.Borough(), record, c.Record, c.Percent, db.JSONOf(c.Reasons), tx.Now())
	return err
}

// likenessBetween reports whether anything was ever to be decided between two people, and
// writes what is known now over what is still open.
func likenessBetween(tx *db.Tx, own, theirs []RecordID, c Candidate) (bool, error) {
	a, aArgs := db.In(own)
	b, bArgs := db.In(theirs)
	pair := ` AND (record_id IN (` + a + `) AND other_id IN (` + b + `) OR record_id IN (` + b + `) AND other_id IN (` + a + `))`
	args := append(append(append(append([]any{tx.Borough()}, aArgs...), bArgs...), bArgs...), aArgs...)
	var asked int
	if err := tx.QueryRow(`SELECT COUNT(*) FROM people_likeness WHERE borough_id = ?`+pair, args...).Scan(&asked); err != nil {
		return false, err
	}
	_, err := tx.Exec(`UPDATE people_likeness SET percent = ?, reasons = ? WHERE borough_id = ?`+pair+` AND verdict = ''`,
		append([]any{c.Percent, db.JSONOf(c.Reasons)}, args...)...)
	return asked > 0, err
}

// openLikenesses lists what is still to be decided about a person's records, likeliest
// first, with the other record where the caller may see it.
func openLikenesses(r db.Reader, own []RecordID, who access.Principal) ([]Likeness, error) {
	marks, ids := db.In(own)
	seen, seenArgs := Visible(who)
	args := append(append([]any{}, ids...), r.Borough())
	args = append(append(append(args, ids...), ids...), seenArgs...)
	rows, err := r.Query(`SELECT `+recordColumns+`, COALESCE(m.person_id, p.id), l.percent, l.reasons FROM people_likeness l
		JOIN people_record p ON p.borough_id = l.borough_id
			AND p.id = CASE WHEN l.record_id IN (`+marks+`) THEN l.other_id ELSE l.record_id END
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE l.borough_id = ? AND l.verdict = '' AND (l.record_id IN (`+marks+`) OR l.other_id IN (`+marks+`)) AND `+seen+`
		ORDER BY l.percent DESC, p.id`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (l Likeness, err error) {
		var reasons db.JSON[[]string]
		l.Record, err = scanRecord(withLikeness{rows, &l, &reasons})
		l.Reasons = reasons.V
		return l, err
	})
}

// withLikeness scans what follows the other record in a list of likenesses.
type withLikeness struct {
	rows    *db.Rows
	into    *Likeness
	reasons *db.JSON[[]string]
}

func (w withLikeness) Scan(dest ...any) error {
	return w.rows.Scan(append(dest, &w.into.Person, &w.into.Percent, w.reasons)...)
}

// decideBetween gives a verdict on every likeness between two sets of records that has
// not got one, and reports how many there were.
func decideBetween(tx *db.Tx, these, those []RecordID, verdict string) (int64, error) {
	return setVerdict(tx, these, those, "", verdict, tx.Actor(), db.NullTimeOf(tx.Now()))
}

// verdictsBetween lists what was decided on every likeness between two sets of records; ""
// is one still to be decided.
func verdictsBetween(r db.Reader, these, those []RecordID) ([]string, error) {
	a, aArgs := db.In(these)
	b, bArgs := db.In(those)
	args := append(append([]any{r.Borough()}, aArgs...), bArgs...)
	args = append(append(args, bArgs...), aArgs...)
	rows, err := r.Query(`SELECT l.verdict FROM people_likeness l WHERE l.borough_id = ?
		AND (l.record_id IN (`+a+`) AND l.other_id IN (`+b+`) OR l.record_id IN (`+b+`) AND l.other_id IN (`+a+`))`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (verdict string, err error) {
		return verdict, rows.Scan(&verdict)
	})
}

// undecideBetween takes back that two sets of records are the same person's.
func undecideBetween(tx *db.Tx, these, those []RecordID) error {
	_, err := setVerdict(tx, these, those, verdictSame, "", "", db.NullTime{})
	return err
}

func setVerdict(tx *db.Tx, these, those []RecordID, from, to, by string, at db.NullTime) (int64, error) {
	a, aArgs := db.In(these)
	b, bArgs := db.In(those)
	args := []any{to, by, at, tx.Borough(), from}
	args = append(append(args, aArgs...), bArgs...)
	args = append(append(args, bArgs...), aArgs...)
	return tx.Exec(`UPDATE people_likeness SET verdict = ?, decided_by = ?, decided_at = ? WHERE borough_id = ? AND verdict = ?
		AND (record_id IN (`+a+`) AND other_id IN (`+b+`) OR record_id IN (`+b+`) AND other_id IN (`+a+`))`, args...)
}
