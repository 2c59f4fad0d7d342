package entries

import (
	"cmp"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/postcode"
	"kith/internal/registers/attributes"
)

// ReadRow reads one row by what its columns are. Where why is not empty nobody can be found by
// the row, and it is not taken.
func ReadRow(columns []Column, row []string, today day.Date) (e Entry, remarks []Remark, why string) {
	c := &cells{today: today}
	r := &rowReader{cells: c, entry: &e}
	for i, column := range columns {
		if i < len(row) && column.Field != Unused {
			r.cell(column, row[i])
		}
	}
	r.finish()
	switch {
	case r.shifted(columns, row):
		why = "The cells of this row seem to stand in the wrong columns. Compare it with the rows around it."
	case e.NHS == "" && e.Given == "" && e.Family == "":
		why = "There is neither an NHS number nor a name, so nobody can be found by it."
	case len(e.Keys()) == 0:
		why = "A name alone tells nobody apart. It needs a date of birth, a postcode, a phone number or a reference."
	}
	return e, c.remarks, why
}

// names look like words for nothing, and are what people are called.
var names = map[string]bool{"Na": true}

// named reports whether a column holds a part of a name.
func (f Field) named() bool { return f == Given || f == Middle || f == Family }

type rowReader struct {
	*cells
	entry  *Entry
	middle string
	term   Said
}

func (r *rowReader) cell(column Column, raw string) {
	e, head := r.entry, column.Header
	if column.Field == NextBox && strings.EqualFold(strings.TrimSpace(raw), "null") { // there is none to come
		e.Box = cmp.Or(e.Box, &Box{})
		e.Box.Ended = true
		return
	}
	said := r.text(head, raw)
	if named := strings.TrimSpace(raw); said == "" && column.Field.named() && names[named] {
		said, r.remarks = named, r.remarks[:len(r.remarks)-1]
	}
	switch column.Field {
	case NHS:
		e.NHS = r.nhs(head, said)
	case Reference:
		e.Reference = strings.TrimSuffix(said, ".0")
	case Given:
		e.Given = said
	case Middle:
		r.middle = said
	case Family:
		e.Family = said
	case FullName:
		if said != "" {
			e.Given, e.Family = r.names(head, said)
		}
	case Born:
		e.Born = r.birth(head, said)
	case Died:
		e.Died = r.day(head, said)
	case DiedFlag:
		if yes := r.yes(head, said); yes != nil {
			e.Dead = *yes
		}
	case Line:
		if said != "" && !slices.Contains(e.Lines, said) {
			e.Lines = append(e.Lines, said)
		}
	case Town:
		e.Town = said
	case Postcode:
		r.where(head, said)
	case UPRN:
		e.UPRN = r.uprn(head, said)
	case Phone:
		for _, n := range r.phones(head, said) {
			if !slices.Contains(e.Phones, n) {
				e.Phones = append(e.Phones, n)
			}
		}
	case Email:
		e.Email = r.email(head, said)
	case Sent:
		e.Sent = sortable(said, r.today)
	case Since:
		e.Since = r.day(head, said)
	case Area:
		e.Area = strings.ToUpper(said)
	case Fact:
		r.fact(column, said)
	default:
		r.special(column, said)
	}
}

// special reads what only some kinds of list have.
func (r *rowReader) special(column Column, said string) {
	e, head := r.entry, column.Header
	if column.Field == NextBox || column.Field == Outcome || column.Field == OutcomeDay {
		e.Box = cmp.Or(e.Box, &Box{})
	}
	switch column.Field {
	case Term:
		r.term.Key = attributes.KeyOf(said)
		if len(r.term.Key) > 80 {
			r.term.Key = strings.Trim(r.term.Key[:80], "-")
		}
	case TermType:
		r.term.Type, _ = attributes.TypeOf(said)
	case TermScheme:
		r.term.Scheme = said
	case TermDay:
		r.term.From = r.day(head, said)
	case TermSource:
		r.term.Source = said
	case NextBox:
		e.Box.Next = r.day(head, said)
	case Outcome:
		e.Box.Outcome = r.outcome(head, said)
	case OutcomeDay:
		e.Box.On = r.day(head, said)
	}
}

func (r *rowReader) where(head, said string) {
	whole, part := r.postcode(head, said)
	r.entry.Postcode, r.entry.District = string(whole), part
}

// fact reads something known of the person. An answer of no says nothing.
func (r *rowReader) fact(column Column, said string) {
	one := Said{Key: column.Key, Type: cmp.Or(column.Type, attributes.Circumstance)}
	switch column.As {
	case AsFlag:
		if yes := r.yes(column.Header, said); yes == nil || !*yes {
			return
		}
	case AsNumber:
		if one.Number = r.number(column.Header, said); one.Number == nil {
			return
		}
	case AsDay:
		if one.Day = r.day(column.Header, said); one.Day.IsZero() {
			return
		}
	default:
		if one.Text = said; said == "" {
			return
		}
	}
	r.entry.Facts = append(r.entry.Facts, one)
}

// finish puts together what several cells say.
func (r *rowReader) finish() {
	e := r.entry
	if r.middle != "" && e.Given != "" && !strings.Contains(strings.ToLower(e.Given), strings.ToLower(r.middle)) {
		e.Given += " " + r.middle
	}
	e.Dead = e.Dead || !e.Died.IsZero()
	if r.term.Key != "" {
		r.term.Type = cmp.Or(r.term.Type, attributes.Circumstance)
		e.Facts = append(e.Facts, r.term)
	}
	if e.Postcode == "" && e.District == "" && len(e.Lines) > 0 { // an address in one cell ends with it
		last := e.Lines[len(e.Lines)-1]
		if i := strings.LastIndexByte(last, ','); i >= 0 {
			last = last[i+1:]
		}
		words := strings.Fields(last)
		if n := len(words); n >= 2 {
			if whole, err := postcode.Parse(words[n-2] + " " + words[n-1]); err == nil {
				e.Postcode = string(whole)
			}
		}
	}
}

// shifted reports whether a row's values stand beside their columns: two of the columns that
// can be told by their form hold something else, and what they should hold stands in a
// neighbour.
func (r *rowReader) shifted(columns []Column, row []string) bool {
	wrong := 0
	for i, c := range columns {
		if i >= len(row) || strings.TrimSpace(row[i]) == "" || c.fits(row[i], r.today) {
			continue
		}
		for _, beside := range []int{i - 1, i + 1} {
			if beside >= 0 && beside < len(row) && !columns[beside].sameForm(c) && c.fitsWell(row[beside], r.today) {
				wrong++
				break
			}
		}
	}
	return wrong >= 2
}

// fits reports whether a value has the form of a column; of columns without one it always has.
func (c Column) fits(value string, today day.Date) bool {
	return c.Field != Born && c.Field != Postcode && c.Field != NHS || c.fitsWell(value, today)
}

func (c Column) fitsWell(value string, today day.Date) bool {
	value = strings.TrimSpace(value)
	switch c.Field {
	case Born:
		d, odd, ok := readDate(value, today)
		return ok && odd != DateSerial && possible(d, today)
	case Postcode:
		_, err := postcode.Parse(value)
		return err == nil
	case NHS:
		quiet := &cells{}
		return quiet.nhs("", value) != ""
	}
	return false
}

func (c Column) sameForm(other Column) bool { return c.Field == other.Field }

// sortable is a moment as text that sorts by time: the day, and whatever time stands behind it.
func sortable(said string, today day.Date) string {
	d, _, ok := readDate(said, today)
	if !ok {
		return said
	}
	at := ""
	if allDigits(said) && len(said) == 14 {
		at = said[8:]
	} else if i := strings.IndexByte(said, ':'); i >= 2 {
		at = strings.ReplaceAll(said[i-2:], ":", "")
	}
	return d.String() + " " + strings.TrimSpace(at)
}
