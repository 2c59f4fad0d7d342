package requests

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Erase erases whom a request is about: what packages say is deleted goes, what they say is
// kept loses what is personal in it or stays for the reason they give, the journal forgets
// the person and keeps its chain, and a tombstone says that there was somebody. Work that is
// under way for them is finished first. Then the erasure is kept apart; where that fails, it is
// tried again, and [Service.NotApart] says so.
func (s *Service) Erase(ctx context.Context, id ID, version int64, why string) (err error) {
	defer fault.Wrap(&err, "erase somebody")
	why = strings.TrimSpace(why)
	if err := words("why they are erased", why); err != nil {
		return err
	}
	live, err := s.over(ctx)
	if err != nil {
		return err
	}
	err = s.change(ctx, id, version, "erased somebody's data", "requests.erased", func(tx *db.Tx, q *Request) error {
		switch {
		case q.Kind != Erasure:
			return invalid("This request does not ask to erase anything.")
		case q.Identity == "":
			return unknown()
		}
		ids, err := s.ids(tx, *q)
		if err != nil {
			return err
		}
		if err := underWay(tx, live, ids); err != nil {
			return err
		}
		if q.Result.Redacted, err = journal.Redact(tx, ids); err != nil {
			return err
		}
		if q.Result.Erased, err = live.Erase(tx, q.About, ids); err != nil {
			return err
		}
		for _, one := range ids {
			if err := bury(tx, q.ID, q.About, one); err != nil {
				return err
			}
		}
		q.Outcome = why
		q.close(tx, Done)
		q.Said = "" // it said what was to be erased
		return nil
	})
	if err == nil {
		_ = s.PutApart(ctx) // they are erased all the same
	}
	return err
}

// underWay refuses to erase somebody whom work is being done for: whoever does it would
// stand at a door without a name.
func underWay(tx *db.Tx, live *datamap.Live, ids []string) error {
	for _, name := range []string{"tasks_task", "needs_need"} {
		t, known := live.Table(name)
		if !known {
			continue
		}
		rows, err := live.Rows(tx, t, ids)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(rows, func(r datamap.Row) bool { return r.Value("closed_at") == nil }) {
			return fault.New(fault.Conflict, "requests.under-way", "Help is under way for them. Finish or stop it first, on their page, then erase them.")
		}
	}
	return nil
}

// Erased reports whether the id is of somebody who was erased.
func (s *Service) Erased(ctx context.Context, id string) (bool, error) {
	return buried(s.db.Read(ctx), id)
}

// Shared lists those whom a person's data was shared with, as far as rows tell: whom work was
// handed to outside, and which teams had them on a list.
func (s *Service) Shared(ctx context.Context, q Request) (all []string, err error) {
	live, err := s.over(ctx)
	if err != nil || q.About != datamap.Person {
		return nil, err
	}
	r := s.db.Read(ctx)
	ids, err := s.ids(r, q)
	if err != nil {
		return nil, err
	}
	for table, column := range map[string]string{"tasks_task": "destination", "lists_handed": "team", "intake_arrival": "organisation"} {
		t, known := live.Table(table)
		if !known {
			continue
		}
		rows, err := live.Rows(r, t, ids)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if to, ok := row.Value(column).(string); ok && to != "" && !slices.Contains(all, to) {
				all = append(all, to)
			}
		}
	}
	slices.Sort(all)
	return all, nil
}
