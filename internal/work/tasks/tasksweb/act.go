package tasksweb

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/tasks"
)

// actions are the forms of a task's page: those its state allows.
type actions struct {
	Version forms.Hidden
	From    from // the list of the board it was opened from
	To      forms.Select
	Groups  []group
	Reason  forms.Text
	Outcome forms.Radios
	Note    forms.Text
	Asks    []*asking  // what the outcomes of a step ask
	PaperOn forms.Date // when it happened, of what is entered from paper
	PaperAt forms.String

	Mine  bool   // the caller has the task
	Works bool   // the caller works for its hub
	Kept  string // what was written in a form that is no longer on the page
	// Changed is what others did since the form that was sent was drawn.
	Changed govuk.Table
	staff   []forms.Option
	task    tasks.Task
	who     access.Principal
}

// group is one kind of helper in the list of whom to ask.
type group struct {
	Label   string
	Options []forms.Option
}

// actions makes the forms for a task as it stands.
func (p *pages) actions(ctx context.Context, t tasks.Task) (*actions, error) {
	f := &actions{
		Version: forms.Hidden{Name: "version", Required: true}, From: newFrom(),
		To:      forms.Select{Name: "to", Label: "Who to ask", Required: true, Missing: "Select who to ask"},
		Reason:  forms.Text{Name: "reason", Label: "Why they cannot", Required: true, Max: 500, Rows: 2, Missing: "Enter why they cannot, so that the next one asked can"},
		Outcome: forms.Radios{Name: "outcome", Label: "How did it go?", Required: true, Small: true, Missing: "Select how it went"},
		Note:    forms.Text{Name: "note", Label: "Note", Hint: "What the next person has to know. No health details.", Max: 1000, Rows: 3},
		PaperOn: forms.Date{Name: "paper-on", Label: "On which day did it happen?"},
		PaperAt: forms.String{Name: "paper-at", Label: "At what time did it happen?", Hint: "For example 14:30", Width: 5, Max: 10, Autocomplete: "off"},
		Mine:    mine(ctx, t), Works: access.From(ctx).HasFor(t.Neighbourhood, workers...), task: t, who: access.From(ctx),
	}
	f.Version.Set(strconv.FormatInt(t.Version, 10))
	for _, e := range t.Endings() {
		f.Outcome.Options = append(f.Outcome.Options, forms.Option{Value: e.Code, Label: e.Label})
	}
	f.Asks = asksOf(t.Endings())
	if f.Mine {
		f.Reason.Label = "Why you cannot"
	}
	if !f.Can(tasks.Assign) {
		return f, nil
	}
	helpers, err := p.around.Helpers(ctx, t)
	f.offer(t, helpers)
	return f, err
}

// offer puts the kinds of helper that may do the task in the list.
func (f *actions) offer(t tasks.Task, h Helpers) {
	f.To.Options, f.staff = []forms.Option{{Label: "Choose somebody"}}, h.Staff
	for _, g := range []struct {
		kind tasks.AssigneeKind
		group
	}{
		{tasks.ToVolunteer, group{"Volunteers", h.Volunteers}},
		{tasks.ToOrganisation, group{"Organisations", h.Organisations}},
		{tasks.ToStaff, group{"Staff", h.Staff}},
	} {
		if t.GoesTo(g.kind) && len(g.Options) > 0 {
			f.Groups = append(f.Groups, g.group)
			f.To.Options = append(f.To.Options, g.Options...)
		}
	}
}

// Can reports whether the page offers an action: the state allows it, the caller may, and
// it would change something.
func (f *actions) Can(a tasks.Action) bool {
	if !slices.Contains(f.task.Actions(f.who), a) {
		return false
	}
	return a != tasks.Claim || (f.task.GoesTo(tasks.ToStaff) && !f.Mine)
}

// asked are the fields of an action's form.
func (f *actions) asked(a tasks.Action, values url.Values) []forms.Parser {
	fields := []forms.Parser{&f.Version}
	switch a {
	case tasks.Assign:
		return append(fields, &f.To)
	case tasks.Decline:
		return append(fields, &f.Reason)
	case tasks.Record:
		fields = append(fields, &f.Outcome)
		if more := f.more(values); more != nil {
			fields = append(fields, more.fields()...)
		}
		return append(fields, &f.PaperOn, &f.PaperAt, &f.Note)
	}
	return fields
}

// act answers the form of an action.
func (p *pages) act(a tasks.Action) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		id, err := ident.Parse[tasks.Task](r.PathValue("id"))
		if err != nil {
			return err
		}
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		t, err := p.tasks.Task(r.Context(), id)
		if err != nil {
			return err
		}
		f, err := p.actions(r.Context(), t)
		if err != nil {
			return err
		}
		f.From.read(values)
		if f.Can(a) && !forms.Parse(values, f.asked(a, values)...) {
			return p.show(w, r, http.StatusUnprocessableEntity, t, f, forms.Errors(f.asked(a, values)...))
		}
		if err := p.do(r.Context(), f, a, f.more(values)); err != nil {
			return p.showWhy(w, r, id, a, values, err)
		}
		web.Flash(w, r, f.said(a))
		return web.Redirect(w, r, f.From.after(id, a))
	}
}

// said is what the page says after an action. Staff who are asked have the task at once.
func (f *actions) said(a tasks.Action) string {
	if a == tasks.Assign && slices.ContainsFunc(f.staff, func(o forms.Option) bool { return o.Value == f.To.Value() }) {
		return "The task is theirs now"
	}
	return said[a]
}

var said = map[tasks.Action]string{
	tasks.Claim: "You have the task", tasks.Assign: "Asked. The task waits for their answer",
	tasks.Accept: "Noted: the task is accepted", tasks.Decline: "Noted: the task is open again",
	tasks.Free: "The task is open again", tasks.Record: "How it went is recorded", tasks.Reopen: "The task is open again",
}

// do calls the use case of an action whose form was right.
func (p *pages) do(ctx context.Context, f *actions, a tasks.Action, more *asking) error {
	if !f.Can(a) {
		return f.overtaken(a)
	}
	c := tasks.Choice{ID: f.task.ID, Version: version(f.Version)}
	switch a {
	case tasks.Claim:
		return p.tasks.Claim(ctx, c)
	case tasks.Assign:
		to, err := p.around.Assignee(ctx, f.To.Value())
		if err != nil {
			return err
		}
		return p.tasks.Assign(ctx, c, to)
	case tasks.Accept:
		return p.tasks.Accept(ctx, c)
	case tasks.Decline:
		return p.tasks.Decline(ctx, c, f.Reason.Value())
	case tasks.Free:
		return p.tasks.Free(ctx, c)
	case tasks.Record:
		return p.record(ctx, f, c, tasks.Outcome{Code: f.Outcome.Value(), Note: f.Note.Value(), Answers: more.answers()})
	default:
		return p.tasks.ReopenTask(ctx, c)
	}
}

// version is the one a form was drawn with. What is no number is the version of nothing,
// and so never the latest.
func version(f forms.Hidden) int64 {
	n, _ := strconv.ParseInt(f.Value(), 10, 64)
	return n
}

// overtaken says why an action that was sent is no longer on the page.
func (f *actions) overtaken(a tasks.Action) error {
	if !f.task.Lets(f.who, a) {
		return fault.New(fault.Forbidden, "tasks.not-yours", "Only the coordinators and managers of the task's hub can do this.")
	}
	now := "it is now " + strings.ToLower(f.task.State.Label())
	if f.Mine {
		now += ", with you"
	} else if !f.task.Assignee.IsZero() {
		now += ", with " + f.task.Assignee.Name
	}
	return fault.New(fault.Conflict, "tasks.overtaken", "The task has changed since you opened it, and this can no longer be done: "+now+".")
}

// showWhy draws the page as the task stands now, with what was typed and why it could not
// be done. Errors that nobody can mend on the page are passed on.
func (p *pages) showWhy(w http.ResponseWriter, r *http.Request, id tasks.ID, a tasks.Action, values url.Values, why error) error {
	kind := fault.KindOf(why)
	if kind != fault.Stale && kind != fault.Conflict && kind != fault.Invalid {
		return why
	}
	t, err := p.tasks.Task(r.Context(), id)
	if err != nil {
		return err
	}
	f, err := p.actions(r.Context(), t)
	if err != nil {
		return err
	}
	f.From.read(values)
	if kind != fault.Invalid {
		seen, _ := strconv.ParseInt(values.Get("version"), 10, 64) // what is no number was never read
		if f.Changed, err = p.changed(r.Context(), t, seen); err != nil {
			return err
		}
	}
	wrong := f.again(a, values, kind, fault.MessageOf(why))
	return p.show(w, r, web.Status(why), t, f, wrong)
}

// again fills the forms with what was typed. The version is the one now shown: whoever
// sends the form again has seen what changed.
func (f *actions) again(a tasks.Action, values url.Values, kind fault.Kind, why string) []forms.ErrorItem {
	now := f.Version.Raw
	defer func() { f.Version.Set(now) }()
	if !f.Can(a) {
		f.Kept = f.typed(a, values)
		return []forms.ErrorItem{{Href: "#actions", Text: why}}
	}
	fields := f.asked(a, values)
	forms.Parse(values, fields...)
	f.Version.Error = ""
	if failed, ok := fields[len(fields)-1].(interface{ Fail(string) }); ok && kind == fault.Invalid {
		failed.Fail(why)
		return forms.Errors(fields...)
	}
	return append([]forms.ErrorItem{{Href: "#actions", Text: why}}, forms.Errors(fields...)...)
}

// typed is what somebody sent with a form that is no longer on the page.
func (f *actions) typed(a tasks.Action, values url.Values) string {
	lines := []string{values.Get("reason"), values.Get("note")}
	if a == tasks.Record {
		f.Outcome.Parse(values)
		lines = append([]string{f.Outcome.Chosen().Label}, lines...)
	}
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.TrimSpace(line) == "" }), "\n")
}
