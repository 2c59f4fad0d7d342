package inboxweb

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/work/inbox"
	"kith/internal/work/tasks"
)

// screen is everything the inbox page shows, with the forms as they were left.
type screen struct {
	box      inbox.Box
	asked    []*card
	accepted []*card
	today    organisations.Today
	said     bool // it has said today how it is
	say      *sayForm
	count    *countForm
	changed  []forms.ErrorItem // what somebody else changed in the meantime
	kept     string            // what was typed for a task that is no longer here
}

func (p *pages) inboxPage(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK)
}

// screen reads the inbox as it stands now.
func (p *pages) screen(ctx context.Context) (*screen, error) {
	id, err := p.inbox.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	s := &screen{}
	if s.today, err = p.organisations.Today(ctx, id); err != nil {
		return nil, err
	}
	if s.box, err = p.inbox.Box(ctx); err != nil {
		return nil, err
	}
	s.said = s.today.Organisation.SaidToday(day.Of(s.box.Now))
	s.say, s.count = newSayForm(s.today.Organisation, s.said), newCountForm(s.today)
	for _, i := range s.box.Asked {
		s.asked = append(s.asked, newCard(i))
	}
	for _, i := range s.box.Accepted {
		c := newCard(i)
		if c.Parts, err = p.partsOf(ctx, i.ID); err != nil {
			return nil, err
		}
		s.accepted = append(s.accepted, c)
	}
	return s, nil
}

// partsOf is what other features show under a task.
func (p *pages) partsOf(ctx context.Context, id tasks.ID) (all []templ.Component, err error) {
	for _, part := range p.parts {
		c, err := part(ctx, id)
		if err != nil {
			return nil, err
		}
		if c != nil {
			all = append(all, c)
		}
	}
	return all, nil
}

func (s *screen) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: section, Section: section, Errors: s.errors(), Body: inboxPage(s)})
}

// errors lists what changed meanwhile before what has to be mended.
func (s *screen) errors() []forms.ErrorItem {
	items := append([]forms.ErrorItem(nil), s.changed...)
	items = append(items, forms.Errors(s.say.fields()...)...)
	for _, c := range append(append([]*card(nil), s.asked...), s.accepted...) {
		items = append(items, forms.Errors(c.fields()...)...)
	}
	return append(items, forms.Errors(s.count.fields()...)...)
}

// find is the card of a task, or nil when it is no longer in the inbox.
func (s *screen) find(id tasks.ID) *card {
	for _, list := range [][]*card{s.asked, s.accepted} {
		for _, c := range list {
			if c.ID == id {
				return c
			}
		}
	}
	return nil
}
