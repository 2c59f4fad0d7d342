package listsweb

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/insight/lists"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/figure"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// following is the page of what follows from a list.
type following struct {
	showing
	lists.Tally
	team    forms.Radios
	teams   []lists.Team
	begin   int // people nobody is in touch with
	touched []lists.OnIt
	counted templ.Component // when it was counted
}

func (p *pages) following(r *http.Request) (f *following, err error) {
	v, err := p.view(r)
	if err != nil {
		return nil, err
	}
	f = &following{showing: showing{view: v}}
	if f.Tally, err = p.lists.Stands(r.Context(), v.ID); err != nil {
		return nil, err
	}
	f.begin = f.Of[lists.Nobody] + f.Of[lists.NoPhone]
	f.team = forms.Radios{Name: "team", Label: "Which team reaches them first?", Required: true, Small: true, Missing: "Select which team reaches them"}
	if f.teams, err = p.lists.Teams(r.Context(), v.Asset); err != nil {
		return nil, err
	}
	for _, t := range f.teams {
		f.team.Options = append(f.team.Options, forms.Option{Value: t.ID, Label: teamOf(t)})
	}
	f.counted = govuk.Ago(f.At, p.around.Now())
	return f, nil
}

func (p *pages) follows(w http.ResponseWriter, r *http.Request) error {
	f, err := p.following(r)
	if err != nil {
		return err
	}
	if f.State != lists.Current {
		return web.Redirect(w, r, address(f.ID))
	}
	return p.showFollowing(w, r, http.StatusOK, f)
}

func (p *pages) showFollowing(w http.ResponseWriter, r *http.Request, status int, f *following) error {
	at, asked := address(f.ID)+"/follows", r.URL.Query()
	f.tabs = govuk.Table{Caption: "How they stand with us", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "How they stand with us"}, {Text: "People", Numeric: true}}}
	for _, t := range lists.Touches() {
		f.tabs.Rows = append(f.tabs.Rows, govuk.Row{Cells: []govuk.Cell{{Text: t.Label(), Href: at + "?of=" + string(t)}, {Text: figure.Grouped(f.Of[t]), Numeric: true}}})
	}
	if of := lists.Touch(asked.Get("of")); slices.Contains(lists.Touches(), of) {
		f.title = of.Label()
		var next *int
		var err error
		if f.touched, next, err = p.lists.StandsAs(r.Context(), f.ID, of, after(asked)); err != nil {
			return err
		}
		for _, one := range f.touched {
			f.rows = append(f.rows, one.Row)
		}
		if next != nil {
			f.next = at + "?of=" + string(of) + "&after=" + strconv.Itoa(*next)
		}
	}
	f.saw(r, p)
	return web.Render(w, r, status, web.Page{
		Title: "What follows", Section: section, Back: address(f.ID), Wide: true, Errors: forms.Errors(&f.team), Body: followsPage(f),
	})
}

// summary is how the list stands in one sentence.
func (f *following) summary() string {
	return govuk.Counted(f.People, "person is", "people are") + " on the list. Of those to be reached " + strconv.Itoa(f.Rate()) + "% are in touch with somebody, and " +
		govuk.Counted(f.begin, "is", "are") + " in touch with nobody."
}

func (f *following) people() govuk.Table {
	t := govuk.Table{
		Caption: f.title, CaptionHidden: true, Stacks: true, Columns: []govuk.Column{{Text: "Who"}, {Text: "Where"}},
	}
	more := slices.ContainsFunc(f.touched, func(one lists.OnIt) bool { return one.Why != "" })
	if more {
		t.Columns = append(t.Columns, govuk.Column{Text: "More"})
	}
	for _, one := range f.touched {
		name := govuk.Cell{Text: who(one.Row)}
		if id := one.Row.Ours(); id != "" {
			name.Href = "/people/" + string(id)
		}
		cells := []govuk.Cell{name, {Text: one.Row.Entry.Where()}}
		if more {
			cells = append(cells, govuk.Cell{Text: one.Why})
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: cells})
	}
	return t
}

func (p *pages) handOver(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.following(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &f.team) {
		return p.showFollowing(w, r, http.StatusUnprocessableEntity, f)
	}
	n, err := p.lists.HandOver(r.Context(), f.ID, f.team.Value())
	return p.told(w, r, f, govuk.Counted(n, "person is", "people are")+" handed to the team. The work appears within a minute", err)
}

func (p *pages) boxes(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	f, err := p.following(r)
	if err != nil {
		return err
	}
	n, err := p.lists.FollowBoxes(r.Context(), f.ID)
	return p.told(w, r, f, govuk.Counted(n, "person is", "people are")+" followed up. The work appears within a minute", err)
}

// again counts anew how they stand.
func (p *pages) again(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	v, err := p.view(r)
	if err != nil {
		return err
	}
	return p.told(w, r, &following{showing: showing{view: v}}, "It is counted anew", p.lists.StandAgain(r.Context(), v.ID))
}

// told goes back to what follows, with what was done or why it was not.
func (p *pages) told(w http.ResponseWriter, r *http.Request, f *following, said string, err error) error {
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, said)
	case kind == fault.Conflict || kind == fault.Stale:
		web.Flash(w, r, fault.MessageOf(err))
	default:
		return err
	}
	return web.Redirect(w, r, address(f.ID)+"/follows")
}
