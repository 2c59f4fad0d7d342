package volunteersweb

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
)

// perPage is how many volunteers a page of the list has.
const perPage = 50

// filter narrows the list, by the address. A name never stands in an address: it is looked
// for by a form of its own.
type filter struct {
	Name         forms.String
	Hub          forms.Select
	For          forms.Select
	Standing     forms.Select
	Check        forms.Select
	Language     forms.Select
	Duty         forms.Select
	Organisation forms.Select
}

func (f *filter) selects() []*forms.Select {
	return []*forms.Select{&f.Hub, &f.For, &f.Standing, &f.Check, &f.Language, &f.Duty, &f.Organisation}
}

func (f *filter) fields() []forms.Parser {
	var all []forms.Parser
	for _, s := range f.selects() {
		all = append(all, s)
	}
	return all
}

func (k facts) filter(ctx context.Context) *filter {
	first := func(label string, rest []forms.Option) []forms.Option {
		return append([]forms.Option{{Label: label}}, rest...)
	}
	var standings []forms.Option
	for _, s := range volunteers.Standings() {
		standings = append(standings, forms.Option{Value: string(s), Label: s.Label()})
	}
	hoods := k.hoodOptions(ctx, "Any neighbourhood")
	if access.From(ctx).HasFor("", keepers...) {
		hoods = append(hoods, forms.Option{Value: volunteers.Unplaced, Label: "Not placed yet"})
	}
	return &filter{
		Name:         forms.String{Name: "name", Label: "Find by name", Max: 60, Required: true, Missing: "Enter a name, or a part of it", Width: 20},
		Hub:          forms.Select{Name: "hub", Label: "Neighbourhood", Options: hoods},
		For:          forms.Select{Name: "for", Label: "Offers", Options: first("Anything", k.activityOptions())},
		Standing:     forms.Select{Name: "standing", Label: "Standing", Options: first("All but who left", standings)},
		Check:        forms.Select{Name: "check", Label: "Needs this check, or it ends soon", Options: first("Any", k.checkOptions())},
		Language:     forms.Select{Name: "language", Label: "Speaks", Options: first("Any language", k.tongueOptions())},
		Duty:         forms.Select{Name: "duty", Label: "On duty", Options: []forms.Option{{Label: "Either"}, {Value: "yes", Label: "On duty"}, {Value: "no", Label: "Off duty"}}},
		Organisation: forms.Select{Name: "organisation", Label: "Helps through", Options: first("Any organisation", k.helpingOptions())},
	}
}

func (f *filter) wanted() volunteers.Filter {
	return volunteers.Filter{
		Neighbourhood: f.Hub.Value(), Activity: f.For.Value(), Standing: volunteers.Standing(f.Standing.Value()), Check: f.Check.Value(),
		Language: f.Language.Value(), OnDuty: f.Duty.Value(), Organisation: organisations.ID(f.Organisation.Value()), Name: f.Name.Value(),
	}
}

// values are the filters in force; without leaves one out.
func (f *filter) values(without string) url.Values {
	kept := url.Values{}
	for _, s := range f.selects() {
		if s.Value() != "" && s.Name != without {
			kept.Set(s.Name, s.Value())
		}
	}
	return kept
}

func at(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

func (f *filter) panel() govuk.Filter {
	panel := govuk.Filter{Action: listPath, Clear: listPath}
	for _, s := range f.selects() {
		if s.Value() != "" {
			panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: s.Chosen().Label, Remove: at(listPath, f.values(s.Name))})
		}
	}
	return panel
}

// listed is the list with all that can be done on it.
type listed struct {
	facts
	filter  *filter
	counted volunteers.Counted
	ending  int
	all     []volunteers.Dossier
	page    int
	today   day.Date
	bulk    *bulk
	ticked  []string
}

func (p *pages) listed(r *http.Request) (l *listed, err error) {
	ctx := r.Context()
	l = &listed{today: p.volunteers.Today(ctx)}
	if l.facts, err = p.facts(ctx); err != nil {
		return nil, err
	}
	l.filter, l.bulk = l.facts.filter(ctx), newBulk(l.facts)
	forms.Parse(r.URL.Query(), l.filter.fields()...)
	if l.counted, err = p.volunteers.Count(ctx); err != nil {
		return nil, err
	}
	ends, err := p.runningOut(ctx, "")
	if err != nil {
		return nil, err
	}
	l.ending = len(ends)
	if l.all, err = p.volunteers.Search(ctx, l.filter.wanted()); err != nil {
		return nil, err
	}
	l.page, _ = strconv.Atoi(r.URL.Query().Get("page"))
	l.page = min(max(l.page, 1), max(1, (len(l.all)+perPage-1)/perPage))
	return l, nil
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	l, err := p.listed(r)
	if err != nil {
		return err
	}
	return l.show(w, r, http.StatusOK)
}

// find lists whoever a name fits, among those the filters leave.
func (p *pages) find(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	l, err := p.listed(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &l.filter.Name) {
		return l.show(w, r, http.StatusUnprocessableEntity)
	}
	l.all, err = p.volunteers.Search(r.Context(), l.filter.wanted())
	if err != nil {
		return err
	}
	l.page, l.all = 1, l.all[:min(len(l.all), perPage)]
	return l.show(w, r, http.StatusOK)
}

func (l *listed) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Volunteers", Wide: true, Section: section, Errors: append(forms.Errors(&l.filter.Name), l.bulk.errors()...), Body: listPage(l),
	})
}

// shown are the volunteers of the page.
func (l *listed) shown() []volunteers.Dossier {
	from := (l.page - 1) * perPage
	return l.all[from:min(len(l.all), from+perPage)]
}

// colourOf is a colour that calls for somebody, where there is something to do.
func colourOf(n int, c govuk.Colour) govuk.Colour {
	if n == 0 {
		return govuk.Green
	}
	return c
}

func (l *listed) tiles() govuk.StatTiles {
	tile := func(label string, n int64, href string, colour govuk.Colour) govuk.StatTile {
		return govuk.StatTile{Label: label, Value: fmt.Sprint(n), Href: href, Colour: colour}
	}
	of := func(s volunteers.Standing) string { return at(listPath, url.Values{"standing": {string(s)}}) }
	return govuk.StatTiles{
		tile("Applied, to be looked at", l.counted[volunteers.Applied], of(volunteers.Applied), colourOf(int(l.counted[volunteers.Applied]), govuk.Yellow)),
		tile("Being checked", l.counted[volunteers.Checking], of(volunteers.Checking), govuk.Blue),
		tile("In induction", l.counted[volunteers.Inducting], of(volunteers.Inducting), govuk.Blue),
		tile("Active", l.counted[volunteers.Active], of(volunteers.Active), govuk.Green),
		tile("Checks that end", int64(l.ending), endingPath, colourOf(l.ending, govuk.Red)),
	}
}

func (l *listed) pagination() govuk.Pagination {
	var p govuk.Pagination
	turn := func(page int) string {
		v := l.filter.values("")
		v.Set("page", strconv.Itoa(page))
		return at(listPath, v)
	}
	if l.page > 1 {
		p.Previous = turn(l.page - 1)
	}
	if l.page*perPage < len(l.all) {
		p.Next = turn(l.page + 1)
	}
	return p
}

func (l *listed) table() govuk.Table {
	t := govuk.Table{
		Caption: "Volunteers", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "Where"}, {Text: "Standing"}, {Text: "Offers"}, {Text: "Still needs"}},
		Empty:   govuk.Empty{Text: "No volunteers here. Add one, or take a filter away."},
	}
	for _, d := range l.shown() {
		t.Rows = append(t.Rows, govuk.Row{Value: string(d.ID), Label: d.Name(), Cells: []govuk.Cell{
			{Text: d.Name(), Href: address(d.ID)},
			{Text: l.hood(d.Neighbourhood)},
			{Content: standsAs(d)},
			{Text: l.offers(d.Activities)},
			{Text: l.needs(d)},
		}})
	}
	return t
}

// needs are the checks and modules somebody still needs for all they offer, in one line.
func (l *listed) needs(d volunteers.Dossier) string {
	n := 0
	var first string
	for _, lack := range volunteers.StillNeeds(l.rules, d, l.today) {
		if first == "" {
			first = lack.Text
		}
		n++
	}
	switch n {
	case 0:
		return "Nothing"
	case 1:
		return first
	}
	return fmt.Sprintf("%s, and %d more", first, n-1)
}
