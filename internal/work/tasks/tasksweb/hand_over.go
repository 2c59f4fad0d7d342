package tasksweb

import (
	"context"
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/needs"
)

// moveForms are the two ways a request leaves a hub.
type moveForms struct {
	Request needs.Request
	Hub     string
	Version forms.Hidden
	To      forms.Select
	Reason  forms.Text
}

func (p *pages) moveForms(ctx context.Context, r *http.Request) (*moveForms, error) {
	id, err := ident.Parse[needs.Request](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	request, err := p.needs.Request(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := access.Check(ctx, request.Neighbourhood, workers...); err != nil {
		return nil, err
	}
	f := &moveForms{
		Request: request,
		Version: forms.Hidden{Name: "version", Required: true},
		To:      forms.Select{Name: "to", Label: "Which hub takes it on", Required: true, Missing: "Select which hub takes it on", Options: []forms.Option{{Label: "Choose a hub"}}},
		Reason:  forms.Text{Name: "reason", Label: "Why your hub cannot take this", Required: true, Max: 500, Rows: 3, Missing: "Enter why your hub cannot take this, so that the next one can"},
	}
	f.Version.Set(strconv.FormatInt(request.Version, 10))
	hoods, err := p.around.Neighbourhoods(ctx)
	for _, n := range hoods {
		if n.ID == request.Neighbourhood {
			f.Hub = n.Name
			continue
		}
		f.To.Options = append(f.To.Options, forms.Option{Value: n.ID, Label: n.Name})
	}
	return f, err
}

func (p *pages) handOverPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.moveForms(r.Context(), r)
	if err != nil {
		return err
	}
	return p.showMove(w, r, http.StatusOK, f, nil)
}

func (p *pages) showMove(w http.ResponseWriter, r *http.Request, status int, f *moveForms, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{
		Title: "Hand over a request", Back: "/requests/" + string(f.Request.ID), Section: section, Errors: wrong, Body: handOverPage(f),
	})
}

func (p *pages) handOver(w http.ResponseWriter, r *http.Request) error {
	return p.move(w, r, func(f *moveForms) forms.Parser { return &f.To }, func(ctx context.Context, f *moveForms) (string, error) {
		return "Request " + string(f.Request.Reference) + " is with " + f.To.Chosen().Label,
			p.tasks.HandOver(ctx, f.Request.ID, version(f.Version), f.To.Value())
	})
}

func (p *pages) refuse(w http.ResponseWriter, r *http.Request) error {
	return p.move(w, r, func(f *moveForms) forms.Parser { return &f.Reason }, func(ctx context.Context, f *moveForms) (string, error) {
		return "Request " + string(f.Request.Reference) + " is back in the coordination queue",
			p.tasks.Refuse(ctx, f.Request.ID, version(f.Version), f.Reason.Value())
	})
}

// move answers one of the two forms. It leads to the board: the request may be where the
// one who sent it on can no longer see it.
func (p *pages) move(w http.ResponseWriter, r *http.Request, field func(*moveForms) forms.Parser, do func(context.Context, *moveForms) (string, error)) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.moveForms(r.Context(), r)
	if err != nil {
		return err
	}
	if fields := []forms.Parser{&f.Version, field(f)}; !forms.Parse(values, fields...) {
		return p.showMove(w, r, http.StatusUnprocessableEntity, f, forms.Errors(fields...))
	}
	done, err := do(r.Context(), f)
	switch fault.KindOf(err) {
	case fault.Stale, fault.Conflict, fault.Invalid:
		return p.showMoveAgain(w, r, field, err)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, done)
	return web.Redirect(w, r, board)
}

// showMoveAgain draws the page as the request stands now, with what was typed.
func (p *pages) showMoveAgain(w http.ResponseWriter, r *http.Request, field func(*moveForms) forms.Parser, why error) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.moveForms(r.Context(), r)
	if err != nil {
		return err
	}
	field(f).Parse(values)
	wrong := []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(why)}}
	return p.showMove(w, r, web.Status(why), f, wrong)
}
