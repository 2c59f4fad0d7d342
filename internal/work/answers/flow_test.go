package answers_test

import (
	"slices"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/work/answers"
)

// walked is a form with one page of each kind that matters to the way through it.
const walked = `pages:
  - {id: who-for, part: who, title: Who?, why: to know, questions: [
      {id: who_for, kind: radios, required: true, missing: Select who, options: [{id: me, label: Me}, {id: someone-else, label: Someone else}]}]}
  - {id: about-you, part: who, show_when: who_for == 'someone-else', title: Your details, why: to know, questions: [
      {id: asker_name, kind: text, title: Your name, about: asker, required: true, missing: Enter your name, max: 20},
      {id: asker_phone, kind: phone, title: Your phone, about: asker}]}
  - {id: where, part: where, title: Where do you live?, title_other: Where do they live?, lead: Say what you know., why: to know, questions: [
      {id: address, kind: address, title: Street, max: 40},
      {id: postcode, kind: postcode, title: Postcode, required_unless: no_postcode, missing: "Enter it, or tick that you do not know it"},
      {id: no_postcode, kind: checkboxes, title: No postcode?, options: [{id: not-known, label: I do not know it}]}]}
  - {id: needs, part: what, title: What?, why: to know, questions: [
      {id: needs, kind: checkboxes, title: Kinds, required: true, missing: Select a kind, options: [{id: food, label: Food}, {id: pets, label: Pets, off: true}, {id: none, label: None, exclusive: true}]},
      {id: own_words, kind: textarea, title: Your words, max: 30}]}
  - {id: food-for, part: food, show_when: "'food' in needs", title: How many?, lead: Count all., why: Some eat more., questions: [
      {id: adults, kind: number, required: true, missing: Enter how many, max: 20}]}
  - {id: name, part: contact, title: Name?, title_other: Their name?, why: to know, questions: [
      {id: first_name, kind: text, title: First name, max: 20},
      {id: last_name, kind: text, title: Last name, max: 20},
      {id: date_of_birth, kind: date, title: Date of birth},
      {id: phone, kind: phone, title: Phone},
      {id: email, kind: email, title: Email},
      {id: safe_contact, kind: checkboxes, title: Safe, options: [{id: call, label: Call}]}]}
  - {id: agreement, part: consent, title: Agree?, why: to know, questions: [
      {id: agreement, kind: checkboxes, options: [{id: share, label: Share}]}]}
  - {id: pet, part: consent, show_when: "'pets' in needs", title: Which?, why: to know, questions: [{id: pet, kind: text, max: 9}]}
`

func form(t testing.TB) *answers.Questions {
	return blueprint.Part[*answers.Questions](blueprinttest.Load(t, map[string]string{"questions.yaml": walked}, answers.QuestionsSection()))
}

// blankName is the page of six boxes, none of them compulsory, sent as it came.
func blankName(a answers.Answers) answers.Answers {
	for _, id := range []string{"first_name", "last_name", "date_of_birth", "phone", "email", "safe_contact"} {
		a[id] = []string{}
	}
	return a
}

func TestTheFormIsWalkedInOrder(t *testing.T) {
	q, a := form(t), answers.Answers{}
	for _, page := range []struct {
		id    string
		given answers.Answers
	}{
		{"who-for", answers.Answers{"who_for": {"me"}}},
		{"where", answers.Answers{"address": {}, "postcode": {"WN2 3EB"}, "no_postcode": {}}},
		{"needs", answers.Answers{"needs": {"food"}, "own_words": {}}},
		{"food-for", answers.Answers{"adults": {"2"}}},
		{"name", blankName(answers.Answers{})},
		{"agreement", answers.Answers{"agreement": {}}},
	} {
		if next, err := q.Unanswered(a); err != nil || next != page.id {
			t.Fatalf("next is %q (%v), want %q", next, err, page.id)
		}
		if _, ok, _ := q.Enter(a, page.id); !ok {
			t.Errorf("%s cannot be entered in its turn", page.id)
		}
		for id, given := range page.given {
			a[id] = given
		}
	}
	if next, err := q.Unanswered(a); err != nil || next != "" {
		t.Errorf("still %q to answer (%v)", next, err)
	}
	if wrong, err := q.Check(a); err != nil || wrong != nil {
		t.Errorf("the whole form is wrong: %v %v", wrong, err)
	}
}

func TestAPageIsEnteredInItsTurn(t *testing.T) {
	q := form(t)
	begun := answers.Answers{"who_for": {"me"}}
	for _, c := range []struct {
		name       string
		given      answers.Answers
		page       string
		ok         bool
		back, next string
	}{
		{"the first page", answers.Answers{}, "who-for", true, "", "where"},
		{"one further on", answers.Answers{}, "where", false, "", ""},
		{"the next page", begun, "where", true, "who-for", "needs"},
		{"a page not on the way", begun, "about-you", false, "", ""},
		{"a page on the way of another", answers.Answers{"who_for": {"someone-else"}}, "about-you", true, "who-for", "where"},
		{"a page there is not", begun, "nonsense", false, "", ""},
		{"behind a page with a wrong answer", answers.Answers{"who_for": {"me"}, "address": {}, "postcode": {}, "no_postcode": {}}, "needs", false, "", ""},
		{"behind a page that was made up for", answers.Answers{"who_for": {"me"}, "address": {}, "postcode": {}, "no_postcode": {"not-known"}}, "needs", true, "where", "name"},
	} {
		step, ok, err := q.Enter(c.given, c.page)
		if err != nil || ok != c.ok || step.Back != c.back || step.Next != c.next {
			t.Errorf("%s: %v back to %q on to %q (%v)", c.name, ok, step.Back, step.Next, err)
		}
	}
}

func TestWhatIsWrong(t *testing.T) {
	q := form(t)
	sound := func() answers.Answers {
		return answers.Answers{"who_for": {"someone-else"}, "asker_name": {"Jo"}, "postcode": {"WN2 3EB"}, "needs": {"food"}, "adults": {"2"}}
	}
	for _, c := range []struct {
		id, want string
		given    []string
	}{
		{"who_for", "Select who", nil},
		{"who_for", "Choose from the answers on the page.", []string{"dog"}},
		{"who_for", "Choose one answer.", []string{"me", "someone-else"}},
		{"asker_name", "Enter your name", []string{"  "}},
		{"asker_name", "Shorten this to 20 characters or fewer. It has 21.", []string{"ååååååååååååååååååååå"}},
		{"asker_name", "Give one answer.", []string{"Jo", "Sam"}},
		{"asker_phone", "phone number", []string{"12"}},
		{"postcode", "Enter it, or tick that you do not know it", nil},
		{"postcode", "", []string{"by the canal"}},
		{"address", "Write the address in 5 lines or fewer.", []string{"1", "2", "3", "4", "5", "6"}},
		{"needs", "Choose from the answers on the page.", []string{"food", "pets"}},
		{"needs", "Choose “None” or the others, not both.", []string{"food", "none"}},
		{"adults", "Write a whole number, such as 3.", []string{"two"}},
		{"adults", "Write a number from 0 to 20.", []string{"21"}},
		{"date_of_birth", "There is no 31 February 1950.", []string{"31/2/1950"}},
		{"date_of_birth", "", []string{"1950-02-28"}},
		{"email", "Enter an email address in the correct format", []string{"jo at home"}},
		{"email", "", []string{"jo@example.org"}},
	} {
		a := sound()
		a[c.id] = c.given
		wrong, err := q.Check(a)
		if err != nil {
			t.Fatal(err)
		}
		if c.want == "" && wrong == nil {
			continue
		}
		if len(wrong) != 1 || wrong[0].Question != c.id || !contains(wrong[0].Message, c.want) {
			t.Errorf("%s=%q: %v, want %q", c.id, c.given, wrong, c.want)
		}
	}
	if wrong, _ := q.Check(answers.Answers{"who_for": {"me"}, "no_postcode": {"not-known"}, "needs": {"none"}, "adults": {"999"}, "asker_name": {""}}); wrong != nil {
		t.Errorf("answers off the way count: %v", wrong)
	}
}

func TestSummarySaysAnswersInWords(t *testing.T) {
	q := form(t)
	lines, err := q.Summary(answers.Answers{
		"who_for": {"someone-else"}, "asker_name": {"Jo"}, "postcode": {"WN2 3EB"}, "no_postcode": {}, "needs": {"food"},
		"adults": {"2"}, "date_of_birth": {"1939-03-24"}, "address": {"1 High Street", "Ince"},
	})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string][]string{}
	for _, l := range lines {
		said[l.Title] = l.Answer
	}
	for title, want := range map[string][]string{
		"Who?": {"Someone else"}, "Kinds": {"Food"}, "Date of birth": {"24 March 1939"},
		"Street": {"1 High Street", "Ince"}, "Your phone": nil, "How many?": {"2"},
	} {
		if got, ok := said[title]; !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %q (%v), want %q", title, got, ok, want)
		}
	}
	if _, asked := said["No postcode?"]; asked {
		t.Error("the way out is shown beside the postcode")
	}
	if given := (answers.Answers{"phone": {}, "email": {" "}, "adults": {"2"}}).Given(); len(given) != 1 {
		t.Errorf("blanks are given: %v", given)
	}
}
