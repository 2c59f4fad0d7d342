package dutyweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/duty"
)

// doneForm says what the duty team did.
type doneForm struct {
	version forms.Hidden
	outcome forms.Text
	goOn    forms.Radios
}

func newDoneForm(l duty.Line) *doneForm {
	return &doneForm{
		version: seenField(l),
		outcome: forms.Text{
			Name: "outcome", Label: "What was done", Hint: "The hub reads this in the morning. Say it also when nobody could be reached.",
			Required: true, Max: duty.LongestOutcome, Rows: 4, Missing: "Enter what was done, so that the hub knows in the morning",
		},
		goOn: forms.Radios{
			Name: "go-on", Label: "Must the hub go on with it?", Required: true, Missing: "Select whether the hub must go on with it",
			Options: []forms.Option{{Value: "yes", Label: "Yes, the hub must go on"}, {Value: "no", Label: "No, nothing more is to be done"}},
		},
	}
}

func seenField(l duty.Line) forms.Hidden {
	f := forms.Hidden{Name: "version", Required: true}
	f.Set(strconv.FormatInt(l.Version, 10))
	return f
}

// linePage is one line with what can be done about it.
type linePage struct {
	*screen
	line duty.Line
	done *doneForm
}

func (p *pages) linePage(ctx context.Context, r *http.Request) (*linePage, error) {
	id, err := ident.Parse[duty.Line](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	l, err := p.duty.Line(ctx, id)
	if err != nil {
		return nil, err
	}
	who := access.From(ctx)
	now := p.duty.Now(ctx)
	known, err := p.words(ctx, now)
	return &linePage{
		screen: &screen{words: known, Tonight: duty.Tonight{Now: now, OnDuty: duty.OnDuty(who)}, who: who},
		line:   l, done: newDoneForm(l),
	}, err
}

func (p *pages) line(w http.ResponseWriter, r *http.Request) error {
	page, err := p.linePage(r.Context(), r)
	if err != nil {
		return err
	}
	return p.showLine(w, r, http.StatusOK, page, nil)
}

func (p *pages) showLine(w http.ResponseWriter, r *http.Request, status int, page *linePage, wrong []forms.ErrorItem) error {
	p.saw(r.Context(), page.line.Work)
	return web.Render(w, r, status, web.Page{
		Title: page.line.What + " – duty team", Back: home, Section: section, Errors: wrong, Body: lineBody(page),
	})
}

// giveBack takes what was done. When somebody else was first, the page shows how the line
// stands now, with what was typed.
func (p *pages) giveBack(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	page, err := p.linePage(r.Context(), r)
	if err != nil {
		return err
	}
	f, now := page.done, page.done.version.Raw
	fields := []forms.Parser{&f.version, &f.outcome, &f.goOn}
	if !forms.Parse(values, fields...) {
		return p.showLine(w, r, http.StatusUnprocessableEntity, page, forms.Errors(fields...))
	}
	err = p.duty.GiveBack(r.Context(), page.choice(), f.outcome.Value(), f.goOn.Value() == "yes")
	if err == nil {
		web.Flash(w, r, "It is given back. The hub reads it in the morning")
		return web.Redirect(w, r, home)
	}
	if !again(err) {
		return err
	}
	f.version.Set(now)
	return p.showLine(w, r, web.Status(err), page, []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}})
}

func (l *linePage) choice() duty.Choice {
	seen, _ := strconv.ParseInt(l.done.version.Raw, 10, 64) // what is no number was never seen
	return duty.Choice{ID: l.line.ID, Version: seen}
}

// again reports whether an error is one to show the line again for.
func again(err error) bool {
	switch fault.KindOf(err) {
	case fault.Stale, fault.Conflict, fault.Invalid:
		return true
	}
	return false
}

// act answers a button that asks nothing more.
func (p *pages) act(do func(context.Context, duty.Choice) error, said string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		page, err := p.linePage(r.Context(), r)
		if err != nil {
			return err
		}
		now := page.done.version.Raw
		if !forms.Parse(values, &page.done.version) {
			return p.showLine(w, r, http.StatusUnprocessableEntity, page, forms.Errors(&page.done.version))
		}
		err = do(r.Context(), page.choice())
		if err == nil {
			web.Flash(w, r, said)
			return web.Redirect(w, r, home)
		}
		if !again(err) {
			return err
		}
		page.done.version.Set(now)
		return p.showLine(w, r, web.Status(err), page, []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}})
	}
}

// gist is what a line says in a list, to those who may know it.
func gist(k words, l duty.Line) (all []govuk.SummaryRow) {
	for _, one := range []govuk.SummaryRow{
		{Key: "Why it cannot wait", Text: l.Why}, {Key: "What to do", Text: l.Ask}, {Key: "What was done", Text: l.Outcome},
	} {
		if one.Text != "" {
			all = append(all, one)
		}
	}
	return append(all, govuk.SummaryRow{Key: "Task due", Content: govuk.Due(l.DueAt, k.now)})
}

// rows are everything a line says, to those who may know it.
func rows(k words, l duty.Line) (all []govuk.SummaryRow) {
	all = gist(k, l)
	by := func(key, account string, at time.Time) {
		if !at.IsZero() {
			all = append(all, govuk.SummaryRow{Key: key, Content: byWhom(k, account, govuk.Ago(at, k.now))})
		}
	}
	all = append(all, govuk.SummaryRow{Key: "Hub", Text: k.hub(l.Hub)})
	if l.Area != "" {
		all = append(all, govuk.SummaryRow{Key: "Where", Text: l.Area})
	}
	by("Handed over", l.HandedBy, l.HandedAt)
	by("Acknowledged", l.TakenBy, l.TakenAt)
	by("Given back", l.DoneBy, l.DoneAt)
	if l.State == duty.Handed || l.State == duty.Taken {
		all = append(all, govuk.SummaryRow{Key: "To be given back", Text: clock(l.OpensAt, k.now)})
	}
	by("Off the list", l.ClosedBy, l.ClosedAt)
	return all
}

// lastSaid is where a line is from and who did something about it last.
func lastSaid(k words, l duty.Line) string {
	from := k.hub(l.Hub)
	if l.Area != "" {
		from += ", " + l.Area
	}
	switch l.State {
	case duty.Handed:
		return from + ". Handed over by " + k.account(l.HandedBy) + ", " + govuk.Ago(l.HandedAt, k.now).Words + "."
	case duty.Taken:
		return from + ". Acknowledged by " + k.account(l.TakenBy) + ", " + govuk.Ago(l.TakenAt, k.now).Words + "."
	case duty.Done:
		return from + ". Given back by " + k.account(l.DoneBy) + ", " + govuk.Ago(l.DoneAt, k.now).Words + "."
	}
	return from + "."
}
