package steps

import (
	"maps"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

// AnyDestination stands in a file for every destination that no protocol names.
const AnyDestination = "any"

// FieldsKnown are the fields of a letter that work in steps fills in, beside those of the
// person and the borough.
var FieldsKnown = []string{"reference", "status_page"}

// names are what a protocol may refer to in other files; nil where those are malformed, and
// their own faults are told.
type names struct {
	protocols, roles, letters, destinations, categories, routes, lists []string

	open map[string][]string // the fields that a letter leaves to somebody to type
}

func namesOf(c *blueprint.Checker, protocols []string) names {
	n := names{protocols: protocols}
	if roles, ok := blueprint.Other[*accounts.Roles](c); ok {
		n.roles = []string{}
		for _, r := range roles.Roles {
			n.roles = append(n.roles, r.ID)
		}
	}
	if rules, ok := blueprint.Other[*contacts.Rules](c); ok {
		n.lists = append([]string{}, rules.ListIDs()...)
	}
	if letters, ok := blueprint.Other[*messages.Letters](c); ok {
		n.letters, n.open = append([]string{}, slices.Sorted(maps.Keys(*letters))...), map[string][]string{}
		for id, l := range *letters {
			n.open[id] = l.Left(FieldsKnown...)
		}
	}
	if all, ok := blueprint.Other[*referrals.Destinations](c); ok {
		n.destinations = []string{AnyDestination}
		for _, d := range all.Destinations {
			n.destinations = append(n.destinations, d.ID, d.Kind)
		}
	}
	if catalogue, ok := blueprint.Other[*needs.Catalogue](c); ok {
		n.categories = append([]string{}, catalogue.IDs()...)
	}
	if triage, ok := blueprint.Other[*needs.Triage](c); ok {
		n.routes = []string{}
		for _, r := range triage.Routes {
			n.routes = append(n.routes, r.ID)
		}
	}
	return n
}

// known reports a name that is none of those there are.
func (k *checker) known(path, noun, name string, all []string) {
	if name != "" && all != nil {
		k.Known(path, noun, name, all)
	}
}
