package households

import (
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// silences are, by the person at the other end, what is not to be told.
type silences struct{ tellNothing, keptFrom map[people.PersonID]bool }

func (s silences) mark(one *Someone) {
	one.TellNothing, one.KeptFrom = s.tellNothing[one.Person], s.keptFrom[one.Person]
}

// silencesOf reads of whom one person is to be told nothing, and who is to be told nothing
// of that person.
func silencesOf(r db.Reader, records []people.RecordID) (s silences, err error) {
	s = silences{map[people.PersonID]bool{}, map[people.PersonID]bool{}}
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT COALESCE(o.person_id, p.id) FROM households_silence n
		JOIN people_record p ON p.borough_id = n.borough_id AND p.id = n.about_id`+whose+`
		WHERE n.borough_id = ? AND n.until IS NULL AND n.from_id IN (`+marks+`)`, append([]any{r.Borough()}, ids...)...)
	if err := into(s.tellNothing, rows, err); err != nil {
		return s, err
	}
	rows, err = r.Query(`SELECT COALESCE(o.person_id, p.id) FROM households_silence n
		JOIN people_record p ON p.borough_id = n.borough_id AND p.id = n.from_id`+whose+`
		WHERE n.borough_id = ? AND n.until IS NULL AND n.about_id IN (`+marks+`)`, append([]any{r.Borough()}, ids...)...)
	return s, into(s.keptFrom, rows, err)
}

func into(set map[people.PersonID]bool, rows *db.Rows, err error) error {
	all, err := db.Collect(rows, err, func(rows *db.Rows) (id people.PersonID, err error) { return id, rows.Scan(&id) })
	for _, id := range all {
		set[id] = true
	}
	return err
}

// silence is that one record's person is to be told nothing of the other's.
type silence struct{}

func insertSilence(tx *db.Tx, about, from people.RecordID) error {
	_, err := tx.Exec(`INSERT INTO households_silence (borough_id, id, about_id, from_id, since, said_by, closed_by)
		VALUES (?,?,?,?,?,?,'')`, tx.Borough(), ident.New[silence](tx.Now()), about, from, tx.Now(), tx.Actor())
	return err
}

// closeSilences ends what was said between two people, whichever of their records it was
// said of.
func closeSilences(tx *db.Tx, about, from []people.RecordID) (bool, error) {
	theseMarks, these := db.In(about)
	thoseMarks, those := db.In(from)
	args := append(append([]any{tx.Now(), tx.Actor(), tx.Borough()}, these...), those...)
	n, err := tx.Exec(`UPDATE households_silence SET until = ?, closed_by = ? WHERE borough_id = ? AND until IS NULL
		AND about_id IN (`+theseMarks+`) AND from_id IN (`+thoseMarks+`)`, args...)
	return n > 0, err
}
