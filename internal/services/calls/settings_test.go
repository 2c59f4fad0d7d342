package calls

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
)

func TestSettingsSection(t *testing.T) {
	sections := []blueprint.Section{SettingsSection()}
	s := blueprint.Part[*Settings](blueprinttest.Load(t, map[string]string{"calls.yaml": settingsFile + `talks:
  - {name: Any, say: [Hello]}
  - {name: Friendly, for: [comfort-call], mood: true, say: [How are you?]}
`}, sections...))
	if s.skillFor("comfort-call") != "listening" || s.skillFor("food") != "" {
		t.Errorf("the skills are %+v", s.Skills)
	}
	if s.Talk("comfort-call").Name != "Friendly" || s.Talk("food").Name != "Any" {
		t.Errorf("the talks are %+v", s.Talks)
	}
	blueprinttest.Each(t, map[string]string{"calls.yaml": settingsFile + "rings_from: 01632 960 150\n"}, sections, []blueprinttest.Break{
		{"a language twice", "calls.yaml", "Polish, Urdu", "Urdu, Urdu", "calls.yaml:1:19: language"},
		{"a number that is none", "calls.yaml", "rings_from: 01632 960 150", "rings_from: ask", "calls.yaml:4:13: "},
	})
}
