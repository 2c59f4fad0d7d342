package roll

import (
	"time"

	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// only narrows a statement to some records, as the column names them; nil is everybody.
func only(column string, of []people.RecordID) (where string, args []any) {
	if of == nil {
		return "", nil
	}
	marks, args := db.In(of)
	return " AND " + column + " IN (" + marks + ")", args
}

func each(rows *db.Rows, err error, do func(*db.Rows) error) error {
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) { return none, do(rows) })
	return err
}

func ownersOf(r db.Reader) (map[people.RecordID]people.PersonID, error) {
	rows, err := r.Query(`SELECT m.record_id, m.person_id FROM people_membership m WHERE m.borough_id = ? AND m.until IS NULL`, r.Borough())
	owners := map[people.RecordID]people.PersonID{}
	return owners, each(rows, err, func(rows *db.Rows) error {
		var record people.RecordID
		var owner people.PersonID
		err := rows.Scan(&record, &owner)
		owners[record] = owner
		return err
	})
}

// eachRecord reads records. Nobody is left out here: whoever one record marks as restricted
// is so in all.
func eachRecord(r db.Reader, of []people.RecordID, do func(row) error) error {
	where, args := only("p.id", of)
	rows, err := r.Query(`SELECT p.id, p.birth_date, p.phone, p.line1, p.uprn, p.postcode, p.neighbourhood, p.language, p.interpreter, p.restricted,
		p.details, p.labels, p.source, p.list_id, p.added_at FROM people_record p WHERE p.borough_id = ?`+where, append([]any{r.Borough()}, args...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var one row
		var at db.Time
		if err := rows.Scan(&one.id, &one.born, &one.phone, &one.line, &one.uprn, &one.postcode, &one.hood, &one.language, &one.interpreter, &one.restricted,
			&one.details, &one.labels, &one.source, &one.list, &at); err != nil {
			return err
		}
		one.at = at.Time
		if err := do(one); err != nil {
			return err
		}
	}
	return rows.Err()
}

// reached are the outcomes of contacts in which the person had something of it.
var reached = []contacts.Outcome{contacts.Spoken, contacts.SpokeToOther, contacts.CardLeft, contacts.Delivered, contacts.Declined, contacts.Received}

// contacts adds when anybody was in touch. What restricted services do is not told here.
func (g *reading) contacts(r db.Reader, of []people.RecordID) error {
	marks, outcomes := db.In(reached)
	where, args := only("e.record_id", of)
	args = append(append(outcomes, r.Borough(), false), args...)
	rows, err := r.Query(`SELECT e.record_id, e.happened_at, CASE WHEN e.direction = 'inbound' OR e.outcome IN (`+marks+`) THEN 1 ELSE 0 END, e.agency_name
		FROM contacts_event e WHERE e.borough_id = ? AND e.restricted = ?`+where, args...)
	return each(rows, err, func(rows *db.Rows) error {
		var record people.RecordID
		var at db.Time
		var heard int
		var agency string
		if err := rows.Scan(&record, &at, &heard, &agency); err != nil {
			return err
		}
		if e := g.entry(record); e != nil {
			e.contact(at.Time, heard == 1, agency)
		}
		return nil
	})
}

func (e *Entry) contact(at time.Time, heard bool, agency string) {
	if at.After(e.Tried) {
		e.Tried = at
	}
	if heard && at.After(e.Reached) {
		e.Reached = at
		if e.By = agency; agency == "" {
			e.By = contacts.Council
		}
	}
}

// needs adds what people asked for. What is guarded is not told here.
func (g *reading) needs(r db.Reader, of []people.RecordID) error {
	where, args := only("n.record_id", of)
	rows, err := r.Query(`SELECT n.record_id, n.category, n.opened_at, n.closed_at FROM needs_need n WHERE n.borough_id = ? AND n.guarded = ?`+where,
		append([]any{r.Borough(), false}, args...)...)
	return each(rows, err, func(rows *db.Rows) error {
		var record people.RecordID
		var n Need
		var opened db.Time
		var closed db.NullTime
		if err := rows.Scan(&record, &n.Category, &opened, &closed); err != nil {
			return err
		}
		n.Opened, n.Closed = opened.Time, closed.Time
		if e := g.entry(record); e != nil {
			e.Needs = append(e.Needs, n)
		}
		return nil
	})
}

// registrations adds who registered themselves and still is.
func (g *reading) registrations(r db.Reader, of []people.RecordID) error {
	where, args := only("g.record_id", of)
	rows, err := r.Query(`SELECT g.record_id, g.registered_at FROM intake_registration g WHERE g.borough_id = ? AND g.ended_at IS NULL`+where,
		append([]any{r.Borough()}, args...)...)
	return each(rows, err, func(rows *db.Rows) error {
		var record people.RecordID
		var at db.Time
		if err := rows.Scan(&record, &at); err != nil {
			return err
		}
		if e := g.entry(record); e != nil && at.After(e.Joined) {
			e.Joined = at.Time
		}
		return nil
	})
}

// households adds how many people live where. Households are read whole for one person too:
// the others of it are counted.
func (g *reading) households(r db.Reader, of []people.RecordID) error {
	where, args := only("own.record_id", of)
	if of != nil {
		where = ` AND m.household_id IN (SELECT own.household_id FROM households_member own WHERE own.borough_id = ? AND own.until IS NULL` + where + `)`
		args = append([]any{r.Borough()}, args...)
	}
	rows, err := r.Query(`SELECT m.household_id, m.record_id FROM households_member m WHERE m.borough_id = ? AND m.until IS NULL`+where,
		append([]any{r.Borough()}, args...)...)
	homes := map[string]map[people.PersonID]bool{}
	err = each(rows, err, func(rows *db.Rows) error {
		var home string
		var record people.RecordID
		err := rows.Scan(&home, &record)
		if homes[home] == nil {
			homes[home] = map[people.PersonID]bool{}
		}
		homes[home][g.person(record)] = true
		return err
	})
	for _, there := range homes {
		for id := range there {
			if e := g.entries[id]; e != nil {
				e.Household = len(there)
			}
		}
	}
	return err
}

// assetsOf are the data assets of which something is kept.
func assetsOf(r db.Reader) (map[assets.ID]asset, error) {
	rows, err := r.Query(`SELECT s.id, s.name, s.list_id FROM assets_asset s WHERE s.borough_id = ?`, r.Borough())
	all := map[assets.ID]asset{}
	return all, each(rows, err, func(rows *db.Rows) error {
		var id assets.ID
		var a asset
		err := rows.Scan(&id, &a.name, &a.list)
		all[id] = a
		return err
	})
}

// area is where a postcode lies.
type area struct{ ward, before, lsoa11, lsoa21 string }

// atOnce is how many postcodes one statement asks for.
const atOnce = 400

// areasOf finds the areas of postcodes, as they are written in records.
func areasOf(r db.Reader, of map[people.PersonID]string) (map[string]area, error) {
	written, codes := map[string][]string{}, []string{}
	seen := map[string]bool{}
	for _, text := range of {
		if seen[text] {
			continue
		}
		seen[text] = true
		if p, err := postcode.Parse(text); err == nil {
			if written[string(p)] == nil {
				codes = append(codes, string(p))
			}
			written[string(p)] = append(written[string(p)], text)
		}
	}
	found := map[string]area{}
	for len(codes) > 0 {
		n := min(atOnce, len(codes))
		marks, args := db.In(codes[:n])
		codes = codes[n:]
		rows, err := r.Query(`SELECT p.postcode, p.ward, p.ward_before, p.lsoa11, p.lsoa21 FROM ref_directory d CROSS JOIN ref_postcode p
			WHERE d.state = ? AND p.directory_id = d.id AND p.postcode IN (`+marks+`) ORDER BY d.id`, append([]any{"current"}, args...)...)
		err = each(rows, err, func(rows *db.Rows) error {
			var code string
			var a area
			err := rows.Scan(&code, &a.ward, &a.before, &a.lsoa11, &a.lsoa21)
			for _, text := range written[code] {
				found[text] = a
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
