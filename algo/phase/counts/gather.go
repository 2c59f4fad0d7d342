package counts

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kith/algo/phase"
)

// Area is a place that is counted.
type Area struct {
	Name, Code string
	Pool       string // of the areas that share what is learnt; "" where nothing is said of pools
	Population int
}

// Row is a row of counts as it is written; see [Read] for what each may be.
type Row struct{ Area, Code, Date, Cases, Population, AsOf, Pool string }

// key is what makes a row the only one.
type key struct {
	asOf, day phase.Day
	area      int
}

// counted is a row's count, and where it stands.
type counted struct {
	phase.Obs
	line int
}

// Rows gathers rows that somebody else reads out of a file, and makes a [File] of them.
type Rows struct {
	options     Options
	dated       bool
	areas       []Area
	byID        map[string]int // by code, or by name where there is none
	byName      map[string]int
	rows        map[key]counted
	repeated    int
	corrections int
	hidden      int
}

// NewRows begins without rows. In dated ones each says as of when it is known.
func NewRows(o Options, dated bool) *Rows {
	if o.Hidden == 0 {
		o.Hidden = 4
	}
	return &Rows{options: o, dated: dated, byID: map[string]int{}, byName: map[string]int{}, rows: map[key]counted{}}
}

// Add takes in a row of a line, or says what is wrong with it. It keeps the row's text.
func (g *Rows) Add(r Row, line int) error {
	k, err := g.keyOf(r)
	if err != nil {
		return err
	}
	o, correction, err := parseCases(r.Cases, g.options.Hidden)
	if err != nil {
		return err
	}
	if old, twice := g.rows[k]; twice {
		if old.Obs != o {
			return fmt.Errorf("%s on %v stands on line %d with another count; leave one of them", g.areas[k.area].Name, k.day, old.line)
		}
		g.repeated++
		return nil
	}
	if correction {
		g.corrections++
	}
	if o.Kind == phase.Censored {
		g.hidden++
	}
	g.rows[k] = counted{o, line}
	return nil
}

func (g *Rows) keyOf(r Row) (k key, err error) {
	if k.day, err = phase.ParseDay(r.Date); err != nil {
		return k, err
	}
	if g.options.Latest != 0 && k.day > g.options.Latest {
		return k, fmt.Errorf("%v is in the future; the last day that can be counted is %v", k.day, g.options.Latest)
	}
	if g.dated {
		if k.asOf, err = phase.ParseDay(r.AsOf); err != nil {
			return k, fmt.Errorf("as_of: %w", err)
		}
		if k.day > k.asOf {
			return k, fmt.Errorf("a count of %v cannot be known on %v", k.day, k.asOf)
		}
	}
	k.area, err = g.place(r)
	return k, err
}

// place is the area of a row, which is added when it is the first of it.
func (g *Rows) place(r Row) (int, error) {
	if r.Area == "" {
		return 0, errors.New("the row names no area")
	}
	id := r.Code
	if id == "" {
		id = r.Area
	}
	i, known := g.byID[id]
	if !known {
		return g.add(r, id)
	}
	if old := g.areas[i]; old.Name != r.Area || old.Code != r.Code {
		return 0, fmt.Errorf("%s is %s on earlier lines and %s on this one", id, old.Name, r.Area)
	}
	return i, g.samePopulation(i, r)
}

func (g *Rows) add(r Row, id string) (int, error) {
	if j, taken := g.byName[r.Area]; taken {
		return 0, fmt.Errorf("%s has the code %q on earlier lines and %q on this one", r.Area, g.areas[j].Code, r.Code)
	}
	people, err := g.people(r)
	if err != nil {
		return 0, err
	}
	a := Area{strings.Clone(r.Area), strings.Clone(r.Code), strings.Clone(r.Pool), people}
	i := len(g.areas)
	g.byID[strings.Clone(id)], g.byName[a.Name] = i, i
	g.areas = append(g.areas, a)
	return i, nil
}

// people is how many live in an area, by the row or by what was given beside the file.
func (g *Rows) people(r Row) (int, error) {
	if r.Population != "" {
		n, err := parsePopulation(r.Population)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", r.Area, err)
		}
		return n, nil
	}
	for _, id := range []string{r.Code, r.Area} {
		if n := g.options.Populations[id]; n > 0 {
			return n, nil
		}
	}
	if g.options.Populations != nil {
		return 0, fmt.Errorf("%s is not among the areas whose population is known", r.Area)
	}
	return 0, fmt.Errorf("%s has no population; add a column population, or name a file that has one", r.Area)
}

func (g *Rows) samePopulation(i int, r Row) error {
	if r.Population == "" {
		return nil
	}
	n, err := parsePopulation(r.Population)
	if err != nil {
		return fmt.Errorf("%s: %w", r.Area, err)
	}
	if old := g.areas[i].Population; n != old {
		return fmt.Errorf("%s has %d people on earlier lines and %d on this one; leave one number", r.Area, old, n)
	}
	return nil
}

// File puts together what was added. Without a row it is an error.
func (g *Rows) File() (*File, error) {
	if len(g.rows) == 0 {
		return nil, errors.New("the file has a header and no counts")
	}
	f := &File{Dated: g.dated, Areas: g.areas}
	keys := g.sorted()
	for len(keys) > 0 {
		n := slices.IndexFunc(keys, func(k key) bool { return k.asOf != keys[0].asOf })
		if n < 0 {
			n = len(keys)
		}
		v, err := g.vintage(keys[:n])
		if err != nil {
			return nil, err
		}
		f.Vintages = append(f.Vintages, v)
		keys = keys[n:]
	}
	f.note(g)
	return f, nil
}

func (g *Rows) sorted() []key {
	keys := make([]key, 0, len(g.rows))
	for k := range g.rows {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.asOf != b.asOf {
			return int(a.asOf - b.asOf)
		}
		if a.area != b.area {
			return a.area - b.area
		}
		return int(a.day - b.day)
	})
	return keys
}

// vintage is what sorted rows of one as_of say.
func (g *Rows) vintage(keys []key) (phase.Vintage, error) {
	v := phase.Vintage{AsOf: keys[0].asOf}
	last := phase.Day(0)
	for i, k := range keys {
		if i == 0 || k.area != keys[i-1].area {
			a := g.areas[k.area]
			v.Series = append(v.Series, phase.Series{Area: a.Name, Pop: a.Population, From: k.day})
		}
		s := &v.Series[len(v.Series)-1]
		if k.day-s.From >= longest {
			return v, fmt.Errorf("line %d: %s has counts from %v to %v, over more than %d days; a year may be mistyped", g.rows[k].line, s.Area, s.From, k.day, longest)
		}
		for s.Last() < k.day-1 {
			s.Obs = append(s.Obs, phase.Obs{Kind: phase.Missing})
		}
		s.Obs = append(s.Obs, g.rows[k].Obs)
		last = max(last, k.day)
	}
	if !g.dated {
		v.AsOf = last
	}
	return v, nil
}
