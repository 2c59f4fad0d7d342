package measuresweb

import (
	"net/http"

	"kith/internal/insight/measures"
	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

func (p *pages) reach(w http.ResponseWriter, r *http.Request) error {
	found, err := p.measures.Reach(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Who was reached", Section: section, Back: home, Wide: true, Body: reachPage(found)})
}

func reachAsAt(r measures.Reach) string {
	if r.CountedAt.IsZero() {
		return "Not counted yet. Figures are counted every ten minutes."
	}
	return "Counted at " + r.CountedAt.In(day.London).Format("3:04pm on Monday 2 January 2006") + ", of " + r.Of.String() + "."
}

func reachTable(o measures.ReachOf) govuk.Table {
	t := govuk.Table{
		Caption: o.Name, RowHeader: true,
		Columns: []govuk.Column{{Text: "Group"}, {Text: o.Who, Numeric: true}, {Text: "Share of them", Numeric: true}, {Text: "Share of who lives here", Numeric: true}},
		Empty:   govuk.Empty{Text: "Nothing is told yet."},
	}
	for _, g := range o.Groups {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: g.Name}, {Text: g.Reached.Short(), Numeric: true}, {Text: g.Share.Short(), Numeric: true}, {Text: g.Lives.Short(), Numeric: true},
		}})
	}
	return t
}
