package settings

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/registers/directory"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

// Sample is a request to try triage on.
type Sample struct {
	ID, Name string
	Facts    needs.Facts
	Answers  answers.Answers
}

// Samples are requests of the kinds a borough's rules are most often changed for. Answers
// to questions a borough does not ask count for nothing.
func Samples() []Sample {
	adult := needs.Facts{Channel: string(needs.Web), Age: 44}
	shields := needs.Facts{Channel: string(needs.Phone), Age: 81, Shielded: true}
	night := needs.Facts{Channel: string(needs.Phone), Age: 44, OutOfHours: true}
	return []Sample{
		sample("no-food", "No food and no money", adult, "needs=food food_left=none food_reason=no-money adults=2 children=1"),
		sample("can-pay", "Can pay for food and cannot go out", adult, "needs=food food_left=few-days food_reason=over-70 food_pay=yes adults=1"),
		sample("shields", "Shields, and the box is not enough", shields, "needs=food food_left=few-days food_reason=shielding-box food_pay=yes adults=1"),
		sample("controlled", "A controlled medicine", adult, "needs=medicines medicine_left=few-days medicine_kind=controlled"),
		sample("no-medicine", "No medicine left, at night", night, "needs=medicines medicine_left=none medicine_kind=ordinary"),
		sample("no-bed", "Nowhere to sleep tonight", adult, "needs=housing sleep_tonight=nowhere"),
		sample("not-safe", "Thoughts of ending life", adult, "needs=mental-wellbeing safe_today=no"),
		sample("afraid", "Afraid of somebody at home", adult, "needs=domestic-abuse abuse_now=no"),
		sample("not-seen", "A neighbour not seen for days", adult, "needs=welfare-check worry_kind=not-seen last_seen=longer"),
		sample("no-heat", "No money for gas or electricity", adult, "needs=benefits-debt money_worry=no-heat"),
		sample("isolates", "Has to stay at home and loses pay", adult, "needs=self-isolation needs=food isolate_pay=yes food_left=few-days food_reason=isolating food_pay=not-sure"),
		sample("lonely", "Company and a friendly call", shields, "needs=comfort-call needs=befriending call_times=morning company_kind=visit"),
	}
}

func sample(id, name string, facts needs.Facts, words string) Sample {
	given := answers.Answers{answers.AskWhoFor: {"me"}}
	for _, word := range strings.Fields(words) {
		question, answer, _ := strings.Cut(word, "=")
		given[question] = append(given[question], answer)
	}
	return Sample{id, name, facts, given}
}

// Outcome is what a blueprint makes of one need: what is decided, in words.
type Outcome struct {
	Need string // the category's id
	Name string
	Said []Said
}

// Said is one part of an outcome: "Priority", "urgent".
type Said struct {
	What  string
	Texts []string
}

// Try has a blueprint's rules decide about a request. It writes nothing.
func Try(b *blueprint.Blueprint, f needs.Facts, given answers.Answers) ([]Outcome, error) {
	questions, triage := blueprint.Part[*answers.Questions](b), blueprint.Part[*needs.Triage](b)
	catalogue := blueprint.Part[*needs.Catalogue](b)
	counted, err := questions.OnTheWay(given)
	if err != nil {
		return nil, err
	}
	var all []Outcome
	f.Needs = counted[answers.AskNeeds]
	for i, need := range f.Needs {
		category, known := catalogue.Find(need)
		if !known || slices.Contains(f.Needs[:i], need) {
			continue
		}
		f.Need = need
		r, err := triage.Decide(f, counted)
		if err != nil {
			return nil, err
		}
		all = append(all, Outcome{need, category.Name, words(b, f, r)})
	}
	return all, nil
}

func words(b *blueprint.Blueprint, f needs.Facts, r needs.Result) []Said {
	triage, posts := blueprint.Part[*needs.Triage](b), blueprint.Part[*directory.Signposts](b)
	route := func(id string) string {
		if one, ok := triage.Route(id); ok {
			return one.Name
		}
		return id
	}
	extra := func(id string) string {
		if one, ok := triage.Extra(id); ok {
			return one.Name
		}
		return id
	}
	post := func(id string) string {
		if one, ok := posts.Find(id); ok {
			return one.Name
		}
		return id
	}
	to := func(id string) string { return destination(b, id, f.Neighbourhood) }
	var because []string
	for _, reason := range r.Reasons {
		because = append(because, reason.Because+" ("+reason.Rule+", "+reason.Whose+")")
	}
	return []Said{
		{"Priority", one(string(r.Priority))},
		{"First contact", one(strconv.Itoa(r.FirstContactHours) + " hours")},
		{"Help due", one(strconv.Itoa(r.DueHours) + " hours")},
		{"Task", one(r.TaskTitle)},
		{"Route", one(route(r.Route))},
		{"Until the route begins", one(route(r.Interim))},
		{"Goes straight to", each(one(r.StraightTo), to)},
		{"Referred to as well", each(r.ReferTo, to)},
		{"Offered first", each(r.SteerTo, post)},
		{"Who may do it", each(r.WhoMay, func(d needs.Doer) string { return string(d) })},
		{"What they must hold", r.Checks},
		{"With it", each(r.Extras, extra)},
		{"Warnings to staff", r.Flags},
		{"Labels", each(r.Labels, func(l needs.Label) string { return string(l) })},
		{"Why", because},
	}
}

func one(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

func each[T any](all []T, name func(T) string) []string {
	var texts []string
	for _, v := range all {
		texts = append(texts, name(v))
	}
	return texts
}

func destination(b *blueprint.Blueprint, id, neighbourhood string) string {
	all := blueprint.Part[*referrals.Destinations](b)
	if found, ok := all.Serving(id, neighbourhood); ok {
		return found.Name
	}
	if found, ok := all.Find(id); ok {
		return found.Name
	}
	return id
}

// Asked is what a walk through the form was asked with: only what the questions know.
func Asked(q *answers.Questions, given answers.Answers) answers.Answers {
	kept := answers.Answers{}
	for _, id := range slices.Sorted(maps.Keys(given)) {
		if _, _, known := q.Find(id); known && id != "" {
			kept[id] = given[id]
		}
	}
	return kept
}

// Age is the age that answers tell, or the fallback.
func Age(given answers.Answers, today day.Date, fallback int) int {
	born, err := day.ParseDate(given.First(answers.AskBirthDate))
	if err != nil || born.IsZero() {
		return fallback
	}
	return day.AgeOn(born, today)
}
