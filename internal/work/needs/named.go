package needs

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/plat/policy"
)

// Unnamed is what stands in the place of a need that somebody may not be told of.
const Unnamed = "Restricted: ask the coordination point"

// MayName reports whether somebody may be told what a need or task with these labels is.
// That there is something, and how pressing, is no secret: what nobody sees is forgotten.
func MayName(who access.Principal, labels []Label) bool { return !Guarded(labels) || cleared(who) }

// cleared reports whether the policies let somebody be told what is guarded, wherever it is:
// the central coordination point, and those who audit it.
func cleared(who access.Principal) bool {
	return policy.May(who, policy.Safeguarding, policy.Record{Restricted: true})
}

// Guarded reports whether labels keep what a need or task is from all but a few.
func Guarded(labels []Label) bool {
	return slices.ContainsFunc(labels, func(l Label) bool { return l == Restricted || l == Safeguarding || l == Hidden })
}

// HidesAddress reports whether labels keep an address apart.
func HidesAddress(labels []Label) bool { return slices.Contains(labels, AddressWithheld) }

// Hidden reports whether the need is a hidden visit, which nobody may hear of but whoever
// makes it and the coordination point. Where others of a hub are told that there is a need
// they may not know, lists that a household might see leave it out.
func (n Need) Hidden() bool { return slices.Contains(n.Decision.Labels, Hidden) }

// subject is the person a need's entry in the journal is about. A hidden visit has none
// there, so that no timeline shows it.
func (n Need) subject() string {
	if n.Hidden() {
		return ""
	}
	return string(n.Record)
}

// Named reports whether somebody may be told what the need is.
func (n Need) Named(who access.Principal) bool {
	return n.Decision.StraightTo == "" && MayName(who, n.Decision.Labels) || cleared(who)
}

// ShownTo is the need as somebody may see it: whole, or without what it is, where it goes
// and why.
func (n Need) ShownTo(who access.Principal) Need {
	if n.Named(who) {
		return n
	}
	n.Category, n.Outcome = "", ""
	kept := []Label{Restricted}
	if n.Hidden() {
		kept = append(kept, Hidden)
	}
	n.Decision = Result{Priority: n.Priority, Labels: kept}
	return n
}

// ToldWhole reports whether somebody may read all that was said in a request with these
// needs: the asker's own words and answers name what a restricted need does not.
func ToldWhole(who access.Principal, all []Need) bool {
	return !slices.ContainsFunc(all, func(n Need) bool { return !n.Named(who) })
}
