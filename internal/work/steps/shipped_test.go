package steps

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

var boroughs = []string{"wigan", "bury"}

// shipped are the protocols of a borough as it ships.
func shipped(t testing.TB, borough string) Files {
	t.Helper()
	b, problems := blueprint.Load(folder(t, borough), append(neighbours(), WorkingTimeSection(), Section()))
	if len(problems) > 0 {
		t.Fatalf("the protocols of %s:\n%v", borough, blueprint.Problems(problems))
	}
	return blueprint.Part[Files](b)
}

// folder is the blueprint of a borough without what is read above this floor.
func folder(t testing.TB, borough string) fs.FS {
	t.Helper()
	found := fstest.MapFS{}
	from := os.DirFS("../../../blueprints/" + borough)
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !read(name) {
			return err
		}
		data, err := fs.ReadFile(from, name)
		found[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// read reports whether the sections here read a file of a blueprint.
func read(name string) bool {
	patterns := []string{"borough.yaml", "translations/*.yaml"}
	for _, s := range append(neighbours(), WorkingTimeSection(), Section()) {
		patterns = append(patterns, s.File)
	}
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, _ := path.Match(pattern, name)
		return ok
	})
}

func neighbours() []blueprint.Section {
	return []blueprint.Section{
		places.AreasSection(), accounts.RolesSection(), directory.SignpostsSection(), contacts.RulesSection(), messages.LettersSection(),
		answers.QuestionsSection(), needs.CatalogueSection(), needs.TriageSection(), referrals.DestinationsSection(),
	}
}

var (
	ordinary = day.Working{Opens: 9 * 60, Closes: 17 * 60}
	seven    = day.Working{Opens: 8 * 60, Closes: 20 * 60, Daily: true}
)

// facts are those of an ordinary request.
func facts(now time.Time) Facts {
	return Facts{Working: seven, Parts: StandardParts, NeedDue: now.Add(24 * time.Hour), Answers: 4 * time.Hour}
}
