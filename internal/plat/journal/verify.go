package journal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kith/internal/plat/db"
)

const (
	// verifyBatch is how many rows are read at a time.
	verifyBatch = 2000
	// sealWithin is how long an entry may wait to be sealed. Until then it can
	// be taken away unseen, so a sealer that has stopped is a fault.
	sealWithin = 60 * time.Second
)

// Verify walks a borough's journal from its first entry to its last and
// reports every row that was changed, forged, deleted or moved, rows cut off
// the end, and rows that wait to be sealed for over a minute. It reads only,
// and may run while entries are written.
//
// What it cannot see by itself is a journal put back whole to an earlier day;
// anchors, taken from earlier reports and kept elsewhere, make it see that too.
// The error is about reading the database, never about what was found.
func (j *Journal) Verify(ctx context.Context, borough string, anchors ...Anchor) (Report, error) {
	key, err := j.d.SigningKey()
	if err != nil {
		return Report{}, err
	}
	v := &verification{
		s: signer(key), r: j.d.Read(as(ctx, borough, "verify")), borough: borough,
		anchors: anchors, report: Report{Borough: borough},
	}
	err = v.run()
	return v.report, err
}

// VerifyAll verifies the journal of every borough.
func (j *Journal) VerifyAll(ctx context.Context) ([]Report, error) {
	rows, err := j.d.Read(ctx).Query(`SELECT borough_id FROM journal_entry GROUP BY borough_id ORDER BY borough_id`)
	boroughs, err := db.Collect(rows, err, scanText)
	var all []Report
	for _, borough := range boroughs {
		report, bad := j.Verify(ctx, borough)
		all, err = append(all, report), errors.Join(err, bad)
	}
	return all, err
}

// verification is one walk through a journal.
type verification struct {
	s       signer
	r       db.Reader
	borough string
	anchors []Anchor
	before  verdict // the entry before; seq 0 at the start
	report  Report
}

// run reads the head before the rows: what is sealed meanwhile is beyond it,
// and what was there before cannot have gone.
func (v *verification) run() error {
	end, known, err := v.head()
	if err != nil {
		return err
	}
	if err := v.walk(); err != nil {
		return err
	}
	if known && v.before.seq < end.seq {
		v.report.found(CutOff, v.before.seq+1, "", "entries %s are gone from the end: it ended at %d and the last row is %d",
			span(v.before.seq+1, end.seq), end.seq, v.before.seq)
	}
	v.report.End = Anchor{Seq: v.before.seq, Chain: v.before.chain}
	for _, check := range []func() error{v.beyond, v.anchored, v.handedOn, v.unsealed} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// head reads and checks where the journal says it ends; known is false when
// that cannot be believed or there is nothing yet.
func (v *verification) head() (h head, known bool, err error) {
	var mac string
	err = v.r.QueryRow(`SELECT seq, chain, mac FROM journal_head WHERE borough_id = ?`, v.borough).
		Scan(&h.seq, &h.chain, &mac)
	if errors.Is(err, db.ErrNoRows) {
		return h, false, nil
	}
	if err == nil && !same(mac, v.s.head(v.borough, h)) {
		v.report.found(HeadAltered, h.seq, "", "the head row of %s (journal_head), which says that it ends at %d, was altered", v.borough, h.seq)
		return h, false, nil
	}
	return h, err == nil, err
}

func (v *verification) walk() error {
	return v.stretches(func(c checked) {
		for i, r := range c.notable {
			if i == 0 {
				r.before = v.before.seq
				r.follows = same(r.chain, v.s.link(v.borough, v.before.chain, r.seq, r.mac))
			}
			v.judge(r)
		}
		v.report.Entries += c.entries
		if c.entries > 0 {
			v.before = c.last
		}
	})
}

// judge says what is wrong with one row, if anything is. A row has at most one problem: one
// that was changed is not blamed for its place too.
func (v *verification) judge(r verdict) {
	gap := r.seq != r.before+1
	if gap {
		v.report.found(Missing, r.before+1, "", "entries %s are gone; the next row is %d (%s)",
			span(r.before+1, r.seq-1), r.seq, r.id)
	}
	switch {
	case !r.says:
		v.report.found(Changed, r.seq, r.id, "row %d (%s) does not say what was recorded, or was never recorded by Kith", r.seq, r.id)
	case !gap && !r.follows:
		v.report.found(OutOfPlace, r.seq, r.id, "row %d (%s) does not follow row %d: rows were moved, or replaced together with the head", r.seq, r.id, r.before)
	}
}

// beyond compares the head, read once more, with the last row in one look, so
// that what is sealed meanwhile does not disturb.
func (v *verification) beyond() error {
	var last, end int64
	err := v.r.QueryRow(`SELECT COALESCE((SELECT MAX(seq) FROM journal_entry WHERE borough_id = ? AND seq > 0), 0),
		COALESCE((SELECT seq FROM journal_head WHERE borough_id = ?), -1)`, v.borough, v.borough).Scan(&last, &end)
	if err != nil {
		return err
	}
	switch {
	case end < 0 && last > 0:
		v.report.found(HeadAltered, 0, "", "the head row of %s (journal_head) is gone", v.borough)
	case end >= 0 && last > end:
		v.report.found(HeadAltered, last, "", "row %d stands beyond the end of the journal, which is %d", last, end)
	}
	return nil
}

// anchored checks that the journal still passes through the anchors.
func (v *verification) anchored() error {
	for _, a := range v.anchors {
		var id, chain string
		err := v.r.QueryRow(`SELECT id, COALESCE(chain, '') FROM journal_entry WHERE borough_id = ? AND seq = ?`,
			v.borough, a.Seq).Scan(&id, &chain)
		if err != nil && !errors.Is(err, db.ErrNoRows) {
			return err
		}
		if a.Seq > 0 && !same(chain, a.Chain) {
			v.report.found(OutOfPlace, a.Seq, id, "row %d is not the one that was there when its anchor was taken", a.Seq)
		}
	}
	return nil
}

// handedOn finds rows that the relay has handed on and that are no longer
// there, when the head did not give them away.
func (v *verification) handedOn() error {
	var last, relayed int64
	err := v.r.QueryRow(`SELECT COALESCE((SELECT MAX(seq) FROM journal_entry WHERE borough_id = ? AND seq > 0), 0),
		COALESCE((SELECT MAX(seq) FROM journal_cursor WHERE borough_id = ?), 0)`, v.borough, v.borough).Scan(&last, &relayed)
	cut := slices.ContainsFunc(v.report.Problems, func(p Problem) bool { return p.Fault == CutOff })
	if err == nil && relayed > last && !cut {
		v.report.found(CutOff, last+1, "", "entries %s were handed on to subscriptions and are gone", span(last+1, relayed))
	}
	return err
}

// unsealed counts what waits, and finds what waits for too long and what was
// never recorded by Kith.
func (v *verification) unsealed() error {
	rows, err := v.r.Query(`SELECT `+columns+` FROM journal_entry
		WHERE borough_id = ? AND seq IS NULL ORDER BY id LIMIT ?`, v.borough, 5*verifyBatch)
	waiting, err := db.Collect(rows, err, scanRow)
	for _, r := range waiting {
		v.report.Waiting++
		switch waited := v.r.Now().Sub(r.at); {
		case !v.s.says(r):
			v.report.found(Changed, 0, r.id, "the unsealed row %s does not say what was recorded, or was never recorded by Kith", r.id)
		case waited > sealWithin:
			v.report.found(Unsealed, 0, r.id, "row %s has not been sealed for %s", r.id, waited.Round(time.Second))
		}
	}
	return err
}

// span names numbers from and to.
func span(from, to int64) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d to %d", from, to)
}
