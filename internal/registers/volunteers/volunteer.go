package volunteers

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
)

// ID names a volunteer.
type ID = ident.ID[Volunteer]

// Volunteer is somebody who has offered to help.
type Volunteer struct {
	ID            ID
	GivenNames    string
	FamilyName    string
	BornOn        day.Date // zero where nobody asked, on an older register
	BornUnknown   string   // why it is not known yet; "" where it is
	Phone         phone.Number
	Email         string
	Speaks        string // the code of the language they are written to in; "" is English
	Home          Home
	Neighbourhood string // where they help; "" until the coordination point has placed them
	// Record is their own, where they are known as a resident too.
	Record     people.RecordID
	Standing   Standing
	Activities []string // ids of what they offer
	Gives      Gives
	Own        Own
	Agreed     Agreed
	OnDuty     bool // may be offered work now
	// Organisation is the one they help through, or "".
	Organisation organisations.ID
	Registration ident.Reference // the number on their letter; "" until one was given
	AddedAt      time.Time
	ChangedAt    time.Time // zero until somebody changed it
	ChangedBy    string
	Version      int64
}

// Own is what concerns the volunteer and nobody they help.
type Own struct {
	// Shields says that their own health keeps them from other people: work by phone alone.
	Shields bool
	Health  string // in their words, for their coordinator
	// Whom to ring when something happens to them.
	EmergencyName  string
	EmergencyPhone phone.Number
}

// Agreed is which principles they agreed to, and when.
type Agreed struct {
	Version day.Date
	At      time.Time
}

// Name is the full name.
func (v Volunteer) Name() string {
	if v.FamilyName == "" {
		return v.GivenNames
	}
	return v.GivenNames + " " + v.FamilyName
}

// Does reports whether they offer an activity.
func (v Volunteer) Does(activity string) bool { return slices.Contains(v.Activities, activity) }

// Drives reports whether they have a car or a van to drive.
func (v Volunteer) Drives() bool { return v.Gives.Vehicle.Drives() }

// Paused reports whether they are not to be asked for now.
func (v Volunteer) Paused() bool { return v.Standing == Paused }
