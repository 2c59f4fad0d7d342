// Package sealing closes what few may read, such as where somebody hides, with a key that is
// kept outside the database.
package sealing

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"

	"kith/internal/kernel/fault"
)

// Seal closes and opens values: AES-256-GCM, with the table, the borough and the record bound
// in, so that a row put in another's place does not open. The zero Seal opens nothing.
type Seal struct{ aead cipher.AEAD }

// New makes a seal of a key of 32 bytes; the zero Seal of none.
func New(key []byte) (Seal, error) {
	if len(key) == 0 {
		return Seal{}, nil
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return Seal{}, err
	}
	aead, err := cipher.NewGCM(block)
	return Seal{aead}, err
}

// Place is where a sealed value stands.
type Place struct{ Table, Borough, Record string }

func (p Place) bound() []byte { return []byte(p.Table + "\x00" + p.Borough + "\x00" + p.Record) }

// Close writes a value as JSON and seals it for its place. Without a key it is
// [fault.Unavailable].
func (s Seal) Close(at Place, v any) (string, error) {
	if s.aead == nil {
		return "", noKey()
	}
	plain, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, s.aead.NonceSize())
	rand.Read(nonce) // never fails
	return base64.StdEncoding.EncodeToString(s.aead.Seal(nonce, nonce, plain, at.bound())), nil
}

// Open reads into v what was sealed for a place. Without the right key it is
// [fault.Unavailable].
func (s Seal) Open(at Place, sealed string, v any) error {
	if s.aead == nil {
		return noKey()
	}
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(raw) < s.aead.NonceSize() {
		return unopened()
	}
	nonce, body := raw[:s.aead.NonceSize()], raw[s.aead.NonceSize():]
	plain, err := s.aead.Open(nil, nonce, body, at.bound())
	if err != nil {
		return unopened()
	}
	return json.Unmarshal(plain, v)
}

func noKey() error {
	return fault.New(fault.Unavailable, "people.no-address-key", "Addresses cannot be withheld or read here: the key for them is missing. Ask whoever runs this system.")
}

func unopened() error {
	return fault.New(fault.Unavailable, "people.address-unopened", "This address cannot be read with the key that is here. Ask whoever runs this system to put the right key back.")
}
