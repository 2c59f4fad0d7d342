package volunteering_test

import (
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteering/volunteeringtest"
)

const soundVolunteering = volunteeringtest.Sound

var section = []blueprint.Section{volunteering.Section()}

func rules(t testing.TB) *volunteering.Rules { return volunteeringtest.Rules(t) }

func TestFaultsInVolunteering(t *testing.T) {
	const f = "volunteering.yaml"
	blueprinttest.Each(t, map[string]string{f: soundVolunteering}, section, []blueprinttest.Break{
		{"children", f, "minimum_age: 18", "minimum_age: 8", "volunteering.yaml:1:14: 8 is no age from which people may volunteer; write a number from 16 to 21"},
		{"nothing to agree to", f, "  says:\n    - {id: kind, text: I am kind.}\n", "  says: []\n", "volunteering.yaml:4:3: there is nothing to agree to"},
		{"nobody looks who they are", f, "joining: {checks: [identity]", "joining: {checks: [licence]", "volunteering.yaml:6:11: nobody looks who a volunteer is"},
		{"a check everybody needs that there is not", f, "joining: {checks: [identity]", "joining: {checks: [identity, photo]", `volunteering.yaml:6:30: there is no check "photo"`},
		{"a module everybody needs that there is not", f, "modules: [welcome]}", "modules: [welcom]}", `volunteering.yaml:6:41: there is no module "welcom"; did you mean welcome?`},
		{"a skill twice", f, "id: advice", "id: driving", `volunteering.yaml:9:10: skill "driving" is already at volunteering.yaml:8`},
		{"a check twice", f, "{id: references,", "{id: identity,", `volunteering.yaml:12:10: check "identity" is already`},
		{"a DBS of no level", f, " level: enhanced,", "", "volunteering.yaml:14:6: a DBS check says no level"},
		{"a level of no DBS", f, "kind: reference, needed", "kind: reference, level: basic, needed", "volunteering.yaml:12:64: only a DBS check has a level"},
		{"too many references", f, "needed: 2", "needed: 20", "volunteering.yaml:12:65: 20 of them are not to be had"},
		{"valid for ever and a day", f, "level: enhanced, valid_months: 12", "level: enhanced, valid_months: 1200", "volunteering.yaml:14:83: 1200 months is no time"},
		{"a kind of check there is not", f, "kind: identity", "kind: papers", `volunteering.yaml:11:56: "papers" is not one of the choices`},
		{"a question without a right answer", f, "right: 2,", "right: 3,", "volunteering.yaml:23:74: there is no answer 3; write the number of the right one, from 1 to 2"},
		{"nothing to choose from", f, "choices: [B, C]", "choices: [B]", "volunteering.yaml:27:98: there is nothing to choose from"},
		{"a gate nobody passes", f, "    pass: 2\n", "    pass: 3\n", "volunteering.yaml:25:11: 3 right answers of 2 cannot be the gate"},
		{"a gate that stands open", f, "    pass: 2\n", "    pass: 0\n", "volunteering.yaml:25:11: 0 right answers of 2 cannot be the gate"},
		{"a question twice", f, "{id: worry,", "{id: card,", `volunteering.yaml:24:14: question "card" is already`},
		{"an activity twice", f, "{id: call,", "{id: food,", `volunteering.yaml:30:10: activity "food" is already`},
		{"two activities of one task", f, "categories: [comfort-call]", "categories: [comfort-call, food]", "volunteering.yaml:30:94: a task of food is both Food and Calls"},
		{"an activity for nothing", f, "categories: [befriending]", "categories: []", "volunteering.yaml:31:71: Visits serves no kind of need"},
		{"into a home unchecked", f, "checks: [dbs]", "checks: [references]", "volunteering.yaml:31:127: Visits enters a home, and nobody looks at a DBS certificate first"},
		{"a car uninsured", f, "checks: [licence, insurance]", "checks: [licence]", "volunteering.yaml:32:157: Lifts takes a car, and nobody looks at licence and insurance first"},
		{"a check of an activity there is not", f, "checks: [references], modules", "checks: [reference], modules", `volunteering.yaml:30:104: there is no check "reference"; did you mean references?`},
		{"a skill of an activity there is not", f, "skills: [driving],", "skills: [diving],", `volunteering.yaml:32:133: there is no skill "diving"; did you mean driving?`},
		{"cash in hand", f, "paid: invoice", "paid: cash", `volunteering.yaml:29:194: "cash" is not one of the choices; use one of nothing, invoice`},
		{"a month shorter than a week", f, "per_month_most: 20", "per_month_most: 2", "volunteering.yaml:36:19: a month allows 2 tasks and a week 3"},
		{"nothing in hand", f, "in_hand: 4", "in_hand: 0", "volunteering.yaml:37:12: 0 is too few"},
		{"nobody asked at first", f, "{after: 0, to: nearest", "{after: 1, to: nearest", "volunteering.yaml:40:3: nobody is asked at first"},
		{"widened twice at once", f, "{after: 4, to: borough}", "{after: 0, to: borough}", "volunteering.yaml:40:58: it comes no later than the one before"},
		{"how near is not said", f, ", metres: 2000", "", "volunteering.yaml:40:12: how near is said of the nearest"},
	})
}

func TestABoroughWithoutTheFileAsksNothing(t *testing.T) {
	b := volunteering.Of(blueprinttest.Load(t, nil, section...))
	if _, ok := b.For("food", "do"); ok || b.MinimumAge != 0 {
		t.Errorf("it asks %+v", b)
	}
}

func TestWhichActivityATaskIs(t *testing.T) {
	b := &volunteering.Rules{Activities: []volunteering.Activity{
		{ID: "food", Categories: []string{"food", "shopping"}},
		{ID: "food-call", Categories: []string{"food"}, Kinds: []string{"call", "first-contact"}},
		{ID: "walk", Categories: []string{"pets"}, Kinds: []string{"do"}},
	}}
	for _, c := range []struct{ category, kind, want string }{
		{"food", "deliver", "food"},
		{"food", "call", "food-call"},
		{"shopping", "call", "food"},
		{"pets", "do", "walk"},
		{"pets", "call", ""},
		{"transport", "do", ""},
	} {
		if a, ok := b.For(c.category, c.kind); a.ID != c.want || ok != (c.want != "") {
			t.Errorf("a task of %s, %s is %q, want %q", c.category, c.kind, a.ID, c.want)
		}
	}
	if a, ok := b.Serving("pets"); !ok || a.ID != "walk" {
		t.Errorf("pets are served by %q, %v", a.ID, ok)
	}
}

func TestWhatVolunteersReadIsTranslated(t *testing.T) {
	texts := blueprinttest.Load(t, map[string]string{"volunteering.yaml": soundVolunteering}, section...).Texts()
	for id, want := range map[string]string{
		"volunteering.principles.kind":                "I am kind.",
		"volunteering.skills.driving":                 "Driving",
		"volunteering.activities.food.public_label":   "Bring food",
		"volunteering.activities.food.faq.pay.a":      "The council.",
		"volunteering.modules.welcome.card.choice-2":  "Say no",
		"volunteering.modules.welcome.worry.question": "A worry?",
		"volunteering.paying":                         "You never handle cash.",
		"volunteering.thanks.end":                     "Thank you all.",
	} {
		if texts[id] != want {
			t.Errorf("%s is %q, want %q", id, texts[id], want)
		}
	}
	for id := range texts {
		if strings.Contains(id, "advice") {
			t.Errorf("a skill of staff is said to volunteers: %s", id)
		}
	}
}

func TestTheQuizIsTheGate(t *testing.T) {
	welcome, _ := rules(t).Module("welcome")
	for _, c := range []struct {
		answers []int
		score   int
		passed  bool
		wrong   int
	}{
		{[]int{2, 1}, 2, true, 0},
		{[]int{1, 1}, 1, false, 1},
		{[]int{2}, 1, false, 1},
		{nil, 0, false, 2},
		{[]int{0, 0, 1, 1}, 0, false, 2},
	} {
		if m := volunteering.Mark(welcome, c.answers); m.Score != c.score || m.Passed != c.passed || len(m.Wrong) != c.wrong {
			t.Errorf("%v: %+v", c.answers, m)
		}
	}
	if m := volunteering.Mark(volunteering.Module{}, nil); !m.Passed {
		t.Error("a module without questions is not passed by reading it")
	}
}
