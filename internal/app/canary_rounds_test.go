package app

import (
	"context"
	"crypto/rand"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/services/rounds"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/tasks"
)

// plantRounds plants a round that is published: one stop at an address that is withheld since,
// which one named driver brings; a load for somebody restricted; and an ordinary stop, by which it
// is known that the round was looked at.
func (a *App) plantRounds(t *testing.T) []canary {
	t.Helper()
	point := access.With(a.As(t.Context(), "coordination-point", "a test"), centre.principal())
	boss := access.With(a.As(t.Context(), "director", "a test"), director.principal())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(a.placed(boss))
	on := day.Of(a.Clock.Now()).AddDays(1)
	ask := func(key, first, last, address string) tasks.Task {
		return a.askFor(t, point, key, answers.Answers{
			"first_name": {first}, "last_name": {last}, "address": {address}, "needs": {"food"}, "food_reason": {"no-money"}, "food_left": {"few-days"}, "adults": {"1"},
		})
	}
	kept := a.carried(t, boss, ask("round withheld", "Ulva", "Mistrow", "12 Zenkirk Passage"), on, "Behind the Yusparra oak.")
	few := ask("round restricted", "Dorvelia", "Tanzmere", "9 Quillmarsh Way")
	a.carried(t, boss, few, on, "Knock for Fendrika.")
	_, err := a.Fleet.AddBulk(boss, fleet.NewBulk{
		What: "Zibbelplast masks", Depot: "logistics-centre", To: "Sunny Bank", Postcode: "WN2 3EB", Load: deliveries.Load{Boxes: 3, Grams: 9000}, Window: deliveries.Window{Day: on, Part: deliveries.AnyTime},
	})
	must(err)
	a.label(t, point, "Mistrow", people.AddressWithheld)
	a.label(t, point, "Tanzmere", people.Restricted)
	made, err := a.Fleet.AddVehicle(boss, fleet.Vehicle{Name: "Canary van", Kind: fleet.Van, Depot: "logistics-centre", Capacity: fleet.Capacity{Boxes: 50, Grams: 900_000, Chilled: 10, Bags: 50}})
	must(err)
	who := fleet.Driver{Account: "canary-driver", Name: "Canary Driver", Staff: true}
	_, err = a.Fleet.AddShift(boss, fleet.NewShift{Day: on, Vehicle: made.ID, Driver: who})
	must(err)
	must(a.Rounds.NameDriver(point, kept, who, "She cannot come."))
	p, err := a.Rounds.PlanDay(boss, on, "")
	must(err)
	must(a.Rounds.Solve(boss, p.ID))
	p, err = a.Rounds.Plan(boss, p.ID)
	must(err)
	v, err := a.Rounds.VersionOf(boss, p, 0)
	must(err)
	if !carries(v, kept) {
		t.Fatalf("the withheld address is on no round: %+v", v.Left)
	}
	_, err = a.Rounds.Publish(boss, p.ID, p.Version)
	must(err)
	return []canary{
		{[]string{"Zenkirk", "Yusparra"}, "the withheld address of a stop", nil},
		{[]string{"Dorvelia", "Tanzmere", "Quillmarsh", "Fendrika"}, "somebody restricted for whom something is ready", []string{centre.name, director.name, auditor.name}},
		{[]string{"Zibbelplast"}, "what an ordinary stop of a round brings", []string{centre.name, director.name, van.name}},
	}
}

// placed says where WN2 3EB is.
func (a *App) placed(ctx context.Context) error {
	return a.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO ref_postcode (directory_id, postcode, ended, district, ward, ward_before, lsoa11, lsoa21, lat, lon)
			SELECT d.id, 'WN2 3EB', '', '', '', '', '', '', 53.53, -2.58 FROM ref_directory d WHERE d.state = 'current'`)
		return err
	})
}

// carried makes a load ready for whom some work is for.
func (a *App) carried(t *testing.T, ctx context.Context, of tasks.Task, on day.Date, notes string) (id deliveries.ID) {
	t.Helper()
	err := a.DB.Write(ctx, func(tx *db.Tx) error {
		d, err := deliveries.MakeReady(tx, deliveries.New{
			Kind: deliveries.Order, Source: string(ident.New[canary](tx.Now())), Number: ident.NewReference(rand.Reader), Need: of.Need, Record: of.Record, Hub: of.Neighbourhood, From: "Logistics centre",
			Load: deliveries.Load{Boxes: 1, Grams: 9000}, Window: deliveries.Window{Day: on, Part: deliveries.AnyTime}, Notes: notes,
		})
		id = d.ID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func carries(v rounds.Version, id deliveries.ID) bool {
	for _, w := range v.Ways {
		for _, c := range w.Calls {
			if c.Item >= 0 && v.Items[c.Item].ID == string(id) {
				return true
			}
		}
	}
	return false
}
