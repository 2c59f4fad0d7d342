package places

import (
	"github.com/paulmach/orb"

	"kith/internal/kernel/day"
	"kith/internal/kernel/postcode"
)

// Atlas is a borough's areas made ready for looking things up. It is read-only and may
// be used by many goroutines.
type Atlas struct {
	areas     *Areas
	version   string
	holds     map[string][]hold // by code of ward or LSOA
	overrides map[postcode.Postcode]Override
	sectors   map[string]Sector
	outlines  []outline
}

// hold is one neighbourhood's claim to a ward or an LSOA between two days.
type hold struct {
	neighbourhood string
	ward          *Ward // nil for an LSOA
	from, to      day.Date
	exact         bool // not merely the best fit
}

// outline is the sketch of a neighbourhood.
type outline struct {
	neighbourhood string
	bound         orb.Bound
	ring          orb.Ring
}

// NewAtlas prepares areas, which must not change afterwards. The version is the
// blueprint's, as routings name it; it may be "".
func NewAtlas(areas *Areas, version string) *Atlas {
	a := &Atlas{
		areas: areas, version: version, holds: map[string][]hold{},
		overrides: map[postcode.Postcode]Override{}, sectors: map[string]Sector{},
	}
	for i := range areas.Neighbourhoods {
		a.add(&areas.Neighbourhoods[i])
	}
	for _, o := range areas.Overrides {
		a.overrides[o.Postcode] = o
	}
	for _, s := range areas.Sectors {
		a.sectors[s.Code] = s
	}
	return a
}

func (a *Atlas) add(n *Neighbourhood) {
	for i := range n.Wards {
		w := &n.Wards[i]
		exact := w.Confidence != InferredByFit
		a.holds[w.Code] = append(a.holds[w.Code], hold{n.ID, w, w.From, w.To, exact})
	}
	for _, set := range n.LSOAs {
		for _, code := range set.Codes {
			exact := set.Confidence != InferredByFit
			a.holds[code] = append(a.holds[code], hold{n.ID, nil, set.From, set.To, exact})
		}
	}
	if ring := ringOf(n.Outline); len(ring) > 0 {
		a.outlines = append(a.outlines, outline{n.ID, ring.Bound(), ring})
	}
}

func ringOf(points []LonLat) orb.Ring {
	if len(points) == 0 {
		return nil
	}
	ring := make(orb.Ring, 0, len(points)+1)
	for _, p := range points {
		ring = append(ring, orb.Point{p.Lon, p.Lat})
	}
	return append(ring, ring[0])
}

// holdOn returns who holds a code: the claim in force today, else the one that was in
// force when the directory was published, else the last. Codes are never given out
// twice, so a directory of old wards still finds its way under new ones.
func (a *Atlas) holdOn(code string, today, published day.Date) (hold, bool) {
	claims := a.holds[code]
	if len(claims) == 0 {
		return hold{}, false
	}
	for _, on := range []day.Date{today, published} {
		for _, h := range claims {
			if h.covers(on) {
				return h, true
			}
		}
	}
	return claims[len(claims)-1], true
}

// covers reports whether a day lies between the first and the last of the claim.
func (h hold) covers(on day.Date) bool {
	return !on.IsZero() && !on.Before(h.from) && (h.to.IsZero() || !on.After(h.to))
}

// at returns the neighbourhood a postcode of the held ward or LSOA belongs to.
func (h hold) at(sector, lsoa21 string) string {
	if h.ward == nil {
		return h.neighbourhood
	}
	return h.ward.Neighbourhood(h.neighbourhood, sector, lsoa21)
}

// codes are all wards and LSOAs of the borough, and the districts around it, of which
// boundaries help.
func (a *Atlas) codes() []string {
	codes := []string{a.areas.LAD}
	for code := range a.holds {
		codes = append(codes, code)
	}
	for _, n := range a.areas.Neighbours {
		codes = append(codes, n.LAD)
	}
	return codes
}

// source names the blueprint as a routing's source.
func (a *Atlas) source() string {
	if a.version == "" {
		return "blueprint"
	}
	return "blueprint version " + a.version
}
