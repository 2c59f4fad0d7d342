package volunteersweb

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
)

func (p *pages) groups(w http.ResponseWriter, r *http.Request) error {
	known, err := p.facts(r.Context())
	if err != nil {
		return err
	}
	all, err := p.volunteers.AllGroups(r.Context())
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "Organisations, and which take work as a group", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Organisation"}, {Text: "Where"}, {Text: "Takes work as a group"}, {Text: "People", Numeric: true}, {Text: "Tasks a week", Numeric: true}, {Text: "Answers for"}},
		Empty:   govuk.Empty{Text: "Organisations that take work appear here. Add the first one on the page of organisations."},
	}
	of := map[organisations.ID]volunteers.Group{}
	for _, g := range all {
		of[g.Organisation] = g
	}
	for _, o := range known.helping {
		g := of[o.ID]
		row := govuk.Row{Cells: []govuk.Cell{{Text: o.Name, Href: groupsPath + "/" + string(o.ID)}, {Text: wide(known, o.Neighbourhood)}, {Content: groupTag(g)}, {}, {}, {}}}
		if g.Version > 0 {
			row.Cells[3].Text, row.Cells[4].Text, row.Cells[5].Text = fmt.Sprint(g.People), fmt.Sprint(g.PerWeek), orDash(known.checks(g.Vouches))
		}
		t.Rows = append(t.Rows, row)
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Groups", Back: listPath, Section: section, Wide: true, Body: groupsPage(t)})
}

func wide(k facts, hood string) string {
	if hood == "" {
		return "The whole borough"
	}
	return k.hood(hood)
}

func groupTag(g volunteers.Group) govuk.Tag {
	switch {
	case g.Version == 0:
		return govuk.Tag{Text: "No", Colour: govuk.Grey}
	case !g.Active:
		return govuk.Tag{Text: "Not now", Colour: govuk.Yellow}
	case g.Closed:
		return govuk.Tag{Text: "Closed today", Colour: govuk.Red}
	}
	return govuk.Tag{Text: "Yes", Colour: govuk.Green}
}

func (k facts) checks(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, k.check(id))
	}
	return strings.Join(names, ", ")
}

// grouping is the page on which an organisation is made a group.
type grouping struct {
	facts
	organisation organisations.Organisation
	group        volunteers.Group
	today        day.Date
	active       forms.Radios
	people       forms.Int
	perWeek      forms.Int
	vouches      forms.Checkboxes
	vouchedOn    forms.Date
	leadName     forms.String
	leadPhone    forms.Phone
	note         forms.Text
	version      forms.Hidden
	errors       []forms.ErrorItem
}

func (g *grouping) fields() []forms.Parser {
	return []forms.Parser{&g.active, &g.people, &g.perWeek, &g.vouches, &g.vouchedOn, &g.leadName, &g.leadPhone, &g.note, &g.version}
}

func (p *pages) grouping(r *http.Request) (g *grouping, err error) {
	id, err := ident.Parse[organisations.Organisation](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	g = &grouping{today: p.volunteers.Today(r.Context())}
	if g.facts, err = p.facts(r.Context()); err != nil {
		return nil, err
	}
	found := false
	for _, o := range g.helping {
		if o.ID == id {
			g.organisation, found = o, true
		}
	}
	if !found {
		return nil, fault.New(fault.NotFound, "volunteersweb.no-organisation", "There is no such organisation that takes work.")
	}
	if g.group, err = p.volunteers.Group(r.Context(), id); err != nil {
		return nil, err
	}
	g.ask(p, r)
	return g, nil
}

func (g *grouping) ask(p *pages, r *http.Request) {
	g.active = forms.Radios{Name: "active", Label: "Does it take work as a group now?", Required: true, Inline: true, Missing: "Select yes if it takes work as a group now", Options: []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}}
	g.people = forms.Int{Name: "people", Label: "How many people belong to it", Hint: "As it says itself.", Required: true, Min: 1, Max: 10_000}
	g.perWeek = forms.Int{Name: "per_week", Label: "Tasks it takes in a week at most", Required: true, Min: 1, Max: 2_000}
	g.vouches = forms.Checkboxes{Name: "vouches", Label: "Checks it answers for, of whomever it sends", Hint: "It is given no work that needs another.", Small: true, Options: g.checkOptions()}
	g.vouchedOn = forms.Date{Name: "vouched", Label: "When it said so in writing", To: p.volunteers.Today(r.Context())}
	g.leadName = forms.String{Name: "lead_name", Label: "Who leads it", Max: 80}
	g.leadPhone = forms.Phone{Name: "lead_phone", Label: "Their phone number"}
	g.note = forms.Text{Name: "note", Label: "Note", Max: 500, Rows: 2}
	g.version = versionField()
	one := g.group
	g.version.Set(strconv.FormatInt(one.Version, 10))
	if one.Version == 0 {
		g.active.Set("yes")
		return
	}
	g.active.Set(strings.ToLower(yes(one.Active)))
	g.people.Set(int(one.People))
	g.perWeek.Set(int(one.PerWeek))
	g.vouches.Set(one.Vouches...)
	g.vouchedOn.Set(one.VouchedOn)
	g.leadName.Set(one.LeadName)
	g.leadPhone.Set(one.LeadPhone)
	g.note.Set(one.Note)
}

func (g *grouping) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: g.organisation.Name + " as a group", Back: groupsPath, Section: section, Errors: append(g.errors, forms.Errors(g.fields()...)...), Body: groupPage(g),
	})
}

// mayDo are the activities it may be given, and not, as a table.
func (g *grouping) mayDo() govuk.Table {
	t := govuk.Table{
		Caption: "What it may be given", RowHeader: true,
		Columns: []govuk.Column{{Text: "Activity"}, {Text: "Stands"}, {Text: "It would have to answer for"}},
	}
	for _, a := range g.rules.Activities {
		lacks := g.group.Lacks(g.rules, a, g.today)
		tag := govuk.Tag{Text: whole("May be given"), Colour: govuk.Green}
		if len(lacks) > 0 {
			tag = govuk.Tag{Text: "Not yet", Colour: govuk.Yellow}
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: a.Name}, {Content: tag}, {Content: lines(textsOf(lacks))}}})
	}
	return t
}

func (p *pages) groupPage(w http.ResponseWriter, r *http.Request) error {
	g, err := p.grouping(r)
	if err != nil {
		return err
	}
	return g.show(w, r, http.StatusOK)
}

func (p *pages) setGroup(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	g, err := p.grouping(r)
	if err != nil {
		return err
	}
	now := g.version
	ok := forms.Parse(values, g.fields()...)
	if ok && len(g.vouches.Value()) > 0 && !g.vouchedOn.Given() {
		g.vouchedOn.Fail("Enter when it said in writing that it answers for these checks")
		ok = false
	}
	if !ok {
		return g.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.volunteers.SetGroup(r.Context(), volunteers.Group{
		Organisation: g.organisation.ID, People: int64(g.people.Value()), PerWeek: int64(g.perWeek.Value()), Vouches: g.vouches.Value(), VouchedOn: g.vouchedOn.Value(),
		LeadName: g.leadName.Value(), LeadPhone: g.leadPhone.Value(), Note: g.note.Value(), Active: g.active.Value() == "yes", Version: versionOf(g.version),
	})
	switch fault.KindOf(err) {
	case fault.Stale:
		g.version = now
		g.errors = []forms.ErrorItem{{Href: "#group", Text: fault.MessageOf(err)}}
		return g.show(w, r, web.Status(err))
	case fault.Forbidden:
		g.errors = []forms.ErrorItem{{Href: "#group", Text: "It helps in a neighbourhood you do not look after. Ask its hub, or the coordination point."}}
		return g.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Saved what "+g.organisation.Name+" takes as a group")
	return web.Redirect(w, r, groupsPath)
}
