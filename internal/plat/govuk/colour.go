package govuk

// Colour is the colour of a tag or badge. A colour never stands alone: the
// word says the same.
type Colour string

// The colours of the GOV.UK tag. The zero Colour is Blue.
const (
	Blue    Colour = ""
	Grey    Colour = "grey"
	Green   Colour = "green"
	Teal    Colour = "teal"
	Purple  Colour = "purple"
	Magenta Colour = "magenta"
	Red     Colour = "red"
	Orange  Colour = "orange"
	Yellow  Colour = "yellow"
)

// class is the modifier of a block, such as "govuk-tag--red".
func (c Colour) class(block string) string {
	if c == Blue {
		return ""
	}
	return block + "--" + string(c)
}
