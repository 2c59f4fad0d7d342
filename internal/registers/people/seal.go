package people

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"

	"kith/internal/kernel/fault"
	"kith/internal/registers/places"
)

// seal closes and opens withheld addresses: AES-256-GCM, with the table, the borough and
// the record bound in, so that a row put in another's place does not open.
type seal struct{ aead cipher.AEAD }

// newSeal makes a seal of a key of 32 bytes; the zero seal of none, which opens nothing.
func newSeal(key []byte) (seal, error) {
	if len(key) == 0 {
		return seal{}, nil
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return seal{}, err
	}
	aead, err := cipher.NewGCM(block)
	return seal{aead}, err
}

func bound(borough string, record RecordID) []byte {
	return []byte("people_withheld_address\x00" + borough + "\x00" + string(record))
}

func (s seal) close(borough string, record RecordID, a places.Address) (string, error) {
	if s.aead == nil {
		return "", noKey()
	}
	plain, err := json.Marshal(a)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, s.aead.NonceSize())
	rand.Read(nonce) // never fails
	return base64.StdEncoding.EncodeToString(s.aead.Seal(nonce, nonce, plain, bound(borough, record))), nil
}

func (s seal) open(borough string, record RecordID, sealed string) (a places.Address, err error) {
	if s.aead == nil {
		return a, noKey()
	}
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(raw) < s.aead.NonceSize() {
		return a, unopened()
	}
	nonce, body := raw[:s.aead.NonceSize()], raw[s.aead.NonceSize():]
	plain, err := s.aead.Open(nil, nonce, body, bound(borough, record))
	if err != nil {
		return a, unopened()
	}
	return a, json.Unmarshal(plain, &a)
}

func noKey() error {
	return fault.New(fault.Unavailable, "people.no-address-key", "Addresses cannot be withheld or read here: the key for them is missing. Ask whoever runs this system.")
}

func unopened() error {
	return fault.New(fault.Unavailable, "people.address-unopened", "This address cannot be read with the key that is here. Ask whoever runs this system to put the right key back.")
}
