package protocolsweb

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/work/board/boardview"
	"kith/internal/work/protocols"
)

// safeList is the page of who is not confirmed safe.
type safeList struct {
	around pageWords
	all    []protocols.Unconfirmed
	hub    string
}

// pageWords are the names a page needs.
type pageWords struct {
	hubs  map[string]string
	roles map[string]string
}

func (w pageWords) hub(id string) string {
	if id == "" {
		return "Coordination"
	}
	return w.hubs[id]
}

func (p *pages) words(ctx context.Context) (w pageWords, err error) {
	w = pageWords{hubs: map[string]string{}}
	all, err := p.around.Neighbourhoods(ctx)
	if err != nil {
		return w, err
	}
	for _, n := range all {
		w.hubs[n.ID] = n.Name
	}
	book, err := p.protocols.Book(ctx)
	w.roles = book.Words().Role
	return w, err
}

func (p *pages) safe(w http.ResponseWriter, r *http.Request) error {
	l, err := p.unconfirmed(r.Context(), r.URL.Query().Get("hub"))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Section: "Board", Wide: true, Body: safePage(l, l.table(p))})
}

// unconfirmed reads the list and notes whose names are shown.
func (p *pages) unconfirmed(ctx context.Context, hub string) (l safeList, err error) {
	if l.around, err = p.words(ctx); err != nil {
		return l, err
	}
	l.hub = hub
	if l.all, _, err = p.protocols.Unconfirmed(ctx, hub); err != nil {
		return l, err
	}
	seen := journal.Entry{Verb: "looked at who is not confirmed safe", Topic: "people.read"}
	for _, u := range l.all {
		if u.Person != "" {
			seen.Objects = append(seen.Objects, journal.Object{Kind: "person", ID: string(u.Person)})
		}
	}
	if len(seen.Objects) > 0 {
		_ = p.around.Saw(ctx, seen) // first names alone; a full queue hides none of them
	}
	return l, nil
}

// heading is how many they are.
func (l safeList) heading() string {
	switch n := len(l.all); n {
	case 0:
		return "Nobody"
	case 1:
		return "1 person"
	default:
		return fmt.Sprintf("%d people", n)
	}
}

func (l safeList) table(p *pages) govuk.Table {
	t := govuk.Table{
		Caption: "Not yet confirmed safe", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Who"}, {Text: "Hub"}, {Text: "How it stands"}, {Text: "Since"}, {Text: "Due"}, {Text: "What to do", Hidden: true}},
		Empty:   govuk.Empty{Text: "Everybody is confirmed safe. People appear here while a welfare check is open, or when the last attempt to reach them failed."},
	}
	now := p.around.Now()
	for _, u := range l.all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: u.Who, Href: personAddress(u)},
			{Text: l.around.hub(u.Hub)},
			{Content: stands(u, l.around, now)},
			{Content: govuk.Ago(u.Since, now)},
			{Content: due(u, now)},
			{Content: deed(u)},
		}})
	}
	return t
}

func personAddress(u protocols.Unconfirmed) string {
	if u.Person == "" {
		return ""
	}
	return "/people/" + url.PathEscape(string(u.Person))
}

// hubs are the links that narrow the list.
func (l safeList) hubs(who access.Principal) (links []govuk.Link) {
	ids, all := who.Neighbourhoods(readers...)
	if !all && len(ids) < 2 {
		return nil
	}
	links = append(links, govuk.Link{Label: "All hubs", Href: safePath})
	for id, name := range l.around.hubs {
		if all || slices.Contains(ids, id) {
			links = append(links, govuk.Link{Label: name, Href: safePath + "?hub=" + url.QueryEscape(id)})
		}
	}
	slices.SortFunc(links[1:], func(a, b govuk.Link) int { return strings.Compare(a.Label, b.Label) })
	return links
}

// View is the saved view of the board: its name, its address and how many are in it.
func View(s *protocols.Service) boardview.View {
	return func(ctx context.Context, hub string) (govuk.NavItem, error) {
		href := safePath
		if hub != "" {
			href += "?hub=" + url.QueryEscape(hub)
		}
		n, err := s.CountUnconfirmed(ctx, hub)
		return govuk.NavItem{Link: govuk.Link{Label: section, Href: href}, Count: strconv.Itoa(n)}, err
	}
}

// firstFew is how many stand on the coordination page.
const firstFew = 10

// Watch is the part of the coordination page about who is not confirmed safe.
func Watch(s *protocols.Service, around Around) boardview.Watch {
	p := &pages{protocols: s, around: around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "safe", Title: section, All: safePath, Href: safePath,
			Lead: "A welfare check of them is open, or the last attempt to reach them failed. Only knowing how they are takes them off.",
			None: "Everybody is confirmed safe.",
		}
		l, err := p.unconfirmed(ctx, "")
		if err != nil {
			return section, true, err
		}
		section.Count = len(l.all)
		for _, u := range l.all {
			section.Red = section.Red || u.Late(around.Now())
		}
		if len(l.all) > 0 {
			section.First = "who is not confirmed safe: " + l.all[0].Who
		}
		few := l
		few.all = l.all[:min(len(l.all), firstFew)]
		section.Table = few.table(p)
		return section, true, nil
	}
}
