package boardtest

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

// Blueprint is a borough's own blueprint, always in force.
type Blueprint struct{ *blueprint.Blueprint }

// Current returns it.
func (b Blueprint) Current(context.Context) (*blueprint.Blueprint, error) { return b.Blueprint, nil }

// At returns it, whichever version is asked for.
func (b Blueprint) At(context.Context, string) (*blueprint.Blueprint, error) { return b.Blueprint, nil }

// Wigan reads Wigan's blueprint, without the files of features that stand on higher floors,
// save those named.
func Wigan(t testing.TB, more ...feature.Feature) Blueprint {
	t.Helper()
	folder := above(t, "blueprints/wigan")
	features := feature.Set{
		places.Static(), accounts.Static(), directory.Static(), contacts.Static(), messages.Static(), answers.Static(), needs.Static(), referrals.Static(),
	}
	features = append(features, more...)
	b, problems := blueprint.Load(only(t, os.DirFS(folder), features.Sections()), features.Sections())
	if len(problems) > 0 {
		t.Fatalf("Wigan's blueprint has problems:\n%v", blueprint.Problems(problems))
	}
	return Blueprint{b}
}

// above finds a folder of the project from wherever below it a test runs. Where the source
// lies a test cannot ask: a build with -trimpath has forgotten it.
func above(t testing.TB, folder string) string {
	t.Helper()
	for up, tries := folder, 0; tries < 8; up, tries = filepath.Join("..", up), tries+1 {
		if _, err := os.Stat(up); err == nil {
			return up
		}
	}
	t.Fatalf("there is no %s above this test", folder)
	return ""
}

// only is the part of a folder that sections read.
func only(t testing.TB, folder fs.FS, sections []blueprint.Section) fs.FS {
	t.Helper()
	kept := fstest.MapFS{}
	for _, pattern := range append([]string{"borough.yaml"}, files(sections)...) {
		names, err := fs.Glob(folder, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			content, err := fs.ReadFile(folder, name)
			if err != nil {
				t.Fatal(err)
			}
			kept[name] = &fstest.MapFile{Data: content}
		}
	}
	return kept
}

func files(sections []blueprint.Section) (all []string) {
	for _, s := range sections {
		all = append(all, s.File)
	}
	return all
}
