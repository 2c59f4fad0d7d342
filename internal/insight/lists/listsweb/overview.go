package listsweb

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/insight/lists"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/figure"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// view is a list as its pages show it.
type view struct {
	lists.Version
	whose string
	by    string
	now   templ.Component // when it was handed in
}

func (p *pages) view(r *http.Request) (v *view, err error) {
	id, err := parse(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v = &view{}
	if v.Version, err = p.lists.Version(r.Context(), id); err != nil {
		return nil, err
	}
	names, err := p.names(r.Context())
	v.whose, v.by = names(v.Asset), p.around.AccountName(r.Context(), v.HandedBy)
	v.now = govuk.Ago(v.HandedAt, p.around.Now())
	return v, err
}

// looked reports whether its rows have been checked.
func (v *view) looked() bool { return v.State == lists.Checked || v.on() || v.State == lists.Switching }

// on reports whether it is in use, or was.
func (v *view) on() bool { return v.State == lists.Current || v.State == lists.Past }

// steps are the four steps of a list, and how each stands.
func (v *view) steps() govuk.TaskList {
	at := address(v.ID)
	t := govuk.TaskList{Name: "steps", Items: []govuk.TaskItem{
		{Title: "What is this file", Hint: "What each column is taken for, and whose data it is.", Status: "To do", Colour: govuk.Yellow},
		{Title: "What will change", Hint: "Who is new, changed, left, moved or died; rows that cannot be taken.", Status: "Cannot start yet", Colour: govuk.Grey},
		{Title: "Who is who", Hint: "Who of our people each row is.", Status: "Cannot start yet", Colour: govuk.Grey},
		{Title: "What follows", Hint: "Who nobody is in touch with, and which team may start.", Status: "Cannot start yet", Colour: govuk.Grey},
	}}
	if v.State == lists.HandedIn || v.State == lists.Checked {
		t.Items[0].Href = at + "/columns"
	}
	if v.State != lists.HandedIn {
		t.Items[0].Status, t.Items[0].Done = "Done", true
	}
	if v.looked() {
		t.Items[1].Href, t.Items[2].Href = at+"/changes", at+"/who"
		t.Items[1].Status, t.Items[1].Colour = "To look at", govuk.Blue
		t.Items[2].Status, t.Items[2].Colour = "To look at", govuk.Blue
	}
	if v.on() {
		t.Items[1].Status, t.Items[1].Done = "Done", true
		t.Items[2].Status, t.Items[2].Done = "Done", true
	}
	if v.State == lists.Current {
		t.Items[3].Href, t.Items[3].Status, t.Items[3].Colour = at+"/follows", "To do", govuk.Yellow
	}
	return t
}

// tiles are the list in numbers, each leading to its rows.
func (v *view) tiles() (tiles govuk.StatTiles) {
	if !v.looked() {
		return nil
	}
	at, of := address(v.ID), v.Counts.Of
	tile := func(label string, n int, href string, colour govuk.Colour) {
		tiles = append(tiles, govuk.StatTile{Label: label, Value: figure.Grouped(n), Href: href, Colour: colour})
	}
	tile("On the list", v.Counts.People(), at+"/changes", "")
	tile("New or back", of[lists.Added]+of[lists.Back], at+"/changes?of=new", "")
	tile("Left", of[lists.Gone], at+"/changes?of=left", "")
	tile("Cannot be taken", of[lists.Rejected], at+"/changes?of=rejected", map[bool]govuk.Colour{true: govuk.Red}[of[lists.Rejected] > 0])
	tile("To be decided", v.Counts.Who[lists.ToReview], at+"/who?of=review", map[bool]govuk.Colour{true: govuk.Yellow}[v.Counts.Who[lists.ToReview] > 0])
	return tiles
}

// share is how far the work under way has come, in hundredths.
func (v *view) share() int {
	if v.Rows == 0 {
		return 0
	}
	return min(100*v.Done/v.Rows, 99)
}

func (p *pages) overview(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	page := web.Page{Title: v.Name, Section: section, Back: path, Body: overviewPage(v)}
	if v.State.Working() {
		page.Head = lookAgain()
	}
	return web.Render(w, r, http.StatusOK, page)
}

// progress is how far the work is, for a page that asks again by itself.
func (p *pages) progress(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if v.State.Working() {
		return web.Fragment(w, r, http.StatusOK, soFar(v))
	}
	return web.Fragment(w, r, http.StatusOK, ready(v))
}

func (p *pages) switchOn(w http.ResponseWriter, r *http.Request) error {
	return p.press(w, r, func(v *view, number int64) error { return p.lists.SwitchOn(r.Context(), v.ID, number) }, "The list is being switched on")
}

func (p *pages) cancel(w http.ResponseWriter, r *http.Request) error {
	return p.press(w, r, func(v *view, _ int64) error { return p.lists.Cancel(r.Context(), v.ID) }, "The list is given up. Nothing was written")
}

// press does what a button says and goes back to the list.
func (p *pages) press(w http.ResponseWriter, r *http.Request, do func(v *view, number int64) error, said string) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.view(r)
	if err != nil {
		return err
	}
	seen := forms.Hidden{Name: "number"}
	forms.Parse(values, &seen)
	number, err := strconv.ParseInt(seen.Value(), 10, 64)
	if err != nil {
		number = -1 // what is no number was never seen
	}
	err = do(v, number)
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, said)
	case kind == fault.Stale || kind == fault.Conflict || kind == fault.Invalid:
		web.Flash(w, r, fault.MessageOf(err))
	default:
		return err
	}
	return web.Redirect(w, r, address(v.ID))
}

func number(v *view) forms.Hidden {
	return forms.Hidden{Name: "number", Raw: strconv.FormatInt(v.Number, 10)}
}
