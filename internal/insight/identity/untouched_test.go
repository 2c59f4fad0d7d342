package identity_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/tasks"
)

// hanging are the tables with a record or a person in them, by the schema in docs, with the
// column; those of people itself are held to the same by its own tests.
func hanging(t *testing.T) map[string]string {
	t.Helper()
	schema, err := os.ReadFile("../../../docs/schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)CREATE TABLE "?(\w+)"? \((.*?)\n\)`).FindAllStringSubmatch(string(schema), -1) {
		if c := regexp.MustCompile(`\b(record_id|person_id)\s+TEXT`).FindStringSubmatch(m[2]); c != nil && !strings.HasPrefix(m[1], "people_") {
			all[m[1]] = c[1]
		}
	}
	if len(all) < 20 {
		t.Fatalf("only %d tables hang on people", len(all))
	}
	return all
}

// rowsOf is every row of those tables that are there and of these people, as one text.
func (o *office) rowsOf(tables map[string]string, ids []people.PersonID) string {
	o.t.Helper()
	marks, args := db.In(ids)
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	var all []string
	r := o.DB.Read(o.Ctx)
	for _, name := range names {
		rows, err := r.Query(`SELECT * FROM `+name+` WHERE borough_id = ? AND `+tables[name]+` IN (`+marks+`)`, append([]any{r.Borough()}, args...)...)
		if err != nil && (strings.Contains(err.Error(), "no such table") || strings.Contains(err.Error(), "does not exist")) {
			continue // of a feature that this borough is without
		}
		o.must(err)
		columns, err := rows.Columns()
		o.must(err)
		lines, err := db.Collect(rows, nil, func(rows *db.Rows) (string, error) {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(any)
			}
			err := rows.Scan(cells...)
			line := name
			for _, cell := range cells {
				line += fmt.Sprintf(" %v", *cell.(*any))
			}
			return line, err
		})
		o.must(err)
		slices.Sort(lines)
		all = append(all, lines...)
	}
	return strings.Join(all, "\n")
}

// Joining people and taking them apart again moves nothing that hangs on either: every request,
// task, contact, resident and exclusion keeps the record it was written with, and so does what
// is added while they are one.
func TestJoiningMovesNothing(t *testing.T) {
	tables := hanging(t)
	each(t, func(t *testing.T, o *office) {
		rapid.Check(t, func(rt *rapid.T) {
			var ids []people.PersonID
			for range rapid.IntRange(2, 3).Draw(rt, "people") {
				work := o.Add(boardtest.Work{Given: "Amina", Family: "Khan", Hub: "hapi"})
				ids = append(ids, people.PersonID(work.Record))
				if rapid.Bool().Draw(rt, "assigned") {
					o.must(o.Tasks.Claim(o.As(borough), taskOf(work)))
				}
			}
			before := o.rowsOf(tables, ids)
			if !strings.Contains(before, "tasks_task") || !strings.Contains(before, "needs_request") {
				rt.Fatal("nothing hangs on them")
			}
			for _, id := range ids[1:] {
				o.must(o.people.SamePerson(o.As(borough), ids[0], id))
			}
			if joined := o.rowsOf(tables, ids); joined != before {
				rt.Fatalf("joining changed\n%s\nto\n%s", before, joined)
			}
			merges, err := o.people.Merges(o.As(borough), people.Person{ID: ids[0]})
			o.must(err)
			for _, m := range merges {
				_, err := o.people.Unmerge(o.As(borough), m.ID)
				o.must(err)
			}
			if len(merges) != len(ids)-1 || o.rowsOf(tables, ids) != before {
				rt.Fatalf("%d were undone, and what hangs on them is another", len(merges))
			}
		})
	})
}

func taskOf(t tasks.Task) tasks.Choice { return tasks.Choice{ID: t.ID, Version: t.Version} }
