package volunteersweb

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// bulk is what can be done to ticked volunteers.
type bulk struct {
	to, hood, check forms.Select
	why, handed     forms.String
	sent            string // which of its forms was sent
	none            string // said when nobody is ticked
	wrong           []string
}

func newBulk(k facts) *bulk {
	var standings []forms.Option
	for _, s := range []volunteers.Standing{volunteers.Checking, volunteers.Active, volunteers.Paused, volunteers.Reservist, volunteers.Left} {
		standings = append(standings, forms.Option{Value: string(s), Label: s.Label()})
	}
	choose := func(label string, rest []forms.Option) []forms.Option {
		return append([]forms.Option{{Label: label}}, rest...)
	}
	return &bulk{
		to:     forms.Select{Name: "to", Label: "Move to", Required: true, Missing: "Select where to move them", Options: choose("Choose a standing", standings)},
		why:    forms.String{Name: "why", Label: "Why", Hint: "The journal keeps it", Max: 200},
		hood:   forms.Select{Name: "hood", Label: "Neighbourhood", Required: true, Missing: "Select the neighbourhood", Options: k.allHoods("")},
		handed: forms.String{Name: "handed_why", Label: "Why they change", Required: true, Missing: "Say why, in a few words", Max: 200},
		check:  forms.Select{Name: "ask", Label: "Check", Required: true, Missing: "Select the check", Options: choose("Choose a check", k.checkOptions())},
	}
}

func (b *bulk) errors() []forms.ErrorItem {
	all := forms.Errors(&b.to, &b.why, &b.hood, &b.handed, &b.check)
	if b.none != "" {
		all = append(all, forms.ErrorItem{Href: "#volunteers", Text: b.none})
	}
	for _, text := range b.wrong {
		all = append(all, forms.ErrorItem{Href: "#volunteers", Text: text})
	}
	return all
}

// deed does one thing to one volunteer.
type deed func(ctx context.Context, v volunteers.Volunteer) error

// many does something to each ticked volunteer. Whoever it cannot be done to stays ticked,
// with the reason.
func (p *pages) many(w http.ResponseWriter, r *http.Request, done string, fields func(*bulk) []forms.Parser, do func(*bulk) deed) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	l, err := p.listed(r)
	if err != nil {
		return err
	}
	l.bulk.sent, l.ticked = r.URL.Path, values["volunteer"]
	valid := forms.Parse(values, fields(l.bulk)...)
	if len(l.ticked) == 0 {
		l.bulk.none = "Tick at least one volunteer"
	}
	if !valid || l.bulk.none != "" {
		return l.show(w, r, http.StatusUnprocessableEntity)
	}
	n, left, wrong, err := p.each(r.Context(), l.ticked, do(l.bulk))
	if err != nil {
		return err
	}
	if len(left) == 0 {
		web.Flash(w, r, fmt.Sprintf("%s %s", inPeople(n), done))
		return web.Redirect(w, r, at(listPath, l.filter.values("")))
	}
	again, err := p.listed(r)
	if err != nil {
		return err
	}
	again.bulk, again.ticked = l.bulk, left
	again.bulk.wrong = wrong
	return again.show(w, r, http.StatusConflict)
}

// each does something to each of some, and says of whom it could not be done, and why.
func (p *pages) each(ctx context.Context, ids []string, do deed) (n int, left, wrong []string, err error) {
	for _, one := range ids {
		id, err := ident.Parse[volunteers.Volunteer](one)
		if err != nil {
			return n, left, wrong, err
		}
		v, err := p.volunteers.Get(ctx, id)
		if err == nil {
			err = do(ctx, v)
		}
		switch fault.KindOf(err) {
		case fault.Invalid, fault.Conflict, fault.Stale:
			left, wrong = append(left, one), append(wrong, v.Name()+": "+fault.MessageOf(err))
			continue
		}
		if err != nil {
			return n, left, wrong, err
		}
		n++
	}
	return n, left, wrong, nil
}

func inPeople(n int) string {
	if n == 1 {
		return "1 volunteer"
	}
	return fmt.Sprintf("%d volunteers", n)
}

func (p *pages) moveMany(w http.ResponseWriter, r *http.Request) error {
	return p.many(w, r, "moved", func(b *bulk) []forms.Parser { return []forms.Parser{&b.to, &b.why} }, func(b *bulk) deed {
		return func(ctx context.Context, v volunteers.Volunteer) error {
			return p.volunteers.Move(ctx, v.ID, v.Version, volunteers.Standing(b.to.Value()), b.why.Value())
		}
	})
}

func (p *pages) handOverMany(w http.ResponseWriter, r *http.Request) error {
	return p.many(w, r, "handed over", func(b *bulk) []forms.Parser { return []forms.Parser{&b.hood, &b.handed} }, func(b *bulk) deed {
		return func(ctx context.Context, v volunteers.Volunteer) error {
			return p.volunteers.HandOver(ctx, v.ID, v.Version, b.hood.Value(), b.handed.Value())
		}
	})
}

func (p *pages) offDutyMany(w http.ResponseWriter, r *http.Request) error {
	return p.many(w, r, "off duty", func(*bulk) []forms.Parser { return nil }, func(*bulk) deed {
		return func(ctx context.Context, v volunteers.Volunteer) error { return p.volunteers.SetDuty(ctx, v.ID, false) }
	})
}

func (p *pages) askMany(w http.ResponseWriter, r *http.Request) error {
	return p.many(w, r, "asked", func(b *bulk) []forms.Parser { return []forms.Parser{&b.check} }, func(b *bulk) deed {
		return func(ctx context.Context, v volunteers.Volunteer) error {
			return p.volunteers.AskFor(ctx, v.ID, strings.TrimSpace(b.check.Value()))
		}
	})
}
