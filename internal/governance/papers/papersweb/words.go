package papersweb

import (
	"context"

	"kith/internal/governance/papers"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/words"
)

// Words are what the privacy notice says, in every language. What it says of somebody's data
// is chosen from these by what is declared.
type Words struct {
	Title, Footer string
	More          string // the link from a form
	Lead          string // "%s" is the council
	Short         []string
	Which         string
	Kinds, Leads  map[papers.Kind]string
	Keep          string
	Classes       map[datamap.Class]string
	Why           string
	Law           string
	Purposes      map[string]string // by activity
	Lawful        map[papers.Lawful]string
	Conditions    map[papers.Condition]string
	NoBasis       string
	From          string
	List, Whose   string
	Ended         string // "%s" is a day
	Sees          string
	Roles         map[access.Role]string
	Less, Hidden  string
	Decides       string
	HowLong, Time string
	Sorts         map[string]string // by id of keeping.yaml
	OffList       string            // "%s" is a time
	Days, Years   words.Count
	Rest          string
	Rights        string
	AskFor        []string
	Ask, Free     string
	Ring          string // "%s" is the number
	Officer       string
	Email         string
	Phone, Post   string
	NoOfficer     string // "%s" is the number
	Commissioner  string
	Registered    string // "%s" is the number on the register
	Abroad, Print string
}

var texts = words.Declare[Words]("privacy")

func say(ctx context.Context) *Words { return texts.In(ctx) }
