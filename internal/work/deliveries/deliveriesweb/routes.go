// Package deliveriesweb is the pages of what is ready to be brought: each hub's load, where
// each delivery goes, and the same for paper.
package deliveriesweb

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/work/deliveries"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// Now is the time by the program's clock.
	Now() time.Time
}

type pages struct {
	deliveries *deliveries.Service
	around     Around
}

// Pages are the pages of deliveries.
func Pages(s *deliveries.Service, around Around) web.Pages {
	p := &pages{deliveries: s, around: around}
	readers := access.Anyone(deliveries.Readers()...)
	return web.Pages{
		Routes: []web.Route{web.Get(home, readers, p.list), web.Get(home+"/print", readers, p.print)},
		Nav:    []web.NavItem{{Label: section, Href: home, Who: access.Anyone(access.LogisticsLead), Order: 24}},
	}
}

const (
	section = "Deliveries"
	home    = "/deliveries"
)

// screen is what is listed, by hub.
type screen struct {
	hubs  []deliveries.HubLoad
	names map[string]string
	today day.Date
	hub   forms.Select
	state forms.Select
	when  forms.Select
}

// The choices of the filters.
const (
	waiting = ""
	upTo    = "" // wanted today or before
	anyDay  = "any"
)

func (p *pages) screen(r *http.Request) (*screen, error) {
	s := &screen{names: map[string]string{"": "Coordination queue"}, today: day.Of(p.around.Now())}
	all, err := p.around.Neighbourhoods(r.Context())
	if err != nil {
		return nil, err
	}
	s.hub = forms.Select{Name: "hub", Label: "Hub", Options: []forms.Option{{Label: "All your hubs"}}}
	for _, n := range all {
		s.names[n.ID] = cmp.Or(n.ShortName, n.Name)
		if access.From(r.Context()).HasFor(n.ID, deliveries.Readers()...) {
			s.hub.Options = append(s.hub.Options, forms.Option{Value: n.ID, Label: s.names[n.ID]})
		}
	}
	s.state = forms.Select{Name: "state", Label: "Where it stands", Options: []forms.Option{{Value: waiting, Label: "Ready"}}}
	for _, one := range deliveries.States()[1:] {
		s.state.Options = append(s.state.Options, forms.Option{Value: string(one), Label: one.Label()})
	}
	s.when = forms.Select{Name: "when", Label: "Wanted", Options: []forms.Option{{Value: upTo, Label: "Today or before"}, {Value: anyDay, Label: "Any day"}}}
	forms.Parse(r.URL.Query(), &s.hub, &s.state, &s.when)
	found, err := p.deliveries.List(r.Context(), s.filter())
	s.hubs = deliveries.Loads(found)
	return s, err
}

func (s *screen) filter() deliveries.Filter {
	f := deliveries.Filter{States: []deliveries.State{deliveries.Ready}}
	if hub := s.hub.Value(); hub != "" {
		f.Neighbourhoods = []string{hub}
	}
	if one := s.state.Value(); one != waiting {
		f.States = []deliveries.State{deliveries.State(one)}
	}
	if s.when.Value() == upTo {
		f.Until = s.today
	}
	return f
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Wide: true, Section: section, Body: listBody(s, r.URL.RawQuery)})
}

func (p *pages) print(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Deliveries to print", Back: home, Section: section, Body: printBody(s)})
}

func (s *screen) rows(h deliveries.HubLoad) (rows []govuk.Row) {
	for _, one := range h.Stops {
		number := govuk.Cell{Text: string(one.Number)}
		if one.Kind == deliveries.Order {
			number.Href = "/food/orders/" + one.Source
		}
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			number,
			{Text: one.Kind.Label()},
			{Text: whom(one)},
			{Text: one.Goes()},
			{Text: one.Window.Day.At(12, 0).Format("Mon 2 Jan") + ", " + one.Window.Part.Label()},
			{Text: load(one.Load)},
			{Text: one.Notes},
			{Text: tries(one)},
		}})
	}
	return rows
}

func whom(s deliveries.Stop) string { return cmp.Or(s.Name, "Not named") }

func tries(s deliveries.Stop) string {
	switch s.Attempts {
	case 0:
		return s.State.Label()
	case 1:
		return s.State.Label() + ", came back once"
	}
	return s.State.Label() + ", came back " + strconv.FormatInt(s.Attempts, 10) + " times"
}

func load(l deliveries.Load) string {
	boxes := strconv.FormatInt(l.Boxes, 10) + " boxes"
	if l.Boxes == 1 {
		boxes = "1 box"
	}
	if l.Grams == 0 {
		return boxes
	}
	return boxes + ", " + strconv.FormatFloat(float64(l.Grams)/1000, 'f', 1, 64) + " kg"
}

func count(n int) string {
	if n == 1 {
		return "1 delivery"
	}
	return strconv.Itoa(n) + " deliveries"
}
