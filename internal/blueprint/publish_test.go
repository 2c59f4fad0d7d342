package blueprint_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestPublish(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), blueprint.New(d, sections())
		apply(t, s, ctx, nil, "start")
		files, err := s.Files(ctx, "1")
		if err != nil {
			t.Fatal(err)
		}
		change := func(from, to string) []blueprint.File {
			var changed []blueprint.File
			for _, f := range files {
				f.Content = strings.ReplaceAll(f.Content, from, to)
				changed = append(changed, f)
			}
			return changed
		}
		_, _, err = s.Publish(ctx, blueprint.Publication{Files: change("due_hours: 4", "due_hours: four"), Base: "1"})
		var problems blueprint.Problems
		if fault.KindOf(err) != fault.Invalid || !errors.As(err, &problems) || problems[0].Line == 0 {
			t.Errorf("a broken one: %v", err)
		}
		done := 0
		with := func(*db.Tx) error { done++; return nil }
		made, changes, err := s.Publish(ctx, blueprint.Publication{Files: change("due_hours: 4", "due_hours: 3"), Note: "sooner", Base: "1", With: with})
		if err != nil || made.Name() != "2" || made.Note != "sooner" || len(changes) != 1 || done == 0 {
			t.Errorf("%+v, %v, done %d, %v", made, changes, done, err)
		}
		if _, _, err = s.Publish(ctx, blueprint.Publication{Files: files, Base: "1"}); fault.KindOf(err) != fault.Stale {
			t.Errorf("made from what is not current any more: %v", err)
		}
		failed := errors.New("no")
		_, _, err = s.Publish(ctx, blueprint.Publication{Files: files, With: func(*db.Tx) error { return failed }})
		if history, _ := s.History(ctx); !errors.Is(err, failed) || len(history) != 2 {
			t.Errorf("what failed beside it left %d versions, %v", len(history), err)
		}
	})
}

func TestReadFiles(t *testing.T) {
	s := blueprint.New(nil, sections())
	for name, f := range map[string]blueprint.File{
		"no part":  {Name: "menus.yaml", Content: "a: b"},
		"too high": {Name: "../menu.yaml", Content: "a: b"},
		"no text":  {Name: "menu.yaml", Content: "a: \xff"},
		"too long": {Name: "menu.yaml", Content: strings.Repeat("# a\n", 300_000)},
	} {
		if b, problems := s.Read([]blueprint.File{f}); b != nil || len(problems) == 0 || problems[len(problems)-1].File == "" {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestBanners(t *testing.T) {
	const file = `banners:
  - id: storm
    level: important
    title: Storm warning
    text: Stay in on Tuesday.
    from: 2020-03-24
    until: 2020-03-25
  - id: gas
    level: emergency
    title: Gas leak
    text: Leave Mesnes Street.
`
	b, problems := blueprint.Load(folder(map[string]string{"banners.yaml": file}), sections())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for day, want := range map[string]int{"2020-03-23": 1, "2020-03-24": 2, "2020-03-25": 2, "2020-03-26": 1} {
		at, _ := time.Parse(time.DateOnly, day)
		shown := b.Banners().Shown(at.Add(13 * time.Hour))
		if len(shown) != want || shown[0].ID != "gas" {
			t.Errorf("on %s: %+v", day, shown)
		}
	}
	for change, want := range map[[2]string]string{
		{"until: 2020-03-25", "until: 2020-03-20"}:      "banners.yaml:7:12: the last day comes before the first",
		{"level: emergency", "level: loud"}:             `banners.yaml:9:12: "loud" is not one of the choices`,
		{"id: gas", "id: storm"}:                        `banners.yaml:8:9: banner "storm" is already at banners.yaml:2`,
		{"Gas leak", strings.Repeat("x", 61)}:           "banners.yaml:10:12: the title has 61 characters and may have 60",
		{"Stay in", strings.Repeat("stay in bed ", 30)}: "banners.yaml:5:11: the text has",
		{"from: 2020-03-24", "from: soon"}:              "banners.yaml:6:11:",
	} {
		_, problems := blueprint.Load(folder(map[string]string{"banners.yaml": strings.Replace(file, change[0], change[1], 1)}), sections())
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), want) {
			t.Errorf("%s: %v, want %s", change[1], problems, want)
		}
	}
	none, problems := blueprint.Load(folder(nil), sections())
	if len(problems) > 0 || len(none.Banners().Shown(time.Now())) != 0 {
		t.Errorf("without the file: %v", problems)
	}
}
