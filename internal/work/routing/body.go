package routing

import (
	"slices"

	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

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

// Called is what the item is called among others: the number on its boxes.
func (i Item) Called() string {
	if i.Source == OfVisit {
		return "A visit"
	}
	return string(i.Number)
}

// Task is what is done at its door.
func (i Item) Task() Task {
	if i.Source == OfVisit {
		return Visit
	}
	return Bring
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
	OfVisit    SourceKind = "visit" // a task: somebody is to be visited where they live
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
	Visit  Task = "visit" // nothing is brought: somebody finds out how they are
)

// AtDoor reports whether a stop with the task is at the door of whoever it is for.
func (t Task) AtDoor() bool { return t == Bring || t == Visit }

// LeftOut is something that is on no round, with why.
type LeftOut struct {
	Item    int    `json:"item"`
	Why     string `json:"why"`            // in words
	Mend    string `json:"mend,omitempty"` // the least that would have to give
	ByHand  bool   `json:"by_hand,omitempty"`
	Unknown bool   `json:"unknown,omitempty"` // nobody knows where it goes
	After   bool   `json:"after,omitempty"`   // it was ready after the cut-off
	Barred  bool   `json:"barred,omitempty"`  // nobody on the day may take it
}

// Find returns where an item stands in a version, or -1.
func (b *Body) Find(ref Ref) int {
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
		if c.Task.AtDoor() {
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

// Where finds the way an item is on; the first of its calls; false where it is on none.
func (b *Body) Where(item int) (way, call int, found bool) {
	for w := range b.Ways {
		for c := range b.Ways[w].Calls {
			if b.Ways[w].Calls[c].Item == item {
				return w, c, true
			}
		}
	}
	return 0, 0, false
}

// Figures are a version in numbers.
type Figures struct {
	Pence, Metres, Minutes int64
	Stops, Left            int
}

// Figures are the numbers of a version.
func (b *Body) Figures() Figures {
	return Figures{b.Pence, b.Metres(), b.Minutes(), b.Stops(), len(b.Left)}
}

// BreaksOn are the loads of a version before whose door a break is taken.
func (b *Body) BreaksOn() map[Ref]bool {
	all := map[Ref]bool{}
	for _, w := range b.Ways {
		for _, c := range w.Calls {
			if c.Break > 0 && c.Item >= 0 {
				all[b.Items[c.Item].Ref] = true
			}
		}
	}
	return all
}
