package organisations

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/postcode"
)

// ID names an organisation.
type ID = ident.ID[Organisation]

// Organisation is a group that takes work, or a setting that asks for it.
type Organisation struct {
	ID            ID
	Name          string
	Kind          Kind
	Neighbourhood string   // "" serves the whole borough
	Serves        []string // need category ids; empty means any
	Phone         string
	Email         string
	Postcode      postcode.Postcode // where it hands out what it gives; "" is not known
	Standing      Standing
	StandingNote  string    // "out of nappies"
	StandingAt    time.Time // when it last said so; zero means never
	Setting                 // empty for a group that takes work
	Version       int64
}

// SaidToday reports whether it has said how it stands on this day.
func (o Organisation) SaidToday(today day.Date) bool {
	return !o.StandingAt.IsZero() && day.Of(o.StandingAt) == today
}

// MayServe reports whether it takes work of a category in a neighbourhood. Being closed
// today does not count: somebody may still be asked for tomorrow.
func (o Organisation) MayServe(category, neighbourhood string) bool {
	if o.Kind.Setting() {
		return false
	}
	here := o.Neighbourhood == "" || neighbourhood == "" || o.Neighbourhood == neighbourhood
	return here && (len(o.Serves) == 0 || slices.Contains(o.Serves, category))
}

// Kind is what sort of organisation it is.
type Kind string

// The kinds.
const (
	FoodBank  Kind = "food-bank"
	Pantry    Kind = "pantry"
	MutualAid Kind = "mutual-aid"
	Charity   Kind = "charity"
	Business  Kind = "business"
	Public    Kind = "public-service"
)

// Kinds lists every kind, those that take work first.
func Kinds() []Kind {
	return append([]Kind{FoodBank, Pantry, MutualAid, Charity, Business, Public}, Settings()...)
}

// Label is the kind in words.
func (k Kind) Label() string {
	switch k {
	case FoodBank:
		return "Food bank"
	case Pantry:
		return "Pantry"
	case MutualAid:
		return "Mutual-aid group"
	case Charity:
		return "Charity"
	case Business:
		return "Business"
	case Public:
		return "Public service"
	case CareHome:
		return "Care home"
	case School:
		return "School"
	case Surgery:
		return "Surgery"
	case Hostel:
		return "Hostel"
	case Site:
		return "Travellers' site or mooring"
	}
	return string(k)
}

// Standing is whether an organisation can take work today.
type Standing string

// The standings.
const (
	Open    Standing = "open"
	Limited Standing = "limited"
	Closed  Standing = "closed"
)

// Standings lists every standing.
func Standings() []Standing { return []Standing{Open, Limited, Closed} }

// Label is the standing in words.
func (s Standing) Label() string {
	switch s {
	case Open:
		return "Open"
	case Limited:
		return "Limited"
	case Closed:
		return "Closed"
	}
	return "Not said yet"
}
