package paper

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/plat/document"
	"kith/internal/registers/places"
	"kith/internal/work/referrals"
)

// numbersOf are the borough's telephone numbers as its blueprint has them: the helpline, the
// hubs, and the services that a hub refers to. A confidential service is not among them: who
// finds the paper learns of no refuge.
func numbersOf(b *blueprint.Blueprint, hub string) []document.Part {
	of := b.Borough()
	part := document.Part{Heading: "Numbers", OwnPage: true}
	add := func(name, number, more string) {
		if number == "" {
			return
		}
		e := document.Entry{Head: name + ":  " + number}
		if more != "" {
			e.Lines = []string{more}
		}
		part.Records = append(part.Records, e)
	}
	add("Life in danger", "999", "")
	add("Police, not urgent", "101", "")
	add("Health advice", "111", "")
	add(of.Council+" helpline", of.Helpline.Phone.National(), of.Helpline.Hours)
	if of.Helpline.OutOfHours != "" {
		part.Records = append(part.Records, document.Entry{Head: "When it is closed", Lines: []string{of.Helpline.OutOfHours}})
	}
	for _, n := range blueprint.Part[*places.Areas](b).Neighbourhoods {
		if n.Base != nil {
			add(n.Short()+", "+n.Base.Name, n.Base.Phone, n.Base.Address)
		}
	}
	for _, d := range blueprint.Part[*referrals.Destinations](b).Destinations {
		if !d.Confidential && (len(d.Neighbourhoods) == 0 || hub == "" || slices.Contains(d.Neighbourhoods, hub)) {
			add(d.Name, d.Phone, d.Hours)
		}
	}
	return []document.Part{part}
}
