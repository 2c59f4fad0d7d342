package medicines

import (
	"time"

	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

var zero time.Time

const columns = `m.id, m.need_id, m.request_id, m.record_id, m.task_id, m.pharmacy, m.pharmacy_phone, m.ready_on, m.ready_note, m.payment,
	m.proof, m.note, m.controlled, m.said_by, m.said_at, m.heard_by, m.state, m.fetched, m.handed, m.returned, m.opened_at, m.version`

const selectOne = `SELECT ` + columns + ` FROM medicines_prescription m WHERE m.borough_id = ? AND m.need_id = ?`

type scanner interface{ Scan(dest ...any) error }

func scanPrescription(row scanner) (p Prescription, err error) {
	return p, scanInto(row, &p)
}

func scanInto(row scanner, p *Prescription) error {
	var proof db.JSON[[]Proof]
	var fetched db.JSON[Fetched]
	var handed db.JSON[Handed]
	var returned db.JSON[Returned]
	var opened db.Time
	var said db.NullTime
	err := row.Scan(&p.ID, &p.Need, &p.Request, &p.Record, &p.Task, &p.Pharmacy.Name, &p.Pharmacy.Phone, &p.Pharmacy.ReadyOn, &p.Pharmacy.Ready,
		&p.Payment, &proof, &p.Note, &p.Controlled, &p.SaidBy, &said, &p.HeardBy, &p.State, &fetched, &handed, &returned, &opened, &p.Version)
	p.Proof, p.Fetched, p.Handed, p.Returned, p.OpenedAt, p.SaidAt = proof.V, fetched.V, handed.V, returned.V, opened.Time, said.Time
	return err
}

// notControlled are the needs of which the pharmacy said that it is no controlled drug, and that
// are not handed over yet.
func notControlled(r db.Reader) (map[needs.NeedID]bool, error) {
	rows, err := r.Query(`SELECT m.need_id FROM medicines_prescription m WHERE m.borough_id = ? AND m.controlled = ? AND m.state <> ?`,
		r.Borough(), string(NotControlled), string(HandedOver))
	found := map[needs.NeedID]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var id needs.NeedID
		err := rows.Scan(&id)
		found[id] = true
		return struct{}{}, err
	})
	return found, err
}

func insertPrescription(tx *db.Tx, p Prescription) error {
	_, err := tx.Exec(`INSERT INTO medicines_prescription (borough_id, id, need_id, request_id, record_id, task_id, pharmacy, pharmacy_phone,
		ready_on, ready_note, payment, proof, note, controlled, said_by, said_at, heard_by, state, fetched, handed, returned, opened_at, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), p.ID, p.Need, p.Request, p.Record, p.Task, p.Pharmacy.Name, p.Pharmacy.Phone, p.Pharmacy.ReadyOn, p.Pharmacy.Ready,
		p.Payment, db.JSONOf(p.Proof), p.Note, p.Controlled, p.SaidBy, db.NullTimeOf(p.SaidAt), p.HeardBy, p.State,
		db.JSONOf(p.Fetched), db.JSONOf(p.Handed), db.JSONOf(p.Returned), p.OpenedAt, p.Version)
	if db.IsUnique(err) {
		return stale(p)
	}
	return err
}

func savePrescription(tx *db.Tx, p Prescription) error {
	n, err := tx.Exec(`UPDATE medicines_prescription SET task_id = ?, pharmacy = ?, pharmacy_phone = ?, ready_on = ?, ready_note = ?, payment = ?,
		proof = ?, note = ?, controlled = ?, said_by = ?, said_at = ?, heard_by = ?, state = ?, fetched = ?, handed = ?, returned = ?,
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		p.Task, p.Pharmacy.Name, p.Pharmacy.Phone, p.Pharmacy.ReadyOn, p.Pharmacy.Ready, p.Payment, db.JSONOf(p.Proof), p.Note,
		p.Controlled, p.SaidBy, db.NullTimeOf(p.SaidAt), p.HeardBy, p.State, db.JSONOf(p.Fetched), db.JSONOf(p.Handed), db.JSONOf(p.Returned),
		tx.Borough(), p.ID, p.Version)
	if err == nil && n == 0 {
		return stale(p)
	}
	return err
}

func prescriptionByID(r db.Reader, id ID) (Prescription, error) {
	return scanPrescription(r.QueryRow(`SELECT `+columns+` FROM medicines_prescription m WHERE m.borough_id = ? AND m.id = ?`, r.Borough(), id))
}

// forget deletes what is known of a prescription that nobody here may know of.
func forget(tx *db.Tx, id needs.NeedID) error {
	_, err := tx.Exec(`DELETE FROM medicines_prescription WHERE borough_id = ? AND need_id = ?`, tx.Borough(), id)
	return err
}

// openRows reads the needs for medicine that are open and not guarded, whether or not
// anything is known of their prescription yet.
func openRows(r db.Reader, hubs []string, limit int) ([]Row, error) {
	where, args := `1 = 1`, []any{r.Borough(), Category, string(HandedOver)}
	if hubs != nil {
		marks, ids := db.In(hubs)
		where, args = `n.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT COALESCE(m.id, ''), n.id, n.request_id, n.record_id, COALESCE(m.task_id, ''), COALESCE(m.pharmacy, ''),
		COALESCE(m.pharmacy_phone, ''), m.ready_on, COALESCE(m.ready_note, ''), COALESCE(m.payment, ''), m.proof, COALESCE(m.note, ''),
		COALESCE(m.controlled, ''), COALESCE(m.said_by, ''), m.said_at, COALESCE(m.heard_by, ''), COALESCE(m.state, 'pharmacy'), m.fetched,
		m.handed, m.returned, n.opened_at, COALESCE(m.version, 0),
		CASE WHEN p.restricted THEN 'Restricted' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END, n.priority, n.due_at, n.neighbourhood
		FROM needs_need n
		JOIN people_record p ON p.borough_id = n.borough_id AND p.id = n.record_id
		LEFT JOIN medicines_prescription m ON m.borough_id = n.borough_id AND m.need_id = n.id
		WHERE n.borough_id = ? AND n.category = ? AND n.closed_at IS NULL AND n.straight_to = '' AND NOT n.guarded
		AND COALESCE(m.state, '') <> ? AND `+where+` ORDER BY n.due_at, n.id LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Row, error) { return scanRow(rows) })
}

// withMore scans further columns that follow those of a prescription.
type withMore struct {
	row  scanner
	more []any
}

func (w withMore) Scan(dest ...any) error { return w.row.Scan(append(dest, w.more...)...) }
