package words

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed catalogue/*.yaml
var files embed.FS

// forms are the plurals a message may have; one that has "other" is such a message.
var forms = []string{"zero", "one", "two", "few", "many", "other"}

// catalogue is every message of every language.
type catalogue struct {
	languages []*Language
	byCode    map[string]*Language
	plain     []map[string]string            // by ordinal: messages of one form, by id
	plural    []map[string]map[string]string // by ordinal: messages of several, by id and form
	speakers  []*i18n.Localizer
}

// file is a language as it is written down.
type file struct {
	Name        string         `yaml:"name"`
	English     string         `yaml:"english"`
	RightToLeft bool           `yaml:"right_to_left"`
	Checked     bool           `yaml:"checked"`
	Words       map[string]any `yaml:"words"`
}

// loaded reads the files once. What is wrong with them is a mistake of the program.
var loaded = sync.OnceValue(func() *catalogue {
	c := &catalogue{byCode: map[string]*Language{}}
	bundle := i18n.NewBundle(language.English)
	for _, code := range order {
		c.read(bundle, code)
	}
	c.pretend(bundle)
	for _, l := range c.languages {
		c.speakers = append(c.speakers, i18n.NewLocalizer(bundle, l.tag.String(), Base))
	}
	return c
})

func (c *catalogue) read(bundle *i18n.Bundle, code string) {
	text, err := files.ReadFile("catalogue/" + code + ".yaml")
	if err != nil {
		panic("words: " + err.Error())
	}
	var f file
	if err := yaml.UnmarshalWithOptions(text, &f, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("words: catalogue/%s.yaml: %v", code, err))
	}
	l := &Language{Code: code, Name: f.Name, English: f.English, RightToLeft: f.RightToLeft, Checked: f.Checked}
	plain, plural := map[string]string{}, map[string]map[string]string{}
	flatten("", f.Words, plain, plural)
	c.add(bundle, l, plain, plural)
}

// pretend makes the made-up language of English.
func (c *catalogue) pretend(bundle *i18n.Bundle) {
	plain, plural := map[string]string{}, map[string]map[string]string{}
	for id, text := range c.plain[0] {
		plain[id] = Pseudo(text)
	}
	for id, forms := range c.plural[0] {
		plural[id] = map[string]string{}
		for form, text := range forms {
			plural[id][form] = Pseudo(text)
		}
	}
	c.add(bundle, &Language{Code: PseudoCode, Name: Pseudo("Pseudo"), English: "Pseudo", Checked: true}, plain, plural)
}

func (c *catalogue) add(bundle *i18n.Bundle, l *Language, plain map[string]string, plural map[string]map[string]string) {
	l.tag, l.ordinal = language.MustParse(l.Code), len(c.languages)
	var said []*i18n.Message
	for id, text := range plain {
		plain[id] = l.Keep(text)
		if strings.Contains(text, "{{") {
			said = append(said, &i18n.Message{ID: id, Other: plain[id]})
		}
	}
	for id, forms := range plural {
		for form, text := range forms {
			forms[form] = l.Keep(text)
		}
		said = append(said, &i18n.Message{
			ID: id, Zero: forms["zero"], One: forms["one"], Two: forms["two"], Few: forms["few"], Many: forms["many"], Other: forms["other"],
		})
	}
	bundle.MustAddMessages(l.tag, said...)
	c.languages, c.byCode[l.Code] = append(c.languages, l), l
	c.plain, c.plural = append(c.plain, plain), append(c.plural, plural)
}

// flatten gives each message the path to it as its id; the lines of a list are numbered.
func flatten(id string, value any, plain map[string]string, plural map[string]map[string]string) {
	switch v := value.(type) {
	case string:
		plain[id] = strings.TrimSpace(v)
	case []any:
		for i, one := range v {
			flatten(id+"."+strconv.Itoa(i+1), one, plain, plural)
		}
	case map[string]any:
		if _, ok := v["other"].(string); ok && isPlural(v) {
			plural[id] = map[string]string{}
			for form, text := range v {
				plural[id][form] = fmt.Sprint(text)
			}
			return
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			flatten(strings.TrimPrefix(id+"."+key, "."), v[key], plain, plural)
		}
	default:
		panic(fmt.Sprintf("words: %s is %v, which is no text: put it in quotes", id, value))
	}
}

func isPlural(v map[string]any) bool {
	for key := range v {
		if !slices.Contains(forms, key) {
			return false
		}
	}
	return true
}

// Messages lists the ids of the English catalogue.
func Messages() []string {
	c := loaded()
	return slices.Concat(slices.Collect(maps.Keys(c.plain[0])), slices.Collect(maps.Keys(c.plural[0])))
}

// text is a message of one form in a language, or in English.
func (c *catalogue) text(l *Language, id string) (string, bool) {
	if text, ok := c.plain[l.ordinal][id]; ok {
		return text, true
	}
	text, ok := c.plain[0][id]
	return text, ok
}
