package entries

// Remark is what was seen in a cell that is not plain, and what was made of it.
type Remark struct {
	Code   Code   `json:"code"`
	Column string `json:"column,omitempty"` // its header
	Words  string `json:"words"`
}

// Code names a kind of remark.
type Code string

// The remarks. Each names one thing that real lists do.
const (
	Placeholder     Code = "placeholder"      // "nan", "unknown", "-": nothing is known
	DateSerial      Code = "date-serial"      // the day as a spreadsheet counts
	DateShort       Code = "date-short"       // a year of two digits
	DateTurned      Code = "date-turned"      // month before day
	DateZero        Code = "date-zero"        // 7031939: lost its leading zero
	DateDefault     Code = "date-default"     // the first of January, which often stands for "not known"
	DateUnread      Code = "date-unread"      // no day at all
	DateImpossible  Code = "date-impossible"  // in the future, or over 120 years ago
	NHSZero         Code = "nhs-zero"         // ten zeros
	NHSCheck        Code = "nhs-check"        // a wrong check digit
	NHSShort        Code = "nhs-short"        // lost its leading zero
	NHSRounded      Code = "nhs-rounded"      // 9.43E+09: the spreadsheet has dropped digits
	PhoneSeveral    Code = "phone-several"    // two in one cell
	PhoneZero       Code = "phone-zero"       // lost its leading zero
	PhoneUnread     Code = "phone-unread"     // no phone number
	PostcodePartial Code = "postcode-partial" // part of one
	PostcodeUnread  Code = "postcode-unread"  // none
	UPRNUnread      Code = "uprn-unread"
	NumberUnread    Code = "number-unread"
	FlagUnread      Code = "flag-unread" // neither yes nor no
	Formula         Code = "formula"     // a formula instead of a value
	FormulaText     Code = "formula-text"
	NameReversed    Code = "name-reversed" // "Khan, Amina"
	EmailUnread     Code = "email-unread"
	TooLong         Code = "too-long"
	OutcomeUnread   Code = "outcome-unread"
)

// labels are the remarks as a report counts them.
var labels = []struct {
	code  Code
	label string
}{
	{Placeholder, "Cells that say nothing, such as nan or unknown, were left empty"},
	{DateSerial, "Days as a spreadsheet counts them were read"},
	{DateShort, "Years of two digits were read"},
	{DateTurned, "Dates with the month first were read"},
	{DateZero, "Dates that lost their first zero were mended"},
	{DateDefault, "Dates on 1 January, which may stand for a day that is not known, were kept"},
	{DateUnread, "Dates that cannot be read were left empty"},
	{DateImpossible, "Dates in the future or over 120 years ago were left empty"},
	{NHSZero, "NHS numbers of zeros were left empty"},
	{NHSCheck, "NHS numbers with a wrong digit were left empty"},
	{NHSShort, "NHS numbers that lost a zero were mended"},
	{NHSRounded, "NHS numbers that a spreadsheet had rounded were left empty"},
	{PhoneSeveral, "Cells with more than one phone number were taken apart"},
	{PhoneZero, "Phone numbers that lost their zero were mended"},
	{PhoneUnread, "Phone numbers that cannot be rung were left empty"},
	{PostcodePartial, "Parts of a postcode were kept as the district"},
	{PostcodeUnread, "Postcodes that cannot be read were left empty"},
	{UPRNUnread, "Property numbers that cannot be read were left empty"},
	{NumberUnread, "Numbers that cannot be read were left empty"},
	{FlagUnread, "Answers that are neither yes nor no were left empty"},
	{Formula, "Formulas were left out"},
	{FormulaText, "Text that a spreadsheet had wrapped in a formula was taken out"},
	{NameReversed, "Names written last name first were turned round"},
	{EmailUnread, "Email addresses that cannot be written to were left empty"},
	{TooLong, "Cells that are too long were cut"},
	{OutcomeUnread, "Outcomes that are not known were left empty"},
}

// Label says what was made of all remarks of a kind.
func (c Code) Label() string {
	for _, l := range labels {
		if l.code == c {
			return l.label
		}
	}
	return string(c)
}

// Codes lists the kinds of remark in the order a report shows them.
func Codes() []Code {
	all := make([]Code, len(labels))
	for i, l := range labels {
		all[i] = l.code
	}
	return all
}
