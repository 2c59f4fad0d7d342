package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"kith/internal/plat/db"
)

// HappenedAt names, in the data of an entry, when that happened which was entered later.
const HappenedAt = "happened_at"

// Record tells of one thing that the transaction does: actor, purpose, borough
// and time are the transaction's. The entry is kept if and only if the
// transaction is, and it is one INSERT.
//
// What is entered later than it happened keeps the time it was written, and says in its data
// when it happened, as "happened_at".
//
// An entry without a verb, a topic or a borough is a mistake in the program and
// an error.
func Record(tx *db.Tx, e Entry) error {
	if silent() {
		return nil
	}
	caller := db.Caller{Borough: tx.Borough(), Actor: tx.Actor(), Purpose: tx.Purpose()}
	if tx.Late() {
		e.Data = maps.Clone(e.Data)
		if e.Data == nil {
			e.Data = map[string]any{}
		}
		e.Data[HappenedAt] = tx.Now().Format(time.RFC3339)
	}
	r, err := rowOf(tx.Written(), caller, e)
	if err != nil {
		return err
	}
	return insert(tx, r)
}

// row is an entry as it stands in the table.
type row struct {
	borough, id                          string
	at                                   time.Time
	actor, purpose, verb, topic, subject string
	objects, data                        string
	mac                                  string
	seq                                  int64  // 0 until sealed
	chain, redaction                     string // "" when there is none
}

// rowOf returns an entry as it is to be kept, still without its mark.
func rowOf(at time.Time, caller db.Caller, e Entry) (row, error) {
	if e.Verb == "" || e.Topic == "" || caller.Borough == "" {
		return row{}, fmt.Errorf("journal: an entry needs a verb, a topic and a borough: %q, %q, %q", e.Verb, e.Topic, caller.Borough)
	}
	objects, err := encodeObjects(e.Objects)
	if err != nil {
		return row{}, fmt.Errorf("journal: the objects of %s: %w", e.Topic, err)
	}
	data, err := encodeData(e.Data)
	if err != nil {
		return row{}, fmt.Errorf("journal: the data of %s: %w", e.Topic, err)
	}
	return row{
		borough: caller.Borough, id: string(newID(at)), at: at,
		actor: storable(caller.Actor), purpose: storable(caller.Purpose),
		verb: storable(e.Verb), topic: storable(e.Topic), subject: storable(e.Subject),
		objects: string(objects), data: string(data),
	}, nil
}

// storable drops what the database would refuse: an account of what happened
// is not given up for a stray byte in a reason somebody typed.
func storable(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}

func insert(tx *db.Tx, r row) error {
	key, err := tx.SigningKey()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO journal_entry
		(borough_id, id, at, actor, purpose, verb, topic, subject, objects, data, mac)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.borough, r.id, r.at, r.actor, r.purpose, r.verb, r.topic, r.subject, r.objects, r.data,
		signer(key).entry(r))
	return err
}

// columns are what scanRow reads.
const columns = `borough_id, id, at, actor, purpose, verb, topic, subject, objects, data, mac,
	COALESCE(seq, 0), COALESCE(chain, ''), redaction`

func scanRow(rows *db.Rows) (r row, err error) {
	err = rows.Scan(&r.borough, &r.id, &r.at, &r.actor, &r.purpose, &r.verb, &r.topic, &r.subject,
		&r.objects, &r.data, &r.mac, &r.seq, &r.chain, &r.redaction)
	return r, err
}

// scanSealed reads a row for those who want to know what it says.
func scanSealed(rows *db.Rows) (Sealed, error) {
	r, err := scanRow(rows)
	if err != nil {
		return Sealed{}, err
	}
	return r.sealed()
}

func (r row) sealed() (Sealed, error) {
	s := Sealed{
		Entry:   Entry{Verb: r.verb, Topic: r.topic, Subject: r.subject},
		ID:      EntryID(r.id),
		Borough: r.borough, Seq: r.seq, At: r.at, Actor: r.actor, Purpose: r.purpose,
		Redacted: r.redaction != "",
	}
	err := errors.Join(json.Unmarshal([]byte(r.objects), &s.Objects), json.Unmarshal([]byte(r.data), &s.Data))
	if err != nil {
		return s, fmt.Errorf("journal: entry %s cannot be read: %w", r.id, err)
	}
	return s, nil
}
