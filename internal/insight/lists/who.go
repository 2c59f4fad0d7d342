package lists

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"kith/algo/linkage"
	"kith/internal/insight/entries"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// model is what was learnt of how records of one person differ, on a made-up borough of 320,000
// residents and a list of 14,634.
//
//go:embed model.json
var model []byte

// The borough the model was learnt on: how likely two records are one person depends on how
// many there are to choose among.
const learntOf = 320_000

// resident is one record of our people beside the table of them.
type resident struct {
	record people.RecordID
	person people.PersonID
	hidden bool // restricted: kept from whoever uses lists
}

// modelFor is the model for so many records.
func modelFor(residents int) (*linkage.Model, error) {
	m, err := linkage.ReadModel(bytes.NewReader(model))
	if err != nil {
		return nil, fmt.Errorf("lists: model.json: %w", err)
	}
	scale := float64(learntOf) / float64(max(residents, 1))
	m.Prior, m.Household = min(m.Prior*scale, 0.2), min(m.Household*scale, 0.2)
	return m, nil
}

// link finds out who rows are: certainly one of our people, perhaps one or several, or nobody
// we know.
func (s *Service) link(ctx context.Context, rows []*Row, rules *Rules) error {
	if len(rows) == 0 {
		return nil
	}
	right, residents, left, err := s.tables(ctx, rows)
	if err != nil {
		return err
	}
	m, err := modelFor(len(residents))
	if err != nil {
		return err
	}
	sure, maybe := rules.bounds()
	byRow := make([][]linkage.Link, len(rows))
	_, err = m.Link(ctx, left, right, linkage.Options{Seed: 1, Least: maybe}, func(l linkage.Link) bool {
		byRow[l.Left] = append(byRow[l.Left], l)
		return true
	})
	if err != nil {
		return err
	}
	e, err := linkage.NewExplainer(m, left, right)
	if err != nil {
		return err
	}
	for i, links := range byRow {
		rows[i].Match, rows[i].Found = Newcomer, found(links, residents, e)
	}
	decide(rows, sure)
	return nil
}

// tables are the rows and all our people as the kernel compares them.
func (s *Service) tables(ctx context.Context, rows []*Row) (right *linkage.Table, residents []resident, left *linkage.Table, err error) {
	schema, _ := linkage.Preset("uk-person")
	if right, err = linkage.NewTable(schema); err != nil {
		return nil, nil, nil, err
	}
	left = right.Beside()
	// What is read of some thousand people is put into the table while the next are read.
	type read struct {
		of     []resident
		values [][8]string
	}
	parts, failed := make(chan read, 4), make(chan error, 1)
	go func() {
		defer close(parts)
		var part read
		failed <- eachResident(s.db.Read(ctx), func(one resident, values [8]string) {
			if part.of, part.values = append(part.of, one), append(part.values, values); len(part.of) == 2000 {
				parts <- part
				part = read{}
			}
		})
		parts <- part
	}()
	for part := range parts {
		for _, values := range part.values {
			right.Add("", values[:]...)
		}
		residents = append(residents, part.of...)
	}
	err = <-failed
	for _, w := range rows {
		v := valuesOf(w.Entry)
		left.Add("", v[:]...)
	}
	return right, residents, left, err
}

// valuesOf are an entry in the columns of the schema: NHS number, first name, last name, date of
// birth, address, postcode, UPRN, phone.
func valuesOf(e entries.Entry) [8]string {
	v := [8]string{string(e.NHS), e.Given, e.Family, e.Born.String(), strings.Join(e.Lines, " "), cmp.Or(e.Postcode, e.District), e.UPRN, ""}
	if e.Born.IsZero() {
		v[3] = ""
	}
	if len(e.Phones) > 0 {
		v[7] = string(e.Phones[0])
	}
	return v
}

// eachResident reads every record of our people. An address that is withheld is in none of
// them.
func eachResident(r db.Reader, yield func(one resident, values [8]string)) error {
	rows, err := residentsIn(r)
	if err != nil {
		return err
	}
	defer rows.Close()
	var one resident
	var v [8]string
	var born *string
	var line2, details string
	for rows.Next() {
		if err := rows.Scan(&one.record, &one.person, &v[1], &v[2], &born, &v[4], &line2, &v[5], &v[6], &v[7], &details, &one.hidden); err != nil {
			return err
		}
		if v[3] = ""; born != nil {
			v[3] = *born
		}
		if line2 != "" {
			v[4] += " " + line2
		}
		v[0] = numberIn(details)
		yield(one, v)
	}
	return rows.Err()
}

// numberIn is the NHS number in the details of a record, which are not taken apart for it.
func numberIn(details string) string {
	const key = `"nhs_number":"`
	i := strings.Index(details, key)
	if i < 0 {
		return ""
	}
	rest := details[i+len(key):]
	return rest[:max(strings.IndexByte(rest, '"'), 0)]
}

// mostFound is how many a row may be of that anybody is asked about.
const mostFound = 5

// found are the people of links, each once, the likeliest first.
func found(links []linkage.Link, residents []resident, e *linkage.Explainer) (all []Found) {
	slices.SortStableFunc(links, func(a, b linkage.Link) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(residents[a.Right].record, residents[b.Right].record))
	})
	for _, l := range links {
		of := residents[l.Right]
		if len(all) == mostFound || slices.ContainsFunc(all, func(f Found) bool { return f.Person == of.person }) {
			continue
		}
		all = append(all, Found{
			Record: of.record, Person: of.person, Probability: l.Probability, Weight: l.Weight, Pattern: l.Pattern,
			Because: because(e.Explain(l)), Hidden: of.hidden,
		})
	}
	return all
}

var columnWords = map[string]string{
	"nhs_number": "NHS number", "first_name": "first name", "last_name": "last name", "date_of_birth": "date of birth",
	"address": "address", "postcode": "postcode", "uprn": "property number", "phone": "phone",
}

// because says what each column adds to the weight of a link, the weightiest first.
func because(all []linkage.Contribution) (words []string) {
	slices.SortStableFunc(all, func(a, b linkage.Contribution) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	for _, c := range all {
		name, ok := columnWords[c.Column]
		if !ok || c.Level == "missing" {
			continue
		}
		how := "similar "
		switch c.Level {
		case "exact":
			how = "same "
		case "different":
			how = "different "
		}
		words = append(words, how+name+" ("+signed(c.Weight)+")")
	}
	return words
}

func signed(weight float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%+d", int(math.Round(weight))), ".0")
}

// decide says who rows are. Nobody is taken for two of them: of two rows that are certainly
// one person somebody looks at the second.
func decide(rows []*Row, sure float64) {
	order := make([]*Row, 0, len(rows))
	for _, w := range rows {
		if len(w.Found) > 0 {
			order = append(order, w)
		}
	}
	slices.SortStableFunc(order, func(a, b *Row) int { return cmp.Compare(b.Found[0].Weight, a.Found[0].Weight) })
	taken := map[people.PersonID]bool{}
	for _, w := range order {
		best := w.Found[0]
		rival := len(w.Found) > 1 && w.Found[1].Probability >= sure
		switch {
		case best.Probability >= sure && !rival && !taken[best.Person]:
			taken[best.Person] = true
			w.is(best.Record, best.Hidden, Linked)
		case slices.ContainsFunc(w.Found, func(f Found) bool { return !f.Hidden }):
			w.Match = ToReview
			if taken[best.Person] && w.Why == "" {
				w.Why = "Another row of this file is taken for them."
			}
		default:
			w.Match = Newcomer // of somebody hidden nothing is said, not even that they are known
		}
	}
}

// is says who a row is. Of somebody who is kept from whoever uses lists it says no more than of
// somebody nobody knows.
func (w *Row) is(record people.RecordID, hidden bool, how Match) {
	if w.Record, w.KeptBack, w.Match = record, hidden, how; hidden {
		w.Match = Newcomer
	}
}

// Percent is how likely it is, in words.
func (f Found) Percent() string {
	p := f.Probability * 100
	if p > 99 && p < 100 {
		return strconv.FormatFloat(math.Floor(p*100)/100, 'f', 2, 64) + "%"
	}
	return strconv.Itoa(int(math.Round(p))) + "%"
}
