package outreach

import (
	"context"
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/registers/people"
	"kith/internal/work/protocols"
)

// GoOnEvery is how often lists are gone on with whose checks are not all begun.
const GoOnEvery = time.Minute

// GoOn begins what is left of every list that was begun: the checks that did not fit into
// the first page, and those of a list whose work was cut short.
func (s *Service) GoOn(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "go on with lists")
	all, err := listsIn(s.db.Read(ctx), Begun)
	for _, l := range all {
		err = errors.Join(err, s.work(ctx, l.ID, mostRows))
	}
	return err
}

// program begins the checks. That whoever handed the list in may begin each of them was
// held to when they did.
var program = access.Principal{Account: "outreach", Name: "Kith itself", Grants: []access.Grant{{Role: access.Agent}, {Role: access.Coordinator}, {Role: access.Manager}}}

// work begins at most so many of a list's checks, each in its own transaction, and ends the
// list once there are no more. Another program that has taken the work over is left to it.
func (s *Service) work(ctx context.Context, id ListID, most int) error {
	l, err := listByID(s.db.Read(ctx), id)
	if err != nil || l.State != Begun {
		return err
	}
	name, err := s.nameOf(ctx, l.From)
	if err != nil {
		return err
	}
	caller := db.CallerOf(ctx)
	caller.Actor = l.BegunBy
	ctx = access.With(db.As(ctx, caller), program)
	run, err := imports.New(s.db).Begin(ctx, imports.Plan{Kind: "checks", Name: l.Name, Hash: string(l.ID)})
	if err != nil {
		return err
	}
	w := &worker{s: s, list: l, name: name, run: run}
	if err := w.all(ctx, most); fault.KindOf(err) != fault.Conflict {
		return err
	}
	return nil // another program goes on with it
}

func (s *Service) nameOf(ctx context.Context, list string) (string, error) {
	rules, err := s.rules.Rules(ctx)
	if err != nil {
		return "", err
	}
	if l, ok := rules.List(list); ok {
		return l.Name, nil
	}
	return "Another team", nil
}

// worker begins the checks of one list.
type worker struct {
	s    *Service
	list List
	name string // whose list it is
	run  imports.Run
	next imports.Run // the run as the transaction under way leaves it
}

func (w *worker) all(ctx context.Context, most int) error {
	rows, err := rowsOf(w.s.db.Read(ctx), w.list.ID, ToDo())
	if err != nil {
		return err
	}
	for _, row := range rows[:min(len(rows), most)] {
		if err := w.row(ctx, row); err != nil {
			return err
		}
	}
	if len(rows) > most {
		return nil
	}
	return w.s.db.Write(ctx, func(tx *db.Tx) error {
		if err := imports.Finish(tx, w.run); err != nil {
			return err
		}
		if err := setState(tx, w.list.ID, Begun, Done); err != nil {
			return err
		}
		return tell(tx, w.list, "ended a list", "outreach.done", map[string]any{"begun": w.run.Added, "joined": w.run.Changed, "not": w.run.Rejected})
	})
}

// row begins, or joins, the check of one row.
func (w *worker) row(ctx context.Context, row Row) error {
	who, err := w.whose(ctx, &row)
	if err != nil || who == "" {
		return err
	}
	p, err := people.PersonIn(w.s.db.Read(ctx), who)
	if err != nil {
		return err
	}
	if why := barred(p, w.s.db.Read(ctx).Now()); why != "" && !row.KeptBack { // learned since it was looked at
		return w.end(ctx, row, Barred, why)
	}
	more, err := w.said(ctx, row, p)
	if err != nil {
		return err
	}
	row.Record = recordFor(p)
	taken := false
	_, _, err = w.s.checks.Check(ctx, protocols.CheckOn{
		Record: row.Record, Why: row.Said.reason(w.name, p.Current()), Key: "list " + row.Key, List: w.list.From,
		Also: func(tx *db.Tx, r protocols.Run, joined bool) (err error) {
			taken, err = w.take(tx, row, more, r, joined)
			return err
		},
	})
	switch {
	case errors.Is(err, errBefore), err == nil && !taken:
		return w.end(ctx, row, Before, "It was taken in with another file.")
	case fault.KindOf(err) == fault.Forbidden && err != nil:
		return w.end(ctx, row, Barred, fault.MessageOf(err))
	case err == nil:
		w.run = w.next
	}
	return err
}

// said is what a row says of somebody we know and nobody has said yet; nil when that is
// nothing, when their record was just made of it, and when they are kept from whoever sent
// it.
func (w *worker) said(ctx context.Context, row Row, p people.Person) (*people.NewRecord, error) {
	if row.KeptBack || row.Standing == Newcomer {
		return nil, nil
	}
	at, err := w.s.places.Route(ctx, row.Said.Postcode)
	if n, any := w.more(row.Said, p.Current(), at); any && err == nil {
		return &n, nil
	}
	return nil, err
}
