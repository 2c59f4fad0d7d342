package intakeweb

import (
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/brakes"
)

// How often a wrong code may be tried for one reference: six digits would be guessed in a
// day at the rate the site takes forms. Of a reference that does not exist tries are counted
// as well, so that nobody learns from it which do.
const window = 15 * time.Minute

var wrongCodes = brakes.Rule{Name: "intake.code", Most: 10, Within: window}

// codesOf is what wrong codes of one reference are counted by.
func codesOf(reference ident.Reference) brakes.Key {
	return brakes.Key{Rule: wrongCodes, What: string(reference)}
}
