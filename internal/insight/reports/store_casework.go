package reports

import (
	"errors"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// mostCases is how many cases a page lists.
const mostCases = 200

// Whoever is marked as restricted is named to nobody here.
const caseColumns = `c.id, c.request_id, c.account_id, c.account_name, c.agreed, c.noted_at, q.reference, q.state, q.neighbourhood,
	q.received_at, q.first_contact_at, q.closed_at, q.record_id,
	CASE WHEN p.restricted THEN '' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END`

func scanCase(row interface{ Scan(...any) error }) (c Case, err error) {
	var noted, received db.Time
	var contacted, closed db.NullTime
	var given, family string
	err = row.Scan(&c.ID, &c.Request, &c.account, &c.Member, &c.Agreed, &noted, &c.Reference, &c.State, &c.neighbourhood,
		&received, &contacted, &closed, &c.record, &given, &family)
	c.NotedAt, c.ReceivedAt, c.ClosedAt, c.Spoken = noted.Time, received.Time, closed.Time, !contacted.IsZero()
	if given != "" || family != "" {
		c.Who = people.ShortName(given, family)
	}
	return c, err
}

func casesWhere(r db.Reader, cond string, args ...any) ([]Case, error) {
	rows, err := r.Query(`SELECT `+caseColumns+` FROM reports_casework c
		JOIN needs_request q ON q.borough_id = c.borough_id AND q.id = c.request_id
		JOIN people_record p ON p.borough_id = q.borough_id AND p.id = q.record_id
		WHERE c.borough_id = ? AND c.ended_at IS NULL AND `+cond+` ORDER BY c.noted_at DESC, c.id DESC LIMIT ?`,
		append(append([]any{r.Borough()}, args...), mostCases)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Case, error) { return scanCase(rows) })
}

func casesOf(r db.Reader, account string) ([]Case, error) {
	return casesWhere(r, `c.account_id = ?`, account)
}

// casesIn reads those of some neighbourhoods; nil is every one.
func casesIn(r db.Reader, hubs []string) ([]Case, error) {
	if hubs == nil {
		return casesWhere(r, `1 = 1`)
	}
	marks, ids := db.In(hubs)
	return casesWhere(r, `q.neighbourhood IN (`+marks+`)`, ids...)
}

func caseByID(r db.Reader, id CaseID) (Case, error) {
	c, err := scanCase(r.QueryRow(`SELECT `+caseColumns+` FROM reports_casework c
		JOIN needs_request q ON q.borough_id = c.borough_id AND q.id = c.request_id
		JOIN people_record p ON p.borough_id = q.borough_id AND p.id = q.record_id
		WHERE c.borough_id = ? AND c.id = ? AND c.ended_at IS NULL`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return Case{}, noCase
	}
	return c, err
}

func insertCase(tx *db.Tx, c Case) error {
	_, err := tx.Exec(`INSERT INTO reports_casework (borough_id, id, request_id, account_id, account_name, agreed, noted_at, ended_at, ended_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, NULL, '')`, tx.Borough(), c.ID, c.Request, c.account, c.Member, c.Agreed, c.NotedAt)
	return err
}

// endCase ends a case that has not ended, and says how many that was.
func endCase(tx *db.Tx, id CaseID, by string) (int64, error) {
	return tx.Exec(`UPDATE reports_casework SET ended_at = ?, ended_by = ? WHERE borough_id = ? AND id = ? AND ended_at IS NULL`,
		tx.Now(), by, tx.Borough(), id)
}
