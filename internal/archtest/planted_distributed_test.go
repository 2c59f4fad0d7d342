package archtest

import "testing"

// TestPlantedTies plants what ties a database to one server.
func TestPlantedTies(t *testing.T) {
	const platform = "internal/plat/journal/seal.go"
	var plantings []planting
	for sql, want := range map[string]string{
		"SELECT pg_advisory_xact_lock(1)":                         "uses PG_ADVISORY_XACT_LOCK",
		"SELECT pg_try_advisory_lock(?)":                          "uses PG_TRY_ADVISORY_LOCK",
		"LISTEN jobs":                                             "uses LISTEN",
		"NOTIFY jobs, 'x'":                                        "uses NOTIFY",
		"INSERT INTO journal_entry (seq) VALUES (nextval('seq'))": "uses NEXTVAL",
	} {
		plantings = append(plantings, planting{sql, map[string]string{platform: "const q = `" + sql + "`"}, []string{want}})
	}
	plantings = append(plantings, planting{
		"English, and what is no lock", map[string]string{platform: "const a, b = `Listen to the caller, and notify the hub`, `SELECT id FROM journal_head WHERE borough_id = ? FOR UPDATE`"}, nil,
	})
	check(t, plantings)
}

// TestPlantedSpread plants keys that could not be kept where rows are spread by borough.
func TestPlantedSpread(t *testing.T) {
	const file = "internal/work/tasks/migrations/20300101000000_x.sql"
	const begins = "CREATE TABLE tasks_x (borough_id TEXT NOT NULL, id TEXT NOT NULL, n TEXT, "
	const ends = "PRIMARY KEY (borough_id, id));"
	var plantings []planting
	for sql, want := range map[string]string{
		begins + "UNIQUE (n), " + ends: "tasks_x has a key without borough_id (UNIQUE)",
		"CREATE TABLE tasks_x (borough_id TEXT, id TEXT UNIQUE, PRIMARY KEY (borough_id, id))": "tasks_x has a key without borough_id (UNIQUE)",
		begins + "FOREIGN KEY (n) REFERENCES needs_need (id), " + ends:                         "tasks_x has a key without borough_id (REFERENCES)",
		"CREATE UNIQUE INDEX tasks_x_n ON tasks_task (n)":                                      "tasks_task has a key without borough_id (UNIQUE)",
		begins + "UNIQUE (borough_id, n), " + ends:                                             "",
		"CREATE UNIQUE INDEX tasks_x_n ON tasks_task (borough_id, n) WHERE n IS NOT NULL":      "",
		begins + "FOREIGN KEY (borough_id, n) REFERENCES needs_need (borough_id, id), " + ends: "",
		"CREATE INDEX tasks_x_n ON tasks_task (n)":                                             "",
	} {
		var wanted []string
		if want != "" {
			wanted = []string{want}
		}
		plantings = append(plantings, planting{sql, map[string]string{file: sql}, wanted})
	}
	check(t, plantings)
}
