package updatesweb

import (
	"context"
	"net/http"
	"strings"

	"kith/internal/kernel/ident"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/services/updates"
	"kith/internal/work/board/boardview"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
)

const (
	toldSection = "Told to you"
	// toldFew is how many stand at the head of a page; all of them are on their own.
	toldFew = 5
)

// toldWords are the names a list of what was told needs.
type toldWords struct {
	steps.Words
	hubs map[string]string
}

func (p *pages) toldWords(ctx context.Context) (w toldWords, err error) {
	if w.Words, err = p.updates.Names(ctx); err != nil {
		return w, err
	}
	all, err := p.around.Neighbourhoods(ctx)
	w.hubs = map[string]string{"": "Coordination queue"}
	for _, n := range all {
		w.hubs[n.ID] = n.Short()
	}
	return w, err
}

// said is what happened, in a sentence.
func (w toldWords) said(t updates.Told) string {
	switch {
	case t.Kept:
		return needs.Unnamed
	case t.Destination != "":
		return "Arrange it with " + named(w.Destination, t.Destination) + ": no steps lead there"
	}
	said := named(w.Protocol, t.Protocol) + ": "
	switch {
	case t.Happened == protocols.Passed:
		return said + "its time passed"
	case t.Outcome == steps.NoAnswer:
		return said + "nobody answered"
	case t.Said == "":
		return said + "work has begun"
	}
	return said + strings.ToLower(t.Said[:1]) + t.Said[1:]
}

func named(names map[string]string, id string) string {
	if name := names[id]; name != "" {
		return name
	}
	return id
}

// told is the page of what whoever asks was told.
func (p *pages) told(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	words, err := p.toldWords(ctx)
	if err != nil {
		return err
	}
	now, err := p.updates.ToldTo(ctx)
	if err != nil {
		return err
	}
	before, err := p.updates.ToldBefore(ctx)
	if err != nil {
		return err
	}
	p.sawTold(ctx, now, before)
	unread := p.toldTable(ctx, words, now, "I have read it")
	unread.Empty = govuk.Empty{Text: "You have read everything. When work in steps has to be known to your role it stands here until you have read it."}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: toldSection, Section: toldSection, Wide: true, Body: toldBody(len(now), unread, p.toldTable(ctx, words, before, "")),
	})
}

func (p *pages) readTold(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[updates.Told](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.updates.ReadTold(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "You have read it. It is off your list")
	return web.Redirect(w, r, updates.ToldPath)
}

// toldTable draws what was told; with a button where deed says what it does.
func (p *pages) toldTable(ctx context.Context, w toldWords, all []updates.Told, deed string) govuk.Table {
	t := govuk.Table{
		Caption: toldSection, CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Who"}, {Text: "Hub"}, {Text: "When"}},
	}
	if deed != "" {
		t.Columns = append(t.Columns, govuk.Column{Text: "What to do", Hidden: true})
	}
	now := p.updates.Now(ctx)
	for _, one := range all {
		row := govuk.Row{Cells: []govuk.Cell{
			{Content: toldWhat(w.said(one), one)}, {Content: toldWho(one)}, {Text: w.hubs[one.Neighbourhood]}, {Content: govuk.Ago(one.At, now)},
		}}
		if deed != "" {
			row.Cells = append(row.Cells, govuk.Cell{Content: toldDeed(one, deed, w.said(one))})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// sawTold notes whose names were shown: first names, that are shown all the same when the
// journal's queue is full.
func (p *pages) sawTold(ctx context.Context, lists ...[]updates.Told) {
	e := journal.Entry{Verb: "looked at what a role was told", Topic: "updates.read"}
	for _, all := range lists {
		for _, t := range all {
			if !t.Kept {
				e.Objects = append(e.Objects, journal.Object{Kind: "record", ID: string(t.Record)})
			}
		}
	}
	if len(e.Objects) > 0 {
		_ = p.around.Saw(ctx, e)
	}
}

// Head is what whoever looks was told and has not read, for the head of a page.
func Head(s *updates.Service, around Around) boardview.Watch {
	p := &pages{s, around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "told", Title: toldSection, All: updates.ToldPath, Href: updates.ToldPath,
			Lead: "Your role is told of this. It stands here until you have read it.", None: "You have read everything you were told.",
		}
		all, err := s.ToldTo(ctx)
		if err != nil || len(all) == 0 {
			return section, true, err
		}
		return p.filled(ctx, section, all, "I have read it")
	}
}

// Watch is the part of the coordination page about what a role was told and nobody has read.
func Watch(s *updates.Service, around Around) boardview.Watch {
	p := &pages{s, around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "unread", Title: "Told to a role, and nobody has read it",
			Lead: "Nobody holds the role, or whoever does has not looked for four hours. See to it, or ring them.",
			None: "Whatever a role was told, somebody has read.",
		}
		all, err := s.Unread(ctx)
		if err != nil || len(all) == 0 {
			return section, true, err
		}
		section.Red = true
		return p.filled(ctx, section, all, "I see to it")
	}
}

func (p *pages) filled(ctx context.Context, section boardview.Section, all []updates.Told, deed string) (boardview.Section, bool, error) {
	words, err := p.toldWords(ctx)
	if err != nil {
		return section, true, err
	}
	few := all
	if section.All != "" {
		few = all[:min(len(all), toldFew)]
	}
	section.Count, section.First = len(all), "what a role was told: "+words.said(all[0])
	section.Table = p.toldTable(ctx, words, few, deed)
	section.Table.Caption = section.Title
	p.sawTold(ctx, few)
	return section, true, nil
}
