package inboxweb

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/plat/forms"
	"kith/internal/work/inbox"
	"kith/internal/work/tasks"
)

// card is one task with the forms under it. Their fields carry the task's id: a page has
// many cards, and each input needs an id of its own.
type card struct {
	inbox.Item
	Parts  []templ.Component // of other features
	Reason forms.Text        // why they cannot take it, or must give it back
	Ending forms.Radios      // how it ended, where it is more than done or no answer
	Why    forms.Text
}

func newCard(i inbox.Item) *card {
	id := string(i.ID)
	c := &card{
		Item: i,
		Reason: forms.Text{
			Name: "reason-" + id, Label: "Why can you not do it?", Required: true, Missing: "Enter why you cannot do it, so that your hub can ask somebody else",
			Hint: "Do not name anybody or write about their health.", Max: 300, Rows: 2,
		},
		Ending: forms.Radios{Name: "ending-" + id, Label: "How did it end?", Required: true, Missing: "Select how it ended"},
		Why:    forms.Text{Name: "why-" + id, Label: "What happened?", Hint: "Say why if it could not be done. Do not write about anybody's health.", Max: 300, Rows: 2},
	}
	for _, e := range i.Endings {
		if !quick(e) {
			c.Ending.Options = append(c.Ending.Options, forms.Option{Value: e.Code, Label: short(e.Label)})
		}
	}
	return c
}

// short is an ending without what it asks for.
func short(label string) string {
	before, _, _ := strings.Cut(label, ":")
	return before
}

// quick reports whether an ending is one press: it went well, or nobody answered.
func quick(e tasks.Ending) bool { return well[e.Code] != "" || e.Code == tasks.NoAnswer }

// well are the outcomes of work that went well, in a word or two.
var well = map[string]string{"done": "Done", "collected": "We have it"}

// good is the outcome by which the work went well, and what its button says.
func (c *card) good() (code, words string) {
	for _, e := range c.Endings {
		if words := well[e.Code]; words != "" {
			return e.Code, words
		}
	}
	return "", ""
}

// unanswered reports whether nobody may have answered.
func (c *card) unanswered() bool {
	return slices.ContainsFunc(c.Endings, func(e tasks.Ending) bool { return e.Code == tasks.NoAnswer })
}

func (c *card) fields() []forms.Parser { return []forms.Parser{&c.Reason, &c.Ending, &c.Why} }

// path is where one of its forms posts.
func (c *card) path(to string) string { return home + "/" + string(c.ID) + "/" + to }

// anchor is the id of the card on the page.
func (c *card) anchor() string { return "task-" + string(c.ID) }

// version is what its forms carry, so that a change in the meantime is noticed.
func (c *card) version() forms.Hidden {
	return forms.Hidden{Name: "version", Raw: strconv.FormatInt(c.Version, 10)}
}

// choice is the task as the form's page showed it. A version that cannot be read is one
// that nobody was shown, and so is stale.
func (c *card) choice(values url.Values) tasks.Choice {
	version, err := strconv.ParseInt(values.Get("version"), 10, 64)
	if err != nil {
		version = -1
	}
	return tasks.Choice{ID: c.ID, Version: version}
}

// asks reports whether an ending must say why.
func (c *card) asks(code string) bool {
	for _, e := range c.Endings {
		if e.Code == code {
			return e.Asks
		}
	}
	return false
}

// typed is what somebody wrote about the task, to be kept when its card is gone.
func (c *card) typed() string {
	if c.Reason.Raw != "" {
		return c.Reason.Raw
	}
	return c.Why.Raw
}

// keep takes over what was typed on another drawing of the same card.
func (c *card) keep(left *card) {
	c.Reason, c.Ending, c.Why = left.Reason, left.Ending, left.Why
}
