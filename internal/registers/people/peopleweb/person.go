package peopleweb

import (
	"context"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// view is a person as the page shows them.
type view struct {
	person  people.Person
	now     time.Time
	current people.Record // what is known of them now
	reach   people.Reach
	hoods   map[string]string
	alike   []people.Likeness
	merges  []people.Merge // how they came to have the records of others, the latest first
	story   story
	parts   []part
	below   []part            // other features' parts under the facts
	pressed govuk.Badges      // flags of other features
	names   map[string]string // of those who typed facts in, by how the journal names them
	decides bool              // the caller may say who is who
	marks   bool              // the caller may mark them
	edits   bool              // the caller may change what is known
}

// part is another feature's part of the page.
type part struct {
	title string
	body  templ.Component
}

func (p *pages) person(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return err
	}
	person, err := p.people.Person(r.Context(), id)
	if err != nil {
		return err
	}
	if person.ID != id {
		return web.Redirect(w, r, address(person.ID)) // found to be one with somebody
	}
	v, err := p.view(r.Context(), person)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: v.current.Name(), Wide: true, Back: "/people", Section: section, Body: personPage(v)})
}

func (p *pages) view(ctx context.Context, person people.Person) (v view, err error) {
	v = view{
		person: person, now: p.around.Now(), current: person.Current(), reach: person.Reach(),
		decides: people.MayDecide(access.From(ctx)), edits: people.MayEdit(access.From(ctx), person), names: map[string]string{},
		marks: people.MayLabel(access.From(ctx), person),
	}
	for _, f := range person.Facts() {
		if _, known := v.names[f.By]; f.By != "" && !known {
			v.names[f.By] = p.around.AccountName(ctx, f.By)
		}
	}
	if v.hoods, err = p.hoods(ctx); err != nil {
		return v, err
	}
	if v.merges, err = p.people.Merges(ctx, person); err != nil {
		return v, err
	}
	for _, m := range v.merges {
		v.names[m.By] = p.around.AccountName(ctx, m.By)
	}
	if v.alike, err = p.people.Likenesses(ctx, person); err != nil {
		return v, err
	}
	if v.story, err = p.story(ctx, person, v.now); err != nil {
		return v, err
	}
	for _, panel := range p.panels {
		body, err := panel.Show(ctx, person)
		if err != nil {
			return v, err
		}
		switch {
		case body == nil:
		case panel.Below:
			v.below = append(v.below, part{panel.Title, body})
		default:
			v.parts = append(v.parts, part{panel.Title, body})
		}
		if panel.Flags == nil {
			continue
		}
		flags, err := panel.Flags(ctx, person)
		if err != nil {
			return v, err
		}
		v.pressed = append(v.pressed, flags...)
	}
	return v, nil
}
