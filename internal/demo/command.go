package demo

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/demo/custody"
	"kith/internal/demo/gold"
	"kith/internal/services/command"
)

// commands lets the groups that lead the response meet, where the blueprint has any.
func (m *maker) commands(ctx context.Context) error {
	if len(blueprint.Part[*command.Groups](m.b).Groups) == 0 {
		return nil
	}
	return gold.Make(ctx, m.as(ctx, m.hands.director), gold.World{
		DB: m.DB, Levels: m.Levels, Command: m.Command, Capacity: m.Capacity, Fleet: m.Fleet, Clock: m.clock, Now: m.now,
		Hoods: m.hoods, Requests: m.size.Requests, Dice: m.dice(41),
	})
}

// keeps lets somebody ask for a copy of their data, and the basis of a list end.
func (m *maker) keeps(ctx context.Context) error {
	if len(m.families) == 0 {
		return nil
	}
	w := custody.World{DB: m.DB, Requests: m.DataRequests, Keeping: m.Keeping, Clock: m.clock, Now: m.now, Asks: m.families[0][0].ID}
	for _, f := range m.families {
		w.Listed = append(w.Listed, f[0].ID)
	}
	return custody.Make(ctx, m.as(ctx, m.hands.governance), w)
}
