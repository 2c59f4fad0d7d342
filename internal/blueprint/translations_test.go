package blueprint_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/plat/words"
)

func translated(t *testing.T, files map[string]string) (*blueprint.Blueprint, []blueprint.Problem) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return blueprint.Load(fsys, nil)
}

const plainBorough = `id: wigan
name: Wigan
council: Wigan Council
lad_code: E08000010
service: Wigan community help
neighbourhood_word: neighbourhood
accent: "#00625a"
helpline: {phone: 01632 960 100, hours: Every day}
emergency_text: Ring 999 now.
modules: [intake]
texts: {who_runs_it: The council., welcome: Tell us., privacy: We keep it., after_sending: We ring.}
`

func TestABlueprintIsSaidInOtherLanguages(t *testing.T) {
	b, problems := translated(t, map[string]string{
		"borough.yaml":         plainBorough,
		"translations/ar.yaml": "texts:\n  borough.emergency_text: اتصل بالرقم 01632 960 100 الآن.\n",
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	arabic, _ := words.Find("ar")
	said := b.In(arabic).Borough()
	if said.EmergencyText != "اتصل بالرقم \u206601632\u00a0960\u00a0100\u2069 الآن." {
		t.Errorf("the emergency text is %q", said.EmergencyText)
	}
	if !strings.Contains(said.Texts.Welcome, "Tell us.") || said.Helpline.Phone != b.Borough().Helpline.Phone {
		t.Errorf("what is not translated is %+v", said)
	}
	once, again := b.In(arabic), b.In(arabic)
	if b.In(words.English()) != b || b.Borough().EmergencyText != "Ring 999 now." || once != again {
		t.Error("the English blueprint changed, or a translation is made twice")
	}
	pseudo, _ := words.Find(words.PseudoCode)
	if got := b.In(pseudo).Borough().Service; got != words.Pseudo("Wigan community help") {
		t.Errorf("the made-up language says %q", got)
	}
	notes := strings.Join(b.Notes(), "\n")
	if !strings.Contains(notes, "translations/ar.yaml: 6 of 7 texts are said in English, from borough.after_sending") || strings.Count(notes, "\n")+2 != len(words.Languages()) {
		t.Errorf("the notes are\n%s", notes)
	}
}

func TestANameIsTheSameInEveryLanguage(t *testing.T) {
	b, problems := translated(t, map[string]string{
		"borough.yaml":         plainBorough,
		"translations/ar.yaml": "texts:\n  borough.service: Wigan community help\n",
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	arabic, _ := words.Find("ar")
	if got := b.In(arabic).Borough().Service; got != "\u2066Wigan community help\u2069" {
		t.Errorf("it says %q", got)
	}
	if notes := strings.Join(b.Notes(), "\n"); !strings.Contains(notes, "translations/ar.yaml: 6 of 7") {
		t.Errorf("the notes are %s", notes)
	}
}

// TestATranslationOfAnOlderTextIsNotSaid: a council that changes its emergency text in
// English must not leave the old one standing in Arabic.
func TestATranslationOfAnOlderTextIsNotSaid(t *testing.T) {
	arabic, _ := words.Find("ar")
	for english, said := range map[string]bool{"Ring 999 now.": true, "Ring 111 now.": false} {
		b, problems := translated(t, map[string]string{
			"borough.yaml":         strings.Replace(plainBorough, "Ring 999 now.", english, 1),
			"translations/ar.yaml": "texts:\n  borough.emergency_text@2b7600a4: اتصل الآن.\n",
		})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if got := b.In(arabic).Borough().EmergencyText; (got == "اتصل الآن.") != said {
			t.Errorf("of %q it says %q", english, got)
		}
		if notes := strings.Join(b.Notes(), "\n"); strings.Contains(notes, "has changed") == said {
			t.Errorf("of %q the notes are %s", english, notes)
		}
	}
}

func TestFaultsInTranslations(t *testing.T) {
	_, problems := translated(t, map[string]string{"borough.yaml": plainBorough, "translations/xx.yaml": "texts: {}\n"})
	if said := blueprint.Problems(problems).Error(); !strings.Contains(said, `there is no language "xx"; name the file after one of cy, ar`) {
		t.Errorf("it says %s", said)
	}
}

func TestATextThatHasGoneIsNoFault(t *testing.T) {
	b, problems := translated(t, map[string]string{
		"borough.yaml":         plainBorough,
		"translations/ar.yaml": "texts:\n  borough.emergncy_text: نص\n  pages.gone.title: نص\n",
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	notes := strings.Join(b.Notes(), "\n")
	for _, want := range []string{
		"translations/ar.yaml: nothing here says borough.emergncy_text; did you mean borough.emergency_text?",
		"translations/ar.yaml: nothing here says pages.gone.title any more; take it away",
	} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes do not say %q:\n%s", want, notes)
		}
	}
}
