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

// checked is what a stretch came to: its rows in order, and whether reading failed.
type checked struct {
	rows []verdict
	err  error
}

// verdict is what was found of one row.
type verdict struct {
	seq            int64
	id, mac, chain string
	says           bool // it says what was recorded
	follows        bool // it follows the row before it in the stretch; not known of the first
}

// abreast is how many stretches are read at once.
func abreast() int { return min(4, max(2, runtime.GOMAXPROCS(0))) }

// stretches reads the journal in stretches, several at once, and gives what became of each in
// order. Each gets the rows that are there, however far their numbers lie apart.
func (v *verification) stretches(each func([]verdict)) error {
	todo, order := make(chan stretch), make(chan stretch, abreast())
	stop := make(chan struct{})
	defer close(stop)
	var failed error
	for range abreast() {
		go func() {
			for s := range todo {
				rows, err := v.check(s)
				s.done <- checked{rows, err}
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
		each(c.rows)
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
func (v *verification) check(s stretch) (all []verdict, err error) {
	rows, err := v.r.Query(`SELECT id, at, actor, purpose, verb, topic, subject, objects, data, mac, seq, COALESCE(chain, ''), redaction
		FROM journal_entry WHERE borough_id = ? AND seq > ? AND seq <= ? ORDER BY seq`, v.borough, s.after, s.upTo)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	w := newWalker(v.s, v.borough)
	all = make([]verdict, 0, verifyBatch)
	for rows.Next() {
		if err := rows.Scan(w.into...); err != nil {
			return nil, fmt.Errorf("journal: a row between %d and %d: %w", s.after, s.upTo, err)
		}
		one := w.verdict()
		if n := len(all); n > 0 {
			one.follows = w.follows(all[n-1].chain)
		}
		all = append(all, one)
	}
	return all, rows.Err()
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
	sum     []byte
	encoded [43]byte
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

// verdict is what is to be said of the row just read, but for whether it follows the one
// before.
func (w *walker) verdict() verdict {
	return verdict{
		seq: w.seq, id: string(w.text[rowID]), mac: string(w.text[rowMAC]), chain: string(w.text[rowChain]), says: w.says(),
	}
}

// says is [signer.says].
func (w *walker) says() bool {
	label, mark := "entry", w.text[rowMAC]
	erased := len(w.text[rowRedaction]) > 0
	if erased {
		label, mark = "redaction", w.text[rowRedaction]
	}
	w.begin(label)
	for _, field := range [][]byte{w.borough, w.text[rowID], w.at, w.text[rowActor], w.text[rowPurpose], w.text[rowVerb], w.text[rowTopic], w.text[rowSubject], w.text[rowObjects], w.text[rowData]} {
		w.add(field)
	}
	if erased {
		w.add(w.text[rowMAC])
	}
	return hmac.Equal(w.end(), mark)
}

// follows is whether the row just read follows one whose chain came to before.
func (w *walker) follows(before string) bool {
	w.begin("chain")
	w.add(w.borough)
	w.add([]byte(before))
	w.add(strconv.AppendInt(nil, w.seq, 10))
	w.add(w.text[rowMAC])
	return hmac.Equal(w.end(), w.text[rowChain])
}

// begin, add and end are [signer.sum] in parts.
func (w *walker) begin(label string) {
	w.mac.Reset()
	w.add([]byte(label))
}

func (w *walker) add(field []byte) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(field)))
	w.mac.Write(length[:])
	w.mac.Write(field)
}

func (w *walker) end() []byte {
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
