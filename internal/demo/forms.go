package demo

import (
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
)

// Forms fills in forms for people of a demo borough, as load tests send them: the first
// half is of people on its register, the rest of others who live at the same postcodes.
func Forms(b *blueprint.Blueprint, now time.Time, size Size, count int) []answers.Answers {
	known := townOf(b, now, size)
	others := known
	others.Seed++
	q := blueprint.Part[*answers.Questions](b)
	forms := make([]answers.Answers, 0, count)
	for _, from := range []town.Borough{known, others} {
		n := 0
		for h, r := range from.People(count - count/2) {
			if len(forms) < count {
				forms = append(forms, given(q, town.Asks(from.Seed, n), h, r, from.Today))
			}
			n++
		}
	}
	return forms
}

// townOf makes the borough's homes up, inside its real sectors.
func townOf(b *blueprint.Blueprint, now time.Time, size Size) town.Borough {
	var sectors []town.Sector
	for _, s := range blueprint.Part[*places.Areas](b).Sectors {
		sectors = append(sectors, town.Sector{
			Code: s.Code, Neighbourhood: s.Neighbourhood, Share: s.Share, Middle: grid.Point{Lat: s.Lat, Lon: s.Lon},
		})
	}
	homes := town.Homes(size.Seed, sectors, max(400, size.People/25))
	return town.Borough{Seed: size.Seed, Today: day.Of(now), Homes: homes}
}
