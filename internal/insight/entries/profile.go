package entries

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
)

//go:embed profiles.yaml
var profilesFile []byte

// Kind is how the versions of a list follow each other.
type Kind string

// The kinds.
const (
	Whole   Kind = "whole"   // each has everybody: whoever is not in it is on the list no more
	Growing Kind = "growing" // each repeats all rows before: of one person's the latest counts
	Adds    Kind = "adds"    // each has what is new: nobody leaves
)

// Profile is a kind of list that is known by its headers.
type Profile struct {
	ID    string     `yaml:"id"`
	Name  string     `yaml:"name"`
	Asset assets.ID  `yaml:"asset"` // whose it mostly is; "" is for whoever hands it in to say
	Kind  Kind       `yaml:"kind"`
	Many  bool       `yaml:"many"`  // several rows tell of one person, each something else
	Tells [][]string `yaml:"tells"` // headers, all of one line, by which it is known
	Gives *Gives     `yaml:"gives"` // what being on it says of somebody
	Facts []FactIn   `yaml:"facts"`
	// Is says what some headers are, where they are not what they are elsewhere.
	Is map[string]Field `yaml:"is"`
	// Elsewhere is why such a file is not taken in here, and where it is; Opens is the page there.
	Elsewhere string `yaml:"elsewhere"`
	Opens     string `yaml:"opens"`
}

// Gives is the attribute of everybody on a list.
type Gives struct {
	Key  string          `yaml:"key" json:"key"`
	Type attributes.Type `yaml:"type" json:"type"`
}

// Shape is how the cells of a fact are read.
type Shape string

// The shapes.
const (
	AsFlag   Shape = "flag" // yes or no: it is so, or nothing is said
	AsText   Shape = "text"
	AsNumber Shape = "number"
	AsDay    Shape = "day"
)

// FactIn is a column that says something of a person beyond who and where they are.
type FactIn struct {
	Key   string          `yaml:"key"`
	Type  attributes.Type `yaml:"type"`
	As    Shape           `yaml:"as"`
	Names []string        `yaml:"names"`
}

// known are the profiles and the names of columns that are shipped.
var known = func() (k struct {
	Fields   map[Field][]string `yaml:"fields"`
	Profiles []Profile          `yaml:"profiles"`
},
) {
	if err := yaml.UnmarshalWithOptions(profilesFile, &k, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("lists: profiles.yaml: %v", err)) // it is part of the program
	}
	return k
}()

// fieldOf is what a header means, by its folded form.
var fieldOf = func() map[string]Field {
	all := map[string]Field{}
	for field, names := range known.Fields {
		for _, name := range append(names, string(field)) {
			all[FoldHeader(name)] = field
		}
	}
	return all
}()

// Profiles are the kinds of list that are known.
func Profiles() []Profile { return slices.Clone(known.Profiles) }

// ProfileOf finds a profile by its id.
func ProfileOf(id string) (Profile, bool) {
	i := slices.IndexFunc(known.Profiles, func(p Profile) bool { return p.ID == id })
	if i < 0 {
		return Profile{}, false
	}
	return known.Profiles[i], true
}

// FoldHeader leaves of a header its letters and digits.
func FoldHeader(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}

// Recognise finds the profile that tells most of a header; the one of any people when none
// does.
func Recognise(header []string) Profile {
	has := map[string]bool{}
	for _, h := range header {
		has[FoldHeader(h)] = true
	}
	best, most := known.Profiles[len(known.Profiles)-1], 0
	for _, p := range known.Profiles {
		for _, line := range p.Tells {
			missing := slices.ContainsFunc(line, func(name string) bool { return !has[FoldHeader(name)] })
			if !missing && len(line) > most {
				best, most = p, len(line)
			}
		}
	}
	return best
}

// ColumnsOf guesses what each column of a file is.
func (p Profile) ColumnsOf(header []string) []Column {
	all := make([]Column, len(header))
	once := map[Field]bool{}
	for i, h := range header {
		all[i] = p.columnOf(h)
		if f := all[i].Field; f != Fact && !f.several() && f != Unused {
			if once[f] {
				all[i] = Column{Header: h}
			}
			once[f] = true
		}
	}
	return all
}

func (p Profile) columnOf(header string) Column {
	folded := FoldHeader(header)
	for _, f := range p.Facts {
		if slices.ContainsFunc(f.Names, func(name string) bool { return FoldHeader(name) == folded }) {
			return Column{Header: header, Field: Fact, Key: f.Key, Type: f.Type, As: f.As}
		}
	}
	for name, field := range p.Is {
		if FoldHeader(name) == folded {
			return Column{Header: header, Field: field}
		}
	}
	return Column{Header: header, Field: fieldOf[folded]}
}
