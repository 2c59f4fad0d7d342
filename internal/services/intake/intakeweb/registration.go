package intakeweb

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/services/intake"
)

// registrationPage is how a registration stands. It tells nothing of whoever registered:
// somebody else may have come by the code.
type registrationPage struct {
	reference string
	said      []string
	open      bool
	agreed    bool
	done      string // what was just done; "" is nothing
	carry     []carried
	ring      helpline
}

// standsOrRegistered shows what a reference and a code belong to: a request, or a
// registration.
func (p *Public) standsOrRegistered(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	g, found, err := p.registration(r, values)
	switch {
	case err != nil:
		return err
	case !found:
		return p.byCode(p.stands)(w, r)
	}
	return p.showRegistration(w, r, g, values, "")
}

// registration finds the registration that a form names. A wrong code is not counted here:
// whoever is not found goes on to the requests, where it is.
func (p *Public) registration(r *http.Request, values url.Values) (g intake.Registration, found bool, err error) {
	reference, wrong := ident.ParseReference(values.Get("reference"))
	if wrong != nil {
		return g, false, nil
	}
	if full, err := p.brakes.Full(r.Context(), codesOf(reference)); err != nil || full {
		return g, false, err
	}
	g, err = p.intake.RegistrationByCode(r.Context(), reference, values.Get("code"))
	if fault.KindOf(err) == fault.NotFound {
		return g, false, nil
	}
	return g, err == nil, err
}

// changeRegistration changes what somebody agreed to, or ends their registration once they
// are sure.
func (p *Public) changeRegistration(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	g, found, err := p.registration(r, values)
	switch {
	case err != nil:
		return err
	case !found:
		return p.byCode(p.stands)(w, r)
	}
	do, done := values.Get("do"), sayRegister(r.Context()).Changed
	switch do {
	case "ask-end":
		page, err := p.registrationPage(r, g, values, "")
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, web.Page{Title: sayRegister(r.Context()).EndSure, Body: endSureBody(page)})
	case intake.AgreeToApproach, intake.StopApproach, intake.EndRegistration:
		if g, err = p.intake.ChangeRegistration(r.Context(), g.ID, do, "the person, on the status page"); err != nil {
			return err
		}
	default:
		done = ""
	}
	return p.showRegistration(w, r, g, values, done)
}

func (p *Public) showRegistration(w http.ResponseWriter, r *http.Request, g intake.Registration, values url.Values, done string) error {
	page, err := p.registrationPage(r, g, values, done)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: sayRegister(r.Context()).YourRegistration, Back: statusPath, Body: registrationBody(page)})
}

func (p *Public) registrationPage(r *http.Request, g intake.Registration, values url.Values, done string) (page registrationPage, err error) {
	b, err := p.boroughOf(r)
	if err != nil {
		return page, err
	}
	ctx, said := r.Context(), sayRegister(r.Context())
	page = registrationPage{
		reference: string(g.Reference), open: g.Open(), agreed: g.Agreement.Given, done: done, ring: ringing(b),
		carry: []carried{{"reference", string(g.Reference)}, {"code", strings.Join(strings.Fields(values.Get("code")), "")}},
		said:  []string{fmt.Sprintf(said.On, words.Day(ctx, g.RegisteredAt))},
	}
	switch {
	case !g.Open():
		page.said = append(page.said, fmt.Sprintf(said.Ended, words.Day(ctx, g.EndedAt)))
		return page, nil
	case g.Agreement.Given:
		page.said = append(page.said, said.NothingNow, fmt.Sprintf(said.Agreed, words.Day(ctx, g.Agreement.At)))
	default:
		page.said = append(page.said, said.NothingNow, fmt.Sprintf(said.NotAgreed, words.Day(ctx, g.Agreement.At)))
	}
	return page, nil
}
