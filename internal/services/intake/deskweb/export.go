package deskweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
)

// exportStep is how many people are read, recorded and sent at once.
const exportStep = 500

// export sends the list as a file, as it is filtered. Who took it, and of whom, is in the
// journal before any of it is sent.
func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	l, f, err := p.filters(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	f.Limit = exportStep
	if f.Until.IsZero() { // who registers while it is sent stands in none of it
		f.Until = l.now
	}
	about := []tabular.About{{Name: "What", Text: "People registered with no need, the latest first"}, {Name: "What it counts", Text: listMeaning}}
	for _, chosen := range l.filter.Chosen {
		about = append(about, tabular.About{Name: "Only", Text: chosen.Text})
	}
	about = append(about, tabular.About{Name: "As at", Text: l.now.In(day.London).Format("3:04pm on Monday 2 January 2006")},
		tabular.About{Name: "Taken by", Text: access.From(r.Context()).Name})
	return web.SendTable(w, r, web.Table{
		Name: "registered-" + day.Of(l.now).String(), About: about,
		Columns: []string{"Person", "Hub", "Registered", "Came in by", "Agreement", "Said on", "Said by"},
		Next: func(ctx context.Context) (rows [][]string, more bool, err error) {
			found, err := p.intake.Registrations(ctx, f)
			if err != nil {
				return nil, false, err
			}
			if err := p.took(ctx, f, found); err != nil {
				return nil, false, err
			}
			for _, g := range found {
				rows, f.After = append(rows, plain(l, g)), g.Mark()
			}
			return rows, len(found) == exportStep, nil
		},
	})
}

// took writes into the journal that somebody takes whom is registered in a file.
func (p *pages) took(ctx context.Context, f intake.RegistrationFilter, rows []intake.Registered) error {
	further := !f.After.IsZero()
	if further && len(rows) == 0 {
		return nil
	}
	entry := journal.Entry{Verb: "took the list of registered people in a file", Topic: "intake.exported", Data: map[string]any{
		"further": further, "hubs": f.Neighbourhoods, "standing": f.Standing,
	}}
	for _, g := range rows {
		if g.Record != "" {
			entry.Objects = append(entry.Objects, journal.Object{Kind: "person", ID: string(g.Record)})
		}
	}
	return p.around.Took(ctx, entry)
}

func plain(l listed, g intake.Registered) []string {
	if g.Record == "" {
		return []string{name(g), l.hoods[g.Neighbourhood], stamp(g.RegisteredAt), "", "", "", ""}
	}
	return []string{
		name(g), l.hoods[g.Neighbourhood], stamp(g.RegisteredAt), g.Channel.Label(), g.Standing().Label(), stamp(g.Agreement.At), g.Agreement.Source,
	}
}

// stamp is a time as a spreadsheet reads it, by the clocks of London.
func stamp(at time.Time) string { return at.In(day.London).Format("2006-01-02 15:04") }
