package papers

import (
	"slices"
	"strings"

	"kith/internal/plat/datamap"
)

// Kind is a kind of person whom a privacy notice speaks to.
type Kind string

// The kinds, in the order they are offered.
const (
	Asking      Kind = "help"      // asks for help, or somebody asks for them
	Listed      Kind = "list"      // came on a list from the NHS or another team
	Helping     Kind = "volunteer" // offers help
	WorkingHere Kind = "staff"     // works here
)

// Kinds lists the kinds of person whom a privacy notice speaks to.
func Kinds() []Kind { return []Kind{Asking, Listed, Helping, WorkingHere} }

// Activity is one thing that is done with personal data, as the record of processing lists
// it. Its data are the tables of its packages about its kinds of people.
type Activity struct {
	ID       string
	Name     string
	Purpose  string // what for, in a sentence
	Packages []string
	About    []datamap.About
	Doors    []string // how the addresses begin at which it is done
	Kinds    []Kind   // whose privacy notice tells of it; none is an activity of the record alone
	Lists    bool     // the data assets are part of it, with their own bases and times
}

var persons = []datamap.About{datamap.Person}

// activities are all that is done with personal data. A table that none of them names is
// listed as an activity without a name, and a test fails.
var activities = []Activity{
	{
		ID: "requests", Name: "Taking requests for help and seeing to them",
		Purpose:  "To hear what somebody needs, find who can help, and make sure that it was done.",
		Packages: []string{"needs", "intake", "tasks", "calls", "contacts", "protocols", "duty", "arrivals", "paper"}, About: persons,
		Doors: []string{"/requests", "/board", "/tasks", "/calls", "/duty", "/paper", "/first-contacts"}, Kinds: []Kind{Asking, Listed},
	},
	{
		ID: "people", Name: "Knowing who somebody is and how to reach them safely",
		Purpose:  "To help the right person, to reach them without harm, and to ask nobody the same thing twice.",
		Packages: []string{"people", "households", "identity"}, About: persons,
		Doors: []string{"/people", "/around", "/identity"}, Kinds: []Kind{Asking, Listed},
	},
	{
		ID: "messages", Name: "Writing to people and hearing what they answer",
		Purpose:  "To tell people how their request goes, and to ask whether the help came.",
		Packages: []string{"messages", "updates"}, About: persons,
		Doors: []string{"/admin/messages", "/people"}, Kinds: []Kind{Asking},
	},
	{
		ID: "food", Name: "Bringing food and other things",
		Purpose:  "To order, pack and bring what somebody needs, in a way that suits their diet, and to pay for it.",
		Packages: []string{"food", "deliveries", "rounds", "doorstep"}, About: persons,
		Doors: []string{"/food", "/deliveries", "/rounds"}, Kinds: []Kind{Asking},
	},
	{
		ID: "medicines", Name: "Fetching medicines",
		Purpose:  "To fetch a prescription, by somebody who may carry it.",
		Packages: []string{"medicines"}, About: persons, Doors: []string{"/medicines"}, Kinds: []Kind{Asking},
	},
	{
		ID: "lists", Name: "Reaching people whom others know to be at risk",
		Purpose:  "To reach people on lists of the NHS and of council teams, those most at risk first.",
		Packages: []string{"lists", "outreach", "attributes", "cohorts", "risk"}, About: persons,
		Doors: []string{"/lists", "/safe", "/cohorts", "/risk", "/data-assets"}, Kinds: []Kind{Listed}, Lists: true,
	},
	{
		ID: "guarding", Name: "Opening what is kept back, in an emergency",
		Purpose:  "To protect somebody's life when it turns on what is kept from view, and to show who opened it and why.",
		Packages: []string{"breakglass", "secondperson"}, About: persons, Doors: []string{"/emergency", "/second-person"}, Kinds: []Kind{Asking, Listed},
	},
	{
		ID: "casework", Name: "Telling a councillor how a request goes",
		Purpose:  "To tell a councillor how a request goes, where the person agreed.",
		Packages: []string{"reports"}, About: persons, Doors: []string{"/dashboard"}, Kinds: []Kind{Asking},
	},
	{
		ID: "volunteers", Name: "Registering volunteers and giving them work",
		Purpose:  "To register who offers help, make the checks that the work needs, and offer work near them.",
		Packages: []string{"volunteers", "matching", "accounts"}, About: []datamap.About{datamap.Volunteer},
		Doors: []string{"/volunteers", "/matching", "/rounds/volunteers"}, Kinds: []Kind{Helping},
	},
	{
		ID: "staff", Name: "Giving staff their work and their access",
		Purpose:  "To plan shifts, to let each of us see what our work needs and no more, and to ask how we are.",
		Packages: []string{"accounts", "factors", "staff", "deployment", "fleet", "calls", "updates", "people"}, About: []datamap.About{datamap.Staff},
		Doors: []string{"/staff", "/deployment", "/admin/accounts"}, Kinds: []Kind{WorkingHere},
	},
	{
		ID: "organisations", Name: "Working with organisations",
		Purpose:  "To hand work to groups, food banks and services, and to know whom to ring there.",
		Packages: []string{"organisations", "accounts", "fleet", "needs", "volunteers"}, About: []datamap.About{datamap.Organisation},
		Doors: []string{"/organisations"},
	},
	{
		ID: "accountability", Name: "Showing what was done, and answering what people ask about their data",
		Purpose:  "To show who saw and did what, to answer what people ask about their data, and to delete it in time.",
		Packages: []string{"journal", "keeping", "requests"}, About: persons,
		Doors: []string{"/governance", "/admin/journal"}, Kinds: []Kind{Asking, Listed, Helping, WorkingHere},
	},
}

// Activities lists what is done with personal data.
func Activities() []Activity { return slices.Clone(activities) }

// undeclared stands for the tables that no activity names.
var undeclared = Activity{ID: "undeclared", Name: "Not yet declared", Purpose: "Nobody has said what for. Declare it before it is used."}

// owns reports whether a table belongs to the activity.
func (a Activity) owns(t datamap.Table) bool {
	return slices.Contains(a.Packages, t.Package()) && slices.Contains(a.About, t.About)
}

// of finds the activity that a table belongs to.
func of(t datamap.Table) string {
	i := slices.IndexFunc(activities, func(a Activity) bool { return a.owns(t) })
	if i < 0 {
		return undeclared.ID
	}
	return activities[i].ID
}

// leads reports whether the activity is done at a door.
func (a Activity) leads(pattern string) bool {
	return slices.ContainsFunc(a.Doors, func(door string) bool { return pattern == door || strings.HasPrefix(pattern, door+"/") })
}
