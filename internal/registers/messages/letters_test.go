package messages_test

import (
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
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
