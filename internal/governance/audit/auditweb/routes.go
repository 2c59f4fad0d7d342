// Package auditweb is the pages on which the governance lead reads the journal.
package auditweb

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kith/internal/governance/audit"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// AccountChoices are those who may sign in, to choose from.
	AccountChoices(ctx context.Context) ([]forms.Option, error)
}

type pages struct {
	audit  *audit.Service
	around Around
}

const (
	section = "Who looked"
	path    = "/governance/audit"
)

// Pages are the pages of the journal for the governance lead.
func Pages(s *audit.Service, around Around) web.Pages {
	p := &pages{s, around}
	read := access.Anyone(audit.Readers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(path, read, p.list),
			web.Get(path+"/export.csv", read, p.export).Streaming(),
			web.Get(path+"/person/{id}", read, p.readers),
		},
		Nav: []web.NavItem{{Label: section, Href: path, Who: read, Order: 82}},
	}
}

// Panel leads from a person's page to who has seen them.
func Panel() peopleview.Panel {
	return peopleview.Panel{Title: "Who has seen them", Order: 89, Show: func(ctx context.Context, p people.Person) (templ.Component, error) {
		if !access.From(ctx).Has(audit.Readers()...) {
			return nil, nil
		}
		return panel(path + "/person/" + string(p.ID)), nil
	}}
}

// filter is what the list is narrowed by. In an address it is made of ids and days alone.
type filter struct {
	account  forms.Select
	what     forms.Select
	from, to forms.Date
	person   string
	before   string
}

func (p *pages) filter(r *http.Request) (*filter, error) {
	accounts, err := p.around.AccountChoices(r.Context())
	if err != nil {
		return nil, err
	}
	f := &filter{
		account: forms.Select{Name: "account", Label: "Who", Options: append([]forms.Option{{Label: "Anybody"}}, accounts...)},
		what: forms.Select{Name: "what", Label: "What", Options: []forms.Option{
			{Label: "Everything"},
			{Value: string(journal.Looked), Label: "Looked at something"},
			{Value: string(journal.TookOut), Label: "Took something out: exports, prints"},
			{Value: string(journal.WasDone), Label: "Did something"},
		}},
		from: forms.Date{Name: "from", Label: "First day", Noun: "first day"},
		to:   forms.Date{Name: "to", Label: "Last day", Noun: "last day"},
	}
	values := r.URL.Query()
	f.person, f.before = values.Get("person"), values.Get("before")
	forms.Parse(values, f.fields()...)
	return f, nil
}

func (f *filter) fields() []forms.Parser { return []forms.Parser{&f.account, &f.what, &f.from, &f.to} }

// query is what the filter asks of the journal.
func (f *filter) query() journal.Query {
	q := journal.Query{Actor: f.account.Value(), What: journal.What(f.what.Value()), Before: journal.EntryID(f.before)}
	if f.person != "" {
		q.Subjects = []string{f.person}
	}
	if d := f.from.Value(); !d.IsZero() {
		q.From = d.Start()
	}
	if d := f.to.Value(); !d.IsZero() {
		q.Until = d.AddDays(1).Start()
	}
	return q
}

// address is where the list is with the filter, and more.
func (f *filter) address(base string, more ...string) string {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("account", f.account.Value())
	set("what", f.what.Value())
	set("person", f.person)
	for name, d := range map[string]day.Date{"from": f.from.Value(), "to": f.to.Value()} {
		if !d.IsZero() {
			set(name+"-day", strconv.Itoa(d.Day()))
			set(name+"-month", strconv.Itoa(int(d.Month())))
			set(name+"-year", strconv.Itoa(d.Year()))
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		set(more[i], more[i+1])
	}
	if len(values) == 0 {
		return base
	}
	return base + "?" + values.Encode()
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	f, err := p.filter(r)
	if err != nil {
		return err
	}
	wrong := forms.Errors(f.fields()...)
	v := view{filter: f, export: f.address(path + "/export.csv")}
	status := http.StatusOK
	if len(wrong) == 0 {
		entries, more, err := p.audit.Page(r.Context(), f.query())
		if err != nil && web.Status(err) != http.StatusUnprocessableEntity {
			return err
		}
		if err != nil {
			f.from.Fail("The first day must not be after the last.")
			wrong = forms.Errors(f.fields()...)
		}
		if err == nil {
			v.table = p.table(r.Context(), entries)
		}
		if more {
			v.next = f.address(path, "before", string(entries[len(entries)-1].ID))
		}
	}
	if len(wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return web.Render(w, r, status, web.Page{Title: "Who looked, and what was done", Wide: true, Section: section, Errors: wrong, Body: listPage(v)})
}

type view struct {
	filter *filter
	table  govuk.Table
	next   string
	export string
}

// panel is the box of filters.
func (v view) panel() govuk.Filter {
	panel := govuk.Filter{Action: path, Clear: path}
	if v.filter.person != "" {
		panel.Hidden = []govuk.HiddenValue{{Name: "person", Value: v.filter.person}}
		without := *v.filter
		without.person = ""
		panel.Chosen = []govuk.ChosenFilter{{Text: "One person", Remove: without.address(path)}}
	}
	return panel
}

func (p *pages) table(ctx context.Context, entries []journal.Sealed) govuk.Table {
	t := govuk.Table{
		Caption: "Entries of the journal", CaptionHidden: true,
		Columns: []govuk.Column{{Text: "When"}, {Text: "Who"}, {Text: "What"}, {Text: "Whom"}, {Text: "Why"}},
		Empty:   govuk.Empty{Text: "Nothing in the journal fits. Choose other filters."},
	}
	for _, e := range entries {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: when(e.At)}, {Text: p.around.AccountName(ctx, e.Actor)}, {Text: what(e)}, whom(e), {Text: e.Purpose},
		}})
	}
	return t
}

func when(at time.Time) string { return at.In(day.London).Format("2 Jan 2006, 15:04:05") }

// what says what happened, and how many records it concerned.
func what(e journal.Sealed) string {
	if n := len(e.Objects); n > 1 {
		return e.Verb + " (" + strconv.Itoa(n) + " records)"
	}
	return e.Verb
}

// whom leads to the person, who is not named here.
func whom(e journal.Sealed) govuk.Cell {
	switch {
	case e.Redacted:
		return govuk.Cell{Text: "Somebody erased since"}
	case e.Subject == "":
		return govuk.Cell{}
	}
	return govuk.Cell{Text: "Record " + short(e.Subject), Href: "/people/" + e.Subject}
}

// short is the end of an id, by which rows about the same record are told.
func short(id string) string { return id[max(0, len(id)-6):] }

func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	f, err := p.filter(r)
	if err != nil {
		return err
	}
	q := f.query()
	q.Limit = 500
	if err := p.audit.Exporting(r.Context(), q); err != nil {
		return err
	}
	return web.SendTable(w, r, web.Table{
		Name: "journal", Columns: []string{"When", "Number", "Account", "Who", "What", "Topic", "Record", "Why"},
		About: []tabular.About{{Name: "What it is", Text: "A part of the journal, by ids alone"}},
		Next: func(ctx context.Context) ([][]string, bool, error) {
			entries, more, err := p.audit.Page(ctx, q)
			var rows [][]string
			for _, e := range entries {
				q.Before = e.ID
				rows = append(rows, []string{e.At.Format(time.RFC3339), strconv.FormatInt(e.Seq, 10), e.Actor, p.around.AccountName(ctx, e.Actor), e.Verb, e.Topic, e.Subject, e.Purpose})
			}
			return rows, more, err
		},
	})
}

func (p *pages) readers(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	all, err := p.audit.ReadersOf(r.Context(), id)
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "Who has seen them", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Who"}, {Text: "Opened their pages", Numeric: true}, {Text: "Had them on a list", Numeric: true}, {Text: "Took it out", Numeric: true}, {Text: "Last"}, {Text: "Why"}},
		Empty:   govuk.Empty{Text: "Nobody has looked at them."},
	}
	for _, one := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: p.around.AccountName(r.Context(), one.Actor), Href: path + "?person=" + url.QueryEscape(id) + "&account=" + url.QueryEscape(one.Actor)},
			{Text: strconv.Itoa(one.Opened), Numeric: true},
			{Text: strconv.Itoa(one.Listed), Numeric: true},
			{Text: strconv.Itoa(one.Took), Numeric: true},
			{Text: when(one.Last)},
			{Text: because(one)},
		}})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Who has seen them", Back: "/people/" + id, Wide: true, Section: section, Body: readersPage(summary(all), t, path+"?person="+url.QueryEscape(id))})
}

func summary(all []audit.Reader) string {
	if len(all) == 0 {
		return "Nobody has looked at this person."
	}
	return govuk.Counted(len(all), "account has", "accounts have") + " seen this person or something about them."
}
