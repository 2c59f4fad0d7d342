package needs_test

import (
	"slices"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/fault"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteering/volunteeringtest"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

func soundFiles() map[string]string {
	return map[string]string{
		"questions.yaml": `pages:
  - id: all
    part: what
    title: What?
    why: to know
    questions:
      - {id: who_for, title: Who, kind: radios, options: [{id: me, label: Me}, {id: someone-else, label: Other}]}
      - {id: needs, title: What, kind: checkboxes, options: [{id: food, label: Food}, {id: fear, label: Afraid}]}
      - {id: first_name, title: First, kind: text, max: 60}
      - {id: last_name, title: Last, kind: text, max: 60}
      - {id: postcode, title: Postcode, kind: postcode}
      - {id: phone, title: Phone, kind: phone}
      - {id: safe_contact, title: Safe, kind: checkboxes, options: [{id: call, label: Call}]}
      - {id: agreement, title: Agree, kind: checkboxes, options: [{id: share, label: Share}]}
      - {id: left, title: Left, kind: radios, options: [{id: none, label: None}, {id: some, label: Some}]}
  - {id: fear, part: what, title: Afraid?, why: to know, exit_page: true, questions: [{id: afraid, kind: text, max: 9}]}
`,
		"signposts.yaml": "signposts:\n  - {id: shop, name: Shop, kind: line, what: Sells., phone: \"111\", needs: [food]}\n",
		"needs.yaml": `categories:
  - id: food
    name: Food
    public_label: Food
    description: food
    priority: soon
    first_contact_hours: 24
    due_hours: 48
    task_title: Get food
    who_may: [volunteer, organisation, staff]
    questions: [left]
    steer_allowed: true
    whose: own
  - {id: fear, name: Fear, public_label: Afraid, description: fear, priority: urgent, first_contact_hours: 4, due_hours: 8, task_title: Ring, who_may: [staff], questions: [afraid], sensitive: true, whose: own}
`,
		"triage.yaml": `routes:
  - {id: parcel, need: food, name: Parcel, description: free, task_title: Parcel, who_may: [organisation], whose: own}
extras:
  - {id: milk, name: Milk}
rules:
  - id: none-left
    for: [food]
    when: left == 'none'
    then: {route: parcel, priority: urgent, due_hours: 8, extras: [milk], steer_to: [shop]}
    because: Nothing is left.
    whose: own
  - {id: young, when: age >= 0 && age < 18, then: {who_may: [staff]}, because: Young., whose: adopted, adopted_from: Bury}
  - {id: afraid, for: [fear], when: afraid == 'go', then: {straight_to: refuge}, because: Afraid., whose: own}
`,
	}
}

func soundSections() []blueprint.Section {
	return []blueprint.Section{
		directory.SignpostsSection(), answers.QuestionsSection(), answers.EqualitySection(), needs.CatalogueSection(), needs.TriageSection(),
	}
}

func TestFaultsInNeedsAndTriage(t *testing.T) {
	const n, r = "needs.yaml", "triage.yaml"
	blueprinttest.Each(t, soundFiles(), soundSections(), []blueprinttest.Break{
		{"a category twice", n, "{id: fear, name", "{id: food, name", `needs.yaml:14:10: category "food" is already at needs.yaml:2`},
		{"not on the form", n, "    public_label: Food\n", "", "needs.yaml:2:5: food is offered on the form and not public here"},
		{"off here alone", n, "    public_label: Food\n", "    public_label: Food\n    off: true\n", "needs.yaml:2:5: food is switched off here or on the form, and not in both"},
		{"off on the form alone", "questions.yaml", "{id: fear, label: Afraid}", "{id: fear, label: Afraid, off: true}", "needs.yaml:14:6: fear is switched off here or on the form, and not in both"},
		{"on the form alone", "questions.yaml", "{id: food, label: Food}", "{id: fool, label: Food}", `needs.yaml:1:1: the form offers "fool", which is no category`},
		{"a question nobody asks", n, "questions: [left]", "questions: [lift]", `needs.yaml:11:17: there is no question "lift"; did you mean left?`},
		{"no way off the page", "questions.yaml", " exit_page: true,", "", `needs.yaml:14:173: the page "fear" asks about fear and offers no way off it`},
		{"nobody may", n, "[volunteer, organisation, staff]", "[]", "needs.yaml:10:5: nobody may do it"},
		{"contact after the help", n, "first_contact_hours: 24", "first_contact_hours: 72", "needs.yaml:7:26: first contact after 72 hours"},
		{"nowhere to steer", "signposts.yaml", "needs: [food]", "needs: [fear]", "needs.yaml:12:20: no signpost answers food"},
		{"a signpost for nothing", "signposts.yaml", "needs: [food]", "needs: [food, feet]", `signposts.yaml:2:82: there is no category "feet"`},
		{"a priority unheard of", n, "priority: soon", "priority: sooner", `needs.yaml:6:15: "sooner" is not one of the choices; did you mean soon?`},

		{"a rule about an unknown thing", r, "left == 'none'", "lift == 'none'", "triage.yaml:8:11: lift is not something a rule here can ask about; did you mean left?"},
		{"an answer nobody can give", r, "left == 'none'", "left == 'nine'", `triage.yaml:8:11: there is no option of left "nine"; did you mean none?`},
		{"a sum", r, "left == 'none'", "left == 1", "triage.yaml:8:"},
		{"a rule twice", r, "{id: young, when", "{id: none-left, when", `triage.yaml:12:10: rule "none-left" is already at triage.yaml:6`},
		{"for an unknown need", r, "for: [fear]", "for: [feer]", `triage.yaml:13:24: there is no category "feer"`},
		{"a route to nowhere", r, "route: parcel", "route: parsel", `triage.yaml:9:19: there is no route "parsel"; did you mean parcel?`},
		{"a food route for every need", r, "    for: [food]\n", "", "triage.yaml:8:19: the route parcel is for food, and the rule for other needs too"},
		{"an extra unheard of", r, "extras: [milk]", "extras: [silk]", `triage.yaml:9:68: there is no extra "silk"`},
		{"a signpost unheard of", r, "steer_to: [shop]", "steer_to: [stop]", `triage.yaml:9:86: there is no signpost "stop"`},
		{"no reason", r, "    because: Nothing is left.\n", "", `triage.yaml:6:5: missing key "because"`},
	})
}

func TestDecide(t *testing.T) {
	b := blueprinttest.Load(t, soundFiles(), soundSections()...)
	triage := blueprint.Part[*needs.Triage](b)
	got, err := triage.Decide(needs.Facts{Need: "food", Age: 15}, answers.Answers{"left": {"none"}})
	if err != nil {
		t.Fatal(err)
	}
	if got.Route != "parcel" || got.Priority != needs.Urgent || got.DueHours != 8 || got.FirstContactHours != 8 || got.TaskTitle != "Parcel" {
		t.Errorf("decided %+v", got)
	}
	// The route leaves organisations, the age staff: together nobody, so it is for staff.
	if len(got.WhoMay) != 1 || got.WhoMay[0] != needs.Staff {
		t.Errorf("who may: %v", got.WhoMay)
	}
	if len(got.Reasons) != 2 || got.Reasons[1].Whose != "adopted from Bury" {
		t.Errorf("reasons: %v", got.Reasons)
	}
	got, _ = triage.Decide(needs.Facts{Need: "fear", Age: -1}, answers.Answers{"afraid": {"go"}})
	if got.StraightTo != "refuge" || got.WhoMay != nil || got.TaskTitle != "" || len(got.Labels) != 1 || got.Labels[0] != needs.Restricted {
		t.Errorf("what goes straight to a service is still a hub's: %+v", got)
	}
	if _, err := triage.Decide(needs.Facts{Need: "flight"}, nil); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an unknown need: %v", err)
	}
}

func TestALetterThatRevealsNothingNamesNoNeed(t *testing.T) {
	const card = "---\ntitle: Please ring\nwhen: At any time\nsent_as: [letter]\nreveals: nothing\n---\nAbout tea. Ring {{helpline}}.\n"
	files := soundFiles()
	files["letters/card.md"] = card
	sections := append([]blueprint.Section{messages.LettersSection()}, soundSections()...)
	blueprinttest.Each(t, files, sections, []blueprinttest.Break{
		{"named", "letters/card.md", "tea", "afraid", "letters/card.md:7:1: it names the need “Afraid”, and is to reveal nothing"},
	})
}

// TestFaultsBetweenNeedsAndVolunteering holds what is asked for and what volunteers do
// together.
func TestFaultsBetweenNeedsAndVolunteering(t *testing.T) {
	files := soundFiles()
	files["volunteering.yaml"] = strings.NewReplacer("[comfort-call]", "[food]", "id: food,", "id: store,", "categories: [food], place", "categories: [food], kinds: [deliver], place").Replace(volunteeringtest.Sound)
	files["volunteering.yaml"] = withOnly(files["volunteering.yaml"], "{id: store", "{id: call")
	sections := append(soundSections(), volunteering.Section())
	blueprinttest.Each(t, files, sections, []blueprinttest.Break{
		{"an activity for a need there is not", "volunteering.yaml", "categories: [food], checks", "categories: [food, feet], checks", `volunteering.yaml:30:86: there is no category "feet"; use an id of needs.yaml`},
		{"an activity for staff's work", "volunteering.yaml", "categories: [food], checks", "categories: [food, fear], checks", `volunteering.yaml:30:86: Calls is no work of volunteers, by who_may of fear in needs.yaml`},
		{"volunteers' work that is no activity", "needs.yaml", "who_may: [staff], questions: [afraid]", "who_may: [staff, volunteer], questions: [afraid]", `needs.yaml:14:143: volunteers may do fear, and no activity of volunteering.yaml serves it`},
		{"checks said twice", "needs.yaml", "    questions: [left]\n", "    questions: [left]\n    checks: [dbs]\n", "needs.yaml:12:5: what a volunteer must hold for food is said in volunteering.yaml"},
		{"a skill there is not", "needs.yaml", "    questions: [left]\n", "    questions: [left]\n    skills: [diving]\n", `needs.yaml:12:14: there is no skill "diving"; did you mean driving?`},
	})
	catalogue := blueprint.Part[*needs.Catalogue](blueprinttest.Load(t, files, sections...))
	if c, _ := catalogue.Find("food"); strings.Join(c.Checks, " ") != "identity references" {
		t.Errorf("whoever does food must hold %v", c.Checks)
	}
}

// withOnly keeps those lines of activities that begin as one of some do.
func withOnly(text string, begins ...string) string {
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		activity := strings.HasPrefix(line, "  - {id: ") && strings.Contains(line, "public_label")
		if !activity || slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(line, "  - "+b) }) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
