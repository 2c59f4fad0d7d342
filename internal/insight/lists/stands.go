package lists

import (
	"context"
	"errors"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// standEvery is how often it is counted anew how those on the lists in use stand.
const standEvery = 5 * time.Minute

// Stands is how those on a list in use stand with us, as it was counted last: when it was
// switched on, somebody was handed on, somebody asked, or by the clock.
func (s *Service) Stands(ctx context.Context, id VersionID) (t Tally, err error) {
	defer fault.Wrap(&err, "how list %s stands", id)
	v, err := s.Version(ctx, id)
	if err != nil {
		return t, err
	}
	if _, err := s.usable(ctx, v.Asset); err != nil {
		return t, err
	}
	if v.Stands.At.IsZero() {
		return s.stand(ctx, v)
	}
	return v.Stands, nil
}

// StandAgain counts anew how those on a list stand with us.
func (s *Service) StandAgain(ctx context.Context, id VersionID) (err error) {
	defer fault.Wrap(&err, "count how list %s stands", id)
	v, _, err := s.on(ctx, id)
	if err == nil {
		_, err = s.stand(ctx, v)
	}
	return err
}

// StandsAs are those on a list who stand in one way, as it was counted last: a page of them,
// behind a row or from the first. More of them stand behind the row next; nil is that these
// are the last.
func (s *Service) StandsAs(ctx context.Context, id VersionID, of Touch, after *int) (all []OnIt, next *int, err error) {
	rows, more, err := s.page(ctx, id, rowFilter{standings: OnList(), touch: of}, after)
	if err != nil {
		return nil, nil, err
	}
	if more {
		next = &rows[len(rows)-1].Number
	}
	var records []people.RecordID
	for _, row := range rows {
		records = append(records, row.Record)
	}
	w := &around{}
	if w.people, err = people.PeopleOf(s.db.Read(ctx), records); err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		if !hidden(row, w) { // they may have been restricted since
			all = append(all, OnIt{Row: row, Touch: of, Why: row.touchWhy})
		}
	}
	return all, next, nil
}

// stand counts how those on a list stand and keeps what has changed, in steps.
func (s *Service) stand(ctx context.Context, v Version) (Tally, error) {
	f, err := s.follow(ctx, v)
	if err != nil {
		return Tally{}, err
	}
	type stood struct {
		touch Touch
		why   string
	}
	changed := map[stood][]int{}
	for _, t := range Touches() {
		for _, one := range f.Who(t) {
			if now := (stood{one.Touch, one.Why}); now != (stood{one.Row.touch, one.Row.touchWhy}) {
				changed[now] = append(changed[now], one.Row.Number)
			}
		}
	}
	for now, numbers := range changed {
		for part := range slices.Chunk(numbers, kept) {
			err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error { return setTouch(tx, v.ID, now.touch, now.why, part) })
			if err != nil {
				return Tally{}, err
			}
		}
	}
	return f.Tally, s.db.Write(ctx, func(tx *db.Tx) error { return setStands(tx, v.ID, f.Tally) })
}

// StandAll counts anew how those on every list in use stand.
func (s *Service) StandAll(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "count how lists stand")
	ctx = access.With(ctx, program)
	all, err := everyVersion(s.db.Read(ctx))
	for _, v := range all {
		if v.State != Current {
			continue
		}
		if _, unreadable := s.usable(ctx, v.Asset); unreadable != nil {
			continue
		}
		_, failed := s.stand(ctx, v)
		err = errors.Join(err, failed)
	}
	return err
}
