package doorstep

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"kith/internal/kernel/fault"
)

// Sealed is something a phone wrote down at a door and closed for this program alone: nobody,
// the phone itself included, opens it without the program's key.
//
// The key it is closed with is agreed between a pair that the phone made for this one thing and
// the program's own pair (ECDH on P-256), and drawn from that by HKDF with SHA-256. It closes by
// AES-256-GCM, with whose it is and what it is bound in.
type Sealed struct {
	Account string `json:"account"` // whose
	Kind    string `json:"kind"`    // "outcome" or "photo"
	Key     string `json:"key"`     // names it: sent twice, it is one
	By      string `json:"by"`      // the program's key it is closed for: see [Service.PhoneKey]
	Pair    []byte `json:"pair"`    // the public half of the phone's pair, a point uncompressed
	Nonce   []byte `json:"nonce"`   // 12 bytes
	Box     []byte `json:"box"`
}

// sealInfo separates these keys from any other drawn from the same secret.
const sealInfo = "kith doorstep 1"

// OpensWith gives the service the key of 32 bytes by which it opens what phones send.
func (s *Service) OpensWith(key []byte) error {
	for n := byte(0); ; n++ { // one in 2^32 draws is no key of the curve
		seed, err := hkdf.Key(sha256.New, key, []byte{n}, sealInfo+" key", 32)
		if err != nil {
			return err
		}
		if s.seal, err = ecdh.P256().NewPrivateKey(seed); err == nil {
			return nil
		}
		if n == 255 {
			return err
		}
	}
}

// PhoneKey is the public half of that key, a point uncompressed, and its name.
func (s *Service) PhoneKey() (public []byte, name string) {
	if s.seal == nil {
		return nil, ""
	}
	public = s.seal.PublicKey().Bytes()
	sum := sha256.Sum256(public)
	return public, hex.EncodeToString(sum[:8])
}

// open reads what is sealed into v. What this program's key does not open, or what was changed
// on the way, is [fault.Invalid].
func (s *Service) open(e Sealed, v any) error {
	plain, err := s.opened(e)
	if err == nil {
		err = json.Unmarshal(plain, v)
	}
	if err != nil {
		return &fault.Error{Kind: fault.Invalid, Code: "rounds.sealed", Message: "This program cannot open what the phone sent. Keep the phone as it is, and tell your hub.", Err: err}
	}
	return nil
}

func (s *Service) opened(e Sealed) ([]byte, error) {
	if s.seal == nil {
		return nil, fault.New(fault.Internal, "rounds.no-key", "")
	}
	pair, err := ecdh.P256().NewPublicKey(e.Pair)
	if err != nil {
		return nil, err
	}
	secret, err := s.seal.ECDH(pair)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, secret, append(e.Pair[:len(e.Pair):len(e.Pair)], s.seal.PublicKey().Bytes()...), sealInfo, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	box, err := cipher.NewGCM(block)
	if err != nil || len(e.Nonce) != box.NonceSize() {
		return nil, fault.New(fault.Invalid, "rounds.nonce", "")
	}
	return box.Open(nil, e.Nonce, e.Box, []byte(sealInfo+"\n"+e.Account+"\n"+e.Kind+"\n"+e.Key))
}
