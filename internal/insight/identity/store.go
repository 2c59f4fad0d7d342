package identity

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// openPairs reads every pair of records that is open and of which the caller may see both,
// without their names.
func openPairs(r db.Reader, who access.Principal) ([]Waiting, error) {
	passed, err := passedOver(r)
	if err != nil {
		return nil, err
	}
	seen, seenArgs := people.Visible(who)
	args := append(append([]any{r.Borough()}, seenArgs...), seenArgs...)
	rows, err := r.Query(`SELECT l.record_id, l.other_id, COALESCE(m.person_id, l.record_id), COALESCE(n.person_id, l.other_id), l.percent,
			p.labels, q.labels, p.list_id <> '' OR q.list_id <> '',
			EXISTS (SELECT 1 FROM tasks_task t WHERE t.borough_id = l.borough_id AND t.record_id = l.record_id AND t.closed_at IS NULL),
			EXISTS (SELECT 1 FROM tasks_task t WHERE t.borough_id = l.borough_id AND t.record_id = l.other_id AND t.closed_at IS NULL)
		FROM people_likeness l
		JOIN people_record p ON p.borough_id = l.borough_id AND p.id = l.record_id
		JOIN people_record q ON q.borough_id = l.borough_id AND q.id = l.other_id
		LEFT JOIN people_membership m ON m.borough_id = l.borough_id AND m.record_id = l.record_id AND m.until IS NULL
		LEFT JOIN people_membership n ON n.borough_id = l.borough_id AND n.record_id = l.other_id AND n.until IS NULL
		WHERE l.borough_id = ? AND l.verdict = '' AND `+seen+` AND EXISTS (
			SELECT 1 FROM people_record p WHERE p.borough_id = l.borough_id AND p.id = l.other_id AND `+seen+`)`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (w Waiting, err error) {
		var labels [2]string
		err = rows.Scan(&w.records[0], &w.records[1], &w.First, &w.Second, &w.Percent, &labels[0], &labels[1], &w.Stakes.Listed,
			&w.Stakes.Work[0], &w.Stakes.Work[1])
		w.Unsure, w.Passed = len(passed[w.records]), slices.Contains(passed[w.records], who.Account)
		for i, text := range labels {
			w.Stakes.Marked[i] = len(text) > len("null") // a list of labels, as it is written
		}
		return w, err
	})
}

// passedOver reads who could not say, by what is still open.
func passedOver(r db.Reader) (map[[2]people.RecordID][]string, error) {
	rows, err := r.Query(`SELECT x.record_id, x.other_id, x.account FROM identity_passed x
		JOIN people_likeness l ON l.borough_id = x.borough_id AND l.record_id = x.record_id AND l.other_id = x.other_id
		WHERE x.borough_id = ? AND l.verdict = ''`, r.Borough())
	passed := map[[2]people.RecordID][]string{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var pair [2]people.RecordID
		var account string
		err = rows.Scan(&pair[0], &pair[1], &account)
		passed[pair] = append(passed[pair], account)
		return none, err
	})
	return passed, err
}

// stateOf counts what is open, decided and passed over.
func stateOf(r db.Reader) (s state, err error) {
	err = r.QueryRow(`SELECT
		(SELECT COUNT(*) FROM people_likeness l WHERE l.borough_id = ? AND l.verdict = ''),
		(SELECT COUNT(*) FROM people_likeness l WHERE l.borough_id = ? AND l.verdict <> ''),
		(SELECT COUNT(*) FROM identity_passed x WHERE x.borough_id = ?)`, r.Borough(), r.Borough(), r.Borough()).Scan(&s.open, &s.decided, &s.passed)
	return s, err
}

// named gives pairs the names of their records, and leaves out those of which somebody may
// not see both.
func named(r db.Reader, who access.Principal, all []Waiting) ([]Waiting, error) {
	var ids []people.RecordID
	for _, w := range all {
		ids = append(ids, w.records[:]...)
	}
	marks, args := db.In(ids)
	seen, seenArgs := people.Visible(who)
	rows, err := r.Query(`SELECT p.id, p.given_names, p.family_name FROM people_record p WHERE p.borough_id = ? AND p.id IN (`+marks+`) AND `+seen,
		append(append([]any{r.Borough()}, args...), seenArgs...)...)
	names := map[people.RecordID]string{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var id people.RecordID
		var d people.Described
		err = rows.Scan(&id, &d.GivenNames, &d.FamilyName)
		names[id] = d.Name()
		return none, err
	})
	var shown []Waiting
	for _, w := range all {
		a, first := names[w.records[0]]
		b, second := names[w.records[1]]
		if w.Names = [2]string{a, b}; first && second {
			shown = append(shown, w)
		}
	}
	return shown, err
}

// hangsOn counts what hangs on a person, under whichever record.
func hangsOn(r db.Reader, p people.Person) (h Hangs, err error) {
	h.Since = since(p)
	marks, ids := db.In(p.RecordIDs())
	args := append(append([]any{}, r.Borough()), ids...)
	args = append(append(append(args, args...), r.Borough()), ids...)
	err = r.QueryRow(`SELECT
		(SELECT COUNT(*) FROM needs_request q WHERE q.borough_id = ? AND q.record_id IN (`+marks+`)),
		(SELECT COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.record_id IN (`+marks+`) AND t.closed_at IS NULL),
		(SELECT COUNT(*) FROM contacts_event e WHERE e.borough_id = ? AND e.record_id IN (`+marks+`))`, args...).
		Scan(&h.Requests, &h.Tasks, &h.Contacts)
	return h, err
}

// between is the condition on a likeness, or on what hangs on one, between two sets of records.
func between(alias string, these, those []people.RecordID) (cond string, args []any) {
	a, aArgs := db.In(these)
	b, bArgs := db.In(those)
	cond = ` (` + alias + `.record_id IN (` + a + `) AND ` + alias + `.other_id IN (` + b + `) OR ` + alias + `.record_id IN (` + b + `) AND ` + alias + `.other_id IN (` + a + `))`
	args = append(append(append(append(args, aArgs...), bArgs...), bArgs...), aArgs...)
	return cond, args
}

// saidOf reads what was said of two people: how many could not say, and whether somebody
// decided that they are different.
func saidOf(r db.Reader, these, those []people.RecordID) (unsure int, apart bool, err error) {
	cond, args := between("x", these, those)
	err = r.QueryRow(`SELECT COUNT(DISTINCT x.account) FROM identity_passed x WHERE x.borough_id = ? AND`+cond, append([]any{r.Borough()}, args...)...).Scan(&unsure)
	if err != nil {
		return 0, false, err
	}
	cond, args = between("l", these, those)
	var n int
	err = r.QueryRow(`SELECT COUNT(*) FROM people_likeness l WHERE l.borough_id = ? AND l.verdict = 'different' AND`+cond, append([]any{r.Borough()}, args...)...).Scan(&n)
	return unsure, n > 0, err
}

// insertPassed notes that somebody could not say of what is open between two people.
func insertPassed(tx *db.Tx, these, those []people.RecordID, account string) (int64, error) {
	cond, args := between("l", these, those)
	return tx.Exec(`INSERT INTO identity_passed (borough_id, record_id, other_id, account, passed_at)
		SELECT l.borough_id, l.record_id, l.other_id, ?, ? FROM people_likeness l WHERE l.borough_id = ? AND l.verdict = '' AND`+cond+`
		ON CONFLICT (borough_id, record_id, other_id, account) DO UPDATE SET passed_at = excluded.passed_at`,
		append([]any{account, tx.Now(), tx.Borough()}, args...)...)
}

// decisions reads what was decided lately.
func decisions(r db.Reader, who access.Principal, limit int) ([]Decision, error) {
	seen, seenArgs := people.Visible(who)
	args := append(append(append([]any{r.Borough()}, seenArgs...), seenArgs...), limit)
	rows, err := r.Query(`SELECT COALESCE(m.person_id, l.record_id), COALESCE(n.person_id, l.other_id), p.given_names, p.family_name,
			q.given_names, q.family_name, l.verdict, l.decided_by, l.decided_at
		FROM people_likeness l
		JOIN people_record p ON p.borough_id = l.borough_id AND p.id = l.record_id
		JOIN people_record q ON q.borough_id = l.borough_id AND q.id = l.other_id
		LEFT JOIN people_membership m ON m.borough_id = l.borough_id AND m.record_id = l.record_id AND m.until IS NULL
		LEFT JOIN people_membership n ON n.borough_id = l.borough_id AND n.record_id = l.other_id AND n.until IS NULL
		WHERE l.borough_id = ? AND l.verdict <> '' AND `+seen+` AND EXISTS (
			SELECT 1 FROM people_record p WHERE p.borough_id = l.borough_id AND p.id = l.other_id AND `+seen+`)
		ORDER BY l.decided_at DESC, l.record_id, l.other_id LIMIT ?`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (d Decision, err error) {
		var a, b people.Described
		var verdict string
		var at db.NullTime
		err = rows.Scan(&d.First, &d.Second, &a.GivenNames, &a.FamilyName, &b.GivenNames, &b.FamilyName, &verdict, &d.By, &at)
		d.Names, d.Same, d.At = [2]string{a.Name(), b.Name()}, verdict == "same", at.Time
		return d, err
	})
}
