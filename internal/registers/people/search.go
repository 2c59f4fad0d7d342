package people

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/naming"
)

// Hit is one person found by a search, with the record that was found.
type Hit struct {
	Person     PersonID
	Record     Record
	SoundsLike bool // found by how a name is spoken, not by how it is written
}

// Search finds people by any of name, postcode, phone number and date of birth, several
// terms in any order, each as far as it has been typed. It shows only people the caller
// may see, at most limit, the closest first: those with every name whole before those
// with the beginnings of it, and among equals by name; where these are few, those whose
// names sound alike follow. What was shown is recorded; what was typed is not.
func (s *Service) Search(ctx context.Context, text string, limit int) (hits []Hit, err error) {
	defer fault.Wrap(&err, "search people")
	terms := parseTerms(text)
	if len(terms) == 0 || limit <= 0 {
		return nil, nil
	}
	r, who := s.db.Read(ctx), access.From(ctx)
	hits, err = search(r, terms, who, limit)
	if err == nil && len(hits) < min(few, limit) {
		hits, err = soundingLike(r, terms, who, hits, limit)
	}
	if err == nil && len(hits) > 0 {
		s.noteRead(ctx, lookedUp(terms, hits))
	}
	return hits, err
}

// search looks for the names as a whole name first, then for every term by itself, until
// it has enough.
func search(r db.Reader, terms []term, who access.Principal, limit int) (hits []Hit, err error) {
	seen := map[PersonID]bool{}
	for _, looked := range looks(terms) {
		found, err := findRecords(r, looked, who, spare*limit)
		if err != nil {
			return nil, err
		}
		rank(found, terms)
		for _, hit := range found {
			if !seen[hit.Person] {
				seen[hit.Person] = true
				hits = append(hits, hit)
			}
		}
		if len(hits) >= limit {
			return hits[:limit], nil
		}
	}
	return hits, nil
}

// spare is how many more records are read than people shown, to choose the closest from
// and because a person may have several records.
const spare = 4

// looks are the ways to look for terms, the closest first.
func looks(terms []term) [][]term {
	var names []string
	whole := []term{{}}
	for _, t := range terms {
		if t.kind == byName {
			names = append(names, t.text)
		} else {
			whole = append(whole, t)
		}
	}
	if len(names) < 2 {
		return [][]term{terms}
	}
	whole[0] = term{token{byFullName, strings.Join(names, " ")}, false}
	return [][]term{whole, terms}
}

// rank puts those with more of the names whole first, then those whose first name is the
// first name typed, then goes by name and age.
func rank(hits []Hit, terms []term) {
	names := namesOf(terms)
	slices.SortStableFunc(hits, func(a, b Hit) int {
		x, y := a.Record, b.Record
		return cmp.Or(
			cmp.Compare(misses(x, names), misses(y, names)),
			cmp.Compare(turned(x, names), turned(y, names)),
			cmp.Compare(naming.Fold(x.FamilyName), naming.Fold(y.FamilyName)),
			cmp.Compare(naming.Fold(x.GivenNames), naming.Fold(y.GivenNames)),
			cmp.Compare(x.BirthDate.String(), y.BirthDate.String()),
		)
	})
}

// misses counts the names that a record has only the beginning of.
func misses(r Record, names []string) (n int) {
	have := naming.Parts(r.GivenNames, r.FamilyName)
	for _, name := range names {
		if !slices.Contains(have, name) {
			n++
		}
	}
	return n
}

// turned is 1 when the first name typed is not among the record's first names.
func turned(r Record, names []string) int {
	if len(names) > 1 && !slices.Contains(naming.Parts(r.GivenNames), names[0]) {
		return 1
	}
	return 0
}

// lookedUp tells which people were shown and by what kinds of term they were found.
func lookedUp(terms []term, hits []Hit) journal.Entry {
	var kinds []string
	for _, t := range terms {
		kinds = append(kinds, string(t.kind))
	}
	shown := make([]journal.Object, len(hits))
	for i, hit := range hits {
		shown[i] = journal.Object{Kind: "person", ID: string(hit.Person)}
	}
	return journal.Entry{Verb: "looked people up", Objects: shown, Data: map[string]any{"by": once(kinds)}}
}
