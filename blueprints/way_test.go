package blueprints_test

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/work/answers"
)

// mostPages is how many pages a request for food may take, the last of them for checking
// the answers.
const mostPages = 12

// TestFoodTakesNoMoreThanTwelvePages walks every way through the form that a request for
// food can take.
func TestFoodTakesNoMoreThanTwelvePages(t *testing.T) {
	for _, borough := range boroughs {
		questions := blueprint.Part[*answers.Questions](load(t, borough))
		for _, who := range []string{"me", answers.SomebodyElse} {
			for _, reason := range []string{"no-money", "shielding", "over-70", "not-sure"} {
				for _, pay := range []string{"yes", "no", "not-sure"} {
					words := "who_for=" + who + " needs=food food_reason=" + reason + " food_pay=" + pay
					way, err := questions.Way(given(words))
					if err != nil {
						t.Fatal(err)
					}
					if len(way)+1 > mostPages {
						t.Errorf("%s: %d pages with %s", borough, len(way)+1, words)
					}
				}
			}
		}
	}
}

func TestWhatIsAskedFollowsFromTheAnswers(t *testing.T) {
	for _, borough := range boroughs {
		questions := blueprint.Part[*answers.Questions](load(t, borough))
		for _, c := range []struct {
			words   string
			yes, no string
		}{
			{"who_for=me needs=food food_reason=over-70", "food-pay", "about-you"},
			{"who_for=me needs=food food_reason=no-money", "food-for", "food-pay"},
			{"who_for=someone-else needs=medicines", "medicine-kind", "food-left"},
			{"who_for=someone-else needs=other", "about-you", "agreement"}, // nobody agrees for another
			{"who_for=me needs=domestic-abuse", "afraid", "worry"},
			{"who_for=me food_reason=no-money", "agreement", "food-reason"}, // food no longer ticked
		} {
			way, err := questions.Way(given(c.words))
			if err != nil {
				t.Fatal(err)
			}
			on := map[string]bool{}
			for _, p := range way {
				on[p.ID] = true
			}
			if !on[c.yes] || on[c.no] {
				t.Errorf("%s with %s: want %s and not %s on %v", borough, c.words, c.yes, c.no, on)
			}
		}
	}
}

// TestNobodyIsRefusedForNotAgreeing: a person may leave empty whatever does not stop the help
// itself, above all what they agree to.
func TestNobodyIsRefusedForNotAgreeing(t *testing.T) {
	for _, borough := range boroughs {
		questions := blueprint.Part[*answers.Questions](load(t, borough))
		for _, id := range []string{
			answers.AskAgreement, answers.AskPhone, answers.AskEmail, answers.AskBirthDate,
			answers.AskSafeContact, answers.AskAddress, answers.AskOwnWords,
		} {
			if q, _, ok := questions.Find(id); !ok || q.MustAnswer(nil) {
				t.Errorf("%s: %s must be answered, or is not asked", borough, id)
			}
		}
		code, _, _ := questions.Find(answers.AskPostcode)
		if !code.MustAnswer(nil) || code.MustAnswer(given("no_postcode=not-known")) {
			t.Errorf("%s: a postcode is asked for, and not knowing it is an answer", borough)
		}
	}
}

// TestStrengthsComeFirst: who helps already and what somebody can do is asked before what
// is lacking, in every borough.
func TestStrengthsComeFirst(t *testing.T) {
	for _, borough := range boroughs {
		questions := blueprint.Part[*answers.Questions](load(t, borough))
		way, err := questions.Way(given("who_for=me needs=food"))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range way {
			if p.ID == "helps" {
				break
			}
			if p.ID == "needs" {
				t.Errorf("%s asks what is lacking before who helps already", borough)
			}
		}
	}
}
