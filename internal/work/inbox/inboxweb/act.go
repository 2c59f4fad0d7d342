package inboxweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/tasks"
)

// deed is something an organisation does to one of its tasks.
type deed struct {
	action tasks.Action
	read   func(c *card, values url.Values) bool // whether what was typed is right
	do     func(ctx context.Context, c *card, as tasks.Choice) error
	said   func(c *card) string // what the next page says was done
}

func (p *pages) accept(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, deed{
		action: tasks.Accept,
		read:   func(*card, url.Values) bool { return true },
		do:     func(ctx context.Context, _ *card, as tasks.Choice) error { return p.tasks.Accept(ctx, as) },
		said:   func(c *card) string { return "Thank you. You have accepted: " + c.Title },
	})
}

func (p *pages) cannot(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, deed{
		action: tasks.Decline,
		read:   func(c *card, values url.Values) bool { return forms.Parse(values, &c.Reason) },
		do: func(ctx context.Context, c *card, as tasks.Choice) error {
			return p.tasks.Decline(ctx, as, c.Reason.Value())
		},
		said: func(c *card) string {
			return "Your hub knows that you cannot do this, and will ask somebody else: " + c.Title
		},
	})
}

// outcome takes either a quick button or the longer form.
func (p *pages) outcome(w http.ResponseWriter, r *http.Request) error {
	code := ""
	return p.act(w, r, deed{
		action: tasks.Record,
		read: func(c *card, values url.Values) bool {
			if code = values.Get("outcome"); code != "" {
				return true
			}
			ok := c.readEnding(values)
			code = c.Ending.Value()
			return ok
		},
		do: func(ctx context.Context, c *card, as tasks.Choice) error {
			return p.tasks.RecordOutcome(ctx, as, tasks.Outcome{Code: code, Note: c.Why.Value()})
		},
		said: func(c *card) string { return ended(c, code) },
	})
}

func (c *card) readEnding(values url.Values) bool {
	ok := forms.Parse(values, &c.Ending, &c.Why)
	if ok && c.asks(c.Ending.Value()) && strings.TrimSpace(c.Why.Value()) == "" {
		c.Why.Fail("Enter why it could not be done, so that the next person knows")
		return false
	}
	return ok
}

func ended(c *card, code string) string {
	if code == tasks.NoAnswer {
		return "No answer is noted. The task stays with you to try again: " + c.Title
	}
	return "Thank you. It is noted how this went: " + c.Title
}

// act does a deed to a task of the organisation's own and comes back to the inbox. When
// somebody else was first, the page says what they did and keeps what was typed.
func (p *pages) act(w http.ResponseWriter, r *http.Request, d deed) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	item, err := p.inbox.Own(r.Context(), id, d.action)
	if err != nil && fault.KindOf(err) != fault.Conflict {
		return err
	}
	c := newCard(item)
	right := d.read(c, values)
	if err == nil && !right {
		return p.again(w, r, http.StatusUnprocessableEntity, c, nil)
	}
	if err == nil {
		err = d.do(r.Context(), c, c.choice(values))
	}
	switch {
	case err == nil:
		web.Flash(w, r, d.said(c))
		return web.Redirect(w, r, home)
	case fault.KindOf(err) == fault.Stale, fault.KindOf(err) == fault.Conflict:
		return p.again(w, r, http.StatusConflict, c, err)
	}
	return err
}

// again draws the inbox as it stands now, with what was typed on one card and, when
// somebody else was first, what has changed.
func (p *pages) again(w http.ResponseWriter, r *http.Request, status int, left *card, why error) error {
	s, err := p.screen(r.Context())
	if err != nil {
		return err
	}
	href := "#main-content"
	if c := s.find(left.ID); c != nil {
		c.keep(left)
		href = "#" + c.anchor()
	} else {
		s.kept = left.typed()
	}
	if why != nil {
		s.change(href, left.Title+": "+fault.MessageOf(why))
	}
	return s.show(w, r, status)
}
