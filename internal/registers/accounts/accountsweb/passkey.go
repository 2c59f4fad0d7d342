package accountsweb

import (
	"context"
	"encoding/json"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/factors"
)

// passkeyUse is a form that a passkey answers.
type passkeyUse struct {
	Action, Ask string
	Does        string // "get" or "create"
	Host        string // whose passkeys may be used; "" is none
}

// passkeyCookie keeps the token of what a passkey was asked.
const passkeyCookie = "passkey"

// mostOfAnswer bounds the answer of a passkey, in bytes.
const mostOfAnswer = 32 << 10

// ask tells a script what to ask a passkey for.
func (p *pages) ask(w http.ResponseWriter, r *http.Request, asks func(ctx context.Context) (factors.Asked, error)) error {
	asked, err := asks(r.Context())
	if err != nil {
		return err
	}
	web.SetCookie(w, r, passkeyCookie, asked.Token, 0)
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(asked.Options) // whoever is no longer there cannot be told
	return nil
}

func (p *pages) askPasskey(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, p.accounts.AskPasskey)
}

// answered is what a passkey answered, and the token of what it was asked.
func answered(w http.ResponseWriter, r *http.Request) (token, answer string, err error) {
	values, err := web.Parse(r)
	if err != nil {
		return "", "", err
	}
	token, answer = web.Cookie(r, passkeyCookie), values.Get("answer")
	web.ClearCookie(w, r, passkeyCookie)
	if len(answer) > mostOfAnswer || !json.Valid([]byte(answer)) {
		answer = "{}"
	}
	return token, answer, nil
}

func (p *pages) signInByPasskey(w http.ResponseWriter, r *http.Request) error {
	token, answer, err := answered(w, r)
	if err != nil {
		return err
	}
	e, err := p.accounts.EnterByPasskey(r.Context(), token, answer, origin(w, r))
	then := web.Then(r, "")
	if err != nil {
		return p.notIn(w, r, then, err)
	}
	if then == "" {
		then = web.Cookie(r, thenCookie)
	}
	return p.enterWith(w, r, e, then)
}

func (p *pages) askNewPasskey(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, p.accounts.AskNewPasskey)
}

// newNameField is what a passkey is called.
func newNameField(set string) *forms.String {
	f := &forms.String{Name: "name", Label: "Name of the passkey", Hint: "So that you know it again, such as “Work laptop”.", Missing: "Enter a name for the passkey", Required: true, Max: 60}
	if set != "" {
		f.Set(set)
	}
	return f
}

func (p *pages) addPasskey(w http.ResponseWriter, r *http.Request) error {
	token, answer, err := answered(w, r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newNameField("")
	if !forms.Parse(values, f) {
		return p.showWays(w, r, http.StatusUnprocessableEntity, f, "")
	}
	err = p.accounts.AddPasskey(r.Context(), token, answer, f.Value())
	if fault.KindOf(err) == fault.Invalid {
		return p.showWays(w, r, http.StatusUnprocessableEntity, f, fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Your passkey is added")
	return web.Redirect(w, r, waysPath)
}

func (p *pages) passkey(w http.ResponseWriter, r *http.Request) error {
	key, err := p.passkeyOf(r)
	if err != nil {
		return err
	}
	return p.showPasskey(w, r, http.StatusOK, key, newNameField(key.Name), "")
}

// passkeyOf is the passkey of an address, if it is one's own.
func (p *pages) passkeyOf(r *http.Request) (factors.Passkey, error) {
	ways, err := p.accounts.Ways(r.Context(), own(r.Context()))
	if err != nil {
		return factors.Passkey{}, err
	}
	for _, key := range ways.Passkeys {
		if string(key.ID) == r.PathValue("id") {
			return key, nil
		}
	}
	return factors.Passkey{}, fault.New(fault.NotFound, "accounts.no-passkey", "You have no such passkey. It may have been removed already.")
}

func (p *pages) showPasskey(w http.ResponseWriter, r *http.Request, status int, key factors.Passkey, f *forms.String, failed string) error {
	return web.Render(w, r, status, web.Page{
		Title: "Passkey: " + key.Name, Back: waysPath, Errors: failures(failed, f), Body: passkeyPage(key, f),
	})
}

func (p *pages) renamePasskey(w http.ResponseWriter, r *http.Request) error {
	key, err := p.passkeyOf(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newNameField("")
	if !forms.Parse(values, f) {
		return p.showPasskey(w, r, http.StatusUnprocessableEntity, key, f, "")
	}
	if err := p.accounts.RenamePasskey(r.Context(), key.ID, f.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "The passkey has its new name")
	return web.Redirect(w, r, waysPath)
}

func (p *pages) removePasskey(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[factors.Passkey](r.PathValue("id"))
	if err != nil {
		return err
	}
	err = p.accounts.RemovePasskey(r.Context(), id)
	if fault.KindOf(err) == fault.Invalid {
		key, lost := p.passkeyOf(r)
		if lost != nil {
			return lost
		}
		return p.showPasskey(w, r, http.StatusUnprocessableEntity, key, newNameField(key.Name), fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The passkey is removed")
	return web.Redirect(w, r, waysPath)
}

// failures are what a form did wrong, or why what it asked for cannot be.
func failures(failed string, fields ...forms.Parser) []forms.ErrorItem {
	if failed != "" {
		return []forms.ErrorItem{{Text: failed}}
	}
	return forms.Errors(fields...)
}
