package papersweb

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/governance/papers"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/govuk"
	"kith/internal/plat/policy"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
)

type noticePages struct{ papers *papers.Service }

// notice is what one kind of person reads, as it is drawn.
type notice struct {
	says    *Words
	kind    papers.Kind
	d       papers.Declared
	entries []papers.Entry
}

func (p *noticePages) declared(r *http.Request) (notice, error) {
	d, err := p.papers.Declared(r.Context())
	return notice{says: say(r.Context()), d: d}, err
}

func (p *noticePages) index(w http.ResponseWriter, r *http.Request) error {
	n, err := p.declared(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: n.says.Title, Back: "/", Body: indexPage(n)})
}

// about shows the notice of one kind of person.
func (p *noticePages) about(kind papers.Kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		n, err := p.declared(r)
		if err != nil {
			return err
		}
		n.kind = kind
		for _, e := range n.d.Record() {
			if slices.Contains(e.Kinds, kind) {
				n.entries = append(n.entries, e)
			}
		}
		return web.Render(w, r, http.StatusOK, web.Page{Title: n.says.Kinds[kind], Back: Notice, Body: aboutPage(n)})
	}
}

// classes are what is kept of the kind of person, the most telling first. What is written of
// somebody's own requests about data is said by the rights.
func (n notice) classes() (all []string) {
	for _, class := range datamap.Classes() {
		held := slices.ContainsFunc(n.entries, func(e papers.Entry) bool {
			return slices.ContainsFunc(e.Holds, func(h papers.Holding) bool { return h.Class == class })
		})
		if text := n.says.Classes[class]; held && text != "" {
			all = append(all, text)
		}
	}
	return all
}

// reason is what is done on the same legal bases.
type reason struct {
	purposes []string
	entry    papers.Entry
}

// why says what is done for what, and what lets the council, each basis once.
func (n notice) why() (all []reason) {
	at := map[string]int{}
	for _, e := range n.entries {
		key := n.key(e)
		if _, known := at[key]; !known {
			at[key] = len(all)
			all = append(all, reason{entry: e})
		}
		all[at[key]].purposes = append(all[at[key]].purposes, n.says.Purposes[e.ID])
	}
	return all
}

// key is the same for activities of which the same is said.
func (n notice) key(e papers.Entry) (key string) {
	for _, b := range append(slices.Clone(e.Bases), e.Ended...) {
		key += b.ID + n.basis(e, b)
	}
	return key
}

// basis is what one legal basis says to whoever reads the notice.
func (n notice) basis(e papers.Entry, b papers.Basis) (says string) {
	says = n.says.Lawful[b.Lawful]
	if e.Special && b.Condition != "" {
		says += " " + n.says.Conditions[b.Condition]
	}
	return says
}

// sees names who can see it: the roles that come through the doors. Of people who ask for
// help only those count whom the policies show anything at all.
func (n notice) sees() (all []string) {
	shown := map[access.Role]bool{}
	for _, line := range policy.Table() {
		shown[line.Role] = slices.ContainsFunc(line.Cells, func(cell string) bool { return cell != "never" })
	}
	person := n.kind == papers.Asking || n.kind == papers.Listed
	for _, role := range access.Roles() {
		comes := slices.ContainsFunc(n.entries, func(e papers.Entry) bool { return slices.Contains(e.Recipients, role) })
		if text := n.says.Roles[role]; comes && text != "" && (shown[role] || !person) {
			all = append(all, text)
		}
	}
	return all
}

// kept says how long what is kept.
func (n notice) kept() govuk.Table {
	t := govuk.Table{Caption: n.says.HowLong, CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: n.says.Keep}, {Text: n.says.Time}}}
	for _, e := range n.entries {
		for _, k := range e.Kept {
			if k.Sort.ID != "" {
				t.Rows = append(t.Rows, govuk.Cells(n.says.Sorts[k.Sort.ID], n.long(k.Days)))
			}
		}
	}
	return t
}

func (n notice) long(days int) string {
	if years, ok := papers.Years(days); ok {
		return together(n.says.Years.Of(years))
	}
	return together(n.says.Days.Of(days))
}

// lists says which lists there are, whose they are, what lets the council use them and for
// how long. What others call them is data and stays in English.
func (n notice) lists(ctx context.Context) govuk.Table {
	t := govuk.Table{Caption: n.says.From, CaptionHidden: true, RowHeader: true, Stacks: true, Columns: []govuk.Column{{Text: n.says.List}, {Text: n.says.Whose}, {Text: n.says.Law}, {Text: n.says.Time}}}
	for _, e := range n.entries {
		for _, a := range e.Lists {
			time := govuk.Cell{Text: fmt.Sprintf(n.says.OffList, n.long(a.KeepDays))}
			if !a.Readable(n.d.On) {
				time = govuk.Cell{Text: fmt.Sprintf(n.says.Ended, words.Date(ctx, a.BasisEnds))}
			}
			t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{said(a.Name), said(a.Owner), said(a.Basis), time}})
		}
	}
	return t
}

// said is a cell of words that stay as they were typed.
func said(text string) govuk.Cell { return govuk.Cell{Content: inEnglish(text)} }

// reach are the ways to the data protection officer.
func (n notice) reach() (rows []govuk.SummaryRow) {
	o := n.d.Protection.Officer
	for _, one := range []struct {
		key  string
		text string
		show templ.Component
	}{
		{n.says.Email, o.Email, link("mailto:"+o.Email, o.Email)},
		{n.says.Phone, o.Phone, link("tel:"+o.Phone, o.Phone)},
		{n.says.Post, o.Address, inEnglish(o.Address)},
	} {
		if one.text != "" {
			rows = append(rows, govuk.SummaryRow{Key: one.key, Content: one.show})
		}
	}
	return rows
}

// together keeps a few words on one line.
func together(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }
