package board

import (
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// within is a condition on a column that holds a neighbourhood: those given, and where
// wide is set what serves the whole borough. Nil hoods are every one.
func within(column string, hoods []string, wide bool) (string, []any) {
	if hoods == nil {
		return "1 = 1", nil
	}
	marks, ids := db.In(hoods)
	if wide {
		return "(" + column + " IN (" + marks + ") OR " + column + " = '')", ids
	}
	return column + " IN (" + marks + ")", ids
}

func staffOf(r db.Reader, hoods []string, of []access.Role) ([]Helper, error) {
	cond, ids := within("g.neighbourhood", hoods, true)
	marks, roles := db.In(of)
	rows, err := r.Query(`SELECT DISTINCT a.id, a.name FROM accounts_account a
		JOIN accounts_grant g ON g.borough_id = a.borough_id AND g.account_id = a.id
		WHERE a.borough_id = ? AND a.disabled_at IS NULL AND g.organisation_id = '' AND g.role IN (`+marks+`) AND `+cond+`
		ORDER BY a.name, a.id`, append(append([]any{r.Borough()}, roles...), ids...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Helper, error) {
		h := Helper{Assignee: tasks.Assignee{Kind: tasks.ToStaff}}
		err := rows.Scan(&h.ID, &h.Name)
		return h, err
	})
}

func organisationsOf(r db.Reader, hoods []string, today day.Date) ([]Helper, error) {
	cond, ids := within("o.neighbourhood", hoods, true)
	marks, settings := db.In(organisations.Settings()) // they ask, and take no work
	rows, err := r.Query(`SELECT o.id, o.name, o.neighbourhood, o.serves, o.standing, o.standing_at FROM organisations_organisation o
		WHERE o.borough_id = ? AND o.kind NOT IN (`+marks+`) AND `+cond+` ORDER BY o.name`,
		append(append([]any{r.Borough()}, settings...), ids...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Helper, error) {
		h := Helper{Assignee: tasks.Assignee{Kind: tasks.ToOrganisation}}
		var serves db.JSON[[]string]
		var said db.NullTime
		var o organisations.Organisation
		err := rows.Scan(&h.ID, &h.Name, &h.Hub, &serves, &o.Standing, &said)
		o.StandingAt = said.Time
		h.Gives, h.Shut = serves.V, shut(o, today)
		return h, err
	})
}

func volunteersOf(r db.Reader, hoods []string, most int) ([]Helper, error) {
	cond, ids := within("v.neighbourhood", hoods, false)
	rows, err := r.Query(`SELECT v.id, v.given_names, v.family_name, v.neighbourhood, v.activities FROM volunteers_volunteer v
		WHERE v.borough_id = ? AND v.standing = ? AND v.on_duty = ? AND `+cond+` ORDER BY v.given_names, v.family_name, v.id LIMIT ?`,
		append(append([]any{r.Borough(), volunteers.Active, true}, ids...), most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Helper, error) {
		h := Helper{Assignee: tasks.Assignee{Kind: tasks.ToVolunteer}}
		var gives db.JSON[[]string]
		var family string
		err := rows.Scan(&h.ID, &h.Name, &family, &h.Hub, &gives)
		if family != "" {
			h.Name += " " + family
		}
		h.Gives = gives.V
		return h, err
	})
}

// countWork fills in how many open tasks each helper has. It reads what they have and no
// more: a helper with hundreds is rare.
func countWork(r db.Reader, all []Helper) error {
	at := map[tasks.Assignee]int{}
	ids := map[tasks.AssigneeKind][]string{}
	for i, h := range all {
		at[tasks.Assignee{Kind: h.Kind, ID: h.ID}] = i
		ids[h.Kind] = append(ids[h.Kind], h.ID)
	}
	for kind, some := range ids {
		marks, args := db.In(some)
		rows, err := r.Query(`SELECT t.assignee_id, COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.assignee_kind = ?
			AND t.assignee_id IN (`+marks+`) AND t.closed_at IS NULL GROUP BY t.assignee_id`, append([]any{r.Borough(), kind}, args...)...)
		_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
			var id string
			var n Count
			err := rows.Scan(&id, &n)
			if i, known := at[tasks.Assignee{Kind: kind, ID: id}]; known {
				all[i].Has = n
			}
			return struct{}{}, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
