package entries

import (
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"unicode/utf8"

	"kith/internal/kernel/day"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/kernel/phone"
	"kith/internal/kernel/postcode"
)

// cells reads the cells of one row and remembers what was odd.
type cells struct {
	today   day.Date
	remarks []Remark
}

func (c *cells) remark(code Code, column, words string, args ...any) {
	c.remarks = append(c.remarks, Remark{code, column, fmt.Sprintf(words, args...)})
}

// placeholders say that nothing is known.
var placeholders = map[string]bool{
	"nan": true, "null": true, "none": true, "n/a": true, "na": true, "unknown": true, "not known": true, "-": true, "--": true, ".": true,
	"?": true, "tbc": true, "not given": true, "nil": true, "#n/a": true, "#value!": true, "#ref!": true, "nat": true, "(blank)": true, "x": true,
}

// longestCell is how much of a cell is kept, in characters.
const longestCell = 300

// text is what a cell says, without what only looks as if it said something.
func (c *cells) text(column, said string) string {
	said = strings.TrimSpace(strings.ReplaceAll(said, "\u00a0", " "))
	switch {
	case said == "":
		return ""
	case placeholders[strings.ToLower(said)]:
		c.remark(Placeholder, column, "%q says nothing.", said)
		return ""
	case strings.HasPrefix(said, `="`) && strings.HasSuffix(said, `"`) && len(said) > 3: // how exports keep a leading zero
		c.remark(FormulaText, column, "The text was wrapped in a formula.")
		return c.text(column, said[2:len(said)-1])
	case said[0] == '=' || said[0] == '@' || (said[0] == '+' || said[0] == '-') && len(said) > 1 && letter(said[1]):
		c.remark(Formula, column, "There is a formula where a value should be.")
		return ""
	}
	if utf8.RuneCountInString(said) > longestCell {
		c.remark(TooLong, column, "It is longer than %d characters.", longestCell)
		return string([]rune(said)[:longestCell])
	}
	return said
}

func letter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// birth is the day somebody was born.
func (c *cells) birth(column, said string) day.Date {
	d := c.day(column, said)
	switch {
	case d.IsZero():
	case !possible(d, c.today):
		c.remark(DateImpossible, column, "Nobody alive was born on %s.", d.Long())
		return day.Date{}
	case d.Day() == 1 && d.Month() == 1 && (d.Year() == 1900 || d.Year() == 1901):
		c.remark(DateImpossible, column, "%s stands for a day that is not known.", d.Long())
		return day.Date{}
	case d.Day() == 1 && d.Month() == 1:
		c.remark(DateDefault, column, "%s may stand for a day that is not known.", d.Long())
	}
	return d
}

func (c *cells) day(column, said string) day.Date {
	if said == "" {
		return day.Date{}
	}
	d, odd, ok := readDate(said, c.today)
	switch {
	case !ok:
		c.remark(DateUnread, column, "%q is no date.", said)
		return day.Date{}
	case odd != "":
		c.remark(odd, column, "%s was read as %s.", said, d.Long())
	}
	return d
}

func (c *cells) nhs(column, said string) nhsnumber.Number {
	said = strings.TrimSuffix(said, ".0")
	digits := strings.NewReplacer(" ", "", "-", "").Replace(said)
	switch {
	case said == "":
		return ""
	case strings.Trim(digits, "0") == "":
		c.remark(NHSZero, column, "It has zeros alone.")
		return ""
	case strings.ContainsAny(said, "eE") && strings.Contains(said, "+"):
		c.remark(NHSRounded, column, "%s is what a spreadsheet leaves of a long number.", said)
		return ""
	case len(digits) == 9 && allDigits(digits):
		if n, err := nhsnumber.Parse("0" + digits); err == nil {
			c.remark(NHSShort, column, "It lost its first zero.")
			return n
		}
	}
	n, err := nhsnumber.Parse(said)
	if err != nil {
		c.remark(NHSCheck, column, "It is no NHS number: a digit is wrong or missing.")
	}
	return n
}

// phones are the numbers of a cell, each once.
func (c *cells) phones(column, said string) (all []phone.Number) {
	typed := phone.Split(strings.TrimSuffix(said, ".0"))
	if len(typed) > 1 {
		c.remark(PhoneSeveral, column, "There are %d numbers in one cell.", len(typed))
	}
	for _, one := range typed {
		n, err := phone.Parse(one)
		if err != nil {
			c.remark(PhoneUnread, column, "%q cannot be rung.", one)
			continue
		}
		if digits := strings.NewReplacer(" ", "", "-", "").Replace(one); len(digits) == 10 && digits[0] != '0' {
			c.remark(PhoneZero, column, "It lost its first zero.")
		}
		all = append(all, n)
	}
	return all
}

// postcode is a whole postcode, or the part of one that was given.
func (c *cells) postcode(column, said string) (whole postcode.Postcode, part string) {
	if said == "" {
		return "", ""
	}
	if whole, err := postcode.Parse(said); err == nil {
		return whole, ""
	}
	if p, err := postcode.ParsePartial(said); err == nil {
		c.remark(PostcodePartial, column, "%q is a part of a postcode.", said)
		return "", p.String()
	}
	c.remark(PostcodeUnread, column, "%q is no postcode.", said)
	return "", ""
}

func (c *cells) uprn(column, said string) string {
	digits := strings.TrimLeft(strings.TrimSuffix(said, ".0"), "0")
	if said == "" || digits == "" {
		return ""
	}
	if !allDigits(digits) || len(digits) > 12 {
		c.remark(UPRNUnread, column, "%q is no property number.", said)
		return ""
	}
	return digits
}

func (c *cells) email(column, said string) string {
	if said == "" {
		return ""
	}
	if a, err := mail.ParseAddress(said); err != nil || a.Address != said {
		c.remark(EmailUnread, column, "It is no email address.")
		return ""
	}
	return said
}

// yes reads an answer: nil is neither.
func (c *cells) yes(column, said string) *bool {
	yes, no := true, false
	switch strings.ToLower(said) {
	case "":
		return nil
	case "y", "yes", "1", "true", "t", "1.0":
		return &yes
	case "n", "no", "0", "false", "f", "2", "0.0":
		return &no
	}
	c.remark(FlagUnread, column, "%q is neither yes nor no.", said)
	return nil
}

func (c *cells) number(column, said string) *float64 {
	if said == "" {
		return nil
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(said, ",", ""), 64)
	if err != nil || n != n || n > 1e12 || n < -1e12 {
		c.remark(NumberUnread, column, "%q is no number.", said)
		return nil
	}
	return &n
}

// names takes a whole name apart: "Khan, Amina" and "Amina Khan".
func (c *cells) names(column, said string) (given, family string) {
	if before, after, turned := strings.Cut(said, ","); turned {
		c.remark(NameReversed, column, "The last name stands first.")
		return strings.TrimSpace(after), strings.TrimSpace(before)
	}
	words := strings.Fields(said)
	if len(words) < 2 {
		return "", said
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}
