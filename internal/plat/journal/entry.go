package journal

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"sync/atomic"
	"time"

	"kith/internal/kernel/ident"
)

// Entry is one thing that happened, as the feature that did it tells it.
type Entry struct {
	// Verb is a past phrase people read after the actor's name: "opened a need".
	Verb string
	// Topic is "<package>.<event>", such as "needs.opened". It is what
	// subscriptions and live pages ask for.
	Topic string
	// Subject is the record id of the person it is about, or "".
	Subject string
	// Objects are the records it concerns, besides the subject.
	Objects []Object
	// Data is a little more, for subscribers and readers of the account. It
	// never holds the contents of sensitive fields. Numbers come back as
	// float64.
	Data map[string]any
}

// Object names a record of some kind, such as {"task", id}.
type Object struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// ObjectID returns the id of the first object of the kind, or "".
func (e Entry) ObjectID(kind string) string {
	for _, o := range e.Objects {
		if o.Kind == kind {
			return o.ID
		}
	}
	return ""
}

// EntryID names an entry.
type EntryID = ident.ID[Entry]

// Sealed is an entry as the journal keeps it.
type Sealed struct {
	Entry
	ID EntryID
	// Borough is the borough in whose journal it stands.
	Borough string
	// Seq is its place in that journal, from 1 without gaps; 0 until it is
	// sealed, which takes a fraction of a second.
	Seq int64
	// At is the time of the transaction that told of it.
	At time.Time
	// Actor is the account, "public", or the name of the job that did it.
	Actor string
	// Purpose is why, as the caller gave it.
	Purpose string
	// Redacted tells that the subject, objects and data were erased since.
	Redacted bool
}

var made atomic.Uint32

func init() {
	var b [4]byte
	rand.Read(b[:]) // never fails: crypto/rand stops the program instead
	made.Store(binary.BigEndian.Uint32(b[:]))
}

// newID returns a UUID (RFC 9562, version 7, section 6.2, methods 1 and 3) of
// which those of one moment climb in the order they were made, also while
// other transactions make theirs. Entries of a transaction share its time and
// are sealed in the order of their ids, so they are told in the order they
// were recorded.
func newID(at time.Time) EntryID {
	ms := uint64(max(at.UnixMilli(), 0))
	fraction := uint64(at.Nanosecond()%1e6) << 12 / 1e6
	const turns = 1<<30 - 1
	var b [16]byte
	rand.Read(b[12:])
	binary.BigEndian.PutUint64(b[:8], ms<<16|7<<12|fraction)
	binary.BigEndian.PutUint32(b[8:12], 2<<30|made.Add(1)&turns)
	text := hex.EncodeToString(b[:])
	return EntryID(text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:])
}
