package food_test

import (
	"slices"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/money"
	"kith/internal/services/food"
	"kith/internal/work/needs"
)

const soundHampers = `from: Logistics centre
orders:
  - {need: food, routes: [no-access], whose: own}
vouchers: {routes: [crisis], whose: own}
options:
  - {id: vegan, name: Vegan}
  - {id: halal, name: Halal}
hampers:
  - id: one
    name: Hamper for one
    description: A week.
    kind: hamper
    needs: [food]
    feeds: 1
    lines:
      - {item: Bread, quantity: 2, pence: 120, grams: 800}
      - {item: Milk, quantity: 1, pence: 105, grams: 1060, never: [vegan]}
      - {item: Soya drink, quantity: 1, pence: 130, grams: 1050, only: [vegan]}
    whose: own
  - id: fresh
    name: Fresh food
    description: For the box.
    kind: parcel
    needs: [food]
    lines: [{item: Apples, quantity: 6, pence: 0, grams: 110}]
    whose: own
`

func TestFaultsInHampers(t *testing.T) {
	const f = "hampers.yaml"
	blueprinttest.Each(t, map[string]string{f: soundHampers}, []blueprint.Section{food.HampersSection()}, []blueprinttest.Break{
		{"an id twice", f, "id: fresh", "id: one", `hampers.yaml:20:9: hamper "one" is already at hampers.yaml:9`},
		{"an option twice", f, "id: halal", "id: vegan", `hampers.yaml:7:10: option "vegan" is already at hampers.yaml:6`},
		{"a hamper for nothing", f, "kind: parcel", "kind: hamper", "hampers.yaml:23:11: Fresh food costs nothing, and a hamper is paid for; write kind: parcel"},
		{"a parcel with a price", f, "quantity: 6, pence: 0", "quantity: 6, pence: 20", "hampers.yaml:23:11: Fresh food has a price, and a parcel is free"},
		{"nothing in it", f, "lines: [{item: Apples, quantity: 6, pence: 0, grams: 110}]", "lines: []", "hampers.yaml:25:5: Fresh food has nothing in it"},
		{"no such option", f, "only: [vegan]", "only: [vegen]", `hampers.yaml:18:73: there is no option "vegen"; did you mean vegan?`},
		{"none of it", f, "quantity: 2", "quantity: 0", "hampers.yaml:16:33: 0 of Bread cannot be packed; write a number from 1 to 100"},
		{"pounds for pence", f, "pence: 105", "pence: 105000", "hampers.yaml:17:42: 105000 pence is no price of Milk"},
		{"no weight", f, "grams: 1060", "grams: 0", "hampers.yaml:17:54: 0 grams is no weight of Milk"},
		{"fewer than none", f, "feeds: 1", "feeds: -1", "hampers.yaml:14:12: nobody can be fed fewer than none"},
		{"for no need", f, "    kind: parcel\n    needs: [food]", "    kind: parcel\n    needs: []", "hampers.yaml:24:5: Fresh food is for no need"},
		{"neither own nor adopted", f, "lines: [{item: Apples, quantity: 6, pence: 0, grams: 110}]\n    whose: own", "lines: [{item: Apples, quantity: 6, pence: 0, grams: 110}]\n    whose: adopted", "hampers.yaml:26:12: an adopted rule does not say from whom"},
		{"a kind there is not", f, "kind: parcel", "kind: box", "hampers.yaml:23:11:"},
	})
}

func sound(t *testing.T) *food.Hampers {
	t.Helper()
	return blueprint.Part[*food.Hampers](blueprinttest.Load(t, map[string]string{"hampers.yaml": soundHampers}, food.HampersSection()))
}

func TestWhatIsInAHamperFollowsTheDiet(t *testing.T) {
	one, _ := sound(t).Find("one")
	for _, c := range []struct {
		name    string
		options []string
		items   int
		price   money.Pence
		grams   int64
	}{
		{"nothing special", nil, 2, 345, 2660},
		{"vegan", []string{"vegan"}, 2, 370, 2650},
		{"an option the hamper does not know", []string{"halal"}, 2, 345, 2660},
	} {
		if items := one.With(c.options); len(items) != c.items || one.Price(c.options) != c.price || one.Grams(c.options) != c.grams {
			t.Errorf("%s: %v for %s, %d grams", c.name, items, one.Price(c.options), one.Grams(c.options))
		}
	}
}

func TestWhichNeedsAreOrderedForOrVouchered(t *testing.T) {
	list := sound(t)
	need := func(category, route string) needs.Need {
		return needs.Need{Category: category, Decision: needs.Result{Route: route}}
	}
	for _, c := range []struct {
		name            string
		need            needs.Need
		orders, voucher bool
	}{
		{"can pay, cannot go out", need("food", "no-access"), true, false},
		{"cannot pay", need("food", "crisis"), false, true},
		{"shields", need("food", "shielded"), false, false},
		{"another need by the same route", need("pets", "no-access"), false, false},
		{"straight to a service", needs.Need{Category: "food", Decision: needs.Result{Route: "no-access", StraightTo: "mash"}}, false, false},
	} {
		if list.Serves(c.need) != c.orders || list.Vouchered(c.need) != c.voucher {
			t.Errorf("%s: ordered %v, vouchered %v", c.name, list.Serves(c.need), list.Vouchered(c.need))
		}
	}
}

func TestWhatANeedSuggests(t *testing.T) {
	list := &food.Hampers{
		Orders: []food.Ordering{{Need: "food", Routes: []string{"no-access", "shielded"}}},
		Hampers: []food.Hamper{
			{ID: "one", Kind: food.HamperKind, Feeds: 1, Needs: []string{"food"}},
			{ID: "fresh", Kind: food.ParcelKind, Needs: []string{"food"}, Extras: []string{"perishables"}},
			{ID: "nappies", Kind: food.SuppliesKind, Needs: []string{"food"}, Extras: []string{"nappies"}},
			{ID: "pets", Kind: food.SuppliesKind, Needs: []string{"pets"}, Extras: []string{"pet-food"}},
		},
	}
	for name, c := range map[string]struct {
		category string
		decided  needs.Result
		want     []string
	}{
		"can pay":                    {"food", needs.Result{Route: "no-access"}, []string{"one"}},
		"can pay, with a baby":       {"food", needs.Result{Route: "no-access", Extras: []string{"nappies"}}, []string{"nappies", "one"}},
		"shields, and the box comes": {"food", needs.Result{Route: "shielded", Extras: []string{"perishables"}}, []string{"fresh"}},
		"a pet":                      {"pets", needs.Result{Extras: []string{"pet-food"}}, []string{"pets"}},
	} {
		got := list.Suggestion(needs.Need{Category: c.category, Decision: c.decided}, food.Household{Adults: 1})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTheHamperSuggestedFeedsTheHousehold(t *testing.T) {
	list := &food.Hampers{Hampers: []food.Hamper{
		{ID: "family", Kind: food.HamperKind, Feeds: 4},
		{ID: "couple", Kind: food.HamperKind, Feeds: 2},
		{ID: "one", Kind: food.HamperKind, Feeds: 1},
		{ID: "soap", Kind: food.SuppliesKind},
		{ID: "fresh", Kind: food.ParcelKind, Feeds: 9},
	}}
	for people, want := range map[int64]string{0: "one", 1: "one", 2: "couple", 3: "family", 4: "family", 9: "family"} {
		if got, ok := list.Suggested(people); !ok || got.ID != want {
			t.Errorf("%d people are offered %q, want %q", people, got.ID, want)
		}
	}
	if _, ok := (&food.Hampers{}).Suggested(1); ok {
		t.Error("a hamper is suggested from an empty list")
	}
}
