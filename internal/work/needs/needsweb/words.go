package needsweb

import (
	"cmp"
	"context"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/plat/govuk"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
)

// coordination is what the queue of requests without a hub is called.
const coordination = "Coordination queue"

// hubs are the names of the borough's hubs, by id.
type hubs struct {
	names map[string]string
	order []string
}

func (p *pages) hubs(ctx context.Context) (hubs, error) {
	known := hubs{names: map[string]string{"": coordination, feature.Queue: coordination}}
	all, err := p.around.Neighbourhoods(ctx)
	for _, n := range all {
		known.names[n.ID] = n.Short()
		known.order = append(known.order, n.ID)
	}
	return known, err
}

// name is what a hub is called; one of an earlier blueprint is shown by its id.
func (h hubs) name(id string) string { return cmp.Or(h.names[id], id) }

// standing is where a request stands, in a word or two.
func standing(r needs.Request, now time.Time) govuk.Tag {
	switch {
	case r.State == needs.Accepted:
		return govuk.Tag{Text: r.State.Label(), Colour: govuk.Blue}
	case r.State == needs.Closed:
		return govuk.Tag{Text: r.State.Label(), Colour: govuk.Grey}
	case r.RefusedReason != "":
		return govuk.Tag{Text: "Given back", Colour: govuk.Orange}
	case r.AcceptBy.Before(now):
		return govuk.Tag{Text: "Not accepted in time", Colour: govuk.Red}
	}
	return govuk.Tag{Text: r.State.Label(), Colour: govuk.Yellow}
}

func needStanding(s needs.NeedState) govuk.Tag {
	colour := map[needs.NeedState]govuk.Colour{
		needs.NeedOpen: govuk.Yellow, needs.NeedInHand: govuk.Blue, needs.NeedMet: govuk.Green,
		needs.NeedNotMet: govuk.Red, needs.NeedReferred: govuk.Purple, needs.NeedGone: govuk.Grey,
	}
	return govuk.Tag{Text: s.Label(), Colour: colour[s]}
}

func priorityTag(p needs.Priority) govuk.Tag {
	switch p {
	case needs.Emergency:
		return govuk.Tag{Text: "Emergency", Colour: govuk.Red}
	case needs.Urgent:
		return govuk.Tag{Text: "Urgent", Colour: govuk.Orange}
	case needs.Soon:
		return govuk.Tag{Text: "Soon", Colour: govuk.Teal}
	case needs.Routine:
		return govuk.Tag{Text: "Routine", Colour: govuk.Grey}
	}
	return govuk.Tag{Text: cmp.Or(string(p), "Not said"), Colour: govuk.Grey}
}

// whoMay says in words who may help.
func whoMay(all []needs.Doer) string {
	words := map[needs.Doer]string{
		needs.Volunteer: "a volunteer", needs.Staff: "council staff",
		needs.Organisation: "an organisation", needs.Partner: "a partner service",
	}
	var named []string
	for _, d := range all {
		named = append(named, cmp.Or(words[d], string(d)))
	}
	return capital(strings.Join(named, ", "))
}

// marked says in words how a need is marked.
func marked(all []needs.Label) string {
	words := map[needs.Label]string{
		needs.Health: "about health", needs.AddressWithheld: "address withheld", needs.Hidden: "hidden visits",
	}
	var named []string
	for _, l := range all {
		named = append(named, cmp.Or(words[l], string(l)))
	}
	return capital(strings.Join(named, ", "))
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// routedBy says in words what decided where a request went.
func routedBy(rule string) string {
	switch places.Rule(rule) {
	case places.RuleOverride:
		return "A rule for this very postcode"
	case places.RuleDistrict:
		return "The district that the postcode directory gives"
	case places.RuleWard:
		return "The ward that the postcode directory gives"
	case places.RuleLSOA:
		return "The small area (LSOA) that the postcode directory gives"
	case places.RulePolygon:
		return "The boundary that the postcode lies in"
	case places.RuleSector:
		return "Where most of the postcode sector belongs"
	case places.RuleNone, "":
		return "Nothing could tell"
	}
	return rule
}
