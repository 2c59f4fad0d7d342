package blueprint

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// When somebody else applied meanwhile, Apply starts again after a pause, in which
// the other's commit becomes readable.
const (
	attempts = 5
	pause    = 50 * time.Millisecond
)

var errOvertaken = errors.New("another version was applied meanwhile")

// Apply reads a folder and makes it the caller's borough's current blueprint. It
// returns the version and what changed from the one before, by which it also
// says what it did: applying what is current already changes nothing, records
// nothing and returns no changes. The note says why and may be empty.
//
// A folder with any problem is refused whole with [fault.Invalid], whose cause
// is the [Problems], and the current version stays; so is the folder of another
// borough.
func (s *Service) Apply(ctx context.Context, folder fs.FS, note string) (Version, []Change, error) {
	next, problems := Load(folder, s.sections)
	if len(problems) > 0 {
		return Version{}, nil, refusal(problems)
	}
	return s.take(ctx, applying{next: next, note: note})
}

// applying is a whole blueprint on its way to become the current one.
type applying struct {
	next *Blueprint
	note string
	base string                // the version it was made from; "" is whichever is current
	with func(tx *db.Tx) error // done in the same transaction; may be nil
}

// take applies, and starts again when somebody else did so meanwhile.
func (s *Service) take(ctx context.Context, a applying) (Version, []Change, error) {
	if borough := db.CallerOf(ctx).Borough; a.next.ID != borough {
		return Version{}, nil, fault.New(fault.Invalid, "blueprint.other-borough",
			fmt.Sprintf("This is the blueprint of %s, and Kith is running for %s. Give the folder of %s, or run with the other borough.", a.next.ID, borough, borough))
	}
	if err := s.guard(ctx, a.next); err != nil {
		return Version{}, nil, err
	}
	for range attempts {
		version, changes, err := s.apply(ctx, a)
		if !errors.Is(err, errOvertaken) && !db.IsUnique(err) {
			return version, changes, err
		}
		select {
		case <-ctx.Done():
			return Version{}, nil, ctx.Err()
		case <-time.After(pause):
		}
	}
	return Version{}, nil, fault.New(fault.Conflict, "blueprint.overtaken",
		"Somebody else is applying blueprints at this moment. Look at what is current now, and apply again.")
}

func refusal(problems []Problem) error {
	message := "The blueprint has a problem and was not applied; the one in use stays. Mend it and apply again."
	if n := len(problems); n > 1 {
		message = fmt.Sprintf("The blueprint has %d problems and was not applied; the one in use stays. Mend them and apply again.", n)
	}
	refused := fault.New(fault.Invalid, "blueprint.broken", message)
	refused.Err = Problems(problems)
	return refused
}

// apply compares outside the transaction, and inside it makes sure that what it
// compared with is still current.
func (s *Service) apply(ctx context.Context, a applying) (Version, []Change, error) {
	r, next := s.db.Read(ctx), a.next
	before, found, err := currentVersion(r)
	if err == nil && a.base != "" && a.base != before.Name() {
		err = movedOn(a.base, before.Name())
	}
	if err != nil || found && before.Hash == next.Hash {
		return before.Version, nil, err
	}
	was, err := contents(r, before)
	if err != nil {
		return Version{}, nil, err
	}
	changes := compareFiles(was, next.files)
	var made stored
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := notOvertaken(tx, before.Number); err != nil {
			return err
		}
		made = stored{manifest: next.files.manifest(), Version: Version{
			Number: before.Number + 1, Hash: next.Hash, Note: a.note, AppliedAt: tx.Now(), AppliedBy: tx.Actor(), Current: true,
		}}
		if err := insertFiles(tx, next.files); err != nil {
			return err
		}
		if err := insertCurrent(tx, made); err != nil {
			return err
		}
		if err := journal.Record(tx, applied(made.Version, len(changes))); err != nil || a.with == nil {
			return err
		}
		return a.with(tx)
	})
	if err != nil {
		return Version{}, nil, err
	}
	s.took(made.Version, next)
	return made.Version, changes, nil
}

// took makes the version count in this process at once.
func (s *Service) took(v Version, loaded *Blueprint) {
	b := &Blueprint{ID: loaded.ID, Name: loaded.Name, Hash: loaded.Hash, Version: v.Name(), parts: loaded.parts, files: loaded.files}
	s.keep(versionKey{b.ID, v.Number}, b)
	s.learn(b.ID, latest{b, v.Number, v.AppliedAt})
}

func notOvertaken(tx *db.Tx, before int64) error {
	if err := awaitTurn(tx); err != nil {
		return err
	}
	number, err := currentNumber(tx)
	if err == nil && number != before {
		err = errOvertaken
	}
	return err
}

func applied(v Version, changes int) journal.Entry {
	return journal.Entry{
		Verb: "applied version " + v.Name() + " of the blueprint", Topic: "blueprint.applied",
		Objects: []journal.Object{{Kind: "blueprint", ID: v.Name()}},
		Data:    map[string]any{"hash": v.Hash, "changes": changes},
	}
}
