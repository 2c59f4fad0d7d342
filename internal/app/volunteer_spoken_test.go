package app

import (
	"errors"
	"net/url"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/registers/volunteers"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// TestAVolunteersPagesSayNothingOutsideTheCatalogue looks at every page of a volunteer who
// came in by a link, in the made-up language, with work they said yes to, work they are asked
// for, and all that goes with both.
func TestAVolunteersPagesSayNothingOutsideTheCatalogue(t *testing.T) {
	w := newWalker(t)
	a := w.app
	ctx := central(a.As(t.Context(), "test", "walk"))
	v, err := a.Volunteers.Add(ctx, volunteers.NewVolunteer{
		GivenNames: typed, BornOn: day.New(1980, 1, 1), Phone: "+447700900124", Neighbourhood: "hapi", Activities: []string{"comfort-call", "shopping"},
	})
	must(t, err)
	rules, err := a.Volunteers.Rules(ctx)
	must(t, err, a.Volunteers.Agree(ctx, v.ID))
	all := given(t, a)
	pages := []string{"/helping", "/helping/what-i-can-do", "/helping/tell", "/helping/stop", "/helping/principles"}
	for _, m := range rules.Modules { // before the induction the first page tells what is lacking
		pages = append(pages, "/helping/learn/"+m.ID)
	}
	token, err := a.Accounts.MakePass(ctx, string(v.ID))
	must(t, err)
	session, err := a.Accounts.EnterByPass(ctx, token)
	must(t, err)
	in := jar{"kith": session}
	w.seen = map[string]bool{}
	look := func(all ...string) {
		for _, page := range all {
			w.get(in, page, deepest)
		}
	}
	look(pages...)
	self := access.With(ctx, access.Principal{Account: "volunteer:" + string(v.ID), Name: typed, Grants: []access.Grant{{Role: access.Volunteer, Volunteer: string(v.ID)}}})
	for _, c := range rules.Checks {
		for range c.Times() {
			_, err := a.Volunteers.RecordCheck(ctx, v.ID, volunteers.Held{Check: c.ID, Level: c.Level, Number: "001234567890", IssuedOn: day.Today(a.Clock), ExpiresOn: day.Today(a.Clock).AddDays(300), SeenBy: "test", SeenHow: "both papers"})
			must(t, err)
		}
	}
	for _, m := range rules.Modules {
		must(t, a.Volunteers.PassInPerson(ctx, v.ID, m.ID, "test"))
	}
	for i, id := range all {
		task, err := tasks.In(a.DB.Read(ctx), id)
		must(t, err, a.Tasks.Assign(ctx, tasks.Choice{ID: id, Version: task.Version}, tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(v.ID), Name: v.Name()}))
		if page := "/helping/tasks/" + string(id); i == 0 {
			look(page)
			task, err = tasks.In(a.DB.Read(ctx), id)
			must(t, err, a.Tasks.Accept(self, tasks.Choice{ID: id, Version: task.Version}))
			look(page, page+"/worry")
			w.post(in, page+"/outcome", url.Values{govuk.CSRFField: {w.csrf}, "minutes": {"x"}}, deepest)
			w.post(in, page+"/worry", url.Values{govuk.CSRFField: {w.csrf}}, deepest)
		}
	}
	look("/helping")
	for _, page := range []string{"/helping/tell", "/helping/stop", "/helping/what-i-can-do", "/helping/learn/" + rules.Modules[0].ID} {
		w.post(in, page, url.Values{govuk.CSRFField: {w.csrf}}, deepest)
	}
	w.get(in, "/helping/tasks/"+string(all[0]), deepest)
	if w.pages < 15 {
		t.Errorf("only %d pages were looked at", w.pages)
	}
}

// given are two open tasks of one request, which volunteers may do.
func given(t *testing.T, a *App) (found []tasks.ID) {
	t.Helper()
	ctx := a.As(t.Context(), "test", "walk")
	receipt, err := a.Intake.Ask(ctx, intake.Asking{Channel: needs.Web, Key: "asked", Answers: answers.Answers{
		answers.AskWhoFor: {"me"}, answers.AskFirstName: {typed}, answers.AskLastName: {typed}, answers.AskPhone: {"07700 900125"},
		answers.AskSafeContact: {"call"}, answers.AskAddress: {typed}, answers.AskPostcode: {"WN2 3EB"}, answers.AskNeeds: {"comfort-call", "shopping"},
	}})
	must(t, err)
	request, err := needs.ByCode(a.DB.Read(ctx), receipt.Reference, receipt.Code)
	must(t, err)
	all, err := a.Tasks.OfRequest(central(ctx), request.ID)
	must(t, err)
	for _, task := range all {
		if task.GoesTo(tasks.ToVolunteer) {
			found = append(found, task.ID)
		}
	}
	if len(found) < 2 {
		t.Fatalf("%d tasks are for volunteers of %+v", len(found), all)
	}
	return found
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}
