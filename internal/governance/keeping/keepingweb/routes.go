// Package keepingweb is the pages of what is kept for how long, what was purged, and the
// governance queue.
package keepingweb

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/governance/keeping"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
}

type pages struct {
	keeping *keeping.Service
	around  Around
}

const (
	section = "What is kept"
	path    = "/governance/keeping"
)

// Pages are the pages of the feature.
func Pages(s *keeping.Service, around Around) web.Pages {
	p := &pages{s, around}
	keep := access.Anyone(keeping.Keepers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(path, keep, p.list),
			web.Get(path+"/{id}", keep, p.item),
			web.Post(path+"/{id}", keep, p.decide),
		},
		Nav: []web.NavItem{{Label: section, Href: path, Who: keep, Order: 83}},
	}
}

// view is the page of everything.
type view struct {
	summary            string
	queue, rules, gone govuk.Table
	decided            govuk.Table
	version            string
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	queue, err := p.keeping.Queue(r.Context())
	if err != nil {
		return err
	}
	proofs, err := p.keeping.Proofs(r.Context())
	if err != nil {
		return err
	}
	rules, version, err := p.keeping.Rules(r.Context())
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	names, err := p.keeping.AssetNames(r.Context())
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	v := view{summary: summary(queue), rules: rulesTable(rules), gone: goneTable(proofs, names), version: version}
	v.queue, v.decided = p.queueTable(r.Context(), queue, names, false), p.queueTable(r.Context(), queue, names, true)
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Wide: true, Section: section, Body: listPage(v)})
}

func summary(queue []keeping.Item) string {
	ended, held := 0, 0
	for _, i := range queue {
		switch {
		case i.Decision != "":
		case i.Kind == "ended":
			ended++
		default:
			held++
		}
	}
	if ended+held == 0 {
		return "Nothing waits for you. What is past its time goes by itself each day."
	}
	var parts []string
	if ended > 0 {
		parts = append(parts, govuk.Counted(ended, "legal basis has ended and waits", "legal bases have ended and wait")+" for you to decide")
	}
	if held > 0 {
		parts = append(parts, govuk.Counted(held, "row is", "rows are")+" past the time and may not go yet")
	}
	return strings.Join(parts, "; ") + "."
}

// nameOf is what a rule or a data asset is called.
func nameOf(rule string, assets map[string]string) string {
	for _, s := range keeping.Sorts() {
		if s.ID == rule {
			return s.Name
		}
	}
	asset := strings.TrimPrefix(rule, "asset:")
	return cmp.Or(assets[asset], asset)
}

func (p *pages) queueTable(ctx context.Context, queue []keeping.Item, names map[string]string, decided bool) govuk.Table {
	t := govuk.Table{
		Caption: "Waits", Columns: []govuk.Column{{Text: "What"}, {Text: "Since"}, {Text: "Why"}}, RowHeader: true, Stacks: true,
		Empty: govuk.Empty{Text: "Nothing waits."},
	}
	if decided {
		t = govuk.Table{Caption: "Decided", Columns: []govuk.Column{{Text: "What"}, {Text: "When"}, {Text: "Decision"}, {Text: "By"}}, RowHeader: true, Stacks: true}
	}
	for _, i := range queue {
		if (i.Decision != "") != decided {
			continue
		}
		what := govuk.Cell{Text: nameOf(i.Rule, names)}
		if i.Kind == "ended" {
			what = govuk.Cell{Text: "Legal basis of “" + nameOf(i.Rule, names) + "”", Href: path + "/" + i.ID}
		}
		if decided {
			t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{what, {Text: day.Of(i.At).Long()}, {Text: decisions[i.Decision]}, {Text: p.around.AccountName(ctx, i.By)}}})
			continue
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{what, {Text: day.Of(i.Since).Long()}, {Text: i.Why}}})
	}
	return t
}

var decisions = map[string]string{keeping.Over: "It is over", keeping.Renewed: "It goes on", "gone": "Gone since"}

func rulesTable(rules []keeping.Rule) govuk.Table {
	t := govuk.Table{
		Caption: "For how long what is kept", RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Kept for"}, {Text: "From"}, {Text: "Legal basis"}, {Text: "Why that long"}},
		Empty:   govuk.Empty{Text: "The blueprint has no keeping.yaml, so nothing is purged by time."},
	}
	for _, r := range rules {
		from := ""
		for _, s := range keeping.Sorts() {
			if s.ID == r.ID {
				from = s.From
			}
		}
		t.Rows = append(t.Rows, govuk.Cells(nameOf(r.ID, nil), strconv.Itoa(r.Days)+" days", from, r.Basis, r.Why))
	}
	return t
}

func goneTable(proofs []keeping.Proof, names map[string]string) govuk.Table {
	t := govuk.Table{
		Caption: "What was purged", RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "When"}, {Text: "Rows gone", Numeric: true}, {Text: "Held", Numeric: true}, {Text: "Fingerprint"}},
		Empty:   govuk.Empty{Text: "Nothing was past its time yet."},
	}
	for _, p := range proofs {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: nameOf(p.Rule, names)},
			{Text: day.Of(p.RanAt).Long()},
			{Text: strconv.FormatInt(p.Rows, 10), Numeric: true},
			{Text: strconv.FormatInt(p.Kept, 10), Numeric: true},
			{Text: p.Hash[:min(16, len(p.Hash))]},
		}})
	}
	return t
}

// form decides about a basis that ended.
type form struct {
	i        keeping.Item
	decision forms.Radios
	why      forms.Text
	errors   []forms.ErrorItem
}

func (p *pages) form(r *http.Request) (*form, error) {
	queue, err := p.keeping.Queue(r.Context())
	if err != nil {
		return nil, err
	}
	f := &form{
		decision: forms.Radios{Name: "decision", Label: "What is to be done?", Noun: "what is to be done", Required: true, Options: []forms.Option{
			{Value: keeping.Over, Label: "It is over", Hint: "Nothing of it is used any more. This is what is proposed."},
			{Value: keeping.Renewed, Label: "It goes on", Hint: "Change its last day on the register of data assets first."},
		}},
		why: forms.Text{Name: "why", Label: "Why", Missing: "Enter why", Required: true, Max: 2000, Rows: 3},
	}
	for _, i := range queue {
		if i.ID == r.PathValue("id") && i.Kind == "ended" {
			f.i = i
			return f, nil
		}
	}
	return nil, fault.New(fault.NotFound, "keeping.no-such", "There is nothing like this on the queue.")
}

func (p *pages) item(w http.ResponseWriter, r *http.Request) error {
	f, err := p.form(r)
	if err != nil {
		return err
	}
	return p.show(w, r, http.StatusOK, f)
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, f *form) error {
	by := ""
	if f.i.Decision != "" {
		by = p.around.AccountName(r.Context(), f.i.By) + " on " + day.Of(f.i.At).Long()
	}
	return web.Render(w, r, status, web.Page{
		Title: "A legal basis ended", Back: path, Section: section,
		Errors: append(f.errors, forms.Errors(&f.decision, &f.why)...), Body: itemPage(f, by),
	})
}

func (p *pages) decide(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.form(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &f.decision, &f.why) {
		return p.show(w, r, http.StatusUnprocessableEntity, f)
	}
	version, err := strconv.ParseInt(cmp.Or(values.Get("version"), "0"), 10, 64)
	if err != nil {
		version = -1
	}
	err = p.keeping.Decide(r.Context(), f.i.ID, version, f.decision.Value(), f.why.Value())
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, "It is decided and recorded")
		return web.Redirect(w, r, path)
	case kind == fault.Conflict || kind == fault.Stale || kind == fault.Invalid:
		f.errors = []forms.ErrorItem{{Href: "#item", Text: fault.MessageOf(err)}}
		return p.show(w, r, web.Status(err), f)
	}
	return err
}
