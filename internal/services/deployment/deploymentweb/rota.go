package deploymentweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/deployment"
)

// rotaPage is who works what in a hub in a week.
type rotaPage struct {
	words
	hubID string // as addresses name it
	week  deployment.Week
}

func (p *pages) rota(w http.ResponseWriter, r *http.Request) error {
	k, err := p.words(r)
	if err != nil {
		return err
	}
	page := &rotaPage{words: k, hubID: r.PathValue("hub")}
	if page.week, err = p.deployment.Week(r.Context(), k.monday, page.hubID); err != nil {
		return err
	}
	if len(page.week.Hubs) == 0 {
		return fault.New(fault.NotFound, "deploymentweb.no-hub", "There is no such hub, or it is not one of yours.")
	}
	p.saw(r.Context(), "looked at a rota", page.week.Of(every).Filled)
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Rota of " + k.hub(page.hubID), Wide: true, Back: to(home, k.monday), Section: section, Body: rotaBody(page),
	})
}

// line is one seat through the days of the week.
type line struct {
	name  string
	seats [7]*deployment.Cover
}

// lines are the seats of the hub, a row for each.
func (p *rotaPage) lines() (all []*line) {
	type key struct {
		post, shift string
		number      int
	}
	known := map[key]*line{}
	for i, c := range p.week.Seats {
		k := key{c.Post, c.Shift, c.Number}
		if known[k] == nil {
			known[k] = &line{name: c.Name + ", " + clocks(c.Opening.From, c.Opening.To)}
			all = append(all, known[k])
		}
		known[k].seats[c.Day.DaysSince(p.monday)] = &p.week.Seats[i]
	}
	return all
}

func (p *rotaPage) table() govuk.Table {
	t := govuk.Table{
		Caption: "Who works what", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "Post"}},
		Empty: govuk.Empty{Text: "The posts that the blueprint gives this hub appear here, with who works them."},
	}
	for d := range 7 {
		t.Columns = append(t.Columns, govuk.Column{Text: p.monday.AddDays(d).Start().In(day.London).Format("Mon 2 Jan")})
	}
	for _, l := range p.lines() {
		row := govuk.Row{Cells: []govuk.Cell{{Text: l.name}}}
		for _, c := range l.seats {
			row.Cells = append(row.Cells, govuk.Cell{Content: p.seatCell(c)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p *rotaPage) seatCell(c *deployment.Cover) templ.Component { return seatCell(c, p.week.Now) }
