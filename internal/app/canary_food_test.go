package app

import (
	"context"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/medicines"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// foodBank puts one on the register, and returns its id.
func (a *App) foodBank(t *testing.T) (id string) {
	t.Helper()
	err := a.DB.Write(a.As(t.Context(), "a test", "a test"), func(tx *db.Tx) error {
		o, err := organisations.AddOne(tx, organisations.NewOrganisation{Name: "Canary Food Bank", Kind: organisations.FoodBank, Neighbourhood: "hapi"})
		id = string(o.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// plantFood plants what somebody must not eat, whom a bill goes to, a health note of somebody
// a food bank packs for, and what a pharmacy said before anybody heard what the medicine is.
func (a *App) plantFood(t *testing.T, bank visitor) []canary {
	t.Helper()
	hub := access.With(a.As(t.Context(), "coordinator-of-the-hub", "a test"), ownHub.principal())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ordered := a.askFor(t, hub, "ordered", answers.Answers{
		"first_name": {"Tamsin"}, "last_name": {"Farbellow"}, "address": {"3 Canal Row"}, "needs": {"food"}, "food_reason": {"over-70"},
		"food_left": {"few-days"}, "food_pay": {"yes"}, "adults": {"1"}, "food_diet": {"allergy"},
	})
	o, err := a.Food.Place(hub, food.NewOrder{
		Need: ordered.Need, Name: "Tamsin Farbellow", Household: food.Household{Adults: 1}, Options: []string{"allergy"}, DietNote: "No plenquist at all.",
		Chosen: map[string]int64{"individual": 1}, Bill: food.Bill{Name: "Osgrave Wintle", Address: "9 Debit Street"}, Told: true,
		Window: deliveries.Window{Day: day.Of(a.Clock.Now()), Part: deliveries.AnyTime}, Key: "canary",
	})
	must(err)
	var put []food.PackedItem
	for _, i := range o.Items {
		put = append(put, food.PackedItem{Packed: i.Quantity, Grams: i.Quantity * i.Grams})
	}
	must(a.Food.Pack(hub, food.Choice{ID: o.ID, Version: 1}, put, 1))
	must(a.Food.HandOver(hub, food.Choice{ID: o.ID, Version: 2}))

	hungry := a.askFor(t, hub, "hungry", answers.Answers{
		"first_name": {"Quenbi"}, "last_name": {"Tollander"}, "address": {"8 Lock Side"}, "needs": {"food"}, "food_reason": {"no-money"},
		"food_left": {"today"}, "adults": {"2"}, "food_diet": {"halal"},
	})
	must(a.People.WriteNote(hub, a.known(t, hub, "Tollander").ID, "Waits for ostravane treatment.", true))
	must(a.Tasks.Assign(hub, tasks.Choice{ID: hungry.ID, Version: hungry.Version}, tasks.Assignee{Kind: tasks.ToOrganisation, ID: bank.grant.Organisation, Name: "Canary Food Bank"}))
	must(a.Tasks.Accept(access.With(hub, bank.principal()), tasks.Choice{ID: hungry.ID, Version: hungry.Version + 1}))

	ill := a.askFor(t, hub, "ill", answers.Answers{
		"first_name": {"Wilmo"}, "last_name": {"Hexley"}, "address": {"2 Weir View"}, "needs": {"medicines"}, "medicine_left": {"few-days"}, "medicine_kind": {"not-sure"},
	})
	must(a.Medicines.Hear(hub, medicines.Choice{Need: ill.Need}, medicines.Heard{Pharmacy: medicines.Pharmacy{Name: "Zimbarolt Pharmacy"}, Note: "Daily, vexaline."}))
	must(a.Medicines.IsSubstitution(hub, medicines.Choice{Need: ill.Need, Version: 1}))

	packers := []string{centre.name, director.name, ownHub.name, van.name}
	return []canary{
		{[]string{"plenquist"}, "what somebody must not eat", packers},
		{[]string{"Osgrave", "Debit Street"}, "to whom a bill goes", []string{till.name}},
		{[]string{"ostravane"}, "the health of somebody a food bank packs for", []string{ownHub.name, auditor.name}},
		{[]string{"Zimbarolt", "vexaline"}, "what a pharmacy said of what one service alone handles", nil},
	}
}

// askFor asks for help by phone and returns the help that was opened for it.
func (a *App) askFor(t *testing.T, ctx context.Context, key string, more answers.Answers) tasks.Task {
	t.Helper()
	given := answers.Answers{
		"who_for": {"me"}, "postcode": {"WN2 3EB"}, "phone": {"01632 960178"}, "safe_contact": {"call"}, "agreement": {"share"}, "helps_now": {"nobody"},
	}
	for id, values := range more {
		given[id] = values
	}
	receipt, err := a.Intake.Ask(ctx, intake.Asking{Channel: needs.Phone, Answers: given, Key: "canary " + key})
	if err != nil {
		t.Fatal(err)
	}
	found, err := a.Needs.Requests(ctx, needs.RequestFilter{Reference: receipt.Reference, Limit: 1})
	if err != nil || len(found) != 1 {
		t.Fatalf("%d requests have %s: %v", len(found), receipt.Reference, err)
	}
	all, err := a.Tasks.OfRequest(ctx, found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if one.Need != "" && one.Kind != tasks.Refer {
			return one
		}
	}
	t.Fatal("nothing was opened")
	return tasks.Task{}
}
