package outreach

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/protocols"
)

// errBefore undoes a check whose row was taken meanwhile with another file.
var errBefore = fault.New(fault.Conflict, "outreach.before", "This row was taken in with another file.")

// whose is the record of whoever a row is about: of somebody nobody knows it is made first,
// in a transaction of its own, and kept with the row, so that it is made once. It is "" for a
// row that is done with.
func (w *worker) whose(ctx context.Context, row *Row) (people.RecordID, error) {
	switch {
	case row.Record != "":
		return row.Record, nil
	case row.Standing == Same:
		earlier, err := rowOf(w.s.db.Read(ctx), w.list.ID, row.SameAs)
		if err == nil && earlier.Record == "" {
			err = w.end(ctx, *row, Left, "The row about the same person was left out.")
		}
		return earlier.Record, err
	}
	return w.newcomer(ctx, row)
}

// newcomer is the record of somebody nobody knew when the list was looked at: one that was
// added since, when it certainly is theirs, or a new one.
func (w *worker) newcomer(ctx context.Context, row *Row) (people.RecordID, error) {
	like, err := w.s.people.MatchNumbered(ctx, row.Said.described(), row.Said.NHS)
	if err != nil {
		return "", err
	}
	at, err := w.s.places.Route(ctx, row.Said.Postcode)
	if err != nil {
		return "", err
	}
	since := row.addedSince(like)
	err = w.s.db.Write(ctx, func(tx *db.Tx) error {
		row.Record = since
		if since == "" {
			r, err := people.Add(tx, w.newRecord(row.Said, at), like)
			if err != nil {
				return err
			}
			row.Record = r.ID
		}
		return keepRecord(tx, w.list.ID, row.Number, row.Record)
	})
	return row.Record, err
}

// addedSince is the one record that is certainly of the person and that nobody had before
// their eyes when they said that the row is about somebody else; "" when there is none.
func (r Row) addedSince(like []people.Candidate) (only people.RecordID) {
	shown := map[people.RecordID]bool{}
	for _, f := range r.Found {
		shown[f.Record] = true
	}
	for _, c := range like {
		switch {
		case c.Points < sure || shown[c.Record]:
		case only != "":
			return ""
		default:
			only = c.Record
		}
	}
	return only
}

func (w *worker) newRecord(s Said, at places.Routing) people.NewRecord {
	n := people.NewRecord{
		Described: s.described(), Neighbourhood: at.Neighbourhood, RoutingRule: string(at.Rule), RoutingSource: at.Source,
		CheckByHand: at.CheckByHand, Source: "list: " + w.name, List: w.list.From,
	}
	n.Details.NHSNumber = s.NHS
	return n
}

// more is what the row says of somebody we know and nobody has said yet; false when that is
// nothing. What we know already stands: lists are often older than what people told us.
func (w *worker) more(s Said, known people.Record, at places.Routing) (n people.NewRecord, any bool) {
	n = w.newRecord(s, at)
	own := people.NewRecord{Described: known.Described, Neighbourhood: known.Neighbourhood, RoutingRule: known.RoutingRule, RoutingSource: known.RoutingSource, CheckByHand: known.CheckByHand}
	n.GivenNames, n.FamilyName = own.GivenNames, own.FamilyName
	if !known.BirthDate.IsZero() {
		n.BirthDate = known.BirthDate
	} else if !s.Born.IsZero() {
		any = true
	}
	if known.Phone != "" {
		n.Phone = "" // theirs stays theirs, wherever it came from
	} else if s.Phone != "" {
		any = true
	}
	if len(known.Address.Lines()) > 0 || len(s.Address) == 0 && s.Postcode == "" {
		n.Address, n.Neighbourhood, n.RoutingRule, n.RoutingSource, n.CheckByHand = own.Address, own.Neighbourhood, own.RoutingRule, own.RoutingSource, own.CheckByHand
	} else {
		any = true
	}
	if !known.NHSNumber.IsZero() {
		n.Details.NHSNumber = ""
	} else if s.NHS != "" {
		any = true
	}
	return n, any
}

// take notes, in the transaction that begins or joins the check, that the row is taken, what
// it says that nobody said yet, and how far the list is.
func (w *worker) take(tx *db.Tx, row Row, more *people.NewRecord, r protocols.Run, joined bool) (taken bool, err error) {
	first, err := takeKey(tx, row.Key, w.list.ID)
	if err == nil && !first {
		err = errBefore
	}
	if err != nil {
		return false, err
	}
	if more != nil {
		if _, err := people.SayMore(tx, row.Record, *more); err != nil {
			return false, err
		}
	}
	was := row.Standing
	row.Standing, row.Run, row.DoneAt = Began, string(r.ID), tx.Now()
	w.next = w.run
	w.next.Added++
	if joined {
		row.Standing = Joined
		w.next.Added, w.next.Changed = w.run.Added, w.run.Changed+1
	}
	w.next.Done++
	if err := saveRow(tx, w.list.ID, row, was); err != nil {
		return false, err
	}
	return true, imports.Step(tx, w.next)
}

// end is done with a row of which nothing begins.
func (w *worker) end(ctx context.Context, row Row, standing Standing, why string) error {
	was := row.Standing
	err := w.s.db.Write(ctx, func(tx *db.Tx) error {
		row.Standing, row.Why, row.DoneAt = standing, why, tx.Now()
		w.next = w.run
		w.next.Done++
		w.next.Rejected++
		if err := saveRow(tx, w.list.ID, row, was); err != nil {
			return err
		}
		return imports.Step(tx, w.next)
	})
	if err == nil {
		w.run = w.next
	}
	return err
}
