package blueprint_test

import (
	"strings"
	"testing"

	"kith/internal/blueprint"
)

// FuzzLoad holds Load to its promise on any menu and letter: no panic, and either
// a blueprint or problems that stand inside a file.
func FuzzLoad(f *testing.F) {
	f.Add(goodMenu, goodLetter)
	f.Add("dishes: [{id: a", "---\nsubject: |\n  x\n---\n{{")
	f.Add("? a\n: b\n", "---\n---\n")
	f.Add("- - - a: |\n", "---\n\n---\n\nx")
	f.Fuzz(func(t *testing.T, menu, letter string) {
		b, problems := blueprint.Load(folder(map[string]string{"menu.yaml": menu, "letters/soup.md": letter}), sections())
		if (b == nil) != (len(problems) > 0) {
			t.Fatalf("blueprint %v with problems %v", b, problems)
		}
		for _, p := range problems {
			text := map[string]string{"menu.yaml": menu, "letters/soup.md": letter}[p.File]
			lines := strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") + 2
			if p.Message == "" || p.Line < 0 || p.Line > lines {
				t.Errorf("%v stands outside a file of %d lines", p, lines)
			}
		}
	})
}

func TestEveryBeginningOfAFileIsReadOrRefused(t *testing.T) {
	for i := range goodMenu {
		b, problems := blueprint.Load(folder(map[string]string{"menu.yaml": goodMenu[:i]}), sections())
		if (b == nil) != (len(problems) > 0) {
			t.Fatalf("the first %d bytes gave blueprint %v with problems %v", i, b, problems)
		}
	}
}

func BenchmarkLoadLarge(b *testing.B) {
	var menu strings.Builder
	menu.WriteString("dishes:\n")
	for i := range 5000 {
		menu.WriteString("  - id: d" + strings.Repeat("x", 10) + string(rune('a'+i%26)) + strings.Repeat("y", i%50) + "\n    due_hours: 4\n    kinds: [a, b, c]\n    whose: own\n")
	}
	fsys := folder(map[string]string{"menu.yaml": menu.String()})
	for b.Loop() {
		blueprint.Load(fsys, sections())
	}
}
