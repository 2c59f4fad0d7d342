package protocolsview

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
)

const docs = "../../../../docs"

// TestGoldenDrawings holds the drawings of docs/protocols, and the page that shows them, to
// the protocols that ship. KITH_UPDATE_GOLDEN=1 writes them anew.
func TestGoldenDrawings(t *testing.T) {
	var page strings.Builder
	page.WriteString("# Protocols\n\nThe fixed steps of the work, as the two boroughs' blueprints ship them. Each drawing is made from its file by `make gen`; the list under it says the same.\n")
	for _, borough := range stepstest.Boroughs {
		b := stepstest.Blueprint(t, borough)
		fmt.Fprintf(&page, "\n## %s\n", b.Name)
		words := protocols.BookOf(b).Words()
		for _, id := range blueprint.Part[steps.Files](b).IDs() {
			p := blueprint.Part[steps.Files](b)[id]
			o := OutlineOf(p, words)
			name := borough + "-" + id + ".svg"
			golden(t, filepath.Join(docs, "protocols", name), Draw(o, ""))
			fmt.Fprintf(&page, "\n### %s\n\n%s %s.\n\n![The steps of: %s](protocols/%s)\n\n%s", o.Name, o.About, capital(p.Label()), o.Name, name, inList(o))
		}
	}
	golden(t, filepath.Join(docs, "protocols.md"), page.String())
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// inList is an outline as a list in Markdown.
func inList(o Outline) string {
	var b strings.Builder
	for _, s := range o.Steps {
		fmt.Fprintf(&b, "%d. **%s** (%s). %s.\n", s.Number, s.Title, strings.ToLower(s.Kind), strings.Join(s.Facts, ". "))
		for _, e := range s.Exits {
			fmt.Fprintf(&b, "   * %s %s\n", e.When, e.leads())
		}
	}
	return b.String()
}

func golden(t *testing.T, path, want string) {
	t.Helper()
	if os.Getenv("KITH_UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s is not what the protocols draw (%v); run make gen", path, err)
	}
}

func TestDrawingsAreXMLWithoutScriptAndFitTheirFrame(t *testing.T) {
	for _, borough := range stepstest.Boroughs {
		for id, p := range stepstest.Files(t, borough) {
			drawn := Draw(OutlineOf(p, steps.Words{}), p.Steps[0].ID)
			decoder := xml.NewDecoder(bytes.NewReader([]byte(drawn)))
			for {
				token, err := decoder.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s/%s: %v", borough, id, err)
				}
				if e, ok := token.(xml.StartElement); ok {
					for _, a := range e.Attr {
						if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || e.Name.Local == "script" {
							t.Errorf("%s/%s: %s has %s", borough, id, e.Name.Local, a.Name.Local)
						}
					}
				}
			}
			if strings.Count(drawn, "#1d70b8\" stroke=\"#505a5f\"") != 1 {
				t.Errorf("%s/%s: the step it stands at is not filled, or not alone", borough, id)
			}
		}
	}
}

func TestOutlinesSayEveryStepAndEnd(t *testing.T) {
	for _, borough := range stepstest.Boroughs {
		for id, p := range stepstest.Files(t, borough) {
			o := OutlineOf(p, steps.Words{})
			said := inList(o)
			for _, s := range p.Steps {
				if !strings.Contains(said, s.Title) {
					t.Errorf("%s/%s does not say the step %s", borough, id, s.ID)
				}
			}
			if o.Steps[0].ID != p.Steps[0].ID || len(o.Steps) != len(p.Steps) {
				t.Errorf("%s/%s begins with %s and has %d steps", borough, id, o.Steps[0].ID, len(o.Steps))
			}
		}
	}
}
