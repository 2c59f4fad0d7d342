package messages

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

const columns = `m.id, COALESCE(m.record_id, ''), m.to_kind, m.to_id, m.neighbourhood, m.purpose, m.templates, m.channels, m.about_kind, m.about_id, m.fields,
	m.dedupe_key, m.reply, m.restricted, m.queued_by, m.queued_at, m.not_after, m.state, m.next_at, m.attempts, m.round,
	m.unclear, m.tried, m.channel, m.template, m.language, m.carrier, m.carrier_id, m.sent_at, m.settled_at, m.reason,
	m.subject, m.body, m.version`

type scanner interface{ Scan(dest ...any) error }

func scanMessage(row scanner) (m Message, err error) {
	var templates db.JSON[[]string]
	var channels, tried db.JSON[[]Channel]
	var fields db.JSON[map[string]string]
	var queued, next db.Time
	var notAfter, sent, settled db.NullTime
	err = row.Scan(&m.ID, &m.Record, &m.To.Kind, &m.To.ID, &m.Neighbourhood, &m.Purpose, &templates, &channels, &m.About.Kind, &m.About.ID, &fields,
		&m.Key, &m.Reply, &m.Restricted, &m.QueuedBy, &queued, &notAfter, &m.State, &next, &m.Attempts, &m.Round,
		&m.Unclear, &tried, &m.Channel, &m.Template, &m.Language, &m.Carrier, &m.CarrierID, &sent, &settled, &m.Reason,
		&m.Subject, &m.Body, &m.Version)
	m.Templates, m.Channels, m.Tried, m.Fields = templates.V, channels.V, tried.V, fields.V
	m.QueuedAt, m.NextAt, m.NotAfter, m.SentAt, m.SettledAt = queued.Time, next.Time, notAfter.Time, sent.Time, settled.Time
	return m, err
}

// insertMessage keeps a new message. It reports false when its key was used before.
func insertMessage(tx *db.Tx, m Message) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO messages_outbox (borough_id, id, record_id, to_kind, to_id, neighbourhood, purpose, templates, channels,
		about_kind, about_id, fields, dedupe_key, reply, restricted, queued_by, queued_at, not_after, state, next_at, attempts,
		round, unclear, tried, channel, template, language, carrier, carrier_id, settled_at, reason, subject, body, version)
		VALUES (?,?,NULLIF(?,''),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,0,?,?,'','','','','',?,?,'','',1) ON CONFLICT DO NOTHING`,
		tx.Borough(), m.ID, string(m.Record), m.To.Kind, m.To.ID, m.Neighbourhood, m.Purpose, db.JSONOf(m.Templates), db.JSONOf(m.Channels),
		m.About.Kind, m.About.ID, db.JSONOf(m.Fields), m.Key, m.Reply, m.Restricted, m.QueuedBy, m.QueuedAt,
		db.NullTimeOf(m.NotAfter), m.State, m.NextAt, false, db.JSONOf(m.Tried), db.NullTimeOf(m.SettledAt), m.Reason)
	return n == 1, err
}

func messageByID(r db.Reader, id ID) (Message, error) {
	m, err := scanMessage(r.QueryRow(`SELECT `+columns+` FROM messages_outbox m WHERE m.borough_id = ? AND m.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchMessage()
	}
	return m, err
}

func noSuchMessage() error {
	return fault.New(fault.NotFound, "messages.no-such", "There is no such message, or you may not see it.")
}

// claimMessage takes a message that is due, or that another node took and did not finish.
func claimMessage(tx *db.Tx, m Message, until time.Time) (bool, error) {
	n, err := tx.Exec(`UPDATE messages_outbox SET state = ?, attempts = ?, unclear = ?, claimed_until = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?
		AND (state = ? AND next_at <= ? OR state = ? AND claimed_until < ?)`,
		Sending, m.Attempts, m.Unclear, until, tx.Borough(), m.ID, m.Version, Queued, tx.Now(), Sending, tx.Now())
	return n == 1, err
}

// keepTry keeps how a message is about to go, before it does.
func keepTry(tx *db.Tx, m Message) error {
	return changed(tx.Exec(`UPDATE messages_outbox SET channel = ?, template = ?, language = ?, subject = ?, body = ?, unclear = ?,
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		m.Channel, m.Template, m.Language, m.Subject, m.Body, m.Unclear, tx.Borough(), m.ID, m.Version))
}

// saveMessage keeps how a message stands. It is [fault.Stale] when somebody else has changed
// it meanwhile.
func saveMessage(tx *db.Tx, m Message) error {
	return changed(tx.Exec(`UPDATE messages_outbox SET state = ?, next_at = ?, claimed_until = NULL, attempts = ?, round = ?,
		unclear = ?, tried = ?, channel = ?, template = ?, language = ?, carrier = ?, carrier_id = ?, sent_at = ?,
		settled_at = ?, reason = ?, subject = ?, body = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`,
		m.State, m.NextAt, m.Attempts, m.Round, m.Unclear, db.JSONOf(m.Tried), m.Channel, m.Template, m.Language, m.Carrier,
		m.CarrierID, db.NullTimeOf(m.SentAt), db.NullTimeOf(m.SettledAt), m.Reason, m.Subject, m.Body,
		tx.Borough(), m.ID, m.Version))
}

func changed(n int64, err error) error {
	if err == nil && n != 1 {
		err = fault.New(fault.Stale, "messages.changed", "This message has changed since you opened it. Reload the page.")
	}
	return err
}

// dueMessages lists what is due, the longest due first.
func dueMessages(r db.Reader, now time.Time, limit int) ([]ID, error) {
	rows, err := r.Query(`SELECT m.id FROM messages_outbox m WHERE m.borough_id = ?
		AND (m.state = ? AND m.next_at <= ? OR m.state = ? AND m.claimed_until < ?) ORDER BY m.next_at, m.id LIMIT ?`,
		r.Borough(), Queued, now, Sending, now, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (id ID, err error) { return id, rows.Scan(&id) })
}

// sentBetween lists messages that their carrier has had for a while and said nothing of.
func sentBetween(r db.Reader, from, until time.Time, limit int) ([]Message, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM messages_outbox m WHERE m.borough_id = ? AND m.sent_at >= ? AND m.sent_at < ?
		AND m.state = ? AND m.carrier = ? ORDER BY m.sent_at LIMIT ?`, r.Borough(), from, until, Sent, "notify", limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Message, error) { return scanMessage(rows) })
}

// forgetWords takes the words away of messages from before a time, so many at most of each
// sort, and returns of how many.
func forgetWords(tx *db.Tx, before time.Time, limit int) (int64, error) {
	ours, err := tx.Exec(`UPDATE messages_outbox SET body = '', fields = '', subject = '' WHERE borough_id = ? AND id IN (
		SELECT m.id FROM messages_outbox m WHERE m.borough_id = ? AND m.queued_at < ? AND m.state NOT IN (?,?)
		AND (m.body <> '' OR m.subject <> '') LIMIT ?)`, tx.Borough(), tx.Borough(), before, Queued, Sending, limit)
	if err != nil {
		return 0, err
	}
	theirs, err := tx.Exec(`UPDATE messages_inbound SET body = '' WHERE borough_id = ? AND id IN (
		SELECT i.id FROM messages_inbound i WHERE i.borough_id = ? AND i.received_at < ? AND i.body <> '' LIMIT ?)`,
		tx.Borough(), tx.Borough(), before, limit)
	return ours + theirs, err
}

// messagesOf lists what was written to a person, the latest first.
func messagesOf(r db.Reader, records []people.RecordID, limit int) ([]Message, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT `+columns+` FROM messages_outbox m WHERE m.borough_id = ? AND m.record_id IN (`+marks+`)
		ORDER BY m.queued_at DESC, m.id DESC LIMIT ?`, append(append([]any{r.Borough()}, ids...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Message, error) { return scanMessage(rows) })
}

// messagesTo lists what was written for a purpose to an addressee, the latest first.
func messagesTo(r db.Reader, to journal.Object, p Purpose, limit int) ([]Message, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM messages_outbox m WHERE m.borough_id = ? AND m.to_kind = ? AND m.to_id = ? AND m.purpose = ?
		ORDER BY m.queued_at DESC, m.id DESC LIMIT ?`, r.Borough(), to.Kind, to.ID, p, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Message, error) { return scanMessage(rows) })
}

// visibleMessage returns a message and whether somebody may see whom it is to. People told
// to all who look after messages, such as administrators of the whole borough, see the
// person's record only where they may see the person.
func visibleMessage(r db.Reader, who access.Principal, id ID) (m Message, visible bool, err error) {
	if m, err = messageByID(r, id); err != nil || m.Record == "" {
		return m, err == nil, err
	}
	cond, args := seen(who)
	var n int
	err = r.QueryRow(`SELECT COUNT(*) FROM people_record p WHERE p.borough_id = ? AND p.id = ? AND `+cond,
		append([]any{r.Borough(), m.Record}, args...)...).Scan(&n)
	return m, n > 0, err
}

// messagesIn lists messages in some states, the latest first. hoods are the neighbourhoods
// they may be of; nil is any.
func messagesIn(r db.Reader, who access.Principal, hoods []string, states []State, limit int) ([]Message, error) {
	where, args := within(r, who, hoods)
	marks, values := db.In(states)
	rows, err := r.Query(`SELECT `+columns+` FROM messages_outbox m LEFT JOIN people_record p ON p.borough_id = m.borough_id AND p.id = m.record_id
		WHERE m.borough_id = ? AND `+where+` AND m.state IN (`+marks+`) ORDER BY m.queued_at DESC, m.id DESC LIMIT ?`,
		append(append(args, values...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Message, error) { return scanMessage(rows) })
}

// seen is the condition on people_record, under the alias p, for those whose messages
// somebody may look after. Administrators see messages, and of nobody who they are: no list
// of messages names anybody.
func seen(who access.Principal) (string, []any) {
	if who.HasFor("", access.Admin) && !people.Cleared(who) {
		return "p.restricted = FALSE", nil
	}
	return people.Visible(who)
}

// within is the condition on messages_outbox, under the alias m, with the person's record
// under p, for those somebody may be shown, with the borough first among its values.
func within(r db.Reader, who access.Principal, hoods []string) (string, []any) {
	cond, args := seen(who)
	cond = "(m.record_id IS NULL OR " + cond + ")"
	args = append([]any{r.Borough()}, args...)
	if hoods == nil {
		return cond, args
	}
	marks, ids := db.In(hoods)
	return cond + ` AND m.neighbourhood IN (` + marks + `)`, append(args, ids...)
}

func countStates(r db.Reader, who access.Principal, hoods []string) (map[State]int, error) {
	where, args := within(r, who, hoods)
	rows, err := r.Query(`SELECT m.state, COUNT(*) FROM messages_outbox m LEFT JOIN people_record p ON p.borough_id = m.borough_id AND p.id = m.record_id
		WHERE m.borough_id = ? AND `+where+` GROUP BY m.state`, args...)
	counts := map[State]int{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (s State, err error) {
		var n int
		err = rows.Scan(&s, &n)
		counts[s] = n
		return s, err
	})
	return counts, err
}

// usedKeys are those of the keys that a message has.
func usedKeys(r db.Reader, keys []string) (map[string]bool, error) {
	marks, values := db.In(keys)
	rows, err := r.Query(`SELECT m.dedupe_key FROM messages_outbox m WHERE m.borough_id = ? AND m.dedupe_key IN (`+marks+`)`,
		append([]any{r.Borough()}, values...)...)
	used := map[string]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (key string, err error) {
		err = rows.Scan(&key)
		used[key] = true
		return key, err
	})
	return used, err
}
