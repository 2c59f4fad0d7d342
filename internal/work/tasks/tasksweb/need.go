package tasksweb

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// needForms are what can be changed about one need.
type needForms struct {
	Need    needs.Need
	Title   string
	Hub     string
	Now     time.Time
	Version forms.Hidden

	Priority forms.Radios
	Why      forms.Text // it is more or less pressing
	Start    forms.Date
	At       forms.Hidden // "now" begins it at once
	Gone     forms.Text   // why it is no longer wanted
	Again    forms.Text   // why it is wanted after all
	Route    forms.Radios // no options where there is one way alone
	Because  forms.Text   // why it is met in another way
	To       forms.Select // the service that is to have it as well
	Reason   forms.Text   // why it is to

	Story   govuk.Table
	Changed govuk.Table // what others did since the form that was sent was drawn
}

func (p *pages) needForms(ctx context.Context, r *http.Request) (*needForms, error) {
	id, err := ident.Parse[needs.Need](r.PathValue("need"))
	if err != nil {
		return nil, err
	}
	n, err := p.needs.Need(ctx, id)
	if err != nil {
		return nil, err
	}
	if string(n.Request) != r.PathValue("id") {
		return nil, fault.New(fault.NotFound, "tasks.no-such-need", "There is no such need of this request.")
	}
	if !tasks.MayChange(access.From(ctx), n) {
		return nil, fault.New(fault.Forbidden, "tasks.not-yours", "Only the coordinators and managers of its hub who may know what it is can change this need.")
	}
	f := newNeedForms(n, p.around.Now())
	f.Title = n.Called(p.around.CategoryName(ctx, n.Category))
	if f.Hub, err = p.hubName(ctx, n.Neighbourhood); err != nil {
		return nil, err
	}
	if f.Route.Options, err = p.around.Routes(ctx, n.Category); err != nil {
		return nil, err
	}
	services, err := p.around.Destinations(ctx, n)
	if err != nil {
		return nil, err
	}
	f.To.Options = append([]forms.Option{{Label: "Choose a service"}}, services...)
	f.Story, err = p.story(ctx, n, 1)
	return f, err
}

func newNeedForms(n needs.Need, now time.Time) *needForms {
	why := func(name, label, missing string) forms.Text {
		return forms.Text{Name: name, Label: label, Required: true, Max: 500, Rows: 2, Missing: missing}
	}
	today := day.Of(now)
	f := &needForms{
		Need: n, Now: now, Version: forms.Hidden{Name: "version", Required: true},
		Priority: forms.Radios{Name: "priority", Label: "How pressing is it?", Required: true, Small: true, Missing: "Select how pressing it is"},
		Why:      why("why", "Why", "Enter why it is more or less pressing"),
		Start:    forms.Date{Name: "start", Label: "Not before", Hint: "Its tasks come due from that day.", Noun: "day", Required: true, From: today.AddDays(1), To: today.AddDays(366)},
		At:       forms.Hidden{Name: "at"},
		Gone:     why("gone", "Why it is no longer wanted", "Enter why it is no longer wanted"),
		Route:    forms.Radios{Name: "route", Label: "Which way is right?", Required: true, Small: true, Missing: "Select the way that is right"},
		Because:  why("because", "Why", "Enter why another way is right"),
		To:       forms.Select{Name: "to", Label: "Service", Required: true, Missing: "Select the service that is to have it"},
		Reason:   why("reason", "What the service is to know, and why", "Enter why the service is to have it"),
		Again:    why("again", "Why it is wanted again", "Enter why it is wanted again"),
	}
	for _, one := range needs.Priorities() {
		f.Priority.Options = append(f.Priority.Options, forms.Option{Value: string(one), Label: priorityLabel(one)})
	}
	f.Priority.Set(string(n.Priority))
	f.Route.Set(n.Decision.Route)
	if !n.StartOn.IsZero() {
		f.Start.Set(n.StartOn)
	}
	f.Version.Set(strconv.FormatInt(n.Version, 10))
	return f
}

func (f *needForms) address() string {
	return "/requests/" + string(f.Need.Request) + "/needs/" + string(f.Need.ID)
}

// asked are the fields of a change's form.
func (f *needForms) asked(c needs.Change) []forms.Parser {
	switch {
	case c == needs.Reprioritise:
		return []forms.Parser{&f.Version, &f.Priority, &f.Why}
	case c == needs.Withdraw:
		return []forms.Parser{&f.Version, &f.Gone}
	case c == needs.TakeUp:
		return []forms.Parser{&f.Version, &f.Again}
	case c == needs.Reroute:
		return []forms.Parser{&f.Version, &f.Route, &f.Because}
	case c == needs.ReferOn:
		return []forms.Parser{&f.Version, &f.To, &f.Reason}
	case f.At.Raw == "now":
		return []forms.Parser{&f.Version}
	}
	return []forms.Parser{&f.Version, &f.Start}
}

func (p *pages) needPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.needForms(r.Context(), r)
	if err != nil {
		return err
	}
	return p.showNeed(w, r, http.StatusOK, f, nil)
}

func (p *pages) showNeed(w http.ResponseWriter, r *http.Request, status int, f *needForms, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{
		Title: "Change a need: " + f.Title, Back: "/requests/" + string(f.Need.Request), Section: "Requests", Errors: wrong, Body: needBody(f),
	})
}

// changeNeed answers the form of a change. When somebody else was first, the page says what
// they did and keeps what was typed.
func (p *pages) changeNeed(c needs.Change) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		f, err := p.needForms(r.Context(), r)
		if err != nil {
			return err
		}
		now := f.Version.Raw
		f.At.Parse(values)
		fields := f.asked(c)
		if !forms.Parse(values, fields...) {
			return p.showNeed(w, r, http.StatusUnprocessableEntity, f, forms.Errors(fields...))
		}
		seen := version(f.Version)
		err = p.doToNeed(r.Context(), f, c)
		if err == nil {
			web.Flash(w, r, f.done(c))
			return web.Redirect(w, r, "/requests/"+string(f.Need.Request))
		}
		if !slices.Contains([]fault.Kind{fault.Stale, fault.Conflict, fault.Invalid}, fault.KindOf(err)) {
			return err
		}
		if fault.KindOf(err) != fault.Invalid {
			f.Version.Set(now)
			if f.Changed, err = p.needChanged(r.Context(), f.Need, seen, err); err != nil && f.Changed.Columns == nil {
				return err
			}
		}
		return p.showNeed(w, r, web.Status(err), f, []forms.ErrorItem{{Href: "#changes", Text: fault.MessageOf(err)}})
	}
}

func (p *pages) doToNeed(ctx context.Context, f *needForms, c needs.Change) error {
	choice := tasks.NeedChoice{ID: f.Need.ID, Version: version(f.Version)}
	switch c {
	case needs.Reprioritise:
		return p.tasks.Reprioritise(ctx, choice, needs.Priority(f.Priority.Value()), f.Why.Value())
	case needs.Withdraw:
		return p.tasks.Withdraw(ctx, choice, f.Gone.Value())
	case needs.TakeUp:
		return p.tasks.TakeUp(ctx, choice, f.Again.Value())
	case needs.ReferOn:
		return p.tasks.ReferOn(ctx, choice, f.To.Value(), f.Reason.Value())
	case needs.Reroute:
		decided, err := p.around.Rerouted(ctx, f.Need.Decision, f.Route.Value(), f.Because.Value())
		if err != nil {
			return err
		}
		return p.tasks.Reroute(ctx, choice, decided, f.Because.Value())
	}
	if f.At.Raw == "now" {
		return p.tasks.StartOn(ctx, choice, day.Date{})
	}
	return p.tasks.StartOn(ctx, choice, f.Start.Value())
}

// done is what the request's page says after a change.
func (f *needForms) done(c needs.Change) string {
	switch {
	case c == needs.Reprioritise:
		return f.Title + " is " + f.Priority.Value() + " now"
	case c == needs.Withdraw:
		return f.Title + " is no longer wanted: its tasks have ended"
	case c == needs.TakeUp:
		return f.Title + " is open again, and its tasks are on the board"
	case c == needs.Reroute:
		return f.Title + " is met in another way now: its work is on the board"
	case c == needs.ReferOn:
		return f.Title + " is to be handed on as well: that work is on the board"
	case f.At.Raw == "now":
		return f.Title + " begins now"
	}
	return f.Title + " begins on " + f.Start.Value().Long()
}

// beginNow is the field by which a form says that a need begins at once.
func beginNow() forms.Hidden {
	f := forms.Hidden{Name: "at"}
	f.Set("now")
	return f
}
