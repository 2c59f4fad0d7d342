package tasksweb

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/needs"
)

// moveForms are the two ways a request leaves a hub.
type moveForms struct {
	Request needs.Request
	Hub     string
	Version forms.Hidden
	To      forms.Select
	Why     forms.Text  // it goes to another hub
	Reason  forms.Text  // it goes back to the coordination queue
	Changed govuk.Table // what others did since the form that was sent was drawn
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
		Why:     forms.Text{Name: "why", Label: "Why you hand it over", Hint: "The next hub reads this. No health details.", Required: true, Max: 500, Rows: 3, Missing: "Enter why you hand it over, so that the next hub knows"},
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
	return p.move(w, r, func(f *moveForms) []forms.Parser { return []forms.Parser{&f.To, &f.Why} }, func(ctx context.Context, f *moveForms) (string, error) {
		return "Request " + string(f.Request.Reference) + " is with " + f.To.Chosen().Label,
			p.tasks.HandOver(ctx, f.Request.ID, version(f.Version), f.To.Value(), f.Why.Value())
	})
}

func (p *pages) refuse(w http.ResponseWriter, r *http.Request) error {
	return p.move(w, r, func(f *moveForms) []forms.Parser { return []forms.Parser{&f.Reason} }, func(ctx context.Context, f *moveForms) (string, error) {
		return "Request " + string(f.Request.Reference) + " is back in the coordination queue",
			p.tasks.Refuse(ctx, f.Request.ID, version(f.Version), f.Reason.Value())
	})
}

// move answers one of the two forms. It leads to the board: the request may be where the
// one who sent it on can no longer see it.
func (p *pages) move(w http.ResponseWriter, r *http.Request, asked func(*moveForms) []forms.Parser, do func(context.Context, *moveForms) (string, error)) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.moveForms(r.Context(), r)
	if err != nil {
		return p.left(w, r, values, err)
	}
	if fields := append([]forms.Parser{&f.Version}, asked(f)...); !forms.Parse(values, fields...) {
		return p.showMove(w, r, http.StatusUnprocessableEntity, f, forms.Errors(fields...))
	}
	done, err := do(r.Context(), f)
	switch fault.KindOf(err) {
	case fault.Stale, fault.Conflict, fault.Invalid:
		return p.showMoveAgain(w, r, version(f.Version), asked, err)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, done)
	return web.Redirect(w, r, board)
}

// left says where a request is that somebody else handed on first, and keeps what was
// typed. Where it never was the caller's, why it cannot be moved is handed back.
func (p *pages) left(w http.ResponseWriter, r *http.Request, values url.Values, why error) error {
	id, wrong := ident.Parse[needs.Request](r.PathValue("id"))
	if wrong != nil || !hidden(why) {
		return why
	}
	l, h, err := p.needs.Left(r.Context(), id)
	if err != nil {
		return why
	}
	names, err := p.names(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusConflict, web.Page{
		Title: "Request " + string(l.Reference), Back: "/requests?handed=yes", Section: section,
		Errors: []forms.ErrorItem{{Href: "#main-content", Text: "Somebody handed this request on before you. This is how it stands now."}},
		Body:   names.Left(l, h, strings.TrimSpace(values.Get("why")+"\n"+values.Get("reason"))).Show(),
	})
}

// showMoveAgain draws the page as the request stands now, with what was typed and what
// others changed since it was seen.
func (p *pages) showMoveAgain(w http.ResponseWriter, r *http.Request, seen int64, asked func(*moveForms) []forms.Parser, why error) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.moveForms(r.Context(), r)
	if err != nil {
		return err
	}
	forms.Parse(values, asked(f)...)
	names, err := p.names(r.Context())
	if err != nil {
		return err
	}
	all, err := p.needs.RequestSince(r.Context(), f.Request.ID, seen)
	if err != nil {
		return err
	}
	f.Changed = names.Changed(all)
	wrong := []forms.ErrorItem{{Href: "#main-content", Text: whyNotMoved(why, len(all) > 0)}}
	return p.showMove(w, r, web.Status(why), f, wrong)
}

// whyNotMoved says why a request could not be moved, and where what others changed stands.
func whyNotMoved(why error, told bool) string {
	if fault.KindOf(why) == fault.Stale && told {
		return "Somebody changed this request before you. What they changed stands below, and what you wrote is kept: check it, then decide again."
	}
	return fault.MessageOf(why)
}
