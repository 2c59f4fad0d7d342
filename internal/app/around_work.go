package app

import (
	"context"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleweb"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/needs/needsweb"
	"kith/internal/work/referrals"
	"kith/internal/work/tasks"
	"kith/internal/work/tasks/tasksweb"
)

// Now is the time by the program's clock.
func (f facts) Now() time.Time { return f.Clock.Now() }

// Record is one record of a person, noted as looked at because of something.
func (f facts) Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error) {
	return f.People.Record(ctx, id, because)
}

// Saw notes that names of a list were shown.
func (f facts) Saw(ctx context.Context, e journal.Entry) error {
	return f.Journal.Reads().Saw(ctx, e)
}

// Took writes into the journal what somebody takes in a file.
func (f facts) Took(ctx context.Context, e journal.Entry) error {
	return f.Journal.Reads().SawFirst(ctx, e)
}

// AskedAs finds whom a request is for by the reference somebody reads out. It finds nobody
// where the text is no reference, or where the caller may not see the request or the person.
func (f facts) AskedAs(ctx context.Context, text string) ([]people.Hit, error) {
	reference, err := ident.ParseReference(text)
	if err != nil {
		return nil, nil
	}
	all, err := f.Needs.Requests(ctx, needs.RequestFilter{Reference: reference, Limit: 1})
	if err != nil || len(all) == 0 || all[0].Shut {
		return nil, err
	}
	p, err := f.People.Person(ctx, people.PersonID(all[0].Record))
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	return []people.Hit{{Person: p.ID, Record: p.Current()}}, err
}

// TitleName is a title of roles.yaml in words; "" when there is none.
func (f facts) TitleName(ctx context.Context, id string) string {
	roles, err := partOf[*accounts.Roles](ctx, f.App)
	if err != nil || roles == nil {
		return ""
	}
	title, _ := roles.Find(id)
	return title.Title
}

// Referred is the request with a reference, whoever may know of it; "" when there is none. It is
// for emergencies.
func (f facts) Referred(ctx context.Context, reference ident.Reference) (needs.RequestID, error) {
	r, _, err := needs.ByReference(f.DB.Read(ctx), reference)
	return r.ID, err
}

// RecordOf is whom a request is for, whoever may know of it: for emergencies.
func (f facts) RecordOf(ctx context.Context, id needs.RequestID) (people.RecordID, error) {
	r, err := needs.RequestIn(f.DB.Read(ctx), id)
	return r.Record, err
}

// Reach is how whoever a record is of may be reached.
func (f facts) Reach(ctx context.Context, id people.RecordID) (people.Reach, error) {
	return f.People.Reach(ctx, id)
}

// Story is the latest of what happened for whoever a record is of.
func (f facts) Story(ctx context.Context, id people.RecordID) (templ.Component, error) {
	p, err := f.People.Person(ctx, people.PersonID(id))
	if err != nil {
		return nil, err
	}
	return peopleweb.StoryPanel(f.People, f).Show(ctx, p)
}

// Circle is who is around whoever a record is of.
func (f facts) Circle(ctx context.Context, id people.RecordID) (households.Circle, error) {
	return f.Households.Around(ctx, people.PersonID(id))
}

// Shield is who else is in touch with whoever a record is of.
func (f facts) Shield(ctx context.Context, id people.RecordID, w contacts.Wish) (contacts.Shield, error) {
	return f.Contacts.Shield(ctx, id, w)
}

// ToRing are the calls that are still to be made to a person.
func (f facts) ToRing(ctx context.Context, p people.Person) ([]tasks.Task, error) {
	return f.App.Tasks.ToRing(ctx, p)
}

// RungOn are the calls that are still to be made on some numbers to others than a person.
// That these people were shown is noted.
func (f facts) RungOn(ctx context.Context, numbers []phone.Number, not people.PersonID) ([]tasks.Rung, bool, error) {
	all, ask, err := f.App.Tasks.RungOn(ctx, numbers, not)
	if err != nil || len(all) == 0 {
		return all, ask, err
	}
	entry := journal.Entry{Verb: "was shown people who were to be rung on a number", Topic: "calls.rung-on"}
	for _, one := range all {
		entry.Objects = append(entry.Objects, journal.Object{Kind: "person", ID: string(one.Person)})
	}
	return all, ask, f.Saw(ctx, entry)
}

// RangBack records such a call as made, because the person rang us.
func (f facts) RangBack(ctx context.Context, c tasks.Choice) error {
	return f.App.Tasks.RangBack(ctx, c)
}

// Callers are the staff of a hub who can be given calls.
func (f facts) Callers(ctx context.Context, hub string) (all []tasks.Assignee, err error) {
	helpers, err := f.Board.WhoCanHelp(ctx, hub, "")
	for _, one := range helpers {
		if one.Kind == tasks.ToStaff {
			all = append(all, one.Assignee)
		}
	}
	return all, err
}

// Questions are those a request was taken by.
func (f facts) Questions(ctx context.Context, version string) (*answers.Questions, error) {
	b, err := f.Blueprints.At(ctx, version)
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*answers.Questions](b), nil
}

// Tasks are the tasks of a request, without the titles whoever asks may not read.
func (f facts) Tasks(ctx context.Context, id needs.RequestID) ([]needsweb.TaskLink, error) {
	all, err := f.App.Tasks.OfRequest(ctx, id)
	if err != nil {
		return nil, err
	}
	var links []needsweb.TaskLink
	for _, t := range all {
		links = append(links, needsweb.TaskLink{
			ID: string(t.ID), Title: t.ShownTo(access.From(ctx)).Title, Href: "/tasks/" + string(t.ID), State: t.State.Label(),
			Standing: string(t.State), Late: t.Late(f.Now()), Version: t.Version,
		})
	}
	return links, nil
}

// Helpers are those who could be asked to do a task, those who have least to do first.
func (f facts) Helpers(ctx context.Context, t tasks.Task) (h tasksweb.Helpers, err error) {
	all, err := f.Board.WhoCanHelp(ctx, t.Neighbourhood, t.Category)
	if err != nil {
		return h, err
	}
	for _, one := range all {
		option := forms.Option{Value: string(one.Kind) + ":" + one.ID, Label: one.Name}
		switch one.Kind {
		case tasks.ToVolunteer:
			h.Volunteers = append(h.Volunteers, option)
		case tasks.ToOrganisation:
			h.Organisations = append(h.Organisations, option)
		default:
			h.Staff = append(h.Staff, option)
		}
	}
	return h, nil
}

// Assignee finds whom an option of [facts.Helpers] names, as far as the caller may give
// them work.
func (f facts) Assignee(ctx context.Context, value string) (tasks.Assignee, error) {
	all, err := f.Board.WhoCanHelp(ctx, "", "")
	if err != nil {
		return tasks.Assignee{}, err
	}
	kind, id, _ := strings.Cut(value, ":")
	for _, one := range all {
		if string(one.Kind) == kind && one.ID == id {
			return one.Assignee, nil
		}
	}
	return tasks.Assignee{}, fault.New(fault.Invalid, "app.no-such-helper", "Choose who to ask from the list.")
}

// Destination is the service a need is referred to, as it stands today.
func (f facts) Destination(ctx context.Context, id, neighbourhood string) (tasksweb.Destination, error) {
	all, err := partOf[*referrals.Destinations](ctx, f.App)
	if err != nil {
		return tasksweb.Destination{}, err
	}
	resolved, err := all.Resolve(id, neighbourhood, day.Of(f.Now()))
	if err != nil {
		return tasksweb.Destination{}, err
	}
	return tasksweb.Destination{
		Name: resolved.Name, Phone: resolved.Phone, Hours: resolved.Hours, Standing: tasksweb.Standing(resolved.StatusOn(day.Of(f.Now()))),
		Reason: strings.Join(append(resolved.Instead, resolved.Limit), " "),
	}, nil
}

// Arrival is how a request came in besides its channel, in words.
func (f facts) Arrival(ctx context.Context, id needs.RequestID) (needsweb.Arrival, error) {
	a, err := f.Intake.Arrival(ctx, id)
	return needsweb.Arrival{Place: a.Place, ReferredBy: a.Referrer.Words(), Knows: a.Referrer.Agrees.Label()}, err
}

// CategoryName is a kind of need in words.
func (f facts) CategoryName(ctx context.Context, id string) string {
	catalogue, err := partOf[*needs.Catalogue](ctx, f.App)
	if err != nil {
		return id
	}
	c, ok := catalogue.Find(id)
	return nameOr(c.Name, ok, id)
}

// Destinations are the services that take a need of this kind and place, and how they stand
// today.
func (f facts) Destinations(ctx context.Context, n needs.Need) (all []forms.Option, err error) {
	services, err := partOf[*referrals.Destinations](ctx, f.App)
	if err != nil {
		return nil, err
	}
	for _, d := range services.Taking(n.Category, n.Neighbourhood) {
		label := d.Name
		switch goes, err := services.Resolve(d.ID, n.Neighbourhood, day.Of(f.Clock.Now())); {
		case err != nil:
			label += " – takes nobody now"
		case goes.ID != d.ID:
			label += " – takes nobody now; it goes to: " + goes.Name
		case goes.Limit != "":
			label += " – limited: " + goes.Limit
		}
		all = append(all, forms.Option{Value: d.ID, Label: label})
	}
	return all, nil
}

// Routes are the ways in which a kind of need may be met.
func (f facts) Routes(ctx context.Context, category string) (all []forms.Option, err error) {
	triage, err := partOf[*needs.Triage](ctx, f.App)
	if err != nil {
		return nil, err
	}
	for _, r := range triage.RoutesOf(category) {
		all = append(all, forms.Option{Value: r.ID, Label: r.Name, Hint: r.Description})
	}
	return all, nil
}

// Rerouted is what triage decided with another way, with why.
func (f facts) Rerouted(ctx context.Context, decided needs.Result, route, because string) (needs.Result, error) {
	triage, err := partOf[*needs.Triage](ctx, f.App)
	if err != nil {
		return needs.Result{}, err
	}
	return triage.Rerouted(decided, route, because)
}

// RouteName is a way to meet a need in words.
func (f facts) RouteName(ctx context.Context, id string) string {
	triage, err := partOf[*needs.Triage](ctx, f.App)
	if err != nil {
		return id
	}
	r, ok := triage.Route(id)
	return nameOr(r.Name, ok, id)
}

// ExtraName is something that goes with the help, in words.
func (f facts) ExtraName(ctx context.Context, id string) string {
	triage, err := partOf[*needs.Triage](ctx, f.App)
	if err != nil {
		return id
	}
	e, ok := triage.Extra(id)
	return nameOr(e.Name, ok, id)
}

// SignpostName is the name of help that people can reach without the council.
func (f facts) SignpostName(ctx context.Context, id string) string {
	signposts, err := partOf[*directory.Signposts](ctx, f.App)
	if err != nil {
		return id
	}
	s, ok := signposts.Find(id)
	return nameOr(s.Name, ok, id)
}

// DestinationName is the name of a service that needs are referred to.
func (f facts) DestinationName(ctx context.Context, id string) string {
	all, err := partOf[*referrals.Destinations](ctx, f.App)
	if err != nil {
		return id
	}
	d, ok := all.Serving(id, "")
	return nameOr(d.Name, ok, id)
}

// AccountName is the name of whoever holds an account, and of those who have none.
func (f facts) AccountName(ctx context.Context, id string) string {
	switch {
	case id == "public":
		return "the public form"
	case id == "demo":
		return "the demo"
	case strings.HasPrefix(id, "organisation:"):
		return "an organisation"
	case strings.Contains(id, "."): // a job, "<package>.<what it does>"
		return "Kith itself"
	}
	name := f.Accounts.Name(ctx, accounts.ID(id))
	return nameOr(name, name != "", id)
}

func nameOr(name string, known bool, id string) string {
	if !known {
		return id
	}
	return name
}
