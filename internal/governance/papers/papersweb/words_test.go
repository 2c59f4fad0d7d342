package papersweb

import (
	"slices"
	"testing"

	"kith/internal/governance/keeping"
	"kith/internal/governance/papers"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/words"
)

// Whatever can be declared has words in the notice, so that nothing is left out of it because
// nobody found words. Public health alone has none: it sees figures and nobody.
func TestWhateverIsDeclaredHasWordsInTheNotice(t *testing.T) {
	says := texts.Of(words.English())
	want := func(what, text string) {
		if text == "" {
			t.Errorf("the privacy notice has no words for %s: write them in catalogue/en.yaml under privacy, and in the other languages", what)
		}
	}
	for _, a := range papers.Activities() {
		if len(a.Kinds) > 0 {
			want("the activity "+a.ID, says.Purposes[a.ID])
		}
	}
	for _, c := range datamap.Classes() {
		if c.Personal() {
			want("the class "+string(c), says.Classes[c])
		}
	}
	for _, s := range keeping.Sorts() {
		want("the sort "+s.ID, says.Sorts[s.ID])
	}
	for _, one := range papers.Lawful("").Choices() {
		want("the case "+one, says.Lawful[papers.Lawful(one)])
	}
	for _, one := range papers.Condition("").Choices() {
		want("the condition "+one, says.Conditions[papers.Condition(one)])
	}
	for _, role := range slices.DeleteFunc(access.Roles(), func(r access.Role) bool { return r == access.PublicHealth }) {
		want("the role "+string(role), says.Roles[role])
	}
	for _, kind := range papers.Kinds() {
		want("the kind "+string(kind), says.Kinds[kind])
		want("the lead of "+string(kind), says.Leads[kind])
	}
}
