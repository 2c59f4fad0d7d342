package people

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
)

// Alike finds the people who may be the one described while somebody is still typing of
// them, likeliest first, each once and at most limit. It leaves out whom the caller may
// not see, and the person they are on already, if any. Whom it shows is recorded; what was
// typed is not. It decides nothing: see [Service.Match].
func (s *Service) Alike(ctx context.Context, d Described, not PersonID, limit int) (alike []Likeness, err error) {
	defer fault.Wrap(&err, "people alike")
	found, err := s.Match(ctx, d)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	seen, err := visibleRecords(s.db.Read(ctx), recordsIn(found), access.From(ctx))
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		at := slices.IndexFunc(seen, func(h Hit) bool { return h.Record.ID == c.Record })
		if at < 0 || seen[at].Person == not || len(alike) >= limit {
			continue
		}
		if !listed(alike, seen[at].Person) {
			alike = append(alike, Likeness{Person: seen[at].Person, Record: seen[at].Record, Percent: c.Percent, Reasons: c.Reasons})
		}
	}
	if len(alike) > 0 {
		s.noteRead(ctx, shownAlike(alike))
	}
	return alike, nil
}

// shownAlike tells which people were shown because they look like somebody typed in.
func shownAlike(alike []Likeness) journal.Entry {
	shown := make([]journal.Object, len(alike))
	for i, l := range alike {
		shown[i] = journal.Object{Kind: "person", ID: string(l.Person)}
	}
	return journal.Entry{Verb: "was shown people alike", Objects: shown}
}

// WhoseRecord is the person a record named in a form is of; "" for what names none.
func (s *Service) WhoseRecord(ctx context.Context, record string) (PersonID, error) {
	id, err := ident.Parse[Record](record)
	if err != nil {
		return "", nil
	}
	person, err := PersonOf(s.db.Read(ctx), id)
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return person, err
}
