package attributes

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/registers/assets"
	"kith/internal/registers/people"
)

// ID names an attribute.
type ID = ident.ID[Attribute]

// LoadID names a load: the attributes of one version of a list.
type LoadID = ident.ID[Load]

// Load marks the ids of loads.
type Load struct{}

// Type is what sort of fact an attribute is, as SAVVI has them.
type Type string

// The types of SAVVI.
const (
	Circumstance Type = "Circumstance"
	Event        Type = "Event"
	ServiceUsed  Type = "Service"
	Risk         Type = "Risk"
)

// Types lists them.
func Types() []Type { return []Type{Circumstance, Event, ServiceUsed, Risk} }

// TypeOf reads a type as files write it, in any case.
func TypeOf(said string) (Type, bool) {
	for _, t := range Types() {
		if strings.EqualFold(strings.TrimSpace(said), string(t)) {
			return t, true
		}
	}
	return "", false
}

// Value is what an attribute says. The zero Value says only that it is so.
type Value struct {
	Text   string
	Number *float64
	Day    day.Date
}

// Number is a value that is a number.
func Number(n float64) Value { return Value{Number: &n} }

// Text is a value in words.
func Text(s string) Value { return Value{Text: s} }

// Day is a value that is a day.
func Day(d day.Date) Value { return Value{Day: d} }

// String is the value in words; "" when it says only that it is so.
func (v Value) String() string {
	switch {
	case v.Number != nil:
		return strconv.FormatFloat(*v.Number, 'f', -1, 64)
	case !v.Day.IsZero():
		return v.Day.Long()
	}
	return v.Text
}

// Attribute is one thing that a source says of somebody.
type Attribute struct {
	ID     ID
	Record people.RecordID // of the person; it stays with the record, whoever that turns out to be
	Type   Type
	Scheme string // whose term it is; "" is the borough's own
	Key    string // the term: "shielded", "lives-alone"
	Value  Value
	From   day.Date // the first day on which it holds; zero is since ever
	To     day.Date // the last; zero is until somebody says otherwise
	Asset  assets.ID
	Source string // the system it was taken from, or how it became known
	// Basis is the legal basis in words, and BasisEnds its last day; "" and zero are the
	// asset's.
	Basis     string
	BasisEnds day.Date
	NotedAt   time.Time
}

// LongestText is how long what an attribute says may be, in characters.
const LongestText = 300

var keyForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// KeyOf makes a key of a term as files write it: "Lives alone" is lives-alone; "" when
// nothing of it can be used.
func KeyOf(term string) string {
	words := strings.FieldsFunc(strings.ToLower(term), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-")
}

// check says what is wrong with an attribute.
func (a Attribute) check() error {
	switch {
	case a.Record == "" || a.Asset == "":
		return invalid("An attribute says of whom it is and from which data asset.")
	case !keyForm.MatchString(a.Key) || len(a.Key) > 80:
		return invalid("The term of an attribute is written in small letters, digits and hyphens, and has at most 80 of them.")
	case utf8.RuneCountInString(a.Value.Text) > LongestText:
		return invalid("What an attribute says has 300 characters or fewer.")
	case !a.To.IsZero() && a.To.Before(a.From):
		return invalid("The attribute ends before it begins.")
	}
	if _, ok := TypeOf(string(a.Type)); !ok {
		return invalid("An attribute is a Circumstance, an Event, a Service or a Risk.")
	}
	return nil
}

func invalid(words string) error { return fault.New(fault.Invalid, "attributes.invalid", words) }
