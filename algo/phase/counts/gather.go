package counts

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kith/algo/phase"
)

// area is a place of the file.
type area struct {
	name, code, pool string
	people           int
}

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

// gathered is what was read so far.
type gathered struct {
	options     Options
	at          columns
	areas       []area
	byID        map[string]int // by code, or by name where there is none
	byName      map[string]int
	rows        map[key]counted
	repeated    int
	corrections int
	hidden      int
}

func newGathered(o Options, at columns) *gathered {
	return &gathered{options: o, at: at, byID: map[string]int{}, byName: map[string]int{}, rows: map[key]counted{}}
}

// take takes in a row.
func (g *gathered) take(record []string, line int) error {
	k, err := g.keyOf(record)
	if err != nil {
		return err
	}
	o, correction, err := parseCases(g.at.cell(record, g.at.cases), g.options.Hidden)
	if err != nil {
		return err
	}
	if old, twice := g.rows[k]; twice {
		if old.Obs != o {
			return fmt.Errorf("%s on %v stands on line %d with another count; leave one of them", g.areas[k.area].name, k.day, old.line)
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

func (g *gathered) keyOf(record []string) (k key, err error) {
	if k.day, err = phase.ParseDay(g.at.cell(record, g.at.date)); err != nil {
		return k, err
	}
	if g.options.Latest != 0 && k.day > g.options.Latest {
		return k, fmt.Errorf("%v is in the future; the last day that can be counted is %v", k.day, g.options.Latest)
	}
	if g.at.asOf >= 0 {
		if k.asOf, err = phase.ParseDay(g.at.cell(record, g.at.asOf)); err != nil {
			return k, fmt.Errorf("as_of: %w", err)
		}
		if k.day > k.asOf {
			return k, fmt.Errorf("a count of %v cannot be known on %v", k.day, k.asOf)
		}
	}
	k.area, err = g.place(record)
	return k, err
}

// place is the area of a row, which is added when it is the first of it.
func (g *gathered) place(record []string) (int, error) {
	a := area{name: g.at.cell(record, g.at.area), code: g.at.cell(record, g.at.code), pool: g.at.cell(record, g.at.pool)}
	if a.name == "" {
		return 0, errors.New("the row names no area")
	}
	id := a.code
	if id == "" {
		id = a.name
	}
	i, known := g.byID[id]
	if !known {
		return g.add(a, id, record)
	}
	if old := g.areas[i]; old.name != a.name || old.code != a.code {
		return 0, fmt.Errorf("%s is %s on earlier lines and %s on this one", id, old.name, a.name)
	}
	return i, g.samePopulation(i, record)
}

func (g *gathered) add(a area, id string, record []string) (int, error) {
	if j, taken := g.byName[a.name]; taken {
		return 0, fmt.Errorf("%s has the code %q on earlier lines and %q on this one", a.name, g.areas[j].code, a.code)
	}
	var err error
	if a.people, err = g.people(a, record); err != nil {
		return 0, err
	}
	a.name, a.code, a.pool = strings.Clone(a.name), strings.Clone(a.code), strings.Clone(a.pool)
	id = strings.Clone(id)
	i := len(g.areas)
	g.byID[id], g.byName[a.name] = i, i
	g.areas = append(g.areas, a)
	return i, nil
}

// people is how many live in an area, by the row or by what was given beside the file.
func (g *gathered) people(a area, record []string) (int, error) {
	if s := g.at.cell(record, g.at.population); s != "" {
		n, err := parsePopulation(s)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", a.name, err)
		}
		return n, nil
	}
	for _, id := range []string{a.code, a.name} {
		if n := g.options.Populations[id]; n > 0 {
			return n, nil
		}
	}
	if g.options.Populations != nil {
		return 0, fmt.Errorf("%s is not among the areas whose population is known", a.name)
	}
	return 0, fmt.Errorf("%s has no population; add a column population, or name a file that has one", a.name)
}

func (g *gathered) samePopulation(i int, record []string) error {
	s := g.at.cell(record, g.at.population)
	if s == "" {
		return nil
	}
	n, err := parsePopulation(s)
	if err != nil {
		return fmt.Errorf("%s: %w", g.areas[i].name, err)
	}
	if n != g.areas[i].people {
		return fmt.Errorf("%s has %d people on earlier lines and %d on this one; leave one number", g.areas[i].name, g.areas[i].people, n)
	}
	return nil
}

// file puts together what was read.
func (g *gathered) file() (*File, error) {
	if len(g.rows) == 0 {
		return nil, errors.New("the file has a header and no counts")
	}
	f := &File{Dated: g.at.asOf >= 0, pool: map[string]string{}}
	for _, a := range g.areas {
		f.pool[a.name] = a.pool
	}
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

func (g *gathered) sorted() []key {
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
func (g *gathered) vintage(keys []key) (phase.Vintage, error) {
	v := phase.Vintage{AsOf: keys[0].asOf}
	last := phase.Day(0)
	for i, k := range keys {
		if i == 0 || k.area != keys[i-1].area {
			a := g.areas[k.area]
			v.Series = append(v.Series, phase.Series{Area: a.name, Pop: a.people, From: k.day})
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
	if g.at.asOf < 0 {
		v.AsOf = last
	}
	return v, nil
}
