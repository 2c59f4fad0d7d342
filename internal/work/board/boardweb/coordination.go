package boardweb

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/work/board"
	"kith/internal/work/board/boardview"
)

// watch is the coordination page as it is drawn.
type watch struct {
	words
	board.Coordination
	groups []group // that have something
	shut   []shut
	others []boardview.Section // of other features
	heads  []boardview.Section // above all
}

// group is one list of the page: its first rows, and where all of them are.
type group struct {
	groupWords
	id    string
	count string
	red   bool // an emergency in it is late
	note  string
	table govuk.Table
	all   string // address; "" where every row is shown
}

func (p *pages) coordination(w http.ResponseWriter, r *http.Request) error {
	known, err := p.words(r.Context())
	if err != nil {
		return err
	}
	c, err := p.Board.Coordination(r.Context())
	if err != nil {
		return err
	}
	page := &watch{words: known, Coordination: c}
	if c.Whole {
		page.shut = shutOn(known.destinations, day.Of(c.Now))
	}
	if page.others, err = boardview.Look(r.Context(), p.Watches); err != nil {
		return err
	}
	if page.heads, err = boardview.Look(r.Context(), p.Heads); err != nil {
		return err
	}
	page.gather()
	p.sawWatched(r, c)
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Coordination", Wide: true, Section: coordinationSection, Body: coordinationPage(page)})
}

// sawWatched notes whose names the page shows, and what is named at its head.
func (p *pages) sawWatched(r *http.Request, c board.Coordination) {
	var rows []board.Row
	var waits []board.Waits
	for _, g := range c.Groups {
		rows, waits = append(rows, g.Tasks...), append(waits, g.Waits...)
	}
	for _, g := range c.Groups[:min(1, len(c.Groups))] {
		if g.FirstTask.Told() {
			rows = append(rows, g.FirstTask)
		}
		if g.FirstWait.ID != "" {
			waits = append(waits, g.FirstWait)
		}
	}
	p.saw(r.Context(), rows)
	p.sawWaiting(r, waits)
}

func (p *pages) sawWaiting(r *http.Request, waits []board.Waits) {
	entry := journal.Entry{Verb: "looked at requests that wait", Topic: "board.read"}
	for _, one := range waits {
		entry.Objects = append(entry.Objects, journal.Object{Kind: "request", ID: string(one.ID)})
	}
	if len(entry.Objects) > 0 {
		_ = p.Reads.Saw(r.Context(), entry) // first names: shown all the same, see saw
	}
}

// gather draws the groups that have something.
func (c *watch) gather() {
	for _, w := range c.Groups {
		if w.Count == 0 {
			continue
		}
		g := group{groupWords: wordsOf(w.Group), id: string(w.Group), count: w.Count.String(), red: w.Emergencies > 0}
		if g.red {
			g.note = "an emergency among them is late"
		}
		if len(w.Waits) > 0 {
			g.table, g.all = c.waits(g.title, w.Waits, c.Now), "/coordination/"+string(w.Group)
		} else {
			g.table, g.all = c.tasks(g.title, w.Tasks), to("/board", board.Filter{View: viewOf(w.Group)})
		}
		if int(w.Count) <= len(g.table.Rows) {
			g.all = ""
		}
		c.groups = append(c.groups, g)
	}
	for _, o := range c.others {
		if o.Count > 0 {
			c.groups = append(c.groups, other(o))
		}
	}
	slices.SortStableFunc(c.groups, func(a, b group) int { return cmp.Compare(b.pressing(), a.pressing()) })
	if len(c.shut) > 0 {
		c.groups = append(c.groups, group{
			groupWords: servicesWords, id: services, count: board.Count(len(c.shut)).String(), table: c.destinations(),
		})
	}
}

// other is the part of another feature.
func other(o boardview.Section) group {
	g := group{
		groupWords: groupWords{o.Title, o.Lead, o.None}, id: o.ID, count: board.Count(o.Count).String(), red: o.Red, note: o.Note, table: o.Table,
	}
	if o.Count > len(o.Table.Rows) {
		g.all = o.All
	}
	return g
}

// pressing puts red groups before the others.
func (g group) pressing() int {
	if g.red {
		return 1
	}
	return 0
}

// viewOf is the list of the board that a group of tasks is.
func viewOf(g board.Group) board.View {
	if g == board.Declined {
		return board.TurnedDown
	}
	return board.Overdue
}

func (g group) heading() string { return g.title + ": " + g.count }

func (g group) showAll() string {
	return "Show all " + g.count + ": " + strings.ToLower(g.title[:1]) + g.title[1:]
}

// tiles are how much there is of everything, in the order of the page; each leads down to
// its rows.
func (c *watch) tiles() govuk.StatTiles {
	var all govuk.StatTiles
	for _, g := range c.groups {
		tile := govuk.StatTile{Label: g.title, Value: g.count, Href: "#" + g.id, Colour: govuk.Blue}
		if g.red {
			tile.Colour, tile.Note = govuk.Red, g.note
		}
		all = append(all, tile)
	}
	return all
}

// quiet names the groups that have nothing: worth knowing, in one line.
func (c *watch) quiet() string {
	var all []string
	for _, w := range c.Groups {
		if w.Count == 0 {
			all = append(all, wordsOf(w.Group).none)
		}
	}
	for _, o := range c.others {
		if o.Count == 0 {
			all = append(all, o.None)
		}
	}
	if c.Whole && len(c.shut) == 0 {
		all = append(all, servicesWords.none)
	}
	return strings.Join(all, " ")
}

// tasks draws rows of any hub.
func (c *watch) tasks(caption string, rows []board.Row) govuk.Table {
	s := &screen{words: c.words, page: board.Page{Rows: rows, Now: c.Now}}
	table := s.table()
	table.Caption = caption
	return table
}
