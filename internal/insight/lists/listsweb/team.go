package listsweb

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/insight/lists"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people/peopleview"
	"kith/internal/work/tasks"
)

// Tasks takes what came of a task. *tasks.Service does.
type Tasks interface {
	RecordOutcome(ctx context.Context, c tasks.Choice, o tasks.Outcome) error
}

const (
	teamPath    = "/first-contacts"
	teamSection = "First contacts"
)

func contactAddress(id tasks.ID) string { return teamPath + "/" + string(id) }

// TeamPages are the pages on which teams of health, care and housing find whom they are to
// reach. No hub sees them.
func TeamPages(s *lists.Service, work Tasks, around Around) web.Pages {
	p := &teamPages{pages{s, around}, work}
	team := access.Anyone(lists.TeamRoles()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(teamPath, team, p.all),
			web.Get(teamPath+"/{id}", team, p.contact),
			web.Post(teamPath+"/{id}", team, p.record),
		},
		Nav: []web.NavItem{{Label: teamSection, Href: teamPath, Who: team, Order: 20}},
	}
}

type teamPages struct {
	pages
	work Tasks
}

func (p *teamPages) all(w http.ResponseWriter, r *http.Request) error {
	all, err := p.lists.FirstContacts(r.Context())
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "People to reach first", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Who"}, {Text: "What"}, {Text: "Tried"}, {Text: "Due"}},
		Empty:   govuk.Empty{Text: "Nobody is to be reached by your team now. People appear here when a list is handed to it."},
	}
	for _, one := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: one.Who.Name(), Href: contactAddress(one.Task.ID)},
			{Text: one.Task.Title},
			{Text: govuk.Counted(one.Task.Attempts, "time", "times")},
			{Content: govuk.Ago(one.Task.DueAt, p.around.Now())},
		}})
	}
	if len(all) > 0 {
		_ = p.around.Saw(r.Context(), lists.SawContacts(all)) // a full queue is logged, and hides nothing from whoever may see it
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "First contacts", Section: teamSection, Wide: true, Body: teamBody(len(all), t)})
}

// recording is the form that says what came of a first contact.
type recording struct {
	lists.FirstContact
	version forms.Hidden
	outcome forms.Radios
	note    forms.Text
	errors  []forms.ErrorItem
	now     day.Date
}

func (p *teamPages) recording(r *http.Request) (c *recording, err error) {
	id, err := ident.Parse[tasks.Task](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	c = &recording{now: day.Of(p.around.Now())}
	if c.FirstContact, err = p.lists.FirstContact(r.Context(), id); err != nil {
		return nil, err
	}
	c.version = forms.Hidden{Name: "version", Raw: strconv.FormatInt(c.Task.Version, 10)}
	c.outcome = forms.Radios{Name: "outcome", Label: "What came of it?", Required: true, Small: true, Missing: "Select what came of it"}
	for _, e := range c.Task.Endings() {
		c.outcome.Options = append(c.outcome.Options, forms.Option{Value: e.Code, Label: e.Label})
	}
	c.note = forms.Text{Name: "note", Label: "Note", Max: 500}
	return c, nil
}

func (c *recording) fields() []forms.Parser { return []forms.Parser{&c.version, &c.outcome, &c.note} }

func (p *teamPages) contact(w http.ResponseWriter, r *http.Request) error {
	c, err := p.recording(r)
	if err != nil {
		return err
	}
	return p.show(w, r, http.StatusOK, c)
}

func (p *teamPages) show(w http.ResponseWriter, r *http.Request, status int, c *recording) error {
	_ = p.around.Saw(r.Context(), lists.SawContacts([]lists.FirstContact{c.FirstContact})) // as above
	return web.Render(w, r, status, web.Page{
		Title: c.Who.Name(), Section: teamSection, Back: teamPath, Errors: append(c.errors, forms.Errors(c.fields()...)...), Body: contactBody(c),
	})
}

func (p *teamPages) record(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	c, err := p.recording(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, c.fields()...) {
		return p.show(w, r, http.StatusUnprocessableEntity, c)
	}
	version, err := strconv.ParseInt(c.version.Value(), 10, 64)
	if err != nil {
		version = -1 // what is no number was never seen
	}
	err = p.work.RecordOutcome(r.Context(), tasks.Choice{ID: c.Task.ID, Version: version}, tasks.Outcome{Code: c.outcome.Value(), Note: c.note.Value()})
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, "Noted what came of it for "+c.Who.Name())
		return web.Redirect(w, r, teamPath)
	case kind == fault.Invalid || kind == fault.Stale || kind == fault.Conflict:
		c.errors = []forms.ErrorItem{{Href: c.note.Href(), Text: fault.MessageOf(err)}}
		c.version.Set(strconv.FormatInt(c.Task.Version, 10))
		return p.show(w, r, web.Status(err), c)
	}
	return err
}

// rows are what is to be known before they are rung.
func (c *recording) rows() []govuk.SummaryRow {
	born := "Not known"
	if !c.Who.BirthDate.IsZero() {
		born = c.Who.BirthDate.Long()
	}
	number := "No number is known"
	if c.Who.Phone != "" {
		number = c.Who.Phone.National()
	}
	return []govuk.SummaryRow{
		{Key: "Born", Text: born},
		{Key: "Phone", Text: number},
		{Key: "Speaks", Text: orEnglish(c.Who.Speaks())},
		{Key: "How to reach them safely", Text: strings.Join(peopleview.Safely(c.Reach, c.now), " ")},
		{Key: "What to do", Text: c.Task.Instruction},
	}
}

func orEnglish(language string) string {
	if language == "" {
		return "English, as far as is known"
	}
	return language
}
