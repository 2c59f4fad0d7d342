package tasksweb

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/registers/contacts/contactsview"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/needs/needsview"
	"kith/internal/work/tasks"
)

// view is a task as its page shows it to the caller.
type view struct {
	Task        tasks.Task // veiled when Veiled
	Now         time.Time
	Veiled      bool
	Hub         string
	Category    string
	Person      people.Record // without an id when Veiled
	Reach       people.Reach
	Circle      households.Circle // who is around the person; empty when the caller may not see
	Shield      contacts.Shield   // who else is in touch; of a task that is a contact
	Look        contactsview.Look // how the shield is shown
	Rings       bool              // the caller may take them to ring now
	Withheld    bool              // the address is not to be shown here
	Request     needs.Request     // without an id when the caller may not see it
	Notes       []string          // what triage asks to bear in mind
	Reasons     []needs.Reason
	Others      []tasks.Task
	Destination Destination
	NoService   string // why there is nowhere to refer to; "" when there is
	MayAct      bool
	Handed      []needsview.HandOver // the last time its request left a hub; none where it never did
	Panels      []templ.Component    // of other features
	Story       templ.Component      // what happened for the person; nil when the caller may not see
}

func (p *pages) task(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[tasks.Task](r.PathValue("id"))
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
	return p.show(w, r, http.StatusOK, t, f, nil)
}

// show draws a task with its forms, and what was wrong with the one that was sent.
func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, t tasks.Task, f *actions, wrong []forms.ErrorItem) error {
	v, err := p.view(r.Context(), t)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, web.Page{
		Title: v.Task.Title, Back: f.From.back(), Section: section, Wide: true, Errors: wrong, Body: taskPage(v, f),
	})
}

func (p *pages) view(ctx context.Context, t tasks.Task) (v view, err error) {
	all, err := p.needsOf(ctx, t)
	if err != nil {
		return view{}, err
	}
	v = view{Task: t, Now: p.around.Now(), MayAct: mayAct(ctx, t)}
	if v.Hub, err = p.hubName(ctx, t.Neighbourhood); err != nil {
		return view{}, err
	}
	if v.Others, err = p.of(ctx, t.Request, all); err != nil {
		return view{}, err
	}
	if v.Request, err = p.needs.Request(ctx, t.Request); err != nil && !hidden(err) {
		return view{}, err
	}
	if more := labelsOf(all, t.Need); !t.Named(access.From(ctx), more...) {
		v.Task, v.Veiled = t.ShownTo(access.From(ctx), more...), true
		return v, nil
	}
	v.Category = p.around.CategoryName(ctx, t.Category)
	v.why(ctx, all)
	if err := p.handed(ctx, &v); err != nil {
		return view{}, err
	}
	if t.Kind == tasks.Refer {
		if err := p.destination(ctx, &v); err != nil {
			return view{}, err
		}
	}
	if v.Person, err = p.around.Record(ctx, t.Record, journal.Object{Kind: "task", ID: string(t.ID)}); err != nil {
		return view{}, err
	}
	if v.Reach, err = p.around.Reach(ctx, t.Record); err != nil {
		return view{}, err
	}
	if err := p.shield(ctx, &v, t); err != nil {
		return view{}, err
	}
	if v.Circle, err = p.around.Circle(ctx, t.Record); err != nil && !hidden(err) {
		return view{}, err // somebody of another hub works from what the task says
	}
	if v.Story, err = p.around.Story(ctx, t.Record); err != nil && !hidden(err) {
		return view{}, err
	}
	v.Panels, err = p.panels(ctx, t, all)
	return v, err
}

// shield looks who else is in touch with whoever a task contacts.
func (p *pages) shield(ctx context.Context, v *view, t tasks.Task) (err error) {
	if t.Kind.Method() == "" || !t.State.Open() {
		return nil
	}
	v.Look = contactsview.Look{Now: v.Now, Name: func(id string) string { return p.around.AccountName(ctx, id) }}
	v.Shield, err = p.around.Shield(ctx, t.Record, contacts.Wish{
		Method: t.Kind.Method(), Task: string(t.ID), Agency: access.From(ctx).OrganisationID(), Urgent: t.Priority == needs.Emergency,
	})
	v.Rings = v.Shield.Allowed() && t.Kind.Method() == contacts.Phone && (t.HeldBy(access.From(ctx)) || access.From(ctx).HasFor(t.Neighbourhood, holders...))
	return err
}

// panels are what other features show of the need a task serves.
func (p *pages) panels(ctx context.Context, t tasks.Task, all []needs.Need) ([]templ.Component, error) {
	for _, n := range all {
		if n.ID == t.Need {
			return p.around.Panels(ctx, n, t)
		}
	}
	return nil, nil
}

// needsOf are the needs of a task's request. Somebody of another hub who was given the task
// sees none of them, and works from what the task says.
func (p *pages) needsOf(ctx context.Context, t tasks.Task) ([]needs.Need, error) {
	all, err := p.needs.NeedsOf(ctx, t.Request)
	if hidden(err) && mine(ctx, t) {
		return nil, nil
	}
	return all, err
}

// handed says how the task's request came to the hub that has it, where another had it.
func (p *pages) handed(ctx context.Context, v *view) error {
	if v.Request.ID == "" {
		return nil
	}
	names, err := p.names(ctx)
	if err != nil {
		return err
	}
	found, err := p.needs.HandOvers(ctx, v.Request.ID)
	if len(found) > 0 {
		v.Handed = append(v.Handed, names.HandOver(found[0]))
	}
	return err
}

// names gives what hubs and accounts are called.
func (p *pages) names(ctx context.Context) (needsview.Names, error) {
	all, err := p.around.Neighbourhoods(ctx)
	return needsview.Names{
		Hub: func(id string) string {
			for _, n := range all {
				if n.ID == id {
					return n.Name
				}
			}
			return cmp.Or(id, "Coordination queue")
		},
		Account: func(id string) string { return p.around.AccountName(ctx, id) },
		Now:     p.around.Now(),
	}, err
}

// hidden reports whether an error says that the caller may not see something.
func hidden(err error) bool {
	return err != nil && (fault.KindOf(err) == fault.Forbidden || fault.KindOf(err) == fault.NotFound)
}

func labelsOf(all []needs.Need, id needs.NeedID) []needs.Label {
	for _, n := range all {
		if n.ID == id {
			return n.Decision.Labels
		}
	}
	return nil
}

// why gathers what triage decided: for the need the task serves, or for a first contact
// every need of the request. A need that went straight to a service is never named at a
// hub, and a restricted one only to those who may know.
func (v *view) why(ctx context.Context, all []needs.Need) {
	for _, n := range all {
		serves := n.ID == v.Task.Need
		whole := v.Task.Need == "" && n.Decision.StraightTo == "" && v.Task.Named(access.From(ctx), n.Decision.Labels...)
		if !serves && !whole {
			continue
		}
		v.Reasons = append(v.Reasons, n.Decision.Reasons...)
		if !serves { // the task that serves the need has them in its instruction
			for _, flag := range n.Decision.Flags {
				if !slices.Contains(v.Notes, flag) {
					v.Notes = append(v.Notes, flag)
				}
			}
		}
		for _, l := range n.Decision.Labels {
			v.Withheld = v.Withheld || l == needs.AddressWithheld
		}
	}
	for _, l := range v.Task.Labels {
		v.Withheld = v.Withheld || l == needs.AddressWithheld
	}
	v.Withheld = v.Withheld && !v.MayAct
}

// destination finds where a referral goes. Having nowhere to send it does not close the
// page: it is what the page has to say.
func (p *pages) destination(ctx context.Context, v *view) (err error) {
	v.Destination, err = p.around.Destination(ctx, v.Task.Destination, v.Task.Neighbourhood)
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Unavailable:
		v.NoService = cmp.Or(fault.MessageOf(err), "No service takes this referral at the moment. Tell the coordination team.")
		return nil
	}
	return err
}

// hubName is a neighbourhood in words; "" is the coordination queue.
func (p *pages) hubName(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "Coordination queue", nil
	}
	all, err := p.around.Neighbourhoods(ctx)
	for _, n := range all {
		if n.ID == id {
			return n.Name, nil
		}
	}
	return id, err
}
