package contacts

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
)

// LeaseID names a lease.
type LeaseID = ident.ID[Lease]

// LeaseLasts is how long a lease holds without being renewed.
const LeaseLasts = 20 * time.Minute

// Lease is one of us being on the telephone with somebody: until it ends, is freed or runs
// out, nobody else is given them to ring.
type Lease struct {
	ID            LeaseID
	Person        people.PersonID
	Record        people.RecordID
	Agent         string // account
	AgentName     string
	Neighbourhood string // of the work it was taken for
	Task          string // the task they are rung for; "" for a call they made
	Since         time.Time
	Until         time.Time
}

// IsZero reports whether nobody has the person.
func (l Lease) IsZero() bool { return l.ID == "" }

// Words say who is on the telephone with them.
func (l Lease) Words() string {
	if l.IsZero() {
		return ""
	}
	return l.AgentName + " is on the phone with them since " + l.Since.In(day.London).Format("15:04") + "."
}
