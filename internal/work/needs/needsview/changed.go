package needsview

import (
	"strings"

	"kith/internal/plat/govuk"
	"kith/internal/work/needs"
)

// Changed is what others changed about a request since somebody opened it: what it was
// then, what it is now, who did it and when. It has no rows where nothing is known.
func (n Names) Changed(all []needs.Difference[needs.Request]) govuk.Table {
	table := govuk.Table{
		Caption: "What has changed since you opened it", RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "When you opened it"}, {Text: "Now"}, {Text: "Changed by"}},
	}
	for _, d := range all {
		what, was, now := n.difference(d)
		table.Rows = append(table.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: what}, {Text: was}, {Text: now}, {Content: byWhom(n.Account(d.Last.By), govuk.Ago(d.Last.At, n.Now), d.Last.Reason)},
		}})
	}
	return table
}

func (n Names) difference(d needs.Difference[needs.Request]) (what, was, now string) {
	switch d.Field {
	case needs.HubField:
		return "With", n.Hub(d.Was.Neighbourhood), n.Hub(d.Now.Neighbourhood)
	case needs.StateField:
		return "State", d.Was.State.Label(), d.Now.State.Label()
	case needs.TakerField:
		return "Accepted by", n.orNobody(d.Was.AcceptedBy), n.orNobody(d.Now.AcceptedBy)
	case needs.ContactField:
		return "First contact", spoken(d.Was), spoken(d.Now)
	case needs.PriorityField:
		return "Priority", capital(string(d.Was.Priority)), capital(string(d.Now.Priority))
	}
	return "What they told us", "As you read it", "They have told us more"
}

func (n Names) orNobody(account string) string {
	if account == "" {
		return "Nobody"
	}
	return n.Account(account)
}

func spoken(r needs.Request) string {
	if r.FirstContactAt.IsZero() {
		return "Not yet"
	}
	return "Somebody has spoken to them"
}

func capital(word string) string {
	return strings.ToUpper(word[:min(1, len(word))]) + word[min(1, len(word)):]
}
