package cohorts

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

const columns = `c.id, c.name, c.from_group, c.terms, c.purpose, c.basis, c.letter, c.points, c.scope, c.open_count, c.state,
	c.frozen_at, c.frozen_by, c.handed_at, c.handed_by, c.team, c.version`

func scanCohort(row interface{ Scan(dest ...any) error }) (c Cohort, err error) {
	var terms db.JSON[Terms]
	var scope db.JSON[[]string]
	var frozen db.Time
	var handed db.NullTime
	err = row.Scan(&c.ID, &c.Name, &c.Group, &terms, &c.Purpose, &c.Basis, &c.Letter, &c.Points, &scope, &c.Open, &c.State,
		&frozen, &c.FrozenBy, &handed, &c.HandedBy, &c.Team, &c.Version)
	c.Terms, c.Scope, c.FrozenAt, c.HandedAt = terms.V, scope.V, frozen.Time, handed.Time
	return c, err
}

func byID(r db.Reader, id ID) (Cohort, error) {
	c, err := scanCohort(r.QueryRow(`SELECT `+columns+` FROM cohorts_cohort c WHERE c.borough_id = ? AND c.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "cohorts.none", "There is no such cohort, or you may not see it.")
	}
	return c, err
}

func latest(r db.Reader, limit int) ([]Cohort, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM cohorts_cohort c WHERE c.borough_id = ? ORDER BY c.frozen_at DESC, c.id DESC LIMIT ?`, r.Borough(), limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Cohort, error) { return scanCohort(rows) })
}

func inState(r db.Reader, s State) ([]Cohort, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM cohorts_cohort c WHERE c.borough_id = ? AND c.state = ? ORDER BY c.frozen_at, c.id`, r.Borough(), s)
	return db.Collect(rows, err, func(rows *db.Rows) (Cohort, error) { return scanCohort(rows) })
}

func insert(tx *db.Tx, c Cohort) error {
	_, err := tx.Exec(`INSERT INTO cohorts_cohort (borough_id, id, name, from_group, terms, purpose, basis, letter, points, scope, open_count, state,
		frozen_at, frozen_by, handed_by, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,'',1)`,
		tx.Borough(), c.ID, c.Name, c.Group, db.JSONOf(c.Terms), c.Purpose, c.Basis, c.Letter, c.Points, db.JSONOf(c.Scope), c.Open, c.State, c.FrozenAt, c.FrozenBy)
	return err
}

// setState moves a cohort on, from the state and the version it was read in.
func setState(tx *db.Tx, c Cohort, to State) error {
	n, err := tx.Exec(`UPDATE cohorts_cohort SET state = ?, handed_at = ?, handed_by = ?, team = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND state = ? AND version = ?`, to, db.NullTimeOf(c.HandedAt), c.HandedBy, c.Team, tx.Borough(), c.ID, c.State, c.Version)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "cohorts.stale", "Somebody else has gone on with this cohort. Look at it again.")
	}
	return err
}

func insertMember(tx *db.Tx, id ID, m Member) error {
	_, err := tx.Exec(`INSERT INTO cohorts_member (borough_id, cohort_id, record_id, person_id, hood, standing, why, words, work)
		VALUES (?,?,?,?,?,?,?,?,'') ON CONFLICT DO NOTHING`, tx.Borough(), id, m.Record, m.Person, m.Hood, m.Standing, m.Why, m.Words)
	return err
}

// settle notes what came of somebody who was in; false where somebody else did so first.
func settle(tx *db.Tx, id ID, m Member) (bool, error) {
	n, err := tx.Exec(`UPDATE cohorts_member SET standing = ?, why = ?, words = ?, work = ?, done_at = ?
		WHERE borough_id = ? AND cohort_id = ? AND record_id = ? AND standing = ?`,
		m.Standing, m.Why, m.Words, m.Work, tx.Now(), tx.Borough(), id, m.Record, In)
	return n == 1, err
}

// members reads those of a standing, as far as somebody may see them, behind a record.
func members(r db.Reader, who access.Principal, id ID, s Standing, after people.RecordID, limit int) ([]Member, error) {
	cond, args := people.Visible(who)
	rows, err := r.Query(`SELECT m.record_id, m.person_id, p.given_names, p.family_name, m.hood, m.standing, m.why, m.words, m.work, m.done_at
		FROM cohorts_member m JOIN people_record p ON p.borough_id = m.borough_id AND p.id = m.record_id
		WHERE m.borough_id = ? AND m.cohort_id = ? AND m.standing = ? AND m.record_id > ? AND `+cond+` ORDER BY m.record_id LIMIT ?`,
		append(append([]any{r.Borough(), id, s, after}, args...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (m Member, err error) {
		var done db.NullTime
		err = rows.Scan(&m.Record, &m.Person, &m.GivenNames, &m.FamilyName, &m.Hood, &m.Standing, &m.Why, &m.Words, &m.Work, &done)
		m.DoneAt = done.Time
		return m, err
	})
}

// toDo are those who are still to be handed on.
func toDo(r db.Reader, id ID, limit int) ([]Member, error) {
	rows, err := r.Query(`SELECT m.record_id, m.person_id, m.hood FROM cohorts_member m
		WHERE m.borough_id = ? AND m.cohort_id = ? AND m.standing = ? ORDER BY m.record_id LIMIT ?`, r.Borough(), id, In, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (m Member, err error) {
		err = rows.Scan(&m.Record, &m.Person, &m.Hood)
		return m, err
	})
}

func counts(r db.Reader, id ID) (c Counts, err error) {
	rows, err := r.Query(`SELECT m.standing, m.why, COUNT(*) FROM cohorts_member m WHERE m.borough_id = ? AND m.cohort_id = ? GROUP BY m.standing, m.why`, r.Borough(), id)
	c.Why = map[Why]int{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var s Standing
		var why Why
		var n int
		err = rows.Scan(&s, &why, &n)
		switch s {
		case In:
			c.In += n
		case Done:
			c.Done += n
		case Left:
			c.Left += n
			c.Why[why] += n
		}
		return none, err
	})
	return c, err
}

// handedSince are those whom a cohort was handed on with since a time, but for one.
func handedSince(r db.Reader, since time.Time, but ID) (map[people.PersonID]time.Time, error) {
	rows, err := r.Query(`SELECT m.person_id, m.done_at FROM cohorts_member m WHERE m.borough_id = ? AND m.standing = ? AND m.done_at > ? AND m.cohort_id <> ?`,
		r.Borough(), Done, since, but)
	all := map[people.PersonID]time.Time{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var who people.PersonID
		var at db.Time
		err = rows.Scan(&who, &at)
		if at.After(all[who]) {
			all[who] = at.Time
		}
		return none, err
	})
	return all, err
}

// reaching are the kinds of work in which somebody is about to be in touch.
var reaching = []tasks.Kind{tasks.FirstContact, tasks.Call, tasks.Visit}

// planned are those whom somebody is about to ring or visit. What is guarded is not told
// here: whoever is about to make the contact is told by the gate.
func planned(r db.Reader) (map[people.PersonID]bool, error) {
	marks, kinds := db.In(reaching)
	rows, err := r.Query(`SELECT COALESCE(m.person_id, t.record_id) FROM tasks_task t
		LEFT JOIN people_membership m ON m.borough_id = t.borough_id AND m.record_id = t.record_id AND m.until IS NULL
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.labels IN ('[]', 'null') AND t.kind IN (`+marks+`)`, append([]any{r.Borough()}, kinds...)...)
	all := map[people.PersonID]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var who people.PersonID
		err = rows.Scan(&who)
		all[who] = true
		return none, err
	})
	return all, err
}

// letterIsSafe reports whether a letter that was queued may go; one that was queued before is
// taken to.
func letterIsSafe(r db.Reader, id messages.ID) (bool, error) {
	var state messages.State
	err := r.QueryRow(`SELECT o.state FROM messages_outbox o WHERE o.borough_id = ? AND o.id = ?`, r.Borough(), id).Scan(&state)
	if errors.Is(err, db.ErrNoRows) {
		return true, nil
	}
	return state != messages.NotSafe, err
}

// dropOld forgets the members of cohorts that were frozen before a time.
func dropOld(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM cohorts_member WHERE borough_id = ? AND EXISTS (SELECT 1 FROM cohorts_cohort c
		WHERE c.borough_id = cohorts_member.borough_id AND c.id = cohorts_member.cohort_id AND c.frozen_at < ?)`, tx.Borough(), before)
	return err
}
