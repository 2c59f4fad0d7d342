package needsweb

import (
	"context"
	"strings"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/work/needs"
)

// needView is one need as somebody may see it.
type needView struct {
	title   string
	state   govuk.Tag
	told    bool // otherwise only how it stands and how pressing it is are shown
	rows    []govuk.SummaryRow
	flags   []string
	reasons []needs.Reason
	ended   bool
	change  string // where it can be changed; "" for those who may not
}

func (p *pages) needView(ctx context.Context, who access.Principal, n needs.Need) needView {
	v := needView{title: needs.Unnamed, state: needStanding(n.State), told: n.Named(who), ended: n.State.Ended(), rows: p.pressing(n)}
	if !v.told {
		return v
	}
	v.title, v.flags, v.reasons = n.Called(p.around.CategoryName(ctx, n.Category)), n.Decision.Flags, n.Decision.Reasons
	if n.Priority != n.Decision.Priority {
		v.rows = append(v.rows, govuk.SummaryRow{Key: "Triage said", Content: priorityTag(n.Decision.Priority)})
	}
	v.rows = append(v.rows, p.decided(ctx, n)...)
	if who.HasFor(n.Neighbourhood, takers...) {
		v.change = address(n.Request) + "/needs/" + string(n.ID)
	}
	return v
}

// pressing is how soon a need has to be met, or when it ended: no secret to anybody who
// may see that there is one.
func (p *pages) pressing(n needs.Need) []govuk.SummaryRow {
	rows := []govuk.SummaryRow{{Key: "Priority", Content: priorityTag(n.Priority)}}
	if n.State.Ended() {
		return append(rows, govuk.SummaryRow{Key: "Ended", Content: govuk.Ago(n.ClosedAt, p.around.Now())})
	}
	if !n.StartOn.IsZero() {
		rows = append(rows, govuk.SummaryRow{Key: "Not before", Text: n.StartOn.Long()})
	}
	return append(rows, govuk.SummaryRow{Key: "Help due", Content: govuk.Due(n.DueAt, p.around.Now())})
}

// decided is what triage decided about a need.
func (p *pages) decided(ctx context.Context, n needs.Need) (rows []govuk.SummaryRow) {
	d := n.Decision
	for _, one := range []govuk.SummaryRow{
		{Key: "Straight to", Text: named(ctx, p.around.DestinationName, d.StraightTo)},
		{Key: "Way to help", Text: named(ctx, p.around.RouteName, d.Route)},
		{Key: "Until this begins", Text: named(ctx, p.around.RouteName, d.Until)},
		{Key: "Until that begins", Text: named(ctx, p.around.RouteName, d.Interim)},
		{Key: "Who may do it", Text: whoMay(d.WhoMay)},
		{Key: "Also needed", Text: named(ctx, p.around.ExtraName, d.Extras...)},
		{Key: "Offer first", Text: named(ctx, p.around.SignpostName, d.SteerTo...)},
		{Key: "Also tell", Text: named(ctx, p.around.DestinationName, d.ReferTo...)},
		{Key: "Marked", Text: marked(d.Labels)},
	} {
		if one.Text != "" {
			rows = append(rows, one)
		}
	}
	return rows
}

// named turns ids into names, a line each.
func named(ctx context.Context, name func(context.Context, string) string, ids ...string) string {
	var lines []string
	for _, id := range ids {
		if id != "" {
			lines = append(lines, name(ctx, id))
		}
	}
	return strings.Join(lines, "\n")
}
