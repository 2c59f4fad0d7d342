package rounds

import (
	"errors"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

type scanner interface{ Scan(dest ...any) error }

const vehicleColumns = `v.id, v.name, v.kind, v.depot, v.neighbourhood, v.boxes, v.grams, v.chilled, v.bags, v.skills, v.retired, v.version`

func scanVehicle(row scanner) (v Vehicle, err error) {
	var skills db.JSON[[]Skill]
	c := &v.Capacity
	err = row.Scan(&v.ID, &v.Name, &v.Kind, &v.Depot, &v.Neighbourhood, &c.Boxes, &c.Grams, &c.Chilled, &c.Bags, &skills, &v.Retired, &v.Version)
	v.Skills = skills.V
	return v, err
}

func insertVehicle(tx *db.Tx, v Vehicle) error {
	c := v.Capacity
	_, err := tx.Exec(`INSERT INTO rounds_vehicle (borough_id, id, name, kind, depot, neighbourhood, boxes, grams, chilled, bags, skills, retired, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), v.ID, v.Name, v.Kind, v.Depot, v.Neighbourhood, c.Boxes, c.Grams, c.Chilled, c.Bags, db.JSONOf(v.Skills), v.Retired, v.Version)
	return err
}

func saveVehicle(tx *db.Tx, v Vehicle) error {
	c := v.Capacity
	n, err := tx.Exec(`UPDATE rounds_vehicle SET name = ?, kind = ?, depot = ?, boxes = ?, grams = ?, chilled = ?, bags = ?, skills = ?,
		retired = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		v.Name, v.Kind, v.Depot, c.Boxes, c.Grams, c.Chilled, c.Bags, db.JSONOf(v.Skills), v.Retired, tx.Borough(), v.ID, v.Version)
	return orStale(n, err, "vehicle")
}

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

func vehicleByID(r db.Reader, id VehicleID) (Vehicle, error) {
	v, err := scanVehicle(r.QueryRow(`SELECT `+vehicleColumns+` FROM rounds_vehicle v WHERE v.borough_id = ? AND v.id = ?`, r.Borough(), id))
	return v, orNone(err, "vehicle")
}

// listVehicles reads the vehicles of some neighbourhoods and those that are everybody's; nil
// is all of them.
func listVehicles(r db.Reader, hoods []string) ([]Vehicle, error) {
	narrow, args := "", []any{r.Borough()}
	if hoods != nil {
		marks, ids := db.In(append([]string{""}, hoods...))
		narrow, args = " AND v.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+vehicleColumns+` FROM rounds_vehicle v WHERE v.borough_id = ?`+narrow+` ORDER BY v.retired, v.neighbourhood, v.name, v.id`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Vehicle, error) { return scanVehicle(rows) })
}

const shiftColumns = `s.id, s.on_day, s.vehicle_id, s.neighbourhood, s.driver, s.driver_name, s.staff, s.depot, s.from_at, s.until_at, s.breaks, s.version`

func scanShift(row scanner) (s Shift, err error) {
	var from, until db.Time
	var breaks db.JSON[[]Break]
	err = row.Scan(&s.ID, &s.Day, &s.Vehicle, &s.Neighbourhood, &s.Driver.Account, &s.Driver.Name, &s.Driver.Staff, &s.Depot, &from, &until, &breaks, &s.Version)
	s.From, s.Until, s.Breaks = from.Time, until.Time, breaks.V
	return s, err
}

func insertShift(tx *db.Tx, s Shift) error {
	_, err := tx.Exec(`INSERT INTO rounds_shift (borough_id, id, on_day, vehicle_id, neighbourhood, driver, driver_name, staff, depot, from_at, until_at, breaks, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), s.ID, s.Day, s.Vehicle, s.Neighbourhood, s.Driver.Account, s.Driver.Name, s.Driver.Staff, s.Depot, s.From, s.Until, db.JSONOf(s.Breaks), s.Version)
	return err
}

func endShift(tx *db.Tx, s Shift) error {
	n, err := tx.Exec(`UPDATE rounds_shift SET ended_at = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ? AND ended_at IS NULL`,
		tx.Now(), tx.Borough(), s.ID, s.Version)
	return orStale(n, err, "shift")
}

func shiftByID(r db.Reader, id ShiftID) (Shift, error) {
	s, err := scanShift(r.QueryRow(`SELECT `+shiftColumns+` FROM rounds_shift s WHERE s.borough_id = ? AND s.id = ?`, r.Borough(), id))
	return s, orNone(err, "shift")
}

// shiftsOn reads the shifts of a day in some neighbourhoods; nil is all of them.
func shiftsOn(r db.Reader, d day.Date, hoods []string) ([]Shift, error) {
	narrow, args := "", []any{r.Borough(), d}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND s.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+shiftColumns+` FROM rounds_shift s WHERE s.borough_id = ? AND s.on_day = ? AND s.ended_at IS NULL`+narrow+`
		ORDER BY s.neighbourhood, s.from_at, s.driver_name, s.id`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Shift, error) { return scanShift(rows) })
}

// named is whoever brings something to an address that is withheld.
type named struct {
	Delivery string
	Driver   Driver
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

func dropNamed(tx *db.Tx, delivery string) error {
	_, err := tx.Exec(`DELETE FROM rounds_named WHERE borough_id = ? AND delivery_id = ?`, tx.Borough(), delivery)
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
