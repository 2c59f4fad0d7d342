package openid

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
)

// Config says which issuer signs people in.
type Config struct {
	Issuer   string // https://login.microsoftonline.com/<tenant>/v2.0
	Tenant   string // tid that answers must be of; "" for an issuer that has none
	ClientID string
	Secret   string // "" for a client that has none
	Clock    clock.Clock
}

// Client asks one issuer. It is safe for use by many goroutines.
type Client struct {
	config Config
	origin string
	http   *http.Client

	mu       sync.Mutex
	provider *oidc.Provider
	end      string
	until    time.Time
}

const (
	// answersWithin is how long the issuer may take.
	answersWithin = 10 * time.Second
	// knownFor is how long what the issuer says of itself is believed.
	knownFor = time.Hour
	// largestAnswer bounds what is read of an answer.
	largestAnswer = 1 << 20
)

// algorithms are those in which an answer may be signed. "none" is not among them.
var algorithms = []string{oidc.RS256, oidc.PS256, oidc.ES256}

// New returns a client. An issuer that is reached without encryption, other than on this
// machine, and a client without an id are [fault.Invalid]. The issuer is first asked when
// somebody signs in: it may be away while the program starts.
func New(c Config) (*Client, error) {
	at, err := url.Parse(c.Issuer)
	if err != nil || at.Host == "" || at.Scheme != "https" && !loopback(at.Hostname()) {
		return nil, fault.New(fault.Invalid, "openid.issuer", "The issuer of the single sign-on must be an https address, like https://login.microsoftonline.com/<tenant>/v2.0.")
	}
	if c.ClientID == "" {
		return nil, fault.New(fault.Invalid, "openid.client", "Say which client Kith is at the issuer: its application (client) id.")
	}
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	return &Client{config: c, origin: at.Scheme + "://" + at.Host, http: &http.Client{Timeout: answersWithin, Transport: bounded{}}}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// bounded reads no more of an answer than it should.
type bounded struct{}

// RoundTrip implements http.RoundTripper.
func (bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, largestAnswer), answer.Body}
	}
	return answer, err
}

// Origin is where the issuer's own pages are, for the policy that says where forms may lead.
func (c *Client) Origin() string { return c.origin }

// known asks the issuer about itself, once an hour.
func (c *Client) known(ctx context.Context) (*oidc.Provider, string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.config.Clock.Now(); c.provider == nil || now.After(c.until) {
		// What is learned outlives the request that asked: keys are fetched by it later on.
		lasting := oidc.ClientContext(context.WithoutCancel(ctx), c.http)
		found, err := oidc.NewProvider(lasting, c.config.Issuer)
		if err != nil {
			return nil, "", away(err)
		}
		var more struct {
			End string `json:"end_session_endpoint"`
		}
		if err := found.Claims(&more); err != nil {
			return nil, "", away(err)
		}
		c.provider, c.end, c.until = found, more.End, now.Add(knownFor)
	}
	return c.provider, c.end, nil
}

// Asked is what somebody was sent to the issuer with. The browser may know the state alone.
type Asked struct {
	URL      string
	State    string
	Nonce    string
	Verifier string
}

// Ask begins: the browser goes to the URL, and comes back to the address given.
func (c *Client) Ask(ctx context.Context, back string) (Asked, error) {
	provider, _, err := c.known(ctx)
	if err != nil {
		return Asked{}, err
	}
	a := Asked{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier()}
	a.URL = c.flow(provider, back).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier))
	return a, nil
}

func (c *Client) flow(provider *oidc.Provider, back string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: c.config.ClientID, ClientSecret: c.config.Secret, Endpoint: provider.Endpoint(), RedirectURL: back,
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}
}

// Redeem exchanges the code somebody came back with for who they are. An answer that does
// not prove it is [fault.Unauthenticated]; an issuer that does not answer is
// [fault.Unavailable].
func (c *Client) Redeem(ctx context.Context, code, back string, asked Asked) (Claims, error) {
	provider, _, err := c.known(ctx)
	if err != nil {
		return Claims{}, err
	}
	given, err := c.flow(provider, back).Exchange(oidc.ClientContext(ctx, c.http), code, oauth2.VerifierOption(asked.Verifier))
	if err != nil {
		return Claims{}, unredeemed(err)
	}
	raw, _ := given.Extra("id_token").(string)
	verify := provider.Verifier(&oidc.Config{ClientID: c.config.ClientID, SupportedSigningAlgs: algorithms, Now: c.config.Clock.Now})
	token, err := verify.Verify(oidc.ClientContext(ctx, c.http), raw)
	if err != nil {
		return Claims{}, unproved(err)
	}
	if asked.Nonce == "" || subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(asked.Nonce)) != 1 {
		return Claims{}, unproved(nil)
	}
	if token.AccessTokenHash != "" {
		if err := token.VerifyAccessToken(given.AccessToken); err != nil {
			return Claims{}, unproved(err)
		}
	}
	return c.claims(token)
}

// EndURL is where a browser goes to sign out of the issuer too, and from there back; "" where
// the issuer has no such page or cannot be asked.
func (c *Client) EndURL(ctx context.Context, back string) string {
	_, end, err := c.known(ctx)
	if err != nil || !strings.HasPrefix(end, c.origin+"/") {
		return ""
	}
	return end + "?" + url.Values{"client_id": {c.config.ClientID}, "post_logout_redirect_uri": {back}}.Encode()
}

func away(err error) error {
	return &fault.Error{Kind: fault.Unavailable, Code: "openid.away", Message: "The council's single sign-on does not answer. Try again in a minute, or sign in another way.", Err: err}
}

// unredeemed tells an issuer that says no from one that does not answer.
func unredeemed(err error) error {
	var said *oauth2.RetrieveError
	if !errors.As(err, &said) || said.Response != nil && said.Response.StatusCode >= 500 {
		return away(err)
	}
	return unproved(err)
}

func unproved(err error) error {
	return &fault.Error{Kind: fault.Unauthenticated, Code: "openid.unproved", Message: "The council's single sign-on did not prove who you are. Begin again from the sign-in page.", Err: err}
}
