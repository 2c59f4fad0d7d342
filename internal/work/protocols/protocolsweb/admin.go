package protocolsweb

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/protocols/protocolsview"
	"kith/internal/work/steps"
)

func (p *pages) all(w http.ResponseWriter, r *http.Request) error {
	book, err := p.protocols.Book(r.Context())
	if err != nil {
		return err
	}
	open, err := p.protocols.Standing(r.Context())
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "Protocols", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Protocol"}, {Text: "What it is for"}, {Text: "Whose"}, {Text: "Steps", Numeric: true}, {Text: "Under way", Numeric: true}},
		Empty:   govuk.Empty{Text: "The blueprint has no protocols. They are files in its folder protocols."},
	}
	for _, id := range book.IDs() {
		one, _ := book.Find(id)
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: one.Name, Href: adminPath + "/" + id},
			{Text: one.About},
			{Text: one.Label()},
			{Text: fmt.Sprint(len(one.Steps)), Numeric: true},
			{Text: fmt.Sprint(total(open[id])), Numeric: true},
		}})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Protocols", Section: "Protocols", Wide: true, Body: allPage(t)})
}

func total(steps map[string]int64) (n int64) {
	for _, one := range steps {
		n += one
	}
	return n
}

// onePage is a protocol for those who look after it.
type protocolPage struct {
	outline protocolsview.Outline
	facts   []govuk.SummaryRow
	stands  govuk.Table
	draft   govuk.Table // what a draft would change; no rows where there is none
	drafted bool
}

func (p *pages) one(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	book, err := p.protocols.Book(ctx)
	if err != nil {
		return err
	}
	one, ok := book.Find(r.PathValue("id"))
	if !ok {
		return fault.New(fault.NotFound, "protocols.none", "There is no such protocol. It may have another name now.")
	}
	open, err := p.protocols.Standing(ctx)
	if err != nil {
		return err
	}
	page := protocolPage{outline: protocolsview.OutlineOf(one, book.Words()), facts: factsOf(one, book.Words())}
	page.stands = standsTable(page.outline, open[one.ID()])
	if draft, there := p.around.DraftBlueprint(ctx); there {
		page.drafted, page.draft = true, differences(one, blueprint.Part[steps.Files](draft)[one.ID()])
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: one.Name, Section: "Protocols", Back: adminPath, Wide: true, Body: onePage(page),
	})
}

func factsOf(p *steps.Protocol, words steps.Words) []govuk.SummaryRow {
	rows := []govuk.SummaryRow{{Key: "Whose rule", Text: whose(p.Whose)}}
	for _, one := range []struct{ key, text string }{
		{"Needs", strings.Join(p.Starts.Needs, ", ")},
		{"Routes", strings.Join(p.Starts.Routes, ", ")},
		{"Referrals to", named(p.Starts.Refers, words.Destination)},
		{"Begun by hand by", named(p.Starts.ByHand, words.Role)},
		{"Source", p.Source},
	} {
		if one.text != "" {
			rows = append(rows, govuk.SummaryRow{Key: one.key, Text: one.text})
		}
	}
	for _, l := range p.Starts.Lists {
		rows = append(rows, govuk.SummaryRow{Key: "List " + l.List, Text: "First approach by " + strings.Join(l.Teams, ", ")})
	}
	if p.Assured {
		rows = append(rows, govuk.SummaryRow{Key: "Ends", Text: "Only when it is known how the person is; it cannot be withdrawn"})
	}
	return rows
}

func whose(w blueprint.Whose) string {
	if w.Origin == blueprint.Adopted {
		return "Adopted from " + w.AdoptedFrom
	}
	return "The borough's own"
}

// named says ids by what they are called, those that have a name.
func named(ids []string, names map[string]string) string {
	said := make([]string, len(ids))
	for i, id := range ids {
		said[i] = cmp.Or(names[id], id)
	}
	return strings.Join(said, ", ")
}

func standsTable(o protocolsview.Outline, open map[string]int64) govuk.Table {
	t := govuk.Table{
		Caption: "Where the work under way stands", RowHeader: true, Columns: []govuk.Column{{Text: "Step"}, {Text: "Under way", Numeric: true}},
		Empty: govuk.Empty{Text: "No work is under way by this protocol."},
	}
	for _, s := range o.Steps {
		if n := open[s.ID]; n > 0 {
			t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: s.Title}, {Text: fmt.Sprint(n), Numeric: true}}})
		}
	}
	return t
}

// differences is what a draft would change of a protocol.
func differences(now, next *steps.Protocol) govuk.Table {
	t := govuk.Table{
		Caption: "What the draft would change", RowHeader: true,
		Columns: []govuk.Column{{Text: "Step"}, {Text: "What"}, {Text: "Now"}, {Text: "In the draft"}},
		Empty:   govuk.Empty{Text: "The draft changes nothing of this protocol."},
	}
	if next == nil {
		t.Rows = []govuk.Row{{Cells: []govuk.Cell{{Text: "All"}, {Text: "the protocol"}, {Text: now.Name}, {Text: "taken away"}}}}
		return t
	}
	for _, d := range protocolsview.Differences(now, next) {
		step := d.Step
		if step == "" {
			step = "All"
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: step}, {Text: d.What}, {Text: orNone(d.Was)}, {Text: orNone(d.Now)}}})
	}
	return t
}

func orNone(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
