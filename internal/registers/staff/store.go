package staff

import (
	"errors"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
)

const columns = `w.id, w.name, w.employer, w.home_service, w.email, w.phone, w.neighbourhood, w.skills, w.free, w.keeps, w.asks, w.most, w.reach,
	w.base, w.postcode, w.place, w.lent_from, w.lent_to, w.standing, w.standing_at, w.standing_why, w.trained, w.refreshed_on, w.call_within,
	w.account_id, w.version`

type scanner interface{ Scan(dest ...any) error }

func scanWorker(row scanner) (w Worker, err error) {
	var skills, keeps, trained db.JSON[[]string]
	var place db.JSON[*grid.Point]
	var at db.Time
	err = row.Scan(&w.ID, &w.Name, &w.Employer, &w.Home, &w.Email, &w.Phone, &w.Neighbourhood, &skills, &w.Free, &keeps, &w.Asks, &w.Most, &w.Reach,
		&w.Base, &w.Postcode, &place, &w.From, &w.To, &w.Standing, &at, &w.Why, &trained, &w.Reserved.Refreshed, &w.Reserved.Within,
		&w.Account, &w.Version)
	w.Skills, w.Keeps, w.Reserved.For, w.At, w.StandingAt = skills.V, keeps.V, trained.V, place.V, at.Time
	return w, err
}

func insert(tx *db.Tx, w Worker) error {
	_, err := tx.Exec(`INSERT INTO staff_worker (borough_id, id, name, name_key, employer, home_service, email, email_key, phone, neighbourhood,
		skills, free, keeps, asks, most, reach, base, postcode, place, lent_from, lent_to, standing, standing_at, standing_why, trained,
		refreshed_on, call_within, account_id, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), w.ID, w.Name, fold(w.Name), w.Employer, w.Home, w.Email, fold(w.Email), w.Phone, w.Neighbourhood,
		db.JSONOf(w.Skills), int64(w.Free), db.JSONOf(w.Keeps), w.Asks, w.Most, w.Reach, w.Base, w.Postcode, db.JSONOf(w.At), w.From, w.To,
		w.Standing, w.StandingAt, w.Why, db.JSONOf(w.Reserved.For), w.Reserved.Refreshed, w.Reserved.Within, w.Account, w.Version)
	return err
}

// fold is text as it is compared and sorted.
func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// updateDetails writes what was changed, unless somebody else did since the version was read.
func updateDetails(tx *db.Tx, w Worker) (bool, error) {
	n, err := tx.Exec(`UPDATE staff_worker SET name = ?, name_key = ?, employer = ?, home_service = ?, email = ?, email_key = ?, phone = ?,
		neighbourhood = ?, skills = ?, free = ?, keeps = ?, asks = ?, most = ?, reach = ?, base = ?, postcode = ?, place = ?, lent_from = ?,
		lent_to = ?, account_id = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		w.Name, fold(w.Name), w.Employer, w.Home, w.Email, fold(w.Email), w.Phone, w.Neighbourhood, db.JSONOf(w.Skills), int64(w.Free),
		db.JSONOf(w.Keeps), w.Asks, w.Most, w.Reach, w.Base, w.Postcode, db.JSONOf(w.At), w.From, w.To, w.Account,
		tx.Borough(), w.ID, w.Version)
	return n == 1, err
}

// updateStanding writes how somebody stands, unless somebody else changed them.
func updateStanding(tx *db.Tx, w Worker) (bool, error) {
	n, err := tx.Exec(`UPDATE staff_worker SET standing = ?, standing_at = ?, standing_why = ?, trained = ?, refreshed_on = ?, call_within = ?,
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		w.Standing, w.StandingAt, w.Why, db.JSONOf(w.Reserved.For), w.Reserved.Refreshed, w.Reserved.Within, tx.Borough(), w.ID, w.Version)
	return n == 1, err
}

func noSuch(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return fault.New(fault.NotFound, "staff.no-such", "There is nobody like this on the staff list.")
	}
	return err
}

func byID(r db.Reader, id ID) (Worker, error) {
	w, err := scanWorker(r.QueryRow(`SELECT `+columns+` FROM staff_worker w WHERE w.borough_id = ? AND w.id = ?`, r.Borough(), id))
	return w, noSuch(err)
}

// held reads somebody and makes everybody else who changes them or their shifts wait.
func held(tx *db.Tx, id ID) (Worker, error) {
	var one int
	err := tx.QueryRow(`SELECT 1 FROM staff_worker WHERE borough_id = ? AND id = ?`+tx.Dialect().ForUpdate(), tx.Borough(), id).Scan(&one)
	if err != nil {
		return Worker{}, noSuch(err)
	}
	return byID(tx, id)
}

// byAccount finds whose an account is, or else, where theirs was not named, whose work
// e-mail it signs in with.
func byAccount(r db.Reader, id accounts.ID, email string) (w Worker, found bool, err error) {
	w, err = scanWorker(r.QueryRow(`SELECT `+columns+` FROM staff_worker w WHERE w.borough_id = ?
		AND (w.account_id = ? OR w.account_id = '' AND w.email_key = ?) ORDER BY w.account_id DESC LIMIT 1`, r.Borough(), id, fold(email)))
	if errors.Is(err, db.ErrNoRows) {
		return Worker{}, false, nil
	}
	return w, err == nil, err
}

// list reads those of some neighbourhoods, by name; nil is all of them.
func list(r db.Reader, hoods []string) ([]Worker, error) {
	where, args := "", []any{r.Borough()}
	if hoods != nil {
		marks, ids := db.In(hoods)
		where, args = ` AND w.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM staff_worker w WHERE w.borough_id = ?`+where+` ORDER BY w.name_key, w.id LIMIT ?`, append(args, Most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Worker, error) { return scanWorker(rows) })
}

// Done is an item of somebody's induction that they had.
type Done struct {
	Item string
	At   time.Time
	By   string // account
}

func inductionOf(r db.Reader, id ID) ([]Done, error) {
	rows, err := r.Query(`SELECT item, done_at, done_by FROM staff_induction WHERE borough_id = ? AND worker_id = ? ORDER BY done_at, item`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (d Done, err error) {
		var at db.Time
		err = rows.Scan(&d.Item, &at, &d.By)
		d.At = at.Time
		return d, err
	})
}

func insertDone(tx *db.Tx, id ID, item string) error {
	_, err := tx.Exec(`INSERT INTO staff_induction (borough_id, worker_id, item, done_at, done_by) VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), id, item, tx.Now(), tx.Actor())
	return err
}

// deleteDone forgets an induction, so that it is done anew.
func deleteDone(tx *db.Tx, id ID, item string) error {
	_, err := tx.Exec(`DELETE FROM staff_induction WHERE borough_id = ? AND worker_id = ? AND item = ?`, tx.Borough(), id, item)
	return err
}

// countEmails counts which of some work e-mails are on the list.
func countEmails(r db.Reader, keys []string) (n int, err error) {
	marks, args := db.In(keys)
	err = r.QueryRow(`SELECT COUNT(*) FROM staff_worker WHERE borough_id = ? AND email_key IN (`+marks+`)`, append([]any{r.Borough()}, args...)...).Scan(&n)
	return n, err
}
