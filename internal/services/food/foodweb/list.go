package foodweb

import (
	"net/http"
	"net/url"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/food"
)

// pageOf is how many orders a page lists.
const pageOf = 50

// listScreen is the list of orders with its filters.
type listScreen struct {
	words
	all    []food.Order
	more   string // address of the next page; "" is none
	query  url.Values
	hub    forms.Select
	state  forms.Select
	when   forms.Select
	number forms.String
	today  day.Date

	medicines bool // the reader follows those too
}

// The choices of the filters besides the states.
const (
	openOnly   = ""
	everything = "all"
	dueToday   = "today"
	dueEver    = ""
)

func (p *pages) listScreen(r *http.Request) (*listScreen, food.Filter, error) {
	s := &listScreen{query: r.URL.Query(), today: day.Of(p.around.Now())}
	var err error
	if s.words, err = p.words(r.Context()); err != nil {
		return nil, food.Filter{}, err
	}
	s.hub = forms.Select{Name: "hub", Label: "Hub", Options: append([]forms.Option{{Label: "All your hubs"}}, s.options...)}
	s.state = forms.Select{Name: "state", Label: "Where it stands", Options: []forms.Option{{Value: openOnly, Label: "Not ended"}, {Value: everything, Label: "All"}}}
	for _, one := range food.States() {
		s.state.Options = append(s.state.Options, forms.Option{Value: string(one), Label: one.Label()})
	}
	s.when = forms.Select{Name: "when", Label: "Wanted", Options: []forms.Option{{Value: dueEver, Label: "Any day"}, {Value: dueToday, Label: "Today or before"}}}
	s.number = forms.String{Name: "number", Label: "Order number", Width: 10, Max: 20}
	s.medicines = access.From(r.Context()).Has(food.Orderers()...)
	forms.Parse(s.query, &s.hub, &s.state, &s.when, &s.number)
	return s, s.filter(), nil
}

func (s *listScreen) filter() food.Filter {
	f := food.Filter{Limit: pageOf + 1}
	if hub := s.hub.Value(); hub != "" {
		f.Neighbourhoods = []string{hub}
	}
	switch one := s.state.Value(); one {
	case openOnly:
		f.States = []food.State{food.Ordered, food.Packing, food.Packed, food.Out, food.NotDelivered}
	case everything:
	default:
		f.States = []food.State{food.State(one)}
	}
	if s.when.Value() == dueToday {
		f.Until = s.today
	}
	if typed := s.number.Value(); typed != "" {
		number, err := ident.ParseReference(typed)
		if err != nil {
			s.number.Fail("Enter the whole number, like 7K3D-9M2. One of its letters or numbers is wrong.")
		}
		f.Number, f.States, f.Until = number, nil, day.Date{}
	}
	f.After = afterOf(s.query)
	return f
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	s, filter, err := p.listScreen(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if s.number.Error != "" {
		status = http.StatusUnprocessableEntity
	} else if s.all, err = p.food.Orders(r.Context(), filter); err != nil {
		return err
	}
	if len(s.all) > pageOf {
		s.all = s.all[:pageOf]
		s.more = s.onwards(s.all[pageOf-1].Mark())
	}
	return web.Render(w, r, status, web.Page{
		Title: "Food orders", Wide: true, Section: section, Errors: forms.Errors(&s.hub, &s.state, &s.when, &s.number), Body: listBody(s),
	})
}

// pickList is what is to be packed, for paper.
func (p *pages) pickList(w http.ResponseWriter, r *http.Request) error {
	s, filter, err := p.listScreen(r)
	if err != nil {
		return err
	}
	filter.States, filter.Limit, filter.After = []food.State{food.Ordered, food.Packing}, 200, feature.Mark{}
	if s.all, err = p.food.PickList(r.Context(), filter); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "List to pack by", Back: ordersPath, Section: section, Body: pickBody(s)})
}

// address is the list with one filter set anew; "" takes it away.
func (s *listScreen) address(path, name, value string) string {
	query := url.Values{}
	for _, known := range []string{"hub", "state", "when"} {
		if v := s.query.Get(known); v != "" {
			query.Set(known, v)
		}
	}
	query.Del(name)
	if value != "" {
		query.Set(name, value)
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

func (s *listScreen) onwards(m feature.Mark) string {
	return s.address(ordersPath, "after", markOf(m))
}

func (s *listScreen) panel() govuk.Filter {
	panel := govuk.Filter{Action: ordersPath, Clear: ordersPath}
	for _, one := range []forms.Select{s.hub, s.state, s.when} {
		if one.Value() != "" {
			panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: one.Chosen().Label, Remove: s.address(ordersPath, one.Name, "")})
		}
	}
	return panel
}

func (s *listScreen) rows() (rows []govuk.Row) {
	for _, o := range s.all {
		load := ""
		if o.Boxes > 0 {
			load = boxes(o.Boxes)
		}
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Text: string(o.Number), Href: orderPath(o)},
			{Content: standsAt(o)},
			{Text: whom(o)},
			{Text: chosen(o)},
			{Text: s.diet(o.Options)},
			{Text: wanted(o)},
			{Text: s.words.hub(o.Hub)},
			{Text: load},
		}})
	}
	return rows
}
