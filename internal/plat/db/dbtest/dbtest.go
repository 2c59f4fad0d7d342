// Package dbtest gives tests a real database, migrated and their own.
//
// On SQLite each test gets a copy of a file that is migrated once per process.
// On PostgreSQL, used when KITH_TEST_POSTGRES holds a server's address, tests
// share one database and keep apart by their boroughs.
package dbtest

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/plat/db"
)

// PostgresURL is the environment variable that holds the address of a
// PostgreSQL database for tests, with collation C.
const PostgresURL = "KITH_TEST_POSTGRES"

// New returns an empty SQLite database with the sets' schema. It is closed and
// removed when the test ends.
func New(t testing.TB, sets ...db.Migrations) *db.DB {
	t.Helper()
	return NewWith(t, db.Config{}, sets...)
}

// NewWith is New with a clock, a log or another setting of the test's own.
// The folder and the address in c are not used.
func NewWith(t testing.TB, c db.Config, sets ...db.Migrations) *db.DB {
	t.Helper()
	c.URL, c.Dir, c.Volatile = "", t.TempDir(), true
	if err := copyTemplate(c.Dir, sets); err != nil {
		t.Fatal(err)
	}
	return open(t, c)
}

// Each runs a test on SQLite, and on PostgreSQL when there is one. Test data
// stays in the PostgreSQL database, so a test uses boroughs of its own: see
// Context.
func Each(t *testing.T, sets []db.Migrations, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, New(t, sets...)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t, sets...)) })
}

// Context returns the test's context for a caller in a borough that nothing
// else uses; each call makes another.
func Context(t testing.TB) context.Context {
	return db.As(t.Context(), db.Caller{Borough: borough(), Actor: "tester", Purpose: "test"})
}

var boroughs atomic.Int64

func borough() string {
	return fmt.Sprintf("test-%d-%d-%d", time.Now().UnixNano(), os.Getpid(), boroughs.Add(1))
}

// signingKey is the journal's key in tests. It is always the same one, because
// tests of several programs share the PostgreSQL database.
var signingKey = []byte("the key of a journal in a test, 32")

func open(t testing.TB, c db.Config) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	d.SignWith(signingKey)
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("closing the database: %v", err)
		}
	})
	return d
}
