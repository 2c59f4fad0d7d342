package rounds

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// PlanID names a plan.
type PlanID = ident.ID[Plan]

// Plan is the rounds of one day, for a neighbourhood or the whole borough, through all its
// versions.
type Plan struct {
	ID            PlanID
	Day           day.Date
	Neighbourhood string // "" is the whole borough
	State         PlanState
	Current       int64 // its latest version; 0 while there is none
	Published     int64 // the version that drivers have; 0 while none was published
	MadeAt        time.Time
	MadeBy        string
	Version       int64 // of the row, for whoever saves it
	Progress
}

// Progress is how far working a plan out has come.
type Progress struct {
	Asked    Asked // what is being worked out
	AskedAt  time.Time
	Share    int64 // of the search that is done, in thousandths
	Pence    int64 // what the best so far costs
	LeftOut  int64 // and how many stops it leaves out
	Stopping bool
	Failed   string // why nothing came of it, in words
}

// PlanState is where a plan stands.
type PlanState string

// The states of a plan.
const (
	Solving   PlanState = "solving"
	Draft     PlanState = "draft"
	Published PlanState = "published"
	Closed    PlanState = "closed"
	Dropped   PlanState = "dropped"
)

// Label is the state in words.
func (s PlanState) Label() string {
	switch s {
	case Solving:
		return "Being worked out"
	case Draft:
		return "Draft"
	case Published:
		return "Published"
	case Closed:
		return "Closed"
	}
	return "Dropped"
}

// Asked is what the kernel is asked for.
type Asked string

// What is asked.
const (
	Afresh Asked = "afresh" // everything that is ready, with what was chosen by hand
	Again  Asked = "again"  // what is on the plan, after a choice
	Late   Asked = "late"   // what changed since it was published, the rest as it is
)

// Version is a plan as it was at one time.
type Version struct {
	Plan   PlanID
	Number int64
	Why    string // what was changed, in words
	MadeAt time.Time
	MadeBy string
	Body
}

// Body is what a version says. It names what is carried and holds no name and no place.
type Body struct {
	Items   []Item    `json:"items"`
	Ways    []Way     `json:"ways"`
	Left    []LeftOut `json:"left,omitempty"`
	Choices Choices   `json:"choices"`
	Pence   int64     `json:"pence"`  // what it costs
	Source  string    `json:"source"` // where distances came from
	Factor  int64     `json:"factor"` // the calibration in use, in thousandths
}

// Item is something to be carried, as it was when it was planned.
type Item struct {
	Ref
	Version int64 `json:"version"`
	// Record is whom it is for; "" is no person.
	Record people.RecordID `json:"record,omitempty"`
	Hood   string          `json:"hood,omitempty"`
	Load   deliveries.Load `json:"load"`
	Number ident.Reference `json:"number"`
	Kind   deliveries.Kind `json:"kind,omitempty"`
	Late   bool            `json:"late,omitempty"` // it was wanted on an earlier day
	Window deliveries.Part `json:"window"`
	Hidden bool            `json:"hidden,omitempty"` // where it goes is shown to nobody but one driver
}

// Ref names what is carried.
type Ref struct {
	Source SourceKind `json:"source"`
	ID     string     `json:"id"`
}

// SourceKind is what sort of thing a reference names.
type SourceKind string

// The kinds of source.
const (
	OfDelivery SourceKind = "delivery"
	OfBulk     SourceKind = "bulk"
)

// Way is the round of one shift.
type Way struct {
	Shift   fleet.ShiftID   `json:"shift"`
	Extra   int             `json:"extra,omitempty"` // of the drivers that are only supposed, from 1
	Calls   []Call          `json:"calls,omitempty"`
	Leave   int32           `json:"leave"` // all times in seconds of the day
	Return  int32           `json:"return"`
	Metres  int64           `json:"metres"`
	Seconds int64           `json:"seconds"` // on the way, before any calibration
	Pence   int64           `json:"pence"`
	Peak    deliveries.Load `json:"peak"`             // the most on board at once
	Driven  int             `json:"driven,omitempty"` // how many of the calls are done
}

// Call is one stop of a way.
type Call struct {
	Item   int   `json:"item"` // of the version's items; -1 to load again
	Task   Task  `json:"task"`
	Arrive int32 `json:"arrive"`
	Begin  int32 `json:"begin"`
	Leave  int32 `json:"leave"`
	Slack  int32 `json:"slack"` // how much later it could be reached
	Break  int32 `json:"break,omitempty"`
}

// Task is what is done at a stop.
type Task string

// The tasks of stops.
const (
	Bring  Task = "bring"
	Fetch  Task = "fetch" // at a pharmacy or a food bank, to be brought later on the round
	Reload Task = "reload"
)

// LeftOut is something that is on no round, with why.
type LeftOut struct {
	Item    int    `json:"item"`
	Why     string `json:"why"`            // in words
	Mend    string `json:"mend,omitempty"` // the least that would have to give
	ByHand  bool   `json:"by_hand,omitempty"`
	Unknown bool   `json:"unknown,omitempty"` // nobody knows where it goes
	After   bool   `json:"after,omitempty"`   // it was ready after the cut-off
}

// Choices are what somebody chose by hand. They hold for every version that follows.
type Choices struct {
	Pins  []Choice `json:"pins,omitempty"`  // this round and no other
	Not   []Choice `json:"not,omitempty"`   // not this round
	Off   []Ref    `json:"off,omitempty"`   // not today
	Along []Ref    `json:"along,omitempty"` // today, although it was ready after the cut-off
	Wide  []Wide   `json:"wide,omitempty"`  // at another time than it was wanted
	Extra []Extra  `json:"extra,omitempty"` // drivers that are only supposed
}

// Choice is a load with a round.
type Choice struct {
	Ref
	Shift fleet.ShiftID `json:"shift"`
}

// Wide is a window that somebody agreed to change.
type Wide struct {
	Ref
	Part deliveries.Part `json:"part"`
}

// Extra is a driver that there is not: what if there were one more?
type Extra struct {
	Kind  fleet.Kind `json:"kind"`
	Depot string     `json:"depot"`
}

// find returns where an item stands in a version, or -1.
func (b *Body) find(ref Ref) int {
	return slices.IndexFunc(b.Items, func(i Item) bool { return i.Ref == ref })
}

// Stops counts the doors on the rounds.
func (b *Body) Stops() (n int) {
	for _, w := range b.Ways {
		n += w.Stops()
	}
	return n
}

// Stops counts the doors of a way.
func (w Way) Stops() (n int) {
	for _, c := range w.Calls {
		if c.Task == Bring {
			n++
		}
	}
	return n
}

// Out reports whether anything is on the way.
func (w Way) Out() bool { return len(w.Calls) > 0 }

// Metres is how far all rounds go together.
func (b *Body) Metres() (sum int64) {
	for _, w := range b.Ways {
		sum += w.Metres
	}
	return sum
}

// Minutes is how long all rounds take together.
func (b *Body) Minutes() (sum int64) {
	for _, w := range b.Ways {
		if w.Out() {
			sum += int64(w.Return-w.Leave) / 60
		}
	}
	return sum
}

// where finds the way an item is on; the first of its calls; false where it is on none.
func (b *Body) where(item int) (way, call int, found bool) {
	for w := range b.Ways {
		for c := range b.Ways[w].Calls {
			if b.Ways[w].Calls[c].Item == item {
				return w, c, true
			}
		}
	}
	return 0, 0, false
}
