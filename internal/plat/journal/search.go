package journal

import (
	"encoding/binary"
	"encoding/hex"
	"time"

	"kith/internal/plat/db"
)

// What a search is for.
type What string

// What there is to search for.
const (
	Everything What = ""        // whatever happened
	Looked     What = "looked"  // who looked at what
	TookOut    What = "out"     // what left the program: exports, prints, lists, copies
	WasDone    What = "changed" // all that was done
)

// Query narrows the journal. The zero Query is all of it.
type Query struct {
	Actor    string   // "" is anybody
	Subjects []string // record ids; nil is anybody
	What     What
	From     time.Time // zero is from the beginning
	Until    time.Time // zero is to the end; the moment itself is not in it
	Before   EntryID   // go on behind this entry; "" begins with the newest
	Limit    int
}

const (
	looking = `(topic LIKE '%.read' OR topic LIKE '%.listed' OR topic LIKE '%.seen' OR topic LIKE '%.tried' OR topic LIKE '%.casework')`
	leaving = `(topic LIKE '%.exported' OR topic LIKE '%.printed' OR topic LIKE '%.taken' OR topic LIKE '%.released')`
)

// Search returns entries of the reader's borough, the newest first, as far as they are in
// the query. Ids begin with their time, so that a period is a range of them.
func Search(r db.Reader, q Query) ([]Sealed, error) {
	where, args := `borough_id = ?`, []any{r.Borough()}
	and := func(cond string, more ...any) { where, args = where+` AND `+cond, append(args, more...) }
	if q.Actor != "" {
		and(`actor = ?`, q.Actor)
	}
	if q.Subjects != nil {
		marks, ids := db.In(q.Subjects)
		and(`subject <> '' AND subject IN (`+marks+`)`, ids...)
	}
	switch q.What {
	case Looked:
		and(looking)
	case TookOut:
		and(leaving)
	case WasDone:
		and(`NOT ` + looking)
	}
	if !q.From.IsZero() {
		and(`id >= ?`, firstID(q.From))
	}
	if !q.Until.IsZero() {
		and(`id < ?`, firstID(q.Until))
	}
	if q.Before != "" {
		and(`id < ?`, q.Before)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM journal_entry WHERE `+where+` ORDER BY id DESC LIMIT ?`, append(args, q.Limit)...)
	return db.Collect(rows, err, scanSealed)
}

// firstID is before every id made at a time or later, and after those made before its
// millisecond.
func firstID(at time.Time) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(max(at.UnixMilli(), 0))<<16)
	text := hex.EncodeToString(b[:6])
	return text[:8] + "-" + text[8:]
}
