// Package web is the site: the door every page of every feature is behind.
//
// A feature gives its pages as [Pages]: routes, each with an access rule, and
// entries of the navigation. The server does the rest, the same for all: it
// gives the request an id, bounds its body, time and rate, finds out who is
// asking, checks the rule and the form's token, and turns errors and panics
// into pages. Security headers are on every answer.
//
//	func (p *pages) Pages() web.Pages {
//		clerks := access.Anyone(access.Agent, access.Coordinator)
//		return web.Pages{
//			Routes: []web.Route{
//				web.Get("/needs/{id}", clerks, p.need),
//				web.Post("/needs/{id}/close", clerks, p.closeNeed),
//			},
//			Nav: []web.NavItem{{Label: "Needs", Href: "/needs", Who: clerks, Order: 20}},
//		}
//	}
//
// A page that is read draws itself:
//
//	func (p *pages) need(w http.ResponseWriter, r *http.Request) error {
//		id, err := ident.Parse[needs.Need](r.PathValue("id"))
//		if err != nil {
//			return err
//		}
//		need, err := p.needs.Need(r.Context(), id)
//		if err != nil {
//			return err // its fault.Kind becomes a page: 403, 404, 503…
//		}
//		return web.Render(w, r, http.StatusOK, web.Page{
//			Title: need.Title, Back: "/needs", Section: "Needs", Body: needPage(need),
//		})
//	}
//
// A form that is posted calls one use case and goes on to a page:
//
//	func (p *pages) closeNeed(w http.ResponseWriter, r *http.Request) error {
//		values, err := web.Parse(r)
//		if err != nil {
//			return err
//		}
//		form := newCloseForm()
//		if !forms.Parse(values, form.fields()...) {
//			return web.Render(w, r, http.StatusUnprocessableEntity, web.Page{
//				Title: "Close the need", Errors: forms.Errors(form.fields()...), Body: closePage(form),
//			})
//		}
//		if err := p.needs.Close(r.Context(), …); err != nil {
//			return err
//		}
//		web.Flash(w, r, "The need is closed")
//		return web.Redirect(w, r, "/needs")
//	}
//
// Its template draws the form with the visitor's token:
//
//	@govuk.Form("/needs/"+id+"/close", web.CSRF(ctx)) { … }
//
// Routes change what is usual by [Route.MaxBody] (uploads), [Route.Streaming]
// (events, large exports) and [Route.Secret] (sign-in). A GET never writes: the
// cross-origin check relies on it.
//
// When a post fails for a reason that may pass (signed out, too many, busy, our
// mistake), the page that says so carries what was typed and a button to send
// it again.
package web
