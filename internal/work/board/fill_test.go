package board

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// hoods are the hubs that fill spreads work over.
var hoods = []string{"swan", "wigan-central", "atherton-tyldesley", "hapi", "ashton-lowton-golborne", "wigan-north", "leigh"}

// bulk says how much fill makes.
type bulk struct {
	People int
	Tasks  int
	Open   int // of the tasks, spread over hubs, states and the days around now
}

const (
	step   = 2000 // rows of one transaction
	joined = 50   // rows of one statement
)

// fill puts much work on the boards at once: believable people, one request for each,
// and tasks of all kinds. It writes rows straight into the tables.
func fill(t testing.TB, h *boardtest.Hub, b bulk) {
	t.Helper()
	f := &filling{bulk: b, dice: rand.New(rand.NewPCG(2020, 4)), now: h.Clock.Now(), borough: h.Borough()}
	f.people()
	insert(t, h, "people_record (borough_id, id, given_names, family_name, phone, email, line1, line2, town, postcode, uprn, neighbourhood, "+
		"routing_rule, routing_source, check_by_hand, language, interpreter, safe_contact, source, added_at, version)", f.records)
	insert(t, h, "needs_request (borough_id, id, reference, channel, record_id, asker_name, asker_relation, asker_phone, own_words, answers, "+
		"blueprint_version, idempotency_key, body_hash, code_hash, neighbourhood, routing_rule, routing_source, check_by_hand, state, priority, "+
		"received_at, accept_by, accepted_by, first_contact_due, refused_reason, version)", f.requests)
	insert(t, h, "tasks_task (borough_id, id, kind, request_id, record_id, category, title, instruction, area, neighbourhood, priority, state, "+
		"who_may, labels, destination, assignee_kind, assignee_id, assignee_name, due_at, attempts, refused, outcome, outcome_note, opened_at, "+
		"closed_at, version)", f.tasks())
	if h.DB.Dialect() == db.Postgres {
		write(t, h, func(tx *db.Tx) error {
			_, err := tx.Exec("ANALYZE people_record, needs_request, tasks_task")
			return err
		})
	}
}

func write(t testing.TB, h *boardtest.Hub, fn func(*db.Tx) error) {
	t.Helper()
	if err := h.DB.Write(h.Ctx, fn); err != nil {
		t.Fatal(err)
	}
}

func insert(t testing.TB, h *boardtest.Hub, into string, rows [][]any) {
	t.Helper()
	for batch := range slices.Chunk(rows, step) {
		write(t, h, func(tx *db.Tx) error {
			for some := range slices.Chunk(batch, joined) {
				marks := "(" + strings.Repeat(", ?", len(some[0]))[2:] + ")"
				_, err := tx.Exec("INSERT INTO "+into+" VALUES "+strings.Repeat(", "+marks, len(some))[2:], slices.Concat(some...)...)
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
}

type filling struct {
	bulk
	dice              *rand.Rand
	now               time.Time
	borough           string
	records, requests [][]any
	folk              []someone
}

type someone struct{ record, request, hood string }

// people are residents of the town, each with a request.
func (f *filling) people() {
	homes := town.Homes(2020, []town.Sector{{Code: "WN2 3", Share: 1}}, 400)
	n := 0
	for house, r := range (town.Borough{Seed: 2020, Today: day.Of(f.now), Homes: homes}).People(f.People) {
		hood := ""
		if n%100 != 0 {
			hood = hoods[n%len(hoods)]
		}
		one := someone{string(ident.New[int](f.now)), string(ident.New[int](f.now)), hood}
		at := f.now.Add(-time.Duration(f.dice.IntN(60*24)) * time.Hour)
		state := "accepted"
		if n%50 == 0 {
			state = "received"
		}
		f.folk = append(f.folk, one)
		f.records = append(f.records, []any{
			f.borough, one.record, r.GivenNames, r.FamilyName, string(r.Phone), r.Email, house.Line1, "", "Wigan", string(house.Home.Postcode), "",
			hood, "ward", "", false, r.Language, r.Interpreter, "{}", "test", at, 1,
		})
		f.requests = append(f.requests, []any{
			f.borough, one.request, fmt.Sprintf("%08d", n), "phone", one.record, "", "", "", "", "{}", "1", one.request, "", "",
			hood, "ward", "", false, state, "soon", at, at.Add(2 * time.Hour), "", at.Add(24 * time.Hour), "", 1,
		})
		n++
	}
}

var kinds = []struct {
	kind            tasks.Kind
	category, title string
}{
	{tasks.FirstContact, "food", "First contact"},
	{tasks.Do, "food", "Get food to the household"},
	{tasks.Do, "medicines", "Fetch a prescription"},
	{tasks.Do, "comfort-call", "Ring for a friendly talk"},
	{tasks.Do, "ppe", "Bring gloves and masks"},
	{tasks.Refer, "benefits-debt", "Refer on"},
}

// tasks are the rows of all tasks: first the open ones, then the rest, done over the
// weeks before.
func (f *filling) tasks() [][]any {
	var rows [][]any
	for i := range f.Tasks {
		rows = append(rows, f.task(i, f.folk[f.dice.IntN(len(f.folk))]))
	}
	f.dice.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
	return rows
}

func (f *filling) task(i int, one someone) []any {
	what := kinds[f.dice.IntN(len(kinds))]
	due := f.now.Add(time.Duration(f.dice.IntN(7*24*60)-2*24*60) * time.Minute)
	state, to, id, name, refused := tasks.Open, "", "", "", ""
	var closed any
	switch roll := f.dice.IntN(10); {
	case i >= f.Open:
		state, due = tasks.Done, due.Add(-time.Duration(f.dice.IntN(60*24))*time.Hour)
		closed = due
	case roll < 3:
		state, to, id, name = tasks.Assigned, "volunteer", fmt.Sprintf("volunteer %d", f.dice.IntN(500)), "Jean Taylor"
	case roll < 5:
		state, to, id, name = tasks.Accepted, "organisation", fmt.Sprintf("organisation %d", f.dice.IntN(15)), "Open Door Food Bank"
	case roll < 6:
		state, to, id, name = tasks.Accepted, "account", fmt.Sprintf("account %d", f.dice.IntN(40)), "Sam Hall"
	case roll == 9 && f.dice.IntN(20) == 0:
		refused = "no car this week"
	}
	return []any{
		f.borough, string(ident.New[int](f.now)), string(what.kind), one.request, one.record, what.category, what.title, "", "WN2 3", one.hood,
		string(needs.Priorities()[f.dice.IntN(4)]), string(state), "[]", "[]", "", to, id, name, due, f.dice.IntN(2), refused, "", "",
		f.now.Add(-time.Duration(f.dice.IntN(72)) * time.Hour), closed, 1,
	}
}
