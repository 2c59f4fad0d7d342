package referrals_test

import (
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/registers/places"
	"kith/internal/work/referrals"
)

const (
	soundDestinations = `destinations:
  - {id: mash, name: MASH, kind: safeguarding, takes: harm, status: accepting, hours: always, phone: 0808 1570110, acknowledge_hours: 4, whose: own}
  - {id: bank-leigh, name: Leigh bank, kind: food-bank, takes: food, neighbourhoods: [leigh], status: accepting, hours: Monday, email: l@example.org, acknowledge_hours: 8, whose: own}
  - {id: bank, name: Other bank, kind: food-bank, takes: food, status: limited, reason: Fridays only, hours: Friday, email: b@example.org, acknowledge_hours: 8, whose: own}
  - id: int
    name: INT
    kind: health
    takes: complex
    status: suspended
    from: 2020-03-23
    until: 2020-07-31
    reason: the pandemic
    fallback: list
    hours: office
    email: i@example.org
    acknowledge_hours: 72
    whose: own
  - {id: list, name: List, kind: waiting, takes: complex, status: accepting, hours: weekly, email: w@example.org, acknowledge_hours: 168, whose: own}
`
	soundAreas = `lad: E08000010
attribution: []
neighbourhoods:
  - {id: leigh, name: Leigh, wards: [{code: E05000854, name: Leigh West, vintage: 2017, confidence: documented, basis: name}]}
neighbouring_authorities: []
sectors: []
`
)

func files() map[string]string {
	return map[string]string{"referrals.yaml": soundDestinations, "areas.yaml": soundAreas}
}

func sections() []blueprint.Section {
	return []blueprint.Section{places.AreasSection(), referrals.DestinationsSection()}
}

func TestFaultsInDestinations(t *testing.T) {
	const f = "referrals.yaml"
	blueprinttest.Each(t, files(), sections(), []blueprinttest.Break{
		{"an id twice", f, "id: list", "id: mash", `referrals.yaml:18:10: destination "mash" is already at referrals.yaml:2`},
		{"suspended to nobody", f, "    fallback: list\n", "", "referrals.yaml:9:13: INT is suspended and names nobody else"},
		{"suspended to nowhere", f, "fallback: list", "fallback: lost", `referrals.yaml:13:15: there is no destination "lost"; did you mean list?`},
		{"falling back on itself", f, "fallback: list", "fallback: int", "referrals.yaml:13:15: following the fallbacks comes back to int"},
		{"falling back in a ring", f, "takes: complex, status: accepting", "takes: complex, fallback: int, status: accepting", "referrals.yaml:13:15: following the fallbacks comes back to int"},
		{"no reason", f, "reason: Fridays only, ", "", "referrals.yaml:4:72: nothing says why Other bank is limited"},
		{"over before it began", f, "until: 2020-07-31", "until: 2020-03-01", "referrals.yaml:11:12: it ends on 2020-03-01"},
		{"never chased", f, "acknowledge_hours: 72", "acknowledge_hours: 0", "referrals.yaml:16:24: a referral that is never chased is lost"},
		{"out of reach", f, "    email: i@example.org\n", "", "referrals.yaml:5:5: there is no way to reach INT"},
		{"a number abroad", f, "0808 1570110", "0044 1", "referrals.yaml:2:"},
		{"of nowhere", f, "[leigh]", "[lee]", "referrals.yaml:3:"},
		{"a kind that is an id", f, "kind: waiting", "kind: mash", `referrals.yaml:18:`},
	})
}

func TestResolve(t *testing.T) {
	d := blueprint.Part[*referrals.Destinations](blueprinttest.Load(t, files(), sections()...))
	in, after := day.New(2020, 5, 1), day.New(2020, 8, 1)
	for _, c := range []struct {
		name, neighbourhood string
		on                  day.Date
		want                string
	}{
		{"mash", "", in, "mash"},
		{"food-bank", "leigh", in, "bank-leigh"},
		{"food-bank", "hapi", in, "bank (Fridays only)"},
		{"food-bank", "", in, "bank (Fridays only)"},
		{"int", "leigh", in, "list instead of INT is suspended: the pandemic"},
		{"int", "leigh", after, "int"},
	} {
		r, err := d.Resolve(c.name, c.neighbourhood, c.on)
		got := r.ID
		if r.Limit != "" {
			got += " (" + r.Limit + ")"
		}
		if len(r.Instead) > 0 {
			got += " instead of " + strings.Join(r.Instead, ", ")
		}
		if err != nil || got != c.want {
			t.Errorf("%s for %q on %s goes to %s, %v; want %s", c.name, c.neighbourhood, c.on, got, err, c.want)
		}
	}
	if _, err := d.Resolve("nobody", "leigh", in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("nobody: %v", err)
	}
}
