package outreach

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// Who are the people whom rows are about or may be, by the records the rows name, as far as
// the caller may see them.
func (s *Service) Who(ctx context.Context, rows []Row) (by map[people.RecordID]people.Person, err error) {
	defer fault.Wrap(&err, "who the rows of a list are")
	by = map[people.RecordID]people.Person{}
	r, who := s.db.Read(ctx), access.From(ctx)
	for _, row := range rows {
		for _, f := range row.Shown() {
			if _, known := by[f.Record]; known {
				continue
			}
			p, err := people.PersonIn(r, f.Record)
			if err != nil {
				return nil, err
			}
			if seen, err := seesPerson(r, who, p.ID); err != nil {
				return nil, err
			} else if seen {
				by[f.Record] = p
			}
		}
	}
	return by, nil
}

// Certain is the one of those found whom the row is about; false where nobody is, or where
// that was not certain and is not decided.
func (r Row) Certain() (Found, bool) {
	if r.KeptBack || r.Record == "" || r.Standing == Same {
		return Found{}, false
	}
	shown := r.Shown()
	for _, f := range shown {
		if f.Record == r.Record {
			return f, true
		}
	}
	if certain := certainOf(shown); len(certain) == 1 {
		return certain[0], true
	}
	return Found{}, false
}
