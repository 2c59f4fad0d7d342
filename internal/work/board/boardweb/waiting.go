package boardweb

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/board"
	"kith/internal/work/needs"
)

// waitingList is all of one group of requests that wait, a page at a time.
type waitingList struct {
	words
	groupWords
	filter           board.WaitFilter
	page             board.WaitPage
	hubs, priorities forms.Select
	table            govuk.Table
}

func (p *pages) waiting(w http.ResponseWriter, r *http.Request) (err error) {
	l := &waitingList{}
	if l.filter, err = waitFilter(r); err != nil {
		return err
	}
	if l.words, err = p.words(r.Context()); err != nil {
		return err
	}
	if l.page, err = p.Board.Waiting(r.Context(), l.filter); err != nil {
		return err
	}
	p.sawWaiting(r, l.page.Rows)
	l.groupWords = wordsOf(l.filter.Group)
	l.choices(access.From(r.Context()))
	l.table = l.waits(l.title, l.page.Rows, l.page.Now)
	l.table.Empty = govuk.Empty{Text: l.none}
	if len(l.panel().Chosen) > 0 {
		l.table.Empty = govuk.Empty{Text: "No request of this list is left with these filters.", Link: govuk.Link{Label: "Clear filters", Href: l.panel().Clear}}
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: l.title + " – coordination", Wide: true, Section: coordinationSection, Back: "/coordination", Body: waitingPage(l),
	})
}

var noGroup = fault.New(fault.NotFound, "board.no-group", "There is no such list. Open it from the coordination page.")

func waitFilter(r *http.Request) (f board.WaitFilter, err error) {
	query := r.URL.Query()
	f = board.WaitFilter{
		Group: board.Group(r.PathValue("group")), Hub: query.Get("hub"), Priority: needs.Priority(query.Get("priority")),
	}
	if !slices.Contains([]board.Group{board.NoHub, board.GivenBack, board.NotTaken}, f.Group) {
		return f, noGroup
	}
	f.After, err = board.ParseCursor(query.Get("after"))
	return f, err
}

// choices are what the list can be narrowed by.
func (l *waitingList) choices(who access.Principal) {
	l.hubs = forms.Select{Name: "hub", Label: "Hub", Options: []forms.Option{{Label: "All"}}}
	if l.filter.Group == board.NotTaken {
		for _, n := range l.areas.Neighbourhoods {
			if who.HasFor(n.ID, givers...) {
				l.hubs.Options = append(l.hubs.Options, forms.Option{Value: n.ID, Label: n.Short()})
			}
		}
	}
	l.priorities = forms.Select{Name: "priority", Label: "Priority", Options: []forms.Option{{Label: "Any"}}}
	for _, p := range needs.Priorities() {
		l.priorities.Options = append(l.priorities.Options, forms.Option{Value: string(p), Label: priorityLabel(p)})
	}
	l.hubs.Set(l.filter.Hub)
	l.priorities.Set(string(l.filter.Priority))
}

// at is the address of the list with a filter.
func (l *waitingList) at(f board.WaitFilter) string {
	values := url.Values{}
	for name, value := range map[string]string{"hub": f.Hub, "priority": string(f.Priority), "after": f.After.String()} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if len(values) == 0 {
		return "/coordination/" + string(f.Group)
	}
	return "/coordination/" + string(f.Group) + "?" + values.Encode()
}

func (l *waitingList) panel() govuk.Filter {
	bare := board.WaitFilter{Group: l.filter.Group}
	panel := govuk.Filter{Action: l.at(bare), Clear: l.at(bare)}
	if l.filter.Hub != "" {
		panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{
			Text: l.hub(l.filter.Hub), Remove: l.at(board.WaitFilter{Group: l.filter.Group, Priority: l.filter.Priority}),
		})
	}
	if l.filter.Priority != "" {
		panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{
			Text: priorityLabel(l.filter.Priority), Remove: l.at(board.WaitFilter{Group: l.filter.Group, Hub: l.filter.Hub}),
		})
	}
	return panel
}

func (l *waitingList) next() govuk.Pagination {
	if l.page.Next.IsZero() {
		return govuk.Pagination{}
	}
	f := l.filter
	f.After = l.page.Next
	return govuk.Pagination{Next: l.at(f)}
}

func (l *waitingList) heading() string { return l.title + ": " + l.page.Count.String() }

// waits draws requests that wait, of any hub.
func (k words) waits(caption string, all []board.Waits, now time.Time) govuk.Table {
	table := govuk.Table{
		Caption: caption, CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Reference"}, {Text: "Who"}, {Text: "Hub"}, {Text: "Priority"}, {Text: "Received"}, {Text: "To be accepted"}},
	}
	back := slices.ContainsFunc(all, func(one board.Waits) bool { return one.Refused != "" })
	if back {
		table.Columns = append(table.Columns, govuk.Column{Text: "Why given back"})
	}
	for _, one := range all {
		cells := []govuk.Cell{
			{Text: string(one.Reference), Href: "/requests/" + string(one.ID)},
			{Text: one.Who},
			{Text: k.hub(one.Hub)},
			{Text: priorityLabel(one.Priority)},
			{Content: govuk.Ago(one.ReceivedAt, now)},
			{Content: govuk.Due(one.AcceptBy, now)},
		}
		if back {
			cells = append(cells, govuk.Cell{Text: one.Refused})
		}
		table.Rows = append(table.Rows, govuk.Row{Cells: cells})
	}
	return table
}
