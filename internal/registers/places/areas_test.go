package places_test

import (
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/registers/places"
)

const soundAreas = `lad: E08000010
attribution: [OS]
neighbourhoods:
  - id: hapi
    name: HAPI
    base: {name: Hindley Library, postcode: WN2 3EB, phone: 01632 960104}
    wards:
      - code: E05000849
        name: Hindley
        vintage: 2017
        to: 2023-05-03
        confidence: documented-by-base
        basis: the base
      - code: E05014998
        name: Hindley
        vintage: 2023
        from: 2023-05-04
        confidence: inferred-by-fit
        basis: best fit
        postcodes: 10
        elsewhere:
          - {neighbourhood: leigh, sectors: [WN7 5], lsoas: [E01006281], postcodes: 2}
    outline: ["-2.60 53.50", "-2.50 53.50", "-2.50 53.55", "-2.60 53.55"]
  - id: leigh
    name: Leigh
    wards:
      - {code: E05000854, name: Leigh West, vintage: 2017, confidence: documented, basis: name}
    lsoas:
      - {vintage: 2011, confidence: inferred-by-fit, basis: fit, codes: [E01006330, E01006331]}
overrides:
  - {postcode: WN4 9BH, neighbourhood: leigh, reason: its base}
neighbouring_authorities:
  - {lad: E08000013, name: St Helens, phone: 01632 960804, outcodes: [WA9]}
sectors:
  - {code: WN2 3, neighbourhood: hapi, majority: 1, share: 0.6, lat: 53.53, lon: -2.58}
  - {code: WN7 5, neighbourhood: leigh, majority: 0.9, share: 0.4, lat: 53.51, lon: -2.53, mostly_in: E08000013}
`

func TestFaultsInAreas(t *testing.T) {
	const f = "areas.yaml"
	sections := []blueprint.Section{places.AreasSection()}
	blueprinttest.Each(t, map[string]string{f: soundAreas}, sections, []blueprinttest.Break{
		{"another borough", f, "lad: E08000010", "lad: E08000002", "areas.yaml:1:6: E08000002 is not the district of borough.yaml, E08000010"},
		{"two of one id", f, "  - id: leigh", "  - id: hapi", `areas.yaml:24:9: neighbourhood "hapi" is already at areas.yaml:4`},
		{"no wards", f, "    wards:\n      - {code: E05000854, name: Leigh West, vintage: 2017, confidence: documented, basis: name}\n    lsoas:\n      - {vintage: 2011, confidence: inferred-by-fit, basis: fit, codes: [E01006330, E01006331]}\n", "    wards: []\n", "areas.yaml:24:5: Leigh has no wards and no LSOAs"},
		{"a ward in two", f, "code: E05000854", "code: E05000849", "areas.yaml:27:16: E05000849 is already in hapi at the same dates"},
		{"an LSOA twice", f, "[E01006330, E01006331]", "[E01006330, E01006330]", "areas.yaml:29:85: E01006330 is already in leigh at the same dates"},
		{"dates the wrong way", f, "to: 2023-05-03", "from: 2023-05-04\n        to: 2023-05-03", "areas.yaml:12:13: it ends on 2023-05-03, before it begins on 2023-05-04"},
		{"no such day", f, "to: 2023-05-03", "to: 2023-02-30", "areas.yaml:11:13: There is no 30 February 2023"},
		{"a confidence unheard of", f, "confidence: documented, ", "confidence: sure, ", `areas.yaml:27:72: "sure" is not one of the choices`},
		{"a base nowhere", f, "postcode: WN2 3EB", "postcode: WN2 3E", "areas.yaml:6:45: "},
		{"a base typed badly", f, "postcode: WN2 3EB", "postcode: wn23eb", `areas.yaml:6:45: "wn23eb" is not written as postcodes are; write WN2 3EB`},
		{"elsewhere is here", f, "{neighbourhood: leigh, sectors", "{neighbourhood: hapi, sectors", "areas.yaml:22:29: the ward is already in hapi"},
		{"elsewhere is nowhere", f, "{neighbourhood: leigh, sectors", "{neighbourhood: lee, sectors", `areas.yaml:22:29: there is no neighbourhood "lee"`},
		{"an outline across itself", f, `"-2.50 53.50", "-2.50 53.55"`, `"-2.50 53.55", "-2.50 53.50"`, "areas.yaml:23:45: the outline crosses or touches itself here"},
		{"latitude first", f, `"-2.60 53.50"`, `"53.50 -2.60"`, "areas.yaml:23:15: 53.5000 -2.6000 is not in Britain"},
		{"half a point", f, `"-2.60 53.50"`, `"-2.60"`, `areas.yaml:23:15: "-2.60" is not one point`},
		{"an override to nowhere", f, "neighbourhood: leigh, reason", "neighbourhood: lee, reason", `areas.yaml:31:40: there is no neighbourhood "lee"`},
		{"a sector of both", f, "outcodes: [WA9]", "sectors: [WN2 3]", "areas.yaml:33:70: WN2 3 is also a sector of this borough"},
		{"an outcode of both", f, "outcodes: [WA9]", "outcodes: [WN7]", "areas.yaml:33:71: WN7 also has sectors in this borough"},
		{"shares that do not add up", f, "share: 0.6", "share: 0.2", "areas.yaml:34:1: the shares come to 0.600 and should come to 1"},
		{"an unknown neighbour", f, "mostly_in: E08000013", "mostly_in: E08000014", `areas.yaml:36:`},
	})
}

// TestAWardMayMoveOnADay: the same ward may be in one neighbourhood up to a day and in
// another from the next.
func TestAWardMayMoveOnADay(t *testing.T) {
	moved := strings.Replace(soundAreas,
		"{code: E05000854, name: Leigh West, vintage: 2017, ",
		"{code: E05000849, name: Hindley, vintage: 2017, from: 2023-05-04, ", 1)
	if got := blueprinttest.Problems(map[string]string{"areas.yaml": moved}, places.AreasSection()); len(got) > 0 {
		t.Error(got)
	}
}

func TestAStraddlingWardFollowsItsParts(t *testing.T) {
	b := blueprinttest.Load(t, map[string]string{"areas.yaml": soundAreas}, places.AreasSection())
	hapi, _ := blueprint.Part[*places.Areas](b).Find("hapi")
	ward := hapi.Wards[1]
	for _, c := range []struct{ sector, lsoa, want string }{
		{"WN2 4", "", "hapi"},
		{"WN7 5", "", "leigh"},
		{"WN7 5", "E01006280", "hapi"}, // the LSOA is finer than the sector
		{"WN2 4", "E01006281", "leigh"},
		{"", "", "hapi"},
	} {
		if got := ward.Neighbourhood("hapi", c.sector, c.lsoa); got != c.want {
			t.Errorf("sector %q, LSOA %q: %s, want %s", c.sector, c.lsoa, got, c.want)
		}
	}
}
