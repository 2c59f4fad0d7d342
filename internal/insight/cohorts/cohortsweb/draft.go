package cohortsweb

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"kith/internal/insight/cohorts"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/rules"
	"kith/internal/plat/web"
)

// draftForm is a cohort that somebody is about to freeze.
type draftForm struct {
	group   forms.Hidden
	name    forms.String
	rule    forms.Text
	way     forms.Radios
	list    forms.Select
	letter  forms.Select
	quiet   forms.Int
	led     forms.Checkboxes
	purpose forms.Text
	basis   forms.String

	wrong   []rules.Issue // of the rule, beyond the first
	preview *previewView
	about   cohorts.Group // the group it came of
	facts   govuk.Table
}

// fields are all fields of the form.
func (f *draftForm) fields() []forms.Parser {
	return []forms.Parser{&f.group, &f.name, &f.rule, &f.way, &f.list, &f.letter, &f.quiet, &f.led, &f.purpose, &f.basis}
}

func (p *pages) form(ctx context.Context) (f *draftForm, err error) {
	f = &draftForm{
		group:   forms.Hidden{Name: "group"},
		name:    forms.String{Name: "name", Label: "Name of the cohort", Required: true, Missing: "Enter a name", Max: cohorts.LongestName},
		rule:    forms.Text{Name: "rule", Label: "Rule", Hint: "Who is chosen. What a rule can ask about is listed below the form.", Required: true, Missing: "Enter a rule", Max: rules.MaxLength, Rows: 3},
		way:     forms.Radios{Name: "way", Label: "How are they to be reached?", Required: true, Missing: "Select how they are to be reached"},
		list:    forms.Select{Name: "list", Label: "Whose list do they stand on?", Hint: "It says which team may approach them. Needed for calls and visits.", Options: []forms.Option{{Label: "No list"}}},
		letter:  forms.Select{Name: "letter", Label: "What is written to them?", Hint: "Needed for letters.", Options: []forms.Option{{Label: "Nothing"}}},
		quiet:   forms.Int{Name: "quiet", Label: "Leave out whom anybody was in touch with in so many days", Max: cohorts.MostQuietDays, Suffix: "days", Width: 3},
		led:     forms.Checkboxes{Name: "led", Small: true, Label: "Led by a service", Options: []forms.Option{{Value: "too", Label: "Keep in whom a service leads on", Hint: "Only where it is that service which reaches them."}}},
		purpose: forms.Text{Name: "purpose", Label: "What is it for?", Required: true, Missing: "Enter what it is for", Max: cohorts.LongestPurpose, Rows: 2},
		basis:   forms.String{Name: "basis", Label: "Legal basis", Required: true, Missing: "Enter the legal basis", Max: cohorts.LongestPurpose},
		facts:   facts(),
	}
	for _, way := range cohorts.Ways() {
		f.way.Options = append(f.way.Options, forms.Option{Value: string(way), Label: way.Label()})
	}
	lists, err := p.around.Lists(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range lists {
		f.list.Options = append(f.list.Options, forms.Option{Value: l.ID, Label: l.Name})
	}
	letters, err := p.cohorts.LetterOffers(ctx)
	for _, o := range letters {
		f.letter.Options = append(f.letter.Options, forms.Option{Value: o.ID, Label: o.Title})
	}
	return f, err
}

// facts are what a rule can ask about.
func facts() govuk.Table {
	t := govuk.Table{
		Caption: "What a rule can ask about", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Fact"}, {Text: "Kind"}, {Text: "What it says"}},
	}
	for _, f := range cohorts.Facts() {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Content: code(f.Name)}, {Text: f.Type.String()}, {Text: f.About}}})
	}
	return t
}

func (f *draftForm) set(d cohorts.Draft) {
	f.group.Set(d.Group)
	f.name.Set(d.Name)
	f.rule.Raw = d.Terms.Rule
	f.way.Set(string(d.Terms.Way))
	f.list.Set(d.Terms.List)
	f.letter.Set(d.Letter)
	f.quiet.Set(d.Terms.QuietDays)
	f.purpose.Raw, f.basis.Raw = d.Purpose, d.Basis
	if d.Terms.LedToo {
		f.led.Set("too")
	}
}

func (f *draftForm) draft() cohorts.Draft {
	return cohorts.Draft{
		Name: f.name.Value(), Group: f.group.Value(), Purpose: f.purpose.Value(), Basis: f.basis.Value(), Letter: f.letter.Value(),
		Terms: cohorts.Terms{Rule: f.rule.Value(), Way: cohorts.Way(f.way.Value()), List: f.list.Value(), QuietDays: f.quiet.Value(), LedToo: f.led.Has("too")},
	}
}

// begin is the form, filled in with a group where one was chosen.
func (p *pages) begin(w http.ResponseWriter, r *http.Request) error {
	f, err := p.form(r.Context())
	if err != nil {
		return err
	}
	if id := r.URL.Query().Get("group"); id != "" {
		if err := p.about(r.Context(), f, id); err != nil {
			return err
		}
		f.set(f.about.Draft())
	} else {
		f.set(cohorts.Draft{Terms: cohorts.Terms{QuietDays: 14, Rule: byPriority(r.URL.Query().Get("priority"))}})
	}
	return p.show(w, r, http.StatusOK, f)
}

// about finds the group the form is of.
func (p *pages) about(ctx context.Context, f *draftForm, id string) error {
	groups, err := p.cohorts.Groups(ctx)
	if err != nil {
		return err
	}
	g, ok := groups.Find(id)
	if !ok || g.Rule == "" {
		return fault.New(fault.NotFound, "cohorts.no-group", "There is no such group to choose. It may have left the blueprint.")
	}
	f.about = g
	return nil
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, f *draftForm) error {
	title := "A rule of your own"
	if f.about.Name != "" {
		title = f.about.Name
	}
	return web.Render(w, r, status, web.Page{
		Title: title, Section: section, Back: home, Errors: forms.Errors(f.fields()...), Body: draftPage(title, f),
	})
}

// draft looks at a draft, or freezes it.
func (p *pages) draft(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.form(r.Context())
	if err != nil {
		return err
	}
	valid := forms.Parse(values, f.fields()...)
	if id := f.group.Value(); id != "" {
		if err := p.about(r.Context(), f, id); err != nil {
			return err
		}
	}
	if !valid {
		return p.show(w, r, http.StatusUnprocessableEntity, f)
	}
	if values.Get("do") == "freeze" {
		return p.freeze(w, r, f)
	}
	preview, err := p.cohorts.Try(r.Context(), f.draft())
	if err != nil {
		return p.refuse(w, r, f, err)
	}
	f.preview = p.previewView(r.Context(), preview)
	return p.show(w, r, http.StatusOK, f)
}

func (p *pages) freeze(w http.ResponseWriter, r *http.Request, f *draftForm) error {
	id, err := p.cohorts.Freeze(r.Context(), f.draft())
	if err != nil {
		return p.refuse(w, r, f, err)
	}
	web.Flash(w, r, "The cohort is frozen. Nobody is approached yet")
	return web.Redirect(w, r, address(id))
}

// refuse says beside the field what cannot be used, with all that was typed.
func (p *pages) refuse(w http.ResponseWriter, r *http.Request, f *draftForm, err error) error {
	status := http.StatusUnprocessableEntity
	kind := fault.KindOf(err)
	if kind != fault.Invalid && kind != fault.RateLimited {
		return err
	}
	var wrong *cohorts.WrongRule
	words := fault.MessageOf(err)
	switch {
	case errors.As(err, &wrong):
		f.rule.Fail(place(wrong.Issues[0]) + ": " + wrong.Issues[0].Message) // not as a sentence: it may begin with a name
		f.wrong = wrong.Issues
	case fault.CodeOf(err) == "cohorts.list":
		f.list.Fail(words)
	case fault.CodeOf(err) == "cohorts.letter":
		f.letter.Fail(words)
	case kind == fault.RateLimited:
		status = http.StatusTooManyRequests
		f.rule.Fail(words)
	default:
		f.name.Fail(words)
	}
	return p.show(w, r, status, f)
}

func place(i rules.Issue) string {
	if i.Line > 1 {
		return fmt.Sprintf("Line %d, character %d", i.Line, i.Column)
	}
	return fmt.Sprintf("Character %d", i.Column)
}

// previewView is what a draft comes to.
type previewView struct {
	cohorts.Preview
	out, places govuk.Table
}

func (p *pages) previewView(ctx context.Context, preview cohorts.Preview) *previewView {
	v := &previewView{Preview: preview}
	v.out = govuk.Table{Caption: "Left out, and why", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "Why"}, {Text: "People", Numeric: true}}, Empty: govuk.Empty{Text: "Nobody is left out."}}
	for _, part := range preview.Out {
		v.out.Rows = append(v.out.Rows, govuk.Row{Cells: []govuk.Cell{{Text: part.Why.Label()}, {Text: told(part.Told), Numeric: true}}})
	}
	v.places = govuk.Table{Caption: "Where those who would be approached live", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "Neighbourhood"}, {Text: "People", Numeric: true}}, Empty: govuk.Empty{Text: "Nobody would be approached."}}
	for _, part := range preview.Places {
		v.places.Rows = append(v.places.Rows, govuk.Row{Cells: []govuk.Cell{{Text: p.hood(ctx, part.Place)}, {Text: told(part.Told), Numeric: true}}})
	}
	return v
}

func (p *pages) hood(ctx context.Context, id string) string {
	if id == "" {
		return "Not known"
	}
	return p.around.HoodName(ctx, id)
}

// told is a figure as it may be told.
func told(t disclosure.Told) string {
	if t.Hidden {
		return "*"
	}
	return strconv.FormatInt(t.Value, 10)
}

func asAt(at time.Time) string { return at.In(day.London).Format("15:04") }

var bandForm = regexp.MustCompile(`^[a-z0-9-]+$`)

// byPriority is the rule that chooses the people of a band; "" where none is asked for.
func byPriority(band string) string {
	if !bandForm.MatchString(band) {
		return ""
	}
	return "priority == '" + band + "'"
}
