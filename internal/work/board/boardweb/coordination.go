package boardweb

import (
	"net/http"
	"slices"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/work/board"
	"kith/internal/work/referrals"
)

// watch is the coordination page as it is drawn.
type watch struct {
	words
	board.Coordination
	shut []shut
}

// firstOverdue is how many overdue tasks the page lists: the board has them all.
const firstOverdue = 20

// shut is a destination that does not take every referral today.
type shut struct {
	referrals.Destination
	status  referrals.Status
	instead string // who takes what it does not
}

func (p *pages) coordination(w http.ResponseWriter, r *http.Request) error {
	known, err := p.words(r.Context())
	if err != nil {
		return err
	}
	c, err := p.Board.Coordination(r.Context())
	if err != nil {
		return err
	}
	p.saw(r.Context(), append(c.Declined, c.Overdue...))
	p.sawWaiting(r, c)
	page := &watch{words: known, Coordination: c}
	if c.Whole {
		page.shut = shutOn(known.destinations, day.Of(c.Now))
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Coordination", Wide: true, Section: coordinationSection, Body: coordinationPage(page)})
}

func (p *pages) sawWaiting(r *http.Request, c board.Coordination) {
	entry := journal.Entry{Verb: "looked at requests that wait", Topic: "board.read"}
	for _, list := range [][]board.Waits{c.NoHub, c.Refused, c.NotTaken} {
		for _, one := range list {
			entry.Objects = append(entry.Objects, journal.Object{Kind: "request", ID: string(one.ID)})
		}
	}
	if len(entry.Objects) > 0 {
		_ = p.Reads.Saw(r.Context(), entry) // first names: shown all the same, see saw
	}
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

func (c *watch) waits(caption string, all []board.Waits, empty string) govuk.Table {
	table := govuk.Table{
		Caption: caption, CaptionHidden: true, RowHeader: true, Empty: govuk.Empty{Text: empty},
		Columns: []govuk.Column{{Text: "Reference"}, {Text: "Who"}, {Text: "Hub"}, {Text: "Priority"}, {Text: "Received"}, {Text: "To be accepted"}},
	}
	back := slices.ContainsFunc(all, func(one board.Waits) bool { return one.Refused != "" })
	if back {
		table.Columns = append(table.Columns, govuk.Column{Text: "Why given back"})
	}
	for _, one := range all {
		cells := []govuk.Cell{
			{Text: string(one.Reference), Href: "/requests/" + string(one.ID)},
			{Text: one.Who},
			{Text: c.hub(one.Hub)},
			{Text: priorityLabel(one.Priority)},
			{Content: govuk.Ago(one.ReceivedAt, c.Now)},
			{Content: govuk.Due(one.AcceptBy, c.Now)},
		}
		if back {
			cells = append(cells, govuk.Cell{Text: one.Refused})
		}
		table.Rows = append(table.Rows, govuk.Row{Cells: cells})
	}
	return table
}

// tasks draws rows of any hub.
func (c *watch) tasks(caption string, rows []board.Row, empty string) govuk.Table {
	s := &screen{words: c.words, page: board.Page{Rows: rows, Now: c.Now}}
	table := s.table()
	table.Caption, table.Empty = caption, govuk.Empty{Text: empty}
	return table
}

func (c *watch) destinations() govuk.Table {
	table := govuk.Table{
		Caption: "Services closed or limited", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Service"}, {Text: "Today"}, {Text: "Why"}, {Text: "Until"}, {Text: "Goes to instead"}},
		Empty:   govuk.Empty{Text: "Every service takes referrals today. One that is limited or suspended in the blueprint appears here, with who takes them instead."},
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

// summary is what waits, in one sentence.
func (c *watch) summary() string {
	said := many(len(c.NotTaken), "request not accepted in time", "requests not accepted in time") + ", " +
		many(len(c.Declined), "task turned down", "tasks turned down") + ", " + many(len(c.Overdue), "task overdue", "tasks overdue") + "."
	if c.Whole {
		said = many(len(c.NoHub), "request without a hub", "requests without a hub") + ", " + many(len(c.Refused), "given back by a hub", "given back by hubs") + ", " + said
	}
	return said
}

// many counts a list that stops at a page.
func many(n int, one, more string) string {
	switch {
	case n == 1:
		return "1 " + one
	case n >= board.PageSize:
		return strconv.Itoa(n) + " or more " + more
	}
	return strconv.Itoa(n) + " " + more
}
