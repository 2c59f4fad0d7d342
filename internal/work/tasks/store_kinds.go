package tasks

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// veiled is true of tasks, under the alias t, whose kind is not told to everybody: those whose
// labels [needs.Guarded] names, and those whose need is guarded.
const veiled = `(t.labels LIKE '%"restricted"%' OR t.labels LIKE '%"safeguarding"%' OR t.labels LIKE '%"hidden"%' OR EXISTS (SELECT 1 FROM needs_need g WHERE g.borough_id = t.borough_id AND g.id = t.need_id AND g.guarded))`

func referred() ending {
	return ending{"t.kind = ? AND t.outcome = ?", []any{Refer, "acknowledged"}}
}

// of narrows to one kind, as a column says it; "" is every kind. What is veiled is a kind of
// its own.
func (e ending) of(column, kind string) ending {
	switch kind {
	case "":
		return e
	case needs.GuardedKind:
		return ending{e.cond + " AND " + veiled, e.args}
	}
	return ending{e.cond + " AND NOT " + veiled + " AND " + column + " = ?", append(append([]any(nil), e.args...), kind)}
}

func helpByKind(r db.Reader, during feature.Period) (feature.Tally, error) {
	cond, args := help().during(r, during)
	return countByKind(r.Query(`SELECT t.neighbourhood, CASE WHEN `+veiled+` THEN 'restricted' ELSE t.category END AS kind, COUNT(*)
		FROM tasks_task t WHERE t.borough_id = ? AND `+cond+` GROUP BY t.neighbourhood, CASE WHEN `+veiled+` THEN 'restricted' ELSE t.category END`, args...))
}

func referredOn(r db.Reader, during feature.Period) (feature.Tally, error) {
	cond, args := referred().during(r, during)
	return countByKind(r.Query(`SELECT t.neighbourhood, CASE WHEN `+veiled+` THEN 'restricted' ELSE t.destination END AS kind, COUNT(*)
		FROM tasks_task t WHERE t.borough_id = ? AND `+cond+` GROUP BY t.neighbourhood, CASE WHEN `+veiled+` THEN 'restricted' ELSE t.destination END`, args...))
}

func countByKind(rows *db.Rows, err error) (feature.Tally, error) {
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}
