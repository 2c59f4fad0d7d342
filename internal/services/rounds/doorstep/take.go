package doorstep

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

// Taken is a round as a driver takes it along on a phone.
type Taken struct {
	rounds.Round
	Stops []TakenStop
	// Wiped is when the phone forgets it, signal or none: [Grace] after the shift.
	Wiped time.Time
}

// TakenStop is a stop as a phone keeps it. Of whose address is withheld it has neither name nor
// address: its driver asks for them with signal, on the page of the stop.
type TakenStop struct {
	rounds.Line
	Door []string // what to keep to at the door: whom to speak to, when
	Way  string   // a geo: address for a map of the phone's own; "" where none may be shown
}

// Grace is how long after the end of a shift a phone keeps a round: some run late.
const Grace = time.Hour

// Take is what the driver who is signed in takes along of today's rounds: those that are not
// back yet. That they took them is noted, with what they took.
func (s *Service) Take(ctx context.Context) (all []Taken, err error) {
	defer fault.Wrap(&err, "take rounds along")
	mine, err := s.rounds.MyRounds(ctx)
	if err != nil {
		return nil, err
	}
	rules, err := s.rounds.Rules(ctx)
	if err != nil {
		return nil, err
	}
	h := s.db.Read(ctx)
	var lines []rounds.Line
	for _, r := range mine {
		if !r.State.Driven() {
			continue
		}
		t := Taken{Round: r, Wiped: r.UntilAt.Add(Grace)}
		stops, err := rounds.StopsIn(h, r.ID)
		if err != nil {
			return nil, err
		}
		for _, stop := range rounds.On(stops) {
			l, err := rounds.LineIn(h, rules, r, stop)
			if err != nil {
				return nil, err
			}
			door, err := atDoor(h, l)
			if err != nil {
				return nil, err
			}
			t.Stops, lines = append(t.Stops, TakenStop{Line: l, Door: door}), append(lines, l)
		}
		if err := showWays(h, t.Stops); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	if err := s.noteTaken(ctx, all); err != nil {
		return nil, err
	}
	return all, s.rounds.NoteSeen(ctx, "took a round along on a phone", lines)
}

// AtDoor is what to keep to at the door of a stop that the caller has read.
func (s *Service) AtDoor(ctx context.Context, l rounds.Line) ([]string, error) {
	return atDoor(s.db.Read(ctx), l)
}

// atDoor is what to keep to at the door of a stop.
func atDoor(r db.Reader, l rounds.Line) ([]string, error) {
	if l.Record == "" || !l.Task.AtDoor() || l.Hidden || l.State.Done() {
		return nil, nil
	}
	reach, err := people.ReachIn(r, l.Record)
	return contacts.AtDoor(reach), err
}

// showWays says where each stop is that may be shown, to about its postcode.
func showWays(r db.Reader, stops []TakenStop) error {
	var codes []string
	for _, one := range stops {
		codes = append(codes, one.Code())
	}
	spots, err := places.Spots(r, codes)
	if err != nil {
		return err
	}
	for i := range stops {
		one := &stops[i]
		if one.Hidden || len(one.Address) == 0 {
			continue
		}
		one.Way = "geo:0,0?q=" + url.PathEscape(strings.Join(one.Address, ", "))
		if at := fleet.SpotOf(spots, one.Code()); at != nil {
			p := grid.ToLatLon(*at)
			one.Way = fmt.Sprintf("geo:%.5f,%.5f?q=%s", p.Lat, p.Lon, url.PathEscape(strings.Join(one.Address, ", ")))
		}
	}
	return nil
}

func (s *Service) noteTaken(ctx context.Context, all []Taken) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, t := range all {
			for _, stop := range t.Stops {
				if err := putTaken(tx, stop.Stop, access.From(ctx).Account); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Mark changes whenever a round that is taken along, or a stop of it, has changed: a phone then
// takes it anew.
func (s *Service) Mark(ctx context.Context, r rounds.Round) (mark int64, err error) {
	stops, err := rounds.StopsIn(s.db.Read(ctx), r.ID)
	for _, one := range stops {
		mark += one.Version
	}
	return mark + r.Version, err
}
