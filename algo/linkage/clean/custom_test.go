package clean

import (
	"strings"
	"testing"
)

func TestNamesOfManyCustoms(t *testing.T) {
	for _, alike := range []string{
		"kowalski kowalska", "wisniewski wisniewska", "wojcik vojcik",
		"zhang cheung chang", "chen chan", "li lee", "xu hsu", "huang hwang",
		"chaudhry chowdhury choudhury", "sheikh shaikh", "mahmood mehmud", "hussain hossain", "rahman rehman", "khatun khatoon",
	} {
		all := strings.Fields(alike)
		if Sound(all[0]) != Sound(all[1]) {
			t.Errorf("%s is not spoken as %s", all[0], all[1])
		}
	}
	for _, pair := range [][2]string{{"pawel", "paul"}, {"lukasz", "luke"}, {"mohammed", "md"}, {"malgorzata", "gosia"}, {"grzegorz", "greg"}} {
		if n := Nickname(pair[0]); n == 0 || n != Nickname(pair[1]) {
			t.Errorf("%s is not known as %s", pair[0], pair[1])
		}
	}
	for name, want := range map[string]bool{"kaur": true, "singh": true, "begum": true, "gill": false, "hussain": false} {
		if Honorific(Nickname(name)) != want {
			t.Errorf("%s stands for a family name: %t", name, !want)
		}
	}
	if Nickname("kaur") == Nickname("singh") {
		t.Error("Kaur is also known as Singh")
	}
}

// A name on two lines would be the one or the other by chance.
func TestEachNameStandsOnOneLine(t *testing.T) {
	for what, table := range map[string]string{"nicknames": nicknames, "family names": written} {
		line := map[string]string{}
		for l := range strings.SplitSeq(strings.TrimSpace(table), "\n") {
			for name := range strings.FieldsSeq(l) {
				if other, twice := line[name]; twice {
					t.Errorf("%s: %q stands on the line %q and on %q", what, name, other, l)
				}
				line[name] = l
			}
		}
	}
}
