// Package openidtest runs an issuer of OpenID Connect on this machine, for tests: it speaks as
// Microsoft Entra ID does, and lies where a test asks it to.
package openidtest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/clock"
)

// What tests know of the issuer.
const (
	Tenant   = "3f1c9a52-0000-4000-8000-00000000c0de"
	ClientID = "kith-of-the-test"
	Secret   = "a secret of the test"
)

// Issuer is an issuer that somebody is signed in to already.
type Issuer struct {
	URL   string
	Clock clock.Clock
	// Claims are what it says of whoever comes, besides what every answer has.
	Claims map[string]any
	// Lie changes an answer before it is signed; it may be nil.
	Lie func(header, claims map[string]any)
	// Forge signs with a key that the issuer does not publish.
	Forge bool
	// Down has every answer be a failure.
	Down bool

	t      testing.TB
	key    *rsa.PrivateKey
	other  *rsa.PrivateKey
	mu     sync.Mutex
	asked  map[string]url.Values // what each code was given for
	served int
}

// New runs an issuer until the test ends.
func New(t testing.TB, at clock.Clock) *Issuer {
	t.Helper()
	i := &Issuer{t: t, Clock: at, asked: map[string]url.Values{}, key: drawn()[0], other: drawn()[1]}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2.0/.well-known/openid-configuration", i.about)
	mux.HandleFunc("GET /keys", i.keys)
	mux.HandleFunc("GET /authorize", i.authorize)
	mux.HandleFunc("POST /token", i.token)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if i.Down {
			http.Error(w, "away", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	i.URL = server.URL + "/v2.0"
	i.Claims = map[string]any{"tid": Tenant, "oid": "object-of-ada", "name": "Ada Example", "preferred_username": "ada@example.org"}
	return i
}

// drawn are the keys of every issuer of a test's program: drawing one takes a while.
var drawn = sync.OnceValue(func() (keys [2]*rsa.PrivateKey) {
	for i := range keys {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		keys[i] = key
	}
	return keys
})

func (i *Issuer) base() string { return strings.TrimSuffix(i.URL, "/v2.0") }

func (i *Issuer) about(w http.ResponseWriter, _ *http.Request) {
	tell(w, map[string]any{
		"issuer": i.URL, "authorization_endpoint": i.base() + "/authorize", "token_endpoint": i.base() + "/token",
		"jwks_uri": i.base() + "/keys", "end_session_endpoint": i.base() + "/logout",
		"id_token_signing_alg_values_supported": []string{"RS256", "none", "HS256"}, "response_types_supported": []string{"code"}, "subject_types_supported": []string{"pairwise"},
	})
}

func (i *Issuer) keys(w http.ResponseWriter, _ *http.Request) {
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	tell(w, map[string]any{"keys": []any{map[string]any{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one", "n": number(i.key.N), "e": number(big.NewInt(int64(i.key.E))),
	}}})
}

// authorize sends the browser straight back, as an issuer does at which somebody is signed in.
func (i *Issuer) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != ClientID || q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" || q.Get("state") == "" {
		http.Error(w, "not asked as it should be", http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, i.Code(q), http.StatusFound)
}

// Code is where the browser is sent back to, with a code for what was asked.
func (i *Issuer) Code(asked url.Values) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.served++
	code := "code-" + base64.RawURLEncoding.EncodeToString(big.NewInt(int64(i.served)).Bytes()) + "-" + asked.Get("state")[:8]
	i.asked[code] = asked
	return asked.Get("redirect_uri") + "?" + url.Values{"code": {code}, "state": {asked.Get("state")}}.Encode()
}

func (i *Issuer) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	i.mu.Lock()
	asked, found := i.asked[r.PostForm.Get("code")]
	delete(i.asked, r.PostForm.Get("code"))
	i.mu.Unlock()
	challenge := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	id, secret, _ := r.BasicAuth()
	if id == "" {
		id, secret = r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	}
	plain, _ := url.QueryUnescape(secret)
	if !found || id != ClientID || secret != Secret && plain != Secret || base64.RawURLEncoding.EncodeToString(challenge[:]) != asked.Get("code_challenge") {
		w.WriteHeader(http.StatusBadRequest)
		tell(w, map[string]any{"error": "invalid_grant"})
		return
	}
	tell(w, map[string]any{"access_token": "of no use here", "token_type": "Bearer", "expires_in": 300, "id_token": i.signed(asked.Get("nonce"))})
}

func (i *Issuer) signed(nonce string) string {
	now := i.Clock.Now()
	header := map[string]any{"alg": "RS256", "typ": "JWT", "kid": "one"}
	claims := map[string]any{"iss": i.URL, "aud": ClientID, "sub": "subject", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "nonce": nonce}
	maps.Copy(claims, i.Claims)
	if i.Lie != nil {
		i.Lie(header, claims)
	}
	body := part(i.t, header) + "." + part(i.t, claims)
	if header["alg"] == "none" {
		return body + "."
	}
	key := i.key
	if i.Forge {
		key = i.other
	}
	sum := sha256.Sum256([]byte(body))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		i.t.Error(err)
	}
	return body + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func part(t testing.TB, v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Error(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func tell(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // whoever is no longer there cannot be told
}
