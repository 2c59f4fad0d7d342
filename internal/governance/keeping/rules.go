package keeping

import (
	"strings"

	"kith/internal/blueprint"
)

// File is keeping.yaml: for how long what is kept.
type File struct {
	Rules []Rule `yaml:"keep"`
}

// Rule says of one sort of data on what basis and for how long it is kept.
type Rule struct {
	ID    string `yaml:"id"`    // of a sort in Sorts
	Basis string `yaml:"basis"` // the legal basis, in words
	Days  int    `yaml:"days"`  // after the day that the sort counts from
	Why   string `yaml:"why"`   // why that long
}

// Sort is a sort of data that can be purged: the rows of a table, from a day on.
type Sort struct {
	ID    string
	Name  string // as people know it
	From  string // the day it counts from, in words
	Table string
	Since string // the column with that time
}

// sorts are what may be purged, and nothing else may.
var sorts = []Sort{
	{"messages-sent", "Messages to people", "the day a message was settled", "messages_outbox", "settled_at"},
	{"messages-received", "Messages from people", "the day it came", "messages_inbound", "received_at"},
	{"contacts", "Notes of calls and visits", "the day of the call or visit", "contacts_event", "happened_at"},
	{"notes", "Notes about people", "the day it was written", "people_note", "written_at"},
	{"said-later", "What people added to a request", "the day they said it", "needs_said", "said_at"},
	{"feedback", "What people said of the help", "the day they answered", "updates_feedback", "answered_at"},
}

// Sorts lists what may be purged.
func Sorts() []Sort { return append([]Sort(nil), sorts...) }

func sortOf(id string) (Sort, bool) {
	for _, s := range sorts {
		if s.ID == id {
			return s, true
		}
	}
	return Sort{}, false
}

// The least and the most days that anything is kept.
const (
	leastDays = 28
	mostDays  = 20 * 366
)

// Section is keeping.yaml. A borough without it purges nothing.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "how long what is kept", File: "keeping.yaml", Optional: true,
		New:   func() any { return &File{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*File).check(c) },
	}
}

func (f *File) check(c *blueprint.Checker) {
	ids := make([]string, len(f.Rules))
	for i, r := range f.Rules {
		ids[i] = r.ID
	}
	c.Once("rule", ids, func(i int) string { return blueprint.At("keep", i, "id") })
	for i, r := range f.Rules {
		if _, known := sortOf(r.ID); !known {
			c.Problem(blueprint.At("keep", i, "id"), "%q is no sort of data that is purged", r.ID).Mend("write one of %s", sortNames())
		}
		if strings.TrimSpace(r.Basis) == "" {
			c.Problem(blueprint.At("keep", i), "the rule %q names no legal basis", r.ID).Mend("say on what it is kept, such as Public task, Care Act 2014")
		}
		if r.Days < leastDays || r.Days > mostDays {
			c.Problem(blueprint.At("keep", i, "days"), "%d days is too short or too long", r.Days).Mend("write from 28 to 7320 days")
		}
	}
}

func sortNames() string {
	names := make([]string, len(sorts))
	for i, s := range sorts {
		names[i] = s.ID
	}
	return strings.Join(names, ", ")
}
