package protocolsview

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/referrals"
)

var boroughs = []string{"wigan", "bury"}

// loaded is the blueprint of a borough, as far as it is read on this floor.
func loaded(t testing.TB, borough string) *blueprint.Blueprint {
	t.Helper()
	sections := []blueprint.Section{
		places.AreasSection(), accounts.RolesSection(), directory.SignpostsSection(), contacts.RulesSection(), messages.LettersSection(),
		answers.QuestionsSection(), needs.CatalogueSection(), needs.TriageSection(), referrals.DestinationsSection(),
		protocols.WorkingTimeSection(), protocols.Section(),
	}
	b, problems := blueprint.Load(folder(t, borough, sections), sections)
	if len(problems) > 0 {
		t.Fatal(blueprint.Problems(problems))
	}
	return b
}

func shipped(t testing.TB, borough string) protocols.Files {
	return blueprint.Part[protocols.Files](loaded(t, borough))
}

func folder(t testing.TB, borough string, sections []blueprint.Section) fs.FS {
	t.Helper()
	patterns := []string{"borough.yaml", "translations/*.yaml"}
	for _, s := range sections {
		patterns = append(patterns, s.File)
	}
	found := fstest.MapFS{}
	from := os.DirFS("../../../../blueprints/" + borough)
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		read := slices.ContainsFunc(patterns, func(pattern string) bool {
			ok, _ := path.Match(pattern, name)
			return ok
		})
		if err != nil || d.IsDir() || !read {
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
