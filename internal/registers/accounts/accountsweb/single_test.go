package accountsweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/plat/openid"
	"kith/internal/plat/openid/openidtest"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
)

// single lets people in by an issuer of the test's.
func (w *walk) single() *openidtest.Issuer {
	w.t.Helper()
	issuer := openidtest.New(w.t, w.clock)
	client, err := openid.New(openid.Config{Issuer: issuer.URL, Tenant: openidtest.Tenant, ClientID: openidtest.ClientID, Secret: openidtest.Secret, Clock: w.clock})
	if err != nil {
		w.t.Fatal(err)
	}
	w.SignsInBy(accounts.SingleSignOn{Name: "your council account", Client: client, Roles: borough{}.Roles})
	w.RuledBy(func(context.Context) (*accounts.Rules, error) {
		return &accounts.Rules{Groups: []accounts.Group{{Group: "hub", Title: "volunteer-coordinator", Neighbourhood: "hapi"}}}, nil
	})
	issuer.Claims["groups"] = []string{"hub"}
	return issuer
}

// follow goes from a form to the issuer and comes back to the page with the button, with
// what its form sends.
func (w *walk) follow(b *webtest.Browser, from string, form url.Values) (back url.Values) {
	w.t.Helper()
	to := b.Post(from, form).Is(303).Header.Get("Location")
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := browser.Get(to)
	if err != nil {
		w.t.Fatal(err)
	}
	answer.Body.Close()
	at, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(at.String(), siteURL+accounts.SinglePath) {
		w.t.Fatalf("the issuer leads to %v (%v)", at, err)
	}
	b.Get(at.RequestURI()).Is(200).Says("You are nearly in", "Go on").Has("data-goes-on")
	return at.Query()
}

func TestTheSingleSignOnInABrowser(t *testing.T) {
	w := start(t)
	issuer := w.single()
	b := w.site.Browser("")
	b.Get("/sign-in?then=/tasks/1").Is(200).Says("Sign in with your council account")
	back := w.follow(b, "/sign-in/single", url.Values{"then": {"/tasks/1"}})
	b.Get("/account").LeadsTo("/sign-in?then=%2Faccount") // coming back alone lets nobody in
	w.site.Browser("").Post(accounts.SinglePath, back).Is(401).Says("You came back from the single sign-on in another browser")
	b.Post(accounts.SinglePath, back).LeadsTo("/tasks/1")
	b.Get("/account").Is(200).Says("Ada Example", "Volunteer coordinator – Hindley and Ince", "Just now, by single sign-on").Hides("Kept so that nobody can read it")
	b.Get("/account/sign-in").Is(200).Says("You can sign in with your council account", "You have no password")
	b.Get("/account/password").Is(200).Says("You have no password", "ask your administrator for a link")
	b.Post("/account/single/remove", nil).Is(422).Says("This is the only way you can sign in.")
	b.Post(accounts.SinglePath, back).Is(401) // it counts once

	if to := b.Post("/sign-out", nil).Is(303).Header.Get("Location"); !strings.HasPrefix(to, strings.TrimSuffix(issuer.URL, "/v2.0")+"/logout?") || !strings.Contains(to, url.QueryEscape(siteURL+"/sign-in")) {
		t.Errorf("signing out leads to %s", to)
	}
	b.Get("/account").LeadsTo("/sign-in?then=%2Faccount")
	b.Get(accounts.SinglePath).LeadsTo("/sign-in")
	b.Get(accounts.SinglePath + "?error=access_denied&state=x").Is(401).Says("The single sign-on did not let you in.")
	issuer.Claims["groups"] = []string{"none of ours"}
	back = w.follow(b, "/sign-in/single", nil)
	b.Post(accounts.SinglePath, back).Is(403).Says("in no group that works with Kith any more")
	issuer.Down = true
	w.clock.Advance(2 * time.Hour)
	b.Post("/sign-in/single", nil).Is(503).Says("The council's single sign-on does not answer")
}

func TestAnAccountIsConnectedByItsOwner(t *testing.T) {
	w := start(t)
	issuer := w.single()
	w.add("Ada", "volunteer-coordinator", inHapi)
	stranger := w.site.Browser("")
	back := w.follow(stranger, "/sign-in/single", nil)
	stranger.Post(accounts.SinglePath, back).Is(409).Says("There is an account with your email address already.")
	ada := w.enter("Ada")
	back = w.follow(ada, "/account/single", nil)
	ada.Post(accounts.SinglePath, back).LeadsTo("/account/sign-in")
	ada.Get("/account/sign-in").Says("Your account is connected", "Stop signing in that way")
	issuer.Claims["groups"] = nil
	b := w.site.Browser("")
	back = w.follow(b, "/sign-in/single", nil)
	b.Post(accounts.SinglePath, back).LeadsTo("/board")
	ada.Post("/account/single/remove", nil).LeadsTo("/account/sign-in")
}
