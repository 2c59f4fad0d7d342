package tasks

import (
	"time"

	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// achieved are the outcomes by which a task ended with its work done; every other end is
// one without.
var achieved = []string{"spoken", "done", "acknowledged"}

// The measures that other packages name.
const (
	HelpByKind = "tasks.help"
	ReferredOn = "tasks.referred"
)

// helped is the outcome of help that was given.
const helped = "done"

// Measures are the figures that tasks give.
func Measures() []feature.Measure {
	return []feature.Measure{
		{
			Name: "tasks.open", Label: "Tasks open",
			Meaning: "Work still to be done, whoever has it: first contacts, help, and handing on to services.",
			Count:   openTasks, Rows: "/board?view=all", Readers: readers,
		},
		{
			Name: "tasks.overdue", Label: "Tasks overdue",
			Meaning: "Open tasks that are past the time they were due.",
			Count:   overdueTasks, Rows: "/board?view=overdue", Readers: readers,
		},
		{
			Name: "tasks.done", Label: "Tasks done", Dated: true,
			Meaning: "Tasks that ended with their work done: the person was spoken to, the help was given, or the service took it on.",
			Count:   doneTasks, Rows: "/dashboard/tasks-done", Readers: readers,
		},
		{
			Name: "tasks.not-done", Label: "Tasks ended without", Dated: true,
			Meaning: "Tasks that ended without their work being done: it could not be, the service turned it down, or it was no longer needed.",
			Count:   undoneTasks, Rows: "/dashboard/tasks-not-done", Readers: readers,
		},
		{
			Name: "tasks.people-supported", Label: "People supported", Dated: true,
			Meaning: "Different people who were given help: each is counted once, however many tasks were done for them. Somebody helped by two hubs counts once for each of them and once for the borough.",
			Count:   peopleSupported, People: whomSupported, Shared: true, Rows: "/dashboard/people-supported", Readers: readers,
		},
		{
			Name: HelpByKind, Label: "Help given", Dated: true, Kind: "category",
			Meaning: "Tasks of help that ended with the help given, by what was needed. A weekly call counts each week that it is made.",
			Count:   helpByKind, Rows: "/dashboard/help", Readers: readers,
		},
		{
			Name: ReferredOn, Label: "Handed on to a service", Dated: true, Kind: "destination",
			Meaning: "Needs that a service with a duty of its own took on, by service. One that was turned down is not counted. Which confidential service it was is not told.",
			Count:   referredOn, Rows: "/dashboard/referred", Readers: readers,
		},
		{
			Name: "tasks.time-to-help", Label: "Median time to help given", Unit: feature.Seconds, Dated: true,
			Meaning: "From a task of help being opened to the help being given, for help that was given. It is the middle one: half were quicker.",
			Count:   timesToHelp, Rows: "/dashboard/help-given", Readers: readers,
		},
	}
}

// Ended is one row behind the figures of tasks that ended.
type Ended struct {
	Task
	GivenNames, FamilyName string
}

// Took is how long it was open.
func (e Ended) Took() time.Duration { return e.ClosedAt.Sub(e.OpenedAt) }

// Mark is the row's place in the list.
func (e Ended) Mark() feature.Mark { return feature.Mark{At: e.ClosedAt, ID: string(e.ID)} }

// DoneTasks lists the tasks that the figure of tasks done counts. The caller has checked
// that who asks may see them; so it has for the other lists.
func DoneTasks(r db.Reader, l feature.Listing) ([]Ended, error) { return listEnded(r, l, done()) }

// UndoneTasks lists the tasks that ended without their work being done.
func UndoneTasks(r db.Reader, l feature.Listing) ([]Ended, error) { return listEnded(r, l, undone()) }

// HelpGiven lists the tasks that the time to help given is made from.
func HelpGiven(r db.Reader, l feature.Listing) ([]Ended, error) { return listEnded(r, l, help()) }

// HelpOfKind lists the tasks of help that was given, of one kind of need when the listing names
// one.
func HelpOfKind(r db.Reader, l feature.Listing) ([]Ended, error) {
	return listEnded(r, l, help().of("t.category", l.Kind))
}

// Referrals lists what services took on, of one service when the listing names one.
func Referrals(r db.Reader, l feature.Listing) ([]Ended, error) {
	return listEnded(r, l, referred().of("t.destination", l.Kind))
}

// Supported is one row behind the figure of people supported.
type Supported struct {
	Person people.PersonID
	Tasks  int64     // done for them in the period
	LastAt time.Time // when the latest was done

	GivenNames, FamilyName string
}

// Mark is the row's place in the list.
func (s Supported) Mark() feature.Mark { return feature.Mark{At: s.LastAt, ID: string(s.Person)} }

// PeopleSupported lists the people that the figure of people supported counts.
func PeopleSupported(r db.Reader, l feature.Listing) ([]Supported, error) {
	return listSupported(r, l)
}
