package messagesweb

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kith/internal/plat/access"
	"kith/internal/registers/messages"
)

func accessFrom(ctx context.Context) access.Principal { return access.From(ctx) }

func direction(w messages.Written) string {
	if w.Language.RightToLeft {
		return "rtl"
	}
	return "ltr"
}

func lower(s string) string { return strings.ToLower(s) }

func isText(v messages.Preview) bool { return slices.Contains(v.SentAs, messages.Text) }

// mayPrint reports whether the letter is offered for printing now: a card for the door, or a
// letter that is safe.
func mayPrint(v messages.Preview) bool {
	return v.AtTheDoor || slices.ContainsFunc(v.Open(), func(w messages.Way) bool { return w.Channel == messages.Letter })
}

// conditions are what the gate says of the ways that are open, each once.
func conditions(v messages.Preview) (all []string) {
	for _, w := range v.Open() {
		for _, words := range w.Verdict.Conditions {
			if !slices.Contains(all, words) {
				all = append(all, words)
			}
		}
	}
	return all
}

// texts is how many texts it takes.
func texts(n int) string {
	if n == 1 {
		return "It fits one text."
	}
	return "It takes " + strconv.Itoa(n) + " texts, which a phone joins."
}
