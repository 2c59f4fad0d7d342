package secondperson

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

const columns = `a.id, a.kind, a.record_id, a.neighbourhood, a.reason, a.asked_by, a.asked_name, a.asked_at, a.decided_by, a.decided_name, a.decided_at, a.agreed, a.why`

// most is how many asks a list shows.
const most = 100

type scanner interface{ Scan(dest ...any) error }

func scan(row scanner) (a Ask, err error) {
	var at db.Time
	var decided db.NullTime
	err = row.Scan(&a.ID, &a.Kind, &a.Record, &a.Neighbourhood, &a.Reason, &a.By, &a.ByName, &at, &a.DecidedBy, &a.DecidedName, &decided, &a.Agreed, &a.Why)
	a.At, a.DecidedAt = at.Time, decided.Time
	return a, err
}

func insert(tx *db.Tx, a Ask) error {
	_, err := tx.Exec(`INSERT INTO secondperson_ask (borough_id, id, kind, record_id, neighbourhood, reason, asked_by, asked_name, asked_at)
		VALUES (?,?,?,?,?,?,?,?,?)`, tx.Borough(), a.ID, a.Kind, a.Record, a.Neighbourhood, a.Reason, a.By, a.ByName, a.At)
	return err
}

func byID(r db.Reader, id ID) (Ask, error) {
	a, err := scan(r.QueryRow(`SELECT `+columns+` FROM secondperson_ask a WHERE a.borough_id = ? AND a.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "secondperson.no-such", "Nobody asks for this.")
	}
	return a, err
}

func lastOf(r db.Reader, kind Kind, records []string, account string) (a Ask, found bool, err error) {
	marks, ids := db.In(records)
	args := append([]any{r.Borough(), account, kind}, ids...)
	a, err = scan(r.QueryRow(`SELECT `+columns+` FROM secondperson_ask a
		WHERE a.borough_id = ? AND a.asked_by = ? AND a.kind = ? AND a.record_id IN (`+marks+`) ORDER BY a.asked_at DESC, a.id DESC LIMIT 1`, args...))
	if errors.Is(err, db.ErrNoRows) {
		return a, false, nil
	}
	return a, err == nil, err
}

// within is the condition that an ask is of one of the neighbourhoods; nil is all of them.
func within(hoods []string) (string, []any) {
	if hoods == nil {
		return "1 = 1", nil
	}
	marks, args := db.In(hoods)
	return "a.neighbourhood IN (" + marks + ")", args
}

func waiting(r db.Reader, hoods []string, but string, since time.Time) ([]Ask, error) {
	cond, args := within(hoods)
	rows, err := r.Query(`SELECT `+columns+` FROM secondperson_ask a
		WHERE a.borough_id = ? AND a.decided_at IS NULL AND a.asked_by <> ? AND a.asked_at > ? AND `+cond+` ORDER BY a.asked_at, a.id LIMIT ?`,
		append(append([]any{r.Borough(), but, since}, args...), most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Ask, error) { return scan(rows) })
}

func decided(r db.Reader, hoods []string) ([]Ask, error) {
	cond, args := within(hoods)
	rows, err := r.Query(`SELECT `+columns+` FROM secondperson_ask a
		WHERE a.borough_id = ? AND a.decided_at IS NOT NULL AND `+cond+` ORDER BY a.decided_at DESC, a.id DESC LIMIT ?`,
		append(append([]any{r.Borough()}, args...), most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Ask, error) { return scan(rows) })
}

// decide keeps the decision where none is kept; first is false when somebody was quicker.
func decide(tx *db.Tx, id ID, who access.Principal, agree bool, why string) (first bool, err error) {
	n, err := tx.Exec(`UPDATE secondperson_ask SET decided_by = ?, decided_name = ?, decided_at = ?, agreed = ?, why = ?
		WHERE borough_id = ? AND id = ? AND decided_at IS NULL AND asked_by <> ?`, who.Account, who.Name, tx.Now(), agree, why, tx.Borough(), id, who.Account)
	return n == 1, err
}
