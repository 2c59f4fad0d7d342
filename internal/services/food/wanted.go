package food

import (
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// goesOn are the actions that are of no use once the need was withdrawn.
var goesOn = []Action{Start, Pack, Send, Again}

// wanted holds that an order is still of use: nobody packs or drives for somebody who has
// said that they no longer need it.
func (o Order) wanted(tx *db.Tx, a Action) error {
	if !slices.Contains(goesOn, a) {
		return nil
	}
	gone, err := unwanted(tx, o)
	if err == nil && gone {
		err = fault.New(fault.Conflict, "food.unwanted", "They no longer need it: the need was withdrawn. Cancel the order.")
	}
	return err
}

func unwanted(r db.Reader, o Order) (bool, error) {
	if o.State.Ended() {
		return false, nil
	}
	n, err := needs.NeedIn(r, o.Need)
	return n.State == needs.NeedGone, err
}
