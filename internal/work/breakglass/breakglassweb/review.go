package breakglassweb

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/secondperson"
	"kith/internal/work/board/boardview"
	"kith/internal/work/breakglass"
)

// reviewing is the page on which managers review.
type reviewing struct {
	now  time.Time
	open []one
	done []breakglass.Opening
	hubs map[string]string
}

// one is an opening with its form.
type one struct {
	breakglass.Opening
	own     bool // of whoever looks: somebody else reviews it
	verdict forms.Radios
	remark  forms.Text
}

func newOne(o breakglass.Opening, own bool) one {
	v := one{
		Opening: o, own: own,
		verdict: forms.Radios{Name: "verdict-" + string(o.ID), Label: "What do you make of it?", Required: true, Missing: "Select what you make of it"},
		remark:  forms.Text{Name: "remark-" + string(o.ID), Label: "What is to be learnt, or what was not right?", Hint: "Leave it empty if it was right.", Max: 500, Rows: 2, Noun: "the remark"},
	}
	for _, each := range breakglass.Verdicts() {
		v.verdict.Options = append(v.verdict.Options, forms.Option{Value: string(each), Label: each.Words()})
	}
	return v
}

func (p *pages) reviews(w http.ResponseWriter, r *http.Request) error {
	return p.showReviews(w, r, http.StatusOK, nil)
}

func (p *pages) showReviews(w http.ResponseWriter, r *http.Request, status int, mending *one) error {
	open, done, err := p.glass.Reviews(r.Context())
	if err != nil {
		return err
	}
	v := reviewing{now: p.around.Now(), done: done}
	if v.hubs, err = p.hubs(r.Context()); err != nil {
		return err
	}
	var errs []forms.ErrorItem
	for _, o := range open {
		each := newOne(o, o.By == access.From(r.Context()).Account)
		if mending != nil && mending.ID == o.ID {
			mending.Opening = o
			each = *mending
			errs = forms.Errors(&mending.verdict, &mending.remark)
		}
		v.open = append(v.open, each)
	}
	return web.Render(w, r, status, web.Page{Title: "Emergencies to review", Back: "/", Section: section, Wide: true, Errors: errs, Body: reviewPage(v)})
}

func (p *pages) review(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v := newOne(breakglass.Opening{ID: breakglass.ID(r.PathValue("id"))}, false)
	valid := forms.Parse(values, &v.verdict, &v.remark)
	if valid && v.verdict.Value() != string(breakglass.Right) && v.remark.Value() == "" {
		v.remark.Fail("Enter what is to be learnt, or what was not right")
		valid = false
	}
	if !valid {
		return p.showReviews(w, r, http.StatusUnprocessableEntity, &v)
	}
	err = p.glass.Review(r.Context(), v.ID, breakglass.Verdict(v.verdict.Value()), v.remark.Value())
	if fault.KindOf(err) == fault.Conflict {
		web.Flash(w, r, fault.MessageOf(err))
		return web.Redirect(w, r, breakglass.ReviewPath)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Your review is kept")
	return web.Redirect(w, r, breakglass.ReviewPath)
}

// readRows are what was read, in the order it was.
func readRows(o breakglass.Opening) govuk.Table {
	t := govuk.Table{
		Caption: "What " + o.ByName + " read, " + clock(o.At), RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "When"}, {Text: "Part"}, {Text: "Fields"}}, Empty: govuk.Empty{Text: "Nothing was read."},
	}
	for _, each := range o.Reads {
		t.Rows = append(t.Rows, govuk.Cells(clock(each.At), each.Part.Words(), strings.Join(each.Fields, ", ")))
	}
	return t
}

func told(o breakglass.Opening) string {
	switch o.Mailed {
	case 0:
		return "On the board"
	case 1:
		return "On the board, and 1 manager by mail"
	}
	return fmt.Sprintf("On the board, and %d managers by mail", o.Mailed)
}

func doneTable(v reviewing) govuk.Table {
	t := govuk.Table{
		Caption: "Reviewed in the last quarter", RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Who and when"}, {Text: "Hub"}, {Text: "Why"}, {Text: "What was read"}, {Text: "Review"}},
		Empty:   govuk.Empty{Text: "Nothing has been reviewed in the last quarter."},
	}
	for _, o := range v.done {
		var parts []string
		for _, each := range o.Reads {
			parts = append(parts, each.Part.Words())
		}
		said := o.Verdict.Words() + " (" + o.ReviewedName + ", " + moment(o.ReviewedAt) + ")"
		if o.Remark != "" {
			said += ". " + o.Remark
		}
		t.Rows = append(t.Rows, govuk.Cells(o.Title(), v.hubs[o.Neighbourhood], o.Danger.Words()+". "+o.Reason, strings.Join(parts, ", "), said))
	}
	return t
}

// Head is the part of the board that tells managers of emergencies to review.
func Head(s *breakglass.Service) boardview.Watch {
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "emergency", Title: "Opened in an emergency, to review", Href: breakglass.ReviewPath, All: breakglass.ReviewPath,
			Lead: "Read why, and what was read, and say what you make of it within a week.", None: "No emergency is to be reviewed.",
		}
		if !access.From(ctx).Has(breakglass.Reviewers()...) {
			return section, false, nil
		}
		open, _, err := s.Reviews(ctx)
		section.Count, section.Red = len(open), true
		return section, true, err
	}
}

// SecondHead is the part of the board that tells second persons of who waits for them.
func SecondHead(seconds *secondperson.Service, path string) boardview.Watch {
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "second", Title: "Somebody waits for a second person", Href: path, All: path,
			Lead: "A colleague may go on only when you agree. Read why, and decide.", None: "Nobody waits for a second person.",
		}
		if !access.From(ctx).Has(secondperson.Deciders()...) {
			return section, false, nil
		}
		all, err := seconds.Waiting(ctx)
		section.Count, section.Red = len(all), true
		return section, true, err
	}
}
