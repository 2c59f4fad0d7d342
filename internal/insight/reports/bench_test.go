//go:build bench

package reports_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// A borough of a bad season: 100,000 people, 120,000 requests and 300,000 tasks over 117
// days, of which 20,000 are open.
const (
	manyPeople   = 100_000
	manyRequests = 120_000
	manyTasks    = 300_000
)

// numbers are the numbers from 1, as both engines make them.
const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) `

// at is a time so many seconds before now.
func at(d db.Dialect, seconds string) string {
	if d == db.Postgres {
		return `(CAST(? AS TIMESTAMPTZ) - (` + seconds + `) * INTERVAL '1 second')`
	}
	return `strftime('%Y-%m-%dT%H:%M:%S.000000Z', ?, '-' || (` + seconds + `) || ' seconds')`
}

func id(i string) string { return `'0190-' || CAST(` + i + ` AS TEXT)` }

func hood(i string) string {
	return `CASE (` + i + `) % 9 WHEN 0 THEN 'swan' WHEN 1 THEN 'hapi' WHEN 2 THEN 'leigh' WHEN 3 THEN 'wigan-north'
		WHEN 4 THEN 'wigan-central' WHEN 5 THEN 'atherton-tyldesley' WHEN 6 THEN 'ashton-lowton-golborne' WHEN 7 THEN 'leigh' ELSE '' END`
}

// season fills a borough by SQL: through the use cases it would take many minutes.
func season(b *testing.B, of *reportstest.Borough) {
	b.Helper()
	run := func(q string, args ...any) {
		b.Helper()
		if err := of.DB.Write(of.Ctx, func(tx *db.Tx) error { _, err := tx.Exec(q, args...); return err }); err != nil {
			b.Fatal(err)
		}
	}
	d, now, borough := of.DB.Dialect(), reportstest.Now, of.ID()
	run(numbers+`INSERT INTO people_record (borough_id, id, given_names, family_name, phone, email, line1, line2, town, postcode, uprn,
		neighbourhood, routing_rule, routing_source, check_by_hand, language, interpreter, safe_contact, source, added_at, version)
		SELECT ?, `+id("i")+`, 'Pat', 'Sample', '', '', '', '', '', '', '', `+hood("i")+`, '', '', FALSE, '', FALSE, '{}', 'test', ?, 1 FROM n`,
		manyPeople, borough, now)
	const span = 117 * 24 * 3600
	received := fmt.Sprintf("(%d - i) * %d", manyRequests, span/manyRequests)
	run(numbers+`INSERT INTO needs_request (borough_id, id, reference, channel, record_id, asker_name, asker_relation, asker_phone, own_words,
		answers, blueprint_version, idempotency_key, body_hash, code_hash, neighbourhood, routing_rule, routing_source, check_by_hand, state,
		priority, received_at, accept_by, accepted_at, accepted_by, first_contact_due, first_contact_at, refused_reason, closed_at, version)
		SELECT ?, `+id("i")+`, 'R' || i, CASE i % 5 WHEN 0 THEN 'web' WHEN 1 THEN 'partner' ELSE 'phone' END, `+id(fmt.Sprintf("1 + i %% %d", manyPeople))+`,
		'', '', '', '', '{}', '1', 'K' || i, '', '', `+hood("i")+`, '', '', FALSE,
		CASE WHEN i > ? THEN 'received' ELSE 'accepted' END, 'soon', `+at(d, received)+`, ?, NULL, '', ?,
		CASE WHEN i > ? THEN NULL ELSE `+at(d, received+" - (i % 300) * 60")+` END, '', NULL, 1 FROM n`,
		manyRequests, borough, manyRequests-1500, now, now, now, manyRequests-1500, now)
	run(numbers+`INSERT INTO needs_need (borough_id, id, request_id, record_id, category, neighbourhood, route, priority, straight_to, decision,
		state, outcome, due_at, opened_at, version)
		SELECT ?, `+id("i")+`, `+id("i")+`, `+id(fmt.Sprintf("1 + i %% %d", manyPeople))+`, CASE i % 6 WHEN 0 THEN 'medicines' WHEN 1 THEN 'comfort-call' ELSE 'food' END,
		`+hood("i")+`, '', 'soon', '', '{}', 'open', '', ?, `+at(d, received)+`, 1 FROM n`, manyRequests, borough, now, now)
	closed := fmt.Sprintf("(%d - i) * %d", manyTasks-20_000, span/(manyTasks-20_000))
	run(numbers+`INSERT INTO tasks_task (borough_id, id, kind, need_id, request_id, record_id, category, title, instruction, area, neighbourhood,
		priority, state, who_may, labels, destination, assignee_kind, assignee_id, assignee_name, due_at, attempts, refused, outcome, outcome_note,
		opened_at, assigned_at, accepted_at, closed_at, version)
		SELECT ?, `+id("i")+`, CASE i % 3 WHEN 0 THEN 'first-contact' ELSE 'do' END, NULL, `+id(fmt.Sprintf("1 + i %% %d", manyRequests))+`,
		`+id(fmt.Sprintf("1 + i %% %d", manyPeople))+`, 'food', 'Food', '', '', `+hood("i")+`, 'soon', CASE WHEN i > ? THEN 'open' ELSE 'done' END,
		'[]', '[]', '', '', '', '', `+at(d, "(i % 400) * 60")+`, 0, '', CASE WHEN i > ? THEN '' WHEN i % 3 = 0 THEN 'spoken' ELSE 'done' END, '',
		`+at(d, "CASE WHEN i > 280000 THEN i % 90000 ELSE "+closed+" + 3600 + i % 90000 END")+`, NULL, NULL, CASE WHEN i > ? THEN NULL ELSE `+at(d, closed)+` END, 1 FROM n`,
		manyTasks, borough, manyTasks-20_000, now, manyTasks-20_000, now, manyTasks-20_000, now)
	run("ANALYZE")
}

// BenchmarkDashboard is one counting of everything, and each figure by itself.
func BenchmarkDashboard(b *testing.B) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(engine.Name(), func(b *testing.B) {
			of := reportstest.On(b, engine)
			season(b, of)
			ctx := of.As(reportstest.Somebody(access.Manager, ""))
			wigan := reportstest.Wigan(b)
			b.Run("all", func(b *testing.B) {
				for b.Loop() {
					d, err := reports.New(of.DB, wigan, reportstest.Measures(), of.Reads).Dashboard(ctx, "")
					if err != nil || d.Line("tasks.open").Now.Value != 20_000 {
						b.Fatal(d.Line("tasks.open"), err)
					}
				}
			})
			b.Run("kept", func(b *testing.B) {
				s := reports.New(of.DB, wigan, reportstest.Measures(), of.Reads)
				_, _ = s.Dashboard(ctx, "")
				for b.Loop() {
					if _, err := s.Dashboard(ctx, "hapi"); err != nil {
						b.Fatal(err)
					}
				}
			})
			week := feature.Period{From: reportstest.Now.AddDate(0, 0, -7), Until: reportstest.Now.Add(time.Hour)}
			for _, m := range reportstest.Measures() {
				b.Run(m.Name, func(b *testing.B) {
					for b.Loop() {
						if _, err := m.Count(of.DB.Read(ctx), week); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			plans(b, of)
		})
	}
}

// plans prints how the engine finds the rows of each figure.
func plans(b *testing.B, of *reportstest.Borough) {
	week := []any{of.ID(), reportstest.Now.AddDate(0, 0, -7), reportstest.Now}
	for _, q := range []struct {
		name, sql string
		args      []any
	}{
		{"requests", `SELECT q.neighbourhood, q.channel, COUNT(*) FROM needs_request q WHERE q.borough_id = ? AND q.received_at >= ? AND q.received_at < ? GROUP BY q.neighbourhood, q.channel`, week},
		{"waiting", `SELECT q.neighbourhood, COUNT(*) FROM needs_request q WHERE q.borough_id = ? AND q.state = 'received' GROUP BY q.neighbourhood`, week[:1]},
		{"contacts", `SELECT q.neighbourhood, q.received_at, q.first_contact_at FROM needs_request q WHERE q.borough_id = ? AND q.first_contact_at >= ? AND q.first_contact_at < ?`, week},
		{"needs", `SELECT n.neighbourhood, n.category, n.guarded, COUNT(*) FROM needs_need n WHERE n.borough_id = ? AND n.opened_at >= ? AND n.opened_at < ? GROUP BY n.neighbourhood, n.category, n.guarded`, week},
		{"open", `SELECT t.neighbourhood, COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.closed_at IS NULL GROUP BY t.neighbourhood`, week[:1]},
		{"overdue", `SELECT t.neighbourhood, COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.due_at < ? GROUP BY t.neighbourhood`, []any{of.ID(), reportstest.Now}},
		{"done", `SELECT t.neighbourhood, COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.closed_at >= ? AND t.closed_at < ? AND t.outcome IN ('spoken', 'done', 'acknowledged') GROUP BY t.neighbourhood`, week},
		{"supported", `SELECT DISTINCT t.neighbourhood, COALESCE(m.person_id, t.record_id) FROM tasks_task t LEFT JOIN people_membership m ON m.borough_id = t.borough_id AND m.record_id = t.record_id AND m.until IS NULL WHERE t.borough_id = ? AND t.closed_at >= ? AND t.closed_at < ? AND t.kind = 'do' AND t.outcome = 'done'`, week},
		{"time to help", `SELECT t.neighbourhood, t.opened_at, t.closed_at FROM tasks_task t WHERE t.borough_id = ? AND t.closed_at >= ? AND t.closed_at < ? AND t.kind = 'do' AND t.outcome = 'done'`, week},
	} {
		explain := "EXPLAIN QUERY PLAN "
		if of.DB.Dialect() == db.Postgres {
			explain = "EXPLAIN "
		}
		rows, err := of.DB.Read(of.Ctx).Query(explain+q.sql, q.args...)
		lines, err := db.Collect(rows, err, func(rows *db.Rows) (string, error) {
			if of.DB.Dialect() == db.Postgres {
				var line string
				return line, rows.Scan(&line)
			}
			var id, parent, unused int
			var line string
			return line, rows.Scan(&id, &parent, &unused, &line)
		})
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%s:\n\t%s", q.name, strings.Join(lines, "\n\t"))
	}
}
