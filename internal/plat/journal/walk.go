package journal

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash"
	"runtime"
	"strconv"
	"time"

	"kith/internal/plat/db"
)

// stretch is a run of rows that one goroutine reads and checks by itself: after and up to
// numbers. What became of it comes through done.
type stretch struct {
	after, upTo int64
	done        chan checked
}

// checked is what a stretch came to. A row that says what was recorded and follows the one
// before it is counted, and nothing is kept of it.
type checked struct {
	entries int64
	notable []verdict // the first row, and those that something is to be said of, in order
	last    verdict
	err     error
}

// verdict is what was found of one row.
type verdict struct {
	seq            int64
	before         int64 // the number of the row before it in the stretch; not known of the first
	id, mac, chain string
	says           bool // it says what was recorded
	follows        bool // it follows the row before it in the stretch; not known of the first
}

// abreast is how many stretches are read at once.
func abreast() int { return min(4, max(2, runtime.GOMAXPROCS(0))) }

// stretches reads the journal in stretches, several at once, and gives what became of each in
// order. Each gets the rows that are there, however far their numbers lie apart.
func (v *verification) stretches(each func(checked)) error {
	todo, order := make(chan stretch), make(chan stretch, abreast())
	stop := make(chan struct{})
	defer close(stop)
	var failed error
	for range abreast() {
		go func() {
			for s := range todo {
				s.done <- v.check(s)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(todo)
		failed = v.lay(todo, order, stop)
	}()
	for s := range order {
		c := <-s.done
		if c.err != nil {
			return c.err
		}
		each(c)
	}
	return failed
}

// lay finds where stretches end, from the index alone, and hands them out.
func (v *verification) lay(todo, order chan<- stretch, stop <-chan struct{}) error {
	for after := int64(0); ; {
		var upTo, rows int64
		err := v.r.QueryRow(`SELECT COALESCE(MAX(seq), 0), count(*) FROM (SELECT seq FROM journal_entry
			WHERE borough_id = ? AND seq > ? ORDER BY seq LIMIT ?) x`, v.borough, after, verifyBatch).Scan(&upTo, &rows) // borough_id = ? is inside
		if err != nil || rows == 0 {
			return err
		}
		s := stretch{after, upTo, make(chan checked, 1)}
		select {
		case order <- s:
		case <-stop:
			return nil
		}
		select {
		case todo <- s:
		case <-stop:
			s.done <- checked{}
			return nil
		}
		after = upTo
	}
}

// check reads and checks one stretch.
func (v *verification) check(s stretch) (c checked) {
	rows, err := v.r.Query(`SELECT id, at, actor, purpose, verb, topic, subject, objects, data, mac, seq, COALESCE(chain, ''), redaction
		FROM journal_entry WHERE borough_id = ? AND seq > ? AND seq <= ? ORDER BY seq`, v.borough, s.after, s.upTo)
	if err != nil {
		return checked{err: err}
	}
	defer rows.Close()
	w := newWalker(v.s, v.borough)
	for rows.Next() {
		if err := rows.Scan(w.into...); err != nil {
			return checked{err: fmt.Errorf("journal: a row between %d and %d: %w", s.after, s.upTo, err)}
		}
		says, follows := w.says(), c.entries > 0 && w.follows()
		if c.entries == 0 || !says || !follows || w.seq != w.before+1 {
			c.notable = append(c.notable, w.verdict(says, follows))
		}
		w.on()
		c.entries++
	}
	c.last = verdict{seq: w.before, chain: string(w.chain)}
	c.err = rows.Err()
	return c
}

// walker reads rows one after the other into the same memory and makes their marks with the
// same hash: of millions of rows, what is thrown away counts.
type walker struct {
	mac     hash.Hash
	borough []byte
	at      stamp
	seq     int64
	text    [11]sql.RawBytes // id actor purpose verb topic subject objects data mac chain redaction
	into    []any
	said    []byte // what is to be signed
	sum     []byte
	encoded [43]byte

	// Of the row before.
	before int64
	chain  []byte
}

// What stands where in the text of a walker.
const (
	rowID = iota
	rowActor
	rowPurpose
	rowVerb
	rowTopic
	rowSubject
	rowObjects
	rowData
	rowMAC
	rowChain
	rowRedaction
)

func newWalker(key signer, borough string) *walker {
	w := &walker{mac: hmac.New(sha256.New, key), borough: []byte(borough)}
	w.into = []any{
		&w.text[rowID], &w.at, &w.text[rowActor], &w.text[rowPurpose], &w.text[rowVerb], &w.text[rowTopic], &w.text[rowSubject],
		&w.text[rowObjects], &w.text[rowData], &w.text[rowMAC], &w.seq, &w.text[rowChain], &w.text[rowRedaction],
	}
	return w
}

// verdict is what is to be said of the row just read.
func (w *walker) verdict(says, follows bool) verdict {
	return verdict{
		seq: w.seq, before: w.before, id: string(w.text[rowID]), mac: string(w.text[rowMAC]), chain: string(w.text[rowChain]),
		says: says, follows: follows,
	}
}

// on goes on to the next row.
func (w *walker) on() { w.before, w.chain = w.seq, append(w.chain[:0], w.text[rowChain]...) }

// says is [signer.says].
func (w *walker) says() bool {
	label, mark := "entry", w.text[rowMAC]
	erased := len(w.text[rowRedaction]) > 0
	if erased {
		label, mark = "redaction", w.text[rowRedaction]
	}
	w.begin(label)
	w.add(w.borough)
	w.add(w.text[rowID])
	w.add(w.at)
	for _, field := range w.text[rowActor:rowMAC] {
		w.add(field)
	}
	if erased {
		w.add(w.text[rowMAC])
	}
	return hmac.Equal(w.end(), mark)
}

// follows is whether the row just read follows the row before.
func (w *walker) follows() bool {
	w.begin("chain")
	w.add(w.borough)
	w.add(w.chain)
	var digits [20]byte
	w.add(strconv.AppendInt(digits[:0], w.seq, 10))
	w.add(w.text[rowMAC])
	return hmac.Equal(w.end(), w.text[rowChain])
}

// begin, add and end are [signer.sum] in parts.
func (w *walker) begin(label string) {
	w.said = binary.BigEndian.AppendUint64(w.said[:0], uint64(len(label)))
	w.said = append(w.said, label...)
}

func (w *walker) add(field []byte) {
	w.said = binary.BigEndian.AppendUint64(w.said, uint64(len(field)))
	w.said = append(w.said, field...)
}

func (w *walker) end() []byte {
	w.mac.Reset()
	w.mac.Write(w.said)
	w.sum = w.mac.Sum(w.sum[:0])
	base64.RawURLEncoding.Encode(w.encoded[:], w.sum)
	return w.encoded[:]
}

// stamp is a time as it is signed. SQLite keeps the very text.
type stamp []byte

// Scan implements sql.Scanner.
func (s *stamp) Scan(src any) error {
	switch at := src.(type) {
	case string:
		*s = append((*s)[:0], at...)
	case []byte:
		*s = append((*s)[:0], at...)
	case time.Time:
		*s = at.UTC().AppendFormat((*s)[:0], instantForm)
	default:
		var parsed db.Time
		if err := parsed.Scan(src); err != nil {
			return err
		}
		*s = parsed.UTC().AppendFormat((*s)[:0], instantForm)
	}
	return nil
}
