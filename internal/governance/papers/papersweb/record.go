package papersweb

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"kith/internal/governance/papers"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
)

// recordView is the record of processing as it is drawn.
type recordView struct {
	summary string
	entries []papers.Entry
	d       papers.Declared
}

func (p *pages) record(w http.ResponseWriter, r *http.Request) error {
	d, err := p.papers.Record(r.Context())
	if err != nil {
		return err
	}
	v := recordView{entries: d.Record(), d: d}
	v.summary = v.sum()
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Record of processing", Wide: true, Section: section, Back: path, Body: recordPage(v)})
}

// sum is how the record stands, in a sentence.
func (v recordView) sum() string {
	without := 0
	for _, e := range v.entries {
		if len(e.Bases) == 0 {
			without++
		}
	}
	said := govuk.Counted(len(v.entries), "thing is", "things are") + " done with data of people. "
	if without == 0 {
		return said + "Each has a legal basis that holds today."
	}
	return said + govuk.Counted(without, "has", "have") + " no legal basis today."
}

func (v recordView) rows(e papers.Entry) []govuk.SummaryRow {
	rows := []govuk.SummaryRow{
		{Key: "What for", Text: e.Purpose},
		{Key: "Whose data", Text: e.Whom()},
		{Key: "Which data", Content: holdings(e.Holds)},
		{Key: "Legal basis", Content: lines(bases(e))},
		{Key: "Who receives it", Text: cmp.Or(roles(e.Recipients), "Nobody comes to it by a page")},
		{Key: "Kept for", Content: lines(kept(e))},
	}
	if len(e.Lists) > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Where it comes from", Content: lines(sources(e))})
	}
	return rows
}

func bases(e papers.Entry) (all []string) {
	for _, b := range e.Bases {
		said := b.Says() + ", since " + b.From.Long()
		if !b.Until.IsZero() {
			said += ", until " + b.Until.Long()
		}
		all = append(all, said)
	}
	for _, b := range e.Ended {
		all = append(all, "Ended on "+b.Until.Long()+": "+b.Says())
	}
	if len(e.Bases) == 0 {
		all = append([]string{"None holds today"}, all...)
	}
	return all
}

func kept(e papers.Entry) (all []string) {
	for _, k := range e.Kept {
		all = append(all, k.Says())
	}
	if len(e.NoTime) > 0 {
		all = append(all, "No time is set, until somebody is erased: "+strings.Join(e.NoTime, ", "))
	}
	if len(all) == 0 {
		return []string{"Keys alone, which say nothing by themselves"}
	}
	return all
}

func sources(e papers.Entry) (all []string) {
	for _, a := range e.Lists {
		said := a.Name + ", from " + a.Owner + ": " + a.Basis
		if !a.BasisEnds.IsZero() {
			said += ", until " + a.BasisEnds.Long()
		}
		all = append(all, said)
	}
	return all
}

func transfers(d papers.Declared) string {
	return cmp.Or(strings.TrimSpace(d.Protection.Transfers), "Not said. The program itself sends mail, texts and letters by the council's mail server or GOV.UK Notify, and nothing else.")
}

func roles(all []access.Role) string {
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = strings.ReplaceAll(string(r), "-", " ")
	}
	return strings.Join(names, ", ")
}

// columns are those of the file.
var columns = []string{"Activity", "Purpose", "Whose data", "Which data", "Legal basis", "Recipients", "Transfers", "Kept for", "Sources", "Security measures"}

func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	d, err := p.papers.Record(r.Context())
	if err != nil {
		return err
	}
	about := []tabular.About{{Name: "Record of processing of", Text: d.Council}, {Name: "As declared on", Text: d.On.Long()}}
	next := func(context.Context) (rows [][]string, more bool, err error) {
		for _, e := range d.Record() {
			rows = append(rows, []string{
				e.Name, e.Purpose, e.Whom(), holdingsText(e.Holds), strings.Join(bases(e), "; "), roles(e.Recipients), transfers(d),
				strings.Join(kept(e), "; "), strings.Join(sources(e), "; "), strings.Join(papers.Measures(), " "),
			})
		}
		return rows, false, nil
	}
	return web.SendTable(w, r, web.Table{Name: "record-of-processing", About: about, Columns: columns, Next: next})
}

func holdingsText(all []papers.Holding) string {
	said := make([]string, len(all))
	for i, h := range all {
		said[i] = h.Class.Says() + " (" + strings.Join(h.Columns, ", ") + ")"
	}
	return strings.Join(said, "; ")
}

// holds names the classes that an activity holds.
func holds(all []papers.Holding) string {
	names := make([]string, len(all))
	for i, h := range all {
		names[i] = h.Class.Says()
	}
	return cmp.Or(strings.Join(names, "; "), "Keys alone, which say nothing by themselves")
}
