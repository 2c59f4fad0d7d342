package volunteers

import "slices"

// Standing is where somebody stands with the bureau.
type Standing string

// The standings.
const (
	Applied   Standing = "applied"   // offered; nobody has looked yet
	Checking  Standing = "checking"  // their checks are being done
	Inducting Standing = "inducting" // checked; they learn what it takes
	Active    Standing = "active"    // may be given work
	Paused    Standing = "paused"    // not for now
	Reservist Standing = "reservist" // kept for another time, and asked again then
	Left      Standing = "left"      // no longer helps
	Refused   Standing = "refused"   // was not taken
	Revoked   Standing = "revoked"   // may not go on; the letter no longer counts
)

// Standings lists every standing, in the order somebody passes through them.
func Standings() []Standing {
	return []Standing{Applied, Checking, Inducting, Active, Paused, Reservist, Left, Refused, Revoked}
}

// Label is the standing in words.
func (s Standing) Label() string {
	switch s {
	case Applied:
		return "Applied"
	case Checking:
		return "Being checked"
	case Inducting:
		return "In induction"
	case Active:
		return "Active"
	case Paused:
		return "Paused"
	case Reservist:
		return "Reservist"
	case Left:
		return "Left"
	case Refused:
		return "Not taken"
	case Revoked:
		return "Revoked"
	}
	return string(s)
}

// moves are the standings that may follow each. Whoever was revoked by mistake, or comes
// back, is checked anew.
var moves = map[Standing][]Standing{
	Applied:   {Checking, Refused, Left},
	Checking:  {Inducting, Refused, Left, Revoked},
	Inducting: {Active, Checking, Refused, Left, Revoked},
	Active:    {Paused, Reservist, Left, Revoked},
	Paused:    {Active, Reservist, Left, Revoked},
	Reservist: {Active, Checking, Left, Revoked},
	Left:      {Checking},
	Refused:   {Checking},
	Revoked:   {Checking},
}

// Next lists the standings that may follow.
func (s Standing) Next() []Standing { return slices.Clone(moves[s]) }

// MayBecome reports whether another standing may follow.
func (s Standing) MayBecome(to Standing) bool { return slices.Contains(moves[s], to) }

// NeedsReason reports whether whoever makes it the standing has to say why.
func (s Standing) NeedsReason() bool {
	return s == Refused || s == Revoked || s == Left || s == Paused
}

// Joining reports whether they are on their way to being active for the first time.
func (s Standing) Joining() bool { return s == Applied || s == Checking || s == Inducting }

// Gone reports whether they are no longer, or were never, among the volunteers.
func (s Standing) Gone() bool { return s == Left || s == Refused || s == Revoked }
