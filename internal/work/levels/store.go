package levels

import (
	"errors"

	"kith/internal/plat/db"
)

const decisionColumns = `d.number, d.place, d.level, d.was, d.reason, d.proposal_id, d.decided_at, d.decided_by, d.by_name`

func scanDecision(rows *db.Rows) (d Decision, err error) {
	var at db.Time
	err = rows.Scan(&d.Number, &d.Place, &d.Level, &d.Was, &d.Reason, &d.Proposal, &at, &d.By, &d.ByName)
	d.At = at.Time
	return d, err
}

// sinceTheBorough reads the decisions that still count, in order: the last for the whole
// borough, and those for neighbourhoods after it.
func sinceTheBorough(r db.Reader) ([]Decision, error) {
	rows, err := r.Query(`SELECT `+decisionColumns+` FROM levels_decision d WHERE d.borough_id = ? AND d.number >=
		(SELECT COALESCE(MAX(b.number), 0) FROM levels_decision b WHERE b.borough_id = ? AND b.place = '') ORDER BY d.number`, r.Borough(), r.Borough())
	return db.Collect(rows, err, scanDecision)
}

// history reads the last decisions, the newest first.
func history(r db.Reader, most int) ([]Decision, error) {
	rows, err := r.Query(`SELECT `+decisionColumns+` FROM levels_decision d WHERE d.borough_id = ? ORDER BY d.number DESC LIMIT ?`, r.Borough(), most)
	return db.Collect(rows, err, scanDecision)
}

func lastNumber(r db.Reader) (n int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(d.number), 0) FROM levels_decision d WHERE d.borough_id = ?`, r.Borough()).Scan(&n)
	return n, err
}

// insertDecision writes a decision, unless another took its number meanwhile.
func insertDecision(tx *db.Tx, d Decision) (bool, error) {
	n, err := tx.Exec(`INSERT INTO levels_decision (borough_id, number, place, level, was, reason, proposal_id, decided_at, decided_by, by_name)
		VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), d.Number, d.Place, d.Level, d.Was, d.Reason, d.Proposal, d.At, d.By, d.ByName)
	return n == 1, err
}

const proposalColumns = `p.id, p.place, p.level, p.cause, p.why, p.proposed_at, p.state, p.settled_at, p.settled_by, p.settled_why`

func scanProposal(row interface{ Scan(dest ...any) error }) (p Proposal, err error) {
	var at db.Time
	var settled db.NullTime
	err = row.Scan(&p.ID, &p.Place, &p.Level, &p.Cause, &p.Why, &at, &p.State, &settled, &p.SettledBy, &p.SettledWhy)
	p.At, p.SettledAt = at.Time, settled.Time
	return p, err
}

func openProposals(r db.Reader) ([]Proposal, error) {
	rows, err := r.Query(`SELECT `+proposalColumns+` FROM levels_proposal p WHERE p.borough_id = ? AND p.state = 'open' ORDER BY p.proposed_at, p.id`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Proposal, error) { return scanProposal(rows) })
}

func settledProposals(r db.Reader, most int) ([]Proposal, error) {
	rows, err := r.Query(`SELECT `+proposalColumns+` FROM levels_proposal p WHERE p.borough_id = ? AND p.state <> 'open' ORDER BY p.settled_at DESC, p.id LIMIT ?`, r.Borough(), most)
	return db.Collect(rows, err, func(rows *db.Rows) (Proposal, error) { return scanProposal(rows) })
}

func proposalByID(r db.Reader, id ProposalID) (Proposal, error) {
	p, err := scanProposal(r.QueryRow(`SELECT `+proposalColumns+` FROM levels_proposal p WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchProposal()
	}
	return p, err
}

func insertProposal(tx *db.Tx, p Proposal) (bool, error) {
	n, err := tx.Exec(`INSERT INTO levels_proposal (borough_id, id, place, level, cause, why, proposed_at, state, settled_by, settled_why)
		VALUES (?,?,?,?,?,?,?,'open','','') ON CONFLICT DO NOTHING`, tx.Borough(), p.ID, p.Place, p.Level, p.Cause, p.Why, p.At)
	return n == 1, err
}

// settleProposal ends an open proposal, unless somebody did before.
func settleProposal(tx *db.Tx, id ProposalID, to ProposalState, why string) (bool, error) {
	n, err := tx.Exec(`UPDATE levels_proposal SET state = ?, settled_at = ?, settled_by = ?, settled_why = ?
		WHERE borough_id = ? AND id = ? AND state = 'open'`, to, tx.Now(), tx.Actor(), why, tx.Borough(), id)
	return n == 1, err
}

func ticksOf(r db.Reader, number int64) (map[string]Tick, error) {
	rows, err := r.Query(`SELECT t.item, t.ticked_at, t.ticked_by, t.by_name FROM levels_tick t WHERE t.borough_id = ? AND t.number = ?`, r.Borough(), number)
	all := map[string]Tick{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (t Tick, err error) {
		var at db.Time
		var item string
		err = rows.Scan(&item, &at, &t.By, &t.ByName)
		t.At = at.Time
		all[item] = t
		return t, err
	})
	return all, err
}

func insertTick(tx *db.Tx, number int64, item string, t Tick) (bool, error) {
	n, err := tx.Exec(`INSERT INTO levels_tick (borough_id, number, item, ticked_at, ticked_by, by_name) VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), number, item, t.At, t.By, t.ByName)
	return n == 1, err
}

func deleteTick(tx *db.Tx, number int64, item string) (bool, error) {
	n, err := tx.Exec(`DELETE FROM levels_tick WHERE borough_id = ? AND number = ? AND item = ?`, tx.Borough(), number, item)
	return n == 1, err
}
