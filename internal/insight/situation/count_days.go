package situation

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/places"
)

const (
	// counted is how many days are counted: as many as a baseline needs, and three weeks to show.
	counted = 84
	// again is how many last days are counted once more, for what is noted late.
	again = 7
)

// CountDays counts what was asked of the borough on each day up to yesterday, in every
// neighbourhood: the days that were not counted yet, and the seven before them once more, for
// calls and requests are noted late at times. Once yesterday is counted it does nothing until
// tomorrow.
func (s *Service) CountDays(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "count days")
	r := s.db.Read(ctx)
	today := day.Of(r.Now())
	last, found, err := lastCounted(r)
	if err != nil {
		return err
	}
	if found && !last.Before(today.AddDays(-1)) {
		return nil
	}
	from := today.AddDays(-counted)
	if found && last.AddDays(1-again).After(from) {
		from = last.AddDays(1 - again)
	}
	hoods, err := s.hoods(ctx)
	if err != nil {
		return err
	}
	for d := from; d.Before(today); d = d.AddDays(1) {
		if err := s.countDay(ctx, d, hoods); err != nil {
			return err
		}
	}
	return nil
}

// asked is how much was asked of a place on a day.
type asked struct {
	series, place string
	on            day.Date
	n             int64
}

// countDay counts a day, and keeps it.
func (s *Service) countDay(ctx context.Context, d day.Date, hoods []places.Neighbourhood) error {
	r := s.db.Read(ctx)
	during := feature.Period{From: d.Start().UTC(), Until: d.AddDays(1).Start().UTC()}
	var all []asked
	for _, series := range s.series {
		tally, err := series.count(r, during)
		if err != nil {
			return err
		}
		of := func(place string) asked {
			n := tally.In(feature.Scope{Neighbourhood: place, Kind: series.kind}).Value
			return asked{series.Name, place, d, n}
		}
		all = append(all, of(""))
		for _, h := range hoods {
			all = append(all, of(h.ID))
		}
	}
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error { return writeAsked(tx, all) })
}

// hoods are the neighbourhoods of the borough's blueprint.
func (s *Service) hoods(ctx context.Context) ([]places.Neighbourhood, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*places.Areas](b).Neighbourhoods, nil
}
