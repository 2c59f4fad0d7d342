package words

import (
	"context"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"kith/internal/kernel/fault"
)

// T says a message by its id in the language of a context, with the data its {{.Places}}
// ask for. Its plural goes by the data's "Count". An id that is not in the catalogue is
// said as it is: the test of the catalogue finds it first.
func T(ctx context.Context, id string, data ...map[string]any) string {
	c, l := loaded(), From(ctx)
	if len(data) == 0 {
		if text, ok := c.text(l, id); ok {
			return text
		}
		return id
	}
	text, err := c.speakers[l.ordinal].Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data[0], PluralCount: data[0]["Count"]})
	if text == "" && err != nil {
		return id
	}
	return text
}

// Fault says an error to the public: the message fault.<code> where the language has one,
// otherwise what the error itself says.
func Fault(ctx context.Context, err error) string {
	id := "fault." + fault.CodeOf(err)
	if l := From(ctx); !l.IsEnglish() {
		if text, ok := loaded().plain[l.ordinal][id]; ok {
			return text
		}
	}
	return fault.MessageOf(err)
}
