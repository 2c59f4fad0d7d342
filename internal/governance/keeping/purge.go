package keeping

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

const (
	atOnce   = 200 // rows in one transaction
	mostRuns = 500 // transactions of one rule in one day; the next day goes on
)

// purge takes away what is past the time of a rule, a part at a time, from where the last
// purge of the rule ended.
func (s *Service) purge(ctx context.Context, r Rule, version string) error {
	sort, known := sortOf(r.ID)
	if !known {
		return nil
	}
	if _, there := s.said.Table(sort.Table); !there {
		return nil
	}
	for range mostRuns {
		var rows int
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) (err error) {
			rows, err = s.purgeSome(tx, r, sort, version)
			return err
		})
		if err != nil || rows < atOnce {
			return err
		}
	}
	return nil
}

func (s *Service) purgeSome(tx *db.Tx, r Rule, sort Sort, version string) (int, error) {
	live, err := s.over(tx)
	if err != nil {
		return 0, err
	}
	from, fromID, err := watermark(tx, r.ID)
	if err != nil {
		return 0, err
	}
	before := tx.Now().AddDate(0, 0, -r.Days)
	due, err := live.Due(tx, sort.Table, sort.Since, from, fromID, before, atOnce)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	until, untilID := before, ""
	if len(due) == atOnce {
		until, untilID = due[len(due)-1].At, due[len(due)-1].ID // the next part begins behind it
	}
	may, held, err := s.sift(tx, live, due)
	if err != nil {
		return 0, err
	}
	if err := live.Purge(tx, sort.Table, may); err != nil {
		return 0, err
	}
	for _, h := range held {
		if err := hold(tx, r.ID, h); err != nil {
			return 0, err
		}
	}
	p := Proof{ID: string(ident.New[Proof](tx.Now())), Rule: r.ID, Version: version, RanAt: tx.Now(), Before: until, BeforeID: untilID, Rows: int64(len(may)), Kept: int64(len(held)), Hash: hashOf(may)}
	if err := insertProof(tx, p); err != nil {
		return 0, err
	}
	return len(due), tell(tx, r.ID, p)
}

func tell(tx *db.Tx, rule string, p Proof) error {
	return journal.Record(tx, journal.Entry{
		Verb: "purged what is past its time", Topic: "keeping.purged", Objects: []journal.Object{{Kind: "keeping rule", ID: rule}},
		Data: map[string]any{"rows": p.Rows, "kept": p.Kept, "hash": p.Hash},
	})
}

// heldRow is a row that may not go yet.
type heldRow struct {
	datamap.DueRow
	why string
}

// sift parts the rows that may go from those that may not.
func (s *Service) sift(tx *db.Tx, live *datamap.Live, due []datamap.DueRow) (may []string, held []heldRow, err error) {
	whys := map[string]string{}
	for _, row := range due {
		why, asked := whys[row.Person]
		if !asked && row.Person != "" {
			if why, err = s.held(tx, live, row.Person); err != nil {
				return nil, nil, err
			}
			whys[row.Person] = why
		}
		if why != "" {
			held = append(held, heldRow{row, why})
			continue
		}
		may = append(may, row.ID)
	}
	return may, held, nil
}

// held says why nothing of a person may go, "" when it may.
func (s *Service) held(tx *db.Tx, live *datamap.Live, record string) (string, error) {
	if t, known := live.Table("tasks_task"); known {
		rows, err := live.Rows(tx, t, []string{record})
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(rows, func(r datamap.Row) bool { return r.Value("closed_at") == nil }) {
			return "Help is under way for them.", nil
		}
	}
	for _, ask := range s.holds {
		if why, err := ask(tx, record); err != nil || why != "" {
			return why, err
		}
	}
	return "", nil
}

// overdue tries what was held before once more.
func (s *Service) overdue(ctx context.Context) error {
	return s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
		live, err := s.over(tx)
		if err != nil {
			return err
		}
		waiting, err := heldItems(tx, atOnce)
		if err != nil {
			return err
		}
		gone := map[string][]string{}
		for _, i := range waiting {
			why, err := s.held(tx, live, i.Record)
			if err != nil {
				return err
			}
			if why != "" {
				continue
			}
			gone[i.Rule] = append(gone[i.Rule], i.Row)
			if err := settle(tx, i.ID); err != nil {
				return err
			}
		}
		for _, sort := range sorts {
			ids := gone[sort.ID]
			if len(ids) == 0 {
				continue
			}
			if err := live.Purge(tx, sort.Table, ids); err != nil {
				return err
			}
			p := Proof{ID: string(ident.New[Proof](tx.Now())), Rule: sort.ID, RanAt: tx.Now(), Rows: int64(len(ids)), Hash: hashOf(ids)}
			if err := insertProof(tx, p); err != nil {
				return err
			}
			if err := tell(tx, sort.ID, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// hashOf is a hash over ids, whatever their order.
func hashOf(ids []string) string {
	sorted := slices.Sorted(slices.Values(ids))
	sum := sha256.Sum256([]byte(strings.Join(sorted, "\n")))
	return hex.EncodeToString(sum[:])
}

// ended puts every data asset whose basis ended onto the queue, once for each day it ended.
func (s *Service) ended(ctx context.Context) error {
	all, err := s.assets.All(ctx)
	if err != nil {
		return err
	}
	today := s.Today(ctx)
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		for _, a := range all {
			if a.Readable(today) {
				continue
			}
			why := fmt.Sprintf("The legal basis of %s (%s) ended on %s. Nothing of it is read any more and what it said of people is deleted. Proposed: it is over.", a.Name, a.Basis, a.BasisEnds.Long())
			added, err := propose(tx, string(a.ID), a.BasisEnds.String(), why)
			if err != nil || !added {
				if err != nil {
					return err
				}
				continue
			}
			err = journal.Record(tx, journal.Entry{
				Verb: "proposed what is to be done about a legal basis that ended", Topic: "keeping.proposed",
				Objects: []journal.Object{{Kind: "asset", ID: string(a.ID)}}, Data: map[string]any{"ended": a.BasisEnds.String()},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func noSuch() error {
	return fault.New(fault.NotFound, "keeping.no-such", "There is nothing like this on the queue.")
}
