package db_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

// raise makes the server give up the transaction with a code.
func raise(tx *db.Tx, state string) error {
	_, err := tx.Exec(`DO $$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '` + state + `'; END $$`)
	return err
}

func TestCollisionsAreRunAgain(t *testing.T) {
	d := dbtest.Postgres(t, parcels...)
	for _, state := range []string{"40001", "40P01"} {
		ctx := dbtest.Context(t)
		runs := 0
		err := d.Write(ctx, func(tx *db.Tx) error {
			runs++
			if err := addParcel(tx, "p1"); err != nil {
				return err
			}
			if runs < 4 {
				// However the function reports it.
				return fmt.Errorf("step %d: %v", runs, raise(tx, state))
			}
			return nil
		})
		if err != nil || runs != 4 {
			t.Errorf("%s: %v after %d runs", state, err, runs)
		}
		if ids := parcelIDs(t, d.Read(ctx)); len(ids) != 1 {
			t.Errorf("%s: kept %v", state, ids)
		}
	}
}

func TestEndlessCollisionGivesUp(t *testing.T) {
	d := dbtest.Postgres(t, parcels...)
	err := d.Write(dbtest.Context(t), func(tx *db.Tx) error { return raise(tx, "40001") })
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("error = %v", err)
	}
}

func TestDeadlockIsRunAgain(t *testing.T) {
	d := dbtest.Postgres(t, parcels...)
	ctx := dbtest.Context(t)
	err := d.Write(ctx, func(tx *db.Tx) error { return errors.Join(addParcel(tx, "a"), addParcel(tx, "b")) })
	if err != nil {
		t.Fatal(err)
	}
	var both, all sync.WaitGroup
	both.Add(2)
	for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		var first sync.Once
		all.Go(func() {
			err := d.Write(ctx, func(tx *db.Tx) error {
				for _, id := range order {
					if _, err := tx.Exec(`UPDATE parcels_parcel SET weight = weight + 1 WHERE borough_id = ? AND id = ?`, tx.Borough(), id); err != nil {
						return err
					}
					first.Do(func() { both.Done(); both.Wait() })
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var weight int
	r := d.Read(ctx)
	if err := r.QueryRow(`SELECT sum(weight) FROM parcels_parcel WHERE borough_id = ?`, r.Borough()).Scan(&weight); err != nil || weight != 4 {
		t.Errorf("weight %d, %v", weight, err)
	}
}

// hangUp ends every connection of d from outside, as a restarted server does.
func hangUp(t *testing.T, d *db.DB) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), os.Getenv(dbtest.PostgresURL))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	stat := d.PgxPool().Config().ConnConfig.RuntimeParams["application_name"]
	_, err = conn.Exec(t.Context(), `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1`, stat)
	if err != nil {
		t.Fatal(err)
	}
}

// own opens the shared database under a name of its own.
func own(t *testing.T) *db.DB {
	t.Helper()
	shared := dbtest.Postgres(t, parcels...)
	address, err := url.Parse(shared.PgxPool().Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	q := address.Query()
	q.Set("application_name", "kith "+t.Name())
	address.RawQuery = q.Encode()
	return openFor(t, db.Config{URL: address.String()})
}

func TestRestartedServer(t *testing.T) {
	d := own(t)
	ctx := dbtest.Context(t)
	var all sync.WaitGroup
	for i := range 8 { // fill the pool
		all.Go(func() {
			if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, fmt.Sprint(i)) }); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	hangUp(t, d)
	if ids := parcelIDs(t, d.Read(ctx)); len(ids) != 8 {
		t.Errorf("read %v", ids)
	}
	hangUp(t, d)
	if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "8") }); err != nil {
		t.Errorf("write: %v", err)
	}
	runs := 0
	err := d.Write(ctx, func(tx *db.Tx) error {
		if runs++; runs == 1 {
			hangUp(t, d)
		}
		return addParcel(tx, "9")
	})
	if err != nil || runs != 2 {
		t.Errorf("a connection lost half-way: %v after %d runs", err, runs)
	}
	if ids := parcelIDs(t, d.Read(ctx)); len(ids) != 10 {
		t.Errorf("read %v", ids)
	}
}

func TestNoServer(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	_, err = db.Open(t.Context(), db.Config{URL: "postgres://kith:secret@" + free.Addr().String() + "/kith"})
	if fault.CodeOf(err) != "db.open" || strings.Contains(fault.MessageOf(err), "secret") {
		t.Errorf("error = %v", err)
	}
	_, err = db.Open(t.Context(), db.Config{URL: "postgres://kith:secret@:no/kith"})
	if fault.CodeOf(err) != "db.config" || strings.Contains(err.Error(), "secret") {
		t.Errorf("error = %v", err)
	}
}

func TestOtherCollationIsRefused(t *testing.T) {
	dbtest.Postgres(t)
	ctx := t.Context()
	server := os.Getenv(dbtest.PostgresURL)
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	name := fmt.Sprintf("kith_collation_%d", os.Getpid())
	_, err = conn.Exec(ctx, `CREATE DATABASE `+name+` TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`)
	if err != nil {
		t.Skipf("no database with another collation can be made here: %v", err)
	}
	defer conn.Exec(context.Background(), `DROP DATABASE `+name)
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	_, err = db.Open(ctx, db.Config{URL: address.String()})
	if fault.CodeOf(err) != "db.collation" || !strings.Contains(fault.MessageOf(err), "CREATE DATABASE") {
		t.Errorf("error = %v", err)
	}
}

// Without SkipLocked two claimers would wait for each other and take the same
// row; on SQLite there is only ever one.
func TestSkipLocked(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		err := d.Write(ctx, func(tx *db.Tx) (err error) {
			for i := range 20 {
				err = errors.Join(err, addParcel(tx, fmt.Sprintf("%02d", i)))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		claims := make(chan string, 20)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				var id string
				err := d.Write(ctx, func(tx *db.Tx) error {
					err := tx.QueryRow(`SELECT id FROM parcels_parcel WHERE borough_id = ? AND weight = 0
						ORDER BY id LIMIT 1`+tx.Dialect().SkipLocked(), tx.Borough()).Scan(&id)
					if err != nil {
						return err
					}
					_, err = tx.Exec(`UPDATE parcels_parcel SET weight = 1 WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
					return err
				})
				if err != nil {
					t.Error(err)
				}
				claims <- id
			})
		}
		all.Wait()
		close(claims)
		var ids []string
		for id := range claims {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != 20 {
			t.Errorf("claimed %v", ids)
		}
	})
}

// A row read ForUpdate stays as it is until the transaction ends.
func TestForUpdate(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "p") }); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				err := d.Write(ctx, func(tx *db.Tx) error {
					var weight int
					err := tx.QueryRow(`SELECT weight FROM parcels_parcel WHERE borough_id = ? AND id = 'p'`+tx.Dialect().ForUpdate(), tx.Borough()).Scan(&weight)
					if err != nil {
						return err
					}
					_, err = tx.Exec(`UPDATE parcels_parcel SET weight = ? WHERE borough_id = ? AND id = 'p'`, weight+1, tx.Borough())
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		var weight int
		r := d.Read(ctx)
		if err := r.QueryRow(`SELECT weight FROM parcels_parcel WHERE borough_id = ?`, r.Borough()).Scan(&weight); err != nil || weight != 20 {
			t.Errorf("counted %d, %v", weight, err)
		}
	})
}

// The job library writes through pgx within our transaction, and is undone
// with it.
func TestPgxWithinAWrite(t *testing.T) {
	d := dbtest.Postgres(t, parcels...)
	ctx := dbtest.Context(t)
	add := func(tx *db.Tx, on pgx.Tx, id string) error {
		_, err := on.Exec(tx.Context(), `INSERT INTO parcels_parcel (borough_id, id, label) VALUES ($1, $2, $2)`, tx.Borough(), id)
		return err
	}
	write := func(outcome error) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			outer := tx.PgxTx()
			inner, err := outer.Begin(tx.Context())
			err = errors.Join(err, addParcel(tx, "ours"), add(tx, outer, "theirs"), add(tx, inner, "kept"), inner.Commit(tx.Context()))
			undone, begin := outer.Begin(tx.Context())
			return errors.Join(err, begin, add(tx, undone, "undone"), undone.Rollback(tx.Context()), outer.Commit(tx.Context()), outcome)
		})
	}
	no := errors.New("no")
	if err := write(no); !errors.Is(err, no) {
		t.Error(err)
	}
	if ids := parcelIDs(t, d.Read(ctx)); ids != nil {
		t.Errorf("left behind %v", ids)
	}
	if err := write(nil); err != nil {
		t.Error(err)
	}
	if ids := parcelIDs(t, d.Read(ctx)); !slices.Equal(ids, []string{"kept", "ours", "theirs"}) {
		t.Errorf("kept %v", ids)
	}
}

// Writes that may wait leave connections to people.
func TestBackgroundLeavesRoom(t *testing.T) {
	shared := dbtest.Postgres(t, parcels...)
	d := openFor(t, db.Config{URL: shared.PgxPool().Config().ConnString(), ReadPool: 4})
	ctx := dbtest.Context(t)
	finish := make(chan struct{})
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			err := d.Write(db.Background(ctx, db.Imports), func(*db.Tx) error { <-finish; return nil })
			if err != nil {
				t.Error(err)
			}
		})
	}
	for range 20 {
		if err := d.Write(ctx, func(*db.Tx) error { return nil }); err != nil {
			t.Error(err)
		}
	}
	close(finish)
	all.Wait()
}
