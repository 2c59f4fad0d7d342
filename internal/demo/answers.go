package demo

import (
	"strconv"

	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/work/answers"
)

// given writes an invented ask the way somebody would have filled the form in. What the
// blueprint's form does not ask is left out, so that every borough's form takes it.
func given(q *answers.Questions, a town.Ask, h town.Household, r town.Resident, today day.Date) answers.Answers {
	g := answers.Answers{
		answers.AskWhoFor: {"me"}, answers.AskPostcode: {string(h.Home.Postcode)}, answers.AskAddress: {h.Line1},
		answers.AskNeeds: a.Categories, answers.AskOwnWords: {a.OwnWords}, answers.AskFirstName: {r.GivenNames},
		answers.AskLastName: {r.FamilyName}, answers.AskBirthDate: {r.BirthDate.String()},
		answers.AskSafeContact: safeWays(r), "helps_now": {"nobody"}, "adults": {strconv.Itoa(adults(h, today))},
		"food_left": {"few-days"}, "food_reason": {"isolating", "nobody-near"}, "food_pay": {yes(a.CanPay)},
	}
	if r.Phone != "" {
		g[answers.AskPhone] = []string{r.Phone.National()}
	}
	if a.NoPostcode {
		delete(g, answers.AskPostcode)
		g["no_postcode"] = []string{"not-known"}
	}
	if r.Interpreter {
		g["language"] = []string{r.Language}
	}
	if a.FoodToday {
		g["food_left"], g["food_reason"] = []string{"none"}, []string{"no-money"}
	} else if a.Shielded {
		g["food_reason"] = []string{"shielding"}
	}
	if a.Relation != "" {
		g[answers.AskWhoFor] = []string{"someone-else"}
		g[answers.AskAskerName] = []string{"Pat " + r.FamilyName}
		g[answers.AskAskerRelation] = []string{a.Relation}
		g[answers.AskAskerPhone] = []string{"07700 900" + strconv.Itoa(100+a.Number%900)}
	}
	return fill(q, g)
}

// safeWays are the ways somebody ticked: most who carry a mobile tick texts beside calls.
func safeWays(r town.Resident) []string {
	if r.Phone.IsMobile() && draw(r, "texts", 3) > 0 {
		return []string{"call", "text"}
	}
	return []string{"call"}
}

func adults(h town.Household, today day.Date) int {
	n := 0
	for _, r := range h.Residents {
		if day.AgeOn(r.BirthDate, today) >= 18 {
			n++
		}
	}
	return max(1, n)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// fill keeps what the form asks, and answers what it must have with the first choice, or
// with "I do not know" where that can be said.
func fill(q *answers.Questions, g answers.Answers) answers.Answers {
	kept := answers.Answers{}
	for {
		way, err := q.Way(kept)
		if err != nil {
			return kept
		}
		added := false
		for _, p := range way {
			for _, one := range p.Questions {
				if _, there := kept[one.ID]; there {
					continue
				}
				if said := answer(one, g[one.ID]); len(said) > 0 {
					kept[one.ID], added = said, true
				}
			}
		}
		if !added {
			return kept
		}
	}
}

// answer is what is said to one question: what the ask holds, as far as the form offers
// it, else something that will do where something must be said.
func answer(q answers.Question, said []string) []string {
	if len(q.Options) == 0 {
		if len(said) == 0 && q.Required {
			return []string{mustSay(q)}
		}
		return said
	}
	var offered []string
	for _, id := range said {
		if _, ok := q.Option(id); ok {
			offered = append(offered, id)
		}
	}
	if len(offered) > 0 || !q.Required {
		return offered
	}
	if o, ok := q.Option("not-sure"); ok {
		return []string{o.ID}
	}
	return []string{q.Offered()[0].ID}
}

func mustSay(q answers.Question) string {
	switch q.Kind {
	case answers.Number:
		return "1"
	case answers.Phone:
		return "07700 900123"
	}
	return "Leigh Infirmary"
}
