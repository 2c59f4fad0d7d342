package intakeweb

import "time"

// How often a wrong code may be tried for one reference: six digits would be guessed in a
// day at the rate the site takes forms. Of a reference that does not exist tries are counted
// as well, so that nobody learns from it which do.
const (
	window    = 15 * time.Minute
	mostTries = 10
)
