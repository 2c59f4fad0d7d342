package fleet

import (
	"cmp"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
)

// Rules is rounds.yaml: where rounds begin, what goes on them and how they are planned.
type Rules struct {
	Depots []Depot     `yaml:"depots"`
	Kinds  []KindRules `yaml:"kinds"`
	Shift  ShiftRules  `yaml:"shift"`
	Stops  StopRules   `yaml:"stops"`
	Search SearchRules `yaml:"search"`
	Notify NotifyRules `yaml:"notify,omitempty"`
	// Checks are what begins or joins somebody's welfare check.
	Checks []Trigger `yaml:"checks,omitempty"`
	// Visits are those of protocols that may be made on a round.
	Visits VisitRules `yaml:"visits,omitempty"`
	// ChangePence is what it counts to give a stop of a published round to another round.
	ChangePence int64 `yaml:"change_pence"`

	bases        []Depot
	areas        *places.Areas
	volunteering *volunteering.Rules
	roles        *accounts.Roles
}

// Depot is where loads wait: the central hub, a neighbourhood's base, a food bank, a pharmacy.
type Depot struct {
	ID       string            `yaml:"id"`
	Name     string            `yaml:"name"`
	Kind     DepotKind         `yaml:"kind"`
	Postcode postcode.Postcode `yaml:"postcode"`
	// Neighbourhood is whose it is; "" is everybody's.
	Neighbourhood string `yaml:"neighbourhood,omitempty"`
	// CutOff is until when what is to go today must be ready; "" is until the plan is made.
	CutOff Clock `yaml:"cut_off,omitempty"`
	// LoadMinutes is how long loading a vehicle takes.
	LoadMinutes int `yaml:"load_minutes,omitempty"`

	blueprint.Whose `yaml:",inline"`
}

// DepotKind is what sort of place a depot is.
type DepotKind string

// The kinds of depot.
const (
	CentralHub DepotKind = "hub"
	Base       DepotKind = "base"
	FoodBank   DepotKind = "food-bank"
	Pharmacy   DepotKind = "pharmacy"
)

// Choices are the kinds a blueprint may name.
func (DepotKind) Choices() []string {
	return []string{string(CentralHub), string(Base), string(FoodBank), string(Pharmacy)}
}

// Label is the kind in words.
func (k DepotKind) Label() string {
	switch k {
	case Base:
		return "Base of a hub"
	case FoodBank:
		return "Food bank"
	case Pharmacy:
		return "Pharmacy"
	}
	return "Central hub"
}

// KindRules is what a sort of vehicle carries and costs, where nothing else is said of it.
type KindRules struct {
	Kind      Kind  `yaml:"kind"`
	Boxes     int64 `yaml:"boxes"`
	Kilograms int64 `yaml:"kilograms"`
	Chilled   int64 `yaml:"chilled,omitempty"`
	Bags      int64 `yaml:"bags"`
	KmH       int64 `yaml:"km_h"`            // how fast it gets on, stops apart
	Pence     int64 `yaml:"pence,omitempty"` // for going out at all
	PenceKm   int64 `yaml:"pence_km"`
	PenceHour int64 `yaml:"pence_hour"`
	Trips     int   `yaml:"trips,omitempty"`   // how often it loads; 0 is once
	MaxKm     int64 `yaml:"max_km,omitempty"`  // 0 is no limit
	Minutes   int   `yaml:"minutes,omitempty"` // longest time away; 0 is the shift
}

// ShiftRules is an ordinary shift.
type ShiftRules struct {
	From         Clock `yaml:"from"`
	To           Clock `yaml:"to"`
	BreakMinutes int   `yaml:"break_minutes"`
	BreakFrom    Clock `yaml:"break_from"`
	BreakTo      Clock `yaml:"break_to"`
}

// StopRules is how long stops take, in minutes and seconds.
type StopRules struct {
	DoorMinutes    int `yaml:"door_minutes"`
	BoxSeconds     int `yaml:"box_seconds"` // for each box after the first
	FetchMinutes   int `yaml:"fetch_minutes"`
	SettingMinutes int `yaml:"setting_minutes"`
}

// VisitRules say who goes to the door of somebody on a round, and how long that takes.
type VisitRules struct {
	Roles   []string `yaml:"roles,omitempty"` // of roles.yaml; none: no visit is made on a round
	Minutes int      `yaml:"minutes,omitempty"`
}

// SearchRules say how hard the kernel looks, and how far a straight line is from the road.
type SearchRules struct {
	Iterations int `yaml:"iterations"` // for each stop
	Most       int `yaml:"most"`       // iterations in all
	// Factor is the road's length for a straight line's, where nobody knows the roads; 0 goes by
	// how long the line is (see package travel).
	Factor float64 `yaml:"factor,omitempty"`
}

// NotifyRules say who is written to when a round is published.
type NotifyRules struct {
	Drivers   bool     `yaml:"drivers,omitempty"`
	Residents []string `yaml:"residents,omitempty"` // letters; none: residents are not written to
	// NotToday are the letters to who was told of something that goes off the rounds.
	NotToday []string `yaml:"not_today,omitempty"`
	// WindowMinutes is how wide the hours are between which something is said to come; 0 is two
	// hours.
	WindowMinutes int `yaml:"window_minutes,omitempty"`
	// MovedMinutes is by how much it has to move for somebody to be told again; 0 is half an hour.
	MovedMinutes int `yaml:"moved_minutes,omitempty"`
}

// Window is how wide the hours are between which something is said to come, in minutes.
func (n NotifyRules) Window() int { return cmp.Or(n.WindowMinutes, 120) }

// Moved is by how much it has to move for somebody to be told again.
func (n NotifyRules) Moved() time.Duration {
	return time.Duration(cmp.Or(n.MovedMinutes, 30)) * time.Minute
}

// Trigger is something found at a door that sets off a welfare check.
type Trigger string

// The triggers.
const (
	NobodyOpened Trigger = "no-reply"
	BoxUnopened  Trigger = "unopened"
	Worried      Trigger = "concern"
)

// Choices are the triggers a blueprint may name.
func (Trigger) Choices() []string {
	return []string{string(NobodyOpened), string(BoxUnopened), string(Worried)}
}

// Clock is a time of day as a file writes it: 08:30, by London's clocks.
type Clock struct {
	Hour, Minute int
	set          bool
}

// UnmarshalText reads a time of day.
func (c *Clock) UnmarshalText(text []byte) error {
	h, m, ok := day.ParseTimeOfDay(string(text))
	if !ok {
		return fault.New(fault.Invalid, "fleet.time", "this is no time of day; write it as 08:30")
	}
	*c = Clock{h, m, true}
	return nil
}

// IsZero reports whether no time was given.
func (c Clock) IsZero() bool { return !c.set }

// On is the moment on a day.
func (c Clock) On(d day.Date) time.Time { return d.At(c.Hour, c.Minute) }

func (c Clock) minutes() int { return c.Hour*60 + c.Minute }

// All lists the depots of the file and the bases of the hubs.
func (r *Rules) All() []Depot { return append(slices.Clone(r.Depots), r.bases...) }

// Depot returns the depot with this id.
func (r *Rules) Depot(id string) (Depot, bool) {
	all := r.All()
	i := slices.IndexFunc(all, func(d Depot) bool { return d.ID == id })
	if i < 0 {
		return Depot{}, false
	}
	return all[i], true
}

// From is the depot a load waits at, by what its delivery says; the central hub, or else the
// first there is, where it says no name of ours.
func (r *Rules) From(name string) (Depot, bool) {
	all := r.All()
	for _, d := range all {
		if name != "" && d.Name == name {
			return d, true
		}
	}
	for _, d := range all {
		if d.Kind == CentralHub {
			return d, true
		}
	}
	if len(all) == 0 {
		return Depot{}, false
	}
	return all[0], true
}

// Kind is what a sort of vehicle carries and costs.
func (r *Rules) Kind(k Kind) KindRules {
	i := slices.IndexFunc(r.Kinds, func(one KindRules) bool { return one.Kind == k })
	if i < 0 {
		return KindRules{Kind: k}
	}
	return r.Kinds[i]
}

// Starts reports whether something found at a door sets off a check.
func (r *Rules) Starts(t Trigger) bool { return slices.Contains(r.Checks, t) }

// basesOf are the depots that the bases of the hubs are.
func basesOf(areas *places.Areas) (all []Depot) {
	for _, n := range areas.Neighbourhoods {
		if n.Base != nil {
			all = append(all, Depot{
				ID: "base-" + n.ID, Name: cmp.Or(n.Base.Name, n.Short()) + " base", Kind: Base, Postcode: n.Base.Postcode, Neighbourhood: n.ID, LoadMinutes: baseMinutes,
			})
		}
	}
	return all
}

// baseMinutes is how long loading at a base takes.
const baseMinutes = 10

// rulesOf are the rounds of a blueprint, with the bases of its hubs.
func rulesOf(b *blueprint.Blueprint) *Rules {
	r := *blueprint.Part[*Rules](b)
	r.areas, r.volunteering, r.roles = blueprint.Part[*places.Areas](b), volunteering.Of(b), blueprint.Part[*accounts.Roles](b)
	r.bases = basesOf(r.areas)
	return &r
}

// Spot is where a depot is: where its postcode lies, or else in the middle of its sector.
func (r *Rules) Spot(d Depot, spots map[string]grid.Ref) *grid.Ref {
	if at := SpotOf(spots, string(d.Postcode)); at != nil {
		return at
	}
	if r.areas == nil {
		return nil
	}
	sector, ok := r.areas.Sector(d.Postcode.Sector())
	if !ok {
		return nil
	}
	at := grid.FromLatLon(grid.Point{Lat: sector.Lat, Lon: sector.Lon})
	return &at
}

// SpotOf is where a postcode lies, by what [places.Spots] found; nil where it is not known.
func SpotOf(spots map[string]grid.Ref, code string) *grid.Ref {
	p, err := postcode.Parse(code)
	if err != nil {
		return nil
	}
	at, ok := spots[string(p)]
	if !ok {
		return nil
	}
	return &at
}
