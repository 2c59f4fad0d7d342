package volunteering

import (
	"slices"

	"kith/internal/blueprint"
)

// Check is something that is looked at before somebody may do what needs it.
type Check struct {
	ID   string    `yaml:"id"`
	Name string    `yaml:"name"`
	Kind CheckKind `yaml:"kind"`
	// Level is the least level of a DBS certificate that will do.
	Level Level `yaml:"level,omitempty"`
	// Needed is how many of them it takes: two references.
	Needed int `yaml:"needed,omitempty"`
	// ValidMonths is for how long one counts from its date, where it names no end of its own;
	// 0 is for good.
	ValidMonths int `yaml:"valid_months,omitempty"`
	// Write is what whoever records one has to write down, beyond its date and who saw it.
	Write []Detail `yaml:"write,omitempty"`
	How   string   `yaml:"how"` // it is done, to staff
	// PublicName is the check as the middle of a sentence, and Bring what it takes, both as a
	// volunteer who is asked for it reads them. Without Bring nobody is written to.
	PublicName string `yaml:"public_name,omitempty"`
	Bring      string `yaml:"bring,omitempty"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Times is how many of it are needed, at least 1.
func (c Check) Times() int { return max(1, c.Needed) }

// CheckKind is what sort of thing is looked at.
type CheckKind string

// The kinds. A right is what somebody holds by law or by contract: a driving licence, cover
// for voluntary use.
const (
	Identity  CheckKind = "identity"
	DBS       CheckKind = "dbs"
	Reference CheckKind = "reference"
	Right     CheckKind = "right"
	Training  CheckKind = "training"
)

// Choices are the kinds a blueprint may name.
func (CheckKind) Choices() []string {
	return []string{string(Identity), string(DBS), string(Reference), string(Right), string(Training)}
}

// Level is how deep a certificate of the Disclosure and Barring Service looks.
type Level string

// The levels, shallowest first.
const (
	Basic          Level = "basic"
	Standard       Level = "standard"
	Enhanced       Level = "enhanced"
	EnhancedBarred Level = "enhanced-barred"
)

// Detail is something to write down of a check.
type Detail string

// The details. A number is that of the certificate or the policy, or who gave a reference.
const (
	Number  Detail = "number"
	LastDay Detail = "last-day"
	SeenHow Detail = "how"
)

// Choices are the details a blueprint may name.
func (Detail) Choices() []string { return []string{string(Number), string(LastDay), string(SeenHow)} }

// Levels lists every level, shallowest first.
func Levels() []Level { return []Level{Basic, Standard, Enhanced, EnhancedBarred} }

// Choices are the levels a blueprint may name.
func (Level) Choices() []string {
	return []string{string(Basic), string(Standard), string(Enhanced), string(EnhancedBarred)}
}

// Label is the level in words.
func (l Level) Label() string {
	switch l {
	case Basic:
		return "Basic"
	case Standard:
		return "Standard"
	case Enhanced:
		return "Enhanced"
	case EnhancedBarred:
		return "Enhanced, with the barred lists"
	}
	return string(l)
}

// Covers reports whether a certificate of this level will do where another is asked for.
func (l Level) Covers(asked Level) bool {
	return asked == "" || slices.Index(Levels(), l) >= slices.Index(Levels(), asked)
}
