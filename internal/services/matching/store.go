package matching

import (
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// work is an open task that somebody outside of the staff may do, with what of the person
// decides who. It is never shown.
type work struct {
	ID          tasks.ID
	Version     int64
	Kind        string
	Category    string
	Title, Area string
	Hood        string
	Priority    needs.Priority
	WhoMay      []needs.Doer
	Record      people.RecordID
	Need        needs.NeedID
	Due         time.Time
	StartOn     day.Date
	NotBefore   time.Time
	OpenedAt    time.Time
	Address     places.Address
	Phone       phone.Number
	Household   households.ID
	Language    string
	Interpreter bool
	Withheld    bool
	// Known says that whoever lives with them may know that they have help.
	Known bool
}

func (w *work) from() time.Time {
	at := w.NotBefore
	if !w.StartOn.IsZero() && w.StartOn.Start().After(at) {
		at = w.StartOn.Start()
	}
	return at
}

func (w *work) goesTo(d needs.Doer) bool { return len(w.WhoMay) == 0 || slices.Contains(w.WhoMay, d) }

// openWork lists the tasks nobody has that somebody outside of the staff may do. What few may
// know of is not among it: it stays with staff.
func openWork(r db.Reader, hoods []string) ([]work, error) {
	narrow, args := "", []any{r.Borough(), tasks.Open}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND t.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT t.id, t.version, t.kind, t.category, t.title, t.area, t.neighbourhood, t.priority, t.who_may, t.labels, t.record_id,
		COALESCE(t.need_id, ''), t.due_at, t.start_on, t.not_before, t.opened_at, p.line1, p.postcode, p.uprn, p.phone, p.language, p.interpreter, p.labels, p.restricted, p.safe_contact,
		COALESCE(m.household_id,
			(SELECT h.household_id FROM households_member h WHERE h.borough_id = t.borough_id AND h.record_id = o.person_id AND h.until IS NULL),
			(SELECT h.household_id FROM people_membership k JOIN households_member h ON h.borough_id = k.borough_id AND h.record_id = k.record_id AND h.until IS NULL
				WHERE k.borough_id = t.borough_id AND k.person_id = COALESCE(o.person_id, t.record_id) AND k.until IS NULL LIMIT 1), '')
		FROM tasks_task t JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		LEFT JOIN households_member m ON m.borough_id = t.borough_id AND m.record_id = t.record_id AND m.until IS NULL
		LEFT JOIN people_membership o ON o.borough_id = t.borough_id AND o.record_id = t.record_id AND o.until IS NULL
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.state = ?`+narrow+` ORDER BY t.due_at, t.id`, args...)
	var all []work
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		w, guarded, err := scanWork(rows)
		if err == nil && !guarded && tasks.Kind(w.Kind).Helps() && (w.goesTo(needs.Volunteer) || w.goesTo(needs.Organisation)) {
			all = append(all, w)
		}
		return struct{}{}, err
	})
	return all, err
}

// joined are the records of each person who has several, by each of them.
func joined(r db.Reader) (map[people.RecordID][]people.RecordID, error) {
	rows, err := r.Query(`SELECT o.person_id, o.record_id FROM people_membership o WHERE o.borough_id = ? AND o.until IS NULL`, r.Borough())
	of := map[people.PersonID][]people.RecordID{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var person people.PersonID
		var record people.RecordID
		err = rows.Scan(&person, &record)
		of[person] = append(of[person], record)
		return none, err
	})
	all := map[people.RecordID][]people.RecordID{}
	for person, records := range of {
		records = append(records, people.RecordID(person))
		for _, record := range records {
			all[record] = records
		}
	}
	return all, err
}

func scanWork(rows *db.Rows) (w work, guarded bool, err error) {
	var who db.JSON[[]needs.Doer]
	var labels db.JSON[[]needs.Label]
	var of db.JSON[[]people.Label]
	var due, opened db.Time
	var notBefore db.NullTime
	var safe db.JSON[people.SafeContact]
	var restricted bool
	err = rows.Scan(&w.ID, &w.Version, &w.Kind, &w.Category, &w.Title, &w.Area, &w.Hood, &w.Priority, &who, &labels, &w.Record,
		&w.Need, &due, &w.StartOn, &notBefore, &opened, &w.Address.Line1, &w.Address.Postcode, &w.Address.UPRN, &w.Phone, &w.Language, &w.Interpreter, &of, &restricted,
		&safe, &w.Household)
	w.WhoMay, w.Due, w.NotBefore, w.OpenedAt = who.V, due.Time, notBefore.Time, opened.Time
	w.Withheld = slices.Contains(labels.V, needs.AddressWithheld) || slices.Contains(of.V, people.AddressWithheld)
	w.Known = !w.Withheld && safe.V.Asked && safe.V.SayWho && safe.V.CodeWord == "" && !safe.V.HideNumber
	return w, restricted || needs.Guarded(labels.V), err
}

// pastOf reads who did what since a time, who has what now, and who is offered how much.
func pastOf(r db.Reader, since time.Time) (*past, error) {
	p := &past{last: map[string]string{}, with: map[string][]string{}, awaited: map[string][]string{}, offers: map[string]int{}}
	rows, err := r.Query(`SELECT t.assignee_kind, t.assignee_id, t.record_id, t.category, t.assigned_at, t.closed_at, t.outcome FROM tasks_task t
		WHERE t.borough_id = ? AND t.closed_at >= ? AND t.assignee_kind IN (?, ?) ORDER BY t.closed_at`, r.Borough(), since, tasks.ToVolunteer, tasks.ToOrganisation)
	if err := p.add(rows, err); err != nil {
		return nil, err
	}
	rows, err = r.Query(`SELECT t.assignee_kind, t.assignee_id, t.record_id, t.category, t.assigned_at, t.closed_at, t.outcome FROM tasks_task t
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.assignee_kind IN (?, ?)`, r.Borough(), tasks.ToVolunteer, tasks.ToOrganisation)
	if err := p.add(rows, err); err != nil {
		return nil, err
	}
	rows, err = r.Query(`SELECT o.volunteer_id, t.record_id FROM matching_offer o JOIN tasks_task t ON t.borough_id = o.borough_id AND t.id = o.task_id
		WHERE o.borough_id = ? AND o.state = ?`, r.Borough(), Offered)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var id, record string
		err := rows.Scan(&id, &record)
		p.offers[id]++
		p.awaited[record] = append(p.awaited[record], id)
		return struct{}{}, err
	})
	return p, err
}

// pastOfOne is what one volunteer has, and did since a time.
func pastOfOne(r db.Reader, id volunteers.ID, since time.Time) (*past, error) {
	p := &past{last: map[string]string{}}
	rows, err := r.Query(`SELECT t.assignee_kind, t.assignee_id, t.record_id, t.category, t.assigned_at, t.closed_at, t.outcome FROM tasks_task t
		WHERE t.borough_id = ? AND t.assignee_kind = ? AND t.assignee_id = ? AND (t.closed_at IS NULL OR t.closed_at >= ?)`,
		r.Borough(), tasks.ToVolunteer, id, since)
	return p, p.add(rows, err)
}

func (p *past) add(rows *db.Rows, err error) error {
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var d did
		var assigned, closed db.NullTime
		var outcome string
		err := rows.Scan(&d.kind, &d.id, &d.record, &d.category, &assigned, &closed, &outcome)
		d.since, d.closed = assigned.Time, closed.Time
		p.all = append(p.all, d)
		if d.closed.IsZero() && d.record != "" && p.with != nil {
			p.with[d.record] = append(p.with[d.record], d.id)
		}
		if !d.closed.IsZero() && strings.Contains(wentWell, "'"+outcome+"'") {
			p.last[lastKey(d.record, d.category)] = d.id
		}
		return struct{}{}, err
	})
	return err
}

// askedBefore are those who were offered each open task already, whatever they said.
func askedBefore(r db.Reader) (map[tasks.ID][]string, error) {
	rows, err := r.Query(`SELECT o.task_id, o.volunteer_id FROM matching_offer o JOIN tasks_task t ON t.borough_id = o.borough_id AND t.id = o.task_id
		WHERE o.borough_id = ? AND t.closed_at IS NULL`, r.Borough())
	found := map[tasks.ID][]string{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var task tasks.ID
		var id string
		err := rows.Scan(&task, &id)
		found[task] = append(found[task], id)
		return struct{}{}, err
	})
	return found, err
}
