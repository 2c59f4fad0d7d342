package ident

import (
	"encoding/base64"
	"fmt"
	"io"
)

// NewCode returns a six-digit code, as text with leading zeros, which lets the
// asker see how their request stands. It is short enough to read out, so
// whoever checks it must limit tries. It panics when rand fails.
func NewCode(rand io.Reader) string {
	return fmt.Sprintf("%06d", drawUint64(rand)%1_000_000)
}

// NewToken returns 32 random bytes as 43 characters of unpadded base64url, for
// sign-in sessions and single-use links. Stores keep only its hash. It panics
// when rand fails.
func NewToken(rand io.Reader) string {
	var b [32]byte
	if _, err := io.ReadFull(rand, b[:]); err != nil {
		panic(fmt.Sprintf("ident: random source failed: %v", err))
	}
	return base64.RawURLEncoding.EncodeToString(b[:])
}
