package people

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/nhsnumber"
)

// Details are what a record says of somebody beyond who and where they are. Everything
// may be missing.
type Details struct {
	NHSNumber         nhsnumber.Number `json:"nhs_number,omitempty"`
	Practice          string           `json:"practice,omitempty"`      // of their GP, in words
	Communication     []string         `json:"communication,omitempty"` // values of [CommunicationNeeds]
	CommunicationNote string           `json:"communication_note,omitempty"`
	Diet              []string         `json:"diet,omitempty"` // values of [DietaryNeeds]
	Allergies         string           `json:"allergies,omitempty"`
	LedBy             string           `json:"led_by,omitempty"` // the service that leads on this person, in words
	LedSince          day.Date         `json:"led_since,omitzero"`
	NoCalls           NoCalls          `json:"no_calls,omitzero"`
	Deceased          Deceased         `json:"deceased,omitzero"`
	StopAsked         StopAsked        `json:"stop_asked,omitzero"`
	Moved             Moved            `json:"moved,omitzero"`

	// Said tells of each fact that was typed into the record after it was added who did so
	// and when. A fact that is here and empty is known to be none, whatever other records say.
	Said map[FactKind]Said `json:"said,omitempty"`
}

// Said is who last wrote a fact of a record, and when.
type Said struct {
	By string    `json:"by"` // as the journal names them
	At time.Time `json:"at"`
}

// NoCalls says that nobody is to ring somebody. The zero value does not.
type NoCalls struct {
	Reason string   `json:"reason,omitempty"`
	Until  day.Date `json:"until,omitzero"` // the last day of it; zero is until somebody changes it
}

// On reports whether nobody is to ring on a day.
func (n NoCalls) On(today day.Date) bool {
	return n.Reason != "" && (n.Until.IsZero() || !today.After(n.Until))
}

func (n NoCalls) String() string {
	if n.Reason == "" || n.Until.IsZero() {
		return n.Reason
	}
	return n.Reason + ", until " + n.Until.Long()
}

// Deceased says that somebody has died. The zero value does not.
type Deceased struct {
	SaidBy string   `json:"said_by,omitempty"` // who told, in words
	On     day.Date `json:"on,omitzero"`       // zero when the day is not known
}

// IsZero reports whether nobody has said so.
func (d Deceased) IsZero() bool { return d.SaidBy == "" }

func (d Deceased) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.On.IsZero():
		return "Date not known, said by " + d.SaidBy
	}
	return d.On.Long() + ", said by " + d.SaidBy
}

// Choice is one of a closed list, with the words people know it by.
type Choice struct{ Value, Label string }

// CommunicationNeeds are what somebody may need in order to be spoken with and written to.
func CommunicationNeeds() []Choice { return slices.Clone(communicationNeeds) }

// DietaryNeeds are what somebody may or may not eat. Allergies are said in words.
func DietaryNeeds() []Choice { return slices.Clone(dietaryNeeds) }

var communicationNeeds = []Choice{
	{"large-print", "Large print"},
	{"easy-read", "Easy read"},
	{"bsl", "British Sign Language"},
	{"lip-reading", "Lip-reading"},
	{"text-relay", "Text relay"},
	{"hard-of-hearing", "Hard of hearing"},
	{"braille", "Braille"},
	{"audio", "Audio"},
}

var dietaryNeeds = []Choice{
	{"vegetarian", "Vegetarian"},
	{"vegan", "Vegan"},
	{"halal", "Halal"},
	{"kosher", "Kosher"},
	{"gluten-free", "No gluten"},
	{"dairy-free", "No dairy"},
	{"nut-free", "No nuts"},
	{"low-sugar", "Low sugar"},
	{"low-salt", "Low salt"},
	{"soft-food", "Soft food"},
}

// inWords lists what was chosen, in the order of the list, and what was said besides.
func inWords(chosen []string, from []Choice, besides string) string {
	var said []string
	for _, c := range from {
		if slices.Contains(chosen, c.Value) {
			said = append(said, c.Label)
		}
	}
	return join(strings.Join(said, ", "), "; ", besides)
}

func join(a, between, b string) string {
	if a == "" || b == "" {
		return cmp.Or(a, b)
	}
	return a + between + b
}

// leads says which service leads on somebody, and since when.
func (d Details) leads() string {
	if d.LedBy == "" || d.LedSince.IsZero() {
		return d.LedBy
	}
	return d.LedBy + ", since " + d.LedSince.Long()
}
