package db_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

// pack adds a parcel packed at some time.
func pack(tx *db.Tx, id string, at any) error {
	_, err := tx.Exec(`INSERT INTO parcels_parcel (borough_id, id, label, packed_at) VALUES (?, ?, ?, ?)`, tx.Borough(), id, id, at)
	return err
}

// Whatever form a time is bound in, it comes back the same on both engines and
// sorts by time.
func TestTimesComeBackInOrder(t *testing.T) {
	base := time.Date(2026, 3, 29, 0, 59, 59, 999_999_000, time.UTC)
	far := time.FixedZone("", -11*3600)
	times := []time.Time{
		time.Date(1890, 1, 1, 0, 0, 0, 0, time.UTC),
		base.Add(-time.Microsecond),
		base,
		base.Add(time.Microsecond).In(far),
		base.Add(2 * time.Second),
		time.Date(2038, 1, 19, 3, 14, 8, 120_000, time.UTC),
	}
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		err := d.Write(ctx, func(tx *db.Tx) error {
			for i := range times {
				at := times[len(times)-1-i]
				forms := []any{at, &at, db.Time{Time: at}, db.NullTimeOf(at)}
				if err := pack(tx, fmt.Sprint(i), forms[i%len(forms)]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r := d.Read(ctx)
		rows, err := r.Query(`SELECT packed_at, packed_at, packed_at FROM parcels_parcel
			WHERE borough_id = ? AND packed_at >= ? ORDER BY packed_at`, r.Borough(), times[0])
		got, err := db.Collect(rows, err, func(rows *db.Rows) (time.Time, error) {
			var a db.Time
			var b db.NullTime
			var c time.Time
			err := rows.Scan(&a, &b, &c)
			if !a.Time.Equal(b.Time) || !a.Time.Equal(c) || !b.Valid || c.Location() != time.UTC {
				t.Errorf("%v, %v and %v differ", a, b, c)
			}
			return a.Time, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.EqualFunc(got, times, time.Time.Equal) {
			t.Errorf("got  %v\nwant %v", got, times)
		}
	})
}

func TestNullTimes(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		var none *time.Time
		err := d.Write(ctx, func(tx *db.Tx) error {
			return errors.Join(pack(tx, "1", db.NullTime{}), pack(tx, "2", none), pack(tx, "3", nil))
		})
		if err != nil {
			t.Fatal(err)
		}
		r := d.Read(ctx)
		rows, err := r.Query(`SELECT packed_at FROM parcels_parcel WHERE borough_id = ?`, r.Borough())
		all, err := db.Collect(rows, err, func(rows *db.Rows) (n db.NullTime, err error) { return n, rows.Scan(&n) })
		if err != nil || len(all) != 3 || slices.ContainsFunc(all, func(n db.NullTime) bool { return n.Valid }) {
			t.Errorf("%v, %v", all, err)
		}
		err = r.QueryRow(`SELECT packed_at FROM parcels_parcel WHERE borough_id = ?`, r.Borough()).Scan(&db.Time{})
		if err == nil {
			t.Error("a NULL was read into a Time")
		}
	})
}

type label string

func TestOtherColumns(t *testing.T) {
	type contents struct {
		Items []string `json:"items"`
	}
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		err := d.Write(ctx, func(tx *db.Tx) error {
			n, err := tx.Exec(`INSERT INTO parcels_parcel (borough_id, id, label, weight, ready, contents) VALUES (?, ?, ?, ?, ?, ?)`,
				tx.Borough(), "1", label("a"), uint8(7), true, db.JSONOf(contents{Items: []string{"tea", "‘milk’"}}))
			if n != 1 {
				t.Errorf("%d rows", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		r := d.Read(ctx)
		var l label
		var weight int
		var ready bool
		var c db.JSON[contents]
		err = r.QueryRow(`SELECT label, weight, ready, contents FROM parcels_parcel WHERE borough_id = ? AND ready = ?`, r.Borough(), true).
			Scan(&l, &weight, &ready, &c)
		if err != nil || l != "a" || weight != 7 || !ready || !slices.Equal(c.V.Items, []string{"tea", "‘milk’"}) {
			t.Errorf("%v %v %v %v, %v", l, weight, ready, c, err)
		}
	})
}

func TestWhatCannotBeBound(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		for _, bad := range []string{"nul\x00", "broken\xff"} {
			err := d.Write(dbtest.Context(t), func(tx *db.Tx) error { return addParcel(tx, bad) })
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v", bad, err)
			}
		}
		err := d.Write(dbtest.Context(t), func(tx *db.Tx) error { return pack(tx, "1", tx.Now) })
		if err == nil || !strings.Contains(err.Error(), "call it") {
			t.Errorf("a function: %v", err)
		}
		err = d.Write(dbtest.Context(t), func(tx *db.Tx) error { return pack(tx, "1", time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)) })
		if err == nil {
			t.Error("the year 12026 was kept")
		}
	})
}

func TestIn(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		err := d.Write(ctx, func(tx *db.Tx) error {
			return errors.Join(addParcel(tx, "a"), addParcel(tx, "b"), addParcel(tx, "c"))
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, wanted := range [][]label{nil, {"b"}, {"a", "c", "z"}} {
			r := d.Read(ctx)
			marks, args := db.In(wanted)
			var n int
			err := r.QueryRow(`SELECT count(*) FROM parcels_parcel WHERE borough_id = ? AND id IN (`+marks+`)`,
				append([]any{r.Borough()}, args...)...).Scan(&n)
			if err != nil || n != min(len(wanted), 2) {
				t.Errorf("in %v: %d, %v", wanted, n, err)
			}
		}
	})
}

func TestNoRows(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		r := d.Read(dbtest.Context(t))
		var id string
		err := r.QueryRow(`SELECT id FROM parcels_parcel WHERE borough_id = ?`, r.Borough()).Scan(&id)
		if !errors.Is(err, db.ErrNoRows) {
			t.Errorf("error = %v", err)
		}
	})
}

func TestIsUnique(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		insert := func(id, label any) error {
			return d.Write(ctx, func(tx *db.Tx) error {
				_, err := tx.Exec(`INSERT INTO parcels_parcel (borough_id, id, label) VALUES (?, ?, ?)`, tx.Borough(), id, label)
				return err
			})
		}
		if err := insert("1", "one"); err != nil {
			t.Fatal(err)
		}
		if err := insert("1", "two"); !db.IsUnique(err) || fault.KindOf(err) != fault.Conflict {
			t.Errorf("same key: %v", err)
		}
		if err := insert("2", "one"); !db.IsUnique(err) {
			t.Errorf("same label: %v", err)
		}
		if err := insert("3", nil); err == nil || db.IsUnique(err) || fault.KindOf(err) != fault.Internal {
			t.Errorf("no label: %v", err)
		}
		if db.IsUnique(nil) || db.IsUnique(errors.New("unique")) {
			t.Error("not unique at all")
		}
	})
}

// The engines sort text alike: by its bytes.
func TestTextSortsAlike(t *testing.T) {
	dbtest.Each(t, parcels, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		want := []string{"-", "Zebra", "a b", "a-b", "ab", "zebra", "Łódź", "Élan"}
		slices.Sort(want)
		err := d.Write(ctx, func(tx *db.Tx) (err error) {
			for _, id := range slices.Backward(want) {
				err = errors.Join(err, addParcel(tx, id))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if ids := parcelIDs(t, d.Read(ctx)); !slices.Equal(ids, want) {
			t.Errorf("sorted %v, want %v", ids, want)
		}
	})
}
