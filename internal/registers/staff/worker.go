package staff

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/kernel/postcode"
	"kith/internal/registers/accounts"
)

// ID names somebody on the register.
type ID = ident.ID[Worker]

// Worker is a member of staff or somebody a partner lends.
type Worker struct {
	ID ID
	Details
	Standing   Standing
	StandingAt time.Time
	Why        string // of the last move, in words; may be empty
	Reserved   Readiness
	Account    accounts.ID // by which they sign in; "" when they have none
	At         *grid.Point // where they set out from; nil when nobody knows
	Version    int64
}

// Details are what is said of somebody when they are put on the register.
type Details struct {
	Name          string
	Employer      string // "Wigan Council", or a partner
	Home          string // the service they come from and go back to
	Email         string // for work
	Phone         phone.Number
	Neighbourhood string // whose hub they are lent to; "" is wherever in the borough
	Gives
	Base     string // where they set out from, in words
	Postcode postcode.Postcode
	From, To day.Date // lent from and until; zero is not said
}

// Gives are what somebody offers, and what they do not.
type Gives struct {
	Skills []string // ids of the blueprint
	Free   Week
	Keeps  []string // ids of constraints: instructions, never why
	Asks   string   // an instruction of their own, in words
	Most   int64    // shifts a week; 0 is as many as the rule allows
	Reach  int64    // metres; 0 is any distance
}

// Readiness is what somebody on the reserve list can do, and how soon.
type Readiness struct {
	For       []string // skills they are trained in
	Refreshed day.Date // when last; zero is never
	Within    int64    // hours after a call; 0 is not said
}

// LentOn reports whether somebody is lent on a day, as far as dates were said.
func (d Details) LentOn(on day.Date) bool {
	return (d.From.IsZero() || !on.Before(d.From)) && (d.To.IsZero() || !on.After(d.To))
}

// Has reports whether they have a skill.
func (g Gives) Has(skill string) bool { return slices.Contains(g.Skills, skill) }

// Fresh reports whether the training of somebody on the reserve list still counts on a day.
func (r Readiness) Fresh(on day.Date, months int) bool {
	if r.Refreshed.IsZero() {
		return false
	}
	return months == 0 || on.Before(day.New(r.Refreshed.Year(), r.Refreshed.Month()+time.Month(months), r.Refreshed.Day()))
}
