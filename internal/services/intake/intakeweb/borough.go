package intakeweb

import (
	"net/http"
	"strings"

	"kith/internal/blueprint"
)

// boroughOf is the borough as its blueprint in force has it.
func (p *Public) boroughOf(r *http.Request) (blueprint.Borough, error) {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return blueprint.Borough{}, err
	}
	return b.Borough(), nil
}

// helpline is whom to ring instead, the same on every page.
type helpline struct {
	phone      string // as it is printed
	dial       string // as a telephone dials it
	hours      string
	outOfHours string
}

func ringing(b blueprint.Borough) helpline {
	line := helpline{phone: b.Helpline.Phone.National(), dial: b.Helpline.Phone.String(), hours: b.Helpline.Hours, outOfHours: b.Helpline.OutOfHours}
	if line.phone == "" {
		line.phone = line.dial
	}
	return line
}

// paragraphs are the parts of a text that an empty line divides.
func paragraphs(text string) []string {
	var all []string
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}
