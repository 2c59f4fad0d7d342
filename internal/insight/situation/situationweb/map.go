package situationweb

import (
	"context"
	"math"
	"net/http"
	"slices"

	"kith/algo/phase/picture"
	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
)

// freshDays is how old figures may be before the map hatches what they say, and the page warns.
const freshDays = 2

// placed are the areas of a pool as they stand on a map: by their boundaries where those of all
// were imported, else by the tiles of the blueprint. Without either for all of them there is no
// map, for one with holes would mislead.
func (p *pages) placed(ctx context.Context, all []situation.Standing, pool string, today day.Date) (places []picture.Place, err error) {
	var some []situation.Standing
	var codes []string
	for _, st := range all {
		if st.Area.Pool == pool {
			some, codes = append(some, st), append(codes, st.Area.Code)
		}
	}
	if len(some) == 0 {
		return nil, nil
	}
	rings, err := p.around.Rings(ctx, codes)
	if err != nil {
		return nil, err
	}
	if !has(rings, codes) {
		if rings, err = p.tiles(ctx, some); err != nil || !has(rings, codes) {
			return nil, err
		}
	}
	for _, st := range some {
		places = append(places, placeOf(st, rings[st.Area.Code], today))
	}
	return places, nil
}

// has reports whether there are rings of every area.
func has(rings map[string][][][2]float64, codes []string) bool {
	return !slices.ContainsFunc(codes, func(code string) bool { return len(rings[code]) == 0 })
}

func (p *pages) tiles(ctx context.Context, some []situation.Standing) (map[string][][][2]float64, error) {
	region, err := p.situation.Region(ctx)
	if err != nil {
		return nil, err
	}
	by := map[string][][][2]float64{}
	for _, st := range some {
		if t, ok := region.Find(st.Area.Code); ok {
			by[st.Area.Code] = picture.TileAt(t.Column, t.Row)
		}
	}
	return by, nil
}

func placeOf(st situation.Standing, rings [][][2]float64, today day.Date) picture.Place {
	pl := picture.Place{Name: st.Area.Name, P: st.P, Rings: rings, Hatched: st.Held || today.DaysSince(st.AsOf) > freshDays}
	if !st.Known || st.Hidden {
		pl.P, pl.Hatched = math.NaN(), true
	}
	return pl
}

// drawMap draws how the areas of a pool stand now.
func (p *pages) drawMap(w http.ResponseWriter, r *http.Request) error {
	all, err := p.situation.Areas(r.Context())
	if err != nil {
		return err
	}
	s := screen{all: all, today: day.Of(p.around.Now())}
	own, err := p.around.OwnArea(r.Context())
	if err != nil {
		return err
	}
	s.choose(own, r.URL.Query())
	places, err := p.placed(r.Context(), all, s.pool, s.today)
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return noMap
	}
	asPicture(w)
	return picture.Map(w, places, picture.Options{Title: "How likely is an epidemic phase?", Note: "As known on " + s.newest().Long() + "."})
}

var noMap = fault.New(fault.NotFound, "situation.no-map", "There is no map of these areas: neither were their boundaries imported, nor does the blueprint place each on a tile. The table of the situation says how they stand.")
