package places

import (
	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
)

// The states of a directory.
const (
	stateLoading  = "loading"  // being written, and counts for nothing
	stateCurrent  = "current"  // asked by every look-up
	stateReplaced = "replaced" // its entries are taken away, for newer ones say as much
)

const entryColumns = `p.postcode, p.ended, p.district, p.ward, p.ward_before, p.lsoa11, p.lsoa21, p.lat, p.lon`

// entriesOf reads what the current directories say of a postcode. There are few of them,
// and each is asked by its key: CROSS JOIN keeps SQLite to that order.
func entriesOf(r db.Reader, p postcode.Postcode) ([]Entry, error) {
	rows, err := r.Query(`SELECT d.id, d.product, d.vintage, `+entryColumns+`
		FROM ref_directory d CROSS JOIN ref_postcode p
		WHERE d.state = ? AND p.directory_id = d.id AND p.postcode = ?`, stateCurrent, string(p))
	return db.Collect(rows, err, scanEntry)
}

// spotsOf adds where some postcodes lie. Where directories differ the first one loaded says.
func spotsOf(r db.Reader, codes []string, found map[string]grid.Ref) error {
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT p.postcode, p.lat, p.lon FROM ref_directory d CROSS JOIN ref_postcode p
		WHERE d.state = ? AND p.directory_id = d.id AND p.postcode IN (`+marks+`) AND p.lat IS NOT NULL AND p.lon IS NOT NULL
		ORDER BY d.id DESC`, append([]any{stateCurrent}, args...)...)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var code string
		var at grid.Point
		err := rows.Scan(&code, &at.Lat, &at.Lon)
		found[code] = grid.FromLatLon(at)
		return struct{}{}, err
	})
	return err
}

func scanEntry(rows *db.Rows) (e Entry, err error) {
	var lat, lon *float64
	err = rows.Scan(&e.directory, &e.Product, &e.Vintage, &e.Postcode, &e.Ended, &e.District, &e.Ward, &e.WardBefore,
		&e.LSOA11, &e.LSOA21, &lat, &lon)
	if lat != nil && lon != nil {
		e.At = &grid.Point{Lat: *lat, Lon: *lon}
	}
	return e, err
}
