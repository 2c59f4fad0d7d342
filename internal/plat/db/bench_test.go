package db_test

import (
	"context"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

// BenchmarkWrite measures durable writes by 50 clients at once: each inserts a
// parcel, reads another and commits.
func BenchmarkWrite(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		d := openFor(b, db.Config{Dir: b.TempDir()})
		if err := db.Migrate(context.Background(), d, parcels); err != nil {
			b.Fatal(err)
		}
		benchmarkWrite(b, d)
	})
	b.Run("postgres", func(b *testing.B) {
		benchmarkWrite(b, dbtest.Postgres(b, parcels...))
	})
}

func benchmarkWrite(b *testing.B, d *db.DB) {
	const clients = 50
	ctx := dbtest.Context(b)
	var last atomic.Int64
	before := d.Stats()
	b.SetParallelism(clients / runtime.GOMAXPROCS(0))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := last.Add(1)
			err := d.Write(ctx, func(tx *db.Tx) error { return packAfter(tx, n) })
			if err != nil {
				b.Error(err)
			}
		}
	})
	b.StopTimer()
	after := d.Stats()
	b.ReportMetric(float64(after.Writes-before.Writes)/b.Elapsed().Seconds(), "writes/s")
	b.ReportMetric(float64(after.Writes-before.Writes)/float64(after.Commits-before.Commits), "writes/commit")
}

// packAfter adds parcel n having looked up another, as a guard would.
func packAfter(tx *db.Tx, n int64) error {
	var found int64
	err := tx.QueryRow(`SELECT count(*) FROM parcels_parcel WHERE borough_id = ? AND id = ?`,
		tx.Borough(), strconv.FormatInt(n-1, 10)).Scan(&found)
	if err != nil {
		return err
	}
	return addParcel(tx, strconv.FormatInt(n, 10))
}

func openFor(t testing.TB, c db.Config) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// BenchmarkRead measures a page's query: 25 rows by 50 readers at once.
func BenchmarkRead(b *testing.B) {
	d := dbtest.New(b, parcels...)
	ctx := dbtest.Context(b)
	for i := range 1000 {
		err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, strconv.Itoa(i)) })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.SetParallelism(50 / runtime.GOMAXPROCS(0))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := readPage(d.Read(ctx)); err != nil {
				b.Error(err)
			}
		}
	})
}

func readPage(r db.Reader) error {
	rows, err := r.Query(`SELECT id, label, packed_at FROM parcels_parcel
		WHERE borough_id = ? AND label > ? ORDER BY label LIMIT 25`, r.Borough(), "5")
	_, err = db.Collect(rows, err, func(rows *db.Rows) (at db.Time, err error) {
		var id, label string
		return at, rows.Scan(&id, &label, &at)
	})
	return err
}

// BenchmarkNew measures what a test pays for its database.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		d := dbtest.New(b, parcels...)
		d.Close()
	}
}
