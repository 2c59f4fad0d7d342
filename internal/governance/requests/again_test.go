package requests_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"kith/internal/governance/requests"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/backup"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var seed = []byte(strings.Repeat("s", 32))

// again is a borough that is backed up, goes on, and is restored into another database.
type again struct {
	*testing.T
	ctx      context.Context
	from, to *db.DB
	folder   string // in which erasures are kept apart
	ann, bob people.Record
	identity *age.X25519Identity
	said     datamap.Map
	saved    []byte
	need     needs.Need
	work     tasks.Task
}

func each(t *testing.T, test func(g *again)) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			identity, err := age.GenerateX25519Identity()
			if err != nil {
				t.Fatal(err)
			}
			g := &again{T: t, ctx: access.With(dbtest.Context(t), governance), from: dbtest.Empty(t, engine), to: dbtest.Empty(t, engine), folder: filepath.Join(t.TempDir(), "erasures"), identity: identity}
			g.said, err = parts.DataMap()
			g.must(err)
			g.must(db.Migrate(g.ctx, g.from, parts.Migrations()))
			g.must(jobs.Migrate(g.ctx, g.from))
			g.from.SignWith([]byte(strings.Repeat("j", 32)))
			g.to.SignWith([]byte(strings.Repeat("j", 32)))
			g.fill()
			test(g)
		})
	}
}

func (g *again) must(err error) {
	g.Helper()
	if err != nil {
		g.Fatal(err)
	}
}

// service is the program over a database, with the folder of erasures that both share.
func (g *again) service(d *db.DB) *requests.Service {
	s := requests.New(d, g.said, journal.New(d, nil, slog.New(slog.DiscardHandler)).Reads())
	s.KeepsApart(g.folder, seed)
	return s
}

// fill has food under way for Ann, a visit that ends only when it is known how she is, and a
// neighbour, Bob.
func (g *again) fill() {
	g.must(g.from.Write(g.ctx, func(tx *db.Tx) (err error) {
		if g.ann, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Ann", FamilyName: "Canary"}, Source: "call"}, nil); err != nil {
			return err
		}
		if g.bob, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Bob", FamilyName: "Robin"}, Source: "call"}, nil); err != nil {
			return err
		}
		request, err := needs.OpenRequest(tx, needs.NewRequest{Channel: needs.Phone, Record: g.ann.ID, OwnWords: "Canary words", Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: "k"})
		if err != nil {
			return err
		}
		if g.need, err = needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: "food", Decision: needs.Result{Need: "food", Priority: needs.Soon, DueHours: 24}}); err != nil {
			return err
		}
		if _, err = tasks.OpenTask(tx, tasks.NewTask{Kind: tasks.FirstContact, Request: request.ID, Record: g.ann.ID, Title: "Ring Canary", Neighbourhood: "hapi"}); err != nil {
			return err
		}
		g.work, err = tasks.OpenTask(tx, tasks.NewTask{
			Kind: tasks.Do, Request: request.ID, Record: g.ann.ID, Need: g.need.ID, Title: "See Canary", Neighbourhood: "hapi", WhoMay: []needs.Doer{needs.Staff},
			Held: tasks.Held{Run: "run", Step: "see", Assured: true},
		})
		return err
	}))
}

func (g *again) backup() {
	g.Helper()
	var file bytes.Buffer
	_, err := backup.Source{DB: g.from, Version: "1", Now: time.Date(2020, 4, 21, 9, 0, 0, 0, time.UTC)}.Make(g.ctx, &file, []age.Recipient{g.identity.Recipient()})
	g.must(err)
	g.saved = file.Bytes()
}

// restore puts the backup into the other database, in which Ann is again.
func (g *again) restore() *requests.Service {
	g.Helper()
	target := backup.Target{DB: g.to, Migrations: parts.Migrations(), Keys: func(map[string][]byte) error { return nil }}
	_, _, err := target.Restore(g.ctx, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(g.saved)), nil }, []age.Identity{g.identity})
	g.must(err)
	if !strings.Contains(g.dump(), "Canary") {
		g.Fatal("the backup holds nothing of her, so this test shows nothing")
	}
	return g.service(g.to)
}

// erase erases Ann once what is under way for her has ended.
func (g *again) erase() requests.Request {
	g.Helper()
	s := g.service(g.from)
	q, err := s.Record(g.ctx, requests.Request{Kind: requests.Erasure, About: datamap.Person, Subject: string(g.ann.ID), Said: "Take me out", Received: s.Today(g.ctx)})
	g.must(err)
	g.must(s.Identify(g.ctx, q.ID, q.Version, "Passport"))
	if err := s.Erase(g.ctx, q.ID, q.Version+1, "She asked"); code(err) != "requests.under-way" {
		g.Fatalf("erased with food under way: %v", err)
	}
	g.must(g.from.Write(g.ctx, func(tx *db.Tx) error {
		_, err := tasks.EndAll(tx, nil, []people.RecordID{g.ann.ID}, "She asked to be left alone")
		return err
	}))
	g.must(s.Erase(g.ctx, q.ID, q.Version+1, "She asked"))
	return q
}

// dump is everything the restored database holds, as text.
func (g *again) dump() string {
	o := &office{T: g.T, d: g.to, ctx: g.ctx}
	return o.dump()
}

// whole fails where she is in the restored database, or it does not prove itself.
func (g *again) whole() {
	g.Helper()
	dump := g.dump()
	for _, gone := range []string{"Canary", "canary"} {
		if at := strings.Index(dump, gone); at >= 0 {
			g.Errorf("%q is in the restored database: …%s", gone, dump[max(0, at-80):min(len(dump), at+80)])
		}
	}
	if !strings.Contains(dump, "Robin") {
		g.Error("somebody else is gone with her")
	}
	borough := db.CallerOf(g.ctx).Borough
	j := journal.New(g.to, nil, slog.New(slog.DiscardHandler))
	g.must(j.SealBorough(g.ctx, borough))
	if r, err := j.Verify(g.ctx, borough); err != nil || !r.OK() {
		g.Errorf("the journal does not verify: %v %s", err, r)
	}
}

// A backup from before somebody was erased does not bring them back, on either engine: neither
// their data nor the work that had been finished for them since.
func TestARestoredBackupBringsNobodyErasedBack(t *testing.T) {
	each(t, func(g *again) {
		g.backup()
		q := g.erase()
		s := g.restore()
		done, err := s.EraseAgain(g.ctx, nil)
		g.must(err)
		if done.Kept != 1 || done.Done != 1 || len(done.Wrong) != 0 {
			g.Fatalf("%+v", done)
		}
		g.whole()
		left, err := needs.NeedIn(g.to.Read(g.ctx), g.need.ID)
		g.must(err)
		if !left.State.Ended() {
			g.Errorf("food is still under way for nobody: %+v", left)
		}
		var open int
		g.must(g.to.Read(g.ctx).QueryRow(`SELECT count(*) FROM tasks_task WHERE borough_id = ? AND closed_at IS NULL`, db.CallerOf(g.ctx).Borough).Scan(&open))
		if open != 0 {
			g.Errorf("%d tasks are on the board for nobody", open)
		}
		if dead, err := s.Erased(g.ctx, string(g.ann.ID)); err != nil || !dead {
			g.Errorf("there is no tombstone: %v", err)
		}
		if now, err := s.Get(g.ctx, q.ID); err != nil || now.State != requests.Done || !strings.Contains(now.Outcome, "erased again") || now.Identity == "" {
			g.Errorf("the request, which the backup did not hold, reads %+v, %v", now, err)
		}
		told, err := journal.About(g.to.Read(g.ctx), []string{string(g.ann.ID)}, 20)
		g.must(err)
		if len(told) == 0 || told[0].Topic != "requests.erased-again" {
			g.Errorf("the journal tells %+v", told)
		}
		if done, err = s.EraseAgain(g.ctx, nil); err != nil || done.Done != 0 {
			g.Errorf("at the next start it was done once more: %+v %v", done, err)
		}
	})
}

// Where the backup is from between the request and the erasure, the request is closed.
func TestARequestThatWasOpenInTheBackupIsClosed(t *testing.T) {
	each(t, func(g *again) {
		s := g.service(g.from)
		q, err := s.Record(g.ctx, requests.Request{Kind: requests.Erasure, About: datamap.Person, Subject: string(g.ann.ID), Said: "Take Ann Canary out", Received: s.Today(g.ctx)})
		g.must(err)
		g.backup()
		g.must(s.Identify(g.ctx, q.ID, q.Version, "Passport"))
		g.must(g.from.Write(g.ctx, func(tx *db.Tx) error {
			_, err := tasks.EndAll(tx, nil, []people.RecordID{g.ann.ID}, "She asked to be left alone")
			return err
		}))
		g.must(s.Erase(g.ctx, q.ID, q.Version+1, "She asked"))
		r := g.restore()
		_, err = r.EraseAgain(g.ctx, nil)
		g.must(err)
		g.whole()
		if now, err := r.Get(g.ctx, q.ID); err != nil || now.State != requests.Done || now.Said != "" {
			g.Errorf("it reads %+v, %v", now, err)
		}
	})
}

// Files that were altered, cut short, renamed or come from elsewhere erase nobody, and are named.
func TestAFileThatCannotBeBelievedErasesNobody(t *testing.T) {
	for name, one := range map[string]struct {
		do   func(path, text string) error
		want string
	}{
		"altered": {func(path, text string) error {
			return os.WriteFile(path, []byte(strings.Replace(text, "by: ", "by: x", 1)), 0o600)
		}, "was altered"},
		"cut short": {func(path, text string) error { return os.WriteFile(path, []byte(text[:60]), 0o600) }, "is no erasure"},
		"empty":     {func(path, _ string) error { return os.WriteFile(path, nil, 0o600) }, "is no erasure"},
		"renamed": {func(path, _ string) error {
			return os.Rename(path, strings.Replace(path, ".erased", "x.erased", 1))
		}, "another borough or request"},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(g *again) {
				if g.from.Dialect() == db.Postgres {
					g.Skip("what a file says does not depend on the database")
				}
				g.backup()
				g.erase()
				files, err := filepath.Glob(filepath.Join(g.folder, "*.erased"))
				g.must(err)
				if len(files) != 1 {
					g.Fatalf("kept apart: %q", files)
				}
				text, err := os.ReadFile(files[0])
				g.must(err)
				if strings.Contains(string(text), "Canary") || !strings.Contains(string(text), string(g.ann.ID)) {
					g.Errorf("the file says more than ids, or not hers:\n%s", text)
				}
				g.must(one.do(files[0], string(text)))
				done, err := g.restore().EraseAgain(g.ctx, nil)
				g.must(err)
				if done.Done != 0 || len(done.Wrong) != 1 || !strings.Contains(done.Wrong[0], one.want) {
					g.Errorf("%+v, want one fault with %q", done, one.want)
				}
			})
		})
	}
}

// An erasure that could not be kept apart is, once the folder can be written to; until then
// it is told, and they are erased all the same.
func TestAnErasureIsKeptApartOnceTheFolderCanBeWrittenTo(t *testing.T) {
	each(t, func(g *again) {
		good := g.folder
		g.folder = filepath.Join(good, "in a file")
		g.must(os.WriteFile(good, nil, 0o600))
		q := g.erase()
		s := g.service(g.from)
		if err := s.PutApart(g.ctx); err == nil {
			g.Error("nobody is told that it is not kept apart")
		}
		g.must(os.Remove(good))
		if n, err := s.NotApart(g.ctx); n != 1 || err != nil {
			g.Errorf("%d are told to be missing, %v", n, err)
		}
		g.must(s.PutApart(g.ctx))
		g.must(s.PutApart(g.ctx))
		if n, err := s.NotApart(g.ctx); n != 0 || err != nil {
			g.Errorf("%d are told to be missing, %v", n, err)
		}
		if now, err := s.Get(g.ctx, q.ID); err != nil || now.State != requests.Done {
			g.Errorf("the request reads %+v, %v", now, err)
		}
	})
}

// Records that were one person at the time of the backup, and of which the other was found to
// be somebody else before the erasure: that somebody stays.
func TestSomebodyWhoWasTakenForThemStays(t *testing.T) {
	each(t, func(g *again) {
		g.must(g.from.Write(g.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO people_membership (borough_id, id, person_id, record_id, since, joined_by, parted_by) VALUES (?, 'm1', ?, ?, ?, 'agent', '')`, tx.Borough(), g.bob.ID, g.ann.ID, tx.Now())
			return err
		}))
		g.backup()
		g.must(g.from.Write(g.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE people_membership SET until = ? WHERE borough_id = ? AND record_id = ?`, tx.Now(), tx.Borough(), g.ann.ID)
			return err
		}))
		g.erase()
		_, err := g.restore().EraseAgain(g.ctx, nil)
		g.must(err)
		g.whole()
	})
}

func TestWhatIsNoErasure(t *testing.T) {
	for _, text := range []string{"", "hello", "kith head 1\nborough: x", "kith erasure 1\nborough: x\nrequest: r\nabout: person\nids: a\nerased: yesterday\nby: gov\nsignature: c2ln", "kith erasure 1\nborough: x\nrequest: r\nabout: person\nids: \nerased: 2020-04-21T09:00:00Z\nby: gov\nsignature: c2ln"} {
		if _, err := requests.ParseStone(text); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is taken for an erasure: %v", text, err)
		}
	}
}
