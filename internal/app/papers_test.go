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

// TestGoldenAssessment writes down what the impact assessment says by itself, so that a change
// of a measure is seen when it is made.
func TestGoldenAssessment(t *testing.T) { golden(t, "dpia.md", assessmentText(declaredByWigan(t))) }

// assessmentText is the assessment for people to read in a review.
func assessmentText(d papers.Declared) string {
	var b strings.Builder
	b.WriteString("# Data protection impact assessment\n\nWritten by `make gen` from what the program declares and from Wigan's blueprint. A council reads its own on the page *Data protection*, says there how much of each risk is left, and signs it; from then on the page tells what has changed since.\n\n## What is done\n\n")
	for _, e := range d.Record() {
		special := ""
		if e.Special {
			special = " It holds health or other special category data."
		}
		fmt.Fprintf(&b, "* **%s.** %s%s\n", e.Name, e.Purpose, special)
	}
	b.WriteString("\n[record-of-processing.md](record-of-processing.md) says of each which data, on which basis, and who receives it.\n\n## What may go wrong, and what is done against it\n")
	for _, r := range papers.Risks() {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| measure | proved by |\n| --- | --- |\n", r.Title, r.Harm)
		for _, m := range r.Measures {
			fmt.Fprintf(&b, "| %s | `%s` |\n", m.Says, strings.Join(m.Proofs, "`, `"))
		}
	}
	b.WriteString("\n## What only the council can say\n\nWhether people were asked and what they said, what the data protection officer advises, how much of each risk is left, and what this page found missing in Wigan's blueprint:\n\n")
	for _, g := range d.Gaps() {
		fmt.Fprintf(&b, "* %s %s\n", g.Says, g.Mend)
	}
	return b.String()
}
