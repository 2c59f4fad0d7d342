package instance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/algo/vrp/check"
	"kith/algo/vrp/instance"
)

// public is where the public sets are, seen from this package.
const public = "../../../../shared/data/vrp"

func read(t *testing.T, path string) *instance.Instance {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in, err := instance.Read(file)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return in
}

// Every published solution keeps every rule and costs exactly what it says: the numbering,
// the rounding and the rules are those of the sets.
func TestPublishedSolutionsAreAccepted(t *testing.T) {
	solutions, err := filepath.Glob(filepath.Join(public, "*", "*.sol"))
	if err != nil {
		t.Fatal(err)
	}
	if len(solutions) == 0 {
		t.Skipf("the public sets are not in %s", public)
	}
	for _, path := range solutions {
		t.Run(filepath.Base(path), func(t *testing.T) {
			stem := strings.TrimSuffix(path, ".sol")
			if _, err := os.Stat(stem + ".vrp"); err == nil {
				stem += ".vrp"
			} else {
				stem = filepath.Join(filepath.Dir(stem), strings.ToLower(filepath.Base(stem))+".txt")
			}
			in := read(t, stem)
			file, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			plan, err := in.ReadPlan(file)
			if err != nil {
				t.Fatal(err)
			}
			if plan.Missing(in.Problem) != 0 {
				t.Errorf("%d stops are left out", plan.Missing(in.Problem))
			}
			if _, err := check.Plan(in.Problem, plan); err != nil {
				t.Error(err)
			}
		})
	}
}
