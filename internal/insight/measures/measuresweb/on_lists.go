package measuresweb

import (
	"cmp"
	"net/http"
	"strconv"

	"kith/internal/insight/roll"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// pageSize is how many people a page of the list has.
const pageSize = 50

// listScreen is who is on a list, as it is drawn.
type listScreen struct {
	title string
	all   int
	table govuk.Table
	links []govuk.Link
	next  string
}

func (p *pages) onLists(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	list, reached := query.Get("list"), query.Get("reached")
	all, err := p.measures.OnLists(r.Context(), list, query.Get("hub"), reached)
	if err != nil {
		return err
	}
	lists, err := p.around.Lists(r.Context())
	if err != nil {
		return err
	}
	s := listScreen{title: "People on lists", all: len(all)}
	for _, l := range lists {
		if l.ID == list {
			s.title = l.Name
		}
	}
	for _, one := range []struct{ id, label string }{{"", "All"}, {"yes", "Reached"}, {"no", "Not reached"}} {
		with := r.URL.Query()
		with.Del("from")
		with.Set("reached", one.id)
		s.links = append(s.links, govuk.Link{Label: one.label, Href: listsPath + "?" + with.Encode(), Current: reached == one.id})
	}
	from, _ := strconv.Atoi(query.Get("from"))
	from = min(max(from, 0), len(all))
	s.table = p.listTable(r, all[from:min(from+pageSize, len(all))])
	if from+pageSize < len(all) {
		query.Set("from", strconv.Itoa(from+pageSize))
		s.next = listsPath + "?" + query.Encode()
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: s.title, Section: section, Back: home, Wide: true, Body: listPage(s)})
}

func (p *pages) listTable(r *http.Request, all []roll.Entry) govuk.Table {
	t := govuk.Table{
		Caption: "Who is on the list", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Person"}, {Text: "Neighbourhood"}, {Text: "Last in touch"}, {Text: "Who was in touch"}},
		Empty:   govuk.Empty{Text: "Nobody. People appear here once a list they are on was taken in."},
	}
	now := p.measures.Now(r.Context())
	for i, e := range all {
		touch := govuk.Cell{Text: "Never"}
		if !e.Reached.IsZero() {
			touch = govuk.Cell{Content: govuk.Ago(e.Reached, now)}
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: "Person " + strconv.Itoa(i+1) + " of this page", Href: "/people/" + string(e.Person)},
			{Text: cmp.Or(p.around.HoodName(r.Context(), e.Neighbourhood), "None")},
			touch,
			{Text: e.By},
		}})
	}
	return t
}
