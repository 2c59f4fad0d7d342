package accessreviewweb_test

import (
	"context"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/work/accessreview"
	"kith/internal/work/accessreview/accessreviewweb"
	"kith/internal/work/board/boardtest"
)

type around struct{}

func (around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "leigh", Name: "Leigh"}}, nil
}
func (around) TitleName(context.Context, string) string { return "" }

func TestAskingWhoCanSeeWhat(t *testing.T) {
	h := boardtest.New(t)
	site := webtest.New(t, h.Borough(), h.Clock, nil)
	site.Mount(accessreviewweb.Pages(accessreview.New(h.DB, journal.New(h.DB, make([]byte, 32), nil).Reads()), around{}))
	lead := site.As(access.Principal{Account: "lead", Name: "Ines Lead", Grants: []access.Grant{{Role: access.Governance}}})
	asked := "?about=safeguarding&hood=leigh"

	pagecheck.Check(t, lead.Get("/admin/access").Is(200).Says("By role", "link-worker", "flag only").Body)
	pagecheck.Check(t, lead.Get("/admin/access"+asked).Is(200).Says("Nobody can see it every day", "No account can see it").Body)
	for _, wrong := range []string{"?about=shoes&hood=leigh", "?about=safeguarding", "?about=safeguarding&hood=atlantis"} {
		pagecheck.Check(t, lead.Get("/admin/access"+wrong).Is(422).Says("There is a problem").Body)
	}
	lead.Get("/admin/access/export.csv?about=shoes").Is(303)

	admin := access.Principal{Account: "admin", Grants: []access.Grant{{Role: access.Admin}}}
	for name, grant := range map[string]access.Grant{"Alex Point": {Role: access.Coordinator}, "Pat Hub": {Role: access.Coordinator, Neighbourhood: "leigh"}} {
		if _, err := accounts.New(h.DB).Add(h.As(admin), accounts.NewAccount{Name: name, Email: name[:3] + "@example.org", Password: "a long enough password", Grants: []access.Grant{grant}}); err != nil {
			t.Fatal(err)
		}
	}
	page := lead.Get("/admin/access"+asked).Is(200).Says("1 account can see it every day", "Alex Point", "the whole borough", "coordination-point", "in an emergency, reviewed", "Not in three months", "Never")
	pagecheck.Check(t, page.Body)
	lead.Get("/admin/access/export.csv"+asked).Is(200).Says("Who can see safeguarding: Leigh", "Alex Point", "coordination-point")
	site.As(access.Principal{Account: "hub", Grants: []access.Grant{{Role: access.Coordinator}}}).Get("/admin/access").Is(403)
}
