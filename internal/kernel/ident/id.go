// Package ident makes and reads the names Kith gives to things: record ids for
// programs, references people say aloud, and secrets for links and status
// checks.
package ident

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"sync"
	"time"

	"kith/internal/kernel/fault"
)

// ID names a record of kind T: a UUID (RFC 9562, version 7) as lower-case
// text. T is a marker type, so that the id of a need cannot be handed where
// the id of a person is wanted. The empty ID names nothing.
//
// Ids of the same moment usually sort in the order they were made, which keeps
// indexes compact. They are never a cursor: id order is not commit order.
type ID[T any] string

// IsZero reports whether the id names nothing.
func (id ID[T]) IsZero() bool { return id == "" }

// String returns the id as text.
func (id ID[T]) String() string { return string(id) }

// New returns a fresh id stamped with at, to a quarter of a microsecond. It is
// safe for use by many goroutines and never returns the same id twice, however
// often the same time is given.
func New[T any](at time.Time) ID[T] {
	stamp := stampOf(at)
	return ID[T](format(stamp, tails.next(stamp)))
}

// Parse reads an id as it stands in a link or a file, in either case. It
// returns a fault of kind Invalid for anything that is not a UUID.
func Parse[T any](s string) (ID[T], error) {
	if !isUUID(s) {
		return "", fault.New(fault.Invalid, "ident.id",
			"This link is not complete. Go back, and open the record from its list.")
	}
	return ID[T](strings.ToLower(s)), nil
}

// stampOf packs at into 60 bits: 48 of Unix milliseconds and 12 of the
// fraction of a millisecond (RFC 9562, section 6.2, method 3).
func stampOf(at time.Time) uint64 {
	ms := max(at.UnixMilli(), 0)
	fraction := uint64(at.Nanosecond()%1e6) << 12 / 1e6
	return uint64(ms)<<12 | fraction
}

// tails hands out the random ends of all ids made by this process.
var tails tailSource

// tailSource remembers the last stamp, so that ids of one stamp can climb
// instead of being drawn afresh: a transaction has a single time, and what it
// writes should sort in the order it was written.
type tailSource struct {
	mu    sync.Mutex
	stamp uint64
	tail  uint64
}

// next returns the 62 bits that follow stamp. The step between two ids of one
// stamp is random, so that an id does not give away its neighbour.
func (s *tailSource) next(stamp uint64) uint64 {
	var random [8]byte
	rand.Read(random[:]) // never fails: crypto/rand stops the program instead
	draw := binary.BigEndian.Uint64(random[:])

	s.mu.Lock()
	defer s.mu.Unlock()
	const top = 1<<62 - 1
	if step := draw>>24 + 1; stamp == s.stamp && s.tail < top-step {
		s.tail += step
		return s.tail
	}
	// The highest bit stays clear to leave room to climb.
	s.stamp, s.tail = stamp, draw>>3
	return s.tail
}

// format writes the version and variant bits around stamp and tail.
func format(stamp, tail uint64) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], stamp>>12<<16|7<<12|stamp&0xfff)
	binary.BigEndian.PutUint64(b[8:], 2<<62|tail)
	var text [36]byte
	hex.Encode(text[0:8], b[0:4])
	hex.Encode(text[9:13], b[4:6])
	hex.Encode(text[14:18], b[6:8])
	hex.Encode(text[19:23], b[8:10])
	hex.Encode(text[24:36], b[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (s[i] == '-') || !dash && !isHex(s[i]) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
