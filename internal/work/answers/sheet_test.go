package answers_test

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/work/answers"
)

func contains(s, part string) bool { return strings.Contains(s, part) }

var today = day.New(2020, 4, 2)

func sheet(t testing.TB, page string, a answers.Answers) answers.Sheet {
	q := form(t)
	p, ok := q.Page(page)
	if !ok {
		t.Fatalf("no page %s", page)
	}
	return q.Sheet(p, a, today)
}

func TestWhatIsTypedBecomesAnswers(t *testing.T) {
	for _, c := range []struct {
		page, typed string
		want        answers.Answers
	}{
		{"who-for", "who_for=me", answers.Answers{"who_for": {"me"}}},
		{"where", "address=1+High+Street%0D%0A%0D%0A+Ince+&postcode=wn23eb", answers.Answers{"address": {"1 High Street", "Ince"}, "postcode": {"WN2 3EB"}, "no_postcode": {}}},
		{"where", "postcode=canal&no_postcode=not-known", answers.Answers{"address": {}, "postcode": {"canal"}, "no_postcode": {"not-known"}}},
		{"needs", "needs=food&own_words=+a%0D%0Ab+", answers.Answers{"needs": {"food"}, "own_words": {"a\nb"}}},
		{"food-for", "adults=+2+", answers.Answers{"adults": {"2"}}},
		{"name", "first_name=Amina&date_of_birth-day=24&date_of_birth-month=mar&date_of_birth-year=1939&phone=07700900123&email=a@example.org&safe_contact=call", answers.Answers{
			"first_name": {"Amina"}, "last_name": {}, "date_of_birth": {"1939-03-24"}, "phone": {"07700 900123"}, "email": {"a@example.org"}, "safe_contact": {"call"},
		}},
	} {
		values, _ := url.ParseQuery(c.typed)
		s := sheet(t, c.page, answers.Answers{})
		if !s.Parse(values) {
			t.Errorf("%s: %v", c.typed, s.Errors())
		}
		got := answers.Answers{}
		if s.Into(got); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", c.typed, got, c.want)
		}
		again := answers.Answers{}
		if sheet(t, c.page, got).Into(again); !reflect.DeepEqual(again, c.want) {
			t.Errorf("%s: filled in again it is %q", c.typed, again)
		}
	}
}

// TestWhatIsOffIsNotOffered: an option that is off is neither shown nor taken, and rules
// that name it stay valid.
func TestWhatIsOffIsNotOffered(t *testing.T) {
	s := sheet(t, "needs", answers.Answers{})
	for _, o := range s.Fields[0].Parser.(*forms.Checkboxes).Options {
		if o.Value == "pets" {
			t.Error("it is offered")
		}
	}
	if s.Parse(url.Values{"needs": {"pets"}}) {
		t.Error("it is taken")
	}
}

// TestWhatIsWrongIsKept: a wrong answer comes back as it was typed, and says how to mend it.
func TestWhatIsWrongIsKept(t *testing.T) {
	for _, c := range []struct{ page, typed, id, href, message, kept string }{
		{"who-for", "", "who_for", "#who_for", "Select who", ""},
		{"where", "", "postcode", "#postcode", "Enter it, or tick that you do not know it", ""},
		{"where", "postcode=canal", "postcode", "#postcode", "This is not a full postcode, like WN2 3EB. Enter it, or tick that you do not know it", "canal"},
		{"needs", "needs=food&needs=none", "needs", "#needs", "Select what applies", "food none"},
		{"needs", "needs=food&own_words=" + strings.Repeat("a", 31), "own_words", "#own_words", "Your words must be 30 characters or less", strings.Repeat("a", 31)},
		{"food-for", "adults=lots", "adults", "#adults", "must be a number", "lots"},
		{"name", "date_of_birth-day=31&date_of_birth-month=2&date_of_birth-year=1950", "date_of_birth", "#date_of_birth-day", "must be a real date", "31/2/1950"},
		{"name", "date_of_birth-day=3&date_of_birth-month=4&date_of_birth-year=2020", "date_of_birth", "#date_of_birth-day", "must be the same as or before 2 April 2020", "3/4/2020"},
		{"name", "phone=12", "phone", "#phone", "Enter a phone number", "12"},
		{"name", "email=jo", "email", "#email", "Enter an email address in the correct format", "jo"},
	} {
		values, _ := url.ParseQuery(c.typed)
		s := sheet(t, c.page, answers.Answers{})
		if s.Parse(values) {
			t.Errorf("%s %q is accepted", c.page, c.typed)
			continue
		}
		errors := s.Errors()
		if len(errors) != 1 || errors[0].Href != c.href || !contains(errors[0].Text, c.message) {
			t.Errorf("%s %q: %v, want %s %q", c.page, c.typed, errors, c.href, c.message)
		}
		a := blankName(answers.Answers{"who_for": {"me"}, "address": {}, "postcode": {}, "no_postcode": {"not-known"}, "needs": {"food"}, "own_words": {}, "adults": {"1"}})
		s.Into(a)
		if strings.Join(a[c.id], " ") != c.kept {
			t.Errorf("%s %q: kept %q, want %q", c.page, c.typed, a[c.id], c.kept)
		}
		if next, _ := form(t).Unanswered(a); next != c.page && c.kept != "3/4/2020" && c.kept != "canal" {
			t.Errorf("%s %q: a wrong page counts as answered, next is %s", c.page, c.typed, next)
		}
	}
}

func TestAPageSpeaksToWhoeverFillsItIn(t *testing.T) {
	own, other := answers.Answers{"who_for": {"me"}}, answers.Answers{"who_for": {"someone-else"}}
	if got := sheet(t, "where", other).Title; got != "Where do they live?" {
		t.Errorf("the title is %q", got)
	}
	alone := sheet(t, "food-for", own)
	if f := alone.Fields[0].Field(); !alone.Alone() || !f.Heading || f.Label != "How many?" || f.Hint != "Count all. Some eat more." {
		t.Errorf("the only question is %+v", f)
	}
	purpose := func(page, question string, a answers.Answers) string {
		for _, f := range sheet(t, page, a).Fields {
			if f.Question.ID == question {
				return f.Field().Autocomplete
			}
		}
		return "?"
	}
	for _, c := range []struct{ page, id, own, other string }{
		{"name", "first_name", "given-name", "off"},
		{"name", "phone", "tel", "off"},
		{"where", "postcode", "postal-code", "off"},
		{"where", "address", "street-address", "off"},
		{"about-you", "asker_name", "name", "name"},
	} {
		if a, b := purpose(c.page, c.id, own), purpose(c.page, c.id, other); a != c.own || b != c.other {
			t.Errorf("%s is for %q and %q", c.id, a, b)
		}
	}
	if d, ok := sheet(t, "name", own).Fields[2].Parser.(*forms.Date); !ok || !d.Birthday || d.To != today {
		t.Errorf("the date of birth is %+v", d)
	}
}
