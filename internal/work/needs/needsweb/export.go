package needsweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// exportStep is how many requests are read, recorded and sent at once.
const exportStep = 500

// listMeaning says what the list counts.
const listMeaning = "Every time somebody asked for help, for themselves or another, by any channel. The same person may ask more than once."

// fileOf is the address of the whole list as a file.
func fileOf(query url.Values) string {
	return strings.Replace(without(query), "/requests", "/requests/export.csv", 1)
}

var badFilters = fault.New(fault.NotFound, "needs.filters", "These filters cannot be read. Open the list and mend them there.")

// export sends the list as a file, as it is filtered. Who took it, and of which requests,
// is in the journal before any of it is sent.
func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	known, err := p.hubs(r.Context())
	if err != nil {
		return err
	}
	query, form, now := r.URL.Query(), newFilterForm(r.Context(), known), p.around.Now()
	filter, wrong := form.read(query)
	if wrong {
		return badFilters
	}
	filter.Limit = exportStep
	if filter.Until.IsZero() { // what comes in while it is sent stands in none of it
		filter.Until = now
	}
	return web.SendTable(w, r, web.Table{
		Name: "requests-" + day.Of(now).String(), About: aboutList(access.From(r.Context()), form, query, now),
		Columns: []string{"Reference", "For", "Hub", "Came in by", "Received", "Where it stands", "First contact", "First contact due", "Priority"},
		Next: func(ctx context.Context) (rows [][]string, more bool, err error) {
			found, err := p.needs.Requests(ctx, filter)
			if err != nil {
				return nil, false, err
			}
			if err := p.took(ctx, query, found, !filter.After.IsZero()); err != nil {
				return nil, false, err
			}
			for _, one := range found {
				rows, filter.After = append(rows, plain(one, known, now)), one.Mark()
			}
			return rows, len(found) == exportStep, nil
		},
	})
}

// took writes into the journal that somebody takes requests in a file.
func (p *pages) took(ctx context.Context, query url.Values, rows []needs.Listed, further bool) error {
	if further && len(rows) == 0 {
		return nil
	}
	entry := journal.Entry{Verb: "took a list of requests in a file", Topic: "needs.exported", Data: map[string]any{"further": further}}
	for _, name := range []string{"hub", "state", "channel", "from", "until", "overdue", "refused", "handed"} {
		entry.Data[name] = query.Get(name)
	}
	for _, one := range rows {
		entry.Objects = append(entry.Objects, journal.Object{Kind: "request", ID: string(one.ID)})
	}
	return p.around.Took(ctx, entry)
}

// aboutList is what stands above the rows: which requests they are, and when.
func aboutList(who access.Principal, form *filterForm, query url.Values, now time.Time) []tabular.About {
	all := []tabular.About{
		{Name: "What", Text: "Requests, newest first"},
		{Name: "What it counts", Text: listMeaning},
	}
	for _, chosen := range form.panel(query).Chosen {
		all = append(all, tabular.About{Name: "Only", Text: chosen.Text})
	}
	return append(all,
		tabular.About{Name: "As at", Text: now.In(day.London).Format("3:04pm on Monday 2 January 2006")},
		tabular.About{Name: "Taken by", Text: who.Name})
}

// plain is a request as a file has it.
func plain(l needs.Listed, known hubs, now time.Time) []string {
	if l.Shut {
		return []string{string(l.Reference), "Not shown", known.name(l.Neighbourhood), "", stamp(l.ReceivedAt), l.State.Label(), "", "", ""}
	}
	return []string{
		string(l.Reference), people.ShortName(l.GivenNames, l.FamilyName), known.name(l.Neighbourhood), l.Channel.Label(),
		stamp(l.ReceivedAt), standing(l.Request, now).Text, stamp(l.FirstContactAt), stamp(l.FirstContactDue), priorityTag(l.Priority).Text,
	}
}

// stamp is a time as a spreadsheet reads it, by the clocks of London.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(day.London).Format("2006-01-02 15:04")
}
