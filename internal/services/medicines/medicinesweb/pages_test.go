package medicinesweb_test

import (
	"context"
	"net/url"
	"strconv"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/medicines"
	"kith/internal/services/medicines/medicinesweb"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// desk is a hub at its pages.
type desk struct {
	*boardtest.Hub
	t      *testing.T
	people *people.Service
	site   *webtest.Site
	hub    *webtest.Browser
}

func (d *desk) Saw(context.Context, journal.Entry) error      { return nil }
func (d *desk) SawFirst(context.Context, journal.Entry) error { return nil }
func (d *desk) Now() time.Time                                { return d.Clock.Now() }
func (d *desk) AccountName(context.Context, string) string    { return "Sam Hub" }
func (d *desk) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (d *desk) Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error) {
	return d.people.Record(ctx, id, because)
}

func (d *desk) Given(_ context.Context, _ needs.RequestID, question string) string {
	return map[string]string{"pharmacy": "High Street Pharmacy", "medicine_kind": "I do not know"}[question]
}

func somebody(account string, role access.Role, hood string) access.Principal {
	return access.Principal{Account: account, Name: account, Grants: []access.Grant{{Role: role, Neighbourhood: hood}}}
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, Hub: boardtest.New(t, medicines.Static().Migrations, deliveries.Static().Migrations)}
	d.people = people.New(d.DB, d)
	if err := d.people.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	s := medicines.New(d.DB, boardtest.Wigan(t), d)
	d.Tasks.WatchedBy(s)
	d.site = webtest.New(t, d.Borough(), d.Clock, nil)
	d.site.Mount(medicinesweb.Pages(s, d))
	d.hub = d.site.As(somebody("hub", access.Coordinator, "hapi"))
	return d
}

func (d *desk) task() (tasks.Task, string) {
	t := d.Add(boardtest.Work{
		Given: "Amina Noor", Family: "Khan", Hub: "hapi", Address: places.Address{Line1: "4 Mill Lane", Postcode: "WN2 3EB"},
		Task: tasks.NewTask{Category: "medicines", Title: "Fetch a prescription", WhoMay: []needs.Doer{needs.Staff}, Labels: []needs.Label{needs.Health}},
	})
	return t, "/medicines/" + string(t.Need)
}

func heard(version int, controlled string, more url.Values) url.Values {
	form := url.Values{
		"version": {strconv.Itoa(version)}, "pharmacy": {"High Street Pharmacy"}, "phone": {"01632 960144"}, "ready-note": {"after 2pm"},
		"payment": {"exempt"}, "proof": {"letter", "details"}, "controlled": {controlled}, "said-by": {"Priya"},
	}
	for name, values := range more {
		form[name] = values
	}
	return form
}

func TestFromThePharmacyToTheDoor(t *testing.T) {
	d := newDesk(t)
	d.hub.Get("/medicines").Is(200).Says("No medicine waits to be fetched")
	_, at := d.task()
	d.hub.Get("/medicines").Says("Amina K.", "Ring the pharmacy", "Not known")
	d.hub.Get(at).Is(200).Says("Council staff only, until the pharmacy says", "They said High Street Pharmacy I do not know", "Nobody pays at the counter").
		Has(`value="High Street Pharmacy"`).Hides("It was fetched")
	d.hub.Post(at+"/hear", heard(0, "", nil)).Is(422).Says("Select what the pharmacy says").Has("after 2pm")
	d.hub.Post(at+"/hear", heard(0, "no", url.Values{"said-by": nil})).Is(422).Says("Enter who at the pharmacy said so").Has("after 2pm")
	d.hub.Post(at+"/hear", heard(0, "no", nil)).LeadsTo(at)
	d.hub.Get(at).Says("is written down", "A volunteer with the letter may fetch it", "Said by Priya", "Written down by Sam Hub", "01632 960144", "No charge: they are exempt")
	on := url.Values{"version": {"1"}, "postcode": {"nowhere"}, "when-day": {"7"}, "when-month": {"4"}, "when-year": {"2020"}, "part": {"any"}}
	d.hub.Post(at+"/round", on).Is(422).Says("Enter the pharmacy's postcode, such as WN2 3EB").Has(`value="nowhere"`)
	on.Set("postcode", "WN2 3AB")
	d.hub.Post(at+"/round", on).LeadsTo(at)
	d.hub.Get(at).Says("A round is asked for: 7 April 2020, Any time")
	d.hub.Post(at+"/hear", heard(0, "yes", nil)).Is(409).Says("Somebody else has changed this").Has(`name="version" value="1"`)
	d.hub.Get(at+"/sheet").Is(200).Says("Amina Noor Khan", "4 Mill Lane", "High Street Pharmacy", "The volunteer letter", "No cash, no card, no PIN", "Never leave it on the step")
	d.hub.Post(at+"/fetch", url.Values{"version": {"1"}, "from": {"Priya"}, "by": {""}, "sealed": {"yes"}}).Is(422).Says("Enter who took it").Has(`value="Priya"`)
	d.hub.Post(at+"/fetch", url.Values{"version": {"1"}, "from": {"Priya"}, "by": {"Jo"}, "sealed": {"yes"}}).LeadsTo(at)
	d.hub.Get("/medicines").Says("On its way to them").Hides("Late")
	d.Clock.Advance(3 * time.Hour)
	d.hub.Get("/medicines").Says("Late: find out where it is")
	d.hub.Post(at+"/return", url.Values{"version": {"2"}, "back-to": {"Priya"}}).Is(422).Says("Enter why it was not handed over").Has(`value="Priya"`)
	d.hub.Post(at+"/return", url.Values{"version": {"2"}, "back-to": {"Priya"}, "why": {"Nobody opened."}}).LeadsTo(at)
	d.hub.Get(at).Says("Back at the pharmacy", "Nobody opened.")
	d.hub.Post(at+"/fetch", url.Values{"version": {"3"}, "from": {"Priya"}, "by": {"Jo"}, "sealed": {"yes"}}).LeadsTo(at)
	d.hub.Post(at+"/hand", url.Values{"version": {"4"}, "to": {"Amina"}, "checked": {"Said her date of birth"}, "whole": {"yes"}}).LeadsTo(at)
	d.hub.Get(at).Says("Handed over", "To Amina", "Said her date of birth. The bag was sealed.", "Nothing is left to do")
	d.hub.Get("/medicines").Says("No medicine waits to be fetched")
}

func TestWhatOneServiceAloneHandlesIsGone(t *testing.T) {
	d := newDesk(t)
	_, at := d.task()
	d.hub.Post(at+"/hear", heard(0, "no", url.Values{"note": {"Supervised, daily."}})).LeadsTo(at)
	d.hub.Post(at+"/hear", heard(1, "substitution", nil)).LeadsTo("/medicines")
	d.hub.Get("/medicines").Says("It is with the service that handles it", "No medicine waits to be fetched").Hides("Amina", "Supervised", "substitution")
	d.hub.Get(at).Is(404).Hides("Amina", "Supervised", "substitution")
	d.hub.Get(at + "/sheet").Is(404)
	d.site.As(somebody("point", access.Coordinator, "")).Get("/medicines").Hides("Amina", "Supervised")
}

func TestWhoMayOpenIt(t *testing.T) {
	d := newDesk(t)
	task, at := d.task()
	for _, role := range []access.Role{access.LogisticsLead, access.Finance, access.Organisation, access.Analyst, access.Member} {
		d.site.As(somebody(string(role), role, "")).Get(at).Is(403)
		d.site.As(somebody(string(role), role, "")).Get("/medicines").Is(403)
	}
	leigh := d.site.As(somebody("leigh", access.Coordinator, "leigh"))
	leigh.Get(at).Is(404)
	leigh.Get("/medicines?hub=hapi").Is(200).Hides("Amina")
	point := somebody("point", access.Coordinator, "")
	if err := d.people.Mark(d.As(point), people.PersonID(task.Record), nil, []people.Label{people.Restricted}); err != nil {
		t.Fatal(err)
	}
	d.hub.Get("/medicines").Is(200).Says("Restricted").Hides("Amina", "Khan")
	d.hub.Get(at).Is(200).Hides("Amina", "Khan", "Mill Lane")
	d.hub.Get(at+"/sheet").Is(409).Hides("Amina", "Khan", "Mill Lane")
}
