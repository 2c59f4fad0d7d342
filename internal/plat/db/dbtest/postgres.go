package dbtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"kith/internal/plat/db"
)

// migrationLock is the number of the lock under which test programs that run
// side by side make a schema.
const migrationLock = 5_484_211

// Postgres returns the shared PostgreSQL database with the sets' schema, and
// skips the test when there is no server. Each collection of migrations has a
// schema (in PostgreSQL's sense) of its own, so that editing a migration never
// meets a schema made by its earlier text.
func Postgres(t testing.TB, sets ...db.Migrations) *db.DB {
	t.Helper()
	return PostgresWith(t, db.Config{}, sets...)
}

// PostgresWith is Postgres with a clock, a log or another setting of the
// test's own.
func PostgresWith(t testing.TB, c db.Config, sets ...db.Migrations) *db.DB {
	t.Helper()
	server := os.Getenv(PostgresURL)
	if server == "" {
		t.Skipf("needs a PostgreSQL server: set %s", PostgresURL)
	}
	address, err := schemaFor(server, sets)
	if err != nil {
		t.Fatal(err)
	}
	c.Dir, c.URL = "", address
	return open(t, c)
}

// made holds the schemas that this process has migrated.
var made = struct {
	sync.Mutex
	schemas map[string]bool
}{schemas: map[string]bool{}}

// schemaFor returns the server's address with the schema of sets as its search
// path, having migrated it.
func schemaFor(server string, sets []db.Migrations) (string, error) {
	hash, err := hashOf(sets)
	if err != nil {
		return "", err
	}
	schema := "test_" + hash
	address, err := url.Parse(server)
	if err != nil {
		return "", fmt.Errorf("%s is not an address: %w", PostgresURL, err)
	}
	q := address.Query()
	q.Set("search_path", schema)
	address.RawQuery = q.Encode()

	made.Lock()
	defer made.Unlock()
	if made.schemas[schema] {
		return address.String(), nil
	}
	if err := migrateSchema(server, address.String(), schema, sets); err != nil {
		return "", err
	}
	made.schemas[schema] = true
	return address.String(), nil
}

// migrateSchema makes and migrates schema, while other processes wait.
func migrateSchema(server, address, schema string, sets []db.Migrations) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx) // gives the lock back
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+schema); err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Config{URL: address})
	if err != nil {
		return err
	}
	defer d.Close()
	return db.Migrate(ctx, d, sets)
}

// Empty returns a database of the engine in which nothing is, not even a schema; it goes when
// the test ends. It skips the test when it is to be PostgreSQL and there is no server.
func Empty(t testing.TB, engine db.Dialect) *db.DB {
	t.Helper()
	if engine == db.SQLite {
		return open(t, db.Config{Dir: t.TempDir(), Volatile: true})
	}
	server := os.Getenv(PostgresURL)
	if server == "" {
		t.Skipf("needs a PostgreSQL server: set %s", PostgresURL)
	}
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("empty_%d_%d", os.Getpid(), time.Now().UnixNano())
	run := func(statement string) {
		conn, err := pgx.Connect(context.Background(), server)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		if _, err := conn.Exec(context.Background(), statement); err != nil {
			t.Fatal(err)
		}
	}
	run("CREATE SCHEMA " + schema)
	t.Cleanup(func() { run("DROP SCHEMA " + schema + " CASCADE") })
	q := address.Query()
	q.Set("search_path", schema)
	address.RawQuery = q.Encode()
	return open(t, db.Config{URL: address.String()})
}
