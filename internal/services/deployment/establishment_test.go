package deployment_test

import (
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/day"
	"kith/internal/registers/accounts"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
)

const (
	roles = `roles:
  - {id: agent, title: Agent, access: agent, held_for: borough, description: rings, whose: own}
  - {id: connector, title: Connector, access: coordinator, held_for: neighbourhood, description: runs a hub, whose: own}
  - {id: admin, title: Admin, access: admin, held_for: borough, description: accounts, whose: own}
`
	people = `skills: [{id: phones, label: Phones}]
demands: [{id: base, label: Base}]
constraints: [{id: home, instruction: From home, bars: [base]}]
induction: [{id: welcome, text: Welcome}]
check_in: {every_days: 7, most_hours: 48, ask: How is it?}
reserve: {refresh_months: 12}
thanks: Thank you.
`
	posts = `rest_hours: 11
most_a_week: 5
posts:
  - id: phones
    role: connector
    where: each-hub
    skills: [phones]
    demands: [base]
    weight: must
    shifts:
      - {id: am, days: [mon, sun], from: "08:30", to: "12:00", people: 2}
      - {id: night, days: [sat], from: "22:00", to: "06:00", people: 1}
    whose: own
  - {id: line, role: agent, name: Helpline, where: borough, place: {home: true}, weight: should, shifts: [{id: day, days: [tue], from: 9am, to: 1pm, people: 1}], whose: own}
`
)

func sections() []blueprint.Section {
	return []blueprint.Section{accounts.RolesSection(), staff.RulesSection(), deployment.EstablishmentSection()}
}

func TestFaultsInTheEstablishment(t *testing.T) {
	const f = "establishment.yaml"
	blueprinttest.Each(t, map[string]string{"roles.yaml": roles, "staff.yaml": people, f: posts}, sections(), []blueprinttest.Break{
		{"too little rest", f, "rest_hours: 11", "rest_hours: 8", "establishment.yaml:1:13: 8 hours are no rest between two shifts"},
		{"no day off", f, "most_a_week: 5", "most_a_week: 7", "establishment.yaml:2:14: 7 shifts a week leave nobody a day off"},
		{"a role unheard of", f, "role: connector", "role: conector", `establishment.yaml:5:11: there is no role "conector"; did you mean connector?`},
		{"a skill unheard of", f, "skills: [phones]", "skills: [phone]", `establishment.yaml:7:14: there is no skill "phone"`},
		{"a demand unheard of", f, "demands: [base]", "demands: [lift]", `establishment.yaml:8:15: there is no demand "lift"`},
		{"a post twice", f, "id: line", "id: phones", `establishment.yaml:14:10: post "phones" is already at`},
		{"a shift twice", f, "id: night", "id: am", `establishment.yaml:12:14: shift "am" is already at`},
		{"a day unheard of", f, "days: [sat]", "days: [samstag]", `establishment.yaml:12:`},
		{"no day", f, "days: [sat]", "days: []", `establishment.yaml:12:`},
		{"no time", f, `from: "22:00"`, `from: "late"`, `establishment.yaml:12:`},
		{"too long", f, `to: "06:00"`, `to: "11:00"`, `establishment.yaml:12:`},
		{"nobody", f, "people: 2", "people: 0", `establishment.yaml:11:`},
		{"the borough's, nowhere", f, "place: {home: true}, ", "", `establishment.yaml:14:`},
		{"the borough's, in a hub", f, "place: {home: true}", "place: {home: true}, hubs: [hapi]", `establishment.yaml:14:`},
		{"no shifts", f, "[{id: day, days: [tue], from: 9am, to: 1pm, people: 1}]", "[]", `establishment.yaml:14:`},
	})
}

func TestTheSeatsOfAWeek(t *testing.T) {
	b := blueprinttest.Load(t, map[string]string{"roles.yaml": roles, "staff.yaml": people, "establishment.yaml": posts}, sections()...)
	e := blueprint.Part[*deployment.Establishment](b)
	all := e.Openings(day.New(2020, 10, 19), []deployment.Site{{Hub: "hapi", Name: "Library"}, {Hub: ""}}, map[string]string{"connector": "Connector"}, nil)
	var got []string
	for _, o := range all {
		got = append(got, o.Seat.String()+" "+o.Name+" "+o.Place+" "+o.From.In(day.London).Format("15:04 MST")+" "+o.To.Sub(o.From).String())
	}
	want := `hapi/phones/am/2020-10-19/1 Connector Library 08:30 BST 3h30m0s
hapi/phones/am/2020-10-19/2 Connector Library 08:30 BST 3h30m0s
hapi/phones/night/2020-10-24/1 Connector Library 22:00 BST 9h0m0s
hapi/phones/am/2020-10-25/1 Connector Library 08:30 GMT 3h30m0s
hapi/phones/am/2020-10-25/2 Connector Library 08:30 GMT 3h30m0s
borough/line/day/2020-10-20/1 Helpline From home 09:00 BST 4h0m0s`
	if strings.Join(got, "\n") != want {
		t.Errorf("the seats are\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
