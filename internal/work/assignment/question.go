package assignment

import (
	"time"

	"kith/internal/kernel/grid"
	"kith/internal/registers/volunteering"
	"kith/internal/work/needs"
)

// Job is a piece of work that somebody is to be found for.
type Job struct {
	Task     string
	Version  int64
	Title    string
	Area     string
	Hood     string
	Category string
	Activity string // "" when no activity of the borough covers it: then nobody can be found
	Place    volunteering.Place
	Vehicle  volunteering.Vehicle
	At       grid.Ref // the zero Ref when it is not known where
	Record   string   // of the person it is for
	// Home is shared by the work of all who live together and of whom it may be known there that
	// they have help; "" where that is nobody else.
	Home     string
	Keys     []string // what tells their household; see [Helper.Keys]
	From     time.Time
	Due      time.Time
	Priority needs.Priority
	Language string // the language somebody has to speak; "" where English does
	Last     string // id of the helper who did this for them before; "" when nobody did
	Asked    []string
	With     []string // ids of the helpers who have other work for the same person now
	Awaited  []string // and of those who were asked for some and have not answered yet
	// Barred says in a sentence why nobody but staff may do it for now; "" when they may.
	Barred string
	// Near and OwnHood are how far the search for somebody has come: metres, 0 for any, and
	// whether only the neighbourhood's own are asked.
	Near    int
	OwnHood bool
	// Volunteers and Groups say who may do it.
	Volunteers, Groups bool
}

// visit is whose work goes to one helper where it can: that of their home, or theirs alone;
// "" where it is for nobody.
func (j *Job) visit() string {
	if j.Home != "" {
		return "home " + j.Home
	}
	return j.Record
}

// HelperKind is what sort of helper somebody is.
type HelperKind string

// The kinds of helper.
const (
	OneVolunteer HelperKind = "volunteer"
	AGroup       HelperKind = "group" // an organisation that takes work as a group
)

// Helper is somebody, or a group, who offers to do work.
type Helper struct {
	ID    string
	Kind  HelperKind
	Name  string
	Hood  string
	At    grid.Ref // the zero Ref when it is not known where
	Reach int      // metres they will go; 0 is anywhere in their neighbourhood
	// Offers says what they offer to do; Clear on which days of the plan they have all that
	// the activity asks, and Lacks in words what is missing today.
	Offers    []string
	Clear     map[string]Days
	Lacks     map[string]string
	Vehicle   volunteering.Vehicle
	Languages []string
	Shields   bool // own health: nothing but the phone
	Free      Span // when they are free, in the slots of the plan
	OnDuty    bool
	PerSlot   int // how much they do in one slot; 0 is no limit
	Week      int // how much more they do this week
	Month     int // and this month
	Offered   int // how many more offers they can have at once
	Had       int // how much they were given this week
	Idle      int // whole days since they last had work
	// Keys tell their household: their own record, the household, the property, the address
	// and the phone. Who shares one with a job is of the same household.
	Keys     []string
	Excluded []string // records of people they are not to be sent to
}

// Room is how much more they can be given at once.
func (h Helper) Room() int { return max(0, min(h.Week, h.Month, h.Offered)) }

// Choice is a task and a helper, as a coordinator put them together or apart.
type Choice struct{ Task, Helper string }

// Question is what is to be planned.
type Question struct {
	Now     time.Time
	Jobs    []Job
	Helpers []Helper
	Keep    []Choice // chosen by a coordinator, whatever it costs
	Not     []Choice // taken out by a coordinator
}
