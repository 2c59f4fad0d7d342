package needs

import (
	"slices"

	"kith/internal/blueprint"
)

// Priority says how soon a need has to be met.
type Priority string

// The priorities, most pressing first.
const (
	Emergency Priority = "emergency" // within hours
	Urgent    Priority = "urgent"    // today
	Soon      Priority = "soon"      // within days
	Routine   Priority = "routine"   // in its turn
)

// Priorities lists every priority, most pressing first.
func Priorities() []Priority { return []Priority{Emergency, Urgent, Soon, Routine} }

// Choices are the priorities a blueprint may name.
func (Priority) Choices() []string { return names(Priorities()) }

func names[T ~string](values []T) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return texts
}

// Rank orders priorities: 0 is the most pressing. An unknown priority ranks last.
func (p Priority) Rank() int {
	if i := slices.Index(Priorities(), p); i >= 0 {
		return i
	}
	return len(Priorities())
}

// Doer is a kind of helper who may do a task.
type Doer string

// The kinds of helper. Partner is a service with its own duty (health trust, police).
const (
	Volunteer    Doer = "volunteer"
	Staff        Doer = "staff"
	Organisation Doer = "organisation"
	Partner      Doer = "partner"
)

// Choices are the kinds of helper a blueprint may name.
func (Doer) Choices() []string {
	return names([]Doer{Volunteer, Staff, Organisation, Partner})
}

// Label marks a record that only some roles may see in full.
type Label string

// The labels that policies know.
const (
	Restricted      Label = "restricted"
	AddressWithheld Label = "address-withheld"
	Health          Label = "health"
	Safeguarding    Label = "safeguarding"
	// Hidden visits are known to whoever makes them and to the coordination point: they
	// are in no list, text or calendar that somebody of the household might see.
	Hidden Label = "hidden"
)

// Choices are the labels a blueprint may name.
func (Label) Choices() []string {
	return names([]Label{Restricted, AddressWithheld, Health, Safeguarding, Hidden})
}

// Catalogue is needs.yaml: what a borough can be asked for.
type Catalogue struct {
	Categories []Category `yaml:"categories"`
}

// Category is one kind of need.
type Category struct {
	ID          string `yaml:"id"`
	Name        string `yaml:"name"`                   // to staff: "Food"
	PublicLabel string `yaml:"public_label,omitempty"` // on the public form; empty keeps it off the form
	// Off categories are not offered for now, on the form or to callers. Requests that came
	// in for one are worked on as before.
	Off         bool   `yaml:"off,omitempty"`
	Description string `yaml:"description"` // to staff, one or two sentences
	Icon        string `yaml:"icon,omitempty"`

	Priority          Priority `yaml:"priority"`
	FirstContactHours int      `yaml:"first_contact_hours"` // from the request to the hub's first contact
	DueHours          int      `yaml:"due_hours"`           // from the request to the help itself
	TaskTitle         string   `yaml:"task_title"`

	WhoMay []Doer `yaml:"who_may"`
	// Checks are what a volunteer must hold. They are volunteering.yaml's to say, and are put
	// here from there; a file of an earlier release names them itself.
	Checks []string `yaml:"checks,omitempty"`
	Skills []string `yaml:"skills,omitempty"` // what helps: "listening", "driving"

	Questions []string `yaml:"questions,omitempty"` // ids of questions.yaml, asked when this need is chosen
	Labels    []Label  `yaml:"labels,omitempty"`
	// Sensitive needs are restricted from the first word and their pages show "Exit this page".
	Sensitive bool `yaml:"sensitive,omitempty"`
	// SteerAllowed lets the form and the caller be shown self-help before a need is opened.
	SteerAllowed bool `yaml:"steer_allowed,omitempty"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Public reports whether residents may choose this need themselves.
func (c Category) Public() bool { return c.PublicLabel != "" }

// AllLabels returns the labels a need of this category starts with, restricted included.
func (c Category) AllLabels() []Label {
	labels := slices.Clone(c.Labels)
	if c.Sensitive && !slices.Contains(labels, Restricted) {
		labels = append(labels, Restricted)
	}
	return labels
}

// Find returns the category with this id.
func (c *Catalogue) Find(id string) (Category, bool) {
	for _, one := range c.Categories {
		if one.ID == id {
			return one, true
		}
	}
	return Category{}, false
}

// IDs lists the ids of all categories in the order of the file.
func (c *Catalogue) IDs() []string {
	ids := make([]string, len(c.Categories))
	for i, one := range c.Categories {
		ids[i] = one.ID
	}
	return ids
}
