package fleet

import (
	"errors"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteers"
)

type scanner interface{ Scan(dest ...any) error }

const vehicleColumns = `v.id, v.name, v.kind, v.depot, v.neighbourhood, v.boxes, v.grams, v.chilled, v.bags, v.skills, v.owner, v.own_cost, v.pence, v.pence_km, v.pence_hour, v.retired, v.version`

func scanVehicle(row scanner) (v Vehicle, err error) {
	var skills db.JSON[[]Skill]
	c := &v.Capacity
	err = row.Scan(&v.ID, &v.Name, &v.Kind, &v.Depot, &v.Neighbourhood, &c.Boxes, &c.Grams, &c.Chilled, &c.Bags, &skills, &v.Owner, &v.Cost.Own, &v.Cost.Pence, &v.Cost.PenceKm, &v.Cost.PenceHour, &v.Retired, &v.Version)
	v.Skills = skills.V
	return v, err
}

func insertVehicle(tx *db.Tx, v Vehicle) error {
	c := v.Capacity
	_, err := tx.Exec(`INSERT INTO fleet_vehicle (borough_id, id, name, kind, depot, neighbourhood, boxes, grams, chilled, bags, skills, owner, own_cost, pence, pence_km, pence_hour, retired, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), v.ID, v.Name, v.Kind, v.Depot, v.Neighbourhood, c.Boxes, c.Grams, c.Chilled, c.Bags, db.JSONOf(v.Skills), v.Owner, v.Cost.Own, v.Cost.Pence, v.Cost.PenceKm, v.Cost.PenceHour, v.Retired, v.Version)
	return err
}

func saveVehicle(tx *db.Tx, v Vehicle) error {
	c := v.Capacity
	n, err := tx.Exec(`UPDATE fleet_vehicle SET name = ?, kind = ?, depot = ?, boxes = ?, grams = ?, chilled = ?, bags = ?, skills = ?,
		own_cost = ?, pence = ?, pence_km = ?, pence_hour = ?, retired = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		v.Name, v.Kind, v.Depot, c.Boxes, c.Grams, c.Chilled, c.Bags, db.JSONOf(v.Skills), v.Cost.Own, v.Cost.Pence, v.Cost.PenceKm, v.Cost.PenceHour, v.Retired, tx.Borough(), v.ID, v.Version)
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

// VehicleByID reads a vehicle through the caller's handle.
func VehicleByID(r db.Reader, id VehicleID) (Vehicle, error) {
	v, err := scanVehicle(r.QueryRow(`SELECT `+vehicleColumns+` FROM fleet_vehicle v WHERE v.borough_id = ? AND v.id = ?`, r.Borough(), id))
	return v, orNone(err, "vehicle")
}

// vehicleOwned is a volunteer's own, found or not.
func vehicleOwned(r db.Reader, of volunteers.ID) (v Vehicle, found bool, err error) {
	v, err = scanVehicle(r.QueryRow(`SELECT `+vehicleColumns+` FROM fleet_vehicle v WHERE v.borough_id = ? AND v.owner = ?`, r.Borough(), of))
	if errors.Is(err, db.ErrNoRows) {
		return Vehicle{}, false, nil
	}
	return v, err == nil, err
}

// listVehicles reads the vehicles of some neighbourhoods and those that are everybody's; nil
// is all of them.
func listVehicles(r db.Reader, hoods []string) ([]Vehicle, error) {
	narrow, args := "", []any{r.Borough()}
	if hoods != nil {
		marks, ids := db.In(append([]string{""}, hoods...))
		narrow, args = " AND v.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+vehicleColumns+` FROM fleet_vehicle v WHERE v.borough_id = ?`+narrow+` ORDER BY v.retired, v.neighbourhood, v.name, v.id`, args...)
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
	_, err := tx.Exec(`INSERT INTO fleet_shift (borough_id, id, on_day, vehicle_id, neighbourhood, driver, driver_name, staff, depot, from_at, until_at, breaks, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), s.ID, s.Day, s.Vehicle, s.Neighbourhood, s.Driver.Account, s.Driver.Name, s.Driver.Staff, s.Depot, s.From, s.Until, db.JSONOf(s.Breaks), s.Version)
	return err
}

func saveShift(tx *db.Tx, s Shift) error {
	n, err := tx.Exec(`UPDATE fleet_shift SET from_at = ?, until_at = ?, breaks = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ? AND ended_at IS NULL`,
		s.From, s.Until, db.JSONOf(s.Breaks), tx.Borough(), s.ID, s.Version)
	return orStale(n, err, "shift")
}

func endShift(tx *db.Tx, s Shift) error {
	n, err := tx.Exec(`UPDATE fleet_shift SET ended_at = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ? AND ended_at IS NULL`,
		tx.Now(), tx.Borough(), s.ID, s.Version)
	return orStale(n, err, "shift")
}

// ShiftByID reads a shift, ended or not, through the caller's handle.
func ShiftByID(r db.Reader, id ShiftID) (Shift, error) {
	s, err := scanShift(r.QueryRow(`SELECT `+shiftColumns+` FROM fleet_shift s WHERE s.borough_id = ? AND s.id = ?`, r.Borough(), id))
	return s, orNone(err, "shift")
}

// ShiftsOn reads the shifts of a day in some neighbourhoods; nil is all of them.
func ShiftsOn(r db.Reader, d day.Date, hoods []string) ([]Shift, error) {
	narrow, args := "", []any{r.Borough(), d}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND s.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+shiftColumns+` FROM fleet_shift s WHERE s.borough_id = ? AND s.on_day = ? AND s.ended_at IS NULL`+narrow+`
		ORDER BY s.neighbourhood, s.from_at, s.driver_name, s.id`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Shift, error) { return scanShift(rows) })
}
