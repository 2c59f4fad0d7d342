package deploymentweb

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/deployment"
)

// seatsPage lists the shifts of a week, filled ones or open ones: what the dashboard counts.
type seatsPage struct {
	words
	state forms.Select
	hubID string // as addresses name it; "" is every hub of the reader's
	all   []deployment.Cover
	page  int
	now   time.Time
}

// perPage is how many shifts a page has.
const perPage = 50

// The states of a shift that the list can be narrowed to.
const (
	stateFilled = "filled"
	stateOpen   = "open"
)

func (p *pages) seats(w http.ResponseWriter, r *http.Request) error {
	k, err := p.words(r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	page := &seatsPage{words: k, hubID: query.Get("hub"), state: forms.Select{Name: "state", Label: "Shifts", Options: []forms.Option{
		{Label: "All"}, {Value: stateFilled, Label: "Filled"}, {Value: stateOpen, Label: "Open"},
	}}}
	if page.hubID == feature.Queue {
		page.hubID = deployment.BoroughWide
	}
	forms.Parse(query, &page.state)
	week, err := p.deployment.Week(r.Context(), k.monday, page.hubID)
	if err != nil {
		return err
	}
	if len(week.Hubs) == 0 {
		return fault.New(fault.NotFound, "deploymentweb.no-hub", "There is no such hub, or it is not one of yours.")
	}
	page.all, page.now = page.keep(week.Seats), week.Now
	page.page, _ = strconv.Atoi(query.Get("page"))
	page.page = min(max(page.page, 1), max(1, (len(page.all)+perPage-1)/perPage))
	p.saw(r.Context(), "looked at the shifts of a week", len(page.all))
	return web.Render(w, r, http.StatusOK, web.Page{Title: page.title(), Wide: true, Back: to(home, k.monday), Section: section, Body: seatsBody(page)})
}

// keep are the seats of the state, the earliest first.
func (p *seatsPage) keep(all []deployment.Cover) []deployment.Cover {
	all = slices.DeleteFunc(slices.Clone(all), func(c deployment.Cover) bool {
		return p.state.Value() == stateFilled && !c.Filled() || p.state.Value() == stateOpen && c.Filled()
	})
	slices.SortStableFunc(all, func(a, b deployment.Cover) int { return a.From.Compare(b.From) })
	return all
}

func (p *seatsPage) title() string {
	switch p.state.Value() {
	case stateFilled:
		return "Shifts filled"
	case stateOpen:
		return "Shifts open"
	}
	return "Shifts"
}

// address is that of a page of the list.
func (p *seatsPage) address(page int) string {
	query := url.Values{"week": {p.monday.String()}, "page": {strconv.Itoa(page)}}
	for name, value := range map[string]string{"hub": p.hubID, p.state.Name: p.state.Value()} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return seatsPath + "?" + query.Encode()
}

func (p *seatsPage) pagination() (turn govuk.Pagination) {
	if p.page > 1 {
		turn.Previous = p.address(p.page - 1)
	}
	if p.page*perPage < len(p.all) {
		turn.Next = p.address(p.page + 1)
	}
	return turn
}

func (p *seatsPage) table() govuk.Table {
	t := govuk.Table{
		Caption: p.title(), CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "When"}, {Text: "Hub"}, {Text: "Post"}, {Text: "Where"}, {Text: "Who"}},
		Empty:   govuk.Empty{Text: "No shift of this week is here. The posts of the blueprint's establishment.yaml appear once they are needed."},
	}
	from := (p.page - 1) * perPage
	for i := range p.all[from:min(len(p.all), from+perPage)] {
		c := &p.all[from+i]
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: on(c.From) + ", " + clocks(c.From, c.To)}, {Text: p.hub(c.Hub)}, {Text: c.Name}, {Text: c.Place}, {Content: seatCell(c, p.now)},
		}})
	}
	return t
}
