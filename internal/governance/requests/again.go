package requests

import (
	"context"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

// Again is what came of applying erasures again.
type Again struct {
	Kept  int      // erasures that are kept apart
	Done  int      // of them, those that the database did not know
	Wrong []string // files that say nothing, each with why
}

const againBecause = "Their data was erased; the database was restored from before that."

// EraseAgain erases whom the folders say was erased and the database, restored from before,
// does not know to be gone. Work that had been finished before the erasure, and is open again
// in what was restored, ends with it. k may be nil where no protocols are kept.
func (s *Service) EraseAgain(ctx context.Context, k tasks.Keeper, folders ...string) (a Again, err error) {
	defer fault.Wrap(&err, "apply erasures again")
	all, wrong, err := s.readStones(s.db.Read(ctx).Borough(), append([]string{s.folder}, folders...))
	if err != nil {
		return a, err
	}
	a.Kept, a.Wrong = len(all), wrong
	for _, one := range all {
		done, err := s.eraseAgain(ctx, k, one)
		if err != nil {
			return a, err
		}
		if done {
			a.Done++
		}
	}
	return a, nil
}

func (s *Service) eraseAgain(ctx context.Context, k tasks.Keeper, one Stone) (done bool, err error) {
	live, err := s.over(ctx)
	if err != nil {
		return false, err
	}
	return done, s.db.Write(ctx, func(tx *db.Tx) error {
		if done, err = forgotten(tx, one); err != nil || !done {
			return err
		}
		ids, err := idsNow(tx, one)
		if err != nil {
			return err
		}
		var result Result
		if result.Redacted, err = journal.Redact(tx, ids); err != nil {
			return err
		}
		if one.About == datamap.Person {
			if _, err = tasks.EndAll(tx, k, recordsOf(ids), againBecause); err != nil {
				return err
			}
		}
		if result.Erased, err = live.Erase(tx, one.About, ids); err != nil {
			return err
		}
		for _, id := range ids {
			if err := buryAt(tx, one, id); err != nil {
				return err
			}
		}
		q, err := closeAgain(tx, one, result)
		if err != nil {
			return err
		}
		return tell(tx, "erased again, after a restore, whom was erased before", "requests.erased-again", q, map[string]any{"erased": one.ErasedAt.Format("2006-01-02")})
	})
}

// forgotten reports whether the database lacks a tombstone of any of the erased ids.
func forgotten(tx *db.Tx, one Stone) (bool, error) {
	for _, id := range one.Subjects {
		if there, err := buried(tx, id); err != nil || !there {
			return err == nil, err
		}
	}
	return false, nil
}

// idsNow are the ids of an erasure, and those by which what was restored ties rows to the same
// person: records may have been joined under another id then. Where they were joined with
// somebody who was not erased, that somebody stays.
func idsNow(tx *db.Tx, one Stone) ([]string, error) {
	ids := slices.Clone(one.Subjects)
	if one.About != datamap.Person {
		return ids, nil
	}
	for _, id := range one.Subjects {
		person, err := people.PersonOf(tx, people.RecordID(id))
		if fault.KindOf(err) == fault.NotFound {
			continue // it came after what was restored
		}
		if err != nil {
			return nil, err
		}
		records, err := people.Records(tx, person)
		if err != nil {
			return nil, err
		}
		others := slices.ContainsFunc(records, func(r people.RecordID) bool { return !slices.Contains(one.Subjects, string(r)) })
		if !others && !slices.Contains(ids, string(person)) {
			ids = append(ids, string(person))
		}
	}
	return ids, nil
}

func recordsOf(ids []string) (all []people.RecordID) {
	for _, id := range ids {
		all = append(all, people.RecordID(id))
	}
	return all
}

// closeAgain has the request say that it was done. Where what was restored is from before they
// asked, a request stands in for the one that was lost.
func closeAgain(tx *db.Tx, one Stone, result Result) (Request, error) {
	q, err := byID(tx, one.Request)
	if fault.KindOf(err) == fault.NotFound {
		on := day.Of(one.ErasedAt)
		q = Request{
			ID: one.Request, Kind: Erasure, About: one.About, Subject: one.Subjects[0], Received: on, Due: on,
			Identity: "As on the day they were erased.", IdentityBy: one.ErasedBy, State: Open, MadeBy: one.ErasedBy, Version: 1,
		}
		if err = insert(tx, q); err != nil {
			return q, err
		}
	}
	if err != nil {
		return q, err
	}
	q.State, q.Said, q.Result = Done, "", result
	q.Outcome = "Erased on " + day.Of(one.ErasedAt).Long() + ". The database was restored from before that day, and they were erased again."
	q.ClosedBy, q.ClosedAt = one.ErasedBy, one.ErasedAt
	_, err = update(tx, q)
	return q, err
}
