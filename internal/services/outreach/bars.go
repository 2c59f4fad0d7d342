package outreach

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/registers/people"
)

// barred is why nobody of us approaches somebody, and what to do instead; "" when we may.
// Whoever fears for them all the same begins the check on their page, where this is shown.
func barred(p people.Person, now time.Time) string {
	reach, known := p.Reach(), p.Current()
	switch {
	case !reach.Deceased.IsZero():
		return "They have died. Tell whoever sent the list."
	case known.LedBy != "":
		return known.LedBy + " leads on them. Tell that service: it goes to see them."
	case reach.NoCalls.On(day.Of(now)):
		return "They are not to be rung: " + reach.NoCalls.String() + ". If you fear for them, begin a check on their page."
	}
	return ""
}
