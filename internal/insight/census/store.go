package census

import (
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

var noTable = fault.New(fault.NotFound, "census.no-table", "There is no such table. Open it from the page of who lives here.")

const columns = `t.id, t.question, t.state, t.source, t.as_at, t.invented, t.file, t.made_of, t.others, t.taken_at, t.taken_by, t.by_name`

func scanTable(rows *db.Rows) (t Table, err error) {
	var at db.Time
	err = rows.Scan(&t.ID, &t.Question, &t.State, &t.Source, &t.AsAt, &t.Invented, &t.File, &t.Of, &t.Others, &at, &t.TakenBy, &t.ByName)
	t.TakenAt = at.Time
	return t, err
}

// tables reads those of a question in a state, the newest first.
func tables(r db.Reader, question string, state State) ([]Table, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM census_table t WHERE t.borough_id = ? AND t.question = ? AND t.state = ? ORDER BY t.taken_at DESC, t.id`,
		r.Borough(), question, state)
	all, err := db.Collect(rows, err, scanTable)
	for i := range all {
		if err == nil {
			all[i].Categories, err = categories(r, all[i].ID)
		}
	}
	return all, err
}

func tableByID(r db.Reader, id ID) (t Table, err error) {
	rows, err := r.Query(`SELECT `+columns+` FROM census_table t WHERE t.borough_id = ? AND t.id = ?`, r.Borough(), id)
	all, err := db.Collect(rows, err, scanTable)
	if err != nil {
		return t, err
	}
	if len(all) == 0 {
		return t, noTable
	}
	t = all[0]
	t.Categories, err = categories(r, id)
	return t, err
}

func categories(r db.Reader, id ID) ([]Category, error) {
	rows, err := r.Query(`SELECT c.name, c.people, c.choice FROM census_category c WHERE c.borough_id = ? AND c.table_id = ? ORDER BY c.position`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (c Category, err error) { return c, rows.Scan(&c.Name, &c.People, &c.Choice) })
}

func insertTable(tx *db.Tx, t Table) error {
	_, err := tx.Exec(`INSERT INTO census_table (borough_id, id, question, state, source, as_at, invented, file, made_of, others, taken_at, taken_by, by_name)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`, tx.Borough(), t.ID, t.Question, t.State, t.Source, t.AsAt, t.Invented, t.File, t.Of, t.Others, t.TakenAt, t.TakenBy, t.ByName)
	if err != nil {
		return err
	}
	var args []any
	for i, c := range t.Categories {
		args = append(args, tx.Borough(), t.ID, i, c.Name, c.People, c.Choice)
	}
	_, err = tx.Exec(`INSERT INTO census_category (borough_id, table_id, position, name, people, choice) VALUES `+
		strings.Repeat(",(?,?,?,?,?,?)", len(t.Categories))[1:], args...)
	return err
}

// retire takes the table of a question out of use.
func retire(tx *db.Tx, question string) error {
	_, err := tx.Exec(`UPDATE census_table SET state = 'former' WHERE borough_id = ? AND question = ? AND state = 'in-use'`, tx.Borough(), question)
	return err
}

// setInUse puts a table into use with the groups of its categories.
func setInUse(tx *db.Tx, t Table) error {
	for i, c := range t.Categories {
		if _, err := tx.Exec(`UPDATE census_category SET choice = ? WHERE borough_id = ? AND table_id = ? AND position = ?`, c.Choice, tx.Borough(), t.ID, i); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`UPDATE census_table SET state = 'in-use' WHERE borough_id = ? AND id = ?`, tx.Borough(), t.ID)
	return err
}

func deleteTable(tx *db.Tx, id ID) error {
	if _, err := tx.Exec(`DELETE FROM census_category WHERE borough_id = ? AND table_id = ?`, tx.Borough(), id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM census_table WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
	return err
}
