package places

import (
	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
)

// The states of a directory.
const (
	loading  = "loading"
	current  = "current"
	replaced = "replaced"
)

const entryColumns = `p.postcode, p.ended, p.district, p.ward, p.ward_before, p.lsoa11, p.lsoa21, p.lat, p.lon`

// entriesOf reads what the current directories say of a postcode. There are few of them,
// and each is asked by its key: CROSS JOIN keeps SQLite to that order.
func entriesOf(r db.Reader, p postcode.Postcode) ([]Entry, error) {
	rows, err := r.Query(`SELECT d.id, d.product, d.vintage, `+entryColumns+`
		FROM ref_directory d CROSS JOIN ref_postcode p
		WHERE d.state = ? AND p.directory_id = d.id AND p.postcode = ?`, current, string(p))
	return db.Collect(rows, err, scanEntry)
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

// boundaryGeneration returns a number that grows when boundaries are loaded.
func boundaryGeneration(r db.Reader) (id int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(d.id), 0) FROM ref_directory d WHERE d.product = ? AND d.state = ?`,
		Boundaries, current).Scan(&id)
	return id, err
}

// perQuery bounds the codes asked for at once.
const perQuery = 500

// shapesWith reads the current boundaries of the areas with these codes, newest vintage
// first, one for each code.
func shapesWith(r db.Reader, codes []string) (*Shapes, error) {
	shapes := &Shapes{}
	for len(codes) > 0 {
		n := min(len(codes), perQuery)
		some, err := shapesOf(r, codes[:n])
		if err != nil {
			return nil, err
		}
		shapes.all = append(shapes.all, some...)
		codes = codes[n:]
	}
	return shapes, nil
}

func shapesOf(r db.Reader, codes []string) (all []shape, err error) {
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT b.code, d.product, d.vintage, b.shape
		FROM ref_boundary b JOIN ref_directory d ON d.id = b.directory_id
		WHERE d.state = ? AND b.code IN (`+marks+`) ORDER BY d.vintage DESC, d.id DESC`, append([]any{current}, args...)...)
	seen := map[string]bool{}
	found, err := db.Collect(rows, err, func(rows *db.Rows) (s shape, err error) {
		var code, text string
		var edition Edition
		if err = rows.Scan(&code, &edition.Product, &edition.Vintage, &text); err != nil || seen[code] {
			return s, err
		}
		seen[code] = true
		return newShape(code, edition, text)
	})
	for _, s := range found {
		if s.code != "" {
			all = append(all, s)
		}
	}
	return all, err
}
