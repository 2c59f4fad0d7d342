package places

import (
	"cmp"
	"slices"
	"strings"

	"kith/internal/plat/db"
)

// boundaryGeneration returns a number that grows when boundaries are loaded.
func boundaryGeneration(r db.Reader) (id int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(d.id), 0) FROM ref_directory d WHERE d.product = ? AND d.state = ?`,
		Boundaries, stateCurrent).Scan(&id)
	return id, err
}

// perQuery bounds the codes asked for at once.
const perQuery = 500

// shapesWith reads the current boundaries of the areas with these codes, one for each code
// and of its newest vintage: districts, wards (E05), then LSOAs (E01), newest first.
func shapesWith(r db.Reader, codes []string) (*Shapes, error) {
	shapes := &Shapes{}
	for len(codes) > 0 {
		n := min(len(codes), perQuery)
		some, err := someShapes(r, codes[:n])
		if err != nil {
			return nil, err
		}
		shapes.all = append(shapes.all, some...)
		codes = codes[n:]
	}
	slices.SortFunc(shapes.all, func(a, b shape) int {
		return cmp.Or(cmp.Compare(b.code[:3], a.code[:3]), cmp.Compare(b.edition.Vintage, a.edition.Vintage), cmp.Compare(a.code, b.code))
	})
	return shapes, nil
}

func someShapes(r db.Reader, codes []string) (all []shape, err error) {
	seen := map[string]bool{}
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT b.code, d.product, d.vintage, b.shape
		FROM ref_boundary b JOIN ref_directory d ON d.id = b.directory_id
		WHERE d.state = ? AND b.code IN (`+marks+`) ORDER BY d.vintage DESC, d.id DESC`, append([]any{stateCurrent}, args...)...)
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

// knownArea is what is loaded of an area.
type knownArea struct{ vintage, name, shape string }

// newestAreas reads what is loaded of the areas' codes.
func newestAreas(r db.Reader, areas []area) (map[string]knownArea, error) {
	codes := make([]string, len(areas))
	for i, a := range areas {
		codes[i] = a.code
	}
	newest := map[string]knownArea{}
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT b.code, d.vintage, b.name, b.shape
		FROM ref_boundary b JOIN ref_directory d ON d.id = b.directory_id
		WHERE d.state = ? AND b.code IN (`+marks+`) ORDER BY d.vintage, d.id`, append([]any{stateCurrent}, args...)...)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (k knownArea, err error) {
		var code string
		err = rows.Scan(&code, &k.vintage, &k.name, &k.shape)
		newest[code] = k
		return k, err
	})
	return newest, err
}

func insertAreas(tx *db.Tx, id int64, areas []area) error {
	if len(areas) == 0 {
		return nil
	}
	args := make([]any, 0, 4*len(areas))
	for _, a := range areas {
		args = append(args, id, a.code, a.name, a.shape)
	}
	_, err := tx.Exec(`INSERT INTO ref_boundary (directory_id, code, name, shape) VALUES `+
		strings.Repeat(",(?,?,?,?)", len(areas))[1:], args...)
	return err
}

// dropBoundaries takes away a load of boundaries that never came to count.
func dropBoundaries(tx *db.Tx, id int64) error {
	if _, err := tx.Exec(`DELETE FROM ref_boundary WHERE directory_id = ?
		AND EXISTS (SELECT 1 FROM ref_directory d WHERE d.id = ? AND d.state = ?)`, id, id, stateLoading); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE ref_directory SET state = ? WHERE id = ? AND state = ?`, stateReplaced, id, stateLoading)
	return err
}

// dropOlderAreas takes away the areas of older loads that a new one also has.
func dropOlderAreas(tx *db.Tx, newer directory) error {
	_, err := tx.Exec(`DELETE FROM ref_boundary
		WHERE code IN (SELECT n.code FROM ref_boundary n WHERE n.directory_id = ?)
		AND directory_id IN (SELECT d.id FROM ref_directory d WHERE d.product = ? AND d.state = ?
			AND (d.vintage < ? OR d.vintage = ? AND d.id < ?))`,
		newer.id, Boundaries, stateCurrent, newer.Vintage, newer.Vintage, newer.id)
	return err
}
