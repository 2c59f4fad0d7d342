package demo

import (
	"fmt"
	"hash/fnv"

	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/registers/people"
)

// draw is a number that stays the same for a resident and a question: what is made up of
// one thing must not change what is made up of another.
func draw(r town.Resident, question string, below int) int {
	sum := fnv.New32a()
	_, _ = fmt.Fprint(sum, r.GivenNames, r.FamilyName, r.BirthDate, r.Phone, question) // never fails
	return int(sum.Sum32() % uint32(below))
}

// detailsOf makes up what is known of a resident beside their address: something of most
// older people, little of others.
func detailsOf(r town.Resident, today day.Date) (d people.Details) {
	old := !r.BirthDate.IsZero() && day.AgeOn(r.BirthDate, today) >= 70
	if old && draw(r, "nhs", 3) == 0 || draw(r, "nhs", 30) == 0 {
		d.NHSNumber = testNumber(draw(r, "number", 1_000_000))
		d.Practice = practices[draw(r, "practice", len(practices))]
	}
	if old && draw(r, "hearing", 8) == 0 {
		d.Communication = []string{[]string{"large-print", "hard-of-hearing", "text-relay", "large-print"}[draw(r, "which", 4)]}
	}
	if draw(r, "signs", 200) == 0 {
		d.Communication, d.CommunicationNote = []string{"bsl"}, "Ring the video relay service first."
	}
	if draw(r, "eats", 12) == 0 {
		d.Diet = []string{[]string{"vegetarian", "halal", "gluten-free", "low-sugar", "soft-food"}[draw(r, "what", 5)]}
	}
	if draw(r, "allergy", 40) == 0 {
		d.Allergies = []string{"Nuts", "Shellfish", "Milk", "Eggs"}[draw(r, "of", 4)]
	}
	if old && draw(r, "led", 15) == 0 {
		d.LedBy, d.LedSince = "Adult social care", today.AddDays(-draw(r, "since", 400))
	}
	return d
}

// practices are surgeries of no real name.
var practices = []string{"Market Street Surgery", "Canal Side Medical Centre", "The Old Mill Practice", "Parkside Surgery"}

// testNumber is an NHS number of those that are kept for tests and given to nobody.
func testNumber(n int) nhsnumber.Number {
	for ; ; n++ {
		for last := range 10 {
			if number, err := nhsnumber.Parse(fmt.Sprintf("999%06d%d", n%1_000_000, last)); err == nil {
				return number
			}
		}
	}
}

// safelyOf makes up what some residents said when they were asked how to reach them.
func safelyOf(r town.Resident) (s people.SafeContact) {
	if draw(r, "asked", 10) != 0 {
		return s
	}
	s = people.SafeContact{Asked: true, Channels: []string{"call", "letter"}, Voicemail: draw(r, "voicemail", 2) == 0, SayWho: draw(r, "say", 3) > 0}
	if draw(r, "text", 2) == 0 {
		s.Channels, s.Texts = append(s.Channels, "text"), true
	}
	if draw(r, "times", 4) == 0 {
		s.Times = []string{"mornings", "after 6pm", "not on Fridays"}[draw(r, "when", 3)]
	}
	if draw(r, "word", 12) == 0 {
		s.CodeWord, s.HideNumber, s.SayWho, s.Voicemail = "bluebell", true, false, false
	}
	return s
}
