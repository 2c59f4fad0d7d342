package people

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Hit is one person found by a search.
type Hit struct {
	Person PersonID
	Record Record
}

// shortest is the fewest letters a search looks for: one letter finds a tenth of a borough.
const shortest = 2

// Search finds people by any of name, postcode, phone number and date of birth, several
// terms in any order, each as far as it has been typed. It shows only people the caller
// may see, at most limit, closest first.
func (s *Service) Search(ctx context.Context, text string, limit int) (hits []Hit, err error) {
	defer fault.Wrap(&err, "search people")
	terms := parseTerms(text)
	if len(terms) == 0 {
		return nil, nil
	}
	records, err := findRecords(s.db.Read(ctx), terms, access.From(ctx), limit)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(records, func(a, b Record) int {
		return cmp.Or(cmp.Compare(misses(a, terms), misses(b, terms)), cmp.Compare(a.Name(), b.Name()))
	})
	return s.hits(ctx, records)
}

// hits puts each record with the person it belongs to, each person once.
func (s *Service) hits(ctx context.Context, records []Record) (hits []Hit, err error) {
	seen := map[PersonID]bool{}
	for _, r := range records {
		person, err := PersonOf(s.db.Read(ctx), r.ID)
		if err != nil {
			return nil, err
		}
		if !seen[person] {
			seen[person] = true
			hits = append(hits, Hit{Person: person, Record: r})
		}
	}
	return hits, nil
}

// misses counts the name terms that a record has only the beginning of.
func misses(r Record, terms []token) int {
	n := 0
	have := words(r.GivenNames + " " + r.FamilyName)
	for _, t := range terms {
		if t.kind == byName && !slices.Contains(have, t.text) {
			n++
		}
	}
	return n
}

// parseTerms splits what was typed into what to look for, the most telling first. A
// postcode may have its space, a number may have its spaces, a date may be 7/3/1939.
func parseTerms(text string) []token {
	var terms []token
	fields := strings.Fields(text)
	for i := 0; i < len(fields); {
		n, t := parseTerm(fields[i:])
		if len(t.text) >= shortest {
			terms = append(terms, t)
		}
		i += n
	}
	slices.SortStableFunc(terms, func(a, b token) int {
		return cmp.Or(cmp.Compare(tellingness(b), tellingness(a)), cmp.Compare(len(b.text), len(a.text)))
	})
	return terms
}

func tellingness(t token) int {
	switch t.kind {
	case byPhone:
		return 3
	case byBirthDate, byPostcode:
		return 2
	}
	return 1
}

// parseTerm reads the first term of the fields and says how many fields it took.
func parseTerm(fields []string) (int, token) {
	first := fields[0]
	if born, err := day.ParseDate(first); err == nil {
		return 1, token{byBirthDate, born.String()}
	}
	if isNumber(first) {
		n := 1
		for n < len(fields) && isNumber(fields[n]) {
			n++
		}
		return n, token{byPhone, national(strings.Join(fields[:n], ""))}
	}
	if looksLikeOutcode(first) {
		if len(fields) > 1 && startsWithDigit(fields[1]) && len(fields[1]) <= 3 {
			return 2, token{byPostcode, squeeze(first + fields[1])}
		}
		return 1, token{byPostcode, squeeze(first)}
	}
	return 1, token{byName, strings.ReplaceAll(fold(first), " ", "")}
}

func isNumber(s string) bool {
	return strings.Trim(s, "0123456789+()-") == "" && strings.ContainsAny(s, "0123456789")
}

// national writes a number as it is dialled here, as far as it has been typed.
func national(s string) string {
	digits := squeeze(s)
	if rest, ok := strings.CutPrefix(digits, "44"); ok {
		return "0" + rest
	}
	return digits
}

func startsWithDigit(s string) bool { return s != "" && unicode.IsDigit(rune(s[0])) }

// looksLikeOutcode reports whether a word is the beginning of a postcode: a letter or two
// and then a digit.
func looksLikeOutcode(s string) bool {
	at := strings.IndexFunc(s, unicode.IsDigit)
	return at == 1 || at == 2
}
