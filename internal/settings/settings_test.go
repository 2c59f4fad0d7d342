package settings_test

import (
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/settings"
	"kith/internal/settings/settingstest"
)

// tell writes a few journal entries and seals them.
func tell(t *testing.T, b *settingstest.Borough) {
	t.Helper()
	err := b.DB.Write(b.Ctx, func(tx *db.Tx) error {
		for range 3 {
			if err := journal.Record(tx, journal.Entry{Verb: "did something", Topic: "test.did"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = b.Journal.Seal(b.Ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, b *settingstest.Borough) settings.Check {
	t.Helper()
	if err := b.Settings.CheckJournal(b.Ctx); err != nil {
		t.Fatal(err)
	}
	c, found, err := b.Settings.LastCheck(b.As(access.Admin))
	if err != nil || !found || c.At.IsZero() {
		t.Fatalf("kept as %+v, found %v, %v", c, found, err)
	}
	return c
}

func change(t *testing.T, b *settingstest.Borough, q string) {
	t.Helper()
	err := b.DB.Write(b.Ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(q, tx.Borough())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheJournalIsChecked(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		if _, found, err := b.Settings.LastCheck(b.As(access.Admin)); found || err != nil {
			t.Errorf("before the first: found %v, %v", found, err)
		}
		tell(t, b)
		if c := check(t, b); !c.Whole() || c.Entries != 3 {
			t.Errorf("a whole journal is %+v", c)
		}
		tell(t, b)
		if c := check(t, b); !c.Whole() || c.Entries != 6 {
			t.Errorf("a longer one is %+v", c)
		}
		change(t, b, `UPDATE journal_entry SET actor = 'somebody else' WHERE borough_id = ? AND seq = 2`)
		c := check(t, b)
		if c.Whole() || len(c.Problems) != 1 || !strings.Contains(c.Problems[0], "row 2") {
			t.Errorf("an altered one is %+v", c)
		}
		if err := b.Journal.Seal(b.Ctx); err != nil {
			t.Fatal(err)
		}
		if c := check(t, b); c.Entries != 7 {
			t.Errorf("that it was altered was told %d times", c.Entries-6)
		}
	})
}

// A journal put back whole to an earlier day is found by where it ended when last checked.
func TestAJournalPutBackIsFound(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		tell(t, b)
		check(t, b)
		change(t, b, `DELETE FROM journal_entry WHERE borough_id = ?`)
		change(t, b, `DELETE FROM journal_head WHERE borough_id = ?`)
		tell(t, b)
		for range 2 { // and stays found: the fault is not taken for the new end
			if c := check(t, b); c.Whole() {
				t.Error("another journal in its place passes")
			}
		}
	})
}

func TestAskForACheck(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		if err := b.Settings.AskForCheck(b.As(access.Governance)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("governance asks: %v", err)
		}
		if err := b.Settings.AskForCheck(b.As(access.Admin)); err != nil {
			t.Fatal(err)
		}
		b.Work(func() bool {
			_, found, err := b.Settings.LastCheck(b.As(access.Governance))
			return found && err == nil
		})
	})
}

func TestWorkThatCameToRestIsSentAgain(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		dead := b.Rest(2)
		listed, err := b.Settings.DeadJobs(b.As(access.Admin))
		if err != nil || len(listed) != 2 || listed[0].Error != "the printer is jammed" {
			t.Fatalf("listed as %+v, %v", listed, err)
		}
		if err := b.Settings.SendAgain(b.As(access.Governance), dead[0].ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("governance sends: %v", err)
		}
		if err := b.Settings.SendAgain(b.As(access.Admin), dead[0].ID); err != nil {
			t.Fatal(err)
		}
		b.Work(func() bool { return b.Letters.Load() == 1 })
		if err := b.Settings.SendAgain(b.As(access.Admin), dead[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("one that was sent: %v", err)
		}
		var told int
		err = b.DB.Read(b.Ctx).QueryRow(`SELECT COUNT(*) FROM journal_entry WHERE borough_id = ? AND topic = 'settings.sent-again' AND actor = 'admin'`, b.ID()).Scan(&told)
		if err != nil || told != 1 {
			t.Errorf("told %d times, %v", told, err)
		}
	})
}

func TestBlueprints(t *testing.T) {
	b := settingstest.New(t)
	ctx := b.As(access.Governance)
	if all, err := b.Settings.Versions(ctx); err != nil || len(all) != 0 {
		t.Fatalf("before the first: %v, %v", all, err)
	}
	b.Apply("start", "first start")
	b.Apply("admin", "sooner", [3]string{"needs.yaml", "due_hours: 48", "due_hours: 36"})
	all, err := b.Settings.Versions(ctx)
	if v, ok := settings.Current(all); err != nil || !ok || v.Name() != "2" {
		t.Fatalf("in use is %+v, %v", v, err)
	}
	changes, err := b.Settings.Changes(ctx, "1", "2")
	if err != nil || len(changes) != 1 || changes[0].What() != "category food: due_hours 48 → 36" {
		t.Errorf("changed: %v, %v", changes, err)
	}
	f, err := b.Settings.File(ctx, "1", "needs.yaml")
	if err != nil || !strings.Contains(f.Content, "due_hours: 48") {
		t.Errorf("the file of version 1: %v", err)
	}
	for version, name := range map[string]string{"1": "../secret", "9": "needs.yaml", "": "needs.yaml"} {
		if _, err := b.Settings.File(ctx, version, name); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s of version %q: %v", name, version, err)
		}
	}
	for file, want := range map[string]string{"needs.yaml": "need categories", "letters/help-done.md": "letters", "borough.yaml": "the borough", "x": ""} {
		if got := b.Settings.SectionName(file); got != want {
			t.Errorf("%s is %q, want %q", file, got, want)
		}
	}
}

func TestOnlyAdministratorsAndGovernanceSee(t *testing.T) {
	b := settingstest.New(t)
	b.Apply("start", "")
	for _, role := range access.Roles() {
		ctx := b.As(role)
		for name, err := range map[string]error{
			"versions": second(b.Settings.Versions(ctx)), "files": second(b.Settings.Files(ctx, "1")),
			"changes": second(b.Settings.Changes(ctx, "1", "1")), "imports": second(b.Settings.Imports(ctx)),
			"jobs": second(b.Settings.DeadJobs(ctx)), "check": third(b.Settings.LastCheck(ctx)),
		} {
			may := role == access.Admin || role == access.Governance
			if may != (err == nil) || !may && fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s at %s: %v", role, name, err)
			}
		}
	}
}

func second[T any](_ T, err error) error        { return err }
func third[T, U any](_ T, _ U, err error) error { return err }

func TestWho(t *testing.T) {
	b := settingstest.New(t)
	for actor, want := range map[string]string{"": "Nobody", "start": "Kith, when it first started", "operator": "The operator, at the machine", "letters.print": "letters.print"} {
		if got := b.Settings.Who(b.Ctx, actor); got != want {
			t.Errorf("%q is %q", actor, got)
		}
	}
}
