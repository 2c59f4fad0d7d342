package peopleview

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/registers/people"
)

// Safely says in plain words how somebody may be reached today. What nobody said is safe
// is not, and whoever has asked not to be rung is not.
func Safely(r people.Reach, today day.Date) (words []string) {
	if !r.Deceased.IsZero() {
		words = append(words, "They have died: "+r.Deceased.String()+". Speak with whoever told us, and cancel what is still to come.")
	}
	if !r.Moved.IsZero() {
		words = append(words, "They have moved away: "+r.Moved.String()+". Do not go to the old address and do not write there.")
	}
	if !r.Asks.IsZero() {
		words = append(words, "They asked us to stop: "+r.Asks.String()+". Do not do it until they have taken that back.")
	}
	if r.NoCalls.On(today) {
		words = append(words, "Do not ring: "+r.NoCalls.String()+".")
		if !r.Asked {
			return append(words, "Nobody has asked how else to reach them. Send no text, no email and no letter, and speak with your manager first.")
		}
	}
	said := asAsked(r)
	if r.NoCalls.On(today) {
		said = said[1:] // whether they may be rung has been said
	}
	return append(words, said...)
}

// asAsked is what was answered when somebody asked how to reach them safely, ringing first.
func asAsked(r people.Reach) []string {
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
	if by("visit") {
		words = append(words, "You may visit.")
	}
	if r.HideNumber {
		words = append(words, "Withhold your number when you ring.")
	}
	if r.Times != "" {
		words = append(words, "When: "+r.Times)
	}
	if r.CodeWord != "" {
		words = append(words, "Code word, asked for before anything else: "+r.CodeWord)
	}
	words = append(words,
		say(r.SpeakTo != "", "You may also speak to: "+r.SpeakTo, "Speak to nobody but them."),
		say(r.SayWho, "You may say who is ringing.", "Say nothing of who is ringing to whoever else answers."))
	if r.Note != "" {
		words = append(words, r.Note)
	}
	return words
}

// colour of the box: red while nobody has asked, yellow when it must be asked again.
func colour(r people.Reach, now time.Time) govuk.Colour {
	switch {
	case !r.Asked, !r.Deceased.IsZero(), r.NoCalls.On(day.Of(now)):
		return govuk.Red
	case r.Stale(now):
		return govuk.Yellow
	}
	return govuk.Green
}
