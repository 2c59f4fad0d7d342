package protocols

import (
	"cmp"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
	"kith/internal/work/steps"
)

// Book is what work is begun by: the protocols of a version of the blueprint, and what else
// of it they need.
type Book struct {
	Version   string
	files     steps.Files
	working   steps.WorkingTime
	roles     *accounts.Roles
	rules     *contacts.Rules
	services  *referrals.Destinations
	catalogue *needs.Catalogue
	mayHave   MayHave // nil asks nobody
	levels    Levels  // nil keeps the level of the blueprint
}

// BookOf reads the book of a blueprint.
func BookOf(b *blueprint.Blueprint) Book {
	return Book{
		Version: b.Version, files: blueprint.Part[steps.Files](b), working: blueprint.Part[steps.WorkingTime](b),
		roles: blueprint.Part[*accounts.Roles](b), rules: blueprint.Part[*contacts.Rules](b),
		services: blueprint.Part[*referrals.Destinations](b), catalogue: blueprint.Part[*needs.Catalogue](b),
	}
}

// Find returns the protocol with this id.
func (b Book) Find(id string) (*steps.Protocol, bool) {
	p, ok := b.files[id]
	return p, ok && p != nil
}

// IDs lists the protocols in order.
func (b Book) IDs() []string { return b.files.IDs() }

// ForNeed is the protocol for what triage decided: one for the time until a route begins
// before one for the route itself, and that before one for the need alone; "" when there is
// none.
func (b Book) ForNeed(d needs.Result) string {
	wide, routed := "", ""
	for _, id := range b.files.IDs() {
		s := b.files[id].Starts
		switch {
		case len(s.Until) > 0:
			if slices.Contains(s.Until, d.Until) {
				return id
			}
		case len(s.Routes) > 0:
			if slices.Contains(s.Routes, d.Route) {
				routed = id
			}
		case slices.Contains(s.Needs, d.Need):
			wide = id
		}
	}
	return cmp.Or(routed, wide)
}

// ForReferral is the protocol for handing a need to a destination; "" when there is none.
func (b Book) ForReferral(destination string) string {
	kind := destination
	if d, ok := b.services.Find(destination); ok {
		kind = d.Kind
	}
	of := func(name string) string {
		for _, id := range b.files.IDs() {
			if slices.Contains(b.files[id].Starts.Refers, name) {
				return id
			}
		}
		return ""
	}
	for _, name := range []string{destination, kind, steps.AnyDestination} {
		if id := of(name); id != "" {
			return id
		}
	}
	return ""
}

// Straight is the protocol for needs that go straight to a service; "" when there is none.
func (b Book) Straight() string {
	for _, id := range b.files.IDs() {
		if b.files[id].Starts.Straight {
			return id
		}
	}
	return ""
}

// answers is how long a destination has to answer.
func (b Book) answers(destination string) time.Duration {
	if d, ok := b.services.Find(destination); ok {
		return time.Duration(d.AcknowledgeHours) * time.Hour
	}
	return 0
}

// resolve is where a referral really goes on a day.
func (b Book) resolve(to, hood string, now time.Time) (destination string, aside bool) {
	found, err := b.services.Resolve(to, hood, day.Of(now))
	if err != nil {
		return to, false
	}
	return found.ID, found.Confidential
}

// Words name what the protocols refer to.
func (b Book) Words() steps.Words {
	w := steps.Words{Role: map[string]string{}, Protocol: map[string]string{}, Destination: map[string]string{}, Letter: map[string]string{}}
	for _, r := range b.roles.Roles {
		w.Role[r.ID] = r.Title
	}
	for id, p := range b.files {
		w.Protocol[id] = p.Name
	}
	for _, d := range b.services.Destinations {
		w.Destination[d.ID] = d.Name
	}
	return w
}
