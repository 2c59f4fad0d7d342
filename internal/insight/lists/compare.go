package lists

import (
	"context"
	"regexp"

	"kith/internal/insight/entries"
)

// compare sets the rows against the version that counts now: who is new, changed, moved, has
// died, is back or has left.
func (c *checking) compare(ctx context.Context) error {
	r := c.s.db.Read(ctx)
	now, found, err := currentOf(r, c.v.Asset)
	if err != nil {
		return err
	}
	var before []Row
	if found {
		c.v.Against = now.ID
		if before, err = everyRow(r, now.ID); err != nil {
			return err
		}
	}
	met := c.meet(before)
	if err := c.back(ctx, now.ID); err != nil {
		return err
	}
	c.left(before, met)
	return nil
}

// meet finds for each row the row of the version before that is of the same person, by the
// surest they have in common.
func (c *checking) meet(before []Row) (met []bool) {
	byKey := map[string]int{}
	for i, w := range before {
		for _, k := range w.Entry.Keys() {
			if _, taken := byKey[k]; !taken {
				byKey[k] = i
			}
		}
	}
	met = make([]bool, len(before))
	for _, w := range c.rows {
		if w.Standing != Added {
			continue
		}
		w.Standing = c.first(w.Entry)
		for _, k := range w.Entry.Keys() {
			i, found := byKey[k]
			if !found || met[i] || other(w.Entry, before[i].Entry) {
				continue
			}
			met[i] = true
			w.Key = before[i].Key // whoever somebody is known by stays
			c.stands(w, before[i])
			break
		}
	}
	return met
}

// first is how somebody stands who was not on the list before.
func (c *checking) first(e entries.Entry) Standing {
	switch {
	case e.Dead:
		return HasDied
	case c.outside(e):
		return MovedOut
	}
	return Added
}

// stands says what changed of somebody who was on the list before.
func (c *checking) stands(w *Row, before Row) {
	w.carry(before)
	differ := w.Entry.Changes(before.Entry)
	if len(differ) > 0 {
		w.Why = "Another " + list(differ) + "."
	}
	switch {
	case w.Entry.Dead && !before.Entry.Dead:
		w.Standing = HasDied
	case c.outside(w.Entry) && !c.outside(before.Entry):
		w.Standing = MovedOut
	case !c.outside(w.Entry) && c.outside(before.Entry):
		w.Standing = MovedIn
	case w.Entry.Moved(before.Entry):
		w.Standing = Moved
	case len(differ) > 0:
		w.Standing = Changed
	default:
		w.Standing = Same
	}
}

// carry keeps who somebody was found to be.
func (w *Row) carry(before Row) {
	if before.Record != "" {
		w.is(before.Record, before.KeptBack, Known)
	}
}

var areaForm = regexp.MustCompile(`^[EWSN]\d{8}$`)

// outside reports whether a list says that somebody lives in another council's area.
func (c *checking) outside(e entries.Entry) bool {
	return areaForm.MatchString(e.Area) && e.Area != "E99999999" && c.home != "" && e.Area != c.home
}

// back finds who was on the list earlier, though not on the version before.
func (c *checking) back(ctx context.Context, not VersionID) error {
	var keys []string
	rows := map[string]*Row{}
	for _, w := range c.rows {
		if w.Standing != Added {
			continue
		}
		for _, k := range w.Entry.Keys() {
			keys, rows[k] = append(keys, k), w
		}
	}
	if not == "" {
		return nil // there was no version before
	}
	all, err := earlier(c.s.db.Read(ctx), c.v.Asset, not, keys)
	for k, was := range all {
		if w := rows[k]; w.Standing == Added && !other(w.Entry, was.Entry) {
			w.Standing, w.Key = Back, was.Key
			w.carry(was)
		}
	}
	return err
}

// left adds whom the version before had and this one has not: they have left, or where a file
// brings only what is new, are on the list as before. What they are numbered by is below 0.
func (c *checking) left(before []Row, met []bool) {
	number := 0
	for i, was := range before {
		if met[i] {
			continue
		}
		number--
		w := was
		w.Version, w.Number, w.Remarks, w.Found, w.Standing, w.Why = c.v.ID, number, nil, nil, Gone, ""
		if c.v.Kind == entries.Adds {
			w.Standing = Same
		}
		w.Match = Unmatched
		w.carry(was)
		c.rows = append(c.rows, &w)
	}
}
