package callweb

import (
	"fmt"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// routedBy says by which rule an address found its hub.
func routedBy(r places.Routing) string {
	words := map[places.Rule]string{
		places.RuleOverride: "because the blueprint names this postcode", places.RuleDistrict: "because it lies in another district",
		places.RuleWard: "by the ward", places.RuleLSOA: "by the small area", places.RulePolygon: "by where it lies on the map",
		places.RuleSector: "by where most of the sector belongs", places.RuleNone: "no rule finds a hub, somebody looks",
	}[r.Rule]
	if r.Source != "" {
		words += " (" + r.Source + ")"
	}
	if r.CheckByHand {
		words += ". Ask for the street: this is a guess."
	}
	return words
}

// badges are what nobody who speaks with them may miss.
func badges(s *screen) govuk.Badges {
	var all govuk.Badges
	c := s.who.current
	if !s.who.reach.Voicemail {
		all = append(all, govuk.Badge{Text: "no voicemail", Colour: govuk.Red})
	}
	if speaks := c.Speaks(); speaks != "" {
		all = append(all, govuk.Badge{Text: speaks, Colour: govuk.Purple})
	}
	if born := c.BirthDate; !born.IsZero() && day.AgeOn(born, day.Of(s.now)) < 18 {
		all = append(all, govuk.Badge{Text: "under 18", Colour: govuk.Orange})
	}
	return all
}

func facts(s *screen) []govuk.SummaryRow {
	c := s.who.current
	var rows []govuk.SummaryRow
	add := func(key, text string) {
		if text != "" {
			rows = append(rows, govuk.SummaryRow{Key: key, Text: text})
		}
	}
	if !c.BirthDate.IsZero() {
		add("Born", fmt.Sprintf("%s (%d)", c.BirthDate.Short(), day.AgeOn(c.BirthDate, day.Of(s.now))))
	}
	add("Phone", c.Phone.National())
	add("Address", strings.Join(c.AddressLines(), "\n"))
	return rows
}

// opens reports whether the page needs its title over its questions: no question of it
// says what all of them are about.
func opens(sheet answers.Sheet) bool {
	return sheet.Page.Part == answers.What || sheet.Page.Part == answers.Food
}

// when is a time near today, as it is said on the telephone.
func when(s *screen, at time.Time) string {
	on, today := day.Of(at), day.Of(s.now)
	clock := at.In(day.London).Format("15:04")
	switch {
	case on == today:
		return "today " + clock
	case on == today.AddDays(1):
		return "tomorrow " + clock
	}
	return at.In(day.London).Format("Monday 2 January")
}

// titled is what a call is headed with: a walk-in says where they are.
func titled(c intake.Call) string {
	if c.Place != "" {
		return "At the desk: " + c.Place
	}
	return "Call"
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func titleOf(n intake.Foreseen) string {
	if n.Route == "" {
		return n.Name
	}
	return n.Name + ": " + n.Route
}

func because(n intake.Foreseen) string {
	if len(n.Because) == 0 {
		return "."
	}
	return ", because: " + strings.TrimSuffix(strings.Join(n.Because, " "), ".") + "."
}

// hasClash reports whether somebody else has saved since, the same answers perhaps.
func hasClash(s *screen) bool {
	return len(s.errors) == 1 && s.errors[0].Href == "#call-clash"
}
