package demo

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/demo/town"
	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/plat/imports"
)

// spreads gives the borough and its neighbours five months of daily cases, as others publish
// them, says what was done about them, and counts what was asked and done each day.
func (m *maker) spreads(ctx context.Context) error {
	if m.size.People < leastForLists {
		return nil
	}
	m.clock.Set(m.now)
	tiles := m.region()
	if len(tiles) == 0 {
		return nil
	}
	text := m.published(tiles)
	f := imports.File{Name: "daily-cases.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
	if _, err := m.Situation.TakeIn(m.as(ctx, m.hands.analyst), situation.File{File: f}, false); err != nil {
		return err
	}
	if err := m.Situation.Judge(ctx); err != nil {
		return err
	}
	if err := m.acts(ctx, tiles); err != nil {
		return err
	}
	if err := m.Situation.CountDays(ctx); err != nil {
		return err
	}
	return m.Situation.CountWho(ctx)
}

// region are the areas, the borough's own first.
func (m *maker) region() []situation.Tile {
	all := slices.Clone(blueprint.Part[*situation.Region](m.b).Areas)
	own := m.b.Borough().LADCode
	if at := slices.IndexFunc(all, func(t situation.Tile) bool { return t.Code == own }); at > 0 {
		all[0], all[at] = all[at], all[0]
	}
	return all
}

// published is one file with all vintages.
func (m *maker) published(tiles []situation.Tile) string {
	people := make([]int, len(tiles))
	for i := range tiles {
		people[i] = 190_000 + 40_000*((i*3)%4) // made up, as the cases are
	}
	var out strings.Builder
	out.WriteString("as_of,area,code,date,cases,population,region\n")
	region := blueprint.Part[*situation.Region](m.b).Name
	for _, v := range town.Vintages(m.size.Seed, people, day.Of(m.now)) {
		for a, days := range v.Counts {
			for i, n := range days {
				fmt.Fprintf(&out, "%s,%s,%s,%s,%d,%d,%s\n", v.AsOf, tiles[a].Name, tiles[a].Code, v.From.AddDays(i), n, people[a], region)
			}
		}
	}
	return out.String()
}

// acted is something that was done, so many days ago.
type acted struct {
	hood, next  int // which neighbourhood, or which other area, from 1; 0 and 0 is the borough
	back, ended int // days ago; 0 is that it goes on
	kind        situation.ActionKind
	what, by    string
}

var done = []acted{
	{back: 88, ended: 60, kind: situation.Advice, what: "Leaflets to every household: what to do when somebody is ill, and the helpline's number.", by: "Communications"},
	{next: 4, back: 45, ended: 45, kind: situation.Testing, what: "Everybody in one care home was tested in a day. 38 cases were found, nearly all without illness.", by: "Public health"},
	{hood: 1, back: 46, ended: 32, kind: situation.Outreach, what: "Doorstep visits in four streets, 620 doors, with advice in three languages.", by: "Community resilience cell"},
	{back: 33, kind: situation.Tracing, what: "Local tracing began: a call, and a visit where nobody answers.", by: "Public health"},
	{hood: 3, back: 21, ended: 12, kind: situation.Testing, what: "A testing bus stood at the base, 1,140 tests.", by: "Public health"},
	{back: 18, kind: situation.Closure, what: "Households may not meet indoors.", by: "Gold"},
	{hood: 2, back: 9, ended: 3, kind: situation.Support, what: "Food and a weekly call for 90 households that stay at home.", by: "The hub"},
}

func (m *maker) acts(ctx context.Context, tiles []situation.Tile) error {
	ctx = m.as(ctx, m.hands.director)
	today := day.Of(m.now)
	for _, a := range done {
		d := situation.Done{Place: tiles[a.next].Code, Kind: a.kind, Began: today.AddDays(-a.back), What: a.what, LedBy: a.by}
		if a.next > 0 {
			d.Place = tiles[min(a.next, len(tiles))-1].Code
		}
		if a.hood > 0 {
			d.Place = m.hoods[min(a.hood, len(m.hoods))-1]
		}
		if a.ended > 0 {
			d.Ended = today.AddDays(-a.ended)
		}
		if _, err := m.Situation.Note(ctx, d); err != nil {
			return err
		}
	}
	return nil
}
