package measuresweb

import (
	"net/http"
	"slices"

	"kith/internal/insight/census"
	"kith/internal/insight/measures"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// livesPath is where who lives here is handed in.
const livesPath = "/who-lives-here"

type reachScreen struct {
	measures.Reach
	may bool // the reader may hand in who lives here
}

func (p *pages) reach(w http.ResponseWriter, r *http.Request) error {
	found, err := p.measures.Reach(r.Context())
	if err != nil {
		return err
	}
	s := reachScreen{found, census.MayTake(access.From(r.Context()))}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Who was reached", Section: section, Back: home, Wide: true, Body: reachPage(s)})
}

func (s reachScreen) asAt() string {
	text := "People supported: not counted yet. Figures are counted every ten minutes."
	if !s.CountedAt.IsZero() {
		text = "People supported: counted at " + s.CountedAt.In(day.London).Format("3:04pm on Monday 2 January 2006") + ", of " + s.Of.String() + "."
	}
	if s.Quarter == "" {
		return text + " Who asked on the web: no quarter with answers is over yet."
	}
	return text + " Who asked on the web: those who said, " + s.Quarter + "."
}

// short are the sentences that somebody must read: groups that are helped less than their
// number suggests.
func (s reachScreen) short() (all []string) {
	for _, o := range s.Asks {
		made := ""
		if o.Invented {
			made = " Who lives here is invented."
		}
		if shortHelped(o) {
			all = append(all, o.Name+". "+o.Helped.Says+made)
		}
		if shortAnswered(o) {
			all = append(all, o.Name+". "+o.Answered.Says+made)
		}
	}
	return all
}

func shortHelped(o measures.ReachOf) bool {
	return o.Helped.Known && slices.ContainsFunc(o.Groups, func(g measures.ReachGroup) bool { return g.Helped.Less })
}

func shortAnswered(o measures.ReachOf) bool {
	return o.Answered.Known && slices.ContainsFunc(o.Groups, func(g measures.ReachGroup) bool { return g.Answered.Less })
}

// compared are the questions by which it is known who lives here, and the others.
func (s reachScreen) compared(known bool) (all []measures.ReachOf) {
	for _, o := range s.Asks {
		if (o.Source != "") == known {
			all = append(all, o)
		}
	}
	return all
}

// reachTable holds the groups of a question against who lives here. Columns that nothing is
// known for are left out.
func reachTable(o measures.ReachOf) govuk.Table {
	t := govuk.Table{
		Caption: o.Name, CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Group"}},
		Empty:   govuk.Empty{Text: "Nothing is told yet."},
	}
	known := o.Source != ""
	if known {
		t.Columns = append(t.Columns, govuk.Column{Text: "Who lives here", Numeric: true})
	}
	if o.Helped.Counts() {
		t.Columns = append(t.Columns, govuk.Column{Text: "People supported", Numeric: true}, govuk.Column{Text: "Their share", Numeric: true})
		if known {
			t.Columns = append(t.Columns, govuk.Column{Text: "Against who lives here"})
		}
	}
	if o.Answered.Counts() {
		t.Columns = append(t.Columns, govuk.Column{Text: "Asked on the web", Numeric: true}, govuk.Column{Text: "Share of those", Numeric: true})
		if known {
			t.Columns = append(t.Columns, govuk.Column{Text: "Against who lives here"})
		}
	}
	for _, g := range o.Groups {
		cells := []govuk.Cell{{Text: g.Name}}
		if known {
			cells = append(cells, govuk.Cell{Text: g.Lives.Short(), Numeric: true})
		}
		if o.Helped.Counts() {
			cells = append(cells, held(g.Helped, known)...)
		}
		if o.Answered.Counts() {
			cells = append(cells, held(g.Answered, known)...)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: cells})
	}
	return t
}

func held(h measures.Held, known bool) []govuk.Cell {
	against := h.Times()
	switch {
	case h.Less:
		against += ", fewer"
	case h.More:
		against += ", more"
	case against == "":
		against = "–"
	}
	cells := []govuk.Cell{{Text: h.People.Short(), Numeric: true}, {Text: h.Share.Short(), Numeric: true}}
	if known {
		cells = append(cells, govuk.Cell{Text: against})
	}
	return cells
}
