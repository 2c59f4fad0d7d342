package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/postcode"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// planned is a request and the work that has to come of it, a line for each task: kind,
// category and hub ("-" where it has none), then what else must hold.
type planned struct {
	name, borough, words string
	at                   time.Time
	hood                 string // of the request
	want                 []string
}

var plans = []planned{
	{"no food and no money", "wigan", hungry, noon, "hapi", []string{
		"first-contact food hapi staff due=2h", "do food hapi organisation,staff title=Free.food.parcel due=8h", "refer food hapi to=welfare-team",
	}},
	{"can pay and cannot go out", "wigan", "needs=food food_left=few-days food_reason=over-70 food_pay=yes adults=1 postcode=WN2_3EB", noon, "hapi", []string{
		"first-contact food hapi", "do food hapi volunteer,organisation,staff title=Order.a.hamper Never.handle.cash",
	}},
	{"shielding, no box yet", "wigan", "needs=food food_left=few-days food_reason=shielding food_pay=yes adults=1 food_diet=allergy postcode=WN2_3EB", noon, "hapi", []string{
		"first-contact food hapi", "do food hapi title=Add.to.the.national says=Read.the.allergy.note",
		"do food hapi title=Order.a.hamper says=Read.the.allergy.note",
	}},
	{"a hub's shopping in Bury", "bury", "needs=food food_left=few-days food_reason=shielding food_pay=yes adults=1 postcode=BL9_0SW", noon, "bury-east", []string{
		"first-contact food bury-east", "do food bury-east",
	}},
	{"hardship in Bury goes to the neighbourhood's own food bank", "bury", "needs=food food_left=none food_reason=no-money hardship=lost-work adults=1 postcode=BL9_0SW", noon, "bury-east", []string{
		"first-contact food bury-east", "do food bury-east organisation", "refer food bury-east to=food-bank-bury-east", "refer food bury-east to=benefits-team",
	}},

	{"medicine anybody may carry", "wigan", "needs=medicines medicine_left=few-days medicine_kind=ordinary postcode=WN2_3EB", noon, "hapi", []string{
		"first-contact medicines hapi", "do medicines hapi volunteer,staff",
	}},
	{"a controlled drug is for staff", "wigan", "needs=medicines medicine_left=few-days medicine_kind=controlled postcode=WN2_3EB", noon, "hapi", []string{
		"first-contact medicines hapi", "do medicines hapi staff",
	}},
	{"a drug nobody knows is for staff", "bury", "needs=medicines medicine_left=few-days medicine_kind=not-sure postcode=BL9_0SW", noon, "bury-east", []string{
		"first-contact medicines bury-east", "do medicines bury-east staff",
	}},
	{"substitution treatment is on no hub's board", "wigan", "needs=medicines medicine_left=today medicine_kind=substitution postcode=WN2_3EB", noon, "", []string{
		"first-contact - -", "refer - - to=substance-misuse-trust",
	}},
	{"nor beside food", "wigan", hungry + " needs=medicines medicine_left=none medicine_kind=substitution", noon, "hapi", []string{
		"first-contact food hapi due=2h", "do food hapi", "refer food hapi to=welfare-team", "refer - - to=substance-misuse-trust",
	}},
	{"nor in Bury", "bury", "needs=medicines medicine_left=today medicine_kind=substitution postcode=BL9_0SW", noon, "", []string{
		"first-contact - -", "refer - - to=mental-health-trust",
	}},
	{"a refuge is told where no board shows it", "wigan", "needs=domestic-abuse abuse_now=no postcode=WN2_3EB", noon, "hapi", []string{
		"first-contact domestic-abuse hapi staff", "do domestic-abuse hapi staff", "refer - - to=domestic-abuse-service",
	}},

	{"a postcode nobody knows", "wigan", "needs=comfort-call postcode=ZE1_0AA", noon, "", []string{
		"first-contact comfort-call -", "do comfort-call - volunteer,staff",
	}},
	{"no postcode at all", "bury", "needs=comfort-call no_postcode=no-home", noon, "", []string{
		"first-contact comfort-call -", "do comfort-call -",
	}},
	{"what is no postcode", "wigan", "needs=comfort-call postcode=by_the_canal", noon, "", []string{
		"first-contact comfort-call -", "do comfort-call -",
	}},
	{"next door", "wigan", "needs=comfort-call postcode=BL1_1AA", noon, "", []string{
		"first-contact comfort-call -", "do comfort-call -",
	}},
	{"hardship where no food bank is known", "bury", "needs=food food_left=few-days food_reason=no-money hardship=lost-work adults=1 postcode=ZE1_0AA", noon, "", []string{
		"first-contact food -", "do food -", "refer food - to=food-distributor", "refer food - to=benefits-team",
	}},

	{"at night the duty team is told", "wigan", hungry, noon.Add(10 * time.Hour), "hapi", []string{
		"first-contact food hapi", "do food hapi", "refer food hapi to=welfare-team", "refer food hapi to=duty-team",
	}},
	{"the same need ticked twice is one", "wigan", "needs=comfort-call needs=comfort-call postcode=WN2_3EB", noon, "hapi", []string{
		"first-contact comfort-call hapi", "do comfort-call hapi",
	}},
}

func TestPlan(t *testing.T) {
	for _, c := range plans {
		t.Run(c.borough+"/"+c.name, func(t *testing.T) {
			p := plannedFor(t, c)
			if p.request.Neighbourhood != c.hood {
				t.Errorf("the request is with %q, want %q", p.request.Neighbourhood, c.hood)
			}
			got := workOf(p, c.at)
			if len(got) != len(c.want) {
				t.Fatalf("%d tasks, want %d:\n%s", len(got), len(c.want), strings.Join(got, "\n"))
			}
			for i, want := range c.want {
				for j, word := range strings.Fields(want) {
					word = strings.ReplaceAll(word, ".", " ")
					have := strings.SplitN(got[i], " ", 5)
					if j < 3 && have[j] != word || j >= 3 && !strings.Contains(got[i], word) {
						t.Errorf("task %d is\n%s\nwant %s", i, got[i], want)
						break
					}
				}
			}
		})
	}
}

func plannedFor(t *testing.T, c planned) plan {
	t.Helper()
	b := bookOf(t, c.borough)
	a := asking("k", c.words)
	if err := b.check(a); err != nil {
		t.Fatal(err)
	}
	p, err := b.plan(a, described(a.Answers), routed(t, c.borough, a.Answers.First("postcode")), c.at)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// routed finds the place of a postcode as the service does when no directory is loaded.
func routed(t *testing.T, id, given string) places.Routing {
	t.Helper()
	p, err := postcode.Parse(given)
	if err != nil {
		return places.Routing{Given: given, Standing: places.Malformed, Rule: places.RuleNone}
	}
	areas := blueprint.Part[*places.Areas](borough(t, id))
	return places.NewAtlas(areas, "1").Decide(p, nil, nil, day.Of(noon))
}

// workOf lists the tasks of a plan in the order they are written.
func workOf(p plan, now time.Time) []string {
	r := needs.Request{Neighbourhood: p.request.Neighbourhood, Priority: p.request.Priority, FirstContactDue: now.Add(time.Duration(p.request.FirstContactHours) * time.Hour)}
	lines := []string{lineOf(p.contact(r), now)}
	for _, d := range p.needs {
		n := needs.Need{Category: d.Need, Decision: d, DueAt: now.Add(time.Duration(d.DueHours) * time.Hour)}
		for _, task := range p.work(n, r.Neighbourhood) {
			lines = append(lines, lineOf(task.NewTask, now))
		}
	}
	return lines
}

func lineOf(n tasks.NewTask, now time.Time) string {
	orNone := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	var who []string
	for _, d := range n.WhoMay {
		who = append(who, string(d))
	}
	return strings.Join([]string{
		string(n.Kind), orNone(n.Category), orNone(n.Neighbourhood), strings.Join(who, ","),
		"to=" + n.Destination, fmt.Sprintf("due=%.0fh", n.DueAt.Sub(now).Hours()), "title=" + n.Title, "says=" + n.Instruction,
	}, " ")
}

func TestWhoAsksAndHowToReachThem(t *testing.T) {
	p := plannedFor(t, planned{borough: "wigan", at: noon, words: "needs=comfort-call postcode=wn23eb date_of_birth=1939-03-24 " +
		"address=2_High_Street address=Ince address=Wigan language=Urdu safe_contact=text email=a@example.org"})
	d := p.person
	if d.Name() != "Amina Khan" || d.BirthDate != day.New(1939, 3, 24) || d.Phone.National() != "07700 900123" || d.Email != "a@example.org" {
		t.Errorf("the person is %+v", d.Described)
	}
	if a := d.Address; a.Line1 != "2 High Street" || a.Line2 != "Ince" || a.Town != "Wigan" || a.Postcode != "WN2 3EB" {
		t.Errorf("the address is %+v", a)
	}
	if d.Language != "Urdu" || !d.Interpreter || !d.SafeContact.Texts || d.SafeContact.Voicemail || !d.SafeContact.Asked {
		t.Errorf("speaks %q, safe contact %+v", d.Language, d.SafeContact)
	}
	if p.area != "WN2 3" || !p.request.Asker.Self() {
		t.Errorf("area %q, asked by %+v", p.area, p.request.Asker)
	}
	a := given("needs=comfort-call postcode=WN2_3EB asker_name=Jo asker_relation=daughter asker_phone=07700_900456 asker_consent=agreed")
	a["who_for"] = []string{"someone-else"}
	p, err := bookOf(t, "wigan").plan(Asking{Channel: needs.Phone, Answers: a, Key: "k", Language: "Polish"}, described(a), routed(t, "wigan", "WN2 3EB"), noon)
	if p.person.Language != "" || !strings.Contains(p.contact(needs.Request{}).Instruction, "in Polish") {
		t.Errorf("whoever asks for somebody else made them speak %q", p.person.Language)
	}
	if err != nil || p.request.Asker.Name != "Jo" || p.request.Asker.Relation != "daughter" || p.request.Asker.Phone != "07700 900456" {
		t.Errorf("asked by %+v, %v", p.request.Asker, err)
	}
}

// TestAnswersOffTheWayAreNotKept: what was said before the needs were changed is gone.
func TestAnswersOffTheWayAreNotKept(t *testing.T) {
	p := plannedFor(t, planned{borough: "wigan", at: noon, words: "needs=comfort-call postcode=WN2_3EB medicine_kind=substitution food_left=none"})
	if _, kept := p.request.Answers["medicine_kind"]; kept || len(p.request.Answers["food_left"]) > 0 {
		t.Errorf("kept %v", p.request.Answers)
	}
}

func TestLabelsOfAFirstContact(t *testing.T) {
	p := plannedFor(t, planned{borough: "wigan", at: noon, words: hungry + " needs=medicines medicine_left=none medicine_kind=substitution"})
	if labels := p.labels(); slices.Contains(labels, needs.Restricted) || slices.Contains(labels, needs.Health) {
		t.Errorf("the hub's contact tells of the treatment: %v", labels)
	}
}

func TestHours(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("Mon 2 Jan 2006 15:04", text, day.London)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct {
		hours, when string
		shut        bool
	}{
		{"Every day, 8am to 8pm", "Sun 5 Apr 2020 07:59", true},
		{"Every day, 8am to 8pm", "Sun 5 Apr 2020 08:00", false},
		{"Every day, 8am to 8pm", "Sun 5 Apr 2020 19:59", false},
		{"Every day, 8am to 8pm", "Sun 5 Apr 2020 20:00", true},
		{"Monday to Friday, 9am to 5:30pm", "Fri 3 Apr 2020 17:29", false},
		{"Monday to Friday, 9am to 5:30pm", "Sat 4 Apr 2020 12:00", true},
		{"Saturday to Monday, 12pm to 1pm", "Sun 5 Apr 2020 12:30", false},
		{"Saturday to Monday, 12pm to 1pm", "Tue 7 Apr 2020 12:30", true},
		{"Someday to Friday, 9am to 5pm", "Sun 5 Apr 2020 12:30", false},
		{"day and night", "Sun 5 Apr 2020 03:00", false},
	} {
		if got := shut(c.hours, at(c.when)); got != c.shut {
			t.Errorf("%s on %s: shut is %v", c.hours, c.when, got)
		}
	}
}
