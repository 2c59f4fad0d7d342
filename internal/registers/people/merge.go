package people

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// MergeID names that two people were found to be one.
type MergeID = ident.ID[Merge]

// Merge is that two people were found to be one, and has not been undone.
type Merge struct {
	ID    MergeID
	Kept  PersonID
	Moved PersonID // by its first record, which is one of the person's now
	Name  string   // of that record
	At    time.Time
	By    string // as the journal names them
}

// Merges lists how a person came to have the records of others, the latest first. Only the
// latest can be undone.
func (s *Service) Merges(ctx context.Context, p Person) (all []Merge, err error) {
	defer fault.Wrap(&err, "merges of person %s", p.ID)
	return openMerges(s.db.Read(ctx), p.ID)
}

// image is what a record was like around a merge.
type image struct {
	record     RecordID
	membership string // what said whose it is; "" for a first record
	labels     string // as they are written
	restricted bool
	changedBy  string
	changedAt  db.NullTime
	version    int64
}

// merge joins the records of one person to another's, and keeps what both were like.
func (s *Service) merge(tx *db.Tx, keep, other PersonID, kept, moving []RecordID) error {
	all := append(slices.Clone(kept), moving...)
	before, err := imagesOf(tx, all)
	if err != nil {
		return err
	}
	for _, record := range moving {
		if err := joinRecord(tx, keep, record); err != nil {
			return err
		}
	}
	if err := s.markAlike(tx, kept, moving); err != nil {
		return err
	}
	after, err := imagesOf(tx, all)
	if err != nil {
		return err
	}
	return insertMerge(tx, Merge{ID: ident.New[Merge](tx.Now()), Kept: keep, Moved: other}, before, after, moving)
}

// Unmerge undoes a merge. Both people are again what they were, to the letter, save for what
// was done since: that stays with the record it was written on. A label that somebody gave
// meanwhile stays on the records of both. A later merge of the same person is to be undone
// first; that, and one that is undone already, is [fault.Conflict].
func (s *Service) Unmerge(ctx context.Context, id MergeID) (m Merge, err error) {
	defer fault.Wrap(&err, "unmerge %s", id)
	if m, err = mergeByID(s.db.Read(ctx), id); err != nil {
		return m, err
	}
	if err := s.mayDecide(ctx, m.Kept); err != nil {
		return m, err
	}
	return m, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := holdPeople(tx, m.Kept, m.Moved); err != nil {
			return err
		}
		if err := latest(tx, m); err != nil {
			return err
		}
		return s.undo(tx, m)
	})
}

// latest holds that a merge has not been undone, and nothing has come on top of it.
func latest(tx *db.Tx, m Merge) error {
	open, err := openMerges(tx, m.Kept)
	if err != nil {
		return err
	}
	switch at := slices.IndexFunc(open, func(o Merge) bool { return o.ID == m.ID }); {
	case at < 0:
		return fault.New(fault.Conflict, "people.not-merged", "Somebody has undone this already, or it has become part of another joining. Open the person again to see how it is now.")
	case at > 0:
		return fault.New(fault.Conflict, "people.merged-since", "This person was joined with somebody else since. Undo the later one first: it is the uppermost on the person's page.")
	}
	return nil
}

// undo gives each record back whose it was and what it was marked with.
func (s *Service) undo(tx *db.Tx, m Merge) error {
	moved, kept, err := mergedRecords(tx, m)
	if err != nil {
		return err
	}
	for _, r := range moved {
		if err := partAgain(tx, r.image); err != nil {
			return err
		}
	}
	for _, r := range append(slices.Clone(kept), moved...) {
		if err := s.restore(tx, r); err != nil {
			return err
		}
	}
	if err := undecideBetween(tx, recordsOfImages(moved), recordsOfImages(kept)); err != nil {
		return err
	}
	if err := closeMerge(tx, m.ID); err != nil {
		return err
	}
	return recordDecision(tx, "took two people apart who had been found to be one", "people.separated", m.Kept, m.Moved)
}

// merged is a record of a merge, with what it was like before, right after and now.
type merged struct {
	image
	then, now image
}

func recordsOfImages(all []merged) []RecordID {
	ids := make([]RecordID, len(all))
	for i, r := range all {
		ids[i] = r.record
	}
	return ids
}

// restore marks a record as it was before, and as it was marked while both were one. Where
// nobody changed it since, nothing tells that it was ever changed.
func (s *Service) restore(tx *db.Tx, r merged) error {
	if r.labels == r.then.labels && r.now.labels == r.then.labels && r.version == r.then.version {
		return nil
	}
	before, then, now := labelsIn(r.labels), labelsIn(r.then.labels), labelsIn(r.now.labels)
	for _, label := range now {
		if !slices.Contains(then, label) {
			before = append(before, label)
		}
	}
	if err := s.remark(tx, []RecordID{r.record}, inOrder(before)); err != nil || r.now.version != r.then.version {
		return err
	}
	return putImage(tx, r.image)
}

// labelsIn reads labels as they are written; none of what cannot be read.
func labelsIn(text string) []Label {
	var labels db.JSON[[]Label]
	_ = labels.Scan(text)
	return labels.V
}

// TakeBack takes back that two people are different, so that it is asked again.
func (s *Service) TakeBack(ctx context.Context, person, other PersonID) (err error) {
	defer fault.Wrap(&err, "take back that two people are different")
	return s.between(ctx, person, other, func(tx *db.Tx, these, those []RecordID) error {
		n, err := setVerdict(tx, these, those, verdictDifferent, "", "", db.NullTime{})
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "people.nothing-decided", "Nobody has decided that these are two people, or it was taken back already.")
		}
		return recordDecision(tx, "took back that two people are different", "people.undecided", person, other)
	})
}
