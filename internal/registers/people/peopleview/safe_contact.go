package peopleview

import (
	"slices"
	"time"

	"kith/internal/plat/govuk"
	"kith/internal/registers/people"
)

// Safely says in plain words how somebody may be reached. What nobody said is safe is not.
func Safely(r people.Reach) []string {
	if !r.Asked {
		return []string{
			"Nobody has asked how it is safe to reach them. Ring only, and ask first whether it is safe to talk.",
			"Leave no voicemail. Send no text, no email and no letter.",
			"Say nothing of what it is about to whoever else answers.",
		}
	}
	say := func(may bool, yes, no string) string {
		if may {
			return yes
		}
		return no
	}
	by := func(way string) bool { return slices.Contains(r.Channels, way) }
	words := []string{
		say(by("call"), "You may ring.", "Do not ring."),
		say(r.Voicemail, "You may leave a voicemail.", "Leave no voicemail."),
		say(r.Texts, "You may send a text.", "Send no text."),
		say(by("email"), "You may send an email.", "Send no email."),
		say(by("letter"), "You may send a letter.", "Send no letter."),
	}
	if r.Times != "" {
		words = append(words, "When: "+r.Times)
	}
	if r.Note != "" {
		words = append(words, r.Note)
	}
	return words
}

// colour of the box: red while nobody has asked, yellow when it must be asked again.
func colour(r people.Reach, now time.Time) govuk.Colour {
	switch {
	case !r.Asked:
		return govuk.Red
	case r.Stale(now):
		return govuk.Yellow
	}
	return govuk.Green
}
