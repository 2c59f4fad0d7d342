package factors

import (
	"crypto/rand"
	"encoding/base32"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// step is how long a code of an app is shown. One before and one after count too, for clocks
// that are not quite right.
const (
	step = 30 * time.Second
	skew = 1
)

// App is how the app of an account stands.
type App struct {
	Set      bool // codes of it count
	Since    time.Time
	Recovery int // recovery codes that are left
}

// AppOf tells how the app of an account stands; the zero App is none.
func AppOf(r db.Reader, account string) (App, error) {
	row, found, err := appByAccount(r, account)
	if err != nil || !found || row.confirmed.IsZero() {
		return App{}, err
	}
	left, err := recoveryLeft(r, account)
	return App{Set: true, Since: row.confirmed, Recovery: left}, err
}

// PrepareApp makes a secret that an app is set up with, in the caller's transaction. One that
// was made before and never confirmed is replaced; codes of the app in use go on counting.
func (s *Service) PrepareApp(tx *db.Tx, account string) error {
	var secret [20]byte
	rand.Read(secret[:]) // never fails
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret[:])
	return putNextSecret(tx, account, s.seal(tx.Borough(), account, text))
}

// Setup is what an app is told to show codes of an account.
type Setup struct {
	Secret string // in base32, to be typed
	URL    string // the same for a camera
}

// SetupOf is what the app that is being set up is told; found is false where none is.
func (s *Service) SetupOf(r db.Reader, account, name, issuer string) (set Setup, found bool, err error) {
	row, found, err := appByAccount(r, account)
	if err != nil || !found || row.next == "" {
		return Setup{}, false, err
	}
	secret, err := s.open(r.Borough(), account, row.next)
	values := url.Values{"secret": {secret}, "issuer": {issuer}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"}}
	query := strings.ReplaceAll(values.Encode(), "+", "%20") // some apps show a plus as it is
	return Setup{Secret: secret, URL: "otpauth://totp/" + url.PathEscape(issuer+":"+name) + "?" + query}, err == nil, err
}

// ConfirmApp takes the app that is being set up into use once a code of it was typed, and
// gives new recovery codes, in the caller's transaction. It is the only time they are told. A
// code of another app is [fault.Invalid].
func (s *Service) ConfirmApp(tx *db.Tx, account, code string) (recovery []string, err error) {
	row, found, err := appByAccount(tx, account)
	if err != nil {
		return nil, err
	}
	if !found || row.next == "" {
		return nil, fault.New(fault.Conflict, "factors.no-setup", "Begin again: this app is no longer being set up.")
	}
	at, ok, err := s.matches(tx, account, row.next, code)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, WrongCode()
	}
	if err := confirmApp(tx, account, at); err != nil {
		return nil, err
	}
	return s.NewRecovery(tx, account)
}

// RemoveApp ends the app of an account and its recovery codes, in the caller's transaction.
func (s *Service) RemoveApp(tx *db.Tx, account string) error { return deleteApp(tx, account) }

// Proof is what somebody typed a code of.
type Proof string

// What a code may be of.
const (
	ByNothing  Proof = ""
	ByApp      Proof = "app"
	ByRecovery Proof = "recovery"
)

// Take uses up a code of the app or of the paper, in the caller's transaction. A code that
// was used before, or is neither, is [ByNothing].
func (s *Service) Take(tx *db.Tx, account, typed string) (Proof, error) {
	row, found, err := appByAccount(tx, account)
	if err != nil || !found || row.confirmed.IsZero() {
		return ByNothing, err
	}
	if len(digits(typed)) == otp.DigitsSix.Length() {
		at, ok, err := s.matches(tx, account, row.secret, typed)
		if err != nil || !ok {
			return ByNothing, err
		}
		if first, err := useStep(tx, account, at); err != nil || !first {
			return ByNothing, err
		}
		return ByApp, nil
	}
	if first, err := useRecovery(tx, account, s.hash(account, folded(typed))); err != nil || !first {
		return ByNothing, err
	}
	return ByRecovery, nil
}

// matches finds the step whose code was typed, among the present one and its neighbours.
func (s *Service) matches(r db.Reader, account, sealed, typed string) (at int64, ok bool, err error) {
	secret, err := s.open(r.Borough(), account, sealed)
	if err != nil {
		return 0, false, err
	}
	code, now := digits(typed), r.Now().Unix()/int64(step/time.Second)
	for at := now - skew; at <= now+skew; at++ {
		ok, err := hotp.ValidateCustom(code, uint64(at), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if ok && err == nil {
			return at, true, nil
		}
	}
	return 0, false, nil
}

// digits is a code as it was typed, without the space apps show in its middle; "" where
// anything else stands in it.
func digits(typed string) string {
	code := strings.Join(strings.Fields(typed), "")
	if strings.Trim(code, "0123456789") != "" {
		return ""
	}
	return code
}

// WrongCode is the fault of a code that does not count.
func WrongCode() error {
	return fault.New(fault.Invalid, "factors.wrong-code", "This code is not right. Enter the six digits your app shows now. Each code works once.")
}
