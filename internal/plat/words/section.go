package words

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Section is the messages one package says, as a struct T for each language. See the
// package's comment for what the fields of T may be.
type Section[T any] struct {
	name string
	all  func() []T
}

// declared are the sections of the program, for the test that holds them to the catalogue.
var declared []interface{ uses() []string }

// Declared lists the ids that sections of the program say.
func Declared() []string {
	var ids []string
	for _, s := range declared {
		ids = append(ids, s.uses()...)
	}
	return ids
}

// Declare names the messages of a section, such as "ask": a field GetHelp is the message
// ask.get-help. A field without an English message stops the program when it first speaks.
func Declare[T any](name string) *Section[T] {
	s := &Section[T]{name: name}
	s.all = sync.OnceValue(s.fill)
	declared = append(declared, s)
	return s
}

// In gives the messages in the language of a context. They are shared: read them only.
func (s *Section[T]) In(ctx context.Context) *T { return s.Of(From(ctx)) }

// Of gives the messages in a language. They are shared: read them only.
func (s *Section[T]) Of(l *Language) *T { return &s.all()[l.ordinal] }

func (s *Section[T]) fill() []T {
	c := loaded()
	all := make([]T, len(c.languages))
	for i, l := range c.languages {
		v := reflect.ValueOf(&all[i]).Elem()
		for f := range v.NumField() {
			c.set(l, s.name+"."+kebab(v.Type().Field(f).Name), v.Field(f))
		}
	}
	return all
}

func (s *Section[T]) uses() []string {
	var ids []string
	c, t := loaded(), reflect.TypeFor[T]()
	for f := range t.NumField() {
		ids = append(ids, c.under(s.name+"."+kebab(t.Field(f).Name))...)
	}
	return ids
}

// set puts a message, or the messages below its id, into a field.
func (c *catalogue) set(l *Language, id string, field reflect.Value) {
	ids := c.under(id)
	if len(ids) == 0 {
		panic("words: there is no message " + id + ": write it in catalogue/en.yaml and the other languages")
	}
	switch field.Kind() {
	case reflect.String:
		text, _ := c.text(l, id)
		field.SetString(text)
	case reflect.Slice:
		for _, one := range ids {
			text, _ := c.text(l, one)
			field.Set(reflect.Append(field, reflect.ValueOf(text)))
		}
	case reflect.Map:
		field.Set(reflect.MakeMap(field.Type()))
		for _, one := range ids {
			text, _ := c.text(l, one)
			key := reflect.ValueOf(strings.TrimPrefix(one, id+".")).Convert(field.Type().Key())
			field.SetMapIndex(key, reflect.ValueOf(text))
		}
	case reflect.Struct:
		field.Set(reflect.ValueOf(Count{id: id, language: l}))
	default:
		panic(fmt.Sprintf("words: %s is a %s, which is no text", id, field.Type()))
	}
}

// under lists the English ids at or below one, the lines of a list in order.
func (c *catalogue) under(id string) []string {
	if _, ok := c.plain[0][id]; ok {
		return []string{id}
	}
	if _, ok := c.plural[0][id]; ok {
		return []string{id}
	}
	var ids []string
	for i := 1; ; i++ {
		line := id + "." + strconv.Itoa(i)
		if _, ok := c.plain[0][line]; !ok {
			break
		}
		ids = append(ids, line)
	}
	if len(ids) > 0 {
		return ids
	}
	for one := range c.plain[0] {
		if strings.HasPrefix(one, id+".") {
			ids = append(ids, one)
		}
	}
	return ids
}

// kebab is a field's name as an id: RingUs is ring-us.
func kebab(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Count is a message whose words change with a number: "%d characters", "1 character".
type Count struct {
	id       string
	language *Language
}

// Of says the message for a number. The message writes it as {{.PluralCount}}.
func (m Count) Of(n int) string {
	c := loaded()
	text, err := c.speakers[m.language.ordinal].Localize(&i18n.LocalizeConfig{MessageID: m.id, PluralCount: n})
	if text == "" && err != nil {
		panic("words: " + err.Error())
	}
	return text
}

// Forms gives the message in each plural of the language, with mark in the number's place,
// for a script that counts while somebody types.
func (m Count) Forms(mark string) map[string]string {
	c, all := loaded(), map[string]string{}
	forms := c.plural[m.language.ordinal][m.id]
	if forms == nil {
		forms = c.plural[0][m.id]
	}
	for form, text := range forms {
		all[form] = strings.ReplaceAll(text, "{{.PluralCount}}", mark)
	}
	return all
}
