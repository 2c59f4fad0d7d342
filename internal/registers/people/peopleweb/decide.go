package peopleweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// same decides that two people are one. It can be undone, so nobody is asked twice.
func (p *pages) same(w http.ResponseWriter, r *http.Request) error {
	return decideAbout[people.Person](w, r, "other", "They are one person now. If that is wrong, undo it below, beside the records.", p.people.SamePerson)
}

func (p *pages) notTheSame(w http.ResponseWriter, r *http.Request) error {
	return decideAbout[people.Person](w, r, "other", "They are kept as two people. Nobody will be asked again.", p.people.NotTheSame)
}

func (p *pages) separate(w http.ResponseWriter, r *http.Request) error {
	return decideAbout[people.Record](w, r, "record", "The record is a person of its own again.", func(ctx context.Context, _ people.PersonID, record people.RecordID) error {
		return p.people.Separate(ctx, record)
	})
}

// undo takes two people apart who were found to be one.
func (p *pages) undo(w http.ResponseWriter, r *http.Request) error {
	return decideAbout[people.Merge](w, r, "merge", "They are two people again, each as they were before.", func(ctx context.Context, _ people.PersonID, id people.MergeID) error {
		_, err := p.people.Unmerge(ctx, id)
		return err
	})
}

// decideAbout reads whom a decision is about, takes it and goes back to the person. When
// somebody else was quicker, the page shows how things stand now, and says so.
func decideAbout[T any](w http.ResponseWriter, r *http.Request, field, done string, decide func(context.Context, people.PersonID, ident.ID[T]) error) error {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	about := forms.Hidden{Name: field, Required: true}
	if !forms.Parse(values, &about) {
		return fault.New(fault.Invalid, "peopleweb.about-whom", "Open the person again and press the button once more.")
	}
	other, err := ident.Parse[T](about.Value())
	if err != nil {
		return err
	}
	if err := decide(r.Context(), id, other); err != nil {
		return err
	}
	web.Flash(w, r, done)
	return web.Redirect(w, r, address(id))
}
