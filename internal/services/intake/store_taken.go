package intake

import (
	"time"

	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// TakenCall is one row behind the figure of calls.
type TakenCall struct {
	ID            CallID
	Outcome       CallOutcome
	Request       needs.RequestID // "" where none came of it
	AgentName     string
	Neighbourhood string
	StartedAt     time.Time
	EndedAt       time.Time
}

// Mark is the row's place in the list.
func (c TakenCall) Mark() feature.Mark { return feature.Mark{At: c.EndedAt, ID: string(c.ID)} }

// Took is how long it lasted.
func (c TakenCall) Took() time.Duration { return c.EndedAt.Sub(c.StartedAt) }

// takenCalls is true of calls, under the alias c, that somebody was spoken to in.
const takenCalls = `c.state = 'ended' AND c.channel = 'phone' AND c.outcome NOT IN ('wrong-number', 'rang-off') AND c.ended_at >= ? AND c.ended_at < ?`

func countCalls(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT COALESCE(p.neighbourhood, ''), c.outcome, COUNT(*) FROM intake_call c
		LEFT JOIN people_record p ON p.borough_id = c.borough_id AND p.id = c.record_id
		WHERE c.borough_id = ? AND `+takenCalls+` GROUP BY COALESCE(p.neighbourhood, ''), c.outcome`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

func listCalls(r db.Reader, l feature.Listing) ([]TakenCall, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT c.id, c.outcome, c.request_id, c.agent_name, COALESCE(p.neighbourhood, ''), c.started_at, c.ended_at FROM intake_call c
		LEFT JOIN people_record p ON p.borough_id = c.borough_id AND p.id = c.record_id
		WHERE c.borough_id = ? AND `+takenCalls+`
		AND (c.ended_at < ? OR c.ended_at = ? AND c.id < ?)
		AND (? OR COALESCE(p.neighbourhood, '') = ?) AND (? OR c.outcome = ?)
		ORDER BY c.ended_at DESC, c.id DESC LIMIT ?`,
		r.Borough(), from, until, at, at, id, anywhere, place, l.Kind == "", l.Kind, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (c TakenCall, err error) {
		var started, ended db.Time
		err = rows.Scan(&c.ID, &c.Outcome, &c.Request, &c.AgentName, &c.Neighbourhood, &started, &ended)
		c.StartedAt, c.EndedAt = started.Time, ended.Time
		return c, err
	})
}
