package rounds

import (
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/work/fleet"
)

type scanner interface{ Scan(dest ...any) error }

// orStale is the error of a save that met no row.
func orStale(n int64, err error, what string) error {
	if err == nil && n == 0 {
		return stale(what)
	}
	return err
}

// orNone is the error of a look-up that may find nothing.
func orNone(err error, what string) error {
	if errors.Is(err, db.ErrNoRows) {
		return noSuch(what)
	}
	return err
}

// named is whoever brings something to an address that is withheld.
type named struct {
	Delivery string
	Driver   fleet.Driver
	Why      string
	SaidBy   string
	SaidAt   time.Time
}

func putNamed(tx *db.Tx, n named) error {
	_, err := tx.Exec(`INSERT INTO rounds_named (borough_id, delivery_id, driver, driver_name, why, said_by, said_at) VALUES (?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, delivery_id) DO UPDATE SET driver = excluded.driver, driver_name = excluded.driver_name, why = excluded.why,
		said_by = excluded.said_by, said_at = excluded.said_at`,
		tx.Borough(), n.Delivery, n.Driver.Account, n.Driver.Name, n.Why, n.SaidBy, n.SaidAt)
	return err
}

// namedDrivers are who brings what to addresses that are withheld, by delivery.
func namedDrivers(r db.Reader) (map[string]named, error) {
	rows, err := r.Query(`SELECT n.delivery_id, n.driver, n.driver_name, n.why, n.said_by, n.said_at FROM rounds_named n WHERE n.borough_id = ?`, r.Borough())
	all := map[string]named{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var n named
		var said db.Time
		err := rows.Scan(&n.Delivery, &n.Driver.Account, &n.Driver.Name, &n.Why, &n.SaidBy, &said)
		n.SaidAt = said.Time
		all[n.Delivery] = n
		return struct{}{}, err
	})
	return all, err
}
