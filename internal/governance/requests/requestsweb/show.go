package requestsweb

import (
	"cmp"
	"net/http"
	"strconv"

	"kith/internal/governance/requests"
	"kith/internal/kernel/fault"
	"kith/internal/plat/datamap"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// sheet is one request as its page shows it, with the forms for what can be done next.
type sheet struct {
	q       requests.Request
	title   string
	next    string // what is to be done next, in a sentence
	tag     govuk.Tag
	rows    []govuk.SummaryRow
	tasks   []govuk.TaskItem
	erased  govuk.Table
	shared  []string
	version forms.Hidden

	identity, why, extend, outcome, told forms.Text
	errors                               []forms.ErrorItem
}

func (p *pages) sheet(r *http.Request, id requests.ID) (s *sheet, err error) {
	ctx := r.Context()
	q, err := p.requests.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	area := func(name, missing, label, hint string) forms.Text {
		return forms.Text{Name: name, Missing: missing, Label: label, Hint: hint, Required: true, Max: requests.MostWords, Rows: 2}
	}
	s = &sheet{
		q: q, title: q.Kind.Says(), tag: stateTag(q, p.requests.Today(ctx)), rows: p.rows(r, q),
		version:  forms.Hidden{Name: "version", Raw: strconv.FormatInt(q.Version, 10)},
		identity: area("identity", "Enter how you made sure that it is them", "How did you make sure that it is them?", "Such as a passport seen, or a call back to a number we know. Write no document number."),
		why:      area("why", "Enter why it is refused", "Why is it refused?", "They are told, and that they may complain to the Information Commissioner."),
		extend:   area("extend", "Enter why it takes longer", "Why does it take longer?", "Two months more, once. They are told within the first month."),
		outcome:  area("outcome", "Enter what was put right", "What was put right?", ""),
		told:     forms.Text{Name: "told", Label: "Who was told of it", Max: requests.MostWords, Rows: 2},
	}
	if q.Kind == requests.Erasure {
		s.outcome = area("outcome", "Enter why they are erased", "Why are they erased?", "Such as: they asked, and nothing obliges us to keep it.")
		s.erased = erasedTable(q)
	}
	if s.shared, err = p.requests.Shared(ctx, q); err != nil {
		return nil, err
	}
	open := 0
	if q.Kind == requests.Copy && !q.Closed() {
		view, err := p.requests.View(ctx, q)
		if err != nil {
			return nil, err
		}
		open, s.tasks = view.Open, tasks(q, view)
	}
	s.next = next(q, open)
	return s, nil
}

// next says what is to be done next.
func next(q requests.Request, open int) string {
	switch {
	case q.Closed():
		return "This request is closed."
	case q.Identity == "":
		return "First make sure that whoever asks is the person, or acts for them."
	case q.Kind == requests.Copy && open > 0:
		return "Look at " + govuk.Counted(open, "value", "values") + " that may tell of somebody else, or of safety, before the copy goes out."
	case q.Kind == requests.Copy:
		return "Everything is looked at. Release the copy."
	case q.Kind == requests.Correct:
		return "Put it right on their page, tell those it was shared with, then say here what was done."
	}
	return "Decide whether they are erased. It cannot be undone."
}

func (p *pages) rows(r *http.Request, q requests.Request) []govuk.SummaryRow {
	name := func(id string) string { return p.around.AccountName(r.Context(), id) }
	rows := []govuk.SummaryRow{
		{Key: "Asked", Text: cmp.Or(q.Said, "Erased with the rest")},
		{Key: "Received", Text: q.Received.Long()},
		{Key: "Answer due", Text: q.Due.Long()},
	}
	if q.Extended != "" {
		rows = append(rows, govuk.SummaryRow{Key: "Takes longer because", Text: q.Extended})
	}
	if q.Identity != "" {
		rows = append(rows, govuk.SummaryRow{Key: "Who asks is sure", Text: q.Identity + " (" + name(q.IdentityBy) + ")"})
	}
	if q.Closed() {
		rows = append(rows, govuk.SummaryRow{Key: "Outcome", Text: q.Outcome}, govuk.SummaryRow{Key: "Closed by", Text: name(q.ClosedBy) + " on " + govuk.Moment{At: q.ClosedAt}.Exact()})
	}
	if q.Told != "" {
		rows = append(rows, govuk.SummaryRow{Key: "Told of it", Text: q.Told})
	}
	if q.Result.Hash != "" {
		rows = append(rows,
			govuk.SummaryRow{Key: "In the copy", Text: strconv.Itoa(q.Result.Rows) + " rows, " + govuk.Counted(q.Result.Left, "value", "values") + " left out"},
			govuk.SummaryRow{Key: "Fingerprint of the file", Text: q.Result.Hash})
	}
	if q.Result.Redacted > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Journal", Text: strconv.Itoa(q.Result.Redacted) + " entries no longer say whom they were about; their seals still hold"})
	}
	return rows
}

// tasks are the groups of values that somebody must look at.
func tasks(q requests.Request, v requests.CopyView) (all []govuk.TaskItem) {
	for _, g := range v.Groups {
		item := govuk.TaskItem{Title: g.Title, Href: address(q.ID) + "/look?part=" + g.Key, Status: strconv.Itoa(g.Open()) + " to look at", Colour: govuk.Blue}
		if g.Open() == 0 {
			item.Status, item.Done = "Looked at", true
		}
		all = append(all, item)
	}
	return all
}

// does says what became of the rows of a table.
var does = map[datamap.Erase]string{datamap.Delete: "Deleted", datamap.Blank: "Emptied", datamap.Keep: "Kept"}

func erasedTable(q requests.Request) govuk.Table {
	t := govuk.Table{Caption: "What was done with each table", Columns: []govuk.Column{{Text: "Table"}, {Text: "Rows", Numeric: true}, {Text: "Done"}, {Text: "Why it was not deleted"}}, RowHeader: true}
	for _, e := range q.Result.Erased {
		t.Rows = append(t.Rows, govuk.Cells(e.Table, strconv.FormatInt(e.Rows, 10), does[e.Done], e.Why))
	}
	return t
}

func (p *pages) show(w http.ResponseWriter, r *http.Request) error {
	s, err := p.sheet(r, requests.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return render(w, r, http.StatusOK, s)
}

func render(w http.ResponseWriter, r *http.Request, status int, s *sheet) error {
	return web.Render(w, r, status, web.Page{Title: s.title, Back: path, Section: section, Errors: s.errors, Body: showPage(s)})
}

// act takes one of the forms of a request's page: the field it needs is parsed, and what is
// wrong is said beside it.
func (p *pages) act(w http.ResponseWriter, r *http.Request, field func(*sheet) *forms.Text, done string, do func(s *sheet, version int64) error) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.sheet(r, requests.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	now := s.version
	parsed := []forms.Parser{&s.version}
	if field != nil {
		parsed = append(parsed, field(s))
	}
	s.told.Parse(values)
	if !forms.Parse(values, parsed...) {
		s.version = now
		s.errors = forms.Errors(parsed...)
		return render(w, r, http.StatusUnprocessableEntity, s)
	}
	version, err := strconv.ParseInt(s.version.Value(), 10, 64)
	if err != nil {
		version = -1
	}
	err = do(s, version)
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, done)
		return web.Redirect(w, r, address(s.q.ID))
	case kind == fault.Conflict || kind == fault.Stale || kind == fault.Invalid:
		s.version = now
		s.errors = []forms.ErrorItem{{Href: "#request", Text: fault.MessageOf(err)}}
		return render(w, r, web.Status(err), s)
	}
	return err
}

func (p *pages) identify(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, func(s *sheet) *forms.Text { return &s.identity }, "It is noted how you made sure who asks", func(s *sheet, v int64) error {
		return p.requests.Identify(r.Context(), s.q.ID, v, s.identity.Value())
	})
}

func (p *pages) extend(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, func(s *sheet) *forms.Text { return &s.extend }, "The time is two months longer. Tell them why.", func(s *sheet, v int64) error {
		return p.requests.Extend(r.Context(), s.q.ID, v, s.extend.Value())
	})
}

func (p *pages) refuse(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, func(s *sheet) *forms.Text { return &s.why }, "The request is refused. Tell them why.", func(s *sheet, v int64) error {
		return p.requests.Refuse(r.Context(), s.q.ID, v, s.why.Value())
	})
}

func (p *pages) release(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, nil, "The copy is released. Print it or save the file, and hand it over safely.", func(s *sheet, v int64) error {
		return p.requests.Release(r.Context(), s.q.ID, v)
	})
}

func (p *pages) corrected(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, func(s *sheet) *forms.Text { return &s.outcome }, "It is noted what was put right", func(s *sheet, v int64) error {
		return p.requests.Corrected(r.Context(), s.q.ID, v, s.outcome.Value(), s.told.Value())
	})
}

func (p *pages) erase(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, func(s *sheet) *forms.Text { return &s.outcome }, "They are erased. What was kept, and why, stands below.", func(s *sheet, v int64) error {
		return p.requests.Erase(r.Context(), s.q.ID, v, s.outcome.Value())
	})
}
