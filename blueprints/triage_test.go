package blueprints_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
)

// given makes answers of "question=answer" words; a question named twice has two answers.
func given(words string) answers.Answers {
	a := answers.Answers{}
	for _, word := range strings.Fields(words) {
		id, answer, _ := strings.Cut(word, "=")
		a[id] = append(a[id], answer)
	}
	return a
}

// decision is a request and what has to come of it. In want, "+" begins what a list must
// hold and "-" what it must not: "+refer=mash", "-who=volunteer".
type decision struct {
	name    string
	need    string
	facts   needs.Facts
	answers string
	want    string
	because string // one of the reasons
}

var (
	unknown  = needs.Facts{Channel: "phone", Age: -1}
	onList   = needs.Facts{Channel: "phone", Age: 81, Shielded: true}
	atNight  = needs.Facts{Channel: "phone", Age: 44, OutOfHours: true}
	youth    = needs.Facts{Channel: "web", Age: 15}
	anyAdult = needs.Facts{Channel: "web", Age: 44}
)

var wiganDecisions = []decision{
	{"shielded, the box comes but is not enough", "food", onList, "food_left=few-days food_reason=shielding-box food_pay=yes adults=1", "route=shielded interim= priority=soon +extra=perishables", "They shield and the national box comes, but it is not enough."},
	{"shielded, no box, can pay", "food", anyAdult, "food_left=few-days food_reason=shielding food_pay=yes adults=1", "route=shielded interim=no-access +steer=click-and-collect", "They shield and can pay. Until the national box begins they get a hamper by invoice."},
	{"shielded, no box, cannot pay", "food", anyAdult, "food_left=none food_reason=shielding food_reason=no-money adults=2", "route=shielded interim=crisis priority=urgent due=8 first=2 +refer=welfare-team", "There is no food today."},
	{"on the list, nothing said about money", "food", onList, "food_left=not-sure food_reason=over-70 food_pay=not-sure adults=1", "route=shielded interim=crisis", "They shield and have not said that they can pay. Until the national box begins they get a free parcel."},
	{"no money", "food", anyAdult, "food_left=few-days food_reason=no-money adults=1", "route=crisis priority=soon -who=volunteer +who=organisation +refer=welfare-team -flag=Ask.at.first", "They cannot pay for food now."},
	{"cannot pay, and says so", "food", anyAdult, "food_left=today food_reason=isolating food_pay=no adults=1", "route=crisis priority=urgent due=24", "They cannot pay for food now."},
	{"can pay, cannot go out", "food", anyAdult, "food_left=few-days food_reason=over-70 food_pay=yes adults=1", "route=no-access +steer=supermarket-hour +steer=paid-delivery +who=volunteer +flag=Never.handle.cash", "They can pay and cannot get to a shop."},
	{"does not know if they can pay", "food", anyAdult, "food_left=few-days food_reason=other food_pay=not-sure adults=1", "route=crisis +flag=Ask.at.first", "It is not known if they can pay, and nobody is left without food over that."},

	{"controlled medicine, by Bury's rule", "medicines", anyAdult, "medicine_left=few-days medicine_kind=controlled", "who=staff", "A controlled drug is carried by council staff only."},
	{"substitution treatment", "medicines", anyAdult, "medicine_left=today medicine_kind=substitution", "straight=substance-misuse-trust title= who= +label=restricted", "This medicine is handled by the mental health trust alone."},
	{"housing tonight", "housing", anyAdult, "sleep_tonight=nowhere", "priority=emergency who=staff +refer=housing-options due=4", "There is nowhere to sleep tonight."},
	{"mind not safe", "mental-wellbeing", anyAdult, "safe_today=no", "priority=emergency first=1 +refer=mental-health-line +steer=samaritans", "There are thoughts of ending life."},
	{"a service asks for equipment", "ppe", anyAdult, "ppe_for=service", "who=staff +refer=ppe-cell", "Care services and schools are supplied by the equipment team."},
}

var buryDecisions = []decision{
	{"shielded, the hub shops", "food", anyAdult, "food_left=few-days food_reason=shielding food_pay=yes adults=1", "route=hub-shopping +steer=priority-slots -refer=lead-food-bank", "They shield, and the hub arranges their shopping."},
	{"hardship", "food", anyAdult, "food_left=none food_reason=no-money hardship=lost-work adults=1", "route=lead-food-bank priority=urgent due=8 +refer=lead-food-bank +refer=benefits-team -who=volunteer", "They cannot pay for food now."},
	{"shielded and no money", "food", onList, "food_left=few-days food_reason=shielding food_reason=no-money adults=1", "route=lead-food-bank +refer=benefits-team", "They cannot pay for food now."},
	{"says that they cannot pay", "food", anyAdult, "food_left=few-days food_reason=over-70 food_pay=no adults=1", "route=lead-food-bank", "They cannot pay for food now."},
	{"can pay, cannot go out", "food", anyAdult, "food_left=few-days food_reason=cannot-carry food_pay=yes adults=1", "route=hub-shopping +steer=paid-delivery +flag=Never.handle.cash", "They can pay and cannot get to a shop."},
	{"does not know if they can pay", "food", anyAdult, "food_left=few-days food_reason=other food_pay=not-sure adults=1", "route=lead-food-bank +flag=Ask.at.first", "It is not known if they can pay, and nobody is left without food over that."},
	{"no public funds", "food", anyAdult, "food_left=few-days food_reason=no-money hardship=no-public-funds adults=1", "route=lead-food-bank +flag=A.food.parcel.is.not.a.benefit", "They are not allowed to claim benefits, and food is for all."},

	{"controlled medicine", "medicines", anyAdult, "medicine_left=few-days medicine_kind=controlled", "who=staff", "A controlled drug is carried by council staff only."},
	{"substitution treatment", "medicines", anyAdult, "medicine_left=today medicine_kind=substitution", "straight=mental-health-trust title= who= +label=restricted", "This medicine is handled by the mental health trust alone."},
	{"mind not safe", "mental-wellbeing", anyAdult, "safe_today=no", "priority=emergency first=1 +refer=mental-health-trust", "There are thoughts of ending life."},
	{"low mood", "mental-wellbeing", anyAdult, "safe_today=sometimes", "priority=urgent +refer=staying-well", "Social prescribing can help with low mood."},
	{"equipment", "ppe", anyAdult, "ppe_for=family-carer", "who=volunteer,staff,organisation", ""},
}

// bothDecisions hold in either borough.
var bothDecisions = []decision{
	{"a baby", "food", anyAdult, "food_left=few-days food_reason=no-money adults=1 babies=1", "priority=urgent +extra=nappies", "There is a baby in the household."},
	{"an allergy", "food", anyAdult, "food_left=week food_reason=over-70 food_pay=yes adults=1 food_diet=allergy", "priority=soon +extra=diet +label=health +steer=supermarket-hour", "Somebody in the household has a food allergy."},
	{"halal", "food", anyAdult, "food_left=few-days food_reason=no-money adults=4 food_diet=halal", "+extra=diet -label=health", "The household needs a special diet."},

	{"food for today only", "food", anyAdult, "food_left=today food_reason=no-money adults=1", "priority=urgent first=8 due=24", "The food lasts for today only."},

	{"ordinary medicine", "medicines", anyAdult, "medicine_left=few-days medicine_kind=ordinary", "priority=soon who=volunteer,staff check=identity", "A volunteer with the letter may collect it."},
	{"medicine of unknown kind", "medicines", anyAdult, "medicine_left=few-days medicine_kind=not-sure", "who=staff", "It is not known if the medicine is controlled, and unknown means staff only."},
	{"medicine nobody asked about", "medicines", unknown, "", "who=staff", "It is not known if the medicine is controlled, and unknown means staff only."},
	{"no medicine left", "medicines", anyAdult, "medicine_left=none medicine_kind=ordinary", "priority=emergency first=1 due=4", "No medicine is left."},
	{"the last medicine, over 70", "medicines", onList, "medicine_left=today medicine_kind=ordinary", "priority=urgent +steer=pharmacy-delivery", "The medicine lasts for today only."},

	{"a friendly call", "comfort-call", anyAdult, "helps_now=family call_times=any", "priority=routine who=volunteer,staff +flag=Somebody.helps.already", ""},
	{"a friendly call for somebody alone", "comfort-call", anyAdult, "helps_now=nobody", "priority=soon due=48", "They say that nobody helps them now."},
	{"not seen for days", "welfare-check", unknown, "worry_kind=not-seen last_seen=longer", "priority=emergency first=1 due=4 who=staff", "Nobody has seen or spoken to them for days."},
	{"not seen, nobody knows since when", "welfare-check", unknown, "worry_kind=not-seen last_seen=not-sure", "priority=emergency", "Nobody has seen or spoken to them for days."},
	{"seen yesterday", "welfare-check", unknown, "worry_kind=not-coping last_seen=yesterday", "priority=urgent who=staff +flag=First.by.phone", "The welfare check has fixed steps."},
	{"may have fallen", "welfare-check", unknown, "worry_kind=unwell last_seen=today", "priority=emergency +flag=If.they.may.be.hurt", "They may be ill or may have fallen."},
	{"somebody is hurt by another", "welfare-check", unknown, "worry_kind=harm last_seen=today", "priority=emergency who=staff +refer=mash +label=safeguarding +label=restricted", "Somebody may be harmed, so the safeguarding hub is told."},
	{"a child at risk, told beside a food request", "food", anyAdult, "food_left=week food_reason=no-money adults=1 worry_kind=child last_seen=today", "priority=emergency who=staff +refer=mash", "Somebody may be harmed, so the safeguarding hub is told."},

	{"afraid, and not safe", "domestic-abuse", anyAdult, "abuse_now=no", "priority=emergency who=staff +label=restricted +label=safeguarding +refer=domestic-abuse-service +flag=Safe.contact.only", "They are not safe now, or it is not known."},
	{"afraid, safe for now", "domestic-abuse", anyAdult, "abuse_now=for-now safe_contact=call", "priority=urgent who=staff +steer=domestic-abuse-line +label=restricted -flag=No.safe.way", "The specialist service leads, and contact is made only in a safe way."},
	{"no safe way said", "comfort-call", anyAdult, "", "+flag=No.safe.way", "They have not said which ways of contact are safe."},

	{"bad times", "mental-wellbeing", anyAdult, "safe_today=not-sure", "priority=urgent first=4 +steer=samaritans -refer=duty-team", "There are bad times, or it is not known how they are."},
	{"no heat", "benefits-debt", anyAdult, "money_worry=no-heat", "priority=urgent due=24 +refer=welfare-team", "There is no gas or electricity, or soon will be none."},
	{"a letter about the home", "benefits-debt", anyAdult, "money_worry=eviction", "priority=urgent +refer=housing-options", "They may lose their home."},
	{"debts", "benefits-debt", anyAdult, "money_worry=debt", "priority=soon +refer=benefits-team +steer=debt-line", "Benefits and debt need lasting advice."},
	{"with friends for now", "housing", anyAdult, "sleep_tonight=friends", "priority=urgent +refer=housing-options", "They may soon have nowhere to live."},
	{"a leak", "housing", anyAdult, "sleep_tonight=home", "priority=soon -refer=housing-options +steer=housing-repairs", "They have a home and something is wrong with it."},
	{"nowhere tonight, hubs shut", "housing", atNight, "sleep_tonight=nowhere", "priority=emergency +refer=duty-team", "The hubs are shut and this cannot wait."},
	{"no food, hubs shut", "food", atNight, "food_left=none food_reason=no-money adults=1", "+refer=duty-team", "The hubs are shut and this cannot wait."},
	{"a lift, hubs shut, can wait", "transport", atNight, "trip_to=town", "priority=routine -refer=duty-team", ""},

	{"lost pay", "self-isolation", anyAdult, "isolate_pay=yes helps_now=nobody", "priority=urgent +refer=benefits-team +flag=Ask.about.food", "They may lose pay by staying at home."},
	{"to hospital", "transport", anyAdult, "trip_to=hospital trip_needs=hospital", "priority=soon +steer=patient-transport", "Patient transport may take them to hospital."},
	{"wheelchair", "transport", anyAdult, "trip_to=town trip_needs=wheelchair", "who=organisation,staff", "The passenger uses a wheelchair."},
	{"pet food", "pets", anyAdult, "pet_need=food", "priority=soon +extra=pet-food +flag=Never.handle.cash", "The pet has no food."},
	{"a pet with nowhere to go", "pets", anyAdult, "pet_need=home", "who=organisation,staff", "A pet goes only to a place that is known for it."},
	{"equipment for a service", "ppe", anyAdult, "ppe_for=service", "who=staff +refer=ppe-cell", "Care services and schools are supplied by the equipment team."},

	{"a child asks", "digital-help", youth, "online_what=learn", "who=staff +flag=The.person.is.under.18", "The person is under 18."},
	{"interpreter", "shopping", anyAdult, "language=Urdu safe_contact=text", "+flag=Book.an.interpreter +staff=Book.an.interpreter +flag=Never.handle.cash -staff=Never.handle.cash", "They asked for an interpreter."},
	{"they do not know", "befriending", anyAdult, "asker_consent=not-told", "+flag=They.do.not.know -staff=They.do.not.know", "Somebody asked for them without telling them."},
	{"they cannot say", "other", anyAdult, "asker_consent=cannot-say", "priority=urgent who=staff", "They cannot say what they want."},
	{"something else", "other", anyAdult, "safe_contact=call", "priority=soon first=24 due=72 route= straight=", ""},
}

func decisions(borough string) []decision {
	if borough == "wigan" {
		return append(slices.Clone(bothDecisions), wiganDecisions...)
	}
	return append(slices.Clone(bothDecisions), buryDecisions...)
}

func TestTriageDecidesAsThePapersSay(t *testing.T) {
	for _, borough := range boroughs {
		triage := blueprint.Part[*needs.Triage](load(t, borough))
		fired := map[string]bool{}
		for _, d := range decisions(borough) {
			t.Run(borough+"/"+d.name, func(t *testing.T) {
				d.facts.Need = d.need
				got, err := triage.Decide(d.facts, given(d.answers))
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range got.Reasons {
					fired[r.Rule] = true
				}
				hold(t, got, d)
			})
		}
		for _, rule := range triage.Rules {
			if !fired[rule.ID] {
				t.Errorf("%s: no case here makes rule %s hold", borough, rule.ID)
			}
		}
	}
}

func hold(t *testing.T, got needs.Result, d decision) {
	t.Helper()
	one, lists := spread(got)
	for _, word := range strings.Fields(d.want) {
		key, value, _ := strings.Cut(word, "=")
		value = strings.ReplaceAll(value, ".", " ")
		held := slices.ContainsFunc(lists[strings.TrimLeft(key, "+-")], func(s string) bool { return strings.HasPrefix(s, value) })
		switch {
		case key[0] == '+' && !held:
			t.Errorf("want %s among %q", word, lists[key[1:]])
		case key[0] == '-' && held:
			t.Errorf("do not want %s among %q", word, lists[key[1:]])
		case key[0] != '+' && key[0] != '-' && one[key] != value:
			t.Errorf("want %s, got %q", word, one[key])
		}
	}
	for _, r := range got.Reasons {
		if r.Because == d.because {
			return
		}
	}
	if d.because != "" {
		t.Errorf("no reason says %q, only %+v", d.because, got.Reasons)
	}
}

func spread(r needs.Result) (one map[string]string, lists map[string][]string) {
	var who, labels []string
	for _, d := range r.WhoMay {
		who = append(who, string(d))
	}
	for _, l := range r.Labels {
		labels = append(labels, string(l))
	}
	return map[string]string{
		"priority": string(r.Priority), "route": r.Route, "interim": r.Interim, "straight": r.StraightTo,
		"title": r.TaskTitle, "who": strings.Join(who, ","), "check": strings.Join(r.Checks, ","),
		"first": fmt.Sprint(r.FirstContactHours), "due": fmt.Sprint(r.DueHours),
	}, map[string][]string{
		"who": who, "label": labels, "refer": r.ReferTo, "steer": r.SteerTo, "extra": r.Extras, "flag": r.Flags, "staff": r.StaffFlags,
	}
}

// TestEveryNeedIsAlwaysSomebodysWork throws odd answers at every need: somebody may always
// do it, or it has gone straight to a service.
func TestEveryNeedIsAlwaysSomebodysWork(t *testing.T) {
	odd := []string{
		"", "asker_consent=cannot-say worry_kind=child pet_need=home trip_needs=wheelchair medicine_kind=controlled",
		"medicine_kind=substitution food_left=none adults=many", "food_reason=nonsense safe_today=perhaps",
	}
	for _, borough := range boroughs {
		b := load(t, borough)
		triage := blueprint.Part[*needs.Triage](b)
		for _, id := range blueprint.Part[*needs.Catalogue](b).IDs() {
			for _, words := range odd {
				got, err := triage.Decide(needs.Facts{Need: id, Age: 12}, given(words))
				if err != nil {
					t.Fatal(err)
				}
				if (len(got.WhoMay) == 0) != (got.StraightTo != "") {
					t.Errorf("%s: %s with %q: who may %v, straight to %q", borough, id, words, got.WhoMay, got.StraightTo)
				}
				if got.FirstContactHours < 1 || got.FirstContactHours > got.DueHours {
					t.Errorf("%s: %s with %q: first contact after %d h, due after %d h", borough, id, words, got.FirstContactHours, got.DueHours)
				}
			}
		}
	}
}

// A warning to staff is taken out of what volunteers are shown as it stands; so no step may say
// a sentence of it, for what is said twice is left out of the work. Where staff alone do the
// work there is nothing to take out.
func TestNoStepSaysAPartOfAWarningToStaff(t *testing.T) {
	for _, borough := range boroughs {
		b := load(t, borough)
		said := map[string]string{}
		for id, p := range blueprint.Part[steps.Files](b) {
			for _, step := range p.Steps {
				for _, one := range parts(step.Instruction, ".!?:;") {
					said[one] = string(id) + " " + step.ID
				}
			}
		}
		for _, rule := range blueprint.Part[*needs.Triage](b).Rules {
			for _, flag := range rule.Then.Flags {
				sentences := parts(flag, ".!?")
				for _, one := range sentences {
					if where := said[one]; where != "" && len(sentences) > 1 && !slices.Equal(rule.Then.WhoMay, []needs.Doer{needs.Staff}) {
						t.Errorf("%s: %s says %q, and so does %s", borough, rule.ID, one, where)
					}
				}
			}
		}
	}
}

func parts(text, ends string) (all []string) {
	for _, one := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(ends, c) }) {
		if one = strings.ToLower(strings.TrimSpace(one)); one != "" {
			all = append(all, one)
		}
	}
	return all
}
