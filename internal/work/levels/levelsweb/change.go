package levelsweb

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/levels"
	"kith/internal/work/steps"
)

// changeScreen is a change of level that is looked at.
type changeScreen struct {
	levels.Change
	form  *changeForm
	stale string
	all   []govuk.Link // to each level
}

// changeForm is a decision.
type changeForm struct {
	Place, To, Seen, Proposal forms.Hidden
	Reason                    forms.Text
}

func newChangeForm() *changeForm {
	return &changeForm{
		Place: forms.Hidden{Name: "place"}, To: forms.Hidden{Name: "to"}, Seen: forms.Hidden{Name: "seen"}, Proposal: forms.Hidden{Name: "proposal"},
		Reason: forms.Text{Name: "reason", Label: "Why", Hint: "It is kept for ever, and printed with the decision.", Required: true, Max: levels.LongestReason, Rows: 4, Missing: "Enter why"},
	}
}

func (f *changeForm) fields() []forms.Parser {
	return []forms.Parser{&f.Place, &f.To, &f.Seen, &f.Proposal, &f.Reason}
}

// changePage shows what a level would change; without one, which there are.
func (p *pages) changePage(w http.ResponseWriter, r *http.Request) error {
	q, f := r.URL.Query(), newChangeForm()
	f.Place.Set(q.Get("place"))
	f.To.Set(q.Get("to"))
	f.Proposal.Set(q.Get("proposal"))
	return p.showChange(w, r, http.StatusOK, f, "")
}

func (p *pages) showChange(w http.ResponseWriter, r *http.Request, status int, f *changeForm, stale string) error {
	to := steps.Level(f.To.Value())
	chosen := to != ""
	if !chosen {
		to = steps.Dormant
	}
	c, err := p.levels.Preview(r.Context(), f.Place.Value(), to)
	if err != nil {
		return err
	}
	f.Seen.Set(strconv.FormatInt(c.Seen, 10))
	s := changeScreen{Change: c, form: f, stale: stale}
	for _, l := range steps.Level("").Choices() {
		if steps.Level(l) != c.From.Level {
			s.all = append(s.all, govuk.Link{Label: p.stageName(r, steps.Level(l)), Href: changeHref(c.Place, steps.Level(l), ""), Current: chosen && steps.Level(l) == to})
		}
	}
	if !chosen {
		s.To = levels.Stage{}
	}
	return web.Render(w, r, status, web.Page{
		Title: "Change the level: " + c.Name, Section: section, Back: home, Errors: forms.Errors(f.fields()...), Body: changeBody(s),
	})
}

func (p *pages) stageName(r *http.Request, l steps.Level) string {
	c, err := p.levels.Preview(r.Context(), "", l)
	if err != nil {
		return string(l)
	}
	return c.To.Name
}

func (p *pages) decide(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newChangeForm()
	if !forms.Parse(values, f.fields()...) {
		return p.showChange(w, r, http.StatusUnprocessableEntity, f, "")
	}
	seen, _ := strconv.ParseInt(f.Seen.Value(), 10, 64)
	d, err := p.levels.Decide(r.Context(), levels.Wish{
		Place: f.Place.Value(), To: steps.Level(f.To.Value()), Reason: f.Reason.Value(), Seen: seen, Proposal: levels.ProposalID(f.Proposal.Value()),
	})
	switch {
	case fault.CodeOf(err) == "levels.overtaken":
		return p.showChange(w, r, http.StatusConflict, f, "Somebody else decided a level while you were writing. What stands now is below, and your words are kept.")
	case fault.KindOf(err) == fault.Invalid && err != nil:
		return p.showChange(w, r, http.StatusUnprocessableEntity, f, fault.MessageOf(err))
	case err != nil:
		return err
	}
	web.Flash(w, r, "It is decided, and counts from now. Work through the list below")
	return web.Redirect(w, r, listAddress(d.Number))
}

// list shows what is to be done of a decision.
func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	n, err := numberOf(r.PathValue("number"))
	if err != nil {
		return err
	}
	l, err := p.levels.List(r.Context(), n)
	if err != nil {
		return err
	}
	var recovery templ.Component = templ.NopComponent
	if l.Stage.Level == steps.StoodDown {
		if recovery, err = p.recovery(r.Context()); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: listTitle(l), Section: section, Back: home, Body: listPage(l, recovery)})
}

func listTitle(l levels.List) string { return l.Stage.Name + ": " + l.Name }

func leftWords(l levels.List) string {
	switch n := l.Left(); {
	case len(l.Stage.List) == 0:
		return "The blueprint has no list for this level."
	case n == 0:
		return "Everything on the list is done."
	default:
		return fmt.Sprintf("%s of %d left to do.", govuk.Counted(n, "item", "items"), len(l.Stage.List))
	}
}

func (p *pages) tick(w http.ResponseWriter, r *http.Request) error {
	n, err := numberOf(r.PathValue("number"))
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if err := p.levels.Tick(r.Context(), n, r.PathValue("item"), values.Get("do") == "undo"); err != nil {
		return err
	}
	return web.Redirect(w, r, listAddress(n))
}
