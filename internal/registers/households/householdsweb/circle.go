package householdsweb

import (
	"context"
	"net/http"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
)

// screen is who is around a person, to be changed.
type screen struct {
	person people.Person
	name   string
	circle households.Circle
	today  day.Date
	home   *homeForm
	errors []forms.ErrorItem
}

func (p *pages) circle(w http.ResponseWriter, r *http.Request) error {
	person, err := p.personOf(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r.Context(), person)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK)
}

func (p *pages) screen(ctx context.Context, person people.Person) (s *screen, err error) {
	s = &screen{person: person, name: person.Current().Name(), today: p.today()}
	if s.circle, err = p.households.Around(ctx, person.ID); err != nil {
		return nil, err
	}
	s.home = newHomeForm(s.household())
	return s, nil
}

// household is the one the page changes; the zero Household where there is none.
func (s *screen) household() households.Household {
	if len(s.circle.Households) == 0 {
		return households.Household{}
	}
	return s.circle.Households[0]
}

// lives reports whether somebody is in the household.
func (s *screen) lives(id people.PersonID) bool {
	return slices.ContainsFunc(s.household().Members, func(m households.Member) bool { return m.Person == id })
}

func (s *screen) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Who is around " + s.name, Wide: true, Back: "/people/" + string(s.person.ID), Section: section,
		Errors: s.errors, Body: circlePage(s),
	})
}

// left removes somebody from the household.
func (p *pages) left(w http.ResponseWriter, r *http.Request) error {
	return press(p, w, r, "member", "They no longer live here. That they did stays on file.", func(ctx context.Context, id people.PersonID, member households.MemberID) error {
		return p.households.RemoveMember(ctx, id, member)
	})
}

// tellNothing marks that somebody is to be told nothing of the person; mayTell takes it back.
func (p *pages) tellNothing(w http.ResponseWriter, r *http.Request) error {
	return press(p, w, r, "other", "They are to be told nothing of this person.", func(ctx context.Context, id, other people.PersonID) error {
		return p.households.TellNothing(ctx, other, id)
	})
}

func (p *pages) mayTell(w http.ResponseWriter, r *http.Request) error {
	return press(p, w, r, "other", "They may be told of this person again.", func(ctx context.Context, id, other people.PersonID) error {
		return p.households.MayTell(ctx, other, id)
	})
}

// press does what a button of the page does. Where somebody else was quicker, the page
// shows how things stand now and says so.
func press[T any](p *pages, w http.ResponseWriter, r *http.Request, field, done string, do func(context.Context, people.PersonID, ident.ID[T]) error) error {
	person, err := p.personOf(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	about, err := ident.Parse[T](values.Get(field))
	if err != nil {
		return err
	}
	err = do(r.Context(), person.ID, about)
	if mendable(err) {
		s, again := p.screen(r.Context(), person)
		if again != nil {
			return again
		}
		s.errors = problem("#circle", err)
		return s.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, done)
	return web.Redirect(w, r, address(person.ID))
}
