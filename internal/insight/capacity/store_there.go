package capacity

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// month is how many days back our own records are asked how things usually go.
const month = 28

// onDuty counts the volunteers who may be asked, by neighbourhood.
func onDuty(r db.Reader) (map[string]float64, error) {
	rows, err := r.Query(`SELECT v.neighbourhood, COUNT(*) FROM volunteers_volunteer v
		WHERE v.borough_id = ? AND v.standing = 'active' AND v.on_duty AND NOT v.paused GROUP BY v.neighbourhood`, r.Borough())
	return tallied(rows, err)
}

// unassigned counts open tasks that nobody has, by neighbourhood.
func unassigned(r db.Reader) (map[string]float64, error) {
	rows, err := r.Query(`SELECT t.neighbourhood, COUNT(*) FROM tasks_task t
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.state = 'open' AND t.kind <> 'refer' GROUP BY t.neighbourhood`, r.Borough())
	return tallied(rows, err)
}

func tallied(rows *db.Rows, err error) (map[string]float64, error) {
	all := map[string]float64{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (n float64, err error) {
		var place string
		err = rows.Scan(&place, &n)
		all[place] = n
		return n, err
	})
	return all, err
}

// offersSince counts the offers that were answered or not, and those taken.
func offersSince(r db.Reader, since time.Time) (made, taken float64, err error) {
	err = r.QueryRow(`SELECT COUNT(*), COALESCE(SUM(CASE WHEN o.state = 'accepted' THEN 1 ELSE 0 END), 0) FROM matching_offer o
		WHERE o.borough_id = ? AND o.made_at >= ? AND o.state IN ('accepted', 'declined', 'lapsed')`, r.Borough(), since).Scan(&made, &taken)
	return made, taken, err
}

// doneSince counts the tasks that ended, and those that volunteers did.
func doneSince(r db.Reader, since time.Time) (all, theirs float64, err error) {
	err = r.QueryRow(`SELECT COUNT(*), COALESCE(SUM(CASE WHEN t.assignee_kind = 'volunteer' THEN 1 ELSE 0 END), 0) FROM tasks_task t
		WHERE t.borough_id = ? AND t.closed_at >= ?`, r.Borough(), since).Scan(&all, &theirs)
	return all, theirs, err
}

// callsOut reads the calls to residents, by place and day.
func callsOut(r db.Reader, from day.Date, into series) error {
	rows, err := r.Query(`SELECT d.place, d.day, d.n FROM situation_demand d WHERE d.borough_id = ? AND d.series = 'calls' AND d.day >= ?`, r.Borough(), from)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (c count, err error) {
		err = rows.Scan(&c.place, &c.on, &c.n)
		into.add(c.place, calls, c.on, c.n)
		return c, err
	})
	return err
}

// longestCall is how many minutes of a call count: one left open is none.
const longestCall = 90

// callsIn reads the calls to the helpline, which are the borough's, and how many minutes each
// took of those since.
func callsIn(r db.Reader, from, since day.Date, into series) (minutes []float64, err error) {
	rows, err := r.Query(`SELECT c.started_at, c.ended_at FROM intake_call c WHERE c.borough_id = ? AND c.ended_at >= ? AND c.ended_at < ?`,
		r.Borough(), from.Start().UTC(), day.Of(r.Now()).Start().UTC())
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var began, ended db.Time
		err = rows.Scan(&began, &ended)
		on, took := day.Of(began.Time), ended.Sub(began.Time).Minutes()
		into.add("", calls, on, 1)
		if !on.Before(since) && took > 0 && took <= longestCall {
			minutes = append(minutes, took)
		}
		return none, err
	})
	return minutes, err
}

// slot is some of a resource on a day, in a place.
type slot struct {
	place string
	on    day.Date
	n     float64
}

// phoneShifts reads the minutes of shifts of some posts.
func phoneShifts(r db.Reader, posts []string, from, until day.Date) ([]slot, error) {
	if len(posts) == 0 {
		return nil, nil
	}
	marks, ids := db.In(posts)
	rows, err := r.Query(`SELECT s.hub, s.on_day, s.from_at, s.to_at FROM deployment_shift s
		WHERE s.borough_id = ? AND s.on_day >= ? AND s.on_day <= ? AND s.ended_at IS NULL AND s.post IN (`+marks+`)`,
		append([]any{r.Borough(), from, until}, ids...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (s slot, err error) {
		var begins, ends db.Time
		err = rows.Scan(&s.place, &s.on, &begins, &ends)
		s.n = ends.Sub(begins.Time).Minutes()
		return s, err
	})
}

// vanShifts reads the shifts of vans.
func vanShifts(r db.Reader, from, until day.Date) ([]slot, error) {
	rows, err := r.Query(`SELECT s.neighbourhood, s.on_day, COUNT(*) FROM fleet_shift s
		WHERE s.borough_id = ? AND s.on_day >= ? AND s.on_day <= ? AND s.ended_at IS NULL GROUP BY s.neighbourhood, s.on_day`, r.Borough(), from, until)
	return db.Collect(rows, err, func(rows *db.Rows) (s slot, err error) { return s, rows.Scan(&s.place, &s.on, &s.n) })
}

// stopsSince counts the rounds that were driven, and their stops.
func stopsSince(r db.Reader, since day.Date) (rounds, stops float64, err error) {
	err = r.QueryRow(`SELECT COUNT(DISTINCT s.round_id), COUNT(*) FROM rounds_stop s
		JOIN rounds_round n ON n.borough_id = s.borough_id AND n.id = s.round_id
		WHERE s.borough_id = ? AND n.on_day >= ? AND s.task <> 'reload' AND s.state <> 'taken-off'`, r.Borough(), since).Scan(&rounds, &stops)
	return rounds, stops, err
}
