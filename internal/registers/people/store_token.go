package people

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// recordToken is a token of a record. The record's neighbourhood is kept beside it, so
// that a hub's look-up passes over other hubs' people without reading them.
type recordToken struct {
	token
	record        RecordID
	neighbourhood string
}

func insertTokens(tx *db.Tx, all []Record) error {
	var tokens []recordToken
	for _, r := range all {
		for _, t := range r.tokens() {
			tokens = append(tokens, recordToken{t, r.ID, r.Neighbourhood})
		}
	}
	return inBatches(tokens, func(some []recordToken) error {
		args := make([]any, 0, 5*len(some))
		for _, t := range some {
			args = append(args, tx.Borough(), t.kind, t.text, t.record, t.neighbourhood)
		}
		_, err := tx.Exec(`INSERT INTO people_token (borough_id, kind, token, record_id, neighbourhood) VALUES `+rowsOf(len(some), 5), args...)
		return err
	})
}

// findRecords looks for records that have every term. The rarest term is walked in the
// order of its tokens, so that whole words come before longer ones; for each of its
// records the other terms are looked up, and only then the record itself is read: CROSS
// JOIN holds SQLite to that order. A record may come more than once.
func findRecords(r db.Reader, terms []term, who access.Principal, limit int) ([]Hit, error) {
	terms, err := rarestFirst(r, terms)
	if err != nil {
		return nil, err
	}
	low, high := terms[0].span()
	args := []any{r.Borough(), terms[0].kind, low, high}
	joins := ""
	where, whereArgs := nearby(who)
	args = append(args, whereArgs...)
	for i, t := range terms[1:] {
		low, high := t.span()
		e := "e" + strconv.Itoa(i)
		joins += ` CROSS JOIN people_token ` + e
		where += ` AND ` + e + `.borough_id = k.borough_id AND ` + e + `.record_id = k.record_id AND ` + e + `.kind = ? AND ` +
			e + `.token >= ? AND ` + e + `.token < ?`
		args = append(args, t.kind, low, high)
	}
	seen, seenArgs := Visible(who)
	rows, err := r.Query(`SELECT `+recordColumns+`, COALESCE(m.person_id, p.id) FROM people_token k`+joins+`
		CROSS JOIN people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE k.borough_id = ? AND k.kind = ? AND k.token >= ? AND k.token < ?`+where+`
		AND p.borough_id = k.borough_id AND p.id = k.record_id AND `+seen+`
		ORDER BY k.token, k.record_id LIMIT ?`, append(append(args, seenArgs...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (h Hit, err error) {
		h.Record, err = scanRecord(withPerson{rows, &h.Person})
		return h, err
	})
}

// nearby is [Visible] for tokens.
func nearby(who access.Principal) (cond string, args []any) {
	hoods, all := who.Neighbourhoods(viewers...)
	if all {
		return "", nil
	}
	marks, args := db.In(hoods)
	return ` AND k.neighbourhood IN (` + marks + `)`, args
}

// withPerson scans the person that follows a record in a list.
type withPerson struct {
	rows *db.Rows
	into *PersonID
}

func (w withPerson) Scan(dest ...any) error { return w.rows.Scan(append(dest, w.into)...) }

// common is how many tokens are counted before a term counts as common: counting a few
// thousand of an index takes less than a millisecond.
const common = 4000

// rarestFirst puts the term with the fewest tokens first. Among terms too common to
// count, that is likeliest the one of which most has been typed.
func rarestFirst(r db.Reader, terms []term) ([]term, error) {
	if len(terms) < 2 {
		return terms, nil
	}
	counts := make(map[token]int64, len(terms))
	for _, t := range terms {
		low, high := t.span()
		var n int64
		err := r.QueryRow(`SELECT COUNT(*) FROM (SELECT 1 FROM people_token k WHERE k.borough_id = ? AND k.kind = ?
			AND k.token >= ? AND k.token < ? LIMIT ?) counted`, r.Borough(), t.kind, low, high, common).Scan(&n)
		if err != nil {
			return nil, err
		}
		counts[t.token] = n
	}
	return slices.SortedStableFunc(slices.Values(terms), func(a, b term) int {
		return cmp.Or(cmp.Compare(counts[a.token], counts[b.token]), cmp.Compare(len(b.text), len(a.text)))
	}), nil
}

// recordsSharing reads, of the records that share something telling, what [compare] looks
// at and nothing more.
func recordsSharing(r db.Reader, d Described) ([]Record, error) {
	seen := map[RecordID]bool{}
	var all []Record
	for _, t := range d.telling() {
		some, err := recordsWith(r, t)
		if err != nil {
			return nil, err
		}
		for _, one := range some {
			if !seen[one.ID] {
				seen[one.ID] = true
				all = append(all, one)
			}
		}
	}
	return all, nil
}

func recordsWith(r db.Reader, t token) ([]Record, error) {
	if t.kind == byPhone {
		if crowded, err := moreThan(r, t, mostOnOnePhone); err != nil || crowded {
			return nil, err
		}
	}
	which, args := t.shared()
	rows, err := r.Query(`SELECT p.id, p.given_names, p.family_name, p.birth_date, p.phone, p.line1, p.postcode FROM people_token k
		JOIN people_record p ON p.borough_id = k.borough_id AND p.id = k.record_id
		WHERE k.borough_id = ? AND k.kind = ? AND `+which+` LIMIT ?`, append(append([]any{r.Borough(), t.kind}, args...), mostCandidates)...)
	return db.Collect(rows, err, func(rows *db.Rows) (one Record, err error) {
		err = rows.Scan(&one.ID, &one.GivenNames, &one.FamilyName, &one.BirthDate, &one.Phone, &one.Address.Line1, &one.Address.Postcode)
		return one, err
	})
}

// shared is the condition on the tokens of records that share this one: it is the same, or
// the date of birth is and one of the initials. The token alone tells; the many others who
// were born that day are not read.
func (t token) shared() (cond string, args []any) {
	if t.kind != byBirthDate {
		return `k.token = ?`, []any{t.text}
	}
	date, initials, _ := strings.Cut(t.text, " ")
	cond, args = `k.token >= ? AND k.token < ? AND (k.token = ?`, []any{date, date + "!", date + " "}
	for _, c := range initials {
		cond, args = cond+` OR k.token LIKE ?`, append(args, date+" %"+string(c)+"%")
	}
	return cond + `)`, args
}

// moreThan reports whether more than so many records have a token. It reads no record.
func moreThan(r db.Reader, t token, most int64) (bool, error) {
	var n int64
	err := r.QueryRow(`SELECT COUNT(*) FROM (SELECT 1 FROM people_token k WHERE k.borough_id = ? AND k.kind = ?
		AND k.token = ? LIMIT ?) counted`, r.Borough(), t.kind, t.text, most+1).Scan(&n)
	return n > most, err
}
