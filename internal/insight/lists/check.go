package lists

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/insight/entries"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
)

// Setup is what somebody says a file is.
type Setup struct {
	Number  int64 // of the version as they saw it
	Asset   assets.ID
	Kind    entries.Kind
	Columns []entries.Field // one for each column
}

// SetUp says what a file is and has it checked: its rows are read, compared with the version
// before and linked with our people. Nothing is written of anybody. What cannot be so is
// [fault.Invalid]; somebody who was quicker is told of by a [fault.Stale].
func (s *Service) SetUp(ctx context.Context, id VersionID, u Setup) (err error) {
	defer fault.Wrap(&err, "set up list %s", id)
	v, err := s.Version(ctx, id)
	if err != nil {
		return err
	}
	if v.State != HandedIn && v.State != Checked {
		return errStale
	}
	if _, err := s.usable(ctx, u.Asset); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return invalid("Choose whose data this is. If it is not there, declare the data asset first.")
		}
		return err
	}
	if u.Kind != entries.Whole && u.Kind != entries.Growing && u.Kind != entries.Adds {
		return invalid("Say how one file of this list follows the other.")
	}
	v.Asset, v.Kind, v.Number = u.Asset, u.Kind, u.Number
	for i := range v.Columns {
		if i < len(u.Columns) {
			v.Columns[i] = v.Columns[i].Is(u.Columns[i])
		}
	}
	if err := entries.CheckColumns(v.Columns); err != nil {
		return err
	}
	header := make([]string, len(v.Columns))
	for i, c := range v.Columns {
		header[i] = c.Header
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		now := v
		now.State, now.Done, now.Counts, now.Against, now.Note = Checking, 0, Counts{}, "", ""
		if err := updateVersion(tx, &now); err != nil {
			return err
		}
		if err := saveProfile(tx, headersHash(header), now); err != nil {
			return err
		}
		return s.enqueue(tx, now)
	})
}

// Cancel gives a version up. One that is on already cannot be.
func (s *Service) Cancel(ctx context.Context, id VersionID) (err error) {
	defer fault.Wrap(&err, "cancel list %s", id)
	if err := access.CheckHeld(ctx, takers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		v, err := versionByID(tx, id)
		if err != nil {
			return err
		}
		if v.State.Over() || v.State == Current {
			return fault.New(fault.Conflict, "lists.over", "This list is over or in use already. It cannot be given up.")
		}
		v.State, v.Note = Cancelled, ""
		if err := updateVersion(tx, &v); err != nil {
			return err
		}
		return tell(tx, v, "gave up a list of people", "lists.cancelled", nil)
	})
}

// checking works out what would come of a version.
type checking struct {
	s       *Service
	v       Version
	today   day.Date
	home    string // the code of our own council
	rows    []*Row
	byKey   map[string]int
	remarks map[entries.Code]int
}

func (s *Service) check(ctx context.Context, v Version) error {
	if _, err := s.usable(ctx, v.Asset); err != nil {
		return err
	}
	rules, b, err := s.rules(ctx)
	if err != nil {
		return err
	}
	c := &checking{s: s, v: v, today: s.Today(ctx), home: b.Borough().LADCode, byKey: map[string]int{}, remarks: map[entries.Code]int{}}
	if err := s.drop(ctx, v); err != nil {
		return err
	}
	if err := c.read(ctx); err != nil {
		return err
	}
	if err := c.compare(ctx); err != nil {
		return err
	}
	if err := s.link(ctx, c.toLink(), rules); err != nil {
		return err
	}
	return c.keep(ctx)
}

// drop deletes the rows of an earlier check.
func (s *Service) drop(ctx context.Context, v Version) error {
	for n := int64(1); n > 0; {
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) (err error) {
			if err = setDone(tx, v, 0); err != nil {
				return err
			}
			n, err = dropRows(tx, v.ID, 500)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// read reads every row of the file.
func (c *checking) read(ctx context.Context) error {
	p, _ := entries.ProfileOf(c.v.Profile)
	for part := 0; ; part++ {
		cells, err := partOf(c.s.db.Read(ctx), c.v.ID, part)
		if err != nil || len(cells) == 0 {
			return err
		}
		for _, one := range cells {
			c.take(one, p.Many)
		}
	}
}

// take takes one row, unless it cannot be read or another row is of the same person.
func (c *checking) take(one entries.Raw, many bool) {
	w := &Row{Version: c.v.ID, Number: one.Number, Standing: Rejected, Why: one.Wrong, Match: Unmatched}
	c.rows = append(c.rows, w)
	if one.Wrong != "" {
		return
	}
	if w.Entry, w.Remarks, w.Why = entries.ReadRow(c.v.Columns, one.Cells, c.today); w.Why != "" {
		return
	}
	w.Standing, w.Hash = Added, w.Entry.Hash()
	keys := w.Entry.Keys()
	w.Key = keys[0]
	if i, twice := c.before(w.Entry, keys); twice {
		c.twice(c.rows[i], w, many)
		return
	}
	c.remember(keys, len(c.rows)-1)
}

// before is an earlier row of the file that is of the same person.
func (c *checking) before(e entries.Entry, keys []string) (int, bool) {
	for _, k := range keys {
		if i, found := c.byKey[k]; found && !other(c.rows[i].Entry, e) {
			return i, true
		}
	}
	return 0, false
}

func (c *checking) remember(keys []string, i int) {
	for _, k := range keys {
		if _, taken := c.byKey[k]; !taken {
			c.byKey[k] = i
		}
	}
}

// other reports whether two entries are of different people whatever else they share: each
// has an NHS number, and they differ.
func other(a, b entries.Entry) bool { return a.NHS != "" && b.NHS != "" && a.NHS != b.NHS }

// twice settles two rows of one person: the one that was written later counts.
func (c *checking) twice(first, second *Row, many bool) {
	switch {
	case many:
		first.Entry.Facts = append(first.Entry.Facts, second.Entry.Facts...)
		first.Hash = first.Entry.Hash()
		second.Standing, second.Why = Joined, fmt.Sprintf("It adds to row %d, which is of the same person.", first.Number)
	case first.Hash == second.Hash:
		second.Standing, second.Why = Twice, fmt.Sprintf("It says the same as row %d.", first.Number)
	default:
		if second.Entry.Sent > first.Entry.Sent || second.Entry.Sent == "" && c.v.Kind == entries.Growing {
			first.Entry, second.Entry = second.Entry, first.Entry
			first.Hash, second.Hash = second.Hash, first.Hash
			first.Remarks, second.Remarks = second.Remarks, first.Remarks
			first.Number, second.Number = second.Number, first.Number
		}
		differ := first.Entry.Changes(second.Entry)
		second.Standing, second.Why = Twice, fmt.Sprintf("Row %d is of the same person and counts; this one has another %s.", first.Number, list(differ))
		if len(differ) == 0 {
			second.Why = fmt.Sprintf("Row %d is of the same person and was written later.", first.Number)
		}
	}
}

// list is words with commas and an "and".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		text := words[0]
		for _, w := range words[1 : n-1] {
			text += ", " + w
		}
		return text + " and " + words[n-1]
	}
}

// toLink are the rows of people on the list of whom nobody knows yet who they are.
func (c *checking) toLink() (rows []*Row) {
	for _, w := range c.rows {
		if slices.Contains(OnList(), w.Standing) && w.Record == "" {
			rows = append(rows, w)
		}
	}
	return rows
}

// kept is how many rows are written in one transaction.
const kept = 200

// keep writes what came of the rows, in steps, and what that is in numbers.
func (c *checking) keep(ctx context.Context) error {
	slices.SortFunc(c.rows, func(a, b *Row) int { return a.Number - b.Number })
	counts := Counts{Of: map[Standing]int{}, Who: map[Match]int{}, Remarks: c.remarks}
	done := 0
	for part := range slices.Chunk(c.rows, kept) {
		rows := make([]Row, len(part))
		for i, w := range part {
			rows[i] = *w
			counts.Of[w.Standing]++
			if slices.Contains(OnList(), w.Standing) {
				counts.Who[w.Match]++
			}
			for _, r := range w.Remarks {
				c.remarks[r.Code]++
			}
		}
		done += len(part)
		err := c.s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
			if err := setDone(tx, c.v, done); err != nil {
				return err
			}
			return insertRows(tx, c.v.ID, rows)
		})
		if err != nil {
			return err
		}
	}
	return c.s.db.Write(ctx, func(tx *db.Tx) error {
		now := c.v
		now.State, now.Counts, now.Done = Checked, counts, len(c.rows)
		if err := updateVersion(tx, &now); err != nil {
			return err
		}
		return tell(tx, now, "checked a list of people", "lists.checked", map[string]any{"rows": now.Rows, "rejected": counts.Of[Rejected]})
	})
}

// errStopped is that somebody gave the version up meanwhile, or goes on with it in our place.
var errStopped = fault.New(fault.Conflict, "lists.stopped", "Somebody gave this list up.")
