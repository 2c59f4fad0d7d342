package places

import (
	"errors"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
)

// directory is one load of one edition.
type directory struct {
	Edition
	id                int64
	files, hash       string
	state             string
	entries, rejected int64
	districts         []string
}

const directoryColumns = `d.id, d.product, d.vintage, d.files, d.hash, d.state, d.entries, d.rejected, d.districts`

func scanDirectory(row interface{ Scan(dest ...any) error }) (d directory, err error) {
	var districts db.JSON[[]string]
	err = row.Scan(&d.id, &d.Product, &d.Vintage, &d.files, &d.hash, &d.state, &d.entries, &d.rejected, &districts)
	d.districts = districts.V
	return d, err
}

// oneDirectory reads a directory; the zero one when there is none.
func oneDirectory(row *db.Row) (directory, error) {
	d, err := scanDirectory(row)
	if errors.Is(err, db.ErrNoRows) {
		return directory{}, nil
	}
	return d, err
}

// directoryOf returns the current directory loaded from these very files.
func directoryOf(r db.Reader, e Edition, hash string) (directory, error) {
	return oneDirectory(r.QueryRow(`SELECT `+directoryColumns+` FROM ref_directory d
		WHERE d.product = ? AND d.vintage = ? AND d.hash = ? AND d.state = ? ORDER BY d.id DESC LIMIT 1`,
		e.Product, e.Vintage, hash, stateCurrent))
}

func directoryByID(r db.Reader, id int64) (directory, error) {
	return oneDirectory(r.QueryRow(`SELECT `+directoryColumns+` FROM ref_directory d WHERE d.id = ?`, id))
}

// directoriesIn lists the directories of a product, or of all when it is "", in a state.
func directoriesIn(r db.Reader, product Product, state string) ([]directory, error) {
	rows, err := r.Query(`SELECT `+directoryColumns+` FROM ref_directory d
		WHERE d.state = ? AND (d.product = ? OR ? = '') ORDER BY d.id`, state, product, product)
	return db.Collect(rows, err, func(rows *db.Rows) (directory, error) { return scanDirectory(rows) })
}

// abandonedDirectories lists those nobody has written to since a time.
func abandonedDirectories(r db.Reader, since time.Time) ([]directory, error) {
	rows, err := r.Query(`SELECT `+directoryColumns+` FROM ref_directory d
		WHERE d.state = ? AND d.touched_at < ? ORDER BY d.id`, stateLoading, since)
	return db.Collect(rows, err, func(rows *db.Rows) (directory, error) { return scanDirectory(rows) })
}

// productLoaded tells whether any directory of a product is current.
func productLoaded(r db.Reader, p Product) (bool, error) {
	all, err := directoriesIn(r, p, stateCurrent)
	return len(all) > 0, err
}

// addDirectory adds a directory under the next number.
func addDirectory(tx *db.Tx, d directory) (id int64, err error) {
	if err := tx.QueryRow(`SELECT COALESCE(MAX(d.id), 0) + 1 FROM ref_directory d`).Scan(&id); err != nil {
		return 0, err
	}
	_, err = tx.Exec(`INSERT INTO ref_directory
		(id, product, vintage, files, hash, state, entries, rejected, districts, loaded_at, touched_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, d.Product, d.Vintage, d.files, d.hash, d.state, d.entries,
		d.rejected, db.JSONOf(d.districts), tx.Now(), tx.Now())
	return id, err
}

func touchDirectory(tx *db.Tx, id int64) error {
	_, err := tx.Exec(`UPDATE ref_directory SET touched_at = ? WHERE id = ?`, tx.Now(), id)
	return err
}

// settleDirectory ends the loading of a directory.
func settleDirectory(tx *db.Tx, d directory) error {
	_, err := tx.Exec(`UPDATE ref_directory SET state = ?, entries = ?, rejected = ?, districts = ?, loaded_at = ?, touched_at = ?
		WHERE id = ?`, d.state, d.entries, d.rejected, db.JSONOf(d.districts), tx.Now(), tx.Now(), d.id)
	return err
}

// replaceDemo ends the made-up postcodes of districts that have real ones now.
func replaceDemo(tx *db.Tx, districts []string) error {
	demos, err := directoriesIn(tx, Demo, stateCurrent)
	if err != nil {
		return err
	}
	for _, d := range demos {
		if slices.ContainsFunc(d.districts, func(one string) bool { return slices.Contains(districts, one) }) {
			if err := replaceDirectory(tx, d.id); err != nil {
				return err
			}
		}
	}
	return nil
}

func replaceDirectory(tx *db.Tx, id int64) error {
	_, err := tx.Exec(`UPDATE ref_directory SET state = ?, touched_at = ? WHERE id = ?`, stateReplaced, tx.Now(), id)
	return err
}

// isEmpty tells whether a directory has no entries (any more).
func isEmpty(r db.Reader, id int64) (bool, error) {
	var n int64
	err := r.QueryRow(`SELECT 1 FROM ref_postcode p WHERE p.directory_id = ? LIMIT 1`, id).Scan(&n)
	if errors.Is(err, db.ErrNoRows) {
		return true, nil
	}
	return false, err
}

// perInsert is how many entries one INSERT carries. More spare nothing, and a constant
// number lets PostgreSQL keep the statement.
const perInsert = 50

var insertFull = insertInto(perInsert)

func insertInto(rows int) string {
	return `INSERT INTO ref_postcode
		(directory_id, postcode, ended, district, ward, ward_before, lsoa11, lsoa21, lat, lon) VALUES ` +
		strings.Repeat(",(?,?,?,?,?,?,?,?,?,?)", rows)[1:] + ` ON CONFLICT (directory_id, postcode) DO NOTHING`
}

func insertEntries(tx *db.Tx, id int64, entries []Entry) error {
	args := make([]any, 0, 10*perInsert)
	for len(entries) > 0 {
		n := min(len(entries), perInsert)
		statement := insertFull
		if n < perInsert {
			statement = insertInto(n)
		}
		args = args[:0]
		for _, e := range entries[:n] {
			var lat, lon any
			if e.At != nil {
				lat, lon = e.At.Lat, e.At.Lon
			}
			args = append(args, id, string(e.Postcode), e.Ended, e.District, e.Ward, e.WardBefore, e.LSOA11, e.LSOA21, lat, lon)
		}
		if _, err := tx.Exec(statement, args...); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

// newestOf reads what the newest current directory of a product says of each of the
// entries' postcodes.
func newestOf(r db.Reader, p Product, entries []Entry) (map[postcode.Postcode]Entry, error) {
	codes := make([]string, len(entries))
	for i, e := range entries {
		codes[i] = string(e.Postcode)
	}
	marks, args := db.In(codes)
	rows, err := r.Query(`SELECT d.id, d.product, d.vintage, `+entryColumns+`
		FROM ref_directory d CROSS JOIN ref_postcode p
		WHERE d.state = ? AND d.product = ? AND p.directory_id = d.id AND p.postcode IN (`+marks+`)
		ORDER BY d.vintage, d.id`, append([]any{stateCurrent, p}, args...)...)
	found, err := db.Collect(rows, err, scanEntry)
	newest := make(map[postcode.Postcode]Entry, len(found))
	for _, e := range found {
		newest[e.Postcode] = e
	}
	return newest, err
}

// boundOf returns the postcode up to which a sweep's step goes: the n-th of a directory
// behind after, or "" when there are fewer.
func boundOf(r db.Reader, id int64, after string, n int) (bound string, err error) {
	err = r.QueryRow(`SELECT p.postcode FROM ref_postcode p WHERE p.directory_id = ? AND p.postcode > ?
		ORDER BY p.postcode LIMIT 1 OFFSET ?`, id, after, n-1).Scan(&bound)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return bound, err
}

// highest sorts behind every postcode.
const highest = "~"

// deleteEntries takes away a directory's entries behind after, up to bound.
func deleteEntries(tx *db.Tx, id int64, after, bound string) error {
	_, err := tx.Exec(`DELETE FROM ref_postcode WHERE directory_id = ? AND postcode > ? AND postcode <= ?`, id, after, bound)
	return err
}

// deleteKnown takes away those of them that a newer directory has.
func deleteKnown(tx *db.Tx, id, newer int64, after, bound string) error {
	_, err := tx.Exec(`DELETE FROM ref_postcode WHERE directory_id = ? AND postcode > ? AND postcode <= ?
		AND EXISTS (SELECT 1 FROM ref_postcode n WHERE n.directory_id = ? AND n.postcode = ref_postcode.postcode)`,
		id, after, bound, newer)
	return err
}
