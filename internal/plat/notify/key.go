package notify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"kith/internal/kernel/fault"
)

// Key is an API key of GOV.UK Notify. It never shows its secret.
type Key struct {
	service string // who we are to Notify
	secret  []byte
}

// uuidLength is how long each of the two ids at the end of a key is.
const uuidLength = 36

var uuid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// ParseKey reads a key as Notify shows it once: a name of anything, the id of the service
// and the secret, joined by dashes. It is a fault of kind Invalid, without the key in it,
// when the two ids are not there.
func ParseKey(text string) (Key, error) {
	text = strings.TrimSpace(text)
	if n := len(text); n > 2*uuidLength+1 {
		service, secret := text[n-2*uuidLength-1:n-uuidLength-1], text[n-uuidLength:]
		if uuid.MatchString(service) && uuid.MatchString(secret) {
			return Key{service: service, secret: []byte(secret)}, nil
		}
	}
	return Key{}, fault.New(fault.Invalid, "notify.key", "That is not a key of GOV.UK Notify: copy all of it, with its name and both long codes.")
}

// Service is the id of the service the key belongs to.
func (k Key) Service() string { return k.service }

// String names the service, not the secret.
func (k Key) String() string { return "key of service " + k.service }

// Token is what Notify lets a request in with. It is good for 30 seconds either way.
func (k Key) Token(now time.Time) string {
	claims, _ := json.Marshal(struct { // of a string and a number, it cannot fail
		Issuer   string `json:"iss"`
		IssuedAt int64  `json:"iat"`
	}{k.service, now.Unix()})
	signed := segment([]byte(`{"typ":"JWT","alg":"HS256"}`)) + "." + segment(claims)
	return signed + "." + segment(k.sign(signed))
}

// Verify reports whether a token was made with this key within 30 seconds of now: what
// Notify does with ours.
func (k Key) Verify(token string, now time.Time) bool {
	signed, mark, ok := cutLast(token, ".")
	_, body, isTwo := strings.Cut(signed, ".")
	if !ok || !isTwo {
		return false
	}
	given, err := base64.RawURLEncoding.DecodeString(mark)
	claims, bad := base64.RawURLEncoding.DecodeString(body)
	var said struct {
		Issuer   string `json:"iss"`
		IssuedAt int64  `json:"iat"`
	}
	if err != nil || bad != nil || !hmac.Equal(given, k.sign(signed)) || json.Unmarshal(claims, &said) != nil {
		return false
	}
	off := now.Sub(time.Unix(said.IssuedAt, 0))
	return said.Issuer == k.service && off.Abs() <= 30*time.Second
}

func (k Key) sign(text string) []byte {
	mac := hmac.New(sha256.New, k.secret)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func segment(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
