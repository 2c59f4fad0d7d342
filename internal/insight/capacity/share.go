package capacity

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/algo/forecast"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Stock is what somebody counted on the shelves of a place.
type Stock struct {
	ID      ident.ID[Stock]
	Place   string // "" is the borough's own store
	Parcels int64
	Note    string
	At      time.Time
	By      string
	ByName  string
}

// mostParcels is more than any shelf holds: above it somebody mistyped.
const mostParcels = 100_000

// Count says how many parcels are on the shelves of a place, and works the answer out anew.
func (s *Service) Count(ctx context.Context, place string, parcels int64, note string) (err error) {
	defer fault.Wrap(&err, "count the food")
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	if !slices.Contains(b.everywhere(), place) {
		return fault.New(fault.NotFound, "capacity.no-such-place", "The blueprint has no such neighbourhood. Choose one from the list.")
	}
	if err := access.Check(ctx, place, counters...); err != nil {
		return err
	}
	if parcels < 0 || parcels > mostParcels {
		return fault.New(fault.Invalid, "capacity.parcels", fmt.Sprintf("Enter how many parcels there are, from 0 to %d", mostParcels))
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		one := Stock{ident.New[Stock](tx.Now()), place, parcels, strings.TrimSpace(note), tx.Now(), tx.Actor(), access.From(ctx).Name}
		if err := insertStock(tx, one); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "counted the food on the shelves", Topic: "capacity.counted",
			Objects: []journal.Object{{Kind: "place", ID: place}}, Data: map[string]any{"parcels": parcels},
		})
	})
	if err != nil {
		return err
	}
	return s.Keep(ctx)
}

// Part is what a place gets of something that is short.
type Part struct {
	Place string
	Name  string
	Need  float64
	Has   int
	Gets  int
}

// Proposal is how something that is short could be parted by need.
type Proposal struct {
	Resource Resource
	Have     int // of all places together
	Parts    []Part
}

// Moves say what has to be brought from where to where, or who helps where.
func (p Proposal) Moves() []string {
	moves, _ := movesOf(p.Resource, p.Parts)
	return moves
}

// After is how many each place has once that is done, in the order of the parts: what nobody
// needs stays where it is.
func (p Proposal) After() []int {
	_, after := movesOf(p.Resource, p.Parts)
	return after
}

// Suffices reports whether there is enough for all together.
func (p Proposal) Suffices() bool {
	needed := 0.0
	for _, one := range p.Parts {
		needed += one.Need
	}
	return float64(p.Have) >= needed
}

// Shared is a parting that somebody accepted.
type Shared struct {
	ID       ident.ID[Shared]
	Resource Resource
	Parts    []Part
	Reason   string
	At       time.Time
	By       string
	ByName   string
}

// Moves say what has to be brought from where to where.
func (s Shared) Moves() []string {
	moves, _ := movesOf(s.Resource, s.Parts)
	return moves
}

// Proposals part what is short in some neighbourhood among all of them: each gets the same
// part of its need, as nearly as whole things allow, and none more than it needs.
func (a Answer) Proposals() (all []Proposal) {
	for _, r := range []Resource{Food, Hands} {
		p := Proposal{Resource: r}
		var needs []float64
		short := false
		for _, place := range a.Places[min(1, len(a.Places)):] {
			for _, b := range place.Balances {
				if b.Resource == r && b.State != Unknown {
					p.Parts = append(p.Parts, Part{Place: place.ID, Name: place.Name, Need: b.Need.Mid, Has: int(b.Have + .5)})
					needs, p.Have, short = append(needs, b.Need.Mid), p.Have+int(b.Have+.5), short || b.State == Short
				}
			}
		}
		if !short || len(p.Parts) < 2 {
			continue
		}
		for i, n := range forecast.Share(p.Have, needs) {
			p.Parts[i].Gets = n
		}
		if len(p.Moves()) > 0 {
			all = append(all, p)
		}
	}
	return all
}

// movesOf bring what is over to where it is short, the largest first. A place gives only what
// it has above its part.
func movesOf(r Resource, parts []Part) (moves []string, after []int) {
	left := slices.Clone(parts)
	for {
		from, to := -1, -1
		for i, p := range left {
			if over := p.Has - p.Gets; over > 0 && (from < 0 || over > left[from].Has-left[from].Gets) {
				from = i
			}
			if lacks := p.Gets - p.Has; lacks > 0 && (to < 0 || lacks > left[to].Gets-left[to].Has) {
				to = i
			}
		}
		if from < 0 || to < 0 {
			for _, p := range left {
				after = append(after, p.Has)
			}
			return moves, after
		}
		n := min(left[from].Has-left[from].Gets, left[to].Gets-left[to].Has)
		left[from].Has, left[to].Has = left[from].Has-n, left[to].Has+n
		words := resourceWords[r]
		moves = append(moves, fmt.Sprintf("%s from %s to %s", howMany(n, words[2], words[1]), left[from].Name, left[to].Name))
	}
}

// Accept decides to part something as is proposed now, with why. seen is when the answer was
// worked out that the caller looked at: another since is [fault.Conflict].
func (s *Service) Accept(ctx context.Context, r Resource, seen time.Time, reason string) (err error) {
	defer fault.Wrap(&err, "part what is short")
	if err := access.Check(ctx, "", sharers...); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "capacity.no-reason", "Enter why it is parted like this")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		a, err := readAnswer(tx)
		if err != nil {
			return err
		}
		all := a.Proposals()
		i := slices.IndexFunc(all, func(p Proposal) bool { return p.Resource == r })
		if i < 0 || a.MadeAt.UnixMicro() != seen.UnixMicro() {
			return fault.New(fault.Conflict, "capacity.overtaken", "The figures were worked out anew while you were looking. Look at the proposal as it is now, then decide again.")
		}
		d := Shared{ident.New[Shared](tx.Now()), r, all[i].Parts, reason, tx.Now(), tx.Actor(), access.From(ctx).Name}
		if err := insertShare(tx, d); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "decided how to part what is short", Topic: "capacity.shared",
			Data: map[string]any{"resource": string(r), "reason": reason, "moves": strings.Join(d.Moves(), "; ")},
		})
	})
}

// View is what the page shows.
type View struct {
	Answer
	Proposals []Proposal
	Shared    []Shared
	Silent    bool // the blueprint says nothing of capacity
	MayShare  bool
	Exact     bool // the caller may see what was counted, and not only what is expected
}

// shown is how many partings are shown.
const shown = 10

// View reads what is kept; it counts nothing. It is for [Readers].
func (s *Service) View(ctx context.Context) (v View, err error) {
	defer fault.Wrap(&err, "whether we can cope")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return v, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return v, err
	}
	r, who := s.db.Read(ctx), access.From(ctx)
	v.Silent, v.MayShare, v.Exact = b.silent(), who.HasFor("", sharers...), who.Has(readers[:len(readers)-1]...)
	if v.Answer, err = readAnswer(r); err != nil {
		return v, err
	}
	v.Proposals = v.Answer.Proposals()
	v.Shared, err = shares(r, shown)
	return v, err
}
