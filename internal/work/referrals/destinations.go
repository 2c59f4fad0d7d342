package referrals

import (
	"fmt"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
)

// Status says whether a destination takes referrals.
type Status string

// The states of a destination.
const (
	Accepting Status = "accepting"
	Limited   Status = "limited"   // takes some: the reason says which
	Suspended Status = "suspended" // takes none: the fallback does
)

// Choices are the states a blueprint may name.
func (Status) Choices() []string {
	return []string{string(Accepting), string(Limited), string(Suspended)}
}

// Destinations is referrals.yaml: the services a borough hands needs to.
type Destinations struct {
	Destinations []Destination `yaml:"destinations"`
}

// Destination is a named service with a duty of its own.
type Destination struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	// Kind is what several destinations have in common, each for its own
	// neighbourhoods: "lead-food-bank". A rule may name an id or a kind.
	Kind  string `yaml:"kind"`
	Takes string `yaml:"takes"` // what it takes, in a sentence, for staff
	// Neighbourhoods it serves; empty means the whole borough.
	Neighbourhoods []string `yaml:"neighbourhoods,omitempty"`
	For            []string `yaml:"for,omitempty"` // needs it takes; empty means any

	Status   Status   `yaml:"status"`
	From     day.Date `yaml:"from,omitempty"`  // first day of a limit or suspension; zero means since ever
	Until    day.Date `yaml:"until,omitempty"` // last day of it; zero means until changed
	Reason   string   `yaml:"reason,omitempty"`
	Fallback string   `yaml:"fallback,omitempty"` // id of the destination used while suspended

	Hours string `yaml:"hours"`
	Phone string `yaml:"phone,omitempty"`
	Email string `yaml:"email,omitempty"`
	// AcknowledgeHours is how long it has to say it has the referral before it is chased.
	AcknowledgeHours int `yaml:"acknowledge_hours"`
	// Confidential destinations are never named on a hub's board.
	Confidential bool `yaml:"confidential,omitempty"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Resolved is the destination a referral really goes to, and why it is not the first named.
type Resolved struct {
	Destination
	Limit   string   // what a limited destination takes; "" when it takes all
	Instead []string // why each suspended destination before it was passed over
}

// Find returns the destination with this id.
func (d *Destinations) Find(id string) (Destination, bool) {
	i := slices.IndexFunc(d.Destinations, func(one Destination) bool { return one.ID == id })
	if i < 0 {
		return Destination{}, false
	}
	return d.Destinations[i], true
}

// Serving returns the destination of this id or kind for a neighbourhood; one of its own
// comes before one for the whole borough.
func (d *Destinations) Serving(idOrKind, neighbourhood string) (Destination, bool) {
	if one, ok := d.Find(idOrKind); ok {
		return one, true
	}
	var wide *Destination
	for i, one := range d.Destinations {
		switch {
		case one.Kind != idOrKind:
		case slices.Contains(one.Neighbourhoods, neighbourhood):
			return one, true
		case len(one.Neighbourhoods) == 0 && wide == nil:
			wide = &d.Destinations[i]
		}
	}
	if wide == nil {
		return Destination{}, false
	}
	return *wide, true
}

// Taking lists the services that take a need of a category from a neighbourhood, "" the whole
// borough, in the order of the file.
func (d *Destinations) Taking(category, neighbourhood string) (all []Destination) {
	for _, one := range d.Destinations {
		serves := len(one.Neighbourhoods) == 0 || slices.Contains(one.Neighbourhoods, neighbourhood)
		if serves && (len(one.For) == 0 || slices.Contains(one.For, category)) {
			all = append(all, one)
		}
	}
	return all
}

// Resolve returns where a referral goes on a day: the destination of this id or kind for
// the neighbourhood, or, while that is suspended, its fallback. It answers
// [fault.NotFound] when nothing serves the neighbourhood and [fault.Unavailable] when all
// on the way are suspended: then the coordination page must show it.
func (d *Destinations) Resolve(idOrKind, neighbourhood string, on day.Date) (Resolved, error) {
	one, ok := d.Serving(idOrKind, neighbourhood)
	var instead []string
	for ok {
		switch one.StatusOn(on) {
		case Accepting:
			return Resolved{Destination: one, Instead: instead}, nil
		case Limited:
			return Resolved{Destination: one, Limit: one.Reason, Instead: instead}, nil
		case Suspended:
			instead = append(instead, one.Name+" is suspended: "+one.Reason)
		}
		if one.Fallback == "" || len(instead) > len(d.Destinations) {
			return Resolved{}, fault.New(fault.Unavailable, "referrals.suspended", one.Name+" takes no referrals now and names nobody else. Ring the coordination point.")
		}
		one, ok = d.Serving(one.Fallback, neighbourhood)
	}
	return Resolved{}, fault.New(fault.NotFound, "referrals.nobody", fmt.Sprintf("No destination %q serves this neighbourhood. Ring the coordination point.", idOrKind))
}

// StatusOn says whether the destination takes referrals on a day.
func (d Destination) StatusOn(on day.Date) Status {
	if !d.From.IsZero() && on.Before(d.From) || !d.Until.IsZero() && on.After(d.Until) {
		return Accepting
	}
	return d.Status
}
