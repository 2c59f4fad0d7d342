package journal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"time"
)

// signer makes the marks that whoever has the database, but not the key,
// cannot make.
type signer []byte

// sum returns the HMAC-SHA-256 of fields, each with its length so that no two
// lists run into the same bytes, for a use named by label.
func (s signer) sum(label string, fields ...string) string {
	var room [1024]byte
	said := append(binary.BigEndian.AppendUint64(room[:0], uint64(len(label))), label...)
	for _, f := range fields {
		said = append(binary.BigEndian.AppendUint64(said, uint64(len(f))), f...)
	}
	h := hmac.New(sha256.New, s)
	h.Write(said)
	var sum [sha256.Size]byte
	return base64.RawURLEncoding.EncodeToString(h.Sum(sum[:0]))
}

// entry signs what an entry says. Its number is not part of it: that is the
// chain's.
func (s signer) entry(r row) string {
	return s.sum("entry", r.borough, r.id, instant(r.at), r.actor, r.purpose,
		r.verb, r.topic, r.subject, r.objects, r.data)
}

// redaction signs what is left of an erased entry, together with the mark of
// what it said before.
func (s signer) redaction(r row) string {
	return s.sum("redaction", r.borough, r.id, instant(r.at), r.actor, r.purpose,
		r.verb, r.topic, r.subject, r.objects, r.data, r.mac)
}

// link chains an entry to the one before it.
func (s signer) link(borough, before string, seq int64, mac string) string {
	return s.sum("chain", borough, before, number(seq), mac)
}

// head signs where a borough's chain ends, so that rows cut off the end cannot
// be covered up by moving the end.
func (s signer) head(borough string, h head) string {
	return s.sum("head", borough, number(h.seq), h.chain)
}

// says tells whether the entry still says what was recorded, or was erased by
// Redact.
func (s signer) says(r row) bool {
	if r.redaction != "" {
		return same(r.redaction, s.redaction(r))
	}
	return same(r.mac, s.entry(r))
}

func same(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

func number(n int64) string { return strconv.FormatInt(n, 10) }

// instantForm is how a time is signed: UTC, to the microsecond.
const instantForm = "2006-01-02T15:04:05.000000Z"

func instant(at time.Time) string { return at.UTC().Format(instantForm) }
