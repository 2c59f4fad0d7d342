package attributesweb_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/attributes/attributesweb"
	"kith/internal/registers/people"
)

type register []assets.Asset

func (r register) All(context.Context) ([]assets.Asset, error) { return r, nil }

var (
	shielded = assets.Asset{
		ID: "shielded", Name: "Shielded patients", Owner: "The NHS", Agreement: "A1", Purpose: "To help.", Basis: "The notice of 2020.",
		BasisEnds: day.New(2022, 6, 30), KeepDays: 28, Health: true,
	}
	housing = assets.Asset{ID: "housing", Name: "Housing", Owner: "Housing", Agreement: "A2", Purpose: "To help.", Basis: "Public task", KeepDays: 28}
	analyst = access.Principal{Account: "nia", Grants: []access.Grant{{Role: access.Analyst}}}
	hub     = access.Principal{Account: "hal", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
)

// world is somebody of whom two lists say something.
type world struct {
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	who   people.PersonID
}

func each(t *testing.T, test func(w *world)) {
	run := func(open func(testing.TB, db.Config, ...db.Migrations) *db.DB) func(t *testing.T) {
		return func(t *testing.T) {
			at := clock.NewManual(time.Date(2022, 6, 29, 9, 0, 0, 0, time.UTC))
			w := &world{t: t, db: open(t, db.Config{Clock: at}, journal.Migrations(), people.Static().Migrations, assets.Static().Migrations, attributes.Static().Migrations), ctx: dbtest.Context(t), clock: at}
			w.set()
			test(w)
		}
	}
	t.Run("sqlite", run(dbtest.NewWith))
	t.Run("postgres", run(dbtest.PostgresWith))
}

func (w *world) set() {
	w.t.Helper()
	err := w.db.Write(w.ctx, func(tx *db.Tx) error {
		for _, a := range []assets.Asset{shielded, housing} {
			if err := assets.Adopt(tx, a); err != nil {
				return err
			}
		}
		r, err := people.Add(tx, people.NewRecord{Source: "test", Neighbourhood: "hapi"}, nil)
		if err != nil {
			return err
		}
		w.who = people.PersonID(r.ID)
		for _, a := range []attributes.Attribute{
			{Type: attributes.Risk, Key: "shielded", Asset: "shielded", Source: "list: week 9.csv", From: day.New(2020, 3, 21)},
			{Type: attributes.Circumstance, Key: "household-size", Value: attributes.Number(1), Asset: "housing", Source: "list: tenants.csv"},
			{Type: attributes.ServiceUsed, Key: "assisted-bins", Asset: "housing", Source: "the bin round", From: day.New(2020, 1, 1), To: day.New(2021, 1, 1)},
			{Type: attributes.Circumstance, Key: "lives-alone", Asset: "housing", Source: "a call", Basis: "They agreed", BasisEnds: day.New(2022, 6, 29)},
		} {
			a.Record = r.ID
			if _, err := attributes.Note(tx, a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// shown is what somebody is shown of them; "" is no panel at all.
func (w *world) shown(to access.Principal) string {
	w.t.Helper()
	ctx := access.With(w.ctx, to)
	p, err := people.PersonIn(w.db.Read(ctx), people.RecordID(w.who))
	if err != nil {
		w.t.Fatal(err)
	}
	body, err := attributesweb.Panel(w.db, register{shielded, housing}).Show(ctx, p)
	if err != nil {
		w.t.Fatal(err)
	}
	if body == nil {
		return ""
	}
	var out strings.Builder
	if err := body.Render(ctx, &out); err != nil {
		w.t.Fatal(err)
	}
	return out.String()
}

func (w *world) says(to access.Principal, want, hides []string) {
	w.t.Helper()
	got := w.shown(to)
	for _, one := range want {
		if !strings.Contains(got, one) {
			w.t.Errorf("%s: it does not say %q: %s", day.Today(w.clock), one, got)
		}
	}
	for _, one := range hides {
		if strings.Contains(got, one) {
			w.t.Errorf("%s: it says %q", day.Today(w.clock), one)
		}
	}
}

// Everything that is said of somebody stands on their page with who said it, when it holds and
// by which basis; what health services said is shown to whoever may read of health.
func TestWhatListsSayIsShownWithItsBasis(t *testing.T) {
	each(t, func(w *world) {
		w.says(analyst, []string{
			"Shielded", "Shielded patients (list: week 9.csv), 29 Jun 2022", "Since 21 March 2020", "The notice of 2020. Ends on 30 June 2022: it is read no more then.",
			"Household size: 1", "Housing (list: tenants.csv)", "Public task", "Assisted bins", "From 1 January 2020 to 1 January 2021, and no more", "They agreed. Ends on 29 June 2022",
		}, nil)
		w.says(hub, []string{"Household size: 1", "Health and care services say 1 thing of them"}, []string{"week 9.csv", "21 March 2020"})
	})
}

// On the day after a basis ends nothing of it stands there, the attribute's own basis or that of
// its list.
func TestNothingWhoseBasisHasEndedIsShown(t *testing.T) {
	each(t, func(w *world) {
		w.says(analyst, []string{"Lives alone"}, nil)
		w.clock.Set(time.Date(2022, 6, 30, 9, 0, 0, 0, time.UTC))
		w.says(analyst, []string{"Shielded", "Household size: 1"}, []string{"Lives alone"})
		w.clock.Set(time.Date(2022, 7, 1, 9, 0, 0, 0, time.UTC))
		w.says(analyst, []string{"Household size: 1"}, []string{"Shielded", "week 9", "The notice", "Lives alone"})
		w.says(hub, nil, []string{"Health and care services"})
	})
}
