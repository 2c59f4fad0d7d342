package command

import (
	"encoding/json"

	"kith/internal/plat/db"
)

// sitting reads who sits in a group, in the order they came.
func sitting(r db.Reader, group string) ([]Member, error) {
	rows, err := r.Query(`SELECT m.id, m.name, m.part, m.email, m.account_id, m.added_at FROM command_member m
		WHERE m.borough_id = ? AND m.circle = ? AND m.left_at IS NULL ORDER BY m.added_at, m.id`, r.Borough(), group)
	return db.Collect(rows, err, func(rows *db.Rows) (m Member, err error) {
		var at db.Time
		err = rows.Scan(&m.ID, &m.Name, &m.Part, &m.Email, &m.Account, &at)
		m.At = at.Time
		return m, err
	})
}

func insertMember(tx *db.Tx, group string, m Member) error {
	_, err := tx.Exec(`INSERT INTO command_member (borough_id, id, circle, name, part, email, account_id, added_at, added_by, left_by) VALUES (?,?,?,?,?,?,?,?,?,'')`,
		tx.Borough(), m.ID, group, m.Name, m.Part, m.Email, m.Account, m.At, tx.Actor())
	return err
}

func leave(tx *db.Tx, group string, id MemberID) (bool, error) {
	n, err := tx.Exec(`UPDATE command_member SET left_at = ?, left_by = ? WHERE borough_id = ? AND circle = ? AND id = ? AND left_at IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), group, id)
	return n == 1, err
}

func nextDecision(r db.Reader, group string) (n int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(d.number), 0) + 1 FROM command_decision d WHERE d.borough_id = ? AND d.circle = ?`, r.Borough(), group).Scan(&n)
	return n, err
}

func insertDecision(tx *db.Tx, group string, d Decision) (bool, error) {
	n, err := tx.Exec(`INSERT INTO command_decision (borough_id, circle, number, decided_on, what, reasons, options, present, corrects, written_at, written_by, by_name)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), group, d.Number, d.On, d.What, d.Reasons, d.Options, d.Present, d.Corrects, d.At, d.By, d.ByName)
	return n == 1, err
}

func decisions(r db.Reader, group string) ([]Decision, error) {
	rows, err := r.Query(`SELECT d.number, d.decided_on, d.what, d.reasons, d.options, d.present, d.corrects, d.written_at, d.written_by, d.by_name FROM command_decision d
		WHERE d.borough_id = ? AND d.circle = ? ORDER BY d.number DESC`, r.Borough(), group)
	return db.Collect(rows, err, func(rows *db.Rows) (d Decision, err error) {
		var at db.Time
		err = rows.Scan(&d.Number, &d.On, &d.What, &d.Reasons, &d.Options, &d.Present, &d.Corrects, &at, &d.By, &d.ByName)
		d.At = at.Time
		return d, err
	})
}

func nextAction(r db.Reader, group string) (n int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(a.number), 0) + 1 FROM command_action a WHERE a.borough_id = ? AND a.circle = ?`, r.Borough(), group).Scan(&n)
	return n, err
}

func insertAction(tx *db.Tx, group string, a Action) (bool, error) {
	n, err := tx.Exec(`INSERT INTO command_action (borough_id, id, circle, number, decision, what, owner, due_on, state, note, made_at, made_by, closed_by, version)
		VALUES (?,?,?,?,?,?,?,?,?,'',?,?,'',?) ON CONFLICT DO NOTHING`,
		tx.Borough(), a.ID, group, a.Number, a.Decision, a.What, a.Owner, a.Due, a.State, tx.Now(), tx.Actor(), a.Version)
	return n == 1, err
}

func closeAction(tx *db.Tx, group string, id ActionID, version int64, to ActionState, note string) (bool, error) {
	n, err := tx.Exec(`UPDATE command_action SET state = ?, note = ?, closed_at = ?, closed_by = ?, version = version + 1
		WHERE borough_id = ? AND circle = ? AND id = ? AND version = ? AND state = 'open'`, to, note, tx.Now(), tx.Actor(), tx.Borough(), group, id, version)
	return n == 1, err
}

func actions(r db.Reader, group string) ([]Action, error) {
	rows, err := r.Query(`SELECT a.id, a.number, a.decision, a.what, a.owner, a.due_on, a.state, a.note, a.closed_at, a.version FROM command_action a
		WHERE a.borough_id = ? AND a.circle = ? ORDER BY a.number`, r.Borough(), group)
	return db.Collect(rows, err, func(rows *db.Rows) (a Action, err error) {
		var closed db.NullTime
		err = rows.Scan(&a.ID, &a.Number, &a.Decision, &a.What, &a.Owner, &a.Due, &a.State, &a.Note, &closed, &a.Version)
		a.ClosedAt = closed.Time
		return a, err
	})
}

const reportColumns = `p.number, p.on_day, p.figures, p.notes, p.plans, p.state, p.made_at, p.made_by, p.sent_at, p.sent_by, p.version`

func scanReport(row interface{ Scan(dest ...any) error }) (p Report, err error) {
	var figures db.JSON[[]Figure]
	var at db.Time
	var sent db.NullTime
	var state string
	err = row.Scan(&p.Number, &p.On, &figures, &p.Notes, &p.Plans, &state, &at, &p.By, &sent, &p.SentBy, &p.Version)
	p.Figures, p.At, p.SentAt, p.Sent = figures.V, at.Time, sent.Time, state == "sent"
	return p, err
}

func reports(r db.Reader, group string) ([]Report, error) {
	rows, err := r.Query(`SELECT `+reportColumns+` FROM command_report p WHERE p.borough_id = ? AND p.circle = ? ORDER BY p.number DESC`, r.Borough(), group)
	return db.Collect(rows, err, func(rows *db.Rows) (Report, error) { return scanReport(rows) })
}

func reportByNumber(r db.Reader, group string, number int64) (Report, error) {
	all, err := reports(r, group)
	for _, p := range all {
		if p.Number == number {
			return p, err
		}
	}
	if err == nil {
		err = noSuchReport()
	}
	return Report{}, err
}

func insertReport(tx *db.Tx, group string, p Report) (bool, error) {
	figures, err := json.Marshal(p.Figures)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(`INSERT INTO command_report (borough_id, circle, number, on_day, figures, notes, plans, state, made_at, made_by, sent_by, version)
		VALUES (?,?,?,?,?,'','','draft',?,?,'',?) ON CONFLICT DO NOTHING`, tx.Borough(), group, p.Number, p.On, string(figures), p.At, p.By, p.Version)
	return n == 1, err
}

// saveReport writes over a draft, unless somebody else did or sent it.
func saveReport(tx *db.Tx, group string, p Report, version int64) (bool, error) {
	figures, err := json.Marshal(p.Figures)
	if err != nil {
		return false, err
	}
	state, at, by := "draft", db.NullTime{}, ""
	if p.Sent {
		state, at, by = "sent", db.NullTimeOf(tx.Now()), tx.Actor()
	}
	n, err := tx.Exec(`UPDATE command_report SET on_day = ?, figures = ?, notes = ?, plans = ?, state = ?, sent_at = ?, sent_by = ?, version = version + 1
		WHERE borough_id = ? AND circle = ? AND number = ? AND version = ? AND state = 'draft'`,
		p.On, string(figures), p.Notes, p.Plans, state, at, by, tx.Borough(), group, p.Number, version)
	return n == 1, err
}
