package demo

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/demo/gold"
	"kith/internal/services/command"
)

// commands lets the groups that lead the response meet, where the blueprint has any.
func (m *maker) commands(ctx context.Context) error {
	if len(blueprint.Part[*command.Groups](m.b).Groups) == 0 {
		return nil
	}
	return gold.Make(ctx, m.as(ctx, m.hands.director), gold.World{
		DB: m.DB, Levels: m.Levels, Command: m.Command, Capacity: m.Capacity, Clock: m.clock, Now: m.now,
		Hoods: m.hoods, Requests: m.size.Requests, Dice: m.dice(41),
	})
}
