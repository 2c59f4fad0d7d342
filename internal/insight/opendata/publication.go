package opendata

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
)

// Publication is what was published of a week. It is the body of the file figures.json.
type Publication struct {
	Title      string    `json:"title"`
	Publisher  string    `json:"publisher"`
	Borough    string    `json:"borough"`
	Licence    string    `json:"licence"`
	From       day.Date  `json:"from"`
	To         day.Date  `json:"to"`
	Published  time.Time `json:"published_at"`
	Counted    time.Time `json:"counted_at"`
	Disclosure Rules     `json:"disclosure"`
	Areas      []Area    `json:"areas"`
	Figures    []Figure  `json:"figures"`
}

// Rules say how figures were made safe.
type Rules struct {
	HiddenFrom int64  `json:"hidden_from"`
	HiddenTo   int64  `json:"hidden_to"`
	RoundedTo  int64  `json:"rounded_to"`
	Says       string `json:"says"`
}

// Area is a place that figures are of; the borough has no id.
type Area struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Figure is one figure in every area.
type Figure struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	Definition string  `json:"definition"`
	Owner      string  `json:"owner"`
	Unit       string  `json:"unit"`
	Source     string  `json:"source"`
	AsAt       string  `json:"as_at"`
	Adds       bool    `json:"adds_up"` // whether areas and weeks may be added up
	Values     []Value `json:"values"`
}

// Value is a figure in an area: a number, or none where it is not told.
type Value struct {
	Area   string `json:"area"`
	Value  *int64 `json:"value"`
	Hidden bool   `json:"hidden"`
}

// licence is how figures may be used.
const licence = "Open Government Licence v3.0, https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

func rules() Rules {
	return Rules{
		HiddenFrom: 1, HiddenTo: disclosure.TooFew, RoundedTo: disclosure.RoundTo,
		Says: "Figures of 1 to 7 are hidden, and so are those from which one of them could be reckoned. Others are rounded to the nearest 5. A nought is a nought. What others count is told as they told it.",
	}
}

// In is the figure of an id in an area; false where the publication has none.
func (p Publication) In(figure, area string) (v Value, found bool) {
	for _, f := range p.Figures {
		if f.ID != figure {
			continue
		}
		for _, v := range f.Values {
			if v.Area == area {
				return v, true
			}
		}
	}
	return Value{}, false
}

// Together adds up a figure of an area over weeks, from what was published and from nothing
// else. Weeks of which it was not told are left out and counted.
func Together(all []Publication, figure, area string) (sum int64, left int) {
	for _, p := range all {
		if v, found := p.In(figure, area); found && v.Value != nil {
			sum += *v.Value
		} else {
			left++
		}
	}
	return sum, left
}
