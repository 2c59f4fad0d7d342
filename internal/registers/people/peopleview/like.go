package peopleview

import (
	"fmt"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/registers/people"
)

// LikeAddress is where a form posts what has been typed so far of somebody, and gets
// back, as a fragment, who that may be: see [WhileTyping].
const LikeAddress = "/people/like"

// The inputs that [LikeAddress] reads. A form may leave any out; what is half typed counts
// for nothing until it is whole, and is never answered with an error.
const (
	GivenNamesInput = "given-names"
	FamilyNameInput = "family-name"
	BornInput       = "born" // a forms.Date: born-day, born-month, born-year
	PhoneInput      = "phone"
	Line1Input      = "line1"
	PostcodeInput   = "postcode"
	// NotInput is the id of the person, or of a record of theirs, whom the form is of
	// already; they are left out.
	NotInput = "not-person"
	// UseInput is the form's own address for "this is the person": see [WhileTyping].
	UseInput = "use-person"
	// PersonInput is what the "this is the person" button posts: the person's id.
	PersonInput = "person"
)

// known are the few facts by which staff tell whether it is the same person.
func known(l people.Likeness, today day.Date) []govuk.SummaryRow {
	r := l.Record
	address := strings.Join(r.AddressLines(), ", ")
	rows := []govuk.SummaryRow{{Key: "Born", Text: "Not known"}}
	if !r.BirthDate.IsZero() {
		rows[0].Text = fmt.Sprintf("%s (%d)", r.BirthDate.Long(), day.AgeOn(r.BirthDate, today))
	}
	for _, row := range []govuk.SummaryRow{
		{Key: "Phone", Text: r.Phone.National()}, {Key: "Address", Text: address}, {Key: "Who said so", Text: r.Source},
	} {
		if row.Text != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// Because says why somebody looks alike, in one sentence.
func Because(l people.Likeness) string {
	return fmt.Sprintf("%d of 100: %s.", l.Percent, strings.Join(l.Reasons, ", "))
}

func counted(alike []people.Likeness) string {
	switch len(alike) {
	case 0:
		return ""
	case 1:
		return "Somebody known may be the same person."
	}
	return fmt.Sprintf("%d people known may be the same person.", len(alike))
}
