package food_test

import (
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/policy"
	"kith/internal/services/food"
)

// Each part of an order is shown to whom the policies show it, and to nobody else: the page of
// one order, the list and the list to pack by say the same.
func TestWhatOfAnOrderIsShownIsThePolicies(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.placed(w.task("no-access"))
		for _, who := range []access.Principal{hub, point, packer, reader} {
			one, err := w.food.Order(w.As(who), o.ID)
			w.must(err)
			list, err := w.food.Orders(w.As(who), food.Filter{Limit: 10})
			w.must(err)
			pack, err := w.food.PickList(w.As(who), food.Filter{Limit: 10})
			w.must(err)
			if len(list) != 1 || len(pack) != 1 {
				t.Fatalf("%s: %d and %d orders", who.Account, len(list), len(pack))
			}
			for _, seen := range []food.Order{one.Order, list[0], pack[0]} {
				parts := map[policy.Group]bool{
					policy.Name: seen.Name != "", policy.Diet: len(seen.Options) > 0 || seen.DietNote != "", policy.Food: len(seen.Chosen) > 0,
					policy.Money: seen.Bill != (food.Bill{}), policy.OrderValue: seen.Total > 0 || seen.Due() > 0 || seen.Chosen[0].Each > 0,
					policy.Address: seen.DoorNote != "",
				}
				for g, shown := range parts {
					if may := policy.May(who, g, policy.Record{Neighbourhood: "hapi"}); shown != may {
						t.Errorf("%s: %s is shown: %v, and the policies say %v", who.Account, g.Words(), shown, may)
					}
				}
			}
			if !one.ToPay {
				t.Errorf("%s cannot tell that a bill comes", who.Account)
			}
			if who.Account == "hub" && one.Due() != 0 || who.Account == "packer" && (one.Due() == 0 || one.Bill != food.Bill{}) {
				t.Errorf("%s is told of %s and %+v: a hub is told no sums, logistics no bill", who.Account, one.Due(), one.Bill)
			}
		}
	})
}
