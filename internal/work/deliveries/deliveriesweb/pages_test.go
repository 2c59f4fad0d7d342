package deliveriesweb_test

import (
	"context"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/deliveries/deliveriesweb"
	"kith/internal/work/tasks"
)

type yard struct {
	*boardtest.Hub
	t    *testing.T
	site *webtest.Site
	seen []journal.Entry
}

func (y *yard) Saw(_ context.Context, e journal.Entry) error {
	y.seen = append(y.seen, e)
	return nil
}
func (y *yard) Now() time.Time { return y.Clock.Now() }
func (y *yard) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func newYard(t *testing.T) *yard {
	t.Helper()
	y := &yard{t: t, Hub: boardtest.New(t, deliveries.Static().Migrations)}
	y.site = webtest.New(t, y.Borough(), y.Clock, nil)
	y.site.Mount(deliveriesweb.Pages(deliveries.NewService(y.DB, y), y))
	return y
}

func (y *yard) as(role access.Role, hood string) *webtest.Browser {
	return y.site.As(access.Principal{Account: string(role) + hood, Name: "Somebody", Grants: []access.Grant{{Role: role, Neighbourhood: hood}}})
}

// ready is a load for somebody of a hub, wanted in so many days.
func (y *yard) ready(given, hub, number string, days int) tasks.Task {
	y.t.Helper()
	task := y.Add(boardtest.Work{Given: given, Family: "Khan", Hub: hub, Address: places.Address{Line1: "4 Mill Lane", Town: "Hindley", Postcode: "WN2 3EB"}})
	err := y.DB.Write(y.Ctx, func(tx *db.Tx) error {
		_, err := deliveries.MakeReady(tx, deliveries.New{
			Kind: deliveries.Order, Source: string(task.ID), Number: ident.Reference(number), Need: task.Need, Record: task.Record, Hub: hub, From: "Logistics centre",
			Load: deliveries.Load{Boxes: 2, Grams: 21500}, Window: deliveries.Window{Day: day.Of(tx.Now()).AddDays(days), Part: deliveries.Morning}, Notes: "Flats: need to buzz.",
		})
		return err
	})
	if err != nil {
		y.t.Fatal(err)
	}
	return task
}

func TestWhatIsReadyOfEachHub(t *testing.T) {
	y := newYard(t)
	y.as(access.LogisticsLead, "").Get("/deliveries").Is(200).Says("Nothing is ready")
	y.as(access.LogisticsLead, "").Get("/deliveries/print").Is(200).Says("Nothing is ready")
	y.ready("Amina", "hapi", "7K3D-9M2", 0)
	y.ready("Bashir", "hapi", "8K3D-9M2", -1)
	y.ready("Carol", "leigh", "9K3D-9M2", 0)
	y.ready("Dora", "hapi", "6K3D-9M2", 3)
	all := y.as(access.LogisticsLead, "")
	all.Get("/deliveries").Says("HAPI: 2 deliveries, 4 boxes, 43.0 kg", "Leigh: 1 delivery, 2 boxes, 21.5 kg", "Amina K.", "4 Mill Lane, Hindley, WN2 3EB", "Flats: need to buzz.").Hides("Dora").
		Has("/deliveries/print")
	all.Get("/deliveries?when=any").Says("Dora K.")
	all.Get("/deliveries?hub=leigh").Says("Carol").Hides("Amina")
	all.Get("/deliveries?state=out").Says("Nothing is ready")
	all.Get("/deliveries/print?hub=hapi").Says("HAPI: 2 deliveries", "☐ Handed over", "from Logistics centre").Has("kith-keep").Hides("Carol")
	y.as(access.Coordinator, "leigh").Get("/deliveries").Says("Carol").Hides("Amina", "Bashir")
	y.as(access.Coordinator, "leigh").Get("/deliveries?hub=hapi").Hides("Amina", "Bashir")
	for _, role := range []access.Role{access.Agent, access.Finance, access.Analyst} {
		y.as(role, "").Get("/deliveries").Is(403)
	}
	if len(y.seen) == 0 || y.seen[0].Topic != "people.read" {
		t.Errorf("the journal is told %+v", y.seen)
	}
}

func TestNoSheetSaysWhereSomebodyIsWhoMustNotBeFound(t *testing.T) {
	y := newYard(t)
	task := y.ready("Amina", "hapi", "7K3D-9M2", 0)
	who := people.New(y.DB, y)
	if err := who.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	ctx := y.As(access.Principal{Account: "point", Grants: []access.Grant{{Role: access.Coordinator}}})
	browser, was := y.as(access.LogisticsLead, ""), []people.Label(nil)
	for _, c := range []struct {
		label people.Label
		says  string
		hides []string
	}{
		{people.AddressWithheld, "Collected at the hub: the address is withheld", []string{"Mill Lane", "WN2", "buzz"}},
		{people.Restricted, "Collected at the hub: ask the coordination point", []string{"Mill Lane", "WN2", "buzz", "Amina", "Khan"}},
	} {
		if err := who.Mark(ctx, people.PersonID(task.Record), was, []people.Label{c.label}); err != nil {
			t.Fatal(err)
		}
		was = []people.Label{c.label}
		for _, address := range []string{"/deliveries", "/deliveries/print"} {
			browser.Get(address).Is(200).Says(c.says, "7K3D-9M2").Hides(c.hides...)
		}
	}
}
