package rounds

import (
	"errors"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

const roundColumns = `r.id, r.plan_id, r.number, r.on_day, r.neighbourhood, r.shift_id, r.vehicle, r.kind, r.driver, r.driver_name, r.depot, r.state,
	r.leave_at, r.return_at, r.until_at, r.metres, r.line_seconds, r.plan_number, r.left_at, r.back_at, r.closed_at, r.closed_by, r.drove_seconds, r.version`

func scanRound(row scanner) (r Round, err error) {
	var leave, back, until db.Time
	var left, returned, closed db.NullTime
	err = row.Scan(&r.ID, &r.Plan, &r.Number, &r.Day, &r.Neighbourhood, &r.Shift, &r.Vehicle, &r.Kind, &r.Driver.Account, &r.Driver.Name, &r.Depot, &r.State,
		&leave, &back, &until, &r.Metres, &r.LineSeconds, &r.PlanNumber, &left, &returned, &closed, &r.ClosedBy, &r.DroveSeconds, &r.Version)
	r.LeaveAt, r.ReturnAt, r.UntilAt, r.LeftAt, r.BackAt, r.ClosedAt = leave.Time, back.Time, until.Time, left.Time, returned.Time, closed.Time
	return r, err
}

func insertRound(tx *db.Tx, r Round) error {
	_, err := tx.Exec(`INSERT INTO rounds_round (borough_id, id, plan_id, number, on_day, neighbourhood, shift_id, vehicle, kind, driver, driver_name, depot, state,
		leave_at, return_at, until_at, metres, line_seconds, plan_number, closed_by, drove_seconds, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), r.ID, r.Plan, r.Number, r.Day, r.Neighbourhood, r.Shift, r.Vehicle, r.Kind, r.Driver.Account, r.Driver.Name, r.Depot, r.State,
		r.LeaveAt, r.ReturnAt, r.UntilAt, r.Metres, r.LineSeconds, r.PlanNumber, r.ClosedBy, r.DroveSeconds, r.Version)
	return err
}

func saveRound(tx *db.Tx, r Round) error {
	n, err := tx.Exec(`UPDATE rounds_round SET state = ?, leave_at = ?, return_at = ?, metres = ?, line_seconds = ?, plan_number = ?, left_at = ?, back_at = ?,
		closed_at = ?, closed_by = ?, drove_seconds = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		r.State, r.LeaveAt, r.ReturnAt, r.Metres, r.LineSeconds, r.PlanNumber, db.NullTimeOf(r.LeftAt), db.NullTimeOf(r.BackAt),
		db.NullTimeOf(r.ClosedAt), r.ClosedBy, r.DroveSeconds, tx.Borough(), r.ID, r.Version)
	return orStale(n, err, "round")
}

// holdRound makes everybody else who changes a round wait, and reads it.
func holdRound(tx *db.Tx, id RoundID) (Round, error) {
	if _, err := tx.Exec(`UPDATE rounds_round SET version = version WHERE borough_id = ? AND id = ?`, tx.Borough(), id); err != nil {
		return Round{}, err
	}
	return roundByID(tx, id)
}

func roundByID(r db.Reader, id RoundID) (Round, error) {
	one, err := scanRound(r.QueryRow(`SELECT `+roundColumns+` FROM rounds_round r WHERE r.borough_id = ? AND r.id = ?`, r.Borough(), id))
	return one, orNone(err, "round")
}

func roundsOfPlan(r db.Reader, id PlanID) ([]Round, error) {
	rows, err := r.Query(`SELECT `+roundColumns+` FROM rounds_round r WHERE r.borough_id = ? AND r.plan_id = ? ORDER BY r.number`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Round, error) { return scanRound(rows) })
}

// roundsDriven are a driver's rounds of a day.
func roundsDriven(r db.Reader, driver string, d day.Date) ([]Round, error) {
	rows, err := r.Query(`SELECT `+roundColumns+` FROM rounds_round r WHERE r.borough_id = ? AND r.driver = ? AND r.on_day = ? ORDER BY r.leave_at, r.number`,
		r.Borough(), driver, d)
	return db.Collect(rows, err, func(rows *db.Rows) (Round, error) { return scanRound(rows) })
}

// roundsAhead are a driver's rounds from a day on that are still to be driven, or being driven.
func roundsAhead(r db.Reader, driver string, from day.Date) ([]Round, error) {
	rows, err := r.Query(`SELECT `+roundColumns+` FROM rounds_round r WHERE r.borough_id = ? AND r.driver = ? AND r.on_day >= ? AND r.state IN (?, ?) ORDER BY r.on_day, r.number`,
		r.Borough(), driver, from, RoundReady, RoundOut)
	return db.Collect(rows, err, func(rows *db.Rows) (Round, error) { return scanRound(rows) })
}

const stopColumns = `s.id, s.round_id, s.plan_id, s.position, s.task, s.kind, s.source_id, s.record_id, s.neighbourhood, s.arrive_at, s.begin_at, s.leave_at,
	s.boxes, s.grams, s.chilled, s.bags, s.state, s.said_at, s.said_by, s.received, s.note, s.concern, s.unopened, s.back, s.outcome_key, s.version`

func scanStop(row scanner) (s Stop, err error) {
	var arrive, begin, leave db.Time
	var said db.NullTime
	err = row.Scan(&s.ID, &s.Round, &s.Plan, &s.Position, &s.Task, &s.Source, &s.Ref.ID, &s.Record, &s.Neighbourhood, &arrive, &begin, &leave,
		&s.Load.Boxes, &s.Load.Grams, &s.Load.Chilled, &s.Load.Bags, &s.State, &said, &s.SaidBy, &s.Received, &s.Note, &s.Concern, &s.Unopened, &s.Back, &s.Key, &s.Version)
	s.ArriveAt, s.BeginAt, s.LeaveAt, s.SaidAt = arrive.Time, begin.Time, leave.Time, said.Time
	return s, err
}

func insertStop(tx *db.Tx, s Stop) error {
	_, err := tx.Exec(`INSERT INTO rounds_stop (borough_id, id, round_id, plan_id, position, task, kind, source_id, record_id, neighbourhood, arrive_at, begin_at, leave_at,
		boxes, grams, chilled, bags, state, said_by, received, note, concern, unopened, back, outcome_key, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), s.ID, s.Round, s.Plan, s.Position, s.Task, s.Source, s.Ref.ID, s.Record, s.Neighbourhood, s.ArriveAt, s.BeginAt, s.LeaveAt,
		s.Load.Boxes, s.Load.Grams, s.Load.Chilled, s.Load.Bags, s.State, s.SaidBy, s.Received, s.Note, s.Concern, s.Unopened, s.Back, s.Key, s.Version)
	return err
}

func saveStop(tx *db.Tx, s Stop) error {
	n, err := tx.Exec(`UPDATE rounds_stop SET round_id = ?, position = ?, arrive_at = ?, begin_at = ?, leave_at = ?, state = ?, said_at = ?, said_by = ?, received = ?,
		note = ?, concern = ?, unopened = ?, back = ?, outcome_key = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		s.Round, s.Position, s.ArriveAt, s.BeginAt, s.LeaveAt, s.State, db.NullTimeOf(s.SaidAt), s.SaidBy, s.Received,
		s.Note, s.Concern, s.Unopened, s.Back, s.Key, tx.Borough(), s.ID, s.Version)
	return orStale(n, err, "stop")
}

func stopByID(r db.Reader, id StopID) (Stop, error) {
	s, err := scanStop(r.QueryRow(`SELECT `+stopColumns+` FROM rounds_stop s WHERE s.borough_id = ? AND s.id = ?`, r.Borough(), id))
	return s, orNone(err, "stop")
}

// stopByKey finds the stop of which something was said with a key.
func stopByKey(r db.Reader, key string) (s Stop, found bool, err error) {
	s, err = scanStop(r.QueryRow(`SELECT `+stopColumns+` FROM rounds_stop s WHERE s.borough_id = ? AND s.outcome_key = ?`, r.Borough(), key))
	if errors.Is(err, db.ErrNoRows) {
		return Stop{}, false, nil
	}
	return s, err == nil, err
}

// placeStop says where on which round a stop is now, and when. Whoever has it before them need
// look again only where it is on another round.
func placeStop(tx *db.Tx, s Stop) error {
	n, err := tx.Exec(`UPDATE rounds_stop SET version = version + CASE WHEN round_id = ? THEN 0 ELSE 1 END, round_id = ?, position = ?, arrive_at = ?, begin_at = ?, leave_at = ?
		WHERE borough_id = ? AND id = ? AND version = ?`,
		s.Round, s.Round, s.Position, s.ArriveAt, s.BeginAt, s.LeaveAt, tx.Borough(), s.ID, s.Version)
	return orStale(n, err, "stop")
}

func stopsOfRound(r db.Reader, id RoundID) ([]Stop, error) {
	rows, err := r.Query(`SELECT `+stopColumns+` FROM rounds_stop s WHERE s.borough_id = ? AND s.round_id = ? ORDER BY s.position, s.id`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Stop, error) { return scanStop(rows) })
}

func stopsOfPlan(r db.Reader, id PlanID) ([]Stop, error) {
	rows, err := r.Query(`SELECT `+stopColumns+` FROM rounds_stop s WHERE s.borough_id = ? AND s.plan_id = ? ORDER BY s.round_id, s.position, s.id`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Stop, error) { return scanStop(rows) })
}

// elsewhere are the things that are on rounds of other plans.
func elsewhere(r db.Reader, not PlanID) (map[routing.Ref]bool, error) {
	rows, err := r.Query(`SELECT s.kind, s.source_id FROM rounds_stop s WHERE s.borough_id = ? AND s.state = ? AND s.plan_id <> ? AND s.task <> ?`,
		r.Borough(), Planned, not, routing.Reload)
	all := map[routing.Ref]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var ref routing.Ref
		err := rows.Scan(&ref.Source, &ref.ID)
		all[ref] = true
		return struct{}{}, err
	})
	return all, err
}

// drove is, of each round that was closed since a day and told enough, how much longer it was on
// the way than was said of the roads.
func drove(r db.Reader, since day.Date) ([]float64, error) {
	rows, err := r.Query(`SELECT r.drove_seconds, r.line_seconds FROM rounds_round r
		WHERE r.borough_id = ? AND r.on_day >= ? AND r.state = ? AND r.drove_seconds > 0 AND r.line_seconds > 0`, r.Borough(), since, RoundClosed)
	return db.Collect(rows, err, func(rows *db.Rows) (float64, error) {
		var driven, line int64
		err := rows.Scan(&driven, &line)
		return float64(driven) / float64(line), err
	})
}

// taken are the shifts that drive rounds of other plans on a day.
func taken(r db.Reader, d day.Date, not PlanID) (map[fleet.ShiftID]bool, error) {
	rows, err := r.Query(`SELECT r.shift_id FROM rounds_round r WHERE r.borough_id = ? AND r.on_day = ? AND r.plan_id <> ? AND r.state <> ?`,
		r.Borough(), d, not, RoundClosed)
	all := map[fleet.ShiftID]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var id fleet.ShiftID
		err := rows.Scan(&id)
		all[id] = true
		return struct{}{}, err
	})
	return all, err
}

func countHanded(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT s.neighbourhood, COUNT(*) FROM rounds_stop s WHERE s.borough_id = ? AND s.state IN (?, ?) AND s.task = ?
		AND s.said_at >= ? AND s.said_at < ? GROUP BY s.neighbourhood`, r.Borough(), Handed, Neighbour, routing.Bring, from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

func listHanded(r db.Reader, l feature.Listing) ([]Stop, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT `+stopColumns+` FROM rounds_stop s WHERE s.borough_id = ? AND s.state IN (?, ?) AND s.task = ?
		AND s.said_at >= ? AND s.said_at < ? AND (s.said_at < ? OR s.said_at = ? AND s.id < ?) AND (? OR s.neighbourhood = ?)
		ORDER BY s.said_at DESC, s.id DESC LIMIT ?`,
		r.Borough(), Handed, Neighbour, routing.Bring, from, until, at, at, id, anywhere, place, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Stop, error) { return scanStop(rows) })
}

// stopsOfSource are all stops that bring or fetch one thing.
func stopsOfSource(r db.Reader, ref routing.Ref) ([]Stop, error) {
	rows, err := r.Query(`SELECT `+stopColumns+` FROM rounds_stop s WHERE s.borough_id = ? AND s.source_id = ? AND s.kind = ?`, r.Borough(), ref.ID, ref.Source)
	return db.Collect(rows, err, func(rows *db.Rows) (Stop, error) { return scanStop(rows) })
}
