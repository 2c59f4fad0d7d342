package blueprint_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
)

var schema = []db.Migrations{journal.Migrations(), blueprint.Migrations()}

// of makes the folder the caller's borough's own.
func of(ctx context.Context, change map[string]string) fstest.MapFS {
	fsys := folder(change)
	file := fsys["borough.yaml"]
	file.Data = []byte(strings.Replace(string(file.Data), "id: wigan\n", "id: "+db.CallerOf(ctx).Borough+"\n", 1))
	return fsys
}

func apply(t *testing.T, s *blueprint.Service, ctx context.Context, change map[string]string, note string) (blueprint.Version, []blueprint.Change) {
	t.Helper()
	v, changes, err := s.Apply(ctx, of(ctx, change), note)
	if err != nil {
		t.Fatal(err)
	}
	return v, changes
}

func shorterHours() map[string]string { return with("menu.yaml", "due_hours: 4\n", "due_hours: 2\n") }

func TestApply(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), blueprint.New(d, sections())
		if _, err := s.Current(ctx); fault.KindOf(err) != fault.NotFound {
			t.Fatalf("before the first version Current gave %v", err)
		}
		first, changes := apply(t, s, ctx, nil, "the start")
		if first.Name() != "1" || !first.Current || first.Note != "the start" || first.AppliedBy != "tester" || len(changes) != 3 {
			t.Errorf("first is %+v with %v", first, changes)
		}
		second, changes := apply(t, s, ctx, shorterHours(), "food sooner")
		if second.Name() != "2" || len(changes) != 1 || changes[0].String() != "menu.yaml: dish soup: due_hours 4 → 2" {
			t.Errorf("second is %+v with %v", second, changes)
		}
		if got := hours(t, s, ctx); got != 2 {
			t.Errorf("current due_hours is %d, want 2", got)
		}
		pinned, err := s.At(ctx, "1")
		if err != nil || pinned.Version != "1" || blueprint.Part[menu](pinned).Dishes[0].Hours != 4 {
			t.Errorf("version 1 is %+v, %v", pinned, err)
		}
		history, err := s.History(ctx)
		if err != nil || len(history) != 2 || !history[0].Current || history[1].Current || history[0].Number != 2 {
			t.Errorf("history is %+v, %v", history, err)
		}
	})
}

func hours(t *testing.T, s *blueprint.Service, ctx context.Context) int {
	t.Helper()
	b, err := s.Current(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return blueprint.Part[menu](b).Dishes[0].Hours
}

func TestApplyTwiceChangesNothing(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), blueprint.New(d, sections())
		first, _ := apply(t, s, ctx, nil, "once")
		again, changes := apply(t, s, ctx, nil, "twice")
		if again != first || len(changes) != 0 {
			t.Errorf("the second time gave %+v with %v, want %+v", again, changes, first)
		}
		if n := entries(t, d, ctx); n != 1 {
			t.Errorf("%d journal entries, want 1", n)
		}
		// Going back to what was is a new version, so that the history tells of it.
		apply(t, s, ctx, shorterHours(), "")
		back, _ := apply(t, s, ctx, nil, "back again")
		if back.Number != 3 || back.Hash != first.Hash || entries(t, d, ctx) != 3 {
			t.Errorf("back is %+v with %d entries", back, entries(t, d, ctx))
		}
	})
}

func entries(t *testing.T, d *db.DB, ctx context.Context) (n int) {
	t.Helper()
	r := d.Read(ctx)
	err := r.QueryRow(`SELECT COUNT(*) FROM journal_entry WHERE borough_id = ? AND topic = 'blueprint.applied'`, r.Borough()).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBrokenBlueprintIsRefusedWhole(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), blueprint.New(d, sections())
		first, _ := apply(t, s, ctx, nil, "")
		broken := shorterHours()
		broken["letters/soup.md"] = "no keys\n"
		_, _, err := s.Apply(ctx, of(ctx, broken), "")
		var problems blueprint.Problems
		if fault.KindOf(err) != fault.Invalid || !errors.As(err, &problems) || len(problems) != 1 || problems[0].File != "letters/soup.md" {
			t.Errorf("got %v", err)
		}
		if !strings.Contains(fault.MessageOf(err), "the one in use stays") {
			t.Errorf("the message is %q", fault.MessageOf(err))
		}
		b, err := s.Current(ctx)
		if err != nil || b.Hash != first.Hash || hours(t, s, ctx) != 4 || entries(t, d, ctx) != 1 {
			t.Errorf("current is %+v, %v", b, err)
		}
	})
}

func TestAnotherBoroughsFolderIsRefused(t *testing.T) {
	ctx, s := dbtest.Context(t), blueprint.New(dbtest.New(t, schema...), sections())
	_, _, err := s.Apply(ctx, folder(nil), "")
	if fault.CodeOf(err) != "blueprint.other-borough" || !strings.Contains(fault.MessageOf(err), "the blueprint of wigan") {
		t.Errorf("got %v", err)
	}
}

func TestBoroughsDoNotSeeEachOther(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		s := blueprint.New(d, sections())
		here, there := dbtest.Context(t), dbtest.Context(t)
		apply(t, s, here, nil, "")
		if _, err := s.Current(there); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the other borough's current gave %v", err)
		}
		if _, err := s.At(there, "1"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the other borough's version 1 gave %v", err)
		}
		apply(t, s, there, shorterHours(), "")
		if hours(t, s, here) != 4 || hours(t, s, there) != 2 {
			t.Error("one borough's blueprint changed the other's")
		}
	})
}

func TestDiff(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), blueprint.New(d, sections())
		apply(t, s, ctx, nil, "")
		apply(t, s, ctx, shorterHours(), "")
		apply(t, s, ctx, with("menu.yaml", "due_hours: 4\n", "due_hours: 1\n"), "")
		changes, err := s.Diff(ctx, "1", "3")
		if err != nil || len(changes) != 1 || changes[0].String() != "menu.yaml: dish soup: due_hours 4 → 1" {
			t.Errorf("got %v, %v", changes, err)
		}
		for _, version := range []string{"4", "0", "-1", "", "x", "99999999999999999999"} {
			if _, err := s.Diff(ctx, "1", version); fault.KindOf(err) != fault.NotFound {
				t.Errorf("version %q gave %v", version, err)
			}
			if _, err := s.At(ctx, version); fault.KindOf(err) != fault.NotFound {
				t.Errorf("At %q gave %v", version, err)
			}
		}
	})
}

// Two services stand for two nodes on one database.
func TestAnotherNodeNoticesWithinASecond(t *testing.T) {
	now := clock.NewManual(time.Date(2026, 3, 23, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: now}, schema...)
	ctx, here, there := dbtest.Context(t), blueprint.New(d, sections()), blueprint.New(d, sections())
	apply(t, here, ctx, nil, "")
	if hours(t, there, ctx) != 4 {
		t.Fatal("the other node does not see the first version")
	}
	apply(t, here, ctx, shorterHours(), "")
	if hours(t, here, ctx) != 2 {
		t.Error("the node that applied it does not see it at once")
	}
	now.Advance(time.Second)
	if hours(t, there, ctx) != 2 {
		t.Error("the other node does not see it after a second")
	}
}

func TestCurrentOutlivesTheDatabase(t *testing.T) {
	now := clock.NewManual(time.Date(2026, 3, 23, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: now}, schema...)
	ctx, s := dbtest.Context(t), blueprint.New(d, sections())
	apply(t, s, ctx, nil, "")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	now.Advance(time.Hour)
	if hours(t, s, ctx) != 4 {
		t.Error("the blueprint was lost with the database")
	}
	if _, err := blueprint.New(d, sections()).Current(ctx); err == nil {
		t.Error("a service that knows nothing gave a blueprint from a closed database")
	}
}

func TestChangedBehindOurBack(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), blueprint.New(d, sections())
		apply(t, s, ctx, nil, "")
		err := d.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE blueprint_file SET content = REPLACE(content, 'age > 70', 'true') WHERE borough_id = ?`, tx.Borough())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := blueprint.New(d, sections()).Current(ctx); fault.CodeOf(err) != "blueprint.unusable" {
			t.Errorf("a changed rule gave %v", err)
		}
	})
}

func TestVersionThatThisReleaseCannotUse(t *testing.T) {
	d := dbtest.New(t, schema...)
	ctx := dbtest.Context(t)
	apply(t, blueprint.New(d, sections()), ctx, nil, "")
	later := append(sections(), blueprint.Section{Name: "the wine list", File: "wine.yaml", New: func() any { return &struct{ Reds []string }{} }})
	s := blueprint.New(d, later)
	_, err := s.Current(ctx)
	var problems blueprint.Problems
	if fault.CodeOf(err) != "blueprint.unusable" || !errors.As(err, &problems) {
		t.Fatalf("got %v", err)
	}
	// Its folder, mended, can still be applied over it.
	fsys := of(ctx, nil)
	fsys["wine.yaml"] = &fstest.MapFile{Data: []byte("reds: [claret]\n")}
	if v, changes, err := s.Apply(ctx, fsys, ""); err != nil || v.Number != 2 || len(changes) != 1 {
		t.Errorf("got %+v, %v, %v", v, changes, err)
	}
}

// A later release asks for more; what was applied before goes on being served, as it was.
func TestAVersionThatALaterReleaseWouldRefuse(t *testing.T) {
	d := dbtest.New(t, schema...)
	ctx := dbtest.Context(t)
	apply(t, blueprint.New(d, sections()), ctx, nil, "")
	stricter := sections()
	for i, s := range stricter {
		if s.Name == "the menu" {
			stricter[i].Check = func(c *blueprint.Checker, doc any) {
				s.Check(c, doc)
				c.Problem("dishes", "the menu has no soup of the day").Mend("add one")
			}
		}
	}
	s := blueprint.New(d, stricter)
	b, err := s.Current(ctx)
	if err != nil || len(b.Dated) != 1 || !strings.Contains(b.Dated[0].String(), "soup of the day") {
		t.Fatalf("got %+v, %v", b, err)
	}
	if kept, err := s.At(ctx, "1"); err != nil || blueprint.Part[menu](kept).Dishes[0].Hours != 4 {
		t.Errorf("work pinned to it gets %v, %v", kept, err)
	}
	if _, _, err := s.Apply(ctx, of(ctx, shorterHours()), ""); fault.CodeOf(err) != "blueprint.broken" {
		t.Errorf("the next version is taken with the fault: %v", err)
	}
}

func TestManyApplyAtOnce(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		const people, kinds = 8, 4
		got := make([]blueprint.Version, people)
		var wg sync.WaitGroup
		for i := range people {
			wg.Go(func() {
				change := with("menu.yaml", "due_hours: 4\n", fmt.Sprintf("due_hours: %d\n", 1+i%kinds))
				var err error
				got[i], _, err = blueprint.New(d, sections()).Apply(ctx, of(ctx, change), "")
				if err != nil && fault.KindOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		history, err := blueprint.New(d, sections()).History(ctx)
		if err != nil {
			t.Fatal(err)
		}
		current := 0
		for i, v := range history {
			if v.Number != int64(len(history)-i) {
				t.Errorf("version %d stands where %d belongs", v.Number, len(history)-i)
			}
			if v.Current {
				current++
			}
			if i > 0 && v.Hash == history[i-1].Hash {
				t.Errorf("versions %d and %d are the same", v.Number, history[i-1].Number)
			}
		}
		if current != 1 || !history[0].Current || entries(t, d, ctx) != len(history) {
			t.Errorf("%d current of %d versions with %d entries", current, len(history), entries(t, d, ctx))
		}
		for _, v := range got {
			// Whoever was told of a version finds it; the others were told to try again.
			if v.Number > 0 && history[len(history)-int(v.Number)].Hash != v.Hash {
				t.Errorf("version %d is not what was applied", v.Number)
			}
		}
	})
}

func TestCurrentFromManyGoroutines(t *testing.T) {
	ctx, s := dbtest.Context(t), blueprint.New(dbtest.New(t, schema...), sections())
	apply(t, s, ctx, nil, "")
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if i%5 == 0 {
				if _, _, err := s.Apply(ctx, of(ctx, shorterHours()), ""); err != nil {
					t.Error(err)
				}
			}
			for range 20 {
				b, err := s.Current(ctx)
				if err != nil || b.Version == "" {
					t.Errorf("got %v, %v", b, err)
				}
			}
		})
	}
	wg.Wait()
	if hours(t, s, ctx) != 2 {
		t.Error("what was applied last is not current")
	}
}

func BenchmarkCurrent(b *testing.B) {
	ctx := dbtest.Context(b)
	s := blueprint.New(dbtest.New(b, schema...), sections())
	if _, _, err := s.Apply(ctx, of(ctx, nil), ""); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Current(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
