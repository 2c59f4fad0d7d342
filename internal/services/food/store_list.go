package food

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// listOrders reads orders without their items, the latest first.
func listOrders(r db.Reader, f Filter) ([]Order, error) {
	where, args := f.where(r)
	rows, err := r.Query(`SELECT `+columns+` FROM food_order o WHERE o.borough_id = ? AND `+where+` ORDER BY o.ordered_at DESC, o.id DESC LIMIT ?`, append(args, f.Limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Order, error) { return scanOrder(rows) })
}

// listEnded reads the orders that were handed over in a period, the latest first.
func listEnded(r db.Reader, l feature.Listing) ([]Order, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT `+columns+` FROM food_order o WHERE o.borough_id = ? AND o.state = 'delivered'
		AND o.ended_at >= ? AND o.ended_at < ? AND (o.ended_at < ? OR o.ended_at = ? AND o.id < ?)
		AND (? OR o.neighbourhood = ?) AND (? OR o.kind = ?) ORDER BY o.ended_at DESC, o.id DESC LIMIT ?`,
		r.Borough(), from, until, at, at, id, anywhere, place, l.Kind == "", l.Kind, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Order, error) { return scanOrder(rows) })
}

func countEnded(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT o.neighbourhood, o.kind, COUNT(*) FROM food_order o WHERE o.borough_id = ? AND o.state = 'delivered'
		AND o.ended_at >= ? AND o.ended_at < ? GROUP BY o.neighbourhood, o.kind`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

func ordersOfNeed(r db.Reader, id needs.NeedID) ([]Order, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM food_order o WHERE o.borough_id = ? AND o.need_id = ?
		ORDER BY o.ordered_at DESC, o.id DESC`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Order, error) { return scanOrder(rows) })
}

func (f Filter) where(r db.Reader) (string, []any) {
	where, args := `1 = 1`, []any{r.Borough()}
	add := func(cond string, more ...any) { where, args = where+" AND "+cond, append(args, more...) }
	if f.Neighbourhoods != nil {
		marks, ids := db.In(f.Neighbourhoods)
		add(`o.neighbourhood IN (`+marks+`)`, ids...)
	}
	if len(f.States) > 0 {
		marks, states := db.In(f.States)
		add(`o.state IN (`+marks+`)`, states...)
	}
	if f.Number != "" {
		add(`o.number = ?`, f.Number)
	}
	if !f.Day.IsZero() {
		add(`o.window_day = ?`, f.Day)
	}
	if !f.Until.IsZero() {
		add(`o.window_day <= ?`, f.Until)
	}
	if !f.After.IsZero() {
		add(`(o.ordered_at < ? OR o.ordered_at = ? AND o.id < ?)`, f.After.At, f.After.At, f.After.ID)
	}
	return where, args
}
