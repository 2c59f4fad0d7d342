package govuk

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/plat/forms"
	"kith/internal/plat/words"
)

// describedBy ties an input to its hint, its error and any further ids.
func describedBy(f forms.Field, more ...string) templ.Attributes {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Name+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.Name+"-error")
	}
	ids = append(ids, more...)
	return optional("aria-describedby", strings.Join(ids, " "))
}

// direction keeps numbers and addresses from left to right on a page that is written from
// the right, where other answers go by what is typed.
func direction(ctx context.Context, f forms.Field) templ.Attributes {
	switch {
	case !words.From(ctx).RightToLeft:
		return nil
	case f.Type == "tel" || f.Type == "email" || f.InputMode == "numeric" || f.Autocomplete == "postal-code":
		return templ.Attributes{"dir": "ltr"}
	}
	return templ.Attributes{"dir": "auto"}
}

// optional is an attribute that is left out when it has nothing to say.
func optional(name, value string) templ.Attributes {
	if value == "" {
		return nil
	}
	return templ.Attributes{name: value}
}

// optionID gives the first option the field's own name, so that the error
// summary can link to it, and numbers the others.
func optionID(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(i+1)
}

// conditionalID names the part an option reveals, or "" when it reveals none.
func conditionalID(name string, i int, value string, reveals []Reveal) string {
	if revealed(value, reveals) == nil {
		return ""
	}
	return "conditional-" + optionID(name, i)
}

func revealed(value string, reveals []Reveal) templ.Component {
	for _, r := range reveals {
		if r.Value == value {
			return r.Content
		}
	}
	return nil
}

func inputType(f forms.Field) string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func widthClass(f forms.Field) string {
	if f.Width == 0 {
		return ""
	}
	return "govuk-input--width-" + strconv.Itoa(f.Width)
}
