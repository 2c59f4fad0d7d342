package contacts

import (
	"slices"

	"kith/internal/blueprint"
)

// List is a list of people that somebody else gives to the council.
type List struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`  // as people know it: "National shielding team"
	Owner string `yaml:"owner"` // who says what may be done with it, as a sentence begins: "The shielding programme"
	// Texts is what the owner decided about texts to the numbers on it.
	Texts ListTexts `yaml:"texts,omitempty"`
	// Decided is who decided that texts may go, and when.
	Decided string `yaml:"decided,omitempty"`
	// Rung says whom on the list somebody may ring who never turned to us.
	Rung ListRung `yaml:"rung,omitempty"`
}

// ListRung is whom on a list a first approach is made to. Nobody is approached who said that
// they do not want to be, whatever the list.
type ListRung string

// Whom a first approach is made to.
const (
	WhoAgreed ListRung = "who-agreed" // and where nothing is said
	Unless    ListRung = "unless-they-said-no"
)

// Choices are what a blueprint may say.
func (ListRung) Choices() []string { return []string{string(WhoAgreed), string(Unless)} }

// Approachable reports whether somebody on the list may be approached, by what they said.
func (l List) Approachable(a Agreement) bool {
	return a.Given || l.Rung == Unless && a.At.IsZero()
}

// ListTexts is which texts may go to a number that came on a list. It is asked when a text
// is queued and again when it is sent.
type ListTexts string

// What the owner of a list may decide.
const (
	NoTexts      ListTexts = "no" // and where nothing was decided
	NeutralTexts ListTexts = "neutral"
)

// Choices are what a blueprint may say.
func (ListTexts) Choices() []string { return []string{string(NoTexts), string(NeutralTexts)} }

// List finds a list by its id.
func (r *Rules) List(id string) (List, bool) {
	if r == nil {
		return List{}, false
	}
	i := slices.IndexFunc(r.Lists, func(l List) bool { return l.ID == id })
	if i < 0 {
		return List{}, false
	}
	return r.Lists[i], true
}

// ListIDs are the ids of the lists, in order.
func (r *Rules) ListIDs() []string {
	ids := make([]string, len(r.Lists))
	for i, l := range r.Lists {
		ids[i] = l.ID
	}
	return ids
}

func (r *Rules) checkLists(c *blueprint.Checker) {
	c.Once("list", r.ListIDs(), func(i int) string { return blueprint.At("lists", i, "id") })
	for i, l := range r.Lists {
		if l.Texts == NeutralTexts && l.Decided == "" {
			c.Problem(blueprint.At("lists", i, "texts"), "nobody is named who decided that texts may go to the numbers on this list").
				Mend("ask %s, and write decided: with their name and the day", l.Owner)
		}
	}
}
