// Package apitest holds an API's description to a file kept with the source,
// so that a change of what programs rely on is seen when it is made.
package apitest

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/internal/plat/api"
)

// Golden compares the description of a with the file. With KITH_UPDATE_GOLDEN=1 in
// the environment it writes the file instead.
func Golden(t testing.TB, a *api.API, file string) {
	t.Helper()
	got, err := a.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	got = append(bytes.TrimSpace(got), '\n')
	if os.Getenv("KITH_UPDATE_GOLDEN") == "1" {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run the test with KITH_UPDATE_GOLDEN=1 to write it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the API's description is not that of %s; if it should change, run the test with KITH_UPDATE_GOLDEN=1:\n%s", file, diff)
	}
}
