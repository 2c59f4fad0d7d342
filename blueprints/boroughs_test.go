// Package blueprints_test holds the boroughs' blueprints to their promises: they load
// without a problem, their triage decides as the papers say, their words are plain, and
// their facts agree with the real postcodes.
package blueprints_test

import (
	"os"
	"testing"

	"kith/internal/app"
	"kith/internal/blueprint"
)

var boroughs = []string{"wigan", "bury"}

func load(t testing.TB, borough string) *blueprint.Blueprint {
	t.Helper()
	b, problems := blueprint.Load(os.DirFS(borough), app.Features().Sections())
	for _, p := range problems {
		t.Errorf("%s/%s", borough, p)
	}
	if b == nil {
		t.FailNow()
	}
	return b
}

func TestBothBoroughsLoadWithoutAProblem(t *testing.T) {
	for _, borough := range boroughs {
		if b := load(t, borough); b.ID != borough {
			t.Errorf("%s calls itself %s", borough, b.ID)
		}
	}
}
