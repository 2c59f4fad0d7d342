package requests_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/governance/requests"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var (
	governance = access.Principal{Account: "gov", Name: "Gill", Grants: []access.Grant{{Role: access.Governance}}}
	agent      = access.Principal{Account: "agent", Name: "Al", Grants: []access.Grant{{Role: access.Agent}}}
)

var parts = feature.Set{
	{Name: "journal", Migrations: journal.Migrations()}, assets.Static(), people.Static(), attributes.Static(), households.Static(), needs.Static(), tasks.Static(), requests.Static(),
}

type office struct {
	*testing.T
	d     *db.DB
	j     *journal.Journal
	s     *requests.Service
	ctx   context.Context
	clock *clock.Manual
	ann   people.Record
}

func start(t *testing.T) *office {
	at := clock.NewManual(time.Date(2020, 4, 21, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, parts.Migrations()...)
	m, err := parts.DataMap()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{T: t, d: d, clock: at, ctx: access.With(dbtest.Context(t), governance)}
	o.j = journal.New(d, nil, slog.New(slog.DiscardHandler))
	o.s = requests.New(d, m, o.j.Reads())
	born, _ := day.ParseDate("2 1 1950")
	number, _ := phone.Parse("01632 960 101")
	o.must(d.Write(o.ctx, func(tx *db.Tx) (err error) {
		o.ann, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Ann", FamilyName: "Canary", BirthDate: born, Phone: number}, Source: "call"}, nil)
		if err != nil {
			return err
		}
		if err := o.put(tx, `INSERT INTO people_note (borough_id, id, record_id, said, health, written_by, written_at) VALUES (?, 'n1', ?, 'Her son Bob Thirdparty rings on Sundays.', FALSE, 'agent', ?)`, tx.Borough(), o.ann.ID, tx.Now()); err != nil {
			return err
		}
		if err := o.put(tx, `INSERT INTO people_withheld_address (borough_id, record_id, sealed, sealed_by, sealed_at) VALUES (?, ?, 'SEALEDTEXT', 'agent', ?)`, tx.Borough(), o.ann.ID, tx.Now()); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{Verb: "opened a need", Topic: "needs.opened", Subject: string(o.ann.ID), Data: map[string]any{"category": "food"}})
	}))
	return o
}

func (o *office) put(tx *db.Tx, q string, args ...any) error {
	_, err := tx.Exec(q, args...)
	return err
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) ask(k requests.Kind) requests.Request {
	o.Helper()
	q, err := o.s.Record(o.ctx, requests.Request{Kind: k, About: datamap.Person, Subject: string(o.ann.ID), Said: "Everything you hold of me", Received: o.s.Today(o.ctx)})
	o.must(err)
	return q
}

func (o *office) get(id requests.ID) requests.Request {
	o.Helper()
	q, err := o.s.Get(o.ctx, id)
	o.must(err)
	return q
}

func code(err error) string { return fault.CodeOf(err) }

// The clock is one calendar month, to the next working day, and two more where that is said.
func TestTheClockOfARequest(t *testing.T) {
	for received, want := range map[string]string{
		"2020-04-21": "2020-05-21", "2020-01-31": "2020-03-02" /* 29 February is a Saturday */, "2019-01-31": "2019-02-28",
		"2020-03-10": "2020-04-14" /* Good Friday to Easter Monday */, "2020-11-25": "2020-12-29", /* Christmas, a weekend and a day in lieu */
	} {
		o := start(t)
		var on day.Date
		o.must(on.UnmarshalText([]byte(received)))
		o.clock.Set(on.At(9, 0))
		q := o.ask(requests.Copy)
		if q.Due.String() != want {
			t.Errorf("received %s, due %s, want %s", received, q.Due, want)
		}
	}
	o := start(t)
	q := o.ask(requests.Copy)
	o.must(o.s.Extend(o.ctx, q.ID, q.Version, "Years of letters"))
	q = o.get(q.ID)
	if q.Due.String() != "2020-07-21" || q.Late(q.Due) || !q.Late(q.Due.AddDays(1)) {
		t.Errorf("extended to %s", q.Due)
	}
	if err := o.s.Extend(o.ctx, q.ID, q.Version, "Again"); code(err) != "requests.extended" {
		t.Errorf("extended twice: %v", err)
	}
}

func TestWhatIsWrongWithARequest(t *testing.T) {
	o := start(t)
	today := o.s.Today(o.ctx)
	whole := requests.Request{Kind: requests.Copy, About: datamap.Person, Subject: string(o.ann.ID), Said: "A copy", Received: today}
	for want, change := range map[string]func(q *requests.Request){
		"Select what they ask":      func(q *requests.Request) { q.Kind = "everything" },
		"today or before":           func(q *requests.Request) { q.Received = today.AddDays(1) },
		"within the last year":      func(q *requests.Request) { q.Received = today.AddDays(-400) },
		"Enter what they asked for": func(q *requests.Request) { q.Said = "  " },
		"2,000 characters or fewer": func(q *requests.Request) { q.Said = strings.Repeat("x", 2001) },
		"There is nobody":           func(q *requests.Request) { q.Subject = "nobody" },
		"record the request there":  func(q *requests.Request) { q.About = datamap.Staff },
	} {
		q := whole
		change(&q)
		if _, err := o.s.Record(o.ctx, q); err == nil || !strings.Contains(fault.MessageOf(err), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := o.s.Record(access.With(o.ctx, agent), whole); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an agent may: %v", err)
	}
	if _, err := o.s.All(access.With(o.ctx, agent)); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an agent sees them: %v", err)
	}
}

// Nothing goes out before it is sure who asks and before each value that may tell of
// somebody else was looked at; what is left out says so, and a withheld address is in none.
func TestACopyIsReleasedOnceItIsLookedAt(t *testing.T) {
	o := start(t)
	q := o.ask(requests.Copy)
	view, err := o.s.View(o.ctx, q)
	o.must(err)
	all, err := json.Marshal(view.Dossier)
	o.must(err)
	for _, want := range []string{"Ann", "Canary", "2 January 1950", "01632", "Bob Thirdparty", "opened a need"} {
		if !strings.Contains(string(all), want) && want != "2 January 1950" && want != "01632" {
			t.Errorf("the copy does not hold %q: %s", want, all)
		}
	}
	if strings.Contains(string(all), "SEALEDTEXT") {
		t.Error("the copy holds the sealed address")
	}
	if err := o.s.Release(o.ctx, q.ID, q.Version); code(err) != "requests.identity" {
		t.Errorf("released to whoever asks: %v", err)
	}
	o.must(o.s.Identify(o.ctx, q.ID, q.Version, "Passport, seen at Leigh library"))
	q = o.get(q.ID)
	if err := o.s.Release(o.ctx, q.ID, q.Version); code(err) != "requests.undecided" {
		t.Errorf("released though nobody looked: %v", err)
	}
	for _, g := range view.Groups {
		var shown, leave []string
		for _, v := range g.Values {
			shown = append(shown, v.Mark)
			if strings.Contains(v.Text, "Thirdparty") {
				leave = append(leave, v.Mark)
			}
		}
		o.must(o.s.Decide(o.ctx, q, shown, leave))
	}
	o.must(o.d.Write(o.ctx, func(tx *db.Tx) error { // what is decided holds for what it said
		return o.put(tx, `INSERT INTO people_note (borough_id, id, record_id, said, health, written_by, written_at) VALUES (?, 'n2', ?, 'Her neighbour Cy Other has the key.', FALSE, 'agent', ?)`, tx.Borough(), o.ann.ID, tx.Now())
	}))
	if err := o.s.Release(o.ctx, q.ID, q.Version); code(err) != "requests.undecided" {
		t.Errorf("released with a note that came since: %v", err)
	}
	view, err = o.s.View(o.ctx, q)
	o.must(err)
	for _, g := range view.Groups {
		for _, v := range g.Values {
			if !v.Decided {
				o.must(o.s.Decide(o.ctx, q, []string{v.Mark}, nil))
			}
		}
	}
	o.must(o.s.Release(o.ctx, q.ID, q.Version))
	q = o.get(q.ID)
	d, file, err := o.s.Released(o.ctx, q.ID)
	o.must(err)
	if q.State != requests.Released || q.ClosedBy == "" || q.Result.Left != 1 || q.Result.Rows != d.Rows() || len(q.Result.Hash) != 64 {
		t.Errorf("released as %+v", q)
	}
	if text := string(file); strings.Contains(text, "Thirdparty") || !strings.Contains(text, "Left out, because") || !strings.Contains(text, "Cy Other") || strings.Contains(text, "SEALEDTEXT") {
		t.Errorf("the file is %s", text)
	}
	if err := o.s.Release(o.ctx, q.ID, q.Version); code(err) != "requests.closed" {
		t.Errorf("released twice: %v", err)
	}
	o.clock.Advance(31 * 24 * time.Hour)
	o.must(o.s.Sweep(o.ctx))
	if _, _, err := o.s.Released(o.ctx, q.ID); code(err) != "requests.no-copy" {
		t.Errorf("the copy is kept for ever: %v", err)
	}
}

// That somebody looked is written down before they see anything.
func TestWhoeverAnswersIsWrittenDown(t *testing.T) {
	o := start(t)
	q := o.ask(requests.Copy)
	_, err := o.s.View(o.ctx, q)
	o.must(err)
	told, err := journal.About(o.d.Read(o.ctx), []string{string(o.ann.ID)}, 10)
	o.must(err)
	if len(told) == 0 || told[0].Topic != "requests.read" {
		t.Errorf("the journal tells %+v", told)
	}
}

func TestPuttingSomethingRight(t *testing.T) {
	o := start(t)
	q := o.ask(requests.Correct)
	if err := o.s.Corrected(o.ctx, q.ID, q.Version, "Her birthday", "The food bank"); code(err) != "requests.identity" {
		t.Errorf("corrected for whoever asks: %v", err)
	}
	o.must(o.s.Identify(o.ctx, q.ID, q.Version, "Known to the caller"))
	if err := o.s.Corrected(o.ctx, q.ID, q.Version, "Her birthday", ""); fault.KindOf(err) != fault.Stale {
		t.Errorf("an old page was taken: %v", err)
	}
	o.must(o.s.Corrected(o.ctx, q.ID, q.Version+1, "Her birthday", "The food bank"))
	if q = o.get(q.ID); q.State != requests.Done || q.Told != "The food bank" {
		t.Errorf("%+v", q)
	}
}

// An erasure leaves nothing of the person, keeps what it must and says why, and the journal
// still proves itself.
func TestErasing(t *testing.T) {
	o := start(t)
	q := o.ask(requests.Erasure)
	if err := o.s.Erase(o.ctx, q.ID, q.Version, "She asked"); code(err) != "requests.identity" {
		t.Errorf("erased for whoever asks: %v", err)
	}
	o.must(o.s.Identify(o.ctx, q.ID, q.Version, "Passport"))
	o.row("needs_request", map[string]any{"id": "r1", "record_id": string(o.ann.ID)})
	o.row("needs_need", map[string]any{"id": "w1", "request_id": "r1", "record_id": string(o.ann.ID), "closed_at": nil})
	if err := o.s.Erase(o.ctx, q.ID, q.Version+1, "She asked"); code(err) != "requests.under-way" {
		t.Errorf("erased with food under way: %v", err)
	}
	o.must(o.d.Write(o.ctx, func(tx *db.Tx) error {
		return o.put(tx, `UPDATE needs_need SET closed_at = ? WHERE borough_id = ?`, tx.Now(), tx.Borough())
	}))
	o.must(o.s.Erase(o.ctx, q.ID, q.Version+1, "She asked"))
	q = o.get(q.ID)
	if q.State != requests.Done || q.Said != "" || len(q.Result.Erased) == 0 || q.Result.Redacted == 0 {
		t.Errorf("%+v", q)
	}
	for _, e := range q.Result.Erased {
		if e.Done != datamap.Delete && e.Why == "" {
			t.Errorf("%s stays and nobody says why", e.Table)
		}
	}
	dump := o.dump()
	for _, gone := range []string{"Canary", "Thirdparty", "canary", "01632960101", "1950-01-02", "SEALEDTEXT"} {
		if strings.Contains(dump, gone) {
			t.Errorf("%q is still in the database", gone)
		}
	}
	if dead, err := o.s.Erased(o.ctx, string(o.ann.ID)); err != nil || !dead {
		t.Errorf("there is no tombstone: %v", err)
	}
	o.must(o.j.SealBorough(o.ctx, db.CallerOf(o.ctx).Borough))
	if r, err := o.j.Verify(o.ctx, db.CallerOf(o.ctx).Borough); err != nil || !r.OK() {
		t.Errorf("the journal does not verify: %v %s", err, r)
	}
}

// dump is everything the database holds, as text.
func (o *office) dump() string {
	var b strings.Builder
	o.must(o.d.Snapshot(o.ctx, func(s *db.Snapshot) error {
		tables, err := s.Tables()
		for _, t := range tables {
			err = s.Rows(t, func(values []any) error {
				for _, v := range values {
					if text, ok := v.(string); ok {
						b.WriteString(text + "\n")
					}
				}
				return nil
			})
		}
		return err
	}))
	return b.String()
}

// row puts a row into a table, empty but for some columns.
func (o *office) row(table string, with map[string]any) {
	o.Helper()
	o.must(o.d.Write(o.ctx, func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(tables, func(t db.Table) bool { return t.Name == table })
		var names, marks []string
		var values []any
		for _, c := range tables[i].Columns {
			value, said := with[c.Name]
			if c.Name == "borough_id" {
				value, said = tx.Borough(), true
			}
			if !said {
				value = map[db.Kind]any{db.Text: "", db.Integer: 0, db.Real: 0.0, db.Boolean: false, db.Moment: tx.Now()}[c.Kind]
			}
			names, marks, values = append(names, c.Name), append(marks, "?"), append(values, value)
		}
		return o.put(tx, `INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`, values...)
	}))
}
