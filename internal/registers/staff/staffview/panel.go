// Package staffview is what other features put on the page of a member of staff.
package staffview

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/govuk"
	"kith/internal/registers/staff"
)

// Panel is another feature's part of the page of somebody who is redeployed, as the caller
// may see it; nil when there is nothing to show.
type Panel func(ctx context.Context, w staff.Worker) (templ.Component, error)

// Section is the navigation entry of everything about redeployed staff.
const Section = "Deployment"

// Ways are the pages about redeployed staff, of which one is open.
func Ways(open string) govuk.SubNavigation {
	n := govuk.SubNavigation{Label: "Redeployed staff"}
	for _, l := range []govuk.Link{
		{Label: "This week", Href: "/deployment"},
		{Label: "Plan", Href: "/deployment/plan"},
		{Label: "People", Href: "/staff"},
		{Label: "Check-ins", Href: "/deployment/check-ins"},
		{Label: "Reserve list", Href: "/staff/reserve"},
	} {
		l.Current = l.Href == open
		n.Items = append(n.Items, l)
	}
	return n
}

// Tag is how somebody stands.
func Tag(s staff.Standing) govuk.Tag {
	return govuk.Tag{Text: s.Label(), Colour: map[staff.Standing]govuk.Colour{
		staff.Offered: govuk.Grey, staff.Inducting: govuk.Yellow, staff.Ready: govuk.Green, staff.Deployed: govuk.Blue,
		staff.Resting: govuk.Purple, staff.Repatriated: govuk.Grey, staff.Reserve: govuk.Teal,
	}[s]}
}
