package entries

import "strconv"

// BoxOutcome is what came of a national food box, by the code of the wholesalers.
type BoxOutcome int

// The outcomes.
const (
	BoxDelivered BoxOutcome = 1
	BoxOnStep    BoxOutcome = 2 // no answer, left on the doorstep
	BoxNotWanted BoxOutcome = 3
	BoxUnopened  BoxOutcome = 4 // last week's stood there unopened
	BoxNoAccess  BoxOutcome = 5
	BoxFailed    BoxOutcome = 6 // the fault of whoever delivers
	BoxNotYet    BoxOutcome = 9
)

var boxWords = map[BoxOutcome]string{
	BoxDelivered: "handed over", BoxOnStep: "no answer, left on the doorstep", BoxNotWanted: "no longer wanted",
	BoxUnopened: "last week's box stood there unopened", BoxNoAccess: "could not be reached", BoxFailed: "not delivered", BoxNotYet: "not known yet",
}

// Words says what came of a box.
func (o BoxOutcome) Words() string { return boxWords[o] }

// Worrying reports whether somebody should look after whoever the box was for: nobody has
// taken last week's in.
func (o BoxOutcome) Worrying() bool { return o == BoxUnopened }

// Came reports whether the person has had a box.
func (o BoxOutcome) Came() bool { return o == BoxDelivered || o == BoxOnStep }

func (c *cells) outcome(column, said string) BoxOutcome {
	n, err := strconv.Atoi(said)
	if _, known := boxWords[BoxOutcome(n)]; said != "" && (err != nil || !known) {
		c.remark(OutcomeUnread, column, "%q is no outcome of a delivery.", said)
		return 0
	}
	return BoxOutcome(n)
}
