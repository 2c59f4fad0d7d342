package identityweb_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"kith/internal/insight/identity"
	"kith/internal/insight/identity/identityweb"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board/boardtest"
)

var (
	analyst  = access.Principal{Account: "analyst", Name: "Ana List", Grants: []access.Grant{{Role: access.Analyst}}}
	borough  = access.Principal{Account: "borough", Name: "Bo Rough", Grants: []access.Grant{{Role: access.Coordinator}}}
	governor = access.Principal{Account: "ig", Name: "Lee Audit", Grants: []access.Grant{{Role: access.Governance}}}
)

// office is a borough with the pages of who is who.
type office struct {
	*webtest.Site
	*boardtest.Hub
	people *people.Service
	t      *testing.T
}

func newOffice(t *testing.T) *office {
	h := boardtest.New(t, identity.Static().Migrations)
	o := &office{Hub: h, t: t}
	o.people = people.New(h.DB, o)
	o.Site = webtest.New(t, h.Borough(), h.Clock, nil)
	o.Mount(identityweb.Pages(identity.New(h.DB, o.people, o), o))
	return o
}

func (o *office) Saw(context.Context, journal.Entry) error        { return nil }
func (o *office) Now() time.Time                                  { return o.Clock.Now() }
func (o *office) AccountName(_ context.Context, id string) string { return "Account " + id }
func (o *office) HoodName(_ context.Context, id string) string    { return id }
func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// add keeps somebody with what looks like them.
func (o *office) add(given, line string) people.PersonID {
	o.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "public form"}
	n.GivenNames, n.FamilyName, n.BirthDate = given, "Khan", day.New(1939, 3, 7)
	n.Address = places.Address{Line1: line, Postcode: "WN2 3EB"}
	ctx := o.Hub.As(analyst)
	like, err := o.people.Match(ctx, n.Described)
	o.must(err)
	var r people.Record
	o.must(o.DB.Write(ctx, func(tx *db.Tx) error {
		r, err = people.Add(tx, n, like)
		return err
	}))
	return people.PersonID(r.ID)
}

func pair(a, b people.PersonID) string { return "/identity/" + string(a) + "/" + string(b) }

func TestDecidingOneAfterAnother(t *testing.T) {
	o := newOffice(t)
	b := o.Site.As(analyst)
	b.Get("/identity").Is(http.StatusOK).Says("There is nobody to decide about.")
	b.Get("/identity/decided").Is(http.StatusOK).Says("appears here")
	first, second, third := o.add("Amina", "14 Warrington Road"), o.add("Amina", "14 Warrington Road"), o.add("Ami", "2 Ash Street")
	o.must(o.people.Mark(o.Hub.As(borough), third, nil, []people.Label{people.Safeguarding}))

	b.Get("/identity").Is(http.StatusOK).
		Says("3 pairs of records may each be of one person", "Amina Khan, twice", "One is marked and the other is not", "Decide about the first")
	b.Get(pair(first, third)).Is(http.StatusOK).
		Says("Are these one person?", "in 100 pairs like these are", "If they are joined, both are marked as safeguarding",
			"Address 14 Warrington Road, WN2 3EB 2 Ash Street, WN2 3EB Different", "Date of birth 7 March 1939 7 March 1939 Same",
			"Why it is thought so", "times likelier", "times less likely", "To be done now None None").
		Has(`data-key="y"`, `data-key="n"`, `data-key="?"`, "<mark>2 Ash Street, WN2 3EB</mark>", `class="kith-evidence"`)

	b.Post(pair(first, third), url.Values{"do": {"perhaps"}}).Is(http.StatusUnprocessableEntity).Says("Choose whether they are the same person")
	b.Post(pair(first, third), url.Values{"do": {"pass"}}).Is(http.StatusSeeOther)
	o.Site.As(borough).Get(pair(first, third)).Says("Somebody was not sure of these two.")
	b.Get("/identity").Says("You were not sure. One is marked")
	b.Post(pair(second, first), url.Values{"do": {"same"}}).Is(http.StatusSeeOther)
	b.Post(pair(second, first), url.Values{"do": {"different"}}).Is(http.StatusSeeOther) // somebody was quicker
	b.Get("/identity").Says("Two records may be of one person", "decided about those two already")
	b.Post(pair(first, third), url.Values{"do": {"different"}}).LeadsTo("/identity")
	b.Get("/identity/decided").Says("Two people", "One person", "Undo on their page", "Take back", "Account analyst")
	b.Get(pair(first, third)).Says("Somebody decided that these are two people")
	b.Post("/identity/decided", url.Values{"first": {string(first)}, "second": {string(third)}}).LeadsTo(pair(first, third))
	b.Get(pair(first, third)).Says("It is taken back").Hides("Somebody decided that these are two people")
	b.Post("/identity/decided", url.Values{"first": {"nonsense"}}).Is(http.StatusUnprocessableEntity)
}

func TestWhoMayDecide(t *testing.T) {
	o := newOffice(t)
	first, second := o.add("Amina", "14 Warrington Road"), o.add("Amina", "14 Warrington Road")
	o.Site.As(governor).Get("/identity").Is(http.StatusForbidden)
	o.Site.As(governor).Post(pair(first, second), url.Values{"do": {"same"}}).Is(http.StatusForbidden)
	o.must(o.people.Mark(o.Hub.As(borough), second, nil, []people.Label{people.Restricted}))
	o.Site.As(analyst).Get(pair(first, second)).Is(http.StatusNotFound).Hides("Amina")
	o.Site.As(analyst).Get("/identity").Says("nobody to decide about")
	o.Site.As(borough).Get(pair(first, second)).Is(http.StatusOK).Says("both are marked as restricted")
}
