package messages_test

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/registers/messages"
)

const soundCard = `---
title: We called at your door
when: Nobody opened
sent_as: [letter]
reveals: nothing
left_at_the_door: true
---
Dear {{first_name}}

We called today. Please ring {{helpline}}.

{{council}}
`

func TestFaultsInLettersThatRevealNothing(t *testing.T) {
	const f = "letters/card.md"
	sound := map[string]string{f: soundCard}
	blueprinttest.Each(t, sound, []blueprint.Section{messages.LettersSection()}, []blueprinttest.Break{
		{"a card that is not neutral", f, "reveals: nothing\n", "", f + ":5:19: a letter left at a door must reveal nothing"},
		{"a card that names the service", f, "reveals: nothing", "reveals: the-service", f + ":6:19: a letter left at a door must reveal nothing"},
		{"the hub", f, "{{council}}", "{{council}}, {{hub}}", f + ":12:14: {{hub}} tells what the letter is about"},
		{"the reference", f, "{{helpline}}.", "{{helpline}}. {{reference}}", f + ":10:44: {{reference}} tells"},
		{"a need", f, "We called today.", "We called with your food.", f + ":10:21: “food” tells what the letter is about"},
		{"a reason", f, "We called today.", "We called to see that you are safe and well.", f + ":10:31: “safe and well” tells"},
		{"the police", f, "We called today.", "The police will call.", f + ":10:5: “police” tells"},
		{"a subject that tells", f, "We called at your door", "Your welfare check", f + ":2:8: “welfare” tells"},
	})
}

func TestWhatALetterMentions(t *testing.T) {
	letter := messages.Template{Title: "Please ring", Body: "About your Pet Care today. Petrol, then a pet. Éclairs."}
	for name, want := range map[string]bool{"pet care": true, "Pet": true, "are": false, "Care today": true, "": false, "Food": false, "petro": false, "a pet": true, "clairs": false, "éclairs": true, "ring": true} {
		if _, got := letter.Mentions(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
