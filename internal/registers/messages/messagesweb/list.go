package messagesweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/ident"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/messages"
)

// tabs are the views of the list.
var tabs = []struct {
	name, title, empty string
	states             []messages.State
}{
	{"rest", "Need somebody", "Nothing needs you. Messages that did not arrive appear here.", []messages.State{messages.Dead, messages.Failed}},
	{"waiting", "Waiting", "Nothing waits to be sent.", []messages.State{messages.Queued, messages.Sending}},
	{"print", "To print", "No letter waits to be printed.", []messages.State{messages.ToPrint}},
	{"not-sent", "Not sent", "Nothing was kept back. Messages that no safe way is known for, and those that became pointless, appear here.", []messages.State{messages.NotSafe, messages.Dropped}},
	{"sent", "Sent", "Nothing has been sent yet.", []messages.State{messages.Sent, messages.Delivered, messages.Posted}},
}

// list shows messages by how they stand. It names nobody: whom a message is to is on the
// person's page, for those who may see it.
func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	counts, err := p.messages.Counts(r.Context())
	if err != nil {
		return err
	}
	chosen := tabs[0]
	var links []govuk.Link
	for _, t := range tabs {
		if r.URL.Query().Get("view") == t.name {
			chosen = t
		}
	}
	for _, t := range tabs {
		n := 0
		for _, state := range t.states {
			n += counts[state]
		}
		links = append(links, govuk.Link{Label: t.title + " (" + strconv.Itoa(n) + ")", Href: listPath + "?view=" + t.name, Current: t.name == chosen.name})
	}
	if accessFrom(r.Context()).Has(messages.Writers()...) {
		links = append(links, govuk.Link{Label: "Texts to read", Href: textsPath})
	}
	found, err := p.messages.List(r.Context(), chosen.states...)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Messages", Section: section, Wide: true, Body: listPage(links, p.table(r, found, chosen.title, chosen.empty), len(found) == messages.Most),
	})
}

func (p *pages) table(r *http.Request, found []messages.Message, title, empty string) govuk.Table {
	t := govuk.Table{
		Caption: title, CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "How"}, {Text: "State"}, {Text: "Why"}, {Text: "Tries", Numeric: true}, {Text: "Queued"}, {Text: "What can be done", Hidden: true}},
		Empty:   govuk.Empty{Text: empty},
	}
	for _, m := range found {
		row := govuk.Row{Cells: []govuk.Cell{
			{Text: p.messages.Title(r.Context(), m)},
			{Text: m.Channel.Label()},
			{Content: stateTag(m.State)},
			{Text: m.Reason},
			{Text: strconv.Itoa(m.Attempts), Numeric: true},
			{Content: govuk.Ago(m.QueuedAt, p.messages.Now(r.Context()))},
			{Content: actions(m)},
		}}
		t.Rows = append(t.Rows, row)
	}
	return t
}

var colours = map[messages.State]govuk.Colour{
	messages.Dead: govuk.Red, messages.Failed: govuk.Red, messages.NotSafe: govuk.Orange, messages.Delivered: govuk.Green, messages.Posted: govuk.Green,
	messages.Sent: govuk.Blue, messages.ToPrint: govuk.Yellow,
}

func stateTag(s messages.State) govuk.Tag {
	colour, ok := colours[s]
	if !ok {
		colour = govuk.Grey
	}
	return govuk.Tag{Text: s.Label(), Colour: colour}
}

func (p *pages) sendAgain(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[messages.Message](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.messages.SendAgain(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "It goes once more, by the safest way there is now. If it fails again, it comes back to this list.")
	return web.Redirect(w, r, listPath)
}
