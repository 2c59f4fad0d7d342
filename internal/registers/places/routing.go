package places

import (
	"strings"

	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
)

// Standing says whether an address is ours.
type Standing string

// The standings.
const (
	Inside    Standing = "inside"    // it lies in the borough
	Outside   Standing = "outside"   // it lies in another council's district
	Unknown   Standing = "unknown"   // the postcode may be real; nothing known here tells
	Malformed Standing = "malformed" // what was given is no postcode
)

// Rule names what decided a routing.
type Rule string

// The rules, the strongest first.
const (
	RuleOverride Rule = "override"           // the blueprint names this very postcode
	RuleDistrict Rule = "published-district" // a directory puts it in another district
	RuleWard     Rule = "published-ward"     // the ward a directory gives
	RuleLSOA     Rule = "published-lsoa"     // the LSOA a directory gives
	RulePolygon  Rule = "polygon"            // its point lies inside a boundary or an outline
	RuleSector   Rule = "sector"             // where most of its sector, or all of its outcode, belongs
	RuleNone     Rule = "none"               // nothing decided
)

// Routing is where a postcode belongs, and how that is known.
type Routing struct {
	Given    string            // as it was typed
	Postcode postcode.Postcode // "" when malformed
	Standing Standing
	// Neighbourhood is the id of the neighbourhood; "" is the coordination queue.
	Neighbourhood string
	Rule          Rule
	// Source is what the rule relied on: "ONSPD November 2025". It is "" when
	// nothing decided.
	Source string
	// CheckByHand is set when the rule is a good guess and no more.
	CheckByHand bool
	// Authority is the council next door to refer to, when it is one the
	// blueprint names; nil otherwise. It may also be set when the standing is
	// Unknown and the postcode is probably theirs.
	Authority *Authority
	// District is the code of the local authority district a directory gives, "" when
	// none does.
	District string
	// At is the middle of the postcode, nil when no directory gives it.
	At *grid.Point
	// Ended is the month by which the postcode had ended ("2020-04", or a year),
	// "" while it is live or not known to a directory.
	Ended string
}

// Tidy writes a postcode as it should be written, and leaves what is none as it
// was typed, without the spaces around it.
func Tidy(typed string) string {
	if p, err := postcode.Parse(typed); err == nil {
		return string(p)
	}
	return strings.TrimSpace(typed)
}
