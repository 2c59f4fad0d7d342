package town_test

import (
	"testing"

	"kith/internal/demo/town"
	"kith/internal/kernel/day"
)

// TestVintagesAreAsOthersPublishThem: the newest days are not whole, what was counted twice is
// put right, three days bring nothing new, and the same seed makes the same files.
func TestVintagesAreAsOthersPublishThem(t *testing.T) {
	today := day.New(2020, 11, 30)
	people := []int{300_000, 200_000, 250_000, 220_000, 280_000, 230_000, 240_000, 290_000, 210_000, 225_000}
	all := town.Vintages(7, people, today)
	if n := len(all); n != 34 || all[n-1].AsOf != today.AddDays(-1) || all[0].AsOf != today.AddDays(-34) {
		t.Fatalf("%d vintages, from %v to %v", n, all[0].AsOf, all[len(all)-1].AsOf)
	}
	of := func(v town.Vintage, area int, on day.Date) int { return v.Counts[area][on.DaysSince(v.From)] }
	newest, before := all[33], all[30]
	late := 0
	for a := range people {
		late += of(newest, a, before.AsOf) - of(before, a, before.AsOf)
	}
	if late < 100 {
		t.Errorf("the day itself grew by %d cases in three days", late)
	}
	doubled := today.AddDays(-30)
	if was, is := of(all[34-15], 1, doubled), of(all[34-14], 1, doubled); was-is != 35 {
		t.Errorf("a batch counted twice: %d, then %d", was, is)
	}
	held, then, now := today.AddDays(-11), 0, 0
	for a := range people {
		then, now = then+of(all[34-11], a, held), now+of(newest, a, held)
	}
	if then != 0 || now < 100 {
		t.Errorf("%d cases of a day on which nothing was passed on, in the end %d", then, now)
	}
	if burst := today.AddDays(-45); of(all[0], 3, burst) < 38 {
		t.Errorf("%d cases where one building had 38", of(all[0], 3, burst))
	}
	again := town.Vintages(7, people, today)
	if of(again[33], 5, today.AddDays(-9)) != of(newest, 5, today.AddDays(-9)) {
		t.Error("another story with the same seed")
	}
}
