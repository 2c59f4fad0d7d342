package callweb

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/tasks"
)

// screen is a call as it is shown.
type screen struct {
	call    intake.Call
	script  *intake.Script
	steps   []step
	safe    forms.Radios
	terms   forms.String
	found   found
	who     *known                      // who needs the help, when they are known
	setting *organisations.Organisation // the setting it is for; nil when it is for a person
	alike   []people.Likeness
	rung    rung // who else was to be rung on the number
	outlook intake.Outlook
	others  []intake.Call // colleagues' calls about the same person
	ending  ending
	clash   []clash
	errors  []forms.ErrorItem
	hoods   map[string]string
	now     time.Time
	mine    bool
}

// step is a step of the script with the questions it leads to.
type step struct {
	intake.Talking
	sheets []answers.Sheet
}

// known is somebody found among the people.
type known struct {
	person  people.Person
	current people.Record
	reach   people.Reach
	toRing  []tasks.Task // the calls that are still to be made to them
	parts   []part
}

// part is another feature's part of the story.
type part struct {
	title string
	body  templ.Component
}

func (p *pages) call(w http.ResponseWriter, r *http.Request) error {
	c, err := p.callOf(r)
	if err != nil {
		return err
	}
	if c.State != intake.CallOpen {
		return p.over(w, r, c)
	}
	s, err := p.screen(r.Context(), c)
	if err != nil {
		return err
	}
	return p.show(w, r, http.StatusOK, s)
}

func (p *pages) callOf(r *http.Request) (intake.Call, error) {
	id, err := ident.Parse[intake.Call](r.PathValue("id"))
	if err != nil {
		return intake.Call{}, err
	}
	return p.intake.Call(r.Context(), id)
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, s *screen) error {
	return web.Render(w, r, status, web.Page{Title: "Call", Wide: true, Section: section, Errors: s.errors, Body: callBody(s)})
}

// screen puts together all that a call shows.
func (p *pages) screen(ctx context.Context, c intake.Call) (*screen, error) {
	s, err := p.written(ctx, c)
	if err != nil {
		return nil, err
	}
	if c.Caller == intake.CallerKnown {
		s.who, err = p.known(ctx, c.Record)
	} else if c.Caller == intake.CallerNew {
		s.alike, err = p.people.Alike(ctx, intake.Described(c.Answers), "", mostAlike)
	}
	if err == nil {
		s.rung, err = p.rungOn(ctx, s)
	}
	return s, err
}

// mostAlike is how many people who may be the same are shown beside a call.
const mostAlike = 3

// written is the part of a screen that follows from what was written down.
func (p *pages) written(ctx context.Context, c intake.Call) (*screen, error) {
	s := &screen{call: c, safe: newSafe(), terms: newTerms(), now: p.around.Now(), mine: c.Agent == access.From(ctx).Account}
	s.safe.Set(c.Safe)
	script, questions, err := p.intake.RulesOf(ctx, c)
	if err != nil {
		return nil, err
	}
	s.script, s.safe.Label = script, script.Opening.Safe
	way, err := questions.Way(c.Answers)
	if err != nil {
		return nil, err
	}
	for _, t := range script.Talk(way) {
		one := step{Talking: t}
		for _, page := range t.Asked {
			if !c.Asks(page) {
				continue
			}
			sheet := questions.Sheet(page, c.Answers, day.Of(s.now))
			compact(sheet)
			one.sheets = append(one.sheets, sheet)
		}
		s.steps = append(s.steps, one)
	}
	if s.outlook, err = p.intake.Foresee(ctx, c); err != nil {
		return nil, err
	}
	if s.others, err = p.intake.Colleagues(ctx, c); err != nil {
		return nil, err
	}
	if s.setting, err = p.settingOf(ctx, c); err != nil {
		return nil, err
	}
	s.ending = newEnding(c)
	s.hoods, err = p.hoods(ctx)
	return s, err
}

// known reads who a call is about. Somebody who may no longer be seen is not shown.
func (p *pages) known(ctx context.Context, record people.RecordID) (*known, error) {
	person, err := p.people.Person(ctx, people.PersonID(record))
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k := &known{person: person, current: person.Current(), reach: person.Reach()}
	if k.toRing, err = p.around.ToRing(ctx, person); err != nil {
		return nil, err
	}
	for _, panel := range p.panels {
		body, err := panel.Show(ctx, person)
		if err != nil {
			return nil, err
		}
		if body != nil {
			k.parts = append(k.parts, part{panel.Title, body})
		}
	}
	return k, nil
}

// compact draws the questions of a page close together: no heading of its own, and the
// hint alone, for the agent knows why we ask.
func compact(s answers.Sheet) {
	for _, f := range s.Fields {
		hint := f.Question.Hint
		switch field := f.Parser.(type) {
		case *forms.Radios:
			field.Heading, field.Hint, field.Small = false, hint, true
		case *forms.Checkboxes:
			field.Heading, field.Hint, field.Small = false, hint, true
		case *forms.Text:
			field.Heading, field.Hint, field.Rows = false, hint, 2
		case *forms.Date:
			field.Heading, field.Hint = false, hint
		case *forms.String:
			field.Heading, field.Hint, field.Autocomplete = false, hint, "off"
		case *forms.Phone:
			field.Heading, field.Hint, field.Autocomplete = false, hint, "off"
		case *forms.Postcode:
			field.Heading, field.Hint, field.Autocomplete = false, hint, "off"
		case *forms.Email:
			field.Heading, field.Hint, field.Autocomplete = false, hint, "off"
		case *forms.Int:
			field.Heading, field.Hint = false, hint
		}
	}
}

func newSafe() forms.Radios {
	return forms.Radios{
		Name: "safe", Label: "Is it safe to talk now?", Small: true,
		Options: []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}},
	}
}

// pagesInput names the pages of questions a form carries: what it does not carry is left
// as it is.
const pagesInput = "pages"

// typed is the draft of a call with what was typed on the screen.
func (p *pages) typed(ctx context.Context, c intake.Call, values url.Values) (intake.Draft, error) {
	_, questions, err := p.intake.RulesOf(ctx, c)
	if err != nil {
		return intake.Draft{}, err
	}
	d := c.Draft
	d.Answers = c.Answers.Given()
	for _, id := range values[pagesInput] {
		page, ok := questions.Page(id)
		if !ok || !c.Asks(page) {
			continue
		}
		sheet := questions.Sheet(page, d.Answers, day.Of(p.around.Now()))
		sheet.Parse(values)
		sheet.Into(d.Answers)
	}
	safe := newSafe()
	safe.Parse(values)
	d.Safe = safe.Value()
	return d, nil
}

// ask marks the questions that were answered wrongly, and lists them in the order of the
// screen.
func (s *screen) ask(wrong []answers.Wrong) {
	for _, column := range []intake.Column{intake.WhoColumn, intake.SaidColumn} {
		for _, step := range s.steps {
			if step.Column != column {
				continue
			}
			for _, sheet := range step.sheets {
				s.askOn(sheet, wrong)
			}
		}
	}
	if len(s.errors) == 0 {
		for _, w := range wrong {
			s.errors = append(s.errors, forms.ErrorItem{Href: "#main-content", Text: w.Message})
		}
	}
}

func (s *screen) askOn(sheet answers.Sheet, wrong []answers.Wrong) {
	for _, f := range sheet.Fields {
		i := slices.IndexFunc(wrong, func(w answers.Wrong) bool { return w.Question == f.Question.ID })
		if i < 0 {
			continue
		}
		if field, ok := f.Parser.(interface{ Fail(text string) }); ok {
			field.Fail(wrong[i].Message)
		}
		s.errors = append(s.errors, forms.Errors(f.Parser)...)
	}
}

// refuses reports whether a question of the column was answered wrongly.
func (s *screen) refuses(column intake.Column) bool {
	for _, step := range s.steps {
		for _, sheet := range step.sheets {
			if step.Column == column && len(sheet.Errors()) > 0 {
				return true
			}
		}
	}
	return false
}

// hood is a neighbourhood in words.
func (s *screen) hood(id string) string { return cmp.Or(s.hoods[id], id) }
