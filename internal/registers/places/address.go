package places

// Address is where somebody is, as far as they said. Postcode is as it was parsed, or as
// it was typed where it does not parse.
type Address struct {
	Line1    string
	Line2    string
	Town     string
	Postcode string
	UPRN     string // as text, leading zeros taken off
}

// Lines are the parts that were given, in the order they are written on an envelope.
func (a Address) Lines() []string {
	var lines []string
	for _, l := range []string{a.Line1, a.Line2, a.Town, a.Postcode} {
		if l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}
