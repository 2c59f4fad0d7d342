package boardweb

import (
	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/work/referrals"
)

// shut is a destination that does not take every referral today.
type shut struct {
	referrals.Destination
	status  referrals.Status
	instead string // who takes what it does not
}

// shutOn lists the destinations that take no referrals on a day, or only some.
func shutOn(all *referrals.Destinations, today day.Date) []shut {
	var found []shut
	for _, d := range all.Destinations {
		status := d.StatusOn(today)
		if status == referrals.Accepting {
			continue
		}
		one := shut{Destination: d, status: status, instead: "Nobody: ring the coordination point"}
		if status == referrals.Limited {
			one.instead = "Nobody is named"
		}
		hood := ""
		if len(d.Neighbourhoods) > 0 {
			hood = d.Neighbourhoods[0]
		}
		if other, ok := all.Serving(d.Fallback, hood); ok && d.Fallback != "" {
			one.instead = other.Name
			if other.StatusOn(today) == referrals.Suspended {
				one.instead += " (suspended too)"
			}
		}
		found = append(found, one)
	}
	return found
}

func (c *watch) destinations() govuk.Table {
	table := govuk.Table{
		Caption: "Services closed or limited", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Service"}, {Text: "Today"}, {Text: "Why"}, {Text: "Until"}, {Text: "Goes to instead"}},
	}
	for _, one := range c.shut {
		until := "Until changed"
		if !one.Until.IsZero() {
			until = one.Until.Long()
		}
		table.Rows = append(table.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: one.Name}, {Content: statusTag(one.status)}, {Text: one.Reason}, {Text: until}, {Text: one.instead},
		}})
	}
	return table
}

func statusTag(s referrals.Status) govuk.Tag {
	if s == referrals.Suspended {
		return govuk.Tag{Text: "Suspended", Colour: govuk.Red}
	}
	return govuk.Tag{Text: "Limited", Colour: govuk.Yellow}
}
