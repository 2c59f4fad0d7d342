package blueprint

import (
	"embed"
	"errors"
	"slices"

	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Migrations gives the package's tables.
func Migrations() db.Migrations { return db.Migrations{Name: "blueprint", FS: migrations} }

// stored is a version with the hash of each of its files.
type stored struct {
	Version
	manifest map[string]string
}

func currentVersion(r db.Reader) (stored, bool, error) {
	return oneVersion(r.QueryRow(`SELECT number, hash, files, note, applied_at, applied_by, current
		FROM blueprint_version WHERE borough_id = ? AND current`, r.Borough()))
}

func versionByNumber(r db.Reader, number int64) (stored, bool, error) {
	return oneVersion(r.QueryRow(`SELECT number, hash, files, note, applied_at, applied_by, current
		FROM blueprint_version WHERE borough_id = ? AND number = ?`, r.Borough(), number))
}

func oneVersion(row *db.Row) (stored, bool, error) {
	v, err := scanVersion(row.Scan)
	if errors.Is(err, db.ErrNoRows) {
		return stored{}, false, nil
	}
	return v, err == nil, err
}

// currentNumber is what Current asks often, so it reads no more than it needs.
// It is nought when there is no version.
func currentNumber(r db.Reader) (number int64, err error) {
	err = r.QueryRow(`SELECT number FROM blueprint_version WHERE borough_id = ? AND current`, r.Borough()).Scan(&number)
	if errors.Is(err, db.ErrNoRows) {
		return 0, nil
	}
	return number, err
}

func allVersions(r db.Reader) ([]Version, error) {
	rows, err := r.Query(`SELECT number, hash, files, note, applied_at, applied_by, current
		FROM blueprint_version WHERE borough_id = ? ORDER BY number DESC`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Version, error) {
		v, err := scanVersion(rows.Scan)
		return v.Version, err
	})
}

func scanVersion(scan func(...any) error) (v stored, err error) {
	var manifest db.JSON[map[string]string]
	err = scan(&v.Number, &v.Hash, &manifest, &v.Note, &v.AppliedAt, &v.AppliedBy, &v.Current)
	v.manifest = manifest.V
	return v, err
}

// contents reads the files of a version.
func contents(r db.Reader, v stored) (files, error) {
	hashes := make([]string, 0, len(v.manifest))
	for _, hash := range v.manifest {
		hashes = append(hashes, hash)
	}
	slices.Sort(hashes)
	marks, args := db.In(slices.Compact(hashes))
	rows, err := r.Query(`SELECT hash, content FROM blueprint_file WHERE borough_id = ? AND hash IN (`+marks+`)`,
		append([]any{r.Borough()}, args...)...)
	byHash := map[string]string{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var hash, content string
		err := rows.Scan(&hash, &content)
		byHash[hash] = content
		return struct{}{}, err
	})
	found := files{}
	for name, hash := range v.manifest {
		found[name] = byHash[hash]
	}
	return found, err
}

// awaitTurn makes appliers of one borough take turns: all but the first wait here
// until the one before has committed. The first row is locked because it is the
// one row that never changes.
func awaitTurn(tx *db.Tx) error {
	var number int64
	err := tx.QueryRow(`SELECT number FROM blueprint_version WHERE borough_id = ? AND number = 1`+tx.Dialect().ForUpdate(),
		tx.Borough()).Scan(&number)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	return err
}

func insertFiles(tx *db.Tx, all files) error {
	for _, name := range all.paths() {
		_, err := tx.Exec(`INSERT INTO blueprint_file (borough_id, hash, content) VALUES (?, ?, ?)
			ON CONFLICT (borough_id, hash) DO NOTHING`, tx.Borough(), contentHash(all[name]), all[name])
		if err != nil {
			return err
		}
	}
	return nil
}

// insertCurrent adds a version and makes it the current one.
func insertCurrent(tx *db.Tx, v stored) error {
	_, err := tx.Exec(`UPDATE blueprint_version SET current = FALSE WHERE borough_id = ? AND current`, tx.Borough())
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO blueprint_version
		(borough_id, number, hash, files, note, applied_at, applied_by, current) VALUES (?, ?, ?, ?, ?, ?, ?, TRUE)`,
		tx.Borough(), v.Number, v.Hash, db.JSONOf(v.manifest), v.Note, v.AppliedAt, v.AppliedBy)
	return err
}
