package peopleweb

import (
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

const unknown = "Not known"

func orUnknown(s string) string {
	if s == "" {
		return unknown
	}
	return s
}

// under18 reports whether somebody is known to be a child.
func under18(r people.Record, today day.Date) bool {
	return !r.BirthDate.IsZero() && day.AgeOn(r.BirthDate, today) < 18
}

func addressOf(r people.Record) string { return strings.Join(r.AddressLines(), "\n") }

func oneLine(r people.Record) string { return strings.Join(r.AddressLines(), ", ") }

// routed says which hub the address belongs to and by which rule.
func routed(v view) string {
	words := v.hoods[v.current.Neighbourhood]
	if rule := ruleWords[places.Rule(v.current.RoutingRule)]; rule != "" {
		words += ", " + rule
	}
	if v.current.RoutingSource != "" {
		words += " (" + v.current.RoutingSource + ")"
	}
	if v.current.CheckByHand {
		words += ". Check by hand."
	}
	return words
}

// ruleWords say by which rule an address was routed.
var ruleWords = map[places.Rule]string{
	places.RuleOverride: "because the blueprint names this postcode",
	places.RuleDistrict: "because the postcode directory puts it in another district",
	places.RuleWard:     "by the ward of the postcode",
	places.RuleLSOA:     "by the small area of the postcode",
	places.RulePolygon:  "by where the postcode lies on the map",
	places.RuleSector:   "by where most of the postcode sector belongs",
	places.RuleNone:     "because no rule finds a hub for the address",
}

// clock is a time of day as it is shown.
func clock(at time.Time) string { return at.In(day.London).Format("15:04") }
