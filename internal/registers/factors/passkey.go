package factors

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// PasskeyID names a passkey.
type PasskeyID = ident.ID[Passkey]

// Passkey is a key on somebody's phone, computer or stick.
type Passkey struct {
	ID      PasskeyID
	Account string
	Name    string // what its owner calls it
	Made    time.Time
	Used    time.Time // zero when it never was

	credential webauthn.Credential
}

const (
	// askedFor is how long a passkey may take to answer.
	askedFor = 5 * time.Minute
	// mostPasskeys bounds how many one account has.
	mostPasskeys = 20
)

// PasskeysOf are the passkeys of an account, oldest first.
func PasskeysOf(r db.Reader, account string) ([]Passkey, error) { return passkeysOf(r, account) }

// Asked is what a browser is told to ask a passkey for.
type Asked struct {
	Options json.RawMessage // for navigator.credentials
	Token   string          // kept by the browser, and given back with the answer
}

// owner is an account as the library knows one.
type owner struct {
	account, name string
	keys          []Passkey
}

func (o owner) WebAuthnID() []byte          { return []byte(o.account) }
func (o owner) WebAuthnName() string        { return o.name }
func (o owner) WebAuthnDisplayName() string { return o.name }
func (o owner) WebAuthnCredentials() []webauthn.Credential {
	all := make([]webauthn.Credential, len(o.keys))
	for i, k := range o.keys {
		all[i] = k.credential
	}
	return all
}

// PasskeyHost is the host passkeys belong to; "" where they cannot be used. A page that was
// opened under another one cannot use them.
func (s *Service) PasskeyHost() string {
	at, err := url.Parse(s.site())
	if err != nil || at.Hostname() == "" {
		return ""
	}
	if ip := net.ParseIP(at.Hostname()); ip != nil {
		if ip.IsLoopback() { // a browser takes no address for a host, but this machine by its name
			return "localhost"
		}
		return ""
	}
	return at.Hostname()
}

func (s *Service) party() (*webauthn.WebAuthn, error) {
	host := s.PasskeyHost()
	if host == "" {
		return nil, fault.New(fault.Unavailable, "factors.no-host", "Passkeys cannot be used here. Sign in with your password instead.")
	}
	at, err := url.Parse(s.site())
	if err != nil {
		return nil, err
	}
	origin := at.Scheme + "://" + host
	if at.Port() != "" {
		origin += ":" + at.Port()
	}
	return webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: "Kith", RPOrigins: []string{origin}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
	})
}

// AskNewPasskey begins to make a passkey for an account, in the caller's transaction.
func (s *Service) AskNewPasskey(tx *db.Tx, account, name string) (Asked, error) {
	party, err := s.party()
	if err != nil {
		return Asked{}, err
	}
	keys, err := passkeysOf(tx, account)
	if err != nil {
		return Asked{}, err
	}
	if len(keys) >= mostPasskeys {
		return Asked{}, fault.New(fault.Invalid, "factors.many-passkeys", "You have 20 passkeys. Remove one that you no longer use, then add this one.")
	}
	who := owner{account, name, keys}
	options, asked, err := party.BeginRegistration(who, webauthn.WithExclusions(webauthn.Credentials(who.WebAuthnCredentials()).CredentialDescriptors()))
	if err != nil {
		return Asked{}, err
	}
	return ask(tx, account, options.Response, asked)
}

// AskPasskey begins to sign somebody in with any passkey they have here, in the caller's
// transaction. Whose it is nobody knows yet.
func (s *Service) AskPasskey(tx *db.Tx) (Asked, error) {
	party, err := s.party()
	if err != nil {
		return Asked{}, err
	}
	options, asked, err := party.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Asked{}, err
	}
	return ask(tx, "", options.Response, asked)
}

func ask(tx *db.Tx, account string, options any, asked *webauthn.SessionData) (Asked, error) {
	told, err := json.Marshal(options)
	if err != nil {
		return Asked{}, err
	}
	if err := deleteCeremoniesBefore(tx, tx.Now()); err != nil {
		return Asked{}, err
	}
	a := Asked{Options: told, Token: ident.NewToken(rand.Reader)}
	asked.Expires = time.Time{} // the row ends by the borough's own clock
	return a, insertCeremony(tx, hashToken(a.Token), account, *asked, tx.Now().Add(askedFor))
}

// AddPasskey keeps the passkey that a browser made, in the caller's transaction. What was not
// asked for, was answered before or does not hold is [fault.Invalid].
func (s *Service) AddPasskey(tx *db.Tx, account, token, answer, name string) (Passkey, error) {
	party, err := s.party()
	if err != nil {
		return Passkey{}, err
	}
	asked, found, err := takeCeremony(tx, hashToken(token), account)
	if err != nil || !found {
		return Passkey{}, orNotTaken(err)
	}
	given, err := protocol.ParseCredentialCreationResponseBody(strings.NewReader(answer))
	if err != nil {
		return Passkey{}, orNotTaken(nil)
	}
	made, err := party.CreateCredential(owner{account: account}, asked, given)
	if err != nil {
		return Passkey{}, orNotTaken(nil)
	}
	p := Passkey{ID: ident.New[Passkey](tx.Now()), Account: account, Name: name, Made: tx.Now(), credential: *made}
	return p, insertPasskey(tx, p)
}

// Owner is the account of the passkey that answered, before it is known whether the answer
// holds; "" is nobody's.
func Owner(r db.Reader, answer string) (string, error) {
	given, err := protocol.ParseCredentialRequestResponseBody(strings.NewReader(answer))
	if err != nil {
		return "", nil
	}
	key, _, err := passkeyByCredential(r, given.RawID)
	return key.Account, err
}

// Enter finds whose passkey answered, in the caller's transaction. What was not asked for,
// was answered before or does not hold is [fault.Unauthenticated], all alike.
func (s *Service) Enter(tx *db.Tx, token, answer string) (Passkey, error) {
	party, err := s.party()
	if err != nil {
		return Passkey{}, err
	}
	asked, found, err := takeCeremony(tx, hashToken(token), "")
	if err != nil {
		return Passkey{}, err
	}
	given, wrong := protocol.ParseCredentialRequestResponseBody(strings.NewReader(answer))
	if !found || wrong != nil {
		return Passkey{}, notEntered()
	}
	key, found, err := passkeyByCredential(tx, given.RawID)
	if err != nil {
		return Passkey{}, err
	}
	if !found {
		return Passkey{}, notEntered()
	}
	of := func(_, handle []byte) (webauthn.User, error) {
		if !bytes.Equal(handle, []byte(key.Account)) {
			return nil, notEntered()
		}
		return owner{account: key.Account, keys: []Passkey{key}}, nil
	}
	signed, err := party.ValidateDiscoverableLogin(of, asked, given)
	if err != nil || signed.Authenticator.CloneWarning {
		return Passkey{}, notEntered()
	}
	key.credential = *signed
	return key, usedPasskey(tx, key)
}

// RenamePasskey gives a passkey of an account another name, in the caller's transaction. One
// that is not there is [fault.NotFound].
func (s *Service) RenamePasskey(tx *db.Tx, account string, id PasskeyID, name string) error {
	return there(renamePasskey(tx, account, id, name))
}

// RemovePasskey takes a passkey of an account away, in the caller's transaction. One that is
// not there is [fault.NotFound].
func (s *Service) RemovePasskey(tx *db.Tx, account string, id PasskeyID) error {
	return there(deletePasskey(tx, account, id))
}

func there(found bool, err error) error {
	if err == nil && !found {
		return fault.New(fault.NotFound, "factors.no-passkey", "You have no such passkey. It may have been removed already.")
	}
	return err
}

func orNotTaken(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Invalid, "factors.not-taken", "Your device did not finish making the passkey. Try again.")
}

func notEntered() error {
	return fault.New(fault.Unauthenticated, "factors.not-entered", "This passkey is not known here, or it took too long. Try again, or sign in with your password.")
}

func credentialID(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
