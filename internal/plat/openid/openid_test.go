package openid_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/openid"
	"kith/internal/plat/openid/openidtest"
)

const back = "https://help.example.org/sign-in/single/back"

var at = clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))

func client(t *testing.T, i *openidtest.Issuer) *openid.Client {
	t.Helper()
	c, err := openid.New(openid.Config{Issuer: i.URL, Tenant: openidtest.Tenant, ClientID: openidtest.ClientID, Secret: openidtest.Secret, Clock: at})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// walk is a browser that goes to the issuer and comes back: the code it comes with.
func walk(t *testing.T, asked openid.Asked) string {
	t.Helper()
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := browser.Get(asked.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	to, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || answer.StatusCode != http.StatusFound || to.Query().Get("state") != asked.State {
		t.Fatalf("the issuer answers %d, to %v (%v)", answer.StatusCode, to, err)
	}
	return to.Query().Get("code")
}

func redeem(t *testing.T, c *openid.Client) (openid.Claims, error) {
	t.Helper()
	asked, err := c.Ask(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	return c.Redeem(t.Context(), walk(t, asked), back, asked)
}

func TestWhoComesBackIsWhoTheIssuerSays(t *testing.T) {
	i := openidtest.New(t, at)
	i.Claims["groups"], i.Claims["roles"] = []string{"group-of-hub"}, []string{"Kith.Agent"}
	got, err := redeem(t, client(t, i))
	if err != nil {
		t.Fatal(err)
	}
	if got.Issuer != i.URL || got.Tenant != openidtest.Tenant || got.Object != "object-of-ada" || got.Name != "Ada Example" || got.Email != "ada@example.org" || len(got.Groups) != 2 || got.TooMany {
		t.Errorf("claims are %+v", got)
	}
	if to := client(t, i).EndURL(t.Context(), "https://help.example.org/"); to == "" {
		t.Error("nobody can sign out there")
	}
}

func TestAnAnswerThatProvesNothingIsRefused(t *testing.T) {
	for name, lie := range map[string]func(header, claims map[string]any){
		"for another audience":     func(_, c map[string]any) { c["aud"] = "another-client" },
		"of another issuer":        func(_, c map[string]any) { c["iss"] = "https://issuer.example.org/v2.0" },
		"that ran out":             func(_, c map[string]any) { c["exp"] = at.Now().Add(-10 * time.Minute).Unix() },
		"that is not signed":       func(h, _ map[string]any) { h["alg"] = "none" },
		"signed by a shared key":   func(h, _ map[string]any) { h["alg"] = "HS256" },
		"to another question":      func(_, c map[string]any) { c["nonce"] = "of yesterday" },
		"to no question":           func(_, c map[string]any) { delete(c, "nonce") },
		"of another tenant":        func(_, c map[string]any) { c["tid"] = "another-tenant" },
		"of no tenant":             func(_, c map[string]any) { delete(c, "tid") },
		"that names nobody":        func(_, c map[string]any) { delete(c, "oid") },
		"signed by an unknown key": func(h, _ map[string]any) { h["kid"] = "two" },
	} {
		i := openidtest.New(t, at)
		i.Lie = lie
		if got, err := redeem(t, client(t, i)); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("an answer %s is taken for %+v (%v)", name, got, err)
		}
	}
	i := openidtest.New(t, at)
	i.Forge = true
	if got, err := redeem(t, client(t, i)); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a forged answer is taken for %+v (%v)", got, err)
	}
}

func TestACodeIsOfTheBrowserThatAsked(t *testing.T) {
	i := openidtest.New(t, at)
	c := client(t, i)
	mine, err := c.Ask(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := c.Ask(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	code := walk(t, theirs)
	if got, err := c.Redeem(t.Context(), code, back, mine); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a code that another browser was given is taken for %+v (%v)", got, err)
	}
	if got, err := c.Redeem(t.Context(), code, back, theirs); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a code is taken twice, for %+v (%v)", got, err)
	}
}

func TestAnIssuerThatIsAwayIsSaid(t *testing.T) {
	i := openidtest.New(t, at)
	c := client(t, i)
	i.Down = true
	if _, err := c.Ask(t.Context(), back); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("got %v", err)
	}
	i.Down = false
	asked, err := c.Ask(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	code := walk(t, asked)
	i.Down = true
	if _, err := c.Redeem(t.Context(), code, back, asked); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("got %v", err)
	}
}

func TestManyGroupsAreSaidToBeTooMany(t *testing.T) {
	i := openidtest.New(t, at)
	i.Claims["_claim_names"] = map[string]string{"groups": "src1"}
	i.Claims["_claim_sources"] = map[string]any{"src1": map[string]string{"endpoint": "https://graph.example.org/groups"}}
	if got, err := redeem(t, client(t, i)); err != nil || !got.TooMany {
		t.Errorf("claims are %+v (%v)", got, err)
	}
}

func TestAnIssuerIsReachedSafely(t *testing.T) {
	for _, issuer := range []string{"", "http://issuer.example.org", "issuer.example.org"} {
		if _, err := openid.New(openid.Config{Issuer: issuer, ClientID: "kith"}); fault.CodeOf(err) != "openid.issuer" {
			t.Errorf("%q gives %v", issuer, err)
		}
	}
	if _, err := openid.New(openid.Config{Issuer: "https://issuer.example.org"}); fault.CodeOf(err) != "openid.client" {
		t.Errorf("without a client: %v", err)
	}
}
