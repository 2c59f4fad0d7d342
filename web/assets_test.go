package web

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
)

func TestPlainFilesAreServedBesideBuiltOnes(t *testing.T) {
	set := assets(t)
	for _, name := range []string{"favicon.svg", "robots.txt"} {
		if _, err := fs.Stat(set.Files, name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := set.Path("favicon.svg"); got != "/assets/favicon.svg" {
		t.Errorf("a file without a fingerprint is at %s", got)
	}
}

func TestEveryFingerprintedNameOpens(t *testing.T) {
	set := assets(t)
	if set.Built() != nil {
		t.Skip("not built: run make assets")
	}
	for _, name := range []string{"public.css", "mirrored.css", "public.js", "staff.css", "staff.js", "map.css", "map.js"} {
		address := set.Path(name)
		file, found := strings.CutPrefix(address, root)
		if !found || file == name {
			t.Errorf("%s has no fingerprint: %s", name, address)
		}
		if _, err := fs.Stat(set.Files, file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The first page a resident sees has to come over a poor connection.
func TestPublicFilesAreSmall(t *testing.T) {
	set := assets(t)
	if set.Built() != nil {
		t.Skip("not built: run make assets")
	}
	const limit = 150_000 // about 25 KB as sent, compressed
	var total int64
	for _, name := range []string{"public.css", "public.js"} {
		info, err := fs.Stat(set.Files, strings.TrimPrefix(set.Path(name), root))
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > limit {
		t.Errorf("public.css and public.js are %d bytes together, more than %d", total, limit)
	}
}

func TestTheRequiredBuildIsMissed(t *testing.T) {
	if set := assets(t); set.Built() == nil {
		t.Skip("built")
	}
	t.Setenv("KITH_REQUIRE_ASSETS", "1")
	if _, err := Assets(); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("got %v", err)
	}
}

func assets(t *testing.T) *Set {
	t.Helper()
	set, err := Assets()
	if err != nil {
		t.Fatal(err)
	}
	return set
}
