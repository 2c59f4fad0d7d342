package tasks

import (
	"kith/internal/plat/access"
	"kith/internal/work/needs"
)

// Named reports whether somebody may be told what the task is: those whom
// [needs.MayName] clears, and whoever has it. More are labels of the need it serves.
func (t Task) Named(who access.Principal, more ...needs.Label) bool {
	return t.HeldBy(who) || needs.MayName(who, t.Labels) && needs.MayName(who, more)
}

// ShownTo is the task as somebody may see it: whole, or without what it is and whom it is
// for. That there is work stays: what nobody sees is forgotten. A first contact keeps its
// title, which is that of every other, so that the hub still makes it.
func (t Task) ShownTo(who access.Principal, more ...needs.Label) Task {
	if t.Named(who, more...) {
		return t
	}
	t.Record, t.Need, t.Area, t.Category, t.Destination, t.Refused, t.Outcome, t.Note = "", "", "", "", "", "", "", ""
	t.Labels = []needs.Label{needs.Restricted}
	t.Held.Step, t.Held.Said, t.Held.Endings, t.Held.Queue.Role = "", "", nil, ""
	if t.Kind != FirstContact {
		t.Title, t.Instruction = needs.Unnamed, ""
	}
	return t
}
