package routing

import (
	"context"
	"math"

	"kith/algo/vrp"
	"kith/internal/kernel/grid"
	"kith/internal/work/fleet"
)

// Ways says how far it is between places, and how long it takes.
type Ways interface {
	// Table answers for every pair of points, in decimetres and seconds, and says in words where
	// the answers come from. Speeds are calibrated by factor: 2 is twice as long on the way.
	Table(ctx context.Context, k fleet.Kind, points []grid.Ref, factor float64) (t vrp.Travel, source string, err error)
}

// Line goes by straight lines, made longer as roads are, at the speed of the vehicle.
type Line struct {
	Rules *fleet.Rules
}

// Table measures the lines.
func (l Line) Table(_ context.Context, k fleet.Kind, points []grid.Ref, factor float64) (vrp.Travel, string, error) {
	n := len(points)
	distance, duration := make([]int32, n*n), make([]int32, n*n)
	speed := float64(max(l.Rules.Kind(k).KmH, 1)) / 3.6 // metres a second
	for i, a := range points {
		for j, b := range points {
			metres := math.Hypot(a.E-b.E, a.N-b.N) * l.Rules.Search.Factor
			distance[i*n+j], duration[i*n+j] = int32(math.Round(metres*10)), int32(math.Round(metres/speed*factor))
		}
	}
	t, err := vrp.NewTable(n, distance, duration)
	return t, "straight lines, made longer as roads are", err
}
