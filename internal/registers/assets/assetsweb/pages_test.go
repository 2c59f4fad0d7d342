package assetsweb_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/assets"
	"kith/internal/registers/assets/assetsweb"
)

const file = `assets:
  - {id: gp, name: Patients of the practices, owner: The practices, agreement: P1, purpose: To reach them., basis: The notice, basis_ends: 2022-06-30, keep_days: 28, health: true}
`

var (
	analyst    = access.Principal{Account: "ann", Name: "Ann", Grants: []access.Grant{{Role: access.Analyst}}}
	governance = access.Principal{Account: "gov", Name: "Gill", Grants: []access.Grant{{Role: access.Governance}}}
	agent      = access.Principal{Account: "agent", Name: "Al", Grants: []access.Grant{{Role: access.Agent}}}
)

type around struct {
	clock *clock.Manual
	b     *blueprint.Blueprint
}

func (a around) Current(context.Context) (*blueprint.Blueprint, error) { return a.b, nil }
func (a around) Now() time.Time                                        { return a.clock.Now() }
func (around) AccountName(_ context.Context, id string) string         { return "Name of " + id }
func (around) ListChoices(context.Context) ([]forms.Option, error) {
	return []forms.Option{{Value: "shielded", Label: "Shielded patients"}}, nil
}

func start(t *testing.T) *webtest.Site {
	at := clock.NewManual(time.Date(2022, 6, 20, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), assets.Static().Migrations)
	a := around{at, blueprinttest.Load(t, map[string]string{"assets.yaml": file}, assets.Section())}
	site := webtest.New(t, db.CallerOf(dbtest.Context(t)).Borough, at, nil)
	site.Mount(assetsweb.Pages(assets.New(d, a), a))
	return site
}

func bins() url.Values {
	return url.Values{
		"version": {"0"}, "name": {"Assisted bins"}, "owner": {"Waste"}, "agreement": {"W1"}, "purpose": {"To bring advice cards."},
		"basis": {"Public task"}, "keep": {"28"}, "refresh": {"7"}, "list": {"shielded"},
	}
}

func TestDeclaringAnAsset(t *testing.T) {
	b := start(t).As(analyst)
	b.Get("/data-assets").Is(200).Says("The legal basis of 0 has ended and of 1 ends within four weeks.", "Patients of the practices", "Ends 30 Jun 2022")
	b.Get("/data-assets/new").Is(200).Says("Shielded patients")
	b.Post("/data-assets/new", url.Values{"version": {"0"}, "name": {"Bins"}, "keep": {"0"}}).Is(422).Has(`value="Bins"`).Says("Enter who owns the data", "Enter legal basis")
	at := b.Post("/data-assets/new", bins()).Is(303).Location
	b.Get(at).Is(200).Says("Assisted bins is declared", "28 days after somebody is on it no more", "Every week", "Name of ann").Hides("Change what stands here")
	b.Post("/data-assets/new", bins()).Is(409).Says("There is a data asset with this name")
	b.Get(at + "/edit").Is(403)
	b.Get("/data-assets/no-such").Is(404)
}

func TestChangingAnAsset(t *testing.T) {
	b := start(t).As(governance)
	b.Get("/data-assets/gp").Is(200).Says("As the blueprint ships it", "Change what stands here")
	b.Get("/data-assets/gp/edit").Is(200).Says("Change Patients of the practices").Has(`value="2022"`)
	longer := bins()
	longer.Set("name", "Patients")
	longer.Set("ends-day", "1")
	longer.Set("ends-month", "7")
	longer.Set("ends-year", "2023")
	b.Post("/data-assets/gp/edit", longer).Is(303)
	b.Get("/data-assets").Is(200).Says("1 July 2023")
	longer.Set("owner", "Somebody else")
	b.Post("/data-assets/gp/edit", longer).Is(409).Says("Somebody else has changed this data asset", "What you typed is below", "Waste")
}

func TestWhoSeesTheRegister(t *testing.T) {
	b := start(t).As(agent)
	b.Get("/data-assets").Is(403)
	b.Get("/data-assets/new").Is(403)
}
