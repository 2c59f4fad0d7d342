package deskweb

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
)

// pageSize is how many people a page of the list has.
const pageSize = 50

// everyStanding asks for those who ended their registration as well.
const everyStanding = "all"

// listed is a page of the list as it is drawn.
type listed struct {
	hub      forms.Select
	standing forms.Select
	filter   govuk.Filter
	rows     []intake.Registered
	hoods    map[string]string
	now      time.Time
	newest   string
	older    string
	file     string
}

func (p *pages) registered(w http.ResponseWriter, r *http.Request) error {
	l, f, err := p.filters(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	query := r.URL.Query()
	if f.After, err = parseMark(query.Get("after")); err != nil {
		return err
	}
	f.Limit = pageSize + 1
	if l.rows, err = p.intake.Registrations(r.Context(), f); err != nil {
		return err
	}
	if query.Get("after") != "" {
		l.newest = addressOf(query, "after")
	}
	if len(l.rows) > pageSize {
		l.rows = l.rows[:pageSize]
		l.older = behind(query, l.rows[pageSize-1].Mark())
	}
	l.file = strings.Replace(addressOf(query, "after"), registeredPath, registeredPath+"/export.csv", 1)
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Registered with no need", Wide: true, Section: "Requests", Body: listBody(l)})
}

// filters reads what narrows the list from its address.
func (p *pages) filters(ctx context.Context, query url.Values) (l listed, f intake.RegistrationFilter, err error) {
	if l.hoods, err = p.hoods(ctx); err != nil {
		return l, f, err
	}
	l.now = p.around.Now()
	l.hub = forms.Select{Name: "hub", Label: "Hub", Options: p.hubOptions(ctx, l.hoods)}
	l.standing = forms.Select{Name: "standing", Label: "Agreement", Options: []forms.Option{{Label: "All who are registered"}}}
	for _, s := range intake.RegistrationStandings() {
		l.standing.Options = append(l.standing.Options, forms.Option{Value: string(s), Label: s.Label()})
	}
	l.standing.Options = append(l.standing.Options, forms.Option{Value: everyStanding, Label: "All, and those no longer registered"})
	forms.Parse(query, &l.hub, &l.standing)
	if hub := l.hub.Value(); hub == feature.Queue {
		f.Neighbourhoods = []string{""}
	} else if hub != "" {
		f.Neighbourhoods = []string{hub}
	}
	if s := l.standing.Value(); s == everyStanding {
		f.Standings = true
	} else {
		f.Standing = intake.RegistrationStanding(s)
	}
	for name, into := range map[string]*time.Time{"from": &f.From, "until": &f.Until} {
		if text := query.Get(name); text != "" {
			if *into, err = time.Parse(time.RFC3339, text); err != nil {
				return l, f, badAddress()
			}
		}
	}
	l.filter = l.panel(query)
	return l, f, nil
}

func (l listed) panel(query url.Values) govuk.Filter {
	panel := govuk.Filter{Action: registeredPath, Clear: registeredPath}
	add := func(text string, names ...string) {
		if query.Get(names[0]) != "" {
			panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: text, Remove: addressOf(query, append(names, "after")...)})
		}
	}
	add(l.hub.Chosen().Label, "hub")
	add(l.standing.Chosen().Label, "standing")
	add("In the time of the figure", "from", "until")
	return panel
}

func (p *pages) hoods(ctx context.Context) (map[string]string, error) {
	all, err := p.around.Neighbourhoods(ctx)
	names := map[string]string{"": "Coordination queue"}
	for _, n := range all {
		names[n.ID] = n.Short()
	}
	return names, err
}

// hubOptions are the hubs whose people somebody may see.
func (p *pages) hubOptions(ctx context.Context, hoods map[string]string) []forms.Option {
	held, all := access.From(ctx).Neighbourhoods(intake.Registrars()...)
	options := []forms.Option{{Label: "All your hubs"}}
	if all {
		options = []forms.Option{{Label: "Whole borough"}, {Value: feature.Queue, Label: hoods[""]}}
	}
	for id, name := range hoods {
		if id != "" && (all || slices.Contains(held, id)) {
			options = append(options, forms.Option{Value: id, Label: name})
		}
	}
	slices.SortStableFunc(options[1:], func(a, b forms.Option) int { return cmp.Compare(a.Label, b.Label) })
	return options
}

// change writes down what a person says of their registration.
func (p *pages) change(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[intake.Registration](r.PathValue("id"))
	if err != nil {
		return err
	}
	g, err := p.intake.StaffChangeRegistration(r.Context(), id, values.Get("do"))
	if err != nil {
		return err
	}
	web.Flash(w, r, "Written down: "+strings.ToLower(g.Standing().Label())+".")
	return web.Redirect(w, r, "/people/"+string(g.Record))
}

// addressOf is the address of the list without some of its parameters.
func addressOf(query url.Values, without ...string) string {
	rest := url.Values{}
	for name := range query {
		if query.Get(name) != "" && !slices.Contains(without, name) {
			rest.Set(name, query.Get(name))
		}
	}
	if len(rest) == 0 {
		return registeredPath
	}
	return registeredPath + "?" + rest.Encode()
}

// behind is where the list goes on behind a row.
func behind(query url.Values, m feature.Mark) string {
	on := url.Values{}
	for name := range query {
		on.Set(name, query.Get(name))
	}
	on.Set("after", m.At.UTC().Format(time.RFC3339Nano)+" "+m.ID)
	return addressOf(on)
}

func parseMark(text string) (feature.Mark, error) {
	if text == "" {
		return feature.Mark{}, nil
	}
	when, id, _ := strings.Cut(text, " ")
	at, err := time.Parse(time.RFC3339Nano, when)
	if err != nil || id == "" {
		return feature.Mark{}, badAddress()
	}
	return feature.Mark{At: at, ID: id}, nil
}

func badAddress() error {
	return fault.New(fault.NotFound, "deskweb.address", "This address of a list is not complete. Open the list from the page of calls.")
}

func name(g intake.Registered) string {
	if g.Record == "" {
		return "Restricted"
	}
	return people.ShortName(g.GivenNames, g.FamilyName)
}
