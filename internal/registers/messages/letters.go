package messages

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/plat/words"
)

// Channel is how a letter may leave.
type Channel string

// The channels a letter is written for.
const (
	Letter Channel = "letter"
	Email  Channel = "email"
	Text   Channel = "text"
)

// Choices are the channels a blueprint may name.
func (Channel) Choices() []string { return []string{string(Letter), string(Email), string(Text)} }

// Letters is letters/*.md: what a borough writes to people, by id, which is the name of
// the file without its extension. Those in the language that somebody reads are the Letters
// of the blueprint in it: blueprint.Part[Letters](b.In(language)).
type Letters map[string]Template

// Template is one letter with places to fill in: "Dear {{first_name}}".
type Template struct {
	Title  string    `yaml:"title"` // the subject line, and the name staff know it by
	When   string    `yaml:"when"`  // when it is used
	SentAs []Channel `yaml:"sent_as"`
	// EnglishOnly says that it is written to people who work with the council, in English.
	EnglishOnly bool `yaml:"english_only,omitempty"`
	// Reveals says what whoever sees it learns. What is not said to be neutral is taken to
	// name the service.
	Reveals Reveals `yaml:"reveals,omitempty"`
	// AtTheDoor says that it is left at somebody's door, where anybody may find it.
	AtTheDoor bool   `yaml:"left_at_the_door,omitempty"`
	Body      string `blueprint:"body"` // Markdown; of a text message, plain

	language  *words.Language
	unchecked bool
}

// Reveals is what whoever sees a letter learns.
type Reveals string

// What a letter may reveal.
const (
	Nothing    Reveals = "nothing"     // that the council wrote, and no more
	TheService Reveals = "the-service" // that somebody asked for help, or gets it
)

// Choices are what a blueprint may say.
func (Reveals) Choices() []string { return []string{string(Nothing), string(TheService)} }

// Neutral reports whether the letter could be about anything.
func (t Template) Neutral() bool { return t.Reveals == Nothing }

// fields are the places a letter may leave open, with what goes into them.
var fields = map[string]string{
	"first_name":         "the first name of the person written to",
	"full_name":          "their first and last name",
	"address":            "their address, a line each",
	"date":               "the date of the letter",
	"reference":          "the reference of the request, such as 7K3D-9M2",
	"code":               "the code that shows the status of the request",
	"status_page":        "the address of the page that shows the status",
	"contact_by":         "when the hub will be in touch at the latest",
	"borough":            "the name of the borough",
	"council":            "the name of the council",
	"hub":                "the name of the neighbourhood's hub",
	"base":               "the building the hub works from",
	"base_address":       "the address of that building",
	"helpline":           "the helpline number",
	"helpline_hours":     "the hours of the helpline",
	"volunteer_name":     "the name of the volunteer",
	"registration":       "the volunteer's registration number",
	"check":              "the check a volunteer is asked for",
	"bring":              "what the check takes",
	"answer_by":          "by when an offer is to be answered",
	"may_do":             "what the volunteer may do, a line each with a dash before it",
	"valid_until":        "the last day the letter counts",
	"verify_page":        "the address of the page that says if the letter counts",
	"task":               "the task in a sentence",
	"organisation":       "the name of the organisation",
	"link":               "the personal link to a page, good once",
	"appointment":        "the day and time that were agreed",
	"out_of_hours_phone": "the number to ring when the hub is shut",
	"ring_number":        "the number that our calls come from",
	"slot":               "the day and the hours between which a delivery comes",
	"day":                "the day of a round",
}

// Fields lists the places a letter may leave open, in alphabetical order.
func Fields() []string {
	var names []string
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Meaning says what goes into a field, for those who write letters.
func Meaning(field string) string { return fields[field] }

// LettersSection is letters/*.md.
func LettersSection() blueprint.Section {
	return blueprint.Section{
		Name: "letters", File: "letters/*.md",
		New:   func() any { return &Letters{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Letters).check(c) },
		Translate: func(doc any, t blueprint.Translator) any {
			said := doc.(*Letters).in(t)
			return &said
		},
	}
}

var (
	braces = regexp.MustCompile(`\{\{[^{}\n]*\}\}|\{\{|\}\}`)
	inside = regexp.MustCompile(`^\{\{ ?([a-z_]+) ?\}\}$`)
)

// Fill writes the letter with the values given. It fails when a field of the letter has
// no value, so that nobody is sent a letter with a gap.
func (t Template) Fill(values map[string]string) (string, error) {
	var missing []string
	text := braces.ReplaceAllStringFunc(t.Body, func(found string) string {
		name := inside.FindStringSubmatch(found)
		if name == nil {
			return found
		}
		value, ok := values[name[1]]
		if !ok {
			missing = append(missing, name[1])
		}
		return value
	})
	if len(missing) > 0 {
		return "", fmt.Errorf("letter %q: nothing to put for %s", t.Title, strings.Join(missing, ", "))
	}
	return text, nil
}

// Uses lists the fields of the letter in the order they first appear.
func (t Template) Uses() []string {
	var names []string
	for _, found := range braces.FindAllString(t.Body, -1) {
		if m := inside.FindStringSubmatch(found); m != nil && !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// Left lists the fields of the letter that neither the person and the borough fill in nor
// are among those given.
func (t Template) Left(given ...string) (open []string) {
	for _, name := range t.Uses() {
		if !slices.Contains(ownFields, name) && !slices.Contains(given, name) {
			open = append(open, name)
		}
	}
	return open
}
