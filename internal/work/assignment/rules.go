package assignment

import (
	"math"
	"slices"

	"kith/internal/kernel/grid"
	"kith/internal/registers/volunteering"
)

// Rule is a hard rule that a pair breaks; no plan breaks one. Their order is the order in
// which they are told: what is nearest to being mended comes last.
type Rule int

// The hard rules.
const (
	Fits       Rule = iota // it breaks none
	NoActivity             // nobody can do such work
	NotYet                 // it may not be done on any day of the plan
	NotTheirs              // this kind of helper may not do it
	NotOffered             // they did not offer this
	Household              // it is for their own household
	Excluded               // they are not to be sent to this person
	Shielded               // their own health keeps them from the door
	NoWheels               // it needs a vehicle they do not have
	NoLanguage             // it needs a language they do not speak
	NotCleared             // they lack a check or a module on every day it could be done
	TooFar                 // it is further than they go
	NotFree                // they are not free before it is due
	OffDuty                // they switched themselves off
	Full                   // they have as much as they do, or as many offers as they can have
	AskedOnce              // they were asked for this before
	Later                  // they are asked once the search has gone further
	TakenOut               // a coordinator took the pair out
)

// unknownMetres is what a distance counts that is not known: they are then of one
// neighbourhood.
const unknownMetres = 2000

// metres is how far apart a job and a helper are; known is false when it is not known where
// one of them is.
func metres(j *Job, h *Helper) (m int, known bool) {
	if j.At == (grid.Ref{}) || h.At == (grid.Ref{}) {
		return unknownMetres, false
	}
	return int(math.Hypot(j.At.E-h.At.E, j.At.N-h.At.N)), true
}

// within reports whether a job is where a helper goes. A call can be made from anywhere.
func within(j *Job, h *Helper, m int, known bool) bool {
	if j.Place == volunteering.ByPhone {
		return true
	}
	if !known || h.Reach == 0 {
		return j.Hood != "" && j.Hood == h.Hood
	}
	return m <= h.Reach
}

// never is the first rule that a pair breaks whatever the day, the distance or the load.
func never(j *Job, h *Helper) Rule {
	switch {
	case j.Activity == "":
		return NoActivity
	case j.Barred != "", h.Kind == AGroup && !j.Groups, h.Kind == OneVolunteer && !j.Volunteers:
		return NotTheirs
	case !slices.Contains(h.Offers, j.Activity):
		return NotOffered
	case share(j.Keys, h.Keys):
		return Household
	case slices.Contains(h.Excluded, j.Record):
		return Excluded
	case h.Shields && j.Place != volunteering.ByPhone:
		return Shielded
	case !h.Vehicle.Serves(j.Vehicle):
		return NoWheels
	case j.Language != "" && !slices.Contains(h.Languages, j.Language):
		return NoLanguage
	}
	return Fits
}

// judge is the first rule that a pair breaks, with the slots in which it breaks none.
func judge(j *Job, h *Helper, window Span) (Rule, Span) {
	if r := never(j, h); r != Fits {
		return r, 0
	}
	if window == 0 {
		return NotYet, 0
	}
	m, known := metres(j, h)
	cleared := window & h.Clear[j.Activity].span()
	open := cleared & h.Free
	switch {
	case cleared == 0:
		return NotCleared, 0
	case !within(j, h, m, known):
		return TooFar, 0
	case open == 0:
		return NotFree, 0
	case !h.OnDuty:
		return OffDuty, 0
	case h.Room() == 0:
		return Full, 0
	case slices.Contains(j.Asked, h.ID):
		return AskedOnce, 0
	case j.OwnHood && h.Hood != j.Hood, j.Near > 0 && known && m > j.Near && j.Place != volunteering.ByPhone:
		return Later, 0
	}
	return Fits, open
}

func share(some, others []string) bool {
	return slices.ContainsFunc(some, func(k string) bool { return k != "" && slices.Contains(others, k) })
}
