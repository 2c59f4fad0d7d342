package boardweb

import (
	"context"
	"net/http"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/work/board"
)

// file is the address of the whole list as a file.
func (s *screen) file() string {
	return to("/board/export.csv", with(s.filter, func(*board.Filter) {}))
}

// export sends the list as a file, as it is filtered and with what the page veils veiled.
// Who took it, and whom it names, is in the journal before any of it is sent.
func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	f, err := asked(r.URL.Query())
	if err != nil {
		return err
	}
	f.Limit = board.Most
	s, err := p.sheet(r.Context(), f)
	if err != nil {
		return err
	}
	return web.SendTable(w, r, web.Table{
		Name:  "board-" + strings.ToLower(strings.ReplaceAll(s.title(), " ", "-")) + "-" + day.Of(s.page.Now).String(),
		About: s.about(),
		Columns: []string{
			"Who", "Area", "Hub", "What", "Priority", "Why now", "Due", "Who has it", "Where it stands", "Opened", "Interpreter",
		},
		Next: func(ctx context.Context) (rows [][]string, more bool, err error) {
			page, err := p.Board.Query(ctx, s.filter)
			if err != nil {
				return nil, false, err
			}
			if err := p.took(ctx, s, page.Rows); err != nil {
				return nil, false, err
			}
			for _, one := range page.Rows {
				rows = append(rows, s.plain(one))
			}
			s.filter.After = page.Next
			return rows, !page.Next.IsZero(), nil
		},
	})
}

// sheet is the screen of a list without its rows.
func (p *pages) sheet(ctx context.Context, f board.Filter) (s *screen, err error) {
	s = &screen{filter: f, who: access.From(ctx)}
	if s.words, err = p.words(ctx); err != nil {
		return nil, err
	}
	var all bool
	if s.hubs, all = s.words.hubs(s.who, readers); !all && len(s.hubs) == 1 {
		s.filter.Hub = s.hubs[0].Value
	}
	s.page.Now = p.Board.Now(ctx)
	if !s.filter.Assignee.IsZero() { // whose name stands above the rows
		s.helpers, err = p.Board.WhoCanHelp(ctx, s.filter.Hub, s.filter.Category)
	}
	return s, err
}

// took writes into the journal that somebody takes rows of the list in a file.
func (p *pages) took(ctx context.Context, s *screen, rows []board.Row) error {
	entry := looked("took the board in a file", "board.exported", rows)
	entry.Data = map[string]any{
		"hub": s.filter.Hub, "view": string(s.filter.View), "category": s.filter.Category, "kind": string(s.filter.Kind),
		"priority": string(s.filter.Priority), "assignee": assigneeValue(s.filter.Assignee), "further": !s.filter.After.IsZero(),
	}
	return p.Reads.SawFirst(ctx, entry)
}

// about is what stands above the rows: which list it is, how it is narrowed, and when it
// was read.
func (s *screen) about() []tabular.About {
	all := []tabular.About{
		{Name: "What", Text: "Open tasks: " + s.filter.View.Label()},
		{Name: "What it counts", Text: s.filter.View.Meaning()},
		{Name: "Where", Text: s.title()},
	}
	for _, chosen := range s.panel().Chosen {
		all = append(all, tabular.About{Name: "Only", Text: chosen.Text})
	}
	return append(all, tabular.About{Name: "As at", Text: s.page.Now.In(day.London).Format("3:04pm on Monday 2 January 2006")},
		tabular.About{Name: "Taken by", Text: s.who.Name})
}

// plain is a row as a file has it.
func (s *screen) plain(r board.Row) []string {
	var why []string
	for _, reason := range r.Why(s.page.Now) {
		why = append(why, reason.Text)
	}
	return []string{
		r.Who, r.Area, s.hub(r.Hub), r.What, priorityLabel(r.Priority), strings.Join(why, "; "), stamp(r.DueAt),
		r.Assignee.Name, r.State.Label(), stamp(r.OpenedAt), r.Interpreter,
	}
}

// stamp is a time as a spreadsheet reads it, by the clocks of London.
func stamp(at time.Time) string { return at.In(day.London).Format("2006-01-02 15:04") }
