package assets

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
)

// ID names an asset: the id it has in assets.yaml, or one made from its name.
type ID string

// Asset is data about people that somebody gave to the council, and what may be done with it.
type Asset struct {
	ID        ID     `yaml:"id"`
	Name      string `yaml:"name"`      // as people know it: "Shielded patients"
	Owner     string `yaml:"owner"`     // who answers for the data
	Agreement string `yaml:"agreement"` // the sharing agreement, as it is found again
	Purpose   string `yaml:"purpose"`   // what it may be used for, in a sentence
	Basis     string `yaml:"basis"`     // the legal basis, in words
	// BasisEnds is the last day on which the basis holds; zero when no end is set.
	BasisEnds day.Date `yaml:"basis_ends,omitempty"`
	// KeepDays is how long what it says is kept after somebody is on it no more.
	KeepDays int `yaml:"keep_days"`
	// RefreshDays is how often it comes anew; 0 is once.
	RefreshDays int `yaml:"refresh_days,omitempty"`
	// List is the list of contacts.yaml whose rules hold for the people on it; "" is none.
	List string `yaml:"list,omitempty"`
	// Health says that being on it tells of somebody's health.
	Health bool `yaml:"health,omitempty"`

	Version   int64     `yaml:"-"` // 0 when nobody has changed what the blueprint ships
	ChangedBy string    `yaml:"-"` // as the journal names them
	ChangedAt time.Time `yaml:"-"`
}

// Readable reports whether what the asset says may be read on a day.
func (a Asset) Readable(on day.Date) bool { return a.BasisEnds.IsZero() || !a.BasisEnds.Before(on) }

// EndsSoon reports whether the basis ends within 28 days.
func (a Asset) EndsSoon(on day.Date) bool {
	return a.Readable(on) && !a.BasisEnds.IsZero() && a.BasisEnds.DaysSince(on) <= soonDays
}

// soonDays is how long before a basis ends somebody is told.
const soonDays = 28

// The longest that may be said of an asset, in characters, and days.
const (
	LongestName = 80
	LongestSaid = 300
	MostDays    = 20 * 366
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// IDOf makes an id of a name; "" when nothing of it can be used.
func IDOf(name string) ID {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if id := strings.Join(words, "-"); idForm.MatchString(id) {
		return ID(id)
	}
	return ""
}

// check says what is wrong with an asset in words for whoever declares it.
func (a Asset) check() error {
	for _, said := range []struct{ what, value string }{
		{"a name", a.Name},
		{"who owns the data", a.Owner},
		{"the sharing agreement", a.Agreement},
		{"what it is for", a.Purpose},
		{"the legal basis", a.Basis},
	} {
		switch {
		case strings.TrimSpace(said.value) == "":
			return invalid("Enter " + said.what + ".")
		case utf8.RuneCountInString(said.value) > LongestSaid:
			return invalid("What you enter as " + said.what + " must be 300 characters or fewer.")
		}
	}
	switch {
	case !idForm.MatchString(string(a.ID)):
		return invalid("Enter a name that begins with a letter.")
	case a.KeepDays < 1 || a.KeepDays > MostDays:
		return invalid("Enter for how many days it is kept, from 1 to 7,320.")
	case a.RefreshDays < 0 || a.RefreshDays > 366:
		return invalid("Enter every how many days it comes anew, from 0 to 366.")
	}
	return nil
}

func invalid(words string) error { return fault.New(fault.Invalid, "assets.invalid", words) }
