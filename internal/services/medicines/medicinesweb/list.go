package medicinesweb

import (
	"cmp"
	"net/http"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/medicines"
)

// most is how many prescriptions one page lists.
const most = 200

// listScreen is what a hub has still to fetch or hand over.
type listScreen struct {
	all   []medicines.Row
	names map[string]string
	hub   forms.Select
	p     *pages
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	s := &listScreen{p: p, names: map[string]string{"": "Coordination queue"}}
	s.hub = forms.Select{Name: "hub", Label: "Hub", Options: []forms.Option{{Label: "All your hubs"}}}
	hoods, err := p.around.Neighbourhoods(r.Context())
	if err != nil {
		return err
	}
	for _, n := range hoods {
		s.names[n.ID] = cmp.Or(n.ShortName, n.Name)
		if access.From(r.Context()).HasFor(n.ID, medicines.Carers()...) {
			s.hub.Options = append(s.hub.Options, forms.Option{Value: n.ID, Label: s.names[n.ID]})
		}
	}
	forms.Parse(r.URL.Query(), &s.hub)
	var hubs []string
	if hub := s.hub.Value(); hub != "" {
		hubs = []string{hub}
	}
	if s.all, err = p.medicines.Open(r.Context(), hubs, most); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Medicines to fetch", Wide: true, Section: section, Body: listBody(s)})
}

func (s *listScreen) rows() (rows []govuk.Row) {
	now := s.p.around.Now()
	for _, one := range s.all {
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Text: one.Who, Href: home + "/" + string(one.Need)},
			{Text: one.Waits(now)},
			{Content: shortTag(one.Controlled)},
			{Text: one.Pharmacy.Name},
			{Text: readyDay(one)},
			{Text: s.names[one.Hub]},
			{Content: govuk.Due(one.DueAt, now)},
		}})
	}
	return rows
}

func readyDay(r medicines.Row) string {
	if r.Pharmacy.ReadyOn.IsZero() {
		return r.Pharmacy.Ready
	}
	if r.Pharmacy.Ready == "" {
		return r.Pharmacy.ReadyOn.At(12, 0).Format("Mon 2 Jan")
	}
	return r.Pharmacy.ReadyOn.At(12, 0).Format("Mon 2 Jan") + ", " + r.Pharmacy.Ready
}
