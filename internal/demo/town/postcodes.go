package town

import (
	"fmt"

	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
)

// Sector is a postcode sector of the borough: its code ("WN2 3"), the neighbourhood most
// of it belongs to, its share of the borough's homes (any scale), and its middle.
type Sector struct {
	Code          string
	Neighbourhood string
	Share         float64
	Middle        grid.Point
}

// Home is a made-up postcode: where it is and whose it is.
type Home struct {
	Postcode      postcode.Postcode
	Neighbourhood string
	At            grid.Point
}

// inward lists the letters that may end a postcode.
const inward = "ABDEFGHJLNPQRSTUWXYZ"

// perSector is how many postcodes one sector can hold.
const perSector = len(inward) * len(inward)

// Homes gives about want postcodes spread over the sectors by share, in sector order.
// Each sector has at least one and at most 400.
func Homes(seed uint64, sectors []Sector, want int) []Home {
	total := 0.0
	for _, s := range sectors {
		total += s.Share
	}
	var homes []Home
	for i, s := range sectors {
		n := min(max(1, int(float64(want)*s.Share/total)), perSector)
		homes = append(homes, homesIn(seed, uint64(i), s, n)...)
	}
	return homes
}

func homesIn(seed, index uint64, s Sector, n int) []Home {
	d := roll(seed, streamPostcode, index)
	homes := make([]Home, 0, n)
	for _, unit := range d.Perm(perSector)[:n] {
		code := fmt.Sprintf("%s%c%c", s.Code, inward[unit/len(inward)], inward[unit%len(inward)])
		parsed, err := postcode.Parse(code)
		if err != nil {
			continue
		}
		homes = append(homes, Home{parsed, s.Neighbourhood, scatter(d, s.Middle)})
	}
	return homes
}

// scatter moves a point by up to roughly 800 metres each way.
func scatter(d dice, p grid.Point) grid.Point {
	return grid.Point{
		Lat: p.Lat + (d.Float64()-0.5)*0.0144,
		Lon: p.Lon + (d.Float64()-0.5)*0.0242,
	}
}
