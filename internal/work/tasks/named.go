package tasks

import (
	"kith/internal/plat/access"
	"kith/internal/work/needs"
)

// Named reports whether somebody may be told what the task is: those whom
// [needs.MayName] clears, and whoever has it.
func (t Task) Named(who access.Principal) bool {
	return needs.MayName(who, t.Labels) || holds(who, t)
}

// ShownTo is the task as somebody may see it: whole, or without what it is. A first
// contact keeps its title, which is that of every other, so that the hub still makes it.
func (t Task) ShownTo(who access.Principal) Task {
	if t.Named(who) {
		return t
	}
	t.Category, t.Destination, t.Labels = "", "", []needs.Label{needs.Restricted}
	if t.Kind != FirstContact {
		t.Title, t.Instruction, t.Refused, t.Outcome, t.Note = needs.Unnamed, "", "", "", ""
	}
	return t
}
