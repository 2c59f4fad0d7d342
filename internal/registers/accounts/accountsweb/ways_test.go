package accountsweb_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"kith/internal/plat/web/webtest"
)

var (
	typedKey = regexp.MustCompile(`The key is: <code class="kith-lines">([A-Z2-7 ]+)</code>`)
	paper    = regexp.MustCompile(`kith-reference">([0-9a-z-]+)<`)
)

// app sets an app up in a browser that is signed in; it gives the secret and a code on paper.
func (w *walk) app(b *webtest.Browser) (secret, recovery string) {
	w.t.Helper()
	b.Post("/account/app/prepare", nil).LeadsTo("/account/app")
	page := b.Get("/account/app").Is(200).Says("Let it scan this picture")
	secret = strings.ReplaceAll(typedKey.FindStringSubmatch(page.Body)[1], " ", "")
	b.Post("/account/app", url.Values{"code": {""}}).Is(422).Says("Enter the code")
	b.Post("/account/app", url.Values{"code": {"000000"}}).Is(422).Says("This code is not right.")
	told := b.Post("/account/app", url.Values{"code": {w.code(secret)}}).Is(200).Says("You see them now and never again")
	w.clock.Advance(time.Minute)
	return secret, paper.FindStringSubmatch(told.Body)[1]
}

func (w *walk) code(secret string) string {
	w.t.Helper()
	code, err := totp.GenerateCode(secret, w.clock.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return code
}

func TestTheSecondStepInABrowser(t *testing.T) {
	w := start(t)
	w.add("Sam", "", inHapi)
	secret, recovery := w.app(w.enter("Sam"))
	b := w.site.Browser("")
	b.Get("/sign-in/step").LeadsTo("/sign-in")
	b.Post("/sign-in", url.Values{"email": {"sam@example.org"}, "password": {password}, "then": {"/tasks/1"}}).LeadsTo("/sign-in/step")
	b.Get("/account").LeadsTo("/sign-in?then=%2Faccount")
	b.Get("/sign-in/step").Is(200).Says("Enter your code", "one of your recovery codes")
	b.Post("/sign-in/step", url.Values{"code": {"123"}}).Is(422).Says("This code is not right.").Has(`value="123"`)
	b.Post("/sign-in/step", url.Values{"code": {w.code(secret)}}).LeadsTo("/tasks/1")
	b.Get("/account").Is(200).Says("with the password and a code")
	b.Get("/sign-in/step").LeadsTo("/sign-in")

	lost := w.site.Browser("")
	lost.Post("/sign-in", url.Values{"email": {"sam@example.org"}, "password": {password}}).LeadsTo("/sign-in/step")
	lost.Post("/sign-in/step", url.Values{"code": {recovery}}).LeadsTo("/board")
	lost.Get("/account/sign-in").Is(200).Says("You have 9 recovery codes left.")
	lost.Post("/account/app/remove", nil).LeadsTo("/account/sign-in")
	w.enter("Sam").Get("/account").Is(200)
}

func TestHowOneSignsInIsChangedShortlyAfterSigningInAlone(t *testing.T) {
	w := start(t)
	w.add("Sam", "", inHapi)
	b := w.enter("Sam")
	b.Get("/account/sign-in").Is(200).Says("You have no passkey yet.").Hides("sign in again")
	w.clock.Advance(16 * time.Minute)
	b.Get("/account/sign-in").Is(200).Says("To change anything here, sign in again.").Hides("Set up an app")
	for _, door := range []string{"/account/app/prepare", "/account/app", "/account/app/remove", "/account/recovery", "/account/passkeys/ask", "/account/passkeys", "/account/single", "/account/single/remove"} {
		b.Post(door, url.Values{"code": {"000000"}, "name": {"Laptop"}}).LeadsTo("/account/sign-in")
	}
	b.Post("/account/again", nil).LeadsTo("/sign-in?then=/account/sign-in")
	b.Get("/account").LeadsTo("/sign-in?then=%2Faccount")
}

func TestSessionsOnThePages(t *testing.T) {
	w := start(t)
	w.add("Kim", "", admin)
	sam := w.add("Sam", "volunteer-coordinator", inHapi)
	one, other := w.enter("Sam"), w.enter("Sam")
	page := one.Get("/account").Is(200).Says("Where you are signed in", "This one")
	ends := regexp.MustCompile(`/account/sessions/[0-9a-f-]+/end`).FindAllString(page.Body, -1)
	if len(ends) != 1 {
		t.Fatalf("%d sessions can be ended", len(ends))
	}
	one.Post(ends[0], nil).LeadsTo("/account")
	other.Get("/account").LeadsTo("/sign-in?then=%2Faccount")

	kim := w.enter("Kim")
	kim.Get("/admin/accounts/"+string(sam.ID)).Is(200).Says("Where they are signed in", "A password", "Change the role", "Disable the account")
	moved := url.Values{"role": {"agent"}, "version": {"1"}}
	kim.Post("/admin/accounts/"+string(sam.ID)+"/role", url.Values{"role": {""}, "version": {"1"}}).Is(422).Says("Select a role")
	kim.Post("/admin/accounts/"+string(sam.ID)+"/role", moved).Is(303)
	one.Get("/account").LeadsTo("/sign-in?then=%2Faccount")
	kim.Post("/admin/accounts/"+string(sam.ID)+"/role", moved).Is(409).Says("Somebody changed this account while you looked at it")
	w.clock.Advance(91 * 24 * time.Hour)
	again := w.enter("Kim")
	again.Get("/admin/accounts?show=unused").Is(200).Says("Nobody has signed in with these for 90 days", "Sam").Hides("Kim ")
}

func TestPasskeysThatAnswerNothing(t *testing.T) {
	w := start(t)
	w.add("Sam", "", inHapi)
	b := w.site.Browser("")
	b.Get("/sign-in").Is(200).Has(`data-passkey="get"`, `data-passkey-host="help.example.org"`)
	asked := b.Post("/sign-in/passkey/ask", nil).Is(200)
	if !strings.Contains(asked.Body, `"challenge"`) || !strings.Contains(asked.Body, `"userVerification":"required"`) {
		t.Errorf("a passkey is asked %s", asked.Body)
	}
	for _, answer := range []string{"", "{}", "no json", `{"id":"x","rawId":"eA","type":"public-key","response":{}}`, strings.Repeat("x", 40<<10)} {
		b.Post("/sign-in/passkey", url.Values{"answer": {answer}}).Is(401).Says("This passkey is not known here")
	}
	sam := w.enter("Sam")
	sam.Post("/account/passkeys/ask", nil).Is(200)
	sam.Post("/account/passkeys", url.Values{"name": {""}, "answer": {"{}"}}).Is(422).Says("Enter a name for the passkey")
	sam.Post("/account/passkeys", url.Values{"name": {"Laptop"}, "answer": {"{}"}}).Is(422).Says("Your device did not finish making the passkey")
}
