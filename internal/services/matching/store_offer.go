package matching

import (
	"errors"

	"kith/internal/plat/db"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

const offerColumns = `o.id, o.task_id, o.volunteer_id, o.neighbourhood, o.state, o.reach, o.metres, o.on_day, o.part, o.made_at, o.made_by, o.until_at,
	o.answered_at, o.reason, o.version`

type scanner interface{ Scan(dest ...any) error }

func scanOffer(row scanner) (o Offer, err error) {
	var made, until db.Time
	var answered db.NullTime
	err = row.Scan(&o.ID, &o.Task, &o.Volunteer, &o.Hood, &o.State, &o.Reach, &o.Metres, &o.Slot.On, &o.Slot.Part, &made, &o.MadeBy, &until,
		&answered, &o.Reason, &o.Version)
	o.MadeAt, o.UntilAt, o.AnsweredAt = made.Time, until.Time, answered.Time
	return o, err
}

// insertOffer reports false when the volunteer was asked for this before.
func insertOffer(tx *db.Tx, o Offer) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO matching_offer (borough_id, id, task_id, volunteer_id, neighbourhood, state, reach, metres, on_day, part, made_at, made_by,
		until_at, reason, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,'',1) ON CONFLICT DO NOTHING`,
		tx.Borough(), o.ID, o.Task, o.Volunteer, o.Hood, o.State, o.Reach, o.Metres, o.Slot.On, o.Slot.Part, o.MadeAt, o.MadeBy, o.UntilAt)
	return n == 1, err
}

func offerByID(r db.Reader, id OfferID) (Offer, error) {
	o, err := scanOffer(r.QueryRow(`SELECT `+offerColumns+` FROM matching_offer o WHERE o.borough_id = ? AND o.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuch("offer")
	}
	return o, err
}

// answerOffer ends an offer, if it still stands as it was read.
func answerOffer(tx *db.Tx, o Offer, to OfferState, reason string) (bool, error) {
	n, err := tx.Exec(`UPDATE matching_offer SET state = ?, reason = ?, answered_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`, to, reason, tx.Now(), tx.Borough(), o.ID, o.Version)
	return n == 1, err
}

// holdOffers makes whoever else answers an offer of the same volunteer wait.
func holdOffers(tx *db.Tx, id volunteers.ID) error {
	_, err := tx.Exec(`UPDATE matching_offer SET part = part WHERE borough_id = ? AND volunteer_id = ? AND state IN (?, ?)`, tx.Borough(), id, Offered, Lapsed)
	return err
}

func withdrawOffers(tx *db.Tx, task tasks.ID) error {
	_, err := tx.Exec(`UPDATE matching_offer SET state = ?, answered_at = ?, version = version + 1 WHERE borough_id = ? AND task_id = ? AND state = ?`,
		Withdrawn, tx.Now(), tx.Borough(), task, Offered)
	return err
}

// offersOf lists what a volunteer is offered, the soonest to be answered first.
func offersOf(r db.Reader, id volunteers.ID, state OfferState, limit int) ([]Offer, error) {
	rows, err := r.Query(`SELECT `+offerColumns+` FROM matching_offer o WHERE o.borough_id = ? AND o.volunteer_id = ? AND o.state = ?
		ORDER BY o.until_at, o.id LIMIT ?`, r.Borough(), id, state, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Offer, error) { return scanOffer(rows) })
}

// offersFor lists whom a task was offered to, the latest first.
func offersFor(r db.Reader, task tasks.ID) ([]Offer, error) {
	rows, err := r.Query(`SELECT `+offerColumns+` FROM matching_offer o WHERE o.borough_id = ? AND o.task_id = ? ORDER BY o.made_at DESC, o.id`, r.Borough(), task)
	return db.Collect(rows, err, func(rows *db.Rows) (Offer, error) { return scanOffer(rows) })
}

// standing counts the unanswered offers of every task that is searched for.
func standing(r db.Reader) (map[tasks.ID]int, error) {
	rows, err := r.Query(`SELECT o.task_id, COUNT(*) FROM matching_offer o WHERE o.borough_id = ? AND o.state = ? GROUP BY o.task_id`, r.Borough(), Offered)
	found := map[tasks.ID]int{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var id tasks.ID
		var n int
		err := rows.Scan(&id, &n)
		found[id] = n
		return struct{}{}, err
	})
	return found, err
}

// overdueOffers lists offers that nobody answered in time, and those whose task nobody waits
// for any more.
func overdueOffers(r db.Reader) ([]Offer, error) {
	rows, err := r.Query(`SELECT `+offerColumns+` FROM matching_offer o WHERE o.borough_id = ? AND o.state = ? AND o.until_at <= ? ORDER BY o.until_at LIMIT 500`,
		r.Borough(), Offered, r.Now())
	return db.Collect(rows, err, func(rows *db.Rows) (Offer, error) { return scanOffer(rows) })
}

// gone lists tasks that are searched for though nobody waits for them: they were taken or
// ended where no watcher was asked.
func gone(r db.Reader) ([]tasks.ID, error) {
	rows, err := r.Query(`SELECT s.task_id FROM matching_search s JOIN tasks_task t ON t.borough_id = s.borough_id AND t.id = s.task_id
		WHERE s.borough_id = ? AND s.state IN (?, ?) AND (t.closed_at IS NOT NULL OR t.state <> ?)`, r.Borough(), Looking, Nobody, tasks.Open)
	return db.Collect(rows, err, func(rows *db.Rows) (id tasks.ID, err error) { return id, rows.Scan(&id) })
}
