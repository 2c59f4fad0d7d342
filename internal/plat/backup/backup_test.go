package backup_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"filippo.io/age"

	"kith/internal/kernel/fault"
	"kith/internal/plat/backup"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/jobs"
)

func set(name string, files ...string) db.Migrations {
	fs := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fs["migrations/"+files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return db.Migrations{Name: name, FS: fs}
}

// shelves are three tables of which each refers to the next, by names that sort the other way.
var shelves = []db.Migrations{
	set("a", "3_item.sql", `CREATE TABLE a_item (
		borough_id TEXT NOT NULL, id TEXT NOT NULL, shelf TEXT NOT NULL, count BIGINT, weight DOUBLE PRECISION, fresh BOOLEAN, seen_at TIMESTAMPTZ, note TEXT,
		PRIMARY KEY (borough_id, id), FOREIGN KEY (borough_id, shelf) REFERENCES b_shelf (borough_id, id));`),
	set("b", "2_shelf.sql", `CREATE TABLE b_shelf (borough_id TEXT NOT NULL, id TEXT NOT NULL, bay TEXT NOT NULL,
		PRIMARY KEY (borough_id, id), FOREIGN KEY (borough_id, bay) REFERENCES c_bay (borough_id, id));`),
	set("c", "1_bay.sql", `CREATE TABLE c_bay (borough_id TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (borough_id, id));`),
}

// engines are the pairs a backup goes between.
var pairs = [][2]db.Dialect{{db.SQLite, db.SQLite}, {db.SQLite, db.Postgres}, {db.Postgres, db.SQLite}, {db.Postgres, db.Postgres}}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	for _, pair := range pairs {
		t.Run(fmt.Sprintf("from %s to %s", pair[0], pair[1]), func(t *testing.T) { test(t, newWorld(t, pair[0], pair[1])) })
	}
}

type world struct {
	*testing.T
	ctx      context.Context
	from, to *db.DB
	identity *age.X25519Identity
	keys     map[string][]byte // that came with a restore
}

func newWorld(t *testing.T, from, to db.Dialect) *world {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, ctx: dbtest.Context(t), from: dbtest.Empty(t, from), to: dbtest.Empty(t, to), identity: identity}
	w.must(db.Migrate(w.ctx, w.from, shelves))
	w.must(jobs.Migrate(w.ctx, w.from))
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// item puts an item on a shelf of its own in a bay of its own, all at once.
func (w *world) item(id string, values ...any) {
	w.Helper()
	w.must(w.from.Write(w.ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO c_bay (borough_id, id) VALUES (?, ?)`, tx.Borough(), id); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO b_shelf (borough_id, id, bay) VALUES (?, ?, ?)`, tx.Borough(), id, id); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO a_item (borough_id, id, shelf, count, weight, fresh, seen_at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			append([]any{tx.Borough(), id, id}, values...)...)
		return err
	}))
}

var at = time.Date(2020, 4, 21, 9, 5, 0, 123456000, time.UTC)

// odd are values that have been lost on the way from one program to another before.
func (w *world) odd() {
	w.item("plain", 7, 0.5, true, at, "Two tins.")
	w.item("nothing", nil, nil, nil, nil, nil)
	w.item("empty", 0, 0.0, false, time.Unix(0, 0), "")
	w.item("largest", int64(math.MaxInt64), math.MaxFloat64, true, time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC), "\"quoted\", \\ and </script>\n\tnext line")
	w.item("smallest", int64(math.MinInt64), math.SmallestNonzeroFloat64, false, time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), "Łódź 🫖 \u2028 ê e\u0302")
	w.item("long number", int64(9007199254740993), 0.1, false, at, "[1, 2]")
}

func (w *world) source() backup.Source {
	return backup.Source{DB: w.from, Keys: map[string][]byte{"journal": []byte("one"), "web": []byte("two")}, Version: "7", Now: at}
}

func (w *world) make() []byte {
	w.Helper()
	var file bytes.Buffer
	_, err := w.source().Make(w.ctx, &file, []age.Recipient{w.identity.Recipient()})
	w.must(err)
	return file.Bytes()
}

func (w *world) restore(file []byte, identities ...age.Identity) (backup.Head, backup.Counts, error) {
	target := backup.Target{DB: w.to, Migrations: shelves, Keys: func(keys map[string][]byte) error {
		w.keys = keys
		return nil
	}}
	return target.Restore(w.ctx, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file)), nil }, append(identities, w.identity))
}

// rows are all the rows of a database as text, sorted.
func (w *world) rows(d *db.DB) (all []string) {
	w.Helper()
	w.must(d.Snapshot(w.ctx, func(s *db.Snapshot) error {
		tables, err := s.Tables()
		for _, t := range tables {
			err = s.Rows(t, func(values []any) error {
				all = append(all, fmt.Sprintf("%s %q", t.Name, values))
				return nil
			})
		}
		return err
	}))
	slices.Sort(all)
	return all
}

func TestWhatIsRestoredIsWhatWasBackedUp(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.odd()
		file := w.make()
		if bytes.Contains(file, []byte("tins")) {
			t.Error("the file can be read by anybody")
		}
		head, counts, err := w.restore(file)
		w.must(err)
		if want := (backup.Counts{Tables: 3, Rows: 18}); counts != want || head.Version != "7" || !head.MadeAt.Equal(at) || head.Engine != w.from.Dialect() {
			t.Errorf("restored %+v of %+v", counts, head)
		}
		if !maps.EqualFunc(w.keys, w.source().Keys, bytes.Equal) {
			t.Errorf("the keys are %q", w.keys)
		}
		if was, is := w.rows(w.from), w.rows(w.to); len(is) != 18 || !slices.Equal(was, is) {
			t.Errorf("was\n%q\nis\n%q", was, is)
		}
		w.must(db.CheckSchema(w.ctx, w.to, shelves))
		if _, _, err := w.restore(file); fault.CodeOf(err) != "backup.not-empty" {
			t.Errorf("restored over what was there: %v", err)
		}
	})
}

func TestJobsThatAreLeftGoAlong(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var registry jobs.Registry
		done := make(chan string, 2)
		jobs.Handle(&registry, "parcels.pack", func(_ context.Context, what string) error {
			done <- what
			return nil
		})
		borough := db.CallerOf(w.ctx).Borough
		before, err := jobs.New(w.from, &registry, borough, nil)
		w.must(err)
		w.must(before.Enqueue(w.ctx, "parcels.pack", "for Ince"))
		_, counts, err := w.restore(w.make())
		w.must(err)
		if counts.Jobs != 1 || counts.Dead != 0 {
			t.Errorf("restored %+v", counts)
		}
		after, err := jobs.New(w.to, &registry, borough, nil)
		w.must(err)
		ctx, stop := context.WithCancel(w.ctx)
		var running sync.WaitGroup
		running.Go(func() { after.Run(ctx) })
		select {
		case what := <-done:
			if what != "for Ince" {
				t.Errorf("packed %q", what)
			}
		case <-time.After(30 * time.Second):
			t.Error("the job was never done")
		}
		stop()
		running.Wait()
	})
}

// What is written while a backup is made is in it whole or not at all.
func TestABackupIsOfOneMoment(t *testing.T) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(engine.Name(), func(t *testing.T) {
			w := newWorld(t, engine, db.SQLite)
			stop := make(chan struct{})
			var writing sync.WaitGroup
			writing.Go(func() {
				for i := 0; ; i++ {
					select {
					case <-stop:
						return
					default:
						w.item(fmt.Sprint("item ", i), i, nil, nil, nil, nil)
					}
				}
			})
			var file bytes.Buffer
			for range 5 {
				file.Reset()
				_, err := w.source().Make(w.ctx, &file, []age.Recipient{w.identity.Recipient()})
				w.must(err)
			}
			close(stop)
			writing.Wait()
			_, counts, err := w.restore(file.Bytes())
			w.must(err)
			var bays, items int
			w.must(w.to.Read(w.ctx).QueryRow(`SELECT (SELECT count(*) FROM c_bay WHERE borough_id = b), (SELECT count(*) FROM a_item WHERE borough_id = b) FROM (SELECT ? AS b) x`,
				db.CallerOf(w.ctx).Borough).Scan(&bays, &items))
			if bays != items || int64(3*items) != counts.Rows {
				t.Errorf("%d bays and %d items of %d rows", bays, items, counts.Rows)
			}
		})
	}
}

func TestADamagedBackupLeavesNothingBehind(t *testing.T) {
	w := newWorld(t, db.SQLite, db.SQLite)
	w.odd()
	whole := w.make()
	spoiled := map[string][]byte{}
	for i := range 12 {
		at := i * len(whole) / 12
		spoiled[fmt.Sprint("cut short at ", at)] = whole[:at]
		turned := slices.Clone(whole)
		turned[at] ^= 4
		spoiled[fmt.Sprint("turned at ", at)] = turned
	}
	spoiled["its last byte is gone"] = whole[:len(whole)-1]
	spoiled["more follows"] = append(slices.Clone(whole), 0)
	for name, file := range spoiled {
		_, _, err := w.restore(file)
		if code := fault.CodeOf(err); code != "backup.damaged" && code != "backup.not-one" && code != "backup.identity" {
			t.Errorf("%s: %v", name, err)
		}
		if _, _, checked := backup.Check(bytes.NewReader(file), []age.Identity{w.identity}); fault.KindOf(checked) != fault.Invalid {
			t.Errorf("%s: checked as %v", name, checked)
		}
		if rows := w.rows(w.to); len(rows) != 0 {
			t.Errorf("%s: left %q", name, rows)
		}
	}
	if _, counts, err := backup.Check(bytes.NewReader(whole), []age.Identity{w.identity}); err != nil || counts.Rows != 18 {
		t.Errorf("the whole one has %+v, %v", counts, err)
	}
	if _, _, err := w.restore(whole); err != nil {
		t.Errorf("after all those: %v", err)
	}
}

// written is a file of these lines, as somebody with the recipient could write it.
func (w *world) written(lines ...any) []byte {
	var plain, file bytes.Buffer
	for _, l := range lines {
		text, err := json.Marshal(l)
		w.must(err)
		plain.Write(append(text, '\n'))
	}
	sealed, err := age.Encrypt(&file, w.identity.Recipient())
	w.must(err)
	w.must(pack(sealed, plain.Bytes()))
	w.must(sealed.Close())
	return file.Bytes()
}

func TestWhatIsNotRestored(t *testing.T) {
	w := newWorld(t, db.SQLite, db.SQLite)
	type object = map[string]any
	head := func(format int, migrations ...int) object {
		return object{"kith_backup": object{"format": format, "version": "99", "migrations": migrations}}
	}
	bay := object{"table": object{"name": "c_bay", "columns": []object{{"name": "borough_id", "kind": "text"}, {"name": "id", "kind": "text"}}}}
	end := object{"end": object{"tables": 1, "rows": 1}}
	for _, c := range []struct {
		name, code string
		file       []byte
	}{
		{"a picture", "backup.not-one", []byte("\x89PNG")},
		{"nothing", "backup.not-one", nil},
		{"of a newer format", "backup.newer", w.written(head(2), end)},
		{"of a newer schema", "db.newer", w.written(head(1, 1, 2, 3, 4), end)},
		{"without a beginning", "backup.damaged", w.written(bay, end)},
		{"a row too short", "backup.damaged", w.written(head(1, 1), bay, []any{"wigan"}, end)},
		{"a row of the wrong kind", "backup.damaged", w.written(head(1, 1), bay, []any{"wigan", 7}, end)},
		{"another sum", "backup.damaged", w.written(head(1, 1), bay, []any{"wigan", "x"}, object{"sum": object{"rows": 1, "sum": "0"}}, end)},
		{"fewer than it says", "backup.damaged", w.written(head(1, 1), object{"end": object{"tables": 1}})},
	} {
		if _, _, err := w.restore(c.file); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.name, err)
		}
		if rows := w.rows(w.to); len(rows) != 0 {
			t.Errorf("%s: left %q", c.name, rows)
		}
	}
}

func TestOnlyItsKeyOpensABackup(t *testing.T) {
	w := newWorld(t, db.SQLite, db.SQLite)
	file := w.make()
	mine := w.identity
	w.identity, _ = age.GenerateX25519Identity()
	if _, _, err := w.restore(file); fault.CodeOf(err) != "backup.identity" {
		t.Errorf("with another key: %v", err)
	}
	if _, _, err := w.restore(file, mine); err != nil {
		t.Errorf("with two keys: %v", err)
	}
	if _, err := w.source().Make(w.ctx, io.Discard, nil); fault.CodeOf(err) != "backup.nobody" {
		t.Errorf("for nobody: %v", err)
	}
}
