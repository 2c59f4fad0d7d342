package calls

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/contacts"
	"kith/internal/work/needs"
)

// How much work stands behind the benchmark, and how many press at once.
const (
	benchPeople = 100_000
	benchTasks  = 300_000
	benchOpen   = 100_000
	pressing    = 200
)

// BenchmarkNextCall has two hundred agents press at once over three hundred thousand tasks,
// on the disk and proof against a power cut, and says how long they waited.
func BenchmarkNextCall(b *testing.B) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(engine.Name(), func(b *testing.B) { benchNextCall(b, benchDB(b, engine)) })
	}
}

func benchDB(b *testing.B, engine db.Dialect) *db.DB {
	if engine == db.Postgres {
		return dbtest.Postgres(b, sets...)
	}
	d, err := db.Open(b.Context(), db.Config{Dir: b.TempDir(), Clock: clock.StartingAt(monday)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Close() })
	d.SignWith([]byte("the key of a journal in a test, 32"))
	if err := db.Migrate(b.Context(), d, sets); err != nil {
		b.Fatal(err)
	}
	return d
}

func benchNextCall(b *testing.B, d *db.DB) {
	r := newRoom(b, d, nil)
	r.fill()
	var waited []time.Duration
	b.ResetTimer()
	for range b.N {
		took, leases := r.press()
		waited = append(waited, took...)
		b.StopTimer()
		r.release(leases)
		b.StartTimer()
	}
	slices.Sort(waited)
	b.ReportMetric(float64(waited[len(waited)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(waited[len(waited)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(waited[len(waited)-1].Microseconds())/1000, "most-ms")
}

// press has everybody press at once, and gives how long each waited for whom.
func (r *room) press() (took []time.Duration, leases []contacts.Lease) {
	took, leases = make([]time.Duration, pressing), make([]contacts.Lease, pressing)
	var wait sync.WaitGroup
	start := make(chan struct{})
	for i := range pressing {
		wait.Go(func() {
			ctx := r.ctx(agent(i))
			<-start
			began := time.Now()
			l, err := r.Next(ctx)
			took[i], leases[i] = time.Since(began), l
			if err != nil {
				r.t.Error(err)
			}
		})
	}
	close(start)
	wait.Wait()
	held := map[string]bool{}
	for _, l := range leases {
		if held[string(l.Person)] {
			r.t.Errorf("%s is with two agents", l.Person)
		}
		held[string(l.Person)] = true
	}
	return took, leases
}

func (r *room) release(leases []contacts.Lease) {
	err := r.db.Write(r.base, func(tx *db.Tx) error {
		for _, l := range leases {
			if err := contacts.EndLease(tx, l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// fill writes people, requests and tasks straight into the tables.
func (r *room) fill() {
	dice, now, borough := rand.New(rand.NewPCG(2020, 4)), r.db.Read(r.base).Now(), r.db.Read(r.base).Borough()
	hoods := []string{"swan", "wigan-central", "atherton-tyldesley", "hapi", "ashton-lowton-golborne", "wigan-north", "leigh"}
	var people, requests, work [][]any
	for n := range benchPeople {
		id, request, hood := string(ident.New[int](now)), string(ident.New[int](now)), hoods[n%len(hoods)]
		said := []string{`{}`, `{"asked":true,"channels":["call"]}`, `{"asked":true,"channels":["call"],"times":"after 6pm"}`}[n%3]
		people = append(people, []any{borough, id, "Amina", fmt.Sprintf("Khan %d", n), "", "", "", "", "", "", "", hood, "", "", false, "", false, said, "test", now, 1})
		requests = append(requests, []any{
			borough, request, fmt.Sprintf("%08d", n), "phone", id, "", "", "", "", "{}", "1", request, "", "", hood, "ward", "", false, "accepted", "soon",
			now, now, "", now, "", 1,
		})
	}
	for n := range benchTasks {
		one := dice.IntN(benchPeople)
		due := now.Add(time.Duration(dice.IntN(7*24*60)-2*24*60) * time.Minute)
		state, kind := "open", []string{"first-contact", "do", "do"}[n%3]
		var closed any
		if n >= benchOpen {
			state, closed = "done", due
		}
		work = append(work, []any{
			borough, string(ident.New[int](now)), kind, requests[one][1], people[one][1], "food", "Task", "", "WN2 3", people[one][11],
			string(needs.Priorities()[dice.IntN(4)]), state, "[]", "[]", "", "", "", "", due, 0, "", "", "", now, closed, 1,
		})
	}
	r.insert("people_record (borough_id, id, given_names, family_name, phone, email, line1, line2, town, postcode, uprn, neighbourhood, "+
		"routing_rule, routing_source, check_by_hand, language, interpreter, safe_contact, source, added_at, version)", people)
	r.insert("needs_request (borough_id, id, reference, channel, record_id, asker_name, asker_relation, asker_phone, own_words, answers, "+
		"blueprint_version, idempotency_key, body_hash, code_hash, neighbourhood, routing_rule, routing_source, check_by_hand, state, priority, "+
		"received_at, accept_by, accepted_by, first_contact_due, refused_reason, version)", requests)
	r.insert("tasks_task (borough_id, id, kind, request_id, record_id, category, title, instruction, area, neighbourhood, priority, state, "+
		"who_may, labels, destination, assignee_kind, assignee_id, assignee_name, due_at, attempts, refused, outcome, outcome_note, opened_at, "+
		"closed_at, version)", work)
	if r.db.Dialect() == db.Postgres {
		if err := r.db.Write(r.base, func(tx *db.Tx) error {
			_, err := tx.Exec("ANALYZE people_record, needs_request, tasks_task")
			return err
		}); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *room) insert(into string, rows [][]any) {
	r.t.Helper()
	for batch := range slices.Chunk(rows, 2000) {
		err := r.db.Write(r.base, func(tx *db.Tx) error {
			for some := range slices.Chunk(batch, 50) {
				marks := "(" + strings.Repeat(", ?", len(some[0]))[2:] + ")"
				_, err := tx.Exec("INSERT INTO "+into+" VALUES "+strings.Repeat(", "+marks, len(some))[2:], slices.Concat(some...)...)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			r.t.Fatal(err)
		}
	}
}
