package vrp

// Measures is how many measures a load has at most: boxes, weight, chilled, bags, say.
const Measures = 4

// Nowhere is the place of a vehicle's start or end that may be anywhere: an open round.
const Nowhere = -1

// Load is an amount in each measure.
type Load [Measures]int32

// Plus is this load with another put on (1) or taken off (-1).
func (l Load) Plus(other Load, sign int32) Load {
	for m := range l {
		l[m] += sign * other[m]
	}
	return l
}

// Over reports whether the load is more than a capacity in any measure.
func (l Load) Over(most Load) bool {
	return l[0] > most[0] || l[1] > most[1] || l[2] > most[2] || l[3] > most[3]
}

// Window is a time from which and up to which something may begin, both included.
type Window struct {
	Open, Close int32
}

// Always is the window that never closes within a problem's horizon.
var Always = Window{Open: 0, Close: Horizon}

// Horizon is the last time a problem may speak of. Times are whole numbers from 0; in Kith
// they are seconds of the day, and distances are decimetres.
const Horizon = 200_000_000

// Problem is what is to be planned.
type Problem struct {
	Name     string
	Travel   []Travel // one for each way of going about: by van, by bike, on foot
	Stops    []Stop
	Vehicles []Vehicle
	Pairs    []Pair
	Apart    [][2]int     // stops that are never on one round, by index
	Prefer   []Preference // see [Preference]
}

// Stop is a place to go to and what is done there. Its index in [Problem.Stops] names it in
// plans.
type Stop struct {
	ID      string
	Place   int    // index into the travel tables
	Load    Load   // brought here: on board since the trip began, or since the pair's first stop
	Collect Load   // taken away from here, on board until the trip ends
	Window  Window // in which service begins
	Service int32  // how long it takes
	Skills  uint64 // a bit for each skill its vehicle must have
	Only    []int  // vehicles that may take it, by index; empty: any
	Never   []int  // vehicles that may not
	// Prize is what leaving this stop out costs. Zero says that it is not up for trade: it is
	// left out only where nothing can be made to fit, and stops of a lower Tier go first.
	Prize int64
	Tier  uint8 // among those without a prize: 0 is left out last, 3 first
}

// Vehicle is a van, a car, a bike or a person on foot, for one shift. Its index in
// [Problem.Vehicles] names it.
type Vehicle struct {
	ID          string
	Profile     int    // index into [Problem.Travel]
	Start, End  int    // places, or Nowhere
	Shift       Window // leaves Start at Open or later, is at End by Close
	MaxDuration int32  // from leaving Start to reaching End; 0: no limit but the shift
	MaxDistance int32  // 0: no limit
	Capacity    Load
	Skills      uint64
	Fixed       int64 // cost of going out at all
	PerDistance int64 // cost of each unit of distance
	PerTime     int64 // cost of each unit of time from leaving Start to reaching End
	Trips       int   // how often it may load; 0 and 1: once, before it leaves
	Reload      int32 // how long loading again at Start takes
	Breaks      []Break
	// Driven are the stops already done, in order, and At when it is free to leave the last of
	// them; its shift began at Shift.Open. They stay first on its round whatever they break.
	Driven []int
	At     int32
}

// Break is a rest that begins within its window. It is taken on arriving at a stop, before
// serving there, or at the start before leaving; it takes no time from a round that reaches
// its end before the window closes.
type Break struct {
	Window Window
	Length int32
}

// Pair says that what To is brought is fetched at From, earlier on the same trip.
type Pair struct {
	From, To int
}

// Preference says what it costs to send a stop with any other vehicle than this: the driver
// somebody knows, or the round that was published. A stop has one at most.
type Preference struct {
	Stop, Vehicle int
	Cost          int64
}

// Travel says how far it is from one place to another, and how long it takes, in the
// problem's units. A negative answer says that there is no way.
type Travel interface {
	Size() int // how many places there are
	Between(from, to int) (distance, duration int32)
}
