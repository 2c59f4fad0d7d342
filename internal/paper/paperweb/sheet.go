package paperweb

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/paper"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// paperTime is a time as these pages write it.
type paperTime struct{ time.Time }

func (t paperTime) String() string { return t.In(day.London).Format("3:04pm on 2 Jan 2006") }

// sheetView is a pack with a short form for each number that can still be entered.
type sheetView struct {
	pack paper.Pack
	hub  string
	now  time.Time
	on   forms.Date
	open []*numberForm
	done []doneRow
}

// numberForm is what is entered beside one number.
type numberForm struct {
	paper.ToEnter
	version forms.Hidden
	outcome forms.Select
	at      forms.String
	note    forms.String
}

// doneRow is a number with what is known of it already.
type doneRow struct {
	number int64
	what   string
	said   string
	href   string
}

func (p *pages) sheet(w http.ResponseWriter, r *http.Request) error {
	v, err := p.sheetView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *sheetView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Enter from paper: " + v.hub + ", " + v.pack.Day.Long(), Section: section, Back: home, Errors: forms.Errors(v.fields()...), Body: sheetPage(v),
	})
}

func (v *sheetView) fields() []forms.Parser {
	all := []forms.Parser{&v.on}
	for _, f := range v.open {
		all = append(all, f.fields()...)
	}
	return all
}

func (f *numberForm) fields() []forms.Parser {
	return []forms.Parser{&f.version, &f.outcome, &f.at, &f.note}
}

func (p *pages) sheetView(r *http.Request) (*sheetView, error) {
	ctx := r.Context()
	id, err := ident.Parse[paper.Pack](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	pack, lines, err := p.paper.Sheet(ctx, id)
	if err != nil {
		return nil, err
	}
	v := &sheetView{
		pack: pack, hub: p.hub(ctx, pack.Hub), now: p.around.Now(),
		on: forms.Date{Name: "on", Label: "On which day did it happen?", Hint: "For all you enter at once.", Required: true},
	}
	v.on.Set(pack.Day)
	for _, l := range lines {
		if l.Entered() || !l.Now.State.Open() {
			v.done = append(v.done, p.done(ctx, l))
			continue
		}
		v.open = append(v.open, newNumberForm(l))
	}
	return v, nil
}

// done says what is known of a number already: entered from here, or recorded on a screen.
func (p *pages) done(ctx context.Context, l paper.ToEnter) doneRow {
	row := doneRow{number: l.Number, what: l.Now.Title, href: "/tasks/" + string(l.Task)}
	if l.Entered() {
		row.said = l.Now.LabelOf(l.Outcome) + ", at " + paperTime{l.HappenedAt}.String() + ". Entered by " + p.around.AccountName(ctx, l.EnteredBy) + " at " + paperTime{l.EnteredAt}.String() + "."
		return row
	}
	row.said = "Recorded on a screen: " + l.Now.OutcomeLabel() + ", at " + paperTime{l.Now.ClosedAt}.String() + ". If the paper says otherwise, open the task and reopen it."
	return row
}

func newNumberForm(l paper.ToEnter) *numberForm {
	n := strconv.FormatInt(l.Number, 10)
	f := &numberForm{
		ToEnter: l,
		version: forms.Hidden{Name: "version-" + n},
		outcome: forms.Select{Name: "outcome-" + n, Label: "What came of it?", Options: []forms.Option{{Label: "Nothing to enter"}}},
		at:      forms.String{Name: "at-" + n, Label: "At what time?", Hint: "For example 14:30", Width: 5, Max: 10, Autocomplete: "off"},
		note:    forms.String{Name: "note-" + n, Label: "Note", Max: 400, Autocomplete: "off"},
	}
	f.version.Set(strconv.FormatInt(l.Now.Version, 10))
	for _, e := range l.Now.Endings() {
		if len(e.More) == 0 { // what asks more is recorded on the task's own page
			f.outcome.Options = append(f.outcome.Options, forms.Option{Value: e.Code, Label: e.Label})
		}
	}
	return f
}

// asksMore reports whether the task has endings that only its own page can take.
func (f *numberForm) asksMore() bool {
	return len(f.outcome.Options)-1 < len(f.Now.Endings())
}

// title is the number with what it is about.
func (f *numberForm) title() string { return strconv.FormatInt(f.Number, 10) + ". " + f.Now.Title }

// changed says what was done on a screen since the pack was printed; "" when nothing was.
func (f *numberForm) changed() string {
	if !f.Changed() {
		return ""
	}
	said := "Somebody worked on this on a screen since it was printed: it is " + strings.ToLower(f.Now.State.Label())
	if f.Now.Attempts > 0 {
		said += ", tried without an answer " + govuk.Counted(f.Now.Attempts, "time", "times")
	}
	return said + ". Look whether it is what the paper says, so that it is not counted twice."
}

// enter takes all that was typed. What can be entered is; what cannot is shown again as it was
// typed, with why.
func (p *pages) enter(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.sheetView(r)
	if err != nil {
		return err
	}
	forms.Parse(values, v.fields()...)
	entered, wrong, left := 0, v.on.Err() != "", v.open[:0]
	for _, f := range v.open {
		switch done, err := p.one(r.Context(), v, f, wrong); {
		case err != nil:
			return err
		case done:
			entered++
		default:
			left = append(left, f)
		}
	}
	if v.open = left; entered > 0 {
		web.Flash(w, r, govuk.Counted(entered, "number is", "numbers are")+" entered, at the time it happened")
	}
	if len(forms.Errors(v.fields()...)) > 0 {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	return web.Redirect(w, r, address(v.pack.ID))
}

// one enters what was typed beside one number, if anything was.
func (p *pages) one(ctx context.Context, v *sheetView, f *numberForm, wrong bool) (done bool, err error) {
	if f.outcome.Raw == "" && f.at.Raw == "" && f.note.Raw == "" {
		return false, nil
	}
	written, ok := f.read(v.on.Value())
	if !ok || wrong {
		return false, nil
	}
	err = p.paper.Enter(ctx, v.pack.ID, written)
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.Stale, fault.Forbidden:
		if err != nil {
			f.outcome.Fail("Number " + strconv.FormatInt(f.Number, 10) + ": " + fault.MessageOf(err))
			return false, nil
		}
	}
	return err == nil, err
}

// read is what was typed beside a number, or marks what is wrong with it.
func (f *numberForm) read(on day.Date) (w paper.Written, ok bool) {
	n := "Number " + strconv.FormatInt(f.Number, 10) + ": "
	w = paper.Written{Number: f.Number, Outcome: f.outcome.Value(), Note: f.note.Value()}
	w.Version, _ = strconv.ParseInt(f.version.Value(), 10, 64)
	hour, minute, timed := day.ParseTimeOfDay(f.at.Value())
	if w.Outcome == "" && f.outcome.Err() == "" {
		f.outcome.Fail(n + "select what came of it")
	}
	if !timed {
		f.at.Fail(n + "enter the time it happened, like 14:30")
	}
	w.At = on.At(hour, minute)
	return w, timed && f.outcome.Err() == "" && f.note.Err() == ""
}
