package volunteers

import (
	"fmt"
	"slices"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/day"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
)

// Dossier is a volunteer with all that decides what they may do.
type Dossier struct {
	Volunteer
	Checks  []Held
	Learned []Learned
	// KeptFrom are the records of whom they are never sent to.
	KeptFrom []people.RecordID
	// Household is the one they are recorded in as a resident; "" where none is.
	Household households.ID
}

// Lack is one thing somebody still needs.
type Lack struct {
	What LackOf
	ID   string // of the check, the module or the activity; "" otherwise
	Text string // in plain words, to staff
	// Ended says that they had it and it ran out.
	Ended bool
}

// LackOf is what sort of thing is lacking.
type LackOf string

// The sorts.
const (
	LackStanding   LackOf = "standing"   // they are not active
	LackOffer      LackOf = "offer"      // they do not offer the activity
	LackCheck      LackOf = "check"      // a check, or enough of them
	LackModule     LackOf = "module"     // a part of the induction
	LackPrinciples LackOf = "principles" // their yes to the principles in force
	LackVehicle    LackOf = "vehicle"    // one the activity cannot be done without
	LackHealth     LackOf = "health"     // their own health keeps them from it
	LackAge        LackOf = "age"        // it is not known that they are old enough
)

// Joins is what somebody still needs before they are active, whatever they do: the checks
// and modules everybody needs, and their yes to the principles in force.
//
// How old they are has to be known of whoever is not active yet: those an older register has
// as active go on.
func Joins(b *volunteering.Rules, d Dossier, on day.Date) (all []Lack) {
	switch {
	case d.BornOn.IsZero() && d.Standing != Active && d.Standing != Paused:
		all = append(all, Lack{What: LackAge, Text: "Their date of birth"})
	case !d.BornOn.IsZero() && day.AgeOn(d.BornOn, on) < b.MinimumAge:
		all = append(all, Lack{What: LackAge, Text: fmt.Sprintf("To be %d or older", b.MinimumAge)})
	}
	for _, id := range b.Joining.Checks {
		all = append(all, lacksCheck(b, d, id, on)...)
	}
	for _, id := range b.Joining.Modules {
		all = append(all, lacksModule(b, d, id)...)
	}
	if d.Agreed.Version.Before(b.Principles.Version) {
		all = append(all, Lack{What: LackPrinciples, Text: "Their yes to the volunteer principles of " + b.Principles.Version.Long()})
	}
	return all
}

// Lacks is what somebody still needs to do an activity on a day, beyond being active and
// offering it. Nothing means that they may.
func Lacks(b *volunteering.Rules, d Dossier, a volunteering.Activity, on day.Date) []Lack {
	all := Joins(b, d, on)
	for _, id := range a.Checks {
		if !slices.Contains(b.Joining.Checks, id) {
			all = append(all, lacksCheck(b, d, id, on)...)
		}
	}
	for _, id := range a.Modules {
		if !slices.Contains(b.Joining.Modules, id) {
			all = append(all, lacksModule(b, d, id)...)
		}
	}
	if !d.Gives.Vehicle.Serves(a.Vehicle) {
		all = append(all, Lack{What: LackVehicle, Text: map[bool]string{true: "A car or a van", false: "A vehicle"}[a.Vehicle == volunteering.Car]})
	}
	if d.Own.Shields && a.Place != volunteering.ByPhone {
		all = append(all, Lack{What: LackHealth, Text: "Work by phone: their own health keeps them from other people's doors"})
	}
	return all
}

// Clear are the activities somebody offers and may do on a day.
func Clear(b *volunteering.Rules, d Dossier, on day.Date) (all []volunteering.Activity) {
	if d.Standing != Active {
		return nil
	}
	for _, a := range b.Activities {
		if d.Does(a.ID) && len(Lacks(b, d, a, on)) == 0 {
			all = append(all, a)
		}
	}
	return all
}

func lacksCheck(b *volunteering.Rules, d Dossier, id string, on day.Date) []Lack {
	c, ok := b.Check(id)
	if !ok {
		return nil
	}
	valid, last := 0, day.Date{}
	for _, h := range d.Checks {
		switch {
		case !h.answers(c, b) || h.Withdrawn != "":
		case h.On(c, on):
			valid++
		case h.Until(c).Before(on) && h.Until(c).After(last):
			last = h.Until(c)
		}
	}
	if valid >= c.Times() {
		return nil
	}
	return []Lack{{What: LackCheck, ID: id, Text: lacking(c, valid, last), Ended: !last.IsZero()}}
}

func lacking(c volunteering.Check, valid int, last day.Date) string {
	switch {
	case !last.IsZero():
		return fmt.Sprintf("%s: it ran out on %s", c.Name, last.Long())
	case c.Times() > 1:
		return fmt.Sprintf("%s: %d of %d", c.Name, valid, c.Times())
	}
	return c.Name
}

func lacksModule(b *volunteering.Rules, d Dossier, id string) []Lack {
	m, ok := b.Module(id)
	if !ok || slices.ContainsFunc(d.Learned, func(l Learned) bool { return l.Module == id && l.Passed() }) {
		return nil
	}
	return []Lack{{What: LackModule, ID: id, Text: "The module “" + m.Title + "”"}}
}

// StillNeeds is what somebody still needs to do everything they offer, each thing once.
func StillNeeds(b *volunteering.Rules, d Dossier, on day.Date) []Lack {
	all := Joins(b, d, on)
	for _, id := range d.Activities {
		a, ok := b.Activity(id)
		if !ok {
			continue
		}
		for _, l := range Lacks(b, d, a, on) {
			if !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}
