package messages_test

import (
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
)

const soundLetter = `---
title: We called
when: Nobody came to the door
sent_as: [letter, text]
---
Dear {{first_name}}

Please ring {{helpline}}.
`

func TestFaultsInLetters(t *testing.T) {
	const f = "letters/called.md"
	sound := map[string]string{f: soundLetter}
	blueprinttest.Each(t, sound, []blueprint.Section{messages.LettersSection()}, []blueprinttest.Break{
		{"a field unheard of", f, "{{helpline}}", "{{help_line}}", `letters/called.md:8:13: there is no field "help_line"`},
		{"a field half written", f, "{{helpline}}", "{{helpline}", `letters/called.md:8:13: "{{" is not a field to fill in`},
		{"a field with a sum in it", f, "{{helpline}}", "{{ 1+1 }}", `letters/called.md:8:13: "{{ 1+1 }}" is not a field to fill in`},
		{"never sent", f, "[letter, text]", "[]", "letters/called.md:4:"},
		{"sent by pigeon", f, "[letter, text]", "[pigeon]", `letters/called.md:4:11: "pigeon" is not one of the choices`},
		{"too long a text", f, "Please", strings.Repeat("Please ", 80), "letters/called.md:6:"},
		{"nothing in it", f, "Dear {{first_name}}\n\nPlease ring {{helpline}}.\n", "", "letters/called.md:"},
	})
}

const titled = "texts:\n  letters.called.title: الموضوع\n  letters.called.body: "

func TestALetterIsWrittenInTheLanguageOfItsReader(t *testing.T) {
	arabic, _ := words.Find("ar")
	b := blueprinttest.Load(t, map[string]string{
		"letters/called.md":    soundLetter,
		"letters/again.md":     soundLetter,
		"letters/official.md":  strings.Replace(soundLetter, "sent_as", "english_only: true\nsent_as", 1),
		"translations/ar.yaml": titled + "اتصل بـ {{helpline}} يا {{first_name}}\n  letters.again.title: الموضوع\n  letters.official.title: لا\n  letters.official.body: \"{{helpline}} {{first_name}}\"\n",
	}, messages.LettersSection())
	letters := blueprint.Part[messages.Letters](b.In(arabic))
	said, err := letters["called"].Fill(map[string]string{"first_name": "Ada", "helpline": "01632 960100"})
	if err != nil || said != "اتصل بـ \u206801632 960100\u2069 يا \u2068Ada\u2069" {
		t.Errorf("it says %q, %v", said, err)
	}
	if one := letters["called"]; one.Title != "الموضوع" || one.Language() != arabic || !one.Unchecked() || strings.Contains(said, "needs checking") {
		t.Errorf("it is %+v", one)
	}
	for _, id := range []string{"again", "official"} {
		if one := letters[id]; one.Language() != words.English() || one.Unchecked() || one.Title != "We called" || strings.Contains(one.Body, "\u2066") {
			t.Errorf("%s is half translated: %+v", id, one)
		}
	}
	if notes := strings.Join(b.Notes(), "\n"); !strings.Contains(notes, "translations/cy.yaml: 11 of 11 texts") || !strings.Contains(notes, "nothing here says letters.official.title") {
		t.Errorf("the notes are %s", notes)
	}
}

func TestALinkStandsBareAmongWordsFromTheRight(t *testing.T) {
	arabic, _ := words.Find("ar")
	b := blueprinttest.Load(t, map[string]string{
		"letters/called.md":    strings.Replace(soundLetter, "{{helpline}}", "{{link}}", 1),
		"translations/ar.yaml": titled + "هنا {{link}} يا {{first_name}}\n",
	}, messages.LettersSection())
	if got := blueprint.Part[messages.Letters](b.In(arabic))["called"].Body; got != "هنا {{link}} يا \u2068{{first_name}}\u2069" {
		t.Errorf("it is %q", got)
	}
}

func TestFaultsInTranslatedLetters(t *testing.T) {
	const f = "translations/ar.yaml"
	files := map[string]string{"letters/called.md": soundLetter, f: titled + "\"{{helpline}} {{first_name}}\"\n"}
	blueprinttest.Each(t, files, []blueprint.Section{messages.LettersSection()}, []blueprinttest.Break{
		{"a field left out", f, "{{helpline}} ", "", f + ":3:24: the letter called fills in first_name, helpline, and this first_name; use each"},
		{"a field of its own", f, "{{helpline}}", "{{helpline}} {{code}}", f + ":3:24: the letter called fills in first_name, helpline, and this code, first_name, helpline"},
		{"too long a text", f, "}} {{", "}} " + strings.Repeat("نص ", 80) + "{{", f + ":3:24: a text of"},
	})
}

func TestFillLeavesNoGap(t *testing.T) {
	b := blueprinttest.Load(t, map[string]string{"letters/called.md": soundLetter}, messages.LettersSection())
	letter := blueprint.Part[messages.Letters](b)["called"]
	text, err := letter.Fill(map[string]string{"first_name": "Ada", "helpline": "01632 960100"})
	if err != nil || !strings.Contains(text, "Dear Ada") || strings.Contains(text, "{{") {
		t.Errorf("filled to %q, %v", text, err)
	}
	if _, err := letter.Fill(map[string]string{"first_name": "Ada"}); err == nil || !strings.Contains(err.Error(), "helpline") {
		t.Errorf("a letter with a gap was written: %v", err)
	}
	if got := strings.Join(letter.Uses(), " "); got != "first_name helpline" {
		t.Errorf("it uses %s", got)
	}
	for _, field := range messages.Fields() {
		if messages.Meaning(field) == "" {
			t.Errorf("nobody says what %s is", field)
		}
	}
}
