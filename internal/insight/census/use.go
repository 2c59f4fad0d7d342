package census

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Use says which of our groups each category of a table is, in the order of the table ("" is
// left out), and puts the table into use in the place of the one before. Groups that no
// category is of are not compared. A category that stands twice is found where the table has a
// line for everybody: then the fault is [fault.Invalid].
func (s *Service) Use(ctx context.Context, id ID, choices []string) (t Table, err error) {
	defer fault.Wrap(&err, "use census table %s", id)
	if t, err = s.mine(ctx, id); err != nil {
		return Table{}, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Table{}, err
	}
	q, err := asked(b, t.Question)
	if err != nil {
		return Table{}, err
	}
	if len(choices) != len(t.Categories) {
		return t, fault.New(fault.Stale, "census.categories", "The table has other categories now. Open it again.")
	}
	groups := map[string]bool{}
	for i, c := range choices {
		if _, known := q.Option(c); c != "" && !known {
			return t, invalid("“%s” was given a group that the borough does not ask about. Choose one of the list.", t.Categories[i].Name)
		}
		if t.Categories[i].Choice = c; c != "" {
			groups[c] = true
		}
	}
	if len(groups) < 2 {
		return t, invalid("Give at least two categories a group, so that there is something to compare.")
	}
	if total, known := t.Total(); known && t.Placed() > total {
		return t, invalid("The categories with a group come to %s people, and %s live here. One of them stands within another: leave it out.", figure.Grouped(t.Placed()), figure.Grouped(total))
	}
	return t, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := retire(tx, t.Question); err != nil {
			return err
		}
		if err := setInUse(tx, t); err != nil {
			return err
		}
		return s.record(tx, t, "put a census table into use")
	})
}

// Discard throws a table away that is not in use.
func (s *Service) Discard(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "discard census table %s", id)
	t, err := s.mine(ctx, id)
	if err != nil {
		return err
	}
	if t.State == InUse {
		return fault.New(fault.Conflict, "census.in-use", "The table is in use. Put another into use first.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := deleteTable(tx, id); err != nil {
			return err
		}
		return s.record(tx, t, "threw a census table away")
	})
}

// mine is a table, for whoever may change it.
func (s *Service) mine(ctx context.Context, id ID) (Table, error) {
	if err := access.Check(ctx, "", takers...); err != nil {
		return Table{}, err
	}
	return tableByID(s.db.Read(ctx), id)
}

// Current is the table in use for a question; false where there is none. Whoever calls it has
// checked who is told.
func Current(r db.Reader, b *blueprint.Blueprint, question string) (l Lives, found bool, err error) {
	defer fault.Wrap(&err, "who lives here by %s", question)
	q, err := asked(b, question)
	if err != nil {
		return l, false, nil // of a blueprint that asks no more
	}
	all, err := tables(r, question, InUse)
	if err != nil || len(all) == 0 {
		return l, false, err
	}
	l.Table = all[0]
	for _, o := range q.Options {
		g := Group{Choice: o.ID, Name: o.Label}
		any := false
		for _, c := range l.Categories {
			if c.Choice == o.ID {
				g.People, any = g.People+c.People, true
			}
		}
		if any {
			l.Groups, l.People = append(l.Groups, g), l.People+g.People
		}
	}
	return l, true, nil
}
