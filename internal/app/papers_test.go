package app

import (
	"fmt"
	"strings"
	"testing"

	"kith/internal/governance/papers"
	"kith/internal/plat/access"
	"kith/internal/plat/config"
	assets "kith/web"
)

// declaredByWigan is what the papers are put together from in the program as it is released,
// with Wigan's blueprint.
func declaredByWigan(t *testing.T) papers.Declared {
	t.Helper()
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	set, err := assets.Assets()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.site(t.Context(), config.Serving{}, set, false); err != nil {
		t.Fatal(err)
	}
	d, err := a.Papers.Declared(a.As(t.Context(), "test", "papers"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestGoldenRecordOfProcessing writes down the record of processing, so that a change of a
// table, a door, a rule or a basis is seen when it is made; every table about people belongs
// to an activity, and each activity has doors and a basis.
func TestGoldenRecordOfProcessing(t *testing.T) {
	d := declaredByWigan(t)
	for _, e := range d.Record() {
		switch {
		case e.ID == "undeclared":
			t.Errorf("tables belong to no activity: %v: name their package in internal/governance/papers/activity.go", e.NoTime)
		case len(e.Recipients) == 0:
			t.Errorf("%s: no door leads to it: mend Doors in internal/governance/papers/activity.go", e.ID)
		case len(e.Bases) == 0:
			t.Errorf("%s has no legal basis in blueprints/wigan/protection.yaml", e.ID)
		}
	}
	golden(t, "record-of-processing.md", recordOfProcessing(d))
}

// recordOfProcessing is the record for people to read in a review.
func recordOfProcessing(d papers.Declared) string {
	var b strings.Builder
	b.WriteString("# Record of processing\n\nWritten by `make gen` from what the program declares and from Wigan's blueprint: the files data.map, the routes, keeping.yaml, assets.yaml and protection.yaml. A council reads its own on the page *Data protection*, and saves it as a file.\n")
	for _, e := range d.Record() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| | |\n| --- | --- |\n", e.Name, e.Purpose)
		row := func(key string, lines ...string) { fmt.Fprintf(&b, "| %s | %s |\n", key, strings.Join(lines, "<br>")) }
		row("whose data", e.Whom())
		for _, h := range e.Holds {
			row(h.Class.Says(), strings.Join(h.Columns, ", "))
		}
		for _, basis := range e.Bases {
			row("basis from "+basis.From.Long(), basis.Says())
		}
		for _, basis := range e.Ended {
			row("basis ended on "+basis.Until.Long(), basis.Says())
		}
		row("received by", roleNames(e.Recipients))
		for _, k := range e.Kept {
			row("kept", k.Says())
		}
		if len(e.NoTime) > 0 {
			row("no time is set", strings.Join(e.NoTime, ", "))
		}
	}
	b.WriteString("\n## How all of it is kept safe\n\n")
	for _, m := range papers.Measures() {
		b.WriteString("* " + m + "\n")
	}
	return b.String()
}

func roleNames(roles []access.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}
