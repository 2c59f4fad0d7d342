package factors

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Service keeps factors. Make it with [New].
type Service struct {
	key  []byte
	aead cipher.AEAD
	site func() string
}

// New returns the service. The key of 32 bytes seals the secrets of apps, and is the same for
// every program of a borough; site is where people find the pages, without a slash behind.
func New(key []byte, site func() string) (*Service, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &Service{key: key, aead: aead, site: site}, err
}

// ForgetAll drops everything an account proves itself with, in the caller's transaction.
func (s *Service) ForgetAll(tx *db.Tx, account string) error {
	if err := deleteApp(tx, account); err != nil {
		return err
	}
	return deletePasskeysOf(tx, account)
}

// Sweep drops what passkeys were asked and nobody answered in time.
func (s *Service) Sweep(tx *db.Tx) error { return deleteCeremoniesBefore(tx, tx.Now()) }

// seal closes a secret of an account, bound to it: put in another's row it does not open.
func (s *Service) seal(borough, account, secret string) string {
	nonce := make([]byte, s.aead.NonceSize())
	rand.Read(nonce) // never fails
	return base64.StdEncoding.EncodeToString(s.aead.Seal(nonce, nonce, []byte(secret), bound(borough, account)))
}

func (s *Service) open(borough, account, sealed string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err == nil && len(raw) >= s.aead.NonceSize() {
		if plain, err := s.aead.Open(nil, raw[:s.aead.NonceSize()], raw[s.aead.NonceSize():], bound(borough, account)); err == nil {
			return string(plain), nil
		}
	}
	return "", fault.New(fault.Unavailable, "factors.unopened", "Your app cannot be asked for here: its key is missing. Tell whoever runs this system.")
}

func bound(borough, account string) []byte {
	return []byte("factors_app\x00" + borough + "\x00" + account)
}

// hash is what is kept of a recovery code: short as it is, nobody finds it again without the key.
func (s *Service) hash(account, code string) string {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte("factors_recovery\x00" + account + "\x00" + code))
	return hex.EncodeToString(h.Sum(nil))
}
