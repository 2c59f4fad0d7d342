package town_test

import (
	"reflect"
	"strings"
	"testing"

	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
)

var sectors = []town.Sector{
	{Code: "WN2 3", Neighbourhood: "hapi", Share: 3, Middle: grid.Point{Lat: 53.53, Lon: -2.58}},
	{Code: "WN7 1", Neighbourhood: "leigh", Share: 1, Middle: grid.Point{Lat: 53.50, Lon: -2.52}},
}

func borough(seed uint64) town.Borough {
	today, err := day.ParseDate("2020-04-20")
	if err != nil {
		panic(err)
	}
	return town.Borough{Seed: seed, Today: today, Homes: town.Homes(seed, sectors, 200)}
}

func residents(b town.Borough, n int) []town.Resident {
	var all []town.Resident
	for _, r := range b.People(n) {
		all = append(all, r)
	}
	return all
}

func TestSameSeedSameBorough(t *testing.T) {
	one, again, other := residents(borough(7), 500), residents(borough(7), 500), residents(borough(8), 500)
	if !reflect.DeepEqual(one, again) {
		t.Error("the same seed gave two different boroughs")
	}
	if reflect.DeepEqual(one, other) {
		t.Error("two seeds gave the same borough")
	}
}

func TestPeopleStopsAtTheLimit(t *testing.T) {
	for _, n := range []int{0, 1, 17} {
		if got := len(residents(borough(1), n)); got != n {
			t.Errorf("asked for %d people, got %d", n, got)
		}
	}
}

func TestEverybodyIsInvented(t *testing.T) {
	drama := []string{
		"07700900", "01632960", "0161496", "0151496", "0113496", "0114496", "0115496",
		"0116496", "0117496", "0118496", "0121496", "0131496", "0141496", "0191498", "0207946", "0289649", "0292018",
	}
	for _, r := range residents(borough(3), 3000) {
		if r.Email != "" && !strings.HasSuffix(r.Email, "@example.org") {
			t.Fatalf("mail address outside example.org: %s", r.Email)
		}
		if r.Phone != "" && !hasAnyPrefix(strings.ReplaceAll(r.Phone.National(), " ", ""), drama) {
			t.Fatalf("phone outside the drama ranges: %s", r.Phone.National())
		}
	}
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func TestAgesArePlausible(t *testing.T) {
	b := borough(5)
	old, all := 0, 20000
	for _, r := range residents(b, all) {
		age := day.AgeOn(r.BirthDate, b.Today)
		if age < 0 || age > 105 {
			t.Fatalf("%s is %d", r.GivenNames, age)
		}
		if age >= 70 {
			old++
		}
	}
	if share := float64(old) / float64(all); share < 0.08 || share > 0.25 {
		t.Errorf("%.0f%% are 70 or over; a real borough has about 14%%", share*100)
	}
}

func TestHomesFollowTheShares(t *testing.T) {
	count := map[string]int{}
	seen := map[string]bool{}
	for _, h := range town.Homes(1, sectors, 200) {
		count[h.Neighbourhood]++
		if seen[string(h.Postcode)] {
			t.Fatalf("%s is made twice", h.Postcode)
		}
		seen[string(h.Postcode)] = true
	}
	if count["hapi"] != 150 || count["leigh"] != 50 {
		t.Errorf("homes by neighbourhood = %v, want 150 and 50", count)
	}
}

func TestFoodLeadsWhatIsAsked(t *testing.T) {
	by := map[string]int{}
	for n := range 5000 {
		for _, c := range town.Asks(1, n).Categories {
			by[c]++
		}
	}
	if by["food"] < by["comfort-call"] || by["comfort-call"] < by["housing"] {
		t.Errorf("asks by category are out of proportion: %v", by)
	}
}

func TestGroupsHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range town.Groups(4, []string{"a", "b", "c", "d", "e", "f", "g"}) {
		if seen[g.Name] {
			t.Errorf("two groups are called %s", g.Name)
		}
		seen[g.Name] = true
	}
}
