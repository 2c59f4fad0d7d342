package imports

import (
	"context"
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// Begin starts a run, or goes on with the newest of the same kind and hash that
// was cut short or failed. The caller of ctx is named as its actor.
func (l *Log) Begin(ctx context.Context, p Plan) (run Run, err error) {
	defer fault.Wrap(&err, "begin to import %s", p.Name)
	err = l.db.Write(ctx, func(tx *db.Tx) error {
		run, err = unfinished(tx, p)
		if errors.Is(err, db.ErrNoRows) {
			run = Run{
				ID: ident.New[Run](tx.Now()), Kind: p.Kind, Name: p.Name, Hash: p.Hash, State: Running,
				Actor: tx.Actor(), StartedAt: tx.Now(), TouchedAt: tx.Now(), holder: newHolder(),
			}
			return insert(tx, run)
		}
		if err != nil {
			return err
		}
		run.holder, run.State, run.TouchedAt = newHolder(), Running, tx.Now()
		return take(tx, run)
	})
	return run, err
}

// Step notes, in the transaction of the importer's own rows, how far the run
// has come: its mark, rows done and counts. It is a fault of kind Conflict when
// another program has taken the run over.
func Step(tx *db.Tx, run Run) error { return update(tx, run, Running, "") }

// Finish notes, in the transaction that makes the import count, that it is
// whole. It fails as Step does.
func Finish(tx *db.Tx, run Run) error { return update(tx, run, Finished, run.Note) }

// Fail notes why a run came to nothing, in words fit for people. Begin with the
// same file goes on with it.
func (l *Log) Fail(ctx context.Context, run Run, why error) error {
	ctx = context.WithoutCancel(ctx)
	return l.db.Write(ctx, func(tx *db.Tx) error { return update(tx, run, Failed, fault.MessageOf(why)) })
}

// Recent lists the borough's runs, newest first, at most limit.
func (l *Log) Recent(ctx context.Context, limit int) ([]Run, error) {
	return recent(l.db.Read(ctx), limit)
}
