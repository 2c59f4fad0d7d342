package answers_test

import (
	"reflect"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/work/answers"
)

const soundQuestions = `pages:
  - id: who-for
    part: who
    title: Who?
    why: to know
    questions:
      - {id: who_for, kind: radios, required: true, missing: Select one, options: [{id: me, label: Me}, {id: someone-else, label: Other}]}
  - id: needs
    part: what
    title: What?
    why: to know
    questions:
      - {id: needs, kind: checkboxes, options: [{id: food, label: Food}, {id: other, label: Other, exclusive: true}]}
  - id: food
    part: food
    show_when: "'food' in needs"
    title: How many?
    why: to know
    questions:
      - {id: adults, kind: number, max: 20}
  - id: contact
    part: contact
    show_when: adults != 3
    title: How?
    why: to know
    questions:
      - {id: first_name, title: First, kind: text, max: 60}
      - {id: last_name, title: Last, kind: text, max: 60}
      - {id: address, title: Street, kind: address}
      - {id: postcode, title: Postcode, kind: postcode, required_unless: safe_contact, missing: Enter it}
      - {id: phone, title: Phone, kind: phone}
      - {id: safe_contact, title: Safe, kind: checkboxes, options: [{id: call, label: Call}]}
  - id: agreement
    part: consent
    title: Agree?
    why: to know
    questions:
      - {id: agreement, kind: checkboxes, options: [{id: share, label: Share}]}
`

func TestFaultsInQuestions(t *testing.T) {
	const f = "questions.yaml"
	blueprinttest.Each(t, map[string]string{f: soundQuestions}, []blueprint.Section{answers.QuestionsSection()}, []blueprinttest.Break{
		{"a later answer", f, "'food' in needs", "phone == ''", "questions.yaml:16:17: phone is not something a rule here can ask about"},
		{"a rule that cannot be read", f, "'food' in needs", "'food' in", "questions.yaml:16:"},
		{"an option nobody offers", f, "'food' in needs", "'foot' in needs", `questions.yaml:16:16: there is no option of needs "foot"; did you mean food?`},
		{"a page twice", f, "- id: agreement\n", "- id: needs\n", `questions.yaml:33:9: page "needs" is already at questions.yaml:8`},
		{"a question twice", f, "id: last_name", "id: first_name", `questions.yaml:28:14: question "first_name" is already at questions.yaml:27`},
		{"an option twice", f, "{id: other, label: Other, exclusive", "{id: food, label: Other, exclusive", `questions.yaml:13:`},
		{"all options off", f, "{id: share, label: Share}", "{id: share, label: Share, off: true}", "questions.yaml:38:43: there is nothing to choose between"},
		{"a choice of one, the other off", f, "label: Other}", "label: Other, off: true}", "questions.yaml:7:74: there is nothing to choose between"},
		{"a choice of one", f, ", {id: someone-else, label: Other}", "", "questions.yaml:7:74: there is nothing to choose between"},
		{"no word for the error", f, ", missing: Select one", "", "questions.yaml:7:10: who_for must be answered, and nothing says how to mend it"},
		{"no end to a text", f, "title: Last, kind: text, max: 60", "title: Last, kind: text", "questions.yaml:28:10: a text needs a longest length"},
		{"options of a text", f, "title: Last, kind: text, max: 60", "title: Last, kind: text, max: 60, options: [{id: a, label: A}]", "questions.yaml:28:59: a question of kind text has no options"},
		{"no postcode asked", f, "id: postcode", "id: post_code", `questions.yaml:1:1: no question "postcode" of kind postcode`},
		{"several boxes, one without a title", f, "{id: last_name, title: Last, ", "{id: last_name, ", "questions.yaml:28:10: each of several boxes on a page needs a title"},
		{"excused by what is elsewhere", f, "required_unless: safe_contact", "required_unless: adults", `questions.yaml:30:`},
		{"a page with the program's own address", f, "- id: food\n", "- id: check\n", `questions.yaml:14:9: "check" is the address of a page of the program's own`},
		{"an id no rule can read", f, "id: adults", "id: a-dults", `questions.yaml:20:14: "a-dults" cannot be a question's id`},
	})
}

func sound(t *testing.T) *answers.Questions {
	return blueprint.Part[*answers.Questions](blueprinttest.Load(t, map[string]string{"questions.yaml": soundQuestions}, answers.QuestionsSection()))
}

func TestWay(t *testing.T) {
	q := sound(t)
	for _, c := range []struct {
		name  string
		given answers.Answers
		want  string
	}{
		{"nothing answered", nil, "who-for needs contact agreement"},
		{"food", answers.Answers{"needs": {"food"}}, "who-for needs food contact agreement"},
		{"food for three", answers.Answers{"needs": {"food"}, "adults": {"3"}}, "who-for needs food agreement"},
		{"an answer to a page no longer shown", answers.Answers{"needs": {"other"}, "adults": {"3"}}, "who-for needs contact agreement"},
	} {
		way, err := q.Way(c.given)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, p := range way {
			ids = append(ids, p.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	kept, err := q.OnTheWay(answers.Answers{"needs": {"other"}, "adults": {"3"}, "first_name": {"Ada"}})
	if want := (answers.Answers{"needs": {"other"}, "first_name": {"Ada"}}); err != nil || !reflect.DeepEqual(kept, want) {
		t.Errorf("kept %v, %v; want %v", kept, err, want)
	}
}

// TestValuesOfWhatWasNotAnswered: a rule meets every question, and an unknown number is
// not nought.
func TestValuesOfWhatWasNotAnswered(t *testing.T) {
	q := sound(t)
	values := q.Values(answers.Answers{"adults": {"many"}, "address": {"1 Mill Lane", "Ince"}})
	for id, want := range map[string]any{
		"adults": -1, "needs": []string{}, "phone": "", "address": []string{"1 Mill Lane", "Ince"},
	} {
		if !reflect.DeepEqual(values[id], want) {
			t.Errorf("%s is %#v, want %#v", id, values[id], want)
		}
	}
	if len(q.Vars()) != len(values) {
		t.Errorf("%d variables and %d values", len(q.Vars()), len(values))
	}
}
