package blueprint_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/internal/blueprint"
)

func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		want   []string
	}{
		"nothing": {nil, nil},
		"a number": {with("menu.yaml", "due_hours: 4\n", "due_hours: 2\n"), []string{
			"menu.yaml: dish soup: due_hours 4 → 2",
		}},
		"a rule": {with("menu.yaml", "when: age > 70", "when: age > 65"), []string{
			"menu.yaml: dish soup: when age > 70 → age > 65",
		}},
		"a key gone, another come": {with("menu.yaml", "    hot: true\n", "    when: age > 1\n"), []string{
			"menu.yaml: dish stew: hot removed: true",
			"menu.yaml: dish stew: when added: age > 1",
		}},
		"an entry in the middle": {with("menu.yaml", "  - id: stew", "  - id: pie\n    due_hours: 9\n    whose: own\n  - id: stew"), []string{
			"menu.yaml: dish pie added",
		}},
		"a key of a letter gone": {with("letters/soup.md", "dish: soup\n", ""), []string{
			"letters/soup.md: dish removed: soup",
		}},
		"another order": {with("menu.yaml", "  - id: soup\n    due_hours: 4\n    when: age > 70\n    kinds: [hot, vegan]\n    whose: own\n  - id: stew\n    due_hours: 24\n    hot: true\n    place: {lat: 53.5}\n    with: soup\n    whose: adopted\n    adopted_from: bury\n",
			"  - id: stew\n    due_hours: 24\n    hot: true\n    place: {lat: 53.5}\n    with: soup\n    whose: adopted\n    adopted_from: bury\n  - id: soup\n    due_hours: 4\n    when: age > 70\n    kinds: [hot, vegan]\n    whose: own\n"), []string{
			"menu.yaml: dishes in another order",
		}},
		"joined and left a list of texts": {with("menu.yaml", "[hot, vegan]", "[vegan, halal]"), []string{
			"menu.yaml: dish soup: kinds removed: hot",
			"menu.yaml: dish soup: kinds added: halal",
		}},
		"a list of texts in another order": {with("menu.yaml", "[hot, vegan]", "[vegan, hot]"), []string{
			"menu.yaml: dish soup: kinds in another order",
		}},
		"keys inside keys": {with("menu.yaml", "{lat: 53.5}", "{lat: 53.6, edge: [1, 2]}"), []string{
			"menu.yaml: dish stew, place: lat 53.5 → 53.6",
			"menu.yaml: dish stew, place: edge added: 1, 2",
		}},
		"a key of the file": {with("borough.yaml", "name: Wigan\n", "name: Wigan Borough\n"), []string{
			"borough.yaml: name Wigan → Wigan Borough",
		}},
		"a long text": {with("borough.yaml", "Ask for help here.", "Ask for help here, for yourself, for a neighbour or for somebody you care for."), []string{
			"borough.yaml: texts: welcome reworded",
		}},
		"a letter": {with("letters/soup.md", "your soup is here.", "your soup is here,\nand your bread."), []string{
			"letters/soup.md: the text reworded (2 lines added, 1 line removed)",
		}},
		"a letter's key": {with("letters/soup.md", "subject: Your soup", "subject: Soup"), []string{
			"letters/soup.md: subject Your soup → Soup",
		}},
		"a letter gone, another come": {map[string]string{"letters/soup.md": gone, "letters/stew.md": goodLetter}, []string{
			"letters/soup.md removed",
			"letters/stew.md added",
		}},
		"a comment": {with("menu.yaml", "# what we cook", "# what we eat"), []string{
			"menu.yaml changed in comments or layout only",
		}},
		"keys in another order": {with("menu.yaml", "    due_hours: 4\n    when: age > 70\n", "    when: age > 70\n    due_hours: 4\n"), []string{
			"menu.yaml changed in comments or layout only",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, change := range blueprint.Compare(load(t, nil), load(t, c.change)) {
				got = append(got, change.String())
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCompareNamesWhatWasRemoved(t *testing.T) {
	more := load(t, with("menu.yaml", "  - id: stew", "  - id: pie\n    due_hours: 9\n    whose: own\n  - id: stew"))
	changes := blueprint.Compare(more, load(t, nil))
	if len(changes) != 1 || changes[0].String() != "menu.yaml: dish pie removed" {
		t.Errorf("got %v", changes)
	}
}

// Undoing a change is the same list with what was added and removed changed over.
func TestCompareBackwards(t *testing.T) {
	a := load(t, nil)
	b := load(t, with("menu.yaml", "    hot: true\n", "    when: age > 1\n"))
	there, back := blueprint.Compare(a, b), blueprint.Compare(b, a)
	if len(there) != len(back) {
		t.Fatalf("%v there, %v back", there, back)
	}
	if there[0].Before != back[1].After || there[0].Key != back[1].Key {
		t.Errorf("%v there, %v back", there, back)
	}
}

func load(t *testing.T, change map[string]string) *blueprint.Blueprint {
	t.Helper()
	b, problems := blueprint.Load(folder(change), sections())
	if len(problems) > 0 {
		t.Fatalf("refused:\n%v", blueprint.Problems(problems))
	}
	return b
}

func TestChangeKeepsTheWholeText(t *testing.T) {
	long := strings.Repeat("very ", 50) + "long"
	changes := blueprint.Compare(load(t, nil), load(t, with("borough.yaml", "Ask for help here.", long)))
	if len(changes) != 1 || changes[0].After != long || changes[0].Before != "Ask for help here." {
		t.Errorf("got %+v", changes)
	}
}
