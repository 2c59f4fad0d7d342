package papers

import "slices"

// Topic is one principle or standard of a framework, with what there is to show for it.
type Topic struct {
	Name  string
	Does  []string // what the program does
	Shown []string // where: the name of a test, an address of a page, or a file of docs
	Open  []string // what the program does not do, or nobody has looked at yet
	// Council is what nobody but the council can show.
	Council []string
}

// Framework is a list of questions that others ask about how data is kept safe.
type Framework struct {
	ID, Name string
	About    string // whose it is, and what this page is to it
	Noun     string // what its topics are called: "principle"
	Topics   []Topic
}

// Frameworks lists the frameworks that there is evidence for.
func Frameworks() []Framework { return []Framework{cloud, toolkit} }

// FindFramework finds a framework by its id.
func FindFramework(id string) (Framework, bool) {
	all := Frameworks()
	i := slices.IndexFunc(all, func(f Framework) bool { return f.ID == id })
	if i < 0 {
		return Framework{}, false
	}
	return all[i], true
}

// State is how a topic stands.
type State string

// The states.
const (
	ShownWhole State = "shown"  // the program shows its part
	ShownPart  State = "partly" // it shows some, and some is open
	TheCouncil State = "the council's own"
)

// State is how the topic stands.
func (t Topic) State() State {
	switch {
	case len(t.Does) == 0:
		return TheCouncil
	case len(t.Open) > 0:
		return ShownPart
	}
	return ShownWhole
}
