package outreachweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/outreach"
	"kith/internal/services/outreach/outreachweb"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var (
	centre  = access.Principal{Account: "centre", Name: "Jo Centre", Grants: []access.Grant{{Role: access.Agent}}}
	point   = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Sam Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	finance = access.Principal{Account: "money", Name: "Flo", Grants: []access.Grant{{Role: access.Finance}}}
)

// borough is Wigan with the pages of lists.
type borough struct {
	*webtest.Site
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	now   *blueprint.Blueprint
	saw   []journal.Entry
	took  []journal.Entry
}

func start(t *testing.T) *borough {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations,
		needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations, outreach.Static().Migrations)
	b := &borough{t: t, db: d, ctx: access.With(dbtest.Context(t), point), clock: at, now: stepstest.Blueprint(t, "wigan")}
	b.now.Version = "1"
	who := people.New(d, unwatched{})
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(outreachweb.Pages(outreach.New(d, who, b, contacts.New(d, b, who), protocols.New(d, b)), b))
	return b
}

type unwatched struct{}

func (unwatched) Saw(context.Context, journal.Entry) error { return nil }

func (b *borough) Current(context.Context) (*blueprint.Blueprint, error)    { return b.now, nil }
func (b *borough) At(context.Context, string) (*blueprint.Blueprint, error) { return b.now, nil }
func (b *borough) Now() time.Time                                           { return b.clock.Now() }
func (b *borough) AccountName(_ context.Context, id string) string          { return id }
func (b *borough) HoodName(_ context.Context, id string) string             { return strings.ToUpper(id) }

func (b *borough) Name(_ context.Context, id string) string { return strings.ToUpper(id) }

func (b *borough) Saw(_ context.Context, e journal.Entry) error {
	b.saw = append(b.saw, e)
	return nil
}

func (b *borough) Took(_ context.Context, e journal.Entry) error {
	b.took = append(b.took, e)
	return nil
}

func (b *borough) Lists(context.Context) ([]contacts.List, error) {
	return blueprint.Part[*contacts.Rules](b.now).Lists, nil
}

func (b *borough) Route(_ context.Context, given string) (places.Routing, error) {
	if strings.HasPrefix(given, "WN2") {
		return places.Routing{Given: given, Standing: places.Inside, Neighbourhood: "hapi", Rule: places.RuleWard}, nil
	}
	return places.Routing{Given: given, Standing: places.Unknown}, nil
}

func (b *borough) known(given, family, born string, change func(*people.NewRecord)) (id people.RecordID) {
	b.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "test"}
	n.GivenNames, n.FamilyName = given, family
	n.BirthDate, _ = day.ParseDate(born)
	n.Address.Postcode = "WN2 3EB"
	if change != nil {
		change(&n)
	}
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		r, err := people.Add(tx, n, nil)
		id = r.ID
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return id
}

const listFile = "Name,Date of birth,Postcode,Phone,NHS number,Attempts,Last tried,Note\n" +
	"Amina Khan,07/03/1939,WN2 3EB,,,3,18/04/2020,\n" +
	"\"Stone, F\",06/06/1946,,01632 960111,,,,\n" +
	"Carl Nunn,03/03/1933,WN2 3EB,,,,,\n" +
	"Greta Nobody,,WN2 3ED,01632 960122,,,,\n" +
	"Ian Wrong,31/13/1950,WN2 3EB,,,,,\n"

func hand(v *webtest.Browser, from, name, text string) webtest.Page {
	return v.Upload("/safe/lists", url.Values{"from": {from}}, "file", name, text)
}

func TestAListFromTheFileToItsChecks(t *testing.T) {
	b := start(t)
	amina := b.known("Amina", "Khan", "7/3/1939", nil)
	fay := b.known("Fay", "Stone", "6/6/1946", nil)
	b.known("Carl", "Nunn", "3/3/1933", func(n *people.NewRecord) { n.Details.LedBy = "Adult social care" })
	v := b.As(centre)
	v.Get("/safe/lists").Is(http.StatusOK).Says("Whose list is it?", "No list has been handed in lately").Hides("Clients of the leisure trust")
	hand(v, "", "", "").Is(http.StatusUnprocessableEntity).Says("Select whose list it is", "Choose the file")
	hand(v, "national-shielding", "a.csv", "a,b\n1,2\n").Is(http.StatusUnprocessableEntity).Says("Kith does not know this kind of file", "People who could not be reached")
	hand(v, "leisure-trust", "a.csv", listFile).Is(http.StatusUnprocessableEntity)

	at := hand(v, "national-shielding", "shielding.csv", listFile).Is(http.StatusSeeOther).Location
	v.Get(at).Is(http.StatusOK).Says("Nothing has begun.", "National shielding team. 5 rows, handed in by centre",
		"Row 3: F Stone, born 6 June 1946", "Fay Stone, born 6 June 1946, HAPI", "Somebody else: make a new record",
		"Adult social care leads on them", "Write it like 24/03/1939", "Greta Nobody", "Begin the checks")
	if last := b.saw[len(b.saw)-1]; len(last.Objects) != 4 {
		t.Errorf("noted as seen are %+v", last.Objects)
	}
	columns, _, _ := strings.Cut(listFile, "\n")
	v.Get(at+"/rejected").Is(http.StatusOK).Says("file,row,reason,"+strings.TrimSpace(columns), "shielding.csv,4,We do not approach them ourselves", "shielding.csv,6,The date of birth cannot be read").Hides("Adult social care")
	if len(b.took) != 1 {
		t.Error("nobody noted who took the file")
	}
	v.Post(at, url.Values{}).Is(http.StatusUnprocessableEntity).Says("Choose who row 3 is, or leave it out")
	v.Post(at, url.Values{"row-3": {"nobody"}}).Is(http.StatusUnprocessableEntity)
	v.Post(at, url.Values{"row-3": {string(fay)}}).LeadsTo(at)
	v.Get(at).Says("The checks have begun", "3 rows : a check began", "Amina Khan, born 7 March 1939, HAPI", "Greta Nobody").Has(`href="/people/` + string(amina) + `"`).
		Hides("Begin the checks")
	v.Post(at, url.Values{"row-3": {string(fay)}}).LeadsTo(at)
	v.Get(at).Says("Somebody else has gone on with this list")
	v.Get("/safe/lists").Says("shielding.csv", "National shielding team", "Done")
	hand(v, "national-shielding", "again.csv", listFile).LeadsTo(at)
	v.Get(at).Says("This file was taken in before.")
	hand(v, "council-team", "other.csv", listFile).Is(http.StatusSeeOther)
}

func TestWhoSeesALists(t *testing.T) {
	b := start(t)
	at := hand(b.As(inHapi), "national-shielding", "hub.csv", listFile).Is(http.StatusSeeOther).Location
	b.As(point).Get(at).Is(http.StatusOK).Says("handed in by hapi")
	b.As(centre).Get(at).Is(http.StatusNotFound)
	b.As(centre).Get(at + "/rejected").Is(http.StatusNotFound)
	b.As(centre).Post(at, url.Values{}).Is(http.StatusNotFound)
	b.As(centre).Get("/safe/lists").Hides("hub.csv")
	b.As(point).Get("/safe/lists").Says("hub.csv")
	for _, page := range []string{"/safe/lists", at, at + "/rejected"} {
		b.As(finance).Get(page).Is(http.StatusForbidden)
	}
	b.As(point).Get("/safe/lists/nothing").Is(http.StatusUnprocessableEntity)
}

func TestWhoIsRestrictedIsNotShown(t *testing.T) {
	b := start(t)
	zara := b.known("Zara", "Quorvex", "7/3/1939", nil)
	who := people.New(b.db, unwatched{})
	if err := who.Mark(b.ctx, people.PersonID(zara), nil, []people.Label{people.Restricted}); err != nil {
		t.Fatal(err)
	}
	v := b.As(centre)
	at := hand(v, "national-shielding", "a.csv", "Name,Date of birth,Postcode\nZ Quorvex,07/03/1939,WN2 3EB\nVera New,08/04/1940,WN2 3EB\n").Location
	v.Get(at).Is(http.StatusOK).Says("2 rows : nobody you can see is known by these details").Hides("Zara", string(zara))
	v.Post(at, nil).LeadsTo(at)
	v.Get(at).Says("2 rows : a check began").Hides("Zara", string(zara))
}
