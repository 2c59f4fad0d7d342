package people

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/nhsnumber"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/policy"
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
	return keepTokens(tx, tokens)
}

// keepTokens keeps tokens of records, each once.
func keepTokens(tx *db.Tx, tokens []recordToken) error {
	return inBatches(tokens, func(some []recordToken) error {
		args := make([]any, 0, 5*len(some))
		for _, t := range some {
			args = append(args, tx.Borough(), t.kind, t.text, t.record, t.neighbourhood)
		}
		_, err := tx.Exec(`INSERT INTO people_token (borough_id, kind, token, record_id, neighbourhood) VALUES `+rowsOf(len(some), 5)+` ON CONFLICT DO NOTHING`, args...)
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
		h.Record, err = scanRecord(withMore{rows, &h.Person})
		return h, err
	})
}

// nearby narrows tokens down to where somebody sees anybody; [Visible] decides about each.
func nearby(who access.Principal) (cond string, args []any) {
	open := policy.Listed(who, policy.Identity, policy.Record{})
	if open.Except || policy.Listed(who, policy.Identity, policy.Record{Restricted: true}).Except {
		return "", nil
	}
	marks, args := db.In(open.Places)
	return ` AND k.neighbourhood IN (` + marks + `)`, args
}

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
// at and nothing more. It is one statement: between two, everybody else's writes empty
// what SQLite keeps of the file in memory.
func recordsSharing(r db.Reader, d Described, number nhsnumber.Number) ([]Record, error) {
	telling, details := d.telling(), `''`
	if !number.IsZero() { // theirs count only beside this one
		telling, details = append(telling, token{byNHSNumber, number.String()}), `p.details`
	}
	if len(telling) == 0 {
		return nil, nil
	}
	branches, args := "", []any{}
	for i, t := range telling {
		if i > 0 {
			branches += ` UNION ALL `
		}
		which, whichArgs := t.shared()
		branches += `SELECT * FROM (SELECT k.kind, k.token, k.record_id FROM people_token k WHERE k.borough_id = ? AND k.kind = ? AND ` + which + ` LIMIT ?) branch`
		args = append(append(append(args, r.Borough(), t.kind), whichArgs...), t.most()+1)
	}
	rows, err := r.Query(`SELECT w.kind, w.token, p.id, p.given_names, p.family_name, p.birth_date, p.phone, p.line1, p.postcode, p.uprn, `+details+`
		FROM (`+branches+`) w CROSS JOIN people_record p WHERE p.borough_id = ? AND p.id = w.record_id`, append(args, r.Borough())...)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (s sharing, err error) {
		var known db.JSON[Details]
		err = rows.Scan(&s.kind, &s.text, &s.ID, &s.GivenNames, &s.FamilyName, &s.BirthDate, &s.Phone, &s.Address.Line1, &s.Address.Postcode, &s.Address.UPRN, &known)
		s.Details = known.V
		return s, err
	})
	return uncrowded(found), err
}

// recordsOn are the records with a number, one more than may share it at most.
func recordsOn(r db.Reader, number string) ([]RecordID, error) {
	rows, err := r.Query(`SELECT k.record_id FROM people_token k WHERE k.borough_id = ? AND k.kind = ? AND k.token = ? LIMIT ?`,
		r.Borough(), byPhone, number, mostOnOnePhone+1)
	return db.Collect(rows, err, func(rows *db.Rows) (id RecordID, err error) { return id, rows.Scan(&id) })
}

// sharing is a record with the token it was found by.
type sharing struct {
	token
	Record
}

// uncrowded takes each record once, and none for a number that is a hostel's or an
// office's.
func uncrowded(found []sharing) (all []Record) {
	count := map[token]int{}
	for _, s := range found {
		count[s.token]++
	}
	seen := map[RecordID]bool{}
	for _, s := range found {
		if s.kind == byPhone && count[s.token] > mostOnOnePhone || seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		all = append(all, s.Record)
	}
	return all
}

// most is how many records are looked at for what they share.
func (t token) most() int {
	if t.kind == byPhone {
		return mostOnOnePhone
	}
	return mostCandidates
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

// recordsWithPhone lists records that are found by a whole number.
func recordsWithPhone(r db.Reader, number string, limit int) ([]RecordID, error) {
	rows, err := r.Query(`SELECT k.record_id FROM people_token k WHERE k.borough_id = ? AND k.kind = ? AND k.token = ?
		ORDER BY k.record_id LIMIT ?`, r.Borough(), byPhone, number, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (id RecordID, err error) { return id, rows.Scan(&id) })
}

// countRecords is how many records there are.
func countRecords(r db.Reader) (n int, err error) {
	err = r.QueryRow(`SELECT COUNT(*) FROM people_record p WHERE p.borough_id = ?`, r.Borough()).Scan(&n)
	return n, err
}

// countToken is how many records have a token, as far as the limit.
func countToken(r db.Reader, t token, limit int) (n int, err error) {
	err = r.QueryRow(`SELECT COUNT(*) FROM (SELECT 1 FROM people_token k WHERE k.borough_id = ? AND k.kind = ? AND k.token = ?
		LIMIT ?) counted`, r.Borough(), t.kind, t.text, limit).Scan(&n)
	return n, err
}
