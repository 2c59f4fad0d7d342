package needs

import (
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// RoutesOf are the ways in which a category of need may be met.
func (t *Triage) RoutesOf(category string) (all []Route) {
	for _, r := range t.Routes {
		if r.Need == category {
			all = append(all, r)
		}
	}
	return all
}

// Rerouted is a decision with another way to meet the need than triage chose, with why.
// Nothing is given meanwhile: whoever corrects the way says which it is. It is
// [fault.Invalid] for a way there is not, and for the one it has.
func (t *Triage) Rerouted(r Result, to, because string) (Result, error) {
	category, known := t.catalogue.Find(r.Need)
	route, ok := t.Route(to)
	switch {
	case !known || !ok || route.Need != r.Need:
		return Result{}, fault.New(fault.Invalid, "needs.no-route", "Choose the way to help from the list.")
	case to == r.Route:
		return Result{}, fault.New(fault.Invalid, "needs.same-route", "They are helped in this way already. Choose another.")
	}
	r.Route, r.Interim, r.Until = route.ID, "", ""
	r.met(category, route)
	r.Reasons = append(slices.Clone(r.Reasons), Reason{Rule: "by hand", Because: because, Whose: "own"})
	return r, nil
}

// SetRoute has a need met in another way, in the caller's transaction, which sees to its
// work. It is [fault.Stale] when somebody has changed the need since it was read.
func SetRoute(tx *db.Tx, n Need, decided Result, reason string) (Need, error) {
	if err := keepNeed(tx, n.ID, reason); err != nil {
		return Need{}, err
	}
	was := n.Decision.Route
	n.Decision = decided
	if err := setRoute(tx, n); err != nil {
		return Need{}, err
	}
	n.Version++
	return n, journal.Record(tx, journal.Entry{
		Verb: "changed the way to help", Topic: "needs.rerouted", Subject: n.subject(),
		Objects: []journal.Object{{Kind: "need", ID: string(n.ID)}, {Kind: "request", ID: string(n.Request)}},
		Data:    map[string]any{"category": shown(n), "from": was, "to": decided.Route, "neighbourhood": n.Neighbourhood},
	})
}

// NoteReferral keeps that a need is handed to a service beside what triage said, with why, in
// the caller's transaction, which sees to its work. It is [fault.Stale] when somebody has
// changed the need since it was read.
func NoteReferral(tx *db.Tx, n Need, to, reason string) (Need, error) {
	if err := keepNeed(tx, n.ID, reason); err != nil {
		return Need{}, err
	}
	n.Decision.ReferTo = union(n.Decision.ReferTo, []string{to})
	n.Decision.Reasons = append(slices.Clone(n.Decision.Reasons), Reason{Rule: "by hand", Because: reason, Whose: "own"})
	if err := setRoute(tx, n); err != nil {
		return Need{}, err
	}
	n.Version++
	return n, recordChange(tx, n, "referred a need on", "needs.referred-on", map[string]any{})
}
