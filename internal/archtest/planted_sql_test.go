package archtest

import (
	"fmt"
	"testing"
)

const (
	tasks      = "internal/work/tasks/"
	tasksStore = tasks + "store.go"
)

// storing is a store of tasks that holds one statement.
func storing(sql string) map[string]string {
	return map[string]string{tasksStore: fmt.Sprintf("const q = %q", sql)}
}

func TestPlantedStatements(t *testing.T) {
	sound := []string{
		"SELECT id FROM tasks_task WHERE borough_id = ? AND id = ?",
		"INSERT INTO tasks_task (borough_id, id) VALUES (?, ?) ON CONFLICT (borough_id, id) DO UPDATE SET id = excluded.id RETURNING id",
		"UPDATE tasks_task SET version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?",
		"DELETE FROM tasks_task WHERE borough_id = ? AND id IN (SELECT task FROM tasks_offer WHERE borough_id = ? AND state = 'gone')",
		"INSERT INTO tasks_task (borough_id, id) SELECT borough_id, id FROM needs_need WHERE borough_id = ?",
		"SELECT id FROM (SELECT id FROM tasks_task WHERE borough_id = ?) recent WHERE id > ?",
		"SELECT t.id FROM tasks_task t JOIN needs_need n ON n.borough_id = t.borough_id AND n.id = t.need",
		"SELECT t.id FROM tasks_task t, people_person p WHERE t.borough_id = ? AND p.id = t.person",
		"SELECT borough_id, count(*) FROM tasks_task GROUP BY borough_id",
		"WITH late (id) AS (SELECT id FROM tasks_task WHERE borough_id = ?), x AS (SELECT 1) SELECT * FROM late, x",
		"SELECT EXTRACT(epoch FROM due), a IS DISTINCT FROM b FROM tasks_task WHERE borough_id = ? FOR UPDATE SKIP LOCKED",
		"SELECT value FROM json_each(?)",
		"SELECT lat FROM ref_postcode WHERE postcode = ?",
		"-- reads FROM nowhere\nSELECT 'FROM people' FROM tasks_task /* JOIN everything */ WHERE borough_id = ?",
		"SELECT 1",
	}
	var plantings []planting
	for _, sql := range sound {
		plantings = append(plantings, planting{sql, storing(sql), nil})
	}
	const lost = "does not name borough_id"
	broken := []struct{ sql, want string }{
		{"SELECT id FROM tasks_task WHERE id = ?", lost},
		{"SELECT borough_id, id FROM tasks_task WHERE id = ?", lost},
		{"UPDATE tasks_task SET borough_id = ? WHERE id = ?", lost},
		{"DELETE FROM tasks_task WHERE id = ?", lost},
		{"INSERT INTO tasks_task (id) VALUES (?)", lost},
		{"WITH x AS (SELECT id FROM tasks_task) SELECT * FROM x", lost},
		{"select id from tasks_task where id = ?", lost},
		{"SELECT id FROM tasks_task WHERE borough_id = ? UNION SELECT id FROM tasks_offer", lost},
		{"SELECT id FROM tasks_task t WHERE borough_id = ? AND EXISTS (SELECT 1 FROM tasks_offer o WHERE o.task = t.id)", lost},
		{"SELECT id FROM tasks_task WHERE id IN (SELECT task FROM tasks_offer WHERE borough_id = ?)", lost},
		{"DELETE FROM tasks_task WHERE id IN (SELECT task FROM tasks_offer WHERE borough_id = ?)", lost},
		{"INSERT INTO tasks_task (borough_id, id) SELECT borough_id, id FROM needs_need", lost},
		{"WITH x AS (SELECT id FROM tasks_task WHERE borough_id = ?) SELECT t.id FROM tasks_offer t JOIN x ON x.id = t.id", lost},
		{" AND t.id IN (SELECT task FROM tasks_offer)", lost},
		{"SELECT 1; SELECT id FROM tasks_task WHERE borough_id = ?; SELECT id FROM tasks_task", lost},
		{"SELECT p.lat FROM ref_postcode p JOIN tasks_task t ON t.postcode = p.postcode", lost},
		{"INSERT INTO needs_need (borough_id) VALUES (?)", "writes needs_need, which another package owns"},
		{"UPDATE needs_need SET state = ? WHERE borough_id = ?", "writes needs_need"},
		{"DELETE FROM people_person WHERE borough_id = ?", "writes people_person"},
		{"INSERT INTO ref_postcode (postcode) VALUES (?)", "writes ref_postcode"},
		{"INSERT INTO errands (borough_id) VALUES (?)", "writes errands"},
		{"SELECT id FROM errands WHERE borough_id = ?", "reads errands, which belongs to no package"},
		{"SELECT t.id FROM tasks_task t JOIN board_column b ON b.borough_id = t.borough_id", "reads board_column of internal/work/board"},
		{"SELECT id FROM tasks_task WHERE borough_id = ? AND EXISTS (SELECT 1 FROM food_parcel WHERE borough_id = ?)", "reads food_parcel of internal/services/food"},
		{"SELECT t.id FROM tasks_task t, \"reports_day\" r WHERE t.borough_id = ?", "reads reports_day"},
	}
	for _, b := range broken {
		plantings = append(plantings, planting{b.sql, storing(b.sql), []string{b.want}})
	}
	check(t, plantings)
}

func TestPlantedLiterals(t *testing.T) {
	check(t, []planting{
		{
			"constants are joined before they are judged",
			map[string]string{tasksStore: `const columns = "id, state"
const from = " FROM tasks_task t "
const byBorough = "SELECT " + columns + from + "WHERE t.borough_id = ?"
func page(where string) string { return "SELECT " + columns + from + "WHERE t.borough_id = ?" + where }`},
			nil,
		},
		{
			"a beginning is judged where it ends",
			map[string]string{tasksStore: `const all = "SELECT id FROM tasks_task"
func one() string { return all + " WHERE id = ?" }`},
			[]string{"internal/work/tasks/store.go:4: does not name borough_id: SELECT id FROM tasks_task WHERE id = ?"},
		},
		{
			"a borough known only when it runs",
			map[string]string{tasksStore: `func some(where string) string { return "SELECT id FROM tasks_task WHERE " + where }`},
			[]string{"does not name borough_id"},
		},
		{
			"statements inside what is joined",
			map[string]string{tasksStore: `func f(g func(string) string) string { return "x" + g("SELECT id FROM tasks_task") }`},
			[]string{"does not name borough_id"},
		},
		{
			"Sprintf",
			map[string]string{tasksStore: "import \"fmt\"\nfunc f(c string) string { return fmt.Sprintf(\"SELECT %s FROM tasks_task WHERE borough_id = ?\", c) }"},
			[]string{"SQL put together with Sprintf"},
		},
		{
			"Sprintf of a constant",
			map[string]string{tasksStore: "import \"fmt\"\nconst q = `SELECT %s FROM tasks_task WHERE borough_id = ?`\nfunc f(c string) string { return fmt.Sprintf(q, c) }"},
			[]string{"SQL put together with Sprintf"},
		},
		{
			"in a use case",
			map[string]string{tasks + "assign.go": `const q = "SELECT id FROM tasks_task WHERE borough_id = ?"`},
			[]string{"internal/work/tasks/assign.go:3: SQL outside a feature's store"},
		},
		{
			"a fragment in a use case",
			map[string]string{tasks + "assign.go": `const q = " JOIN people_person p ON p.id = t.person"`},
			[]string{"SQL outside a feature's store"},
		},
		{
			"in a page",
			map[string]string{tasks + "tasksweb/store.go": `const q = "SELECT id FROM tasks_task WHERE borough_id = ?"`},
			[]string{"SQL outside a feature's store"},
		},
		{
			"a definition in Go",
			map[string]string{tasks + "tables.go": "const q = `CREATE TABLE tasks_extra (id TEXT)`"},
			[]string{"SQL outside a feature's store"},
		},
		{
			"a second store file, the platform, tests and English are sound",
			map[string]string{
				tasks + "store_offer.go":             `const q = "SELECT id FROM tasks_offer WHERE borough_id = ?"`,
				"internal/plat/jobs/lease.go":        `const q = "UPDATE jobs_lease SET until = ?"`,
				tasks + "a_test.go":                  `const q = "SELECT id FROM tasks_task"`,
				tasks + "words.go":                   `const a, b, c = "Select a hub from the list", "Update your details", "delete from the board"`,
				"internal/registers/places/store.go": `const q = "INSERT INTO ref_postcode (postcode) VALUES (?)"`,
			},
			nil,
		},
	})
}

// What people typed is bound and never joined.
func TestPlantedHoles(t *testing.T) {
	const joined = "joins data to SQL"
	in := func(code string) map[string]string { return map[string]string{tasksStore: code} }
	check(t, []planting{
		{"marks, conditions and the dialect", in(`func find(tx Tx, keys []string) string {
			marks, cond := in(keys), narrowed()
			return "SELECT id FROM tasks_task WHERE borough_id = ? AND id IN (" + marks + ") AND state <> 'gone'" + cond + tx.Dialect().ForUpdate() + strings.Repeat(",?", 3) }`), nil},
		{"between quotes", in(`func find(area string) string { return "SELECT id FROM tasks_task WHERE borough_id = ? AND area = '" + area + "'" }`), []string{joined}},
		{"what an exported function is given", in(`func Find(order string) string { return "SELECT id FROM tasks_task WHERE borough_id = ? ORDER BY " + order }`), []string{joined}},
		{"a field", in(`func find(f Filter) string { return "SELECT id FROM tasks_task WHERE borough_id = ? ORDER BY " + f.Order }`), []string{joined}},
		{"a number made a text", in(`func find(n int) string { return "SELECT id FROM tasks_task WHERE borough_id = ? LIMIT " + strconv.Itoa(n) }`), []string{joined}},
		{"a name made a text", in(`func find(s State) string { return "SELECT id FROM tasks_task WHERE borough_id = ? AND state = " + string(s) }`), []string{joined}},
	})
}

func TestPlantedMigrations(t *testing.T) {
	const file = tasks + "migrations/20261101080000_tasks.sql"
	in := func(sql string) map[string]string { return map[string]string{file: "-- +goose Up\n" + sql} }
	check(t, []planting{
		{"sound", in(`CREATE TABLE IF NOT EXISTS tasks_task (borough_id TEXT NOT NULL, id TEXT NOT NULL, need TEXT NOT NULL,
			PRIMARY KEY (borough_id, id), FOREIGN KEY (borough_id, need) REFERENCES needs_need (borough_id, id));
			ALTER TABLE tasks_task ADD COLUMN due TEXT; CREATE INDEX tasks_task_due ON tasks_task (borough_id, due);`), nil},
		{"the borough is not first", in("CREATE TABLE tasks_task (borough_id TEXT, id TEXT, PRIMARY KEY (id, borough_id));"), []string{"tasks_task does not have borough_id first"}},
		{"no borough", in("CREATE TABLE tasks_task (id TEXT PRIMARY KEY);"), []string{"tasks_task does not have borough_id first"}},
		{"another's name", in("CREATE TABLE needs_extra (borough_id TEXT, PRIMARY KEY (borough_id));"), []string{"creates needs_extra outside the package"}},
		{"nobody's name", in("CREATE TABLE errand (borough_id TEXT, PRIMARY KEY (borough_id));"), []string{"creates errand outside the package"}},
		{"another's table", in("ALTER TABLE needs_need ADD COLUMN task TEXT;"), []string{"alters needs_need"}},
		{"a key upwards", in("ALTER TABLE tasks_task ADD COLUMN parcel TEXT REFERENCES food_parcel (id);"), []string{"a key that reads food_parcel"}},
		{"a trigger", in("CREATE TRIGGER tasks_watch AFTER UPDATE ON tasks_task BEGIN SELECT 1; END;"), []string{"uses TRIGGER"}},
		{"a table no borough owns", map[string]string{
			"internal/registers/places/migrations/1_ref.sql": "CREATE TABLE ref_postcode (postcode TEXT PRIMARY KEY);",
		}, nil},
	})
}
