package rounds

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/places"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// Line is a stop with what may be told at the door. Whose address is withheld has neither name
// nor address here: see [Service.HiddenAddress].
type Line struct {
	Stop
	Number  ident.Reference
	Name    string
	Address []string // empty where none is told
	Where   string   // what stands in its place
	Notes   string
	Marks   []string // what is in the boxes, as whoever brings them reads it; no illness
	From    string   // where it is loaded or fetched
	Hidden  bool
	Medical bool // medicine: never left with a neighbour
	code    string
}

// Called is what the line is called among others: the number on its boxes.
func (l Line) Called() string {
	if l.Source == routing.OfVisit {
		return "Visit"
	}
	return string(l.Number)
}

// Setting reports whether it goes to a group or a setting, and not to one person.
func (l Line) Setting() bool { return l.Source == routing.OfBulk }

// Outcomes are what may be said of the line's stop, the likeliest first. Medicine is left with
// no neighbour, and a setting has none.
func (l Line) Outcomes() []StopState {
	return slices.DeleteFunc(Outcomes(l.Task), func(s StopState) bool { return s == Neighbour && (l.Medical || l.Setting()) })
}

// Goes is where it goes, in one line.
func (l Line) Goes() string {
	if len(l.Address) > 0 {
		return strings.Join(l.Address, ", ")
	}
	return l.Where
}

// Sheet is a round as its driver and its hub read it, with every stop that is still on it. Who
// looked is noted.
func (s *Service) Sheet(ctx context.Context, id RoundID) (r Round, lines []Line, err error) {
	defer fault.Wrap(&err, "sheet of round %s", id)
	r, stops, err := s.Round(ctx, id)
	if err != nil {
		return Round{}, nil, err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return Round{}, nil, err
	}
	h := s.db.Read(ctx)
	reader, given := access.From(ctx), false
	if r.drives(ctx, h.Now()) {
		reader, given = asDriver(reader), true
	}
	for _, stop := range stops {
		l, err := lineOf(h, rules, r, stop)
		if err != nil {
			return Round{}, nil, err
		}
		l.showTo(reader, policy.Record{Neighbourhood: r.Neighbourhood, Given: given})
		lines = append(lines, l)
	}
	return r, lines, s.saw(ctx, "looked at a round", lines)
}

func (s *Service) saw(ctx context.Context, verb string, lines []Line) error {
	e := journal.Entry{Verb: verb, Topic: "people.read"}
	for _, l := range lines {
		switch l.Source {
		case routing.OfDelivery:
			e.Objects = append(e.Objects, journal.Object{Kind: "delivery", ID: l.Ref.ID})
		case routing.OfVisit:
			e.Objects = append(e.Objects, journal.Object{Kind: "task", ID: l.Ref.ID})
		}
	}
	if len(e.Objects) == 0 {
		return nil
	}
	return s.reads.Saw(ctx, e)
}

func lineOf(r db.Reader, rules *fleet.Rules, round Round, stop Stop) (Line, error) {
	l := Line{Stop: stop}
	if stop.Task == routing.Reload {
		depot, _ := rules.Depot(round.Depot)
		l.Where = "Load again at " + depot.Name
		return l, nil
	}
	if err := l.read(r, rules); err != nil {
		return Line{}, err
	}
	if stop.Task == routing.Fetch {
		l.Name, l.Address, l.Notes, l.Where = "", nil, "", "Fetch at "+l.From
	}
	if stop.State.Done() && l.Hidden {
		l.Where = "The address is withheld"
	}
	return l, nil
}

// read fills in what is brought.
func (l *Line) read(r db.Reader, rules *fleet.Rules) error {
	if l.Source == routing.OfVisit {
		return l.readVisit(r)
	}
	if l.Source == routing.OfBulk {
		b, err := fleet.BulkByID(r, fleet.BulkID(l.Ref.ID))
		if err != nil {
			return err
		}
		depot, _ := rules.Depot(b.Depot)
		l.Number, l.Name, l.Notes, l.Marks, l.From, l.code = b.Number, b.To, b.Notes, []string{b.What}, depot.Name, b.Postcode
		if b.Address != "" {
			l.Address = append(l.Address, b.Address)
		}
		l.Address = append(l.Address, b.Postcode)
		return nil
	}
	d, err := deliveries.StopIn(r, deliveries.ID(l.Ref.ID))
	if err != nil {
		return err
	}
	l.Number, l.Name, l.Address, l.Where, l.Notes, l.Marks, l.From = d.Number, d.Name, d.Address, d.Where, d.Notes, d.Marks, d.From
	l.Hidden, l.Medical, l.code = d.Hidden, d.Kind == deliveries.Medicine, d.Postcode
	if d.Hidden && !d.Unwanted {
		l.Name, l.Where = "", "The address is withheld: its named driver asks for it on the day"
	}
	return nil
}

// Named reads what a version carries, by the place of each item in it. Who looked is noted.
func (s *Service) Named(ctx context.Context, v *Version) (all []Line, err error) {
	defer fault.Wrap(&err, "names of version %d", v.Number)
	if err := access.CheckHeld(ctx, viewers...); err != nil {
		return nil, err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	for _, i := range v.Items {
		l := Line{Stop: Stop{Ref: i.Ref, Record: i.Record, Task: i.Task(), Load: i.Load}}
		if err := l.read(r, rules); err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		all = append(all, l)
	}
	return all, s.saw(ctx, "looked at a plan of rounds", all)
}

// Pin is a place on the map of a plan.
type Pin struct {
	At    grid.Point
	Way   int // which of the version's, from 0
	Stop  int // which of its stops, from 1; 0 is a depot
	Label string
}

// Pins are the places of a version that may be shown, in the order they are gone to. What goes
// to an address that is withheld is not among them, nor where it lies in the order.
func (s *Service) Pins(ctx context.Context, v *Version, lines []Line) (pins []Pin, err error) {
	defer fault.Wrap(&err, "map of version %d", v.Number)
	var codes []string
	for _, l := range lines {
		codes = append(codes, l.code)
	}
	spots, err := places.Spots(s.db.Read(ctx), codes)
	if err != nil {
		return nil, err
	}
	for w, way := range v.Ways {
		for n, c := range way.Calls {
			if c.Item < 0 || !c.Task.AtDoor() || lines[c.Item].Hidden {
				continue
			}
			if at := fleet.SpotOf(spots, lines[c.Item].code); at != nil {
				pins = append(pins, Pin{grid.ToLatLon(*at), w, n + 1, v.Items[c.Item].Called()})
			}
		}
	}
	return pins, nil
}

// StopLine is one stop with its round, as [Service.Sheet] tells it.
func (s *Service) StopLine(ctx context.Context, id StopID) (r Round, l Line, err error) {
	defer fault.Wrap(&err, "stop %s", id)
	stop, err := stopByID(s.db.Read(ctx), id)
	if err != nil {
		return Round{}, Line{}, err
	}
	r, lines, err := s.Sheet(ctx, stop.Round)
	if err != nil {
		return Round{}, Line{}, err
	}
	for _, one := range lines {
		if one.Stop.ID == id {
			return r, one, nil
		}
	}
	return Round{}, Line{}, noSuch("stop")
}
