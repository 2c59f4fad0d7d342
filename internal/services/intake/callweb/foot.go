package callweb

import (
	"strings"

	"kith/internal/plat/govuk"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
)

// pressing is a priority in words.
func pressing(n intake.Foreseen) string {
	p := string(n.Priority)
	return strings.ToUpper(p[:min(1, len(p))]) + p[min(1, len(p)):]
}

func urgency(n intake.Foreseen) govuk.Colour {
	switch n.Priority {
	case needs.Emergency:
		return govuk.Red
	case needs.Urgent:
		return govuk.Orange
	case needs.Soon:
		return govuk.Teal
	}
	return govuk.Grey
}

// nextDoor tells an agent of the council in whose area an address seems to lie.
func nextDoor(a places.Authority) string {
	there := "tell them they may ring there too"
	if a.Phone != "" {
		there += " on " + a.Phone
	}
	return "This address seems to be in the area of " + a.Name + ". We keep the request; " + there + "."
}
