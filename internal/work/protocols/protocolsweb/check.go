package protocolsweb

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/work/protocols"
	"kith/internal/work/protocols/protocolsview"
)

// checkForm begins a check by hand.
type checkForm struct {
	Key forms.Hidden
	Why forms.Text
}

func newCheckForm() *checkForm {
	f := &checkForm{
		Key: forms.Hidden{Name: "key", Required: true},
		Why: forms.Text{
			Name: "why", Label: "Why are you worried about them?", Required: true, Missing: "Enter why you are worried about them", Max: protocols.LongestWhy, Rows: 4,
			Hint: "When they were last seen, by whom, and what has been tried. Whoever goes there reads this.",
		},
	}
	f.Key.Set(rand.Text())
	return f
}

func (p *pages) checkPage(w http.ResponseWriter, r *http.Request) error {
	who, err := p.personOf(r)
	if err != nil {
		return err
	}
	return p.showCheck(w, r, http.StatusOK, who, newCheckForm(), nil)
}

func (p *pages) personOf(r *http.Request) (people.Person, error) {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return people.Person{}, err
	}
	return p.people.Person(r.Context(), id)
}

func (p *pages) showCheck(w http.ResponseWriter, r *http.Request, status int, who people.Person, f *checkForm, wrong []forms.ErrorItem) error {
	open, err := p.openRuns(r.Context(), who)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, web.Page{
		Title: "Check on somebody", Section: "People", Back: "/people/" + string(who.ID), Errors: wrong, Body: checkBody(who, f, len(open) > 0),
	})
}

func (p *pages) check(w http.ResponseWriter, r *http.Request) error {
	who, err := p.personOf(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newCheckForm()
	if !forms.Parse(values, &f.Key, &f.Why) {
		return p.showCheck(w, r, http.StatusUnprocessableEntity, who, f, forms.Errors(&f.Key, &f.Why))
	}
	_, joined, err := p.protocols.Check(r.Context(), protocols.CheckOn{Record: who.Current().ID, Why: f.Why.Value(), Key: f.Key.Value()})
	if fault.KindOf(err) == fault.Invalid && err != nil {
		f.Why.Fail(fault.MessageOf(err))
		return p.showCheck(w, r, http.StatusUnprocessableEntity, who, f, forms.Errors(&f.Why))
	}
	if err != nil {
		return err
	}
	said := "A welfare check has begun"
	if joined {
		said = "A welfare check was open already. What you wrote is with it"
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, "/people/"+string(who.ID))
}

// openRuns are the checks of a person that are open, as far as the caller may be told.
func (p *pages) openRuns(ctx context.Context, who people.Person) (open []protocols.Run, err error) {
	all, err := p.protocols.OfPerson(ctx, who, onPerson)
	if err != nil {
		return nil, err
	}
	book, err := p.protocols.Book(ctx)
	for _, run := range all {
		if one, ok := book.Find(run.Protocol); ok && one.Assured && run.Open() {
			open = append(open, run)
		}
	}
	return open, err
}

// onPerson is how many runs a person's page shows.
const onPerson = 20

// Panel is the work in steps of a person, on the person's page.
func Panel(s *protocols.Service, who *people.Service, around Around) peopleview.Panel {
	p := &pages{s, who, around}
	return peopleview.Panel{
		Title: "Work in steps", Order: 2,
		Show: func(ctx context.Context, person people.Person) (templ.Component, error) {
			lines, err := p.lines(ctx, person)
			if err != nil {
				return nil, err
			}
			book, err := s.Book(ctx)
			if err != nil {
				return nil, err
			}
			may := book.ByHand(access.From(ctx), person.Lead().Neighbourhood) != ""
			learns := people.MayEdit(access.From(ctx), person)
			if len(lines) == 0 && !may && !learns {
				return nil, nil
			}
			return panel(person, lines, may, learns), nil
		},
		Flags: func(ctx context.Context, person people.Person) (govuk.Badges, error) {
			open, err := p.openRuns(ctx, person)
			if err != nil || len(open) == 0 {
				return nil, err
			}
			return govuk.Badges{{Text: section, Colour: govuk.Red}}, nil
		},
	}
}

// lines are the open runs of a person as lines.
func (p *pages) lines(ctx context.Context, who people.Person) (lines []protocolsview.Line, err error) {
	all, err := p.protocols.OfPerson(ctx, who, onPerson)
	if err != nil {
		return nil, err
	}
	for _, run := range all {
		if !run.Open() {
			continue
		}
		l, err := Line(ctx, p.protocols, p.around, run.ID)
		if fault.KindOf(err) == fault.Forbidden {
			continue // another hub's
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// Line is a run as a line, for whoever may see it.
func Line(ctx context.Context, s *protocols.Service, around Around, id protocols.RunID) (l protocolsview.Line, err error) {
	run, events, err := s.Run(ctx, id)
	if err != nil {
		return l, err
	}
	p, err := s.Keeps(ctx, run)
	if err != nil {
		return l, err
	}
	book, err := s.Book(ctx)
	if err != nil {
		return l, err
	}
	l = protocolsview.LineOf(p, book.Words(), run, events)
	l.Now, l.By = around.Now(), func(account string) string { return around.AccountName(ctx, account) }
	return l, nil
}
