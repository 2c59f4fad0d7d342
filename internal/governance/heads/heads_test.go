package heads_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/internal/governance/heads"
	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
)

type desk struct {
	*testing.T
	d       *db.DB
	ctx     context.Context
	clock   *clock.Manual
	j       *journal.Journal
	s       *heads.Service
	folder  string
	borough string
}

func start(t *testing.T) *desk {
	at := clock.NewManual(time.Date(2020, 4, 21, 23, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), heads.Static().Migrations)
	ctx := dbtest.Context(t)
	k := &desk{T: t, d: d, ctx: ctx, clock: at, j: journal.New(d, nil, slog.New(slog.DiscardHandler)), folder: t.TempDir(), borough: db.CallerOf(ctx).Borough}
	k.s = heads.New(d, []byte(strings.Repeat("s", 32)), k.folder)
	return k
}

func (k *desk) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

func (k *desk) exec(q string, args ...any) {
	k.Helper()
	k.must(k.d.Write(k.ctx, func(tx *db.Tx) error { _, err := tx.Exec(q, args...); return err }))
}

// write records and seals n entries.
func (k *desk) write(n int, verb string) {
	k.Helper()
	k.must(k.d.Write(k.ctx, func(tx *db.Tx) error {
		for range n {
			if err := journal.Record(tx, journal.Entry{Verb: verb, Topic: "needs.opened", Subject: "ann"}); err != nil {
				return err
			}
		}
		return nil
	}))
	k.must(k.j.SealBorough(k.ctx, k.borough))
}

// three signs three days' heads over ten entries each.
func (k *desk) three() {
	for range 3 {
		k.write(10, "opened a need")
		k.must(k.s.Sign(k.ctx))
		k.clock.Advance(24 * time.Hour)
	}
}

// verify is what “kith verify” does: the heads, and the journal against them.
func (k *desk) verify() (heads.Found, journal.Report) {
	k.Helper()
	found, err := k.s.Check(k.ctx, k.borough, nil, k.folder)
	k.must(err)
	report, err := k.j.Verify(k.ctx, k.borough, found.Anchors...)
	k.must(err)
	return found, report
}

func TestADaysHeadIsSignedOnceAndSentOutside(t *testing.T) {
	k := start(t)
	var mailed []string
	fails := true
	k.s.MailsBy(func(_ context.Context, h heads.Head) error {
		if fails {
			return errors.New("the mail server is down")
		}
		mailed = append(mailed, h.Text())
		return nil
	})
	k.must(k.s.Sign(k.ctx)) // nothing is sealed: there is no head
	k.write(3, "opened a need")
	if err := k.s.Sign(k.ctx); err == nil {
		t.Error("nobody is told that the head did not go out")
	}
	k.write(3, "opened a need")
	fails = false
	k.must(k.s.Sign(k.ctx))
	k.must(k.s.Sign(k.ctx))
	kept, err := k.s.Kept(k.ctx)
	k.must(err)
	if len(kept) != 1 || kept[0].Anchor.Seq != 3 || kept[0].Day.String() != "2020-04-22" || len(mailed) != 1 {
		t.Fatalf("kept %+v, mailed %q", kept, mailed)
	}
	text, err := os.ReadFile(filepath.Join(k.folder, kept[0].FileName()))
	k.must(err)
	if string(text) != mailed[0] || !strings.Contains(mailed[0], "\nseq: 3\n") {
		t.Errorf("the file says\n%s\nthe mail\n%s", text, mailed[0])
	}
	if found, report := k.verify(); !found.OK() || !report.OK() || found.Heads != 1 {
		t.Errorf("%v\n%s", found, report)
	}
}

// Whoever has the database and the key of the journal writes all of it anew, without the
// third entry, and the heads in the database with it. The journal is whole by itself; the
// heads outside name where it is not the one that was there.
func TestAJournalWrittenAnewWholeIsFoundByTheHeadsOutside(t *testing.T) {
	k := start(t)
	k.three()
	if found, report := k.verify(); !found.OK() || !report.OK() || found.Heads != 3 {
		t.Fatalf("%v\n%s", found, report)
	}
	k.exec(`DELETE FROM journal_entry WHERE borough_id = ?`, k.borough)
	k.exec(`DELETE FROM journal_head WHERE borough_id = ?`, k.borough)
	k.exec(`DELETE FROM heads_head WHERE borough_id = ?`, k.borough)
	k.write(2, "opened a need")
	k.write(28, "did nothing")
	if report, err := k.j.Verify(k.ctx, k.borough); err != nil || !report.OK() {
		t.Fatalf("the journal alone gives it away, so this test shows nothing: %v %s", err, report)
	}
	found, report := k.verify()
	if len(found.Problems) != 3 || !strings.Contains(found.Problems[0], "the head of 2020-04-22 is outside and is gone") {
		t.Errorf("of the heads: %q", found.Problems)
	}
	if report.OK() || report.Problems[0].Seq != 10 || !strings.Contains(report.Problems[0].Message, "row 10 ") {
		t.Errorf("the journal: %s", report)
	}
}

// What is done to heads is found and named.
func TestNoTamperingWithHeadsGoesUnseen(t *testing.T) {
	file := func(k *desk, name string, change func(string) string) {
		path := filepath.Join(k.folder, k.borough+"-"+name+".head")
		text, err := os.ReadFile(path)
		k.must(err)
		k.must(os.WriteFile(path, []byte(change(string(text))), 0o600))
	}
	for name, one := range map[string]struct {
		do   func(k *desk)
		want string
	}{
		"a number changed in the database": {func(k *desk) {
			k.exec(`UPDATE heads_head SET seq = 11 WHERE borough_id = ? AND day = '2020-04-22'`, k.borough)
		}, "the head of 2020-04-22 in the database was altered"},
		"signed with another key": {func(k *desk) {
			other := heads.New(k.d, []byte(strings.Repeat("o", 32)), k.TempDir())
			k.exec(`DELETE FROM heads_head WHERE borough_id = ?`, k.borough)
			k.must(other.Sign(k.ctx))
		}, "was signed with another key"},
		"deleted from the database": {func(k *desk) {
			k.exec(`DELETE FROM heads_head WHERE borough_id = ? AND day = '2020-04-23'`, k.borough)
		}, "the head of 2020-04-23 is outside and is gone"},
		"moved to another day": {func(k *desk) {
			k.exec(`UPDATE heads_head SET day = '2020-05-01' WHERE borough_id = ? AND day = '2020-04-22'`, k.borough)
		}, "the head of 2020-05-01 in the database was altered"},
		"a file changed": {func(k *desk) {
			file(k, "2020-04-22", func(text string) string { return strings.Replace(text, "seq: 10", "seq: 12", 1) })
		}, "the head of 2020-04-22 outside was altered"},
		"a file cut short": {func(k *desk) {
			file(k, "2020-04-22", func(text string) string { return text[:80] })
		}, "2020-04-22.head: This is no head of a journal"},
		"a file of another day": {func(k *desk) {
			file(k, "2020-04-22", func(text string) string { return strings.Replace(text, "day: 2020-04-22", "day: 2020-04-23", 1) })
		}, "holds the head of another day"},
	} {
		t.Run(name, func(t *testing.T) {
			k := start(t)
			k.three()
			one.do(k)
			found, _ := k.verify()
			if found.OK() || !strings.Contains(strings.Join(found.Problems, "\n"), one.want) {
				t.Errorf("found %q, want %q", found.Problems, one.want)
			}
		})
	}
}

func TestWhatIsNoHead(t *testing.T) {
	for _, text := range []string{"", "hello", "kith head 1\nborough: wigan", "kith head 1\nborough: x\nday: 31\nseq: 1\nchain: c\nsigned: now\nkey: k\nsignature: s"} {
		if _, err := heads.Parse(text); err == nil {
			t.Errorf("%q is taken for a head", text)
		}
	}
}
