package outreach

import (
	"fmt"
	"strings"

	"kith/internal/registers/people"
)

// reason is why a check begins, in words, for whoever makes it.
func (s Said) reason(list string, known people.Record) string {
	who := list
	if s.Team != "" && !strings.EqualFold(s.Team, list) {
		who = s.Team + " (" + list + ")"
	}
	said := []string{who + " could not reach them" + s.tried() + "."}
	if s.Phone != "" && known.Phone != "" && s.Phone != known.Phone {
		said = append(said, "Their list has another number: "+s.Phone.National()+".")
	}
	if s.Reference != "" {
		said = append(said, "Their reference: "+s.Reference+".")
	}
	if s.Note != "" {
		said = append(said, s.Note)
	}
	return strings.Join(said, " ")
}

func (s Said) tried() string {
	var said string
	switch s.Tries {
	case 0:
	case 1:
		said = ": tried once"
	default:
		said = fmt.Sprintf(": tried %d times", s.Tries)
	}
	switch {
	case s.LastTried.IsZero():
		return said
	case said == "":
		return ", last on " + s.LastTried.Long()
	}
	return said + ", last on " + s.LastTried.Long()
}

func rowWords(n int) string   { return fmt.Sprintf("Row %d", n) }
func rowWordsIn(n int) string { return fmt.Sprintf("row %d", n) }
