package papers

import (
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
)

// Protection is protection.yaml: what a borough says of data protection that the program
// cannot know by itself.
type Protection struct {
	Officer Officer `yaml:"officer,omitempty"`
	// Registration is the number under which the council stands on the register of the
	// Information Commissioner.
	Registration string `yaml:"registration,omitempty"`
	// Hosting says on whose machines the program and its backups lie, and in which country.
	Hosting string `yaml:"hosting,omitempty"`
	// Transfers says what leaves the United Kingdom, and by which safeguard.
	Transfers string  `yaml:"transfers,omitempty"`
	Bases     []Basis `yaml:"bases,omitempty"`
}

// Officer is how to reach the data protection officer. The post is named, not who holds it.
type Officer struct {
	Email   string `yaml:"email,omitempty"`
	Phone   string `yaml:"phone,omitempty"`
	Address string `yaml:"address,omitempty"`
}

// Known reports whether there is any way to reach the officer.
func (o Officer) Known() bool { return o.Email != "" || o.Phone != "" || o.Address != "" }

// Basis is a legal basis for some of what is done, from one day to another.
type Basis struct {
	ID  string   `yaml:"id"`
	For []string `yaml:"for"` // activities
	// Lawful is the case of article 6 of the UK GDPR.
	Lawful Lawful `yaml:"lawful"`
	// Condition is that of article 9, for health and other special category data.
	Condition Condition `yaml:"condition,omitempty"`
	Law       string    `yaml:"law,omitempty"` // the Act and the section that it rests on
	From      day.Date  `yaml:"from"`
	Until     day.Date  `yaml:"until,omitempty"` // its last day; none is no end
}

// Holds reports whether the basis holds on a day.
func (b Basis) Holds(on day.Date) bool {
	return !on.Before(b.From) && (b.Until.IsZero() || !b.Until.Before(on))
}

// Ended reports whether its last day has passed.
func (b Basis) Ended(on day.Date) bool { return !b.Until.IsZero() && b.Until.Before(on) }

// Lawful is a case of article 6.
type Lawful string

var lawfuls = []struct {
	Lawful
	says string
}{
	{"public-task", "Public task (article 6(1)(e))"},
	{"legal-obligation", "Legal obligation (article 6(1)(c))"},
	{"vital-interests", "Vital interests (article 6(1)(d))"},
	{"contract", "Contract (article 6(1)(b))"},
	{"consent", "Consent (article 6(1)(a))"},
}

// Choices are the cases a file may name.
func (Lawful) Choices() (all []string) {
	for _, one := range lawfuls {
		all = append(all, string(one.Lawful))
	}
	return all
}

// Says is what it is called in the record.
func (l Lawful) Says() string {
	for _, one := range lawfuls {
		if one.Lawful == l {
			return one.says
		}
	}
	return string(l)
}

// Condition is a condition of article 9.
type Condition string

var conditions = []struct {
	Condition
	says string
}{
	{"social-care", "health or social care (article 9(2)(h))"},
	{"public-interest", "substantial public interest (article 9(2)(g))"},
	{"public-health", "public health (article 9(2)(i))"},
	{"vital-interests", "vital interests (article 9(2)(c))"},
	{"employment", "employment and social protection (article 9(2)(b))"},
	{"explicit-consent", "explicit consent (article 9(2)(a))"},
}

// Choices are the conditions a file may name.
func (Condition) Choices() (all []string) {
	for _, one := range conditions {
		all = append(all, string(one.Condition))
	}
	return all
}

// Says is what it is called in the record.
func (c Condition) Says() string {
	for _, one := range conditions {
		if one.Condition == c {
			return one.says
		}
	}
	return string(c)
}

// Says is the basis in words, with the law it rests on.
func (b Basis) Says() string {
	said := b.Lawful.Says()
	if b.Condition != "" {
		said += ", and " + b.Condition.Says()
	}
	if b.Law != "" {
		said += ": " + b.Law
	}
	return said
}

// Section is protection.yaml. A borough without it has papers that say what is missing.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "data protection", File: "protection.yaml", Optional: true,
		New:   func() any { return &Protection{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Protection).check(c) },
	}
}

func (p *Protection) check(c *blueprint.Checker) {
	if p.Officer.Email != "" && !strings.Contains(p.Officer.Email, "@") {
		c.Problem(blueprint.At("officer", "email"), "%q is no email address", p.Officer.Email).Mend("write it like protection@example.org")
	}
	known := make([]string, len(activities))
	for i, a := range activities {
		known[i] = a.ID
	}
	ids := make([]string, len(p.Bases))
	for i, b := range p.Bases {
		ids[i] = b.ID
	}
	c.Once("basis", ids, func(i int) string { return blueprint.At("bases", i, "id") })
	for i, b := range p.Bases {
		for n, activity := range b.For {
			c.Known(blueprint.At("bases", i, "for", n), "activity", activity, known)
		}
		if !b.Until.IsZero() && b.Until.Before(b.From) {
			c.Problem(blueprint.At("bases", i, "until"), "the basis %q ends before it begins", b.ID).Mend("write its last day, or take until: away while there is no end")
		}
		if b.Law == "" && b.Lawful != "contract" && b.Lawful != "consent" {
			c.Problem(blueprint.At("bases", i), "the basis %q names no law", b.ID).Mend("add law: with the Act and the section, such as Care Act 2014, section 2")
		}
	}
}
