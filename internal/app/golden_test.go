package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/api/apitest"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
	assets "kith/web"
)

// aMonday is a morning on which the hubs are open: what is written to people waits at night.
var aMonday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// opened is the program over an empty embedded database.
func opened(t *testing.T) *App { return openedIn(t) }

func openedIn(t testing.TB) *App {
	t.Helper()
	a, err := Open(t.Context(), config.Common{
		Data: t.TempDir(), Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "error",
	}, clock.NewManual(aMonday), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return a
}

// golden compares a text with a file of docs, which KITH_UPDATE_GOLDEN=1 writes anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("..", "..", "docs", name)
	if os.Getenv("KITH_UPDATE_GOLDEN") == "1" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("docs/%s is out of date (%v). Look at what changed, then run: make gen", name, err)
	}
}

func TestGoldenSchema(t *testing.T) {
	schema, err := db.Schema(t.Context(), opened(t).DB)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "schema.sql", schema)
}

func TestGoldenAPI(t *testing.T) {
	apitest.Golden(t, opened(t).api(), filepath.Join("..", "..", "docs", "openapi.json"))
}

// TestGoldenAccess writes down every door and who may come through, so that a change of
// either is seen when it is made.
func TestGoldenAccess(t *testing.T) {
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	set, err := assets.Assets()
	if err != nil {
		t.Fatal(err)
	}
	site, _, err := a.site(t.Context(), config.Serving{}, set, false)
	if err != nil {
		t.Fatal(err)
	}
	var doors []string
	for _, route := range site.Routes() {
		doors = append(doors, fmt.Sprintf("| `%s %s` | %s |", route.Method, route.Path, route.Who))
	}
	slices.Sort(doors)
	golden(t, "access.md", "# Who may come through which door\n\nWritten by `make gen` from the routes themselves. What somebody then sees of a record is decided by the record: a role is held for the borough, for some neighbourhoods, or for an organisation.\n\n| door | who |\n| --- | --- |\n"+strings.Join(doors, "\n")+"\n")
}
