package contacts

import (
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
)

const soundRules = `gap_hours: 48
look_back_days: 10
hours: {from: "09:00", until: "19:00"}
agencies:
  - {id: gp, name: GP practices}
  - {id: idva, name: Domestic abuse advisers, restricted: true}
lists:
  - {id: shielded, name: Shielded patients, owner: The NHS, texts: neutral, decided: "Dr Roe, 2 April"}
  - {id: council, name: Another team, owner: Customer services}
`

func TestRulesSection(t *testing.T) {
	sound := map[string]string{"contacts.yaml": soundRules}
	sections := []blueprint.Section{RulesSection()}
	rules := blueprint.Part[*Rules](blueprinttest.Load(t, sound, sections...))
	if rules.Gap() != 48*time.Hour || rules.LookBack() != 10*24*time.Hour {
		t.Errorf("read as %+v", rules)
	}
	if a, ok := rules.Agency("gp  practices"); !ok || a.ID != "gp" {
		t.Errorf("GP practices are found as %+v", a)
	}
	if waking, from := rules.waking(at(0, 19, 0)); waking || !from.Equal(at(1, 9, 0)) {
		t.Errorf("at seven in the evening: %t until %s", waking, from)
	}
	if l, ok := rules.List("council"); !ok || l.Texts == NeutralTexts {
		t.Errorf("the list of another team is read as %+v", l)
	}
	blueprinttest.Each(t, sound, sections, []blueprinttest.Break{
		{"a gap of years", "contacts.yaml", "gap_hours: 48", "gap_hours: 9000", "contacts.yaml:1:12: 9000 hours is no time"},
		{"no look back", "contacts.yaml", "look_back_days: 10", "look_back_days: -1", "contacts.yaml:2:17: -1 days"},
		{"a time that is none", "contacts.yaml", `"09:00"`, `"9"`, `contacts.yaml:3:15: "9" is not a time of day`},
		{"hours backwards", "contacts.yaml", `"19:00"`, `"08:00"`, "contacts.yaml:3:31: the hours end"},
		{"texts that nobody decided on", "contacts.yaml", `, decided: "Dr Roe, 2 April"`, "", "contacts.yaml:8:68: nobody is named who decided"},
		{"a decision that is none", "contacts.yaml", "texts: neutral", "texts: maybe", `contacts.yaml:8:68: "maybe" is not one of the choices`},
		{"a list twice", "contacts.yaml", "id: council", "id: shielded", "contacts.yaml:9:10: list"},
		{"an agency twice", "contacts.yaml", "id: idva", "id: gp", "contacts.yaml:6:10: agency"},
	})
}

func TestRulesOfABoroughThatHasNone(t *testing.T) {
	rules := blueprint.Part[*Rules](blueprinttest.Load(t, nil, RulesSection()))
	if rules.Gap() != usualGap || rules.LookBack() != usualLookBack {
		t.Errorf("read as %+v", rules)
	}
	if waking, _ := rules.waking(at(0, 12, 0)); !waking {
		t.Error("nobody is contacted at noon")
	}
}
