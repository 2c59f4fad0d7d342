package db_test

import (
	"testing"
	"testing/fstest"

	"go.uber.org/goleak"

	"kith/internal/plat/db"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// parcels is a small feature for these tests.
var parcels = []db.Migrations{{Name: "parcels", FS: fstest.MapFS{
	"migrations/20260101000000_parcels.sql": {Data: []byte(`
CREATE TABLE parcels_parcel (
	borough_id TEXT NOT NULL,
	id         TEXT NOT NULL,
	label      TEXT NOT NULL,
	weight     BIGINT NOT NULL DEFAULT 0,
	ready      BOOLEAN NOT NULL DEFAULT FALSE,
	packed_at  TIMESTAMPTZ,
	contents   TEXT,
	PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX parcels_parcel_label ON parcels_parcel (borough_id, label);
`)},
}}}

// addParcel inserts a parcel whose label is its id.
func addParcel(tx *db.Tx, id string) error {
	_, err := tx.Exec(`INSERT INTO parcels_parcel (borough_id, id, label, packed_at) VALUES (?, ?, ?, ?)`,
		tx.Borough(), id, id, tx.Now())
	return err
}

// parcelIDs returns the ids of the borough's parcels, sorted.
func parcelIDs(t *testing.T, r db.Reader) []string {
	t.Helper()
	rows, err := r.Query(`SELECT id FROM parcels_parcel WHERE borough_id = ? ORDER BY id`, r.Borough())
	ids, err := db.Collect(rows, err, func(rows *db.Rows) (id string, err error) { return id, rows.Scan(&id) })
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
