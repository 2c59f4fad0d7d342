package people

import (
	"cmp"
	"slices"
	"strings"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/naming"
)

const (
	// few is how many people found as they are written are too few for somebody to be
	// sure that the one they look for is among them.
	few = 5
	// shortestSound is how many letters of a name tell how it is spoken.
	shortestSound = 3
)

// soundingLike adds to those found the people whose names sound like what was typed, the
// most alike in writing first, until there are as many as wanted.
func soundingLike(r db.Reader, terms []term, who access.Principal, hits []Hit, limit int) ([]Hit, error) {
	names := namesOf(terms)
	seen := map[PersonID]bool{}
	for _, hit := range hits {
		seen[hit.Person] = true
	}
	var alike []Hit
	for _, looked := range soundLooks(terms) {
		found, err := findRecords(r, looked, who, spare*limit)
		if err != nil {
			return nil, err
		}
		for _, hit := range found {
			if !seen[hit.Person] {
				seen[hit.Person], hit.SoundsLike = true, true
				alike = append(alike, hit)
			}
		}
	}
	slices.SortStableFunc(alike, func(a, b Hit) int {
		return cmp.Compare(apart(names, a.Record), apart(names, b.Record))
	})
	return append(hits, alike[:min(len(alike), limit-len(hits))]...), nil
}

func namesOf(terms []term) (names []string) {
	for _, t := range terms {
		if t.kind == byName {
			names = append(names, t.text)
		}
	}
	return names
}

// soundLooks are the ways to look for the names by sound beside the other terms: all of
// them, then the first and the last in either order. There are none where the names are
// too short to have one.
func soundLooks(terms []term) (all [][]term) {
	names := namesOf(terms)
	spoken := naming.Sounds(names)
	if len(spoken) == 0 || len(strings.Join(names, "")) < shortestSound*len(spoken) {
		return nil
	}
	orders := []string{strings.Join(spoken, " ")}
	if n := len(spoken); n > 1 {
		orders = once(append(orders, spoken[0]+" "+spoken[n-1], spoken[n-1]+" "+spoken[0]))
	}
	for _, order := range orders {
		looked := []term{{token{bySound, order}, true}}
		for _, t := range terms {
			if t.kind != byName {
				looked = append(looked, t)
			}
		}
		all = append(all, looked)
	}
	return all
}

// apart counts the letters by which names typed differ from those of a record.
func apart(names []string, r Record) (n int) {
	have := naming.Parts(r.GivenNames, r.FamilyName)
	for _, name := range names {
		least := len(name)
		for _, other := range have {
			least = min(least, naming.Edits(name, other))
		}
		n += least
	}
	return n
}
