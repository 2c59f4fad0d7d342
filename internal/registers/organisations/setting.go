package organisations

import (
	"fmt"
	"slices"

	"kith/internal/kernel/phone"
)

// Setting is what is known of a place with a manager and many people: a care home, a
// school. It asks for help as people do, and takes no work.
type Setting struct {
	Headcount int64 // how many people are there; 0 when unknown
	LeadName  string
	LeadPhone phone.Number
	Opening   string // when somebody answers, as it was said
}

// The kinds of setting.
const (
	CareHome Kind = "care-home"
	School   Kind = "school"
	Surgery  Kind = "surgery"
	Hostel   Kind = "hostel"
	Site     Kind = "site"
)

// Settings lists the kinds of setting.
func Settings() []Kind { return []Kind{CareHome, School, Surgery, Hostel, Site} }

// Setting reports whether an organisation of this kind asks for help and takes no work.
func (k Kind) Setting() bool { return slices.Contains(Settings(), k) }

// Called names a setting as a request for it does: "Sunny Bank care home, 42 people".
func (o Organisation) Called() string {
	switch {
	case !o.Kind.Setting() || o.Headcount == 0:
		return o.Name
	case o.Headcount == 1:
		return o.Name + ", 1 person"
	}
	return fmt.Sprintf("%s, %d people", o.Name, o.Headcount)
}
