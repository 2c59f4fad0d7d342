package places

import (
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/postcode"
)

// Confidence says how sure it is that an area belongs to a neighbourhood.
type Confidence string

// The degrees of confidence. Only the first two come from a council's own papers.
const (
	Documented       Confidence = "documented"
	DocumentedByBase Confidence = "documented-by-base" // the base stands in it
	DocumentedByName Confidence = "documented-by-name" // the neighbourhood is named after it
	InferredHigh     Confidence = "inferred-high"
	InferredMedium   Confidence = "inferred-medium"
	InferredLow      Confidence = "inferred-low"
	InferredByFit    Confidence = "inferred-by-fit" // most of its live postcodes lie in it
)

// Choices are the degrees a blueprint may name.
func (Confidence) Choices() []string {
	return []string{
		string(Documented), string(DocumentedByBase), string(DocumentedByName),
		string(InferredHigh), string(InferredMedium), string(InferredLow), string(InferredByFit),
	}
}

// Areas is areas.yaml: the neighbourhoods of a borough and how a postcode finds its own.
type Areas struct {
	LAD            string          `yaml:"lad"`         // code of the local authority district, "E08000010"
	Attribution    []string        `yaml:"attribution"` // notices to show wherever these facts or a map of them are
	Neighbourhoods []Neighbourhood `yaml:"neighbourhoods"`
	Overrides      []Override      `yaml:"overrides,omitempty"`
	Neighbours     []Authority     `yaml:"neighbouring_authorities"`
	Sectors        []Sector        `yaml:"sectors"`
}

// Neighbourhood is a part of the borough with a hub of its own.
type Neighbourhood struct {
	ID        string   `yaml:"id"`
	Name      string   `yaml:"name"`
	ShortName string   `yaml:"short_name,omitempty"`
	Base      *Base    `yaml:"base,omitempty"` // nil where no base is known
	Wards     []Ward   `yaml:"wards"`
	LSOAs     []LSOAs  `yaml:"lsoas,omitempty"`
	Outline   []LonLat `yaml:"outline,omitempty"` // coarse ring, first point not repeated, at most 40
}

// Base is the building a hub works from.
type Base struct {
	Name     string            `yaml:"name"`
	Address  string            `yaml:"address,omitempty"`
	Postcode postcode.Postcode `yaml:"postcode"`
	Phone    string            `yaml:"phone,omitempty"`
}

// Ward is an electoral ward as it was from one boundary change to the next.
type Ward struct {
	Code       string      `yaml:"code"`
	Name       string      `yaml:"name"`
	Vintage    int         `yaml:"vintage"`
	From       day.Date    `yaml:"from,omitempty"` // zero means since ever
	To         day.Date    `yaml:"to,omitempty"`   // last day; zero means still in force
	Confidence Confidence  `yaml:"confidence"`
	Basis      string      `yaml:"basis"`
	Elsewhere  []Elsewhere `yaml:"elsewhere,omitempty"`
	// Postcodes counts the live postcodes the fit was made from, Differ those of them that
	// belong to another neighbourhood than this rule gives, with Elsewhere applied.
	Postcodes int `yaml:"postcodes,omitempty"`
	Differ    int `yaml:"differ,omitempty"`
}

// Elsewhere is a part of a straddling ward that belongs to another neighbourhood.
type Elsewhere struct {
	Neighbourhood string   `yaml:"neighbourhood"`
	Sectors       []string `yaml:"sectors,omitempty"` // postcode sectors, "M46 9"
	LSOAs         []string `yaml:"lsoas,omitempty"`   // LSOA codes of 2021
	Postcodes     int      `yaml:"postcodes"`
}

// LSOAs is a set of lower-layer super output areas of one vintage.
type LSOAs struct {
	Vintage    int        `yaml:"vintage"`
	From       day.Date   `yaml:"from,omitempty"`
	To         day.Date   `yaml:"to,omitempty"`
	Confidence Confidence `yaml:"confidence"`
	Basis      string     `yaml:"basis"`
	Codes      []string   `yaml:"codes"`
}

// Override sends one postcode to a neighbourhood whatever its codes say.
type Override struct {
	Postcode      postcode.Postcode `yaml:"postcode"`
	Neighbourhood string            `yaml:"neighbourhood"`
	Reason        string            `yaml:"reason"`
}

// Authority is a council next door that out-of-area callers are sent on to.
type Authority struct {
	LAD   string `yaml:"lad"`
	Name  string `yaml:"name"`
	Phone string `yaml:"phone,omitempty"`
	// Outcodes and Sectors lie in it and nowhere in this borough. They recognise a caller
	// from next door when no directory of the whole country is loaded.
	Outcodes []string `yaml:"outcodes,omitempty"`
	Sectors  []string `yaml:"sectors,omitempty"`
}

// Sector is a postcode sector with the neighbourhood most of its postcodes belong to.
type Sector struct {
	Code          string  `yaml:"code"` // "WN2 3"
	Neighbourhood string  `yaml:"neighbourhood"`
	Majority      float64 `yaml:"majority"` // part of its live postcodes that do belong, 0–1
	Share         float64 `yaml:"share"`    // its part of the borough's live postcodes, 0–1
	Lat           float64 `yaml:"lat"`      // middle of its live postcodes
	Lon           float64 `yaml:"lon"`
	// MostlyIn is the district code of the council next door when only the edge of the
	// sector is in this borough, so that a postcode of it no directory knows is doubtful.
	MostlyIn string `yaml:"mostly_in,omitempty"`
}

// IDs lists the neighbourhoods' ids in the order of the file.
func (a *Areas) IDs() []string {
	ids := make([]string, len(a.Neighbourhoods))
	for i, n := range a.Neighbourhoods {
		ids[i] = n.ID
	}
	return ids
}

// Find returns the neighbourhood with this id.
func (a *Areas) Find(id string) (Neighbourhood, bool) {
	i := slices.IndexFunc(a.Neighbourhoods, func(n Neighbourhood) bool { return n.ID == id })
	if i < 0 {
		return Neighbourhood{}, false
	}
	return a.Neighbourhoods[i], true
}

// Override returns the rule for this very postcode, if there is one.
func (a *Areas) Override(p postcode.Postcode) (Override, bool) {
	i := slices.IndexFunc(a.Overrides, func(o Override) bool { return o.Postcode == p })
	if i < 0 {
		return Override{}, false
	}
	return a.Overrides[i], true
}

// Sector returns what is known of a postcode sector of this borough.
func (a *Areas) Sector(code string) (Sector, bool) {
	i := slices.IndexFunc(a.Sectors, func(s Sector) bool { return s.Code == code })
	if i < 0 {
		return Sector{}, false
	}
	return a.Sectors[i], true
}

// NextDoor returns the neighbouring council a postcode lies in for certain, as its
// outcode or sector tells.
func (a *Areas) NextDoor(p postcode.Postcode) (Authority, bool) {
	i := slices.IndexFunc(a.Neighbours, func(n Authority) bool {
		return slices.Contains(n.Sectors, p.Sector()) || slices.Contains(n.Outcodes, p.Outcode())
	})
	if i < 0 {
		return Authority{}, false
	}
	return a.Neighbours[i], true
}

// Authority returns the neighbouring council of this district code.
func (a *Areas) Authority(lad string) (Authority, bool) {
	i := slices.IndexFunc(a.Neighbours, func(n Authority) bool { return n.LAD == lad })
	if i < 0 {
		return Authority{}, false
	}
	return a.Neighbours[i], true
}

// Short is the neighbourhood's short name, or its name where it has none shorter.
func (n Neighbourhood) Short() string {
	if n.ShortName == "" {
		return n.Name
	}
	return n.ShortName
}

// Neighbourhood returns where a postcode of this ward belongs: the ward's own
// neighbourhood home, or that of the part of it the LSOA (of 2021) or, when no LSOA is
// known, the postcode sector lies in. Leave empty what is not known.
func (w Ward) Neighbourhood(home, sector, lsoa string) string {
	for _, e := range w.Elsewhere {
		if e.holds(sector, lsoa) {
			return e.Neighbourhood
		}
	}
	return home
}

func (e Elsewhere) holds(sector, lsoa string) bool {
	if lsoa != "" && len(e.LSOAs) > 0 {
		return slices.Contains(e.LSOAs, lsoa)
	}
	return sector != "" && slices.Contains(e.Sectors, sector)
}
