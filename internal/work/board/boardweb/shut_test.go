package boardweb

import (
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/work/referrals"
)

func TestServicesThatAreClosedOrLimitedToday(t *testing.T) {
	all := &referrals.Destinations{Destinations: []referrals.Destination{
		{ID: "open", Name: "Open", Status: referrals.Accepting},
		{ID: "acm", Name: "Case management", Status: referrals.Suspended, Reason: "The pandemic.", Fallback: "list"},
		{ID: "list", Name: "The waiting list", Kind: "int", Status: referrals.Limited, Reason: "Over 70s."},
		{ID: "bank", Name: "Food bank", Status: referrals.Suspended, Fallback: "acm"},
		{ID: "alone", Name: "Alone", Status: referrals.Suspended},
		{ID: "past", Name: "Past", Status: referrals.Suspended, Until: day.New(2020, 4, 6)},
		{ID: "soon", Name: "Soon", Status: referrals.Suspended, From: day.New(2020, 4, 8)},
	}}
	want := map[string]string{
		"Case management": "The waiting list", "The waiting list": "Nobody is named",
		"Food bank": "Case management (suspended too)", "Alone": "Nobody: ring the coordination point",
	}
	found := shutOn(all, day.New(2020, 4, 7))
	if len(found) != len(want) {
		t.Errorf("%d are shown, want %d", len(found), len(want))
	}
	for _, one := range found {
		if one.instead != want[one.Name] {
			t.Errorf("instead of %s goes %q, want %q", one.Name, one.instead, want[one.Name])
		}
	}
	page := watch{shut: found}
	if rows := page.destinations().Rows; len(rows) != len(want) || rows[0].Cells[2].Text != "The pandemic." {
		t.Errorf("the table has %d rows", len(rows))
	}
}
