package volunteers

import (
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// chosen narrows statements to the volunteers asked for: one, or the active ones of some
// neighbourhoods. It is a condition on volunteers_volunteer v.
type chosen struct {
	cond string
	args []any
}

func only(id ID) chosen { return chosen{"v.id = ?", []any{id}} }

// standing are those who stand in one way in some neighbourhoods, nil for every one; "" is
// whoever is not gone.
func standing(hoods []string, s Standing) (c chosen) {
	c = chosen{"v.standing = ?", []any{s}}
	if s == "" {
		c = chosen{"v.standing NOT IN (?,?,?)", []any{Left, Refused, Revoked}}
	}
	if hoods != nil {
		marks, ids := db.In(hoods)
		c.cond, c.args = c.cond+" AND v.neighbourhood IN ("+marks+")", append(c.args, ids...)
	}
	return c
}

// household is where a volunteer lives, by their own record or another of the same person's.
const household = `COALESCE(m.household_id,
		(SELECT h.household_id FROM households_member h WHERE h.borough_id = v.borough_id AND h.record_id = o.person_id AND h.until IS NULL),
		(SELECT h.household_id FROM people_membership k JOIN households_member h ON h.borough_id = k.borough_id AND h.record_id = k.record_id AND h.until IS NULL
			WHERE k.borough_id = v.borough_id AND k.person_id = COALESCE(o.person_id, v.record_id) AND k.until IS NULL LIMIT 1), '')`

// dossiers reads whole dossiers in four statements, however many there are.
func dossiers(r db.Reader, c chosen) ([]Dossier, error) {
	rows, err := r.Query(`SELECT `+columns+`, `+household+` FROM volunteers_volunteer v
		LEFT JOIN households_member m ON m.borough_id = v.borough_id AND m.record_id = v.record_id AND m.until IS NULL
		LEFT JOIN people_membership o ON o.borough_id = v.borough_id AND o.record_id = v.record_id AND o.until IS NULL
		WHERE v.borough_id = ? AND `+c.cond+` ORDER BY v.id`, append([]any{r.Borough()}, c.args...)...)
	all, err := db.Collect(rows, err, func(rows *db.Rows) (d Dossier, err error) {
		var one row
		err = rows.Scan(append(one.dest(), &d.Household)...)
		d.Volunteer = one.volunteer()
		return d, err
	})
	if err != nil {
		return nil, err
	}
	of := make(map[ID]*Dossier, len(all))
	for i := range all {
		of[all[i].ID] = &all[i]
	}
	if err := addChecks(r, c, of); err != nil {
		return nil, err
	}
	if err := addLearned(r, c, of); err != nil {
		return nil, err
	}
	return all, addKeptFrom(r, c, of)
}

const checkColumns = `k.volunteer_id, k.id, k.check_id, k.level, k.number, k.issued_on, k.expires_on, k.seen_by, k.seen_how, k.note, k.withdrawn`

func scanCheck(from scanner) (of ID, h Held, err error) {
	err = from.Scan(&of, &h.ID, &h.Check, &h.Level, &h.Number, &h.IssuedOn, &h.ExpiresOn, &h.SeenBy, &h.SeenHow, &h.Note, &h.Withdrawn)
	return of, h, err
}

func addChecks(r db.Reader, c chosen, to map[ID]*Dossier) error {
	rows, err := r.Query(`SELECT `+checkColumns+` FROM volunteers_check k
		JOIN volunteers_volunteer v ON v.borough_id = k.borough_id AND v.id = k.volunteer_id
		WHERE k.borough_id = ? AND `+c.cond+` ORDER BY k.issued_on DESC, k.id DESC`, append([]any{r.Borough()}, c.args...)...)
	return each(rows, err, func(rows *db.Rows) error {
		id, h, err := scanCheck(rows)
		if d := to[id]; d != nil {
			d.Checks = append(d.Checks, h)
		}
		return err
	})
}

func addLearned(r db.Reader, c chosen, to map[ID]*Dossier) error {
	rows, err := r.Query(`SELECT m.volunteer_id, m.module_id, m.score, m.tries, m.passed_at, m.in_person FROM volunteers_module m
		JOIN volunteers_volunteer v ON v.borough_id = m.borough_id AND v.id = m.volunteer_id
		WHERE m.borough_id = ? AND `+c.cond+` ORDER BY m.volunteer_id, m.module_id`, append([]any{r.Borough()}, c.args...)...)
	return each(rows, err, func(rows *db.Rows) error {
		var id ID
		var l Learned
		var passed db.NullTime
		err := rows.Scan(&id, &l.Module, &l.Score, &l.Tries, &passed, &l.InPerson)
		l.PassedAt = passed.Time
		if d := to[id]; d != nil {
			d.Learned = append(d.Learned, l)
		}
		return err
	})
}

func addKeptFrom(r db.Reader, c chosen, to map[ID]*Dossier) error {
	rows, err := r.Query(`SELECT x.volunteer_id, x.record_id FROM volunteers_exclusion x
		JOIN volunteers_volunteer v ON v.borough_id = x.borough_id AND v.id = x.volunteer_id
		WHERE x.borough_id = ? AND x.until IS NULL AND `+c.cond+` ORDER BY x.id`, append([]any{r.Borough()}, c.args...)...)
	return each(rows, err, func(rows *db.Rows) error {
		var id ID
		var record people.RecordID
		err := rows.Scan(&id, &record)
		if d := to[id]; d != nil {
			d.KeptFrom = append(d.KeptFrom, record)
		}
		return err
	})
}

func each(rows *db.Rows, err error, row func(*db.Rows) error) error {
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) { return struct{}{}, row(rows) })
	return err
}

func insertCheck(tx *db.Tx, of ID, h Held) error {
	_, err := tx.Exec(`INSERT INTO volunteers_check (borough_id, id, volunteer_id, check_id, level, number, issued_on, expires_on, seen_by, seen_how,
		note, withdrawn, recorded_at, recorded_by) VALUES (?,?,?,?,?,?,?,?,?,?,?,'',?,?)`,
		tx.Borough(), h.ID, of, h.Check, h.Level, h.Number, h.IssuedOn, h.ExpiresOn, h.SeenBy, h.SeenHow, h.Note, tx.Now(), tx.Actor())
	return err
}

func withdrawCheck(tx *db.Tx, of ID, id HeldID, why string) (bool, error) {
	n, err := tx.Exec(`UPDATE volunteers_check SET withdrawn = ? WHERE borough_id = ? AND volunteer_id = ? AND id = ? AND withdrawn = ''`,
		why, tx.Borough(), of, id)
	return n == 1, err
}

// putLearned writes a try at a module. Whoever has passed stays passed.
func putLearned(tx *db.Tx, of ID, l Learned) error {
	_, err := tx.Exec(`INSERT INTO volunteers_module (borough_id, volunteer_id, module_id, score, tries, passed_at, in_person)
		VALUES (?,?,?,?,?,?,?) ON CONFLICT (borough_id, volunteer_id, module_id) DO UPDATE SET score = excluded.score,
		tries = volunteers_module.tries + excluded.tries, in_person = CASE WHEN volunteers_module.passed_at IS NULL THEN excluded.in_person ELSE volunteers_module.in_person END,
		passed_at = COALESCE(volunteers_module.passed_at, excluded.passed_at)`,
		tx.Borough(), of, l.Module, l.Score, l.Tries, db.NullTimeOf(l.PassedAt), l.InPerson)
	return err
}
