package linkage

import (
	"fmt"
	"strings"
)

// Rule says which pairs are worth comparing: those that agree on each of its parts, joined by
// "+". A part is a column, or a column and what is taken of it behind a colon:
//
//	sound       how a name is spoken
//	nickname    the names a given name is also known by, or itself
//	names       given name and surname, in either order
//	initial     the first letter
//	start       the first three
//	end         the last four
//	loose       a date with day and month in either order
//	year        the year of a date
//	year-month  year and month of a date
//	day-month   day and month of a date
//	sector      of a postcode
//	district    of a postcode
//	numbers     the numbers of an address
//
// A record that has nothing for some part of a rule has no key by it.
type Rule string

type rule []part

type part struct {
	column int
	take   func(t uint32, w *word) uint64 // 0 for nothing
	names  bool
}

// takes are the parts by what they are called.
var takes = map[string]func(t uint32, w *word) uint64{
	"":           func(t uint32, _ *word) uint64 { return uint64(t) },
	"names":      func(t uint32, _ *word) uint64 { return uint64(t) },
	"sound":      func(_ uint32, w *word) uint64 { return uint64(w.sound) },
	"sector":     func(_ uint32, w *word) uint64 { return uint64(w.sound) },
	"numbers":    func(_ uint32, w *word) uint64 { return uint64(w.sound) },
	"district":   func(_ uint32, w *word) uint64 { return uint64(w.group) },
	"nickname":   nicknameOf,
	"initial":    func(_ uint32, w *word) uint64 { return letters(w.text[:min(1, len(w.text))]) },
	"start":      func(_ uint32, w *word) uint64 { return letters(w.text[:min(3, len(w.text))]) },
	"end":        func(_ uint32, w *word) uint64 { return letters(w.text[max(0, len(w.text)-4):]) },
	"loose":      loose,
	"year":       func(_ uint32, w *word) uint64 { return w.number / 10000 },
	"year-month": func(_ uint32, w *word) uint64 { return w.number / 100 },
	"day-month":  func(_ uint32, w *word) uint64 { return w.number % 10000 },
}

func nicknameOf(t uint32, w *word) uint64 {
	if w.group != 0 {
		return 1<<40 | uint64(w.group)
	}
	return uint64(t)
}

func letters(s string) (n uint64) {
	for i := range len(s) {
		n = n<<8 | uint64(s[i])
	}
	return n
}

func loose(_ uint32, w *word) uint64 {
	day, month := w.number%100, w.number/100%100
	return w.number/10000*10000 + max(day, month)*100 + min(day, month)
}

func (p *plan) compileRules() error {
	for _, text := range p.schema.Rules {
		var r rule
		for piece := range strings.SplitSeq(string(text), "+") {
			made, err := p.compilePart(strings.TrimSpace(piece))
			if err != nil {
				return fmt.Errorf("linkage: blocking rule %q: %w", text, err)
			}
			r = append(r, made)
		}
		p.rules = append(p.rules, r)
	}
	return nil
}

func (p *plan) compilePart(piece string) (part, error) {
	name, taken, _ := strings.Cut(piece, ":")
	column, ok := p.schema.column(name)
	if !ok {
		return part{}, fmt.Errorf("there is no column %q", name)
	}
	take, ok := takes[taken]
	if !ok {
		return part{}, fmt.Errorf("%q cannot be taken of a column", taken)
	}
	if taken == "names" && p.given < 0 {
		return part{}, fmt.Errorf("names needs a given name and a surname")
	}
	return part{column, take, taken == "names"}, nil
}

// ruled makes rules from the kinds of a schema's columns: numbers that are one person's alone,
// the date of birth with something of the name, the name with something of the address.
func ruled(s *Schema) (rules []Rule) {
	name := map[Kind]string{}
	for _, k := range []Kind{GivenName, Surname, Date, Postcode, Address, NHSNumber, Phone, UPRN} {
		if i := s.of(k); i >= 0 {
			name[k] = s.Columns[i].Name
		}
	}
	for _, one := range []string{
		"<nhs-number>", "<date>:loose + <given-name>:initial", "<date>:loose + <surname>:sound", "<phone>",
		"<given-name>:names + <postcode>:district", "<given-name>:nickname + <surname>:sound + <date>:year",
		"<surname>:sound + <postcode>", "<given-name>:nickname + <postcode>", "<uprn> + <given-name>:initial",
		"<date>:day-month + <postcode>:sector", "<date> + <postcode>:district",
		"<given-name>:nickname + <surname>:sound + <date>:day-month",
	} {
		if r, ok := filled(one, name); ok {
			rules = append(rules, Rule(r))
		}
	}
	return append(rules, ruledByText(s, name)...)
}

// ruledByText adds rules where a schema lacks what the others need.
func ruledByText(s *Schema, name map[Kind]string) (rules []Rule) {
	if name[Postcode] == "" && name[GivenName] != "" && name[Surname] != "" {
		rules = append(rules, Rule(name[GivenName]+":names"))
	}
	if name[Postcode] == "" && name[Date] != "" {
		rules = append(rules, Rule(name[Date]))
	}
	for _, c := range s.Columns {
		if c.Kind == Text && len(rules) < 12 {
			rules = append(rules, Rule(c.Name+otherThan(name)))
		}
	}
	return rules
}

// otherThan is what a text alone is too common without.
func otherThan(name map[Kind]string) string {
	if name[GivenName] == "" {
		return ""
	}
	return " + " + name[GivenName] + ":initial"
}

// filled puts names in the place of kinds; not ok where a kind is lacking.
func filled(rule string, name map[Kind]string) (string, bool) {
	for strings.Contains(rule, "<") {
		from, to := strings.IndexByte(rule, '<'), strings.IndexByte(rule, '>')
		n := name[Kind(rule[from+1:to])]
		if n == "" {
			return "", false
		}
		rule = rule[:from] + n + rule[to+1:]
	}
	return rule, true
}
