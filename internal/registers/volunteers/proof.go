package volunteers

import "kith/internal/kernel/day"

// Proof is what whoever is shown a volunteer's letter or card may know of them.
type Proof struct {
	FirstName string
	// May are the names of what they may do, as the public form says them.
	May   []string
	Until day.Date // the last day it counts; zero where it has no end
	Photo []byte   // as JPEG; nil where there is none
}
