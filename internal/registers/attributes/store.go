package attributes

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/people"
)

const columns = `a.id, a.record_id, a.type, a.scheme, a.term, a.value_text, a.value_number, a.value_day, a.from_day, a.to_day,
	a.asset_id, a.source, CASE WHEN a.basis = '' THEN s.basis ELSE a.basis END, COALESCE(a.basis_ends, s.basis_ends), a.noted_at`

// readable is the condition, on the attribute a and its asset s, under which anything of it
// may be read on a day: it is of a current load or of none, and neither its own basis nor the
// asset's has ended. It takes the day twice.
const readable = `(a.load_id = '' OR EXISTS (SELECT 1 FROM attributes_load l WHERE l.borough_id = a.borough_id AND l.id = a.load_id
		AND l.state = 'current'))
	AND (a.basis_ends IS NULL OR a.basis_ends >= ?) AND (s.basis_ends IS NULL OR s.basis_ends >= ?)`

// holds is the condition under which an attribute holds on a day. It takes the day twice.
const holds = `(a.from_day IS NULL OR a.from_day <= ?) AND (a.to_day IS NULL OR a.to_day >= ?)`

func scan(rows *db.Rows, more ...any) (a Attribute, err error) {
	var at db.Time
	err = rows.Scan(append(more, &a.ID, &a.Record, &a.Type, &a.Scheme, &a.Key, &a.Value.Text, &a.Value.Number, &a.Value.Day, &a.From, &a.To,
		&a.Asset, &a.Source, &a.Basis, &a.BasisEnds, &at)...)
	a.NotedAt = at.Time
	return a, err
}

// ofRecords reads what may be read of some records today: with past, also what held once.
func ofRecords(r db.Reader, records []people.RecordID, past bool) ([]Attribute, error) {
	marks, ids := db.In(records)
	today := day.Of(r.Now())
	cond, args := readable, append(append([]any{r.Borough()}, ids...), today, today)
	if !past {
		cond, args = cond+` AND `+holds, append(args, today, today)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM attributes_attribute a
		JOIN assets_asset s ON s.borough_id = a.borough_id AND s.id = a.asset_id
		WHERE a.borough_id = ? AND a.record_id IN (`+marks+`) AND `+cond+` ORDER BY a.term, a.from_day, a.id`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Attribute, error) { return scan(rows) })
}

// each reads what holds today of everybody, person by person.
func each(r db.Reader, yield func(person people.PersonID, a Attribute) error) error {
	today := day.Of(r.Now())
	rows, err := r.Query(`SELECT COALESCE(m.person_id, a.record_id), `+columns+` FROM attributes_attribute a
		JOIN assets_asset s ON s.borough_id = a.borough_id AND s.id = a.asset_id
		LEFT JOIN people_membership m ON m.borough_id = a.borough_id AND m.record_id = a.record_id AND m.until IS NULL
		WHERE a.borough_id = ? AND `+readable+` AND `+holds+` ORDER BY 1, a.term, a.id`,
		r.Borough(), today, today, today, today)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var person people.PersonID
		a, err := scan(rows, &person)
		if err != nil {
			return err
		}
		if err := yield(person, a); err != nil {
			return err
		}
	}
	return rows.Err()
}

// insert keeps attributes, some at a time.
func insert(tx *db.Tx, load LoadID, all []Attribute) error {
	for _, a := range all {
		_, err := tx.Exec(`INSERT INTO attributes_attribute (borough_id, id, record_id, load_id, type, scheme, term, value_text,
			value_number, value_day, from_day, to_day, asset_id, source, basis, basis_ends, noted_at)
			VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
			tx.Borough(), a.ID, a.Record, load, a.Type, a.Scheme, a.Key, a.Value.Text, a.Value.Number, a.Value.Day, a.From, a.To,
			a.Asset, a.Source, a.Basis, a.BasisEnds, a.NotedAt)
		if err != nil {
			return err
		}
	}
	return nil
}

// endOn ends what still holds of a record under a term of an asset.
func endOn(tx *db.Tx, record people.RecordID, asset assets.ID, key string, last day.Date) (int64, error) {
	return tx.Exec(`UPDATE attributes_attribute SET to_day = ? WHERE borough_id = ? AND record_id = ? AND asset_id = ? AND term = ?
		AND load_id = '' AND (to_day IS NULL OR to_day > ?)`, last, tx.Borough(), record, asset, key, last)
}

func insertLoad(tx *db.Tx, id LoadID, asset assets.ID) error {
	_, err := tx.Exec(`INSERT INTO attributes_load (borough_id, id, asset_id, state, made_at) VALUES (?,?,?,'staged',?)
		ON CONFLICT (borough_id, id) DO NOTHING`, tx.Borough(), id, asset, tx.Now())
	return err
}

// setCurrent puts a staged load in the place of those of its asset before it.
func setCurrent(tx *db.Tx, id LoadID, replaces bool) (bool, error) {
	if replaces {
		_, err := tx.Exec(`UPDATE attributes_load SET state = 'past' WHERE borough_id = ? AND state = 'current' AND id <> ?
			AND asset_id = (SELECT o.asset_id FROM attributes_load o WHERE o.borough_id = ? AND o.id = ?)`,
			tx.Borough(), id, tx.Borough(), id)
		if err != nil {
			return false, err
		}
	}
	n, err := tx.Exec(`UPDATE attributes_load SET state = 'current' WHERE borough_id = ? AND id = ? AND state <> 'past'`, tx.Borough(), id)
	return n == 1, err
}

// setPast takes a load out of what is read.
func setPast(tx *db.Tx, id LoadID) error {
	_, err := tx.Exec(`UPDATE attributes_load SET state = 'past' WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
	return err
}

// endedOf lists at most n attributes whose basis ended before today, their own or their
// asset's, each with its asset.
func endedOf(tx *db.Tx, n int) (map[assets.ID][]string, error) {
	today := day.Of(tx.Now())
	rows, err := tx.Query(`SELECT a.id, a.asset_id FROM attributes_attribute a
		JOIN assets_asset s ON s.borough_id = a.borough_id AND s.id = a.asset_id
		WHERE a.borough_id = ? AND (a.basis_ends < ? OR s.basis_ends < ?) LIMIT ?`, tx.Borough(), today, today, n)
	ended := map[assets.ID][]string{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (_ struct{}, err error) {
		var id string
		var asset assets.ID
		err = rows.Scan(&id, &asset)
		ended[asset] = append(ended[asset], id)
		return struct{}{}, err
	})
	return ended, err
}

func dropThese(tx *db.Tx, ids []string) error {
	marks, args := db.In(ids)
	_, err := tx.Exec(`DELETE FROM attributes_attribute WHERE borough_id = ? AND id IN (`+marks+`)`, append([]any{tx.Borough()}, args...)...)
	return err
}

// dropPast deletes at most n attributes of loads that were replaced, or never became current
// and are older than before.
func dropPast(tx *db.Tx, before time.Time, n int) (int64, error) {
	return tx.Exec(`DELETE FROM attributes_attribute WHERE borough_id = ? AND id IN (
		SELECT a.id FROM attributes_load l JOIN attributes_attribute a ON a.borough_id = l.borough_id AND a.load_id = l.id
		WHERE l.borough_id = ? AND (l.state = 'past' OR l.state = 'staged' AND l.made_at < ?) LIMIT ?)`,
		tx.Borough(), tx.Borough(), before, n)
}
