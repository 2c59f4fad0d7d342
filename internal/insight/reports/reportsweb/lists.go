package reportsweb

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/staff"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/rounds"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// restricted stands for whom somebody may not be told of.
const restricted = "Restricted"

func (p *pages) needsOpened() rowsOf[needs.OpenedNeed] {
	return rowsOf[needs.OpenedNeed]{
		measure: "needs.opened", list: p.reports.NeedsOpened, mark: needs.OpenedNeed.Mark,
		columns: columns("Request", "For", "Need", "Hub", "Where it stands", "Opened"),
		empty:   "Nothing was asked for in this time. Needs appear here once a request comes in.",
		row: func(a around, n needs.OpenedNeed) []govuk.Cell {
			return []govuk.Cell{
				request(n.Request, string(n.Reference)), name(n.GivenNames, n.FamilyName, n.Request == ""),
				{Text: a.names.Kind(n.Category)},
				{Text: a.names.Place(n.Neighbourhood)},
				{Text: n.State.Label()},
				a.ago(n.OpenedAt),
			}
		},
	}
}

func (p *pages) firstContacts() rowsOf[needs.FirstContact] {
	return rowsOf[needs.FirstContact]{
		measure: "needs.first-contact", list: p.reports.FirstContacts, mark: needs.FirstContact.Mark,
		columns: columns("Request", "For", "Hub", took, "Late or in time", "First contact"),
		empty:   "No first contact was made in this time. Requests appear here once a hub has spoken to the person.",
		row: func(a around, c needs.FirstContact) []govuk.Cell {
			return []govuk.Cell{
				request(c.Request, string(c.Reference)), name(c.GivenNames, c.FamilyName, false),
				{Text: a.names.Place(c.Neighbourhood)},
				lasting(c.Took()),
				{Text: inTime(c)},
				a.ago(c.ContactedAt),
			}
		},
	}
}

// took heads how long something lasted, which is sorted, and put into files, by minutes.
const took = "Took"

func lasting(d time.Duration) govuk.Cell {
	return govuk.Cell{Text: reports.Lasting(d), Sort: strconv.Itoa(int(d.Minutes()))}
}

func inTime(c needs.FirstContact) string {
	if c.ContactedAt.After(c.DueAt) {
		return "Late"
	}
	return "In time"
}

func (p *pages) tasksDone() rowsOf[tasks.Ended] {
	return endedTasks("tasks.done", p.reports.TasksDone, "No task was done in this time. Tasks appear here once somebody records that they did them.")
}

func (p *pages) tasksNotDone() rowsOf[tasks.Ended] {
	return endedTasks("tasks.not-done", p.reports.TasksNotDone, "No task ended without its work being done. Those that could not be done, or were no longer needed, appear here.")
}

func (p *pages) helpGiven() rowsOf[tasks.Ended] {
	return endedTasks("tasks.time-to-help", p.reports.HelpGiven, "No help was given in this time. Tasks appear here once their help has been given.")
}

func (p *pages) helpOfKind() rowsOf[tasks.Ended] {
	return endedTasks(tasks.HelpByKind, p.reports.HelpOfKind, "No help of this kind was given in this time. Tasks appear here once their help has been given.")
}

func (p *pages) referrals() rowsOf[tasks.Ended] {
	return endedTasks(tasks.ReferredOn, p.reports.Referrals, "No service took anything on in this time. What is handed on appears here once the service has acknowledged it.")
}

func (p *pages) callsTaken() rowsOf[intake.Call] {
	return rowsOf[intake.Call]{
		measure: intake.CallsTaken, list: p.reports.CallsTaken, mark: intake.CallMark,
		columns: columns("How it ended", "Request", "Who took it", took, "Ended"),
		empty:   "No call ended in this time. Calls appear here once whoever took them has wrapped them up.",
		row: func(a around, c intake.Call) []govuk.Cell {
			of := govuk.Cell{Text: "None"}
			if c.Request != "" {
				of = request(c.Request, "Open the request")
			}
			return []govuk.Cell{{Text: c.Outcome.Label()}, of, {Text: c.AgentName}, lasting(c.EndedAt.Sub(c.StartedAt)), a.ago(c.EndedAt)}
		},
	}
}

func (p *pages) settingsAsked() rowsOf[organisations.Asked] {
	return rowsOf[organisations.Asked]{
		measure: needs.SettingsAsked, list: p.reports.SettingsAsked, mark: organisations.Asked.Mark,
		columns: []govuk.Column{{Text: "Setting"}, {Text: "Times it asked", Numeric: true}, {Text: "Last asked"}},
		empty:   "No setting asked for help in this time. A care home, a school or a hostel appears here once a request is for it.",
		row: func(a around, s organisations.Asked) []govuk.Cell {
			return []govuk.Cell{{Text: s.Name, Href: "/organisations/" + string(s.Organisation)}, {Text: strconv.FormatInt(s.Times, 10), Numeric: true}, a.ago(s.LastAt)}
		},
	}
}

func (p *pages) casesRaised() rowsOf[protocols.Case] {
	return rowsOf[protocols.Case]{
		measure: protocols.CasesRaised, list: p.reports.CasesRaised, mark: protocols.Case.Mark,
		columns: columns("For", "Hub", "Needs found", "Where it stands", "Raised"),
		empty:   "No case was raised in this time. People appear here once a team was asked to approach them because they are on a list.",
		row: func(a around, c protocols.Case) []govuk.Cell {
			found := "None yet"
			if c.Found {
				found = "Yes"
			}
			return []govuk.Cell{
				{Text: people.ShortName(c.GivenNames, c.FamilyName), Href: "/people/" + string(c.Record)},
				{Text: a.names.Place(c.Neighbourhood)},
				{Text: found},
				{Text: cmp.Or(c.EndedAs, "Goes on")},
				a.ago(c.RaisedAt),
			}
		},
	}
}

func endedTasks(measure string, list func(context.Context, feature.Listing) ([]tasks.Ended, error), empty string) rowsOf[tasks.Ended] {
	return rowsOf[tasks.Ended]{
		measure: measure, list: list, mark: tasks.Ended.Mark, empty: empty,
		columns: columns("Task", "For", "Hub", "How it went", "Who did it", took, "Ended"),
		row: func(a around, e tasks.Ended) []govuk.Cell {
			task := govuk.Cell{Text: restricted + " task"}
			if e.Record != "" {
				task = govuk.Cell{Text: e.Title, Href: "/tasks/" + string(e.ID)}
			}
			return []govuk.Cell{
				task, name(e.GivenNames, e.FamilyName, e.Record == ""),
				{Text: a.names.Place(e.Neighbourhood)},
				{Text: e.OutcomeLabel()},
				{Text: e.Assignee.Name},
				lasting(e.Took()),
				a.ago(e.ClosedAt),
			}
		},
	}
}

func (p *pages) peopleSupported() rowsOf[tasks.Supported] {
	return rowsOf[tasks.Supported]{
		measure: "tasks.people-supported", list: p.reports.PeopleSupported, mark: tasks.Supported.Mark,
		columns: []govuk.Column{{Text: "Person"}, {Text: "Times helped", Numeric: true}, {Text: "Last helped"}},
		empty:   "Nobody was given help in this time. People appear here once help for them has been given.",
		row: func(a around, s tasks.Supported) []govuk.Cell {
			return []govuk.Cell{
				{Text: people.ShortName(s.GivenNames, s.FamilyName), Href: "/people/" + string(s.Person)},
				{Text: strconv.FormatInt(s.Tasks, 10), Numeric: true},
				a.ago(s.LastAt),
			}
		},
	}
}

func (p *pages) given() rowsOf[organisations.Given] {
	return rowsOf[organisations.Given]{
		measure: "organisations.given", list: p.reports.Given, mark: organisations.Given.Mark,
		columns: []govuk.Column{{Text: "Organisation"}, {Text: "Where"}, {Text: "Day"}, {Text: "Given", Numeric: true}, {Text: "Note"}, {Text: "Said"}},
		empty:   "No organisation said what it gave in this time. What one gave appears here once it says so on its own page, or its hub does.",
		row: func(a around, g organisations.Given) []govuk.Cell {
			where := "Whole borough"
			if g.Neighbourhood != "" {
				where = a.names.Place(g.Neighbourhood)
			}
			return []govuk.Cell{
				a.organisation(g),
				{Text: where},
				{Text: g.Day.At(12, 0).Format("Monday 2 January")},
				{Text: strconv.FormatInt(g.Number, 10), Numeric: true},
				{Text: g.Note},
				a.ago(g.SaidAt),
			}
		},
	}
}

func (p *pages) food() rowsOf[food.Order] {
	return rowsOf[food.Order]{
		measure: "food.delivered", list: p.reports.FoodHandedOver, mark: func(o food.Order) feature.Mark { return feature.Mark{At: o.EndedAt, ID: string(o.ID)} },
		columns: columns("Order", "What it is", "For", "Hub", "Load", "Handed over"),
		empty:   "No hamper or parcel of the council was handed over in this time. Orders appear here once they are brought or fetched.",
		row: func(a around, o food.Order) []govuk.Cell {
			return []govuk.Cell{
				{Text: string(o.Number), Href: "/food/orders/" + string(o.ID)},
				{Text: o.Kind.Label()},
				{Text: cmp.Or(o.Name, restricted)},
				{Text: a.names.Place(o.Hub)},
				{Text: boxes(o.Boxes)},
				a.ago(o.EndedAt),
			}
		},
	}
}

func (p *pages) onRounds() rowsOf[rounds.Stop] {
	return rowsOf[rounds.Stop]{
		measure: "rounds.delivered", list: p.reports.HandedOnRounds, mark: rounds.Stop.Mark,
		columns: columns("Round", "What came of it", "Hub", "Load", "Handed over"),
		empty:   "Nothing was handed over on a round in this time. Stops appear here once their driver has recorded them.",
		row: func(a around, s rounds.Stop) []govuk.Cell {
			return []govuk.Cell{
				{Text: "Stop " + strconv.FormatInt(s.Position, 10), Href: "/rounds/driven/" + string(s.Round)},
				{Text: s.State.Label()},
				{Text: a.names.Place(s.Neighbourhood)},
				{Text: boxes(s.Load.Boxes)},
				a.ago(s.SaidAt),
			}
		},
	}
}

func (p *pages) enquiries() rowsOf[intake.Enquiry] {
	return rowsOf[intake.Enquiry]{
		measure: "intake.enquiries", list: p.reports.Enquiries, mark: intake.Enquiry.Mark,
		columns: columns("About", "How they came", "Where", "Hub", "Counted"),
		empty:   "No enquiry was counted in this time. One appears here when somebody at a desk or on the telephone counts it.",
		row: func(a around, e intake.Enquiry) []govuk.Cell {
			return []govuk.Cell{{Text: a.names.Kind(e.Subject)}, {Text: e.Channel.Label()}, {Text: e.Place}, {Text: a.names.Place(e.Neighbourhood)}, a.ago(e.CountedAt)}
		},
	}
}

func (p *pages) volunteerHours() rowsOf[matching.GaveTime] {
	return rowsOf[matching.GaveTime]{
		measure: matching.HoursGiven, list: p.reports.VolunteerHours, mark: matching.GaveTime.Mark,
		columns: columns("Volunteer", "Hub", "Day", took, "Said"),
		empty:   "No volunteer said what a task took in this time. Time appears here once a volunteer records that a task is done.",
		row: func(a around, g matching.GaveTime) []govuk.Cell {
			return []govuk.Cell{
				{Text: people.ShortName(g.GivenNames, g.FamilyName), Href: "/volunteers/" + string(g.Volunteer)},
				{Text: a.names.Place(g.Neighbourhood)},
				{Text: g.On.At(12, 0).Format("Monday 2 January")},
				lasting(time.Duration(g.Minutes) * time.Minute),
				a.ago(g.SaidAt),
			}
		},
	}
}

func (p *pages) reserveCalled() rowsOf[staff.Called] {
	return rowsOf[staff.Called]{
		measure: staff.ReserveCalled, list: p.reports.ReserveCalled, mark: staff.Called.Mark,
		columns: columns("Who", "Hub", "Came to be", "Why", "Called up"),
		empty:   "Nobody was called up from the reserve list in this time. People appear here once somebody calls them up on their page.",
		row: func(a around, c staff.Called) []govuk.Cell {
			return []govuk.Cell{
				{Text: c.Name, Href: "/staff/" + string(c.Worker)}, {Text: a.names.Place(c.Neighbourhood)}, {Text: c.To.Label()}, {Text: c.Why}, a.ago(c.At),
			}
		},
	}
}

// organisation leads to the register for those who may open it.
func (a around) organisation(g organisations.Given) govuk.Cell {
	c := govuk.Cell{Text: g.Name}
	if a.who.Has(access.Agent, access.Coordinator, access.Manager, access.LogisticsLead, access.Analyst) {
		c.Href = "/organisations/" + string(g.Organisation)
	}
	return c
}

func columns(titles ...string) []govuk.Column {
	var all []govuk.Column
	for _, t := range titles {
		all = append(all, govuk.Column{Text: t})
	}
	return all
}

func request(id needs.RequestID, reference string) govuk.Cell {
	if id == "" {
		return govuk.Cell{Text: restricted}
	}
	return govuk.Cell{Text: reference, Href: "/requests/" + string(id)}
}

func name(given, family string, hidden bool) govuk.Cell {
	if hidden {
		return govuk.Cell{Text: restricted}
	}
	return govuk.Cell{Text: people.ShortName(given, family)}
}

func (a around) ago(at time.Time) govuk.Cell { return govuk.Cell{Content: govuk.Ago(at, a.now)} }

func boxes(n int64) string {
	if n == 1 {
		return "1 box"
	}
	return strconv.FormatInt(n, 10) + " boxes"
}
