package boardweb

import (
	"context"
	"fmt"
	"net/http"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/work/board"
	"kith/internal/work/board/boardview"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// screen is the board as it is drawn.
type screen struct {
	words
	filter   board.Filter
	who      access.Principal
	hubs     []forms.Option // that may be chosen
	page     board.Page
	counts   map[board.View]board.Count
	helpers  []board.Helper
	more     []govuk.NavItem // other features' views
	heads    []boardview.Section
	news     string // address of the live feed; "" is none
	give     giveForm
	move     moveForm
	change   changeForm
	outcome  outcome
	selected selection
	picks    bool // a task is opened beside the list
}

func (p *pages) board(w http.ResponseWriter, r *http.Request) error {
	f, err := asked(r.URL.Query())
	if err != nil {
		return err
	}
	s, err := p.screen(r.Context(), f)
	if err != nil {
		return err
	}
	if err := p.open(r.Context(), s, r.URL.Query().Get("task")); err != nil {
		return err
	}
	return p.show(w, r, http.StatusOK, s)
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, s *screen) error {
	s.picks = p.Selected != nil
	return web.Render(w, r, status, web.Page{
		Title: s.title() + " – board", Wide: true, Section: boardSection, Errors: s.errors(), Body: boardPage(s),
	})
}

// screen reads everything one board shows.
func (p *pages) screen(ctx context.Context, f board.Filter) (s *screen, err error) {
	s = &screen{filter: f, who: access.From(ctx)}
	if s.words, err = p.words(ctx); err != nil {
		return nil, err
	}
	var all bool
	if s.hubs, all = s.words.hubs(s.who, readers); !all && len(s.hubs) == 1 {
		s.filter.Hub = s.hubs[0].Value
	}
	if s.page, err = p.Board.Query(ctx, s.filter); err != nil {
		return nil, err
	}
	p.saw(ctx, s.page.Rows)
	if s.counts, err = p.Board.Counts(ctx, s.filter.Hub); err != nil {
		return nil, err
	}
	if s.heads, err = boardview.Look(ctx, p.Heads); err != nil {
		return nil, err
	}
	for _, view := range p.Views {
		item, err := view(ctx, s.filter.Hub)
		if err != nil {
			return nil, err
		}
		s.more = append(s.more, item)
	}
	if s.helpers, err = p.Board.WhoCanHelp(ctx, s.filter.Hub, s.filter.Category); err != nil {
		return nil, err
	}
	s.give, s.move, s.change = newGiveForm(s), newMoveForm(s.words), newChangeForm(day.Of(s.page.Now))
	s.news, err = p.Live.Address(ctx, s.topics(all)...)
	return s, err
}

// looked is what the journal is told of rows that were shown.
func looked(verb, topic string, rows []board.Row) journal.Entry {
	entry := journal.Entry{Verb: verb, Topic: topic}
	for _, row := range rows {
		if row.Told() {
			entry.Objects = append(entry.Objects, journal.Object{Kind: "record", ID: string(row.Record)})
		}
	}
	return entry
}

// saw notes whose names were shown. They are first names: should the journal's queue be
// full, the note goes to the log and the board is shown all the same.
func (p *pages) saw(ctx context.Context, rows []board.Row) {
	entry := looked("looked at the board", "board.read", rows)
	if len(entry.Objects) > 0 {
		_ = p.Reads.Saw(ctx, entry)
	}
}

// mostTopics is how many hubs one page listens to.
const mostTopics = 10

// topics are what the page listens to: its hub, or each of them.
func (s *screen) topics(all bool) []live.Topic {
	if all && (s.filter.Hub == "" || s.filter.Hub == feature.Queue) {
		return []live.Topic{live.In(Channel.Name, "")}
	}
	if s.filter.Hub != "" {
		return []live.Topic{live.In(Channel.Name, s.filter.Hub)}
	}
	var topics []live.Topic
	for _, hub := range s.hubs[:min(len(s.hubs), mostTopics)] {
		topics = append(topics, live.In(Channel.Name, hub.Value))
	}
	return topics
}

func (s *screen) title() string {
	if s.filter.Hub != "" {
		return s.hub(s.filter.Hub)
	}
	if _, all := s.who.Neighbourhoods(readers...); all {
		return "Whole borough"
	}
	return "Your hubs"
}

// manyHubs reports whether rows of several hubs stand in the list.
func (s *screen) manyHubs() bool { return s.filter.Hub == "" }

// gives reports whether the reader may give these tasks to helpers and to other hubs.
func (s *screen) gives() bool {
	switch s.filter.Hub {
	case "":
		return s.who.Has(givers...)
	case feature.Queue:
		return s.who.HasFor("", givers...)
	}
	return s.who.HasFor(s.filter.Hub, givers...)
}

func (s *screen) views() govuk.SideNavigation {
	var items []govuk.NavItem
	for _, view := range board.Views() {
		f := board.Filter{Hub: s.filter.Hub, View: view}
		items = append(items, govuk.NavItem{
			Link:  govuk.Link{Label: view.Label(), Href: to("/board", f), Current: view == s.filter.View},
			Count: s.counts[view].String(),
		})
	}
	items = append(items, s.more...)
	return govuk.SideNavigation{Label: "Views", Sections: []govuk.NavSection{{Items: items}}}
}

// filters are what the list can be narrowed by, as they are chosen now.
type filters struct{ hub, category, kind, priority forms.Select }

func (s *screen) filters() filters {
	f := filters{
		hub:      forms.Select{Name: "hub", Label: "Hub", Options: append([]forms.Option{{Label: "All"}}, s.hubs...)},
		category: forms.Select{Name: "category", Label: "Need", Options: s.categories(s.who)},
		kind:     forms.Select{Name: "kind", Label: "Work", Options: []forms.Option{{Label: "Any"}}},
		priority: forms.Select{Name: "priority", Label: "Priority", Options: []forms.Option{{Label: "Any"}}},
	}
	for _, k := range tasks.Kinds() {
		f.kind.Options = append(f.kind.Options, forms.Option{Value: string(k), Label: k.Label()})
	}
	for _, p := range needs.Priorities() {
		f.priority.Options = append(f.priority.Options, forms.Option{Value: string(p), Label: priorityLabel(p)})
	}
	f.hub.Set(s.filter.Hub)
	f.category.Set(s.filter.Category)
	f.kind.Set(string(s.filter.Kind))
	f.priority.Set(string(s.filter.Priority))
	return f
}

// panel are the filters in force, each with the address without it.
func (s *screen) panel() govuk.Filter {
	panel := govuk.Filter{Action: "/board", Hidden: []govuk.HiddenValue{{Name: "view", Value: string(s.filter.View)}}}
	chosen := func(text string, remove func(*board.Filter)) {
		panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: text, Remove: to("/board", with(s.filter, remove))})
	}
	if s.filter.Category != "" {
		chosen(s.category(s.filter.Category), func(f *board.Filter) { f.Category = "" })
	}
	if s.filter.Kind != "" {
		chosen(s.filter.Kind.Label(), func(f *board.Filter) { f.Kind = "" })
	}
	if s.filter.Priority != "" {
		chosen(priorityLabel(s.filter.Priority), func(f *board.Filter) { f.Priority = "" })
	}
	if !s.filter.Assignee.IsZero() {
		panel.Hidden = append(panel.Hidden, govuk.HiddenValue{Name: "assignee", Value: assigneeValue(s.filter.Assignee)})
		chosen("With "+s.assignee(), func(f *board.Filter) { f.Assignee = tasks.Assignee{} })
	}
	panel.Clear = to("/board", board.Filter{Hub: s.filter.Hub, View: s.filter.View})
	return panel
}

// assignee is the name of the helper whose work is listed.
func (s *screen) assignee() string {
	for _, h := range s.helpers {
		if h.Kind == s.filter.Assignee.Kind && h.ID == s.filter.Assignee.ID {
			return h.Name
		}
	}
	return "one helper"
}

func (s *screen) next() govuk.Pagination {
	var pagination govuk.Pagination
	if !s.page.Next.IsZero() {
		f := s.filter
		f.After = s.page.Next
		pagination.Next = to("/board", f)
	}
	return pagination
}

// heading says which list it is, with how many it goes on.
func (s *screen) heading() string {
	return fmt.Sprintf("%s: %s", s.filter.View.Label(), s.counts[s.filter.View])
}
