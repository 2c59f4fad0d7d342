package deployment

import (
	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
)

// The measures of this week's shifts, from Monday to Sunday.
const (
	ShiftsFilled = "deployment.filled"
	ShiftsOpen   = "deployment.open"
)

// Measures are the figures that shifts give. What is needed stands in the blueprint; so they
// are the service's.
func (s *Service) Measures() []feature.Measure {
	all := Described()
	all[0].Count = s.counting(Cover.Filled)
	all[1].Count = s.counting(func(c Cover) bool { return !c.Filled() })
	return all
}

// Described are the measures without what counts them, for whoever checks a blueprint.
func Described() []feature.Measure {
	return []feature.Measure{
		{
			Name: ShiftsFilled, Label: "Shifts filled this week",
			Meaning: "Shifts of redeployed staff from this Monday to Sunday that somebody has. A shift that needs two people counts twice. The borough's own posts are counted with the coordination queue.",
			Rows:    "/deployment/seats?state=filled", Readers: planners,
		},
		{
			Name: ShiftsOpen, Label: "Shifts open this week",
			Meaning: "Shifts that the establishment asks for from this Monday to Sunday and nobody has.",
			Rows:    "/deployment/seats?state=open", Readers: planners,
		},
	}
}

// counting counts the seats of this week of which keep is true.
func (s *Service) counting(keep func(Cover) bool) func(db.Reader, feature.Period) (feature.Tally, error) {
	return func(r db.Reader, _ feature.Period) (feature.Tally, error) {
		set, err := s.setting(r.Context())
		if err != nil {
			return feature.Tally{}, err
		}
		monday := Monday(day.Of(r.Now()))
		held, err := between(r, monday, monday.AddDays(6))
		if err != nil {
			return feature.Tally{}, err
		}
		var rows []feature.Row
		seats, err := s.seats(r, set, monday)
		if err != nil {
			return feature.Tally{}, err
		}
		for _, c := range cover(seats, held, nil, set.rules) {
			if keep(c) {
				rows = append(rows, feature.Row{Neighbourhood: c.Hub, Value: 1, Of: 1})
			}
		}
		return feature.Sum(rows), nil
	}
}

// seats are those of a week in every hub and the borough, wherever they are.
func (s *Service) seats(r db.Reader, set setting, monday day.Date) ([]Opening, error) {
	var sites []Site
	for _, id := range append([]string{""}, set.areas.IDs()...) {
		level, err := s.level(r, id)
		if err != nil {
			return nil, err
		}
		sites = append(sites, Site{Hub: id, Level: level})
	}
	return set.posts.Openings(monday, sites, set.titles, func(Place) *grid.Point { return nil }), nil
}
