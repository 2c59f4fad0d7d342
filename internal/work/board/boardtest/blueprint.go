package boardtest

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/registers/accounts"
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

// Wigan reads Wigan's blueprint.
func Wigan(t testing.TB) Blueprint {
	t.Helper()
	_, file, _, _ := runtime.Caller(0)
	folder := filepath.Join(filepath.Dir(file), "../../../../blueprints/wigan")
	features := feature.Set{
		places.Static(), accounts.Static(), directory.Static(), messages.Static(), answers.Static(), needs.Static(), referrals.Static(),
	}
	b, problems := blueprint.Load(os.DirFS(folder), features.Sections())
	if len(problems) > 0 {
		t.Fatalf("Wigan's blueprint has problems:\n%v", blueprint.Problems(problems))
	}
	return Blueprint{b}
}
