package entries

import (
	"fmt"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/registers/attributes"
)

// Field is what a column says.
type Field string

// The fields. A list may have several columns of lines, phones and facts.
const (
	Unused     Field = ""
	NHS        Field = "nhs"
	Reference  Field = "reference"
	Given      Field = "given"
	Middle     Field = "middle"
	Family     Field = "family"
	FullName   Field = "name"
	Born       Field = "born"
	Died       Field = "died"
	DiedFlag   Field = "died-flag"
	Line       Field = "line"
	Town       Field = "town"
	Postcode   Field = "postcode"
	UPRN       Field = "uprn"
	Phone      Field = "phone"
	Email      Field = "email"
	Sent       Field = "sent"
	Since      Field = "since"
	Area       Field = "area"
	Term       Field = "term"
	TermType   Field = "term-type"
	TermScheme Field = "term-scheme"
	TermDay    Field = "term-day"
	TermSource Field = "term-source"
	NextBox    Field = "next-box"
	Outcome    Field = "outcome"
	OutcomeDay Field = "outcome-day"
	Fact       Field = "fact"
)

// Named is a field with its name for people.
type Named struct {
	Field Field
	Label string
}

// Fields lists the fields a column may be, as people choose among them.
func Fields() []Named {
	return []Named{
		{NHS, "NHS number"},
		{Reference, "Reference, the same each time"},
		{Given, "First name"},
		{Middle, "Middle names"},
		{Family, "Last name"},
		{FullName, "Whole name"},
		{Born, "Date of birth"},
		{Died, "Date of death"},
		{DiedFlag, "Has died: yes or no"},
		{Line, "Line of address"},
		{Town, "Town"},
		{Postcode, "Postcode"},
		{UPRN, "Property number (UPRN)"},
		{Phone, "Phone"},
		{Email, "Email"},
		{Sent, "When the row was written"},
		{Since, "On the list since"},
		{Area, "Council's code"},
		{Term, "Attribute (SAVVI)"},
		{TermType, "Type of attribute (SAVVI)"},
		{TermScheme, "Scheme of attribute (SAVVI)"},
		{TermDay, "Day of attribute (SAVVI)"},
		{TermSource, "System it is from (SAVVI)"},
		{NextBox, "Next food box"},
		{Outcome, "What came of a food box"},
		{OutcomeDay, "Day of the food box"},
		{Fact, "Something known of the person"},
	}
}

// Label is the name of a field for people.
func (f Field) Label() string {
	for _, one := range Fields() {
		if one.Field == f {
			return one.Label
		}
	}
	return "Not used"
}

// several reports whether a list may have more columns of a field than one.
func (f Field) several() bool { return f == Line || f == Phone || f == Fact }

// Column is one column of a file and what it is taken for.
type Column struct {
	Header string          `json:"header"`
	Field  Field           `json:"field,omitempty"`
	Key    string          `json:"key,omitempty"` // of a fact
	Type   attributes.Type `json:"type,omitempty"`
	As     Shape           `json:"as,omitempty"`
}

// Is makes a column one of a field; a fact has its key from the header.
func (c Column) Is(f Field) Column {
	if c.Field == f {
		return c
	}
	c.Field, c.Key, c.Type, c.As = f, "", "", ""
	if f == Fact {
		c.Key, c.Type, c.As = attributes.KeyOf(c.Header), attributes.Circumstance, AsText
	}
	return c
}

// CheckColumns says what is wrong with what columns are taken for.
func CheckColumns(all []Column) error {
	once, keys := map[Field]string{}, map[string]string{}
	for _, c := range all {
		if c.Field == Fact {
			if c.Key == "" {
				return invalid(fmt.Sprintf("The column %q needs a header with letters to be something known of the person.", c.Header))
			}
			if other, twice := keys[c.Key]; twice {
				return invalid(fmt.Sprintf("The columns %q and %q say the same thing of a person. Use one of them.", other, c.Header))
			}
			keys[c.Key] = c.Header
			continue
		}
		if other, twice := once[c.Field]; twice && c.Field != Unused && !c.Field.several() {
			return invalid(fmt.Sprintf("The columns %q and %q are both taken for %s. Choose one of them.", other, c.Header, c.Field.Label()))
		}
		once[c.Field] = c.Header
	}
	has := func(fields ...Field) bool {
		return slices.ContainsFunc(fields, func(f Field) bool { _, ok := once[f]; return ok })
	}
	if !has(NHS) && !has(FullName, Family, Given) {
		return invalid("Say which column is the NHS number, or which hold the names. Nobody can be found by the rest.")
	}
	return nil
}

func invalid(words string) error { return fault.New(fault.Invalid, "lists.invalid", words) }
