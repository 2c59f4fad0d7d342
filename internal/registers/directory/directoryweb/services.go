package directoryweb

import (
	"net/http"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/directory"
	"kith/internal/registers/places"
)

// exitTo is where "Exit this page" leads: a page anybody might be looking at.
const exitTo = "https://www.bbc.co.uk/weather"

// servicesPage is signposts by kind of need.
type servicesPage struct {
	filter    forms.Select
	groups    []group
	emergency string
	phone     string
	dial      string
	hours     string
}

// group is the signposts for one kind of need.
type group struct {
	Topic
	Signposts []directory.Signpost
}

// services lists signposts, of one kind of need when the address asks for it ("?need=food").
func (p *pages) services(w http.ResponseWriter, r *http.Request) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	words, all := say(r.Context()), p.grouped(b)
	line := b.Borough().Helpline
	page := servicesPage{
		filter: filter(words, all, r.URL.Query().Get("need")), emergency: b.Borough().EmergencyText,
		phone: line.Phone.National(), dial: line.Phone.String(), hours: line.Hours,
	}
	exit, here := "", servicesPath
	if chosen := page.filter.Value(); chosen != "" {
		here += "?need=" + chosen
	}
	for _, g := range all {
		if chosen := page.filter.Value(); chosen != "" && chosen != g.ID {
			continue
		}
		page.groups = append(page.groups, g)
		if g.Sensitive {
			exit = exitTo
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: words.Services, Here: here, Back: "/", Exit: exit, Body: servicesBody(page)})
}

// grouped puts the signposts of a blueprint under the needs they answer, and says of one
// that serves only some neighbourhoods which they are.
func (p *pages) grouped(b *blueprint.Blueprint) []group {
	areas := blueprint.Part[*places.Areas](b)
	var all []group
	for _, t := range p.topics(b) {
		g := group{Topic: t}
		for _, s := range blueprint.Part[*directory.Signposts](b).Signposts {
			if slices.Contains(s.Needs, t.ID) {
				g.Signposts = append(g.Signposts, placed(s, areas))
			}
		}
		if len(g.Signposts) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// placed says where a signpost is that serves only some neighbourhoods.
func placed(s directory.Signpost, areas *places.Areas) directory.Signpost {
	for _, id := range s.Neighbourhoods {
		hood, _ := areas.Find(id) // the blueprint was checked
		if s.Where != "" {
			s.Where += ", "
		}
		s.Where += hood.Name
	}
	return s
}

func filter(words *Words, all []group, chosen string) forms.Select {
	f := forms.Select{Name: "need", Label: words.Filter, Options: []forms.Option{{Label: words.Everything}}}
	for _, g := range all {
		f.Options = append(f.Options, forms.Option{Value: g.ID, Label: g.Name})
	}
	if slices.ContainsFunc(all, func(g group) bool { return g.ID == chosen }) {
		f.Set(chosen)
	}
	return f
}
