package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestWriteIsReadAtOnce(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		for i := range 20 {
			id := fmt.Sprintf("p%02d", i)
			if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, id) }); err != nil {
				t.Fatal(err)
			}
			if ids := parcelIDs(t, d.Read(ctx)); len(ids) != i+1 || ids[i] != id {
				t.Fatalf("after writing %s: %v", id, ids)
			}
		}
	})
}

func TestFailedWriteLeavesNothing(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		wanted := errors.New("changed my mind")
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := addParcel(tx, "p1"); err != nil {
				return err
			}
			return wanted
		})
		if !errors.Is(err, wanted) {
			t.Errorf("error = %v", err)
		}
		if ids := parcelIDs(t, d.Read(ctx)); ids != nil {
			t.Errorf("left behind: %v", ids)
		}
	})
}

// Neighbours in a batch fail, panic and end their goroutine; none of it
// touches the others.
func TestNeighboursAreNotHurt(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		var all sync.WaitGroup
		for i := range 100 {
			all.Go(func() {
				defer func() { recover() }()
				err := d.Write(ctx, func(tx *db.Tx) error {
					if err := addParcel(tx, fmt.Sprintf("p%02d", i)); err != nil {
						return err
					}
					switch i % 5 {
					case 1:
						return errors.New("no")
					case 2:
						panic("oh")
					case 3:
						return addParcel(tx, fmt.Sprintf("p%02d", i)) // taken
					}
					return nil
				})
				if good := i%5 == 0 || i%5 == 4; good != (err == nil) {
					t.Errorf("write %d: %v", i, err)
				}
			})
		}
		all.Wait()
		var want []string
		for i := range 100 {
			if i%5 == 0 || i%5 == 4 {
				want = append(want, fmt.Sprintf("p%02d", i))
			}
		}
		if ids := parcelIDs(t, d.Read(ctx)); !slices.Equal(ids, want) {
			t.Errorf("kept %v, want %v", ids, want)
		}
	})
}

func TestPanicReachesTheCaller(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		func() {
			defer func() {
				if r := recover(); fmt.Sprint(r) != "runtime error: invalid memory address or nil pointer dereference" {
					t.Errorf("recovered %v", r)
				}
			}()
			d.Write(ctx, func(tx *db.Tx) error {
				addParcel(tx, "p1")
				var nobody *db.Caller
				return addParcel(tx, nobody.Actor)
			})
		}()
		if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "p2") }); err != nil {
			t.Fatal(err)
		}
		if ids := parcelIDs(t, d.Read(ctx)); !slices.Equal(ids, []string{"p2"}) {
			t.Errorf("kept %v", ids)
		}
	})
}

func TestGoroutineEndingInAWrite(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		t.Run("ends", func(t *testing.T) {
			d.Write(ctx, func(tx *db.Tx) error {
				t.SkipNow()
				return nil
			})
		})
		if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "p1") }); err != nil {
			t.Fatal(err)
		}
	})
}

func TestCancelledBeforeItsTurn(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(dbtest.Context(t))
		cancel()
		err := d.Write(ctx, func(tx *db.Tx) error { t.Error("ran"); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
	})
}

func TestCancelledInMidWriteGoesThrough(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(dbtest.Context(t))
		err := d.Write(ctx, func(tx *db.Tx) error {
			cancel()
			return errors.Join(addParcel(tx, "p1"), tx.Context().Err())
		})
		if err != nil {
			t.Fatal(err)
		}
		if ids := parcelIDs(t, d.Read(context.WithoutCancel(ctx))); len(ids) != 1 {
			t.Errorf("kept %v", ids)
		}
	})
}

func TestNestedWriteIsRefused(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		var inner error
		err := d.Write(dbtest.Context(t), func(tx *db.Tx) error {
			inner = d.Write(tx.Context(), func(tx *db.Tx) error { return nil })
			return nil
		})
		if err != nil || fault.CodeOf(inner) != "db.nested" {
			t.Errorf("outer %v, inner %v", err, inner)
		}
	})
}

func TestReadWithinAWriteSeesIt(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		var after context.Context
		err := d.Write(ctx, func(tx *db.Tx) error {
			after = tx.Context()
			if err := addParcel(tx, "p1"); err != nil {
				return err
			}
			if ids := parcelIDs(t, d.Read(tx.Context())); len(ids) != 1 {
				t.Errorf("within: %v", ids)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if ids := parcelIDs(t, d.Read(after)); len(ids) != 1 {
			t.Errorf("afterwards: %v", ids)
		}
	})
}

// PostgreSQL refuses everything after a failed statement; SQLite does the same
// here, so that what passes on one passes on the other.
func TestFailedStatementSpoilsTheWrite(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := addParcel(tx, "p1"); err != nil {
				return err
			}
			if err := addParcel(tx, "p1"); !db.IsUnique(err) {
				t.Errorf("second insert: %v", err)
			}
			if err := addParcel(tx, "p2"); err == nil {
				t.Error("a statement ran in a spoilt transaction")
			}
			return nil
		})
		if !db.IsUnique(err) || fault.KindOf(err) != fault.Conflict {
			t.Errorf("error = %v", err)
		}
		if ids := parcelIDs(t, d.Read(ctx)); ids != nil {
			t.Errorf("left behind: %v", ids)
		}
	})
}

func TestTryUndoesOnlyItself(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := addParcel(tx, "p1"); err != nil {
				return err
			}
			failed := tx.Try(func() error {
				if err := addParcel(tx, "p2"); err != nil {
					return err
				}
				return tx.Try(func() error { return addParcel(tx, "p1") })
			})
			if !db.IsUnique(failed) {
				t.Errorf("try: %v", failed)
			}
			return tx.Try(func() error { return addParcel(tx, "p3") })
		})
		if err != nil {
			t.Fatal(err)
		}
		if ids := parcelIDs(t, d.Read(ctx)); !slices.Equal(ids, []string{"p1", "p3"}) {
			t.Errorf("kept %v", ids)
		}
	})
}

func TestForgottenRowsAreClosed(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		for i := range 20 {
			err := d.Write(ctx, func(tx *db.Tx) error {
				if err := addParcel(tx, fmt.Sprintf("p%02d", i)); err != nil {
					return err
				}
				rows, err := tx.Query(`SELECT id FROM parcels_parcel`)
				rows.Next()
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestTransactionAfterItsWrite(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		var kept *db.Tx
		if err := d.Write(dbtest.Context(t), func(tx *db.Tx) error { kept = tx; return nil }); err != nil {
			t.Fatal(err)
		}
		if err := addParcel(kept, "p1"); fault.CodeOf(err) != "db.ended" {
			t.Errorf("error = %v", err)
		}
	})
}
