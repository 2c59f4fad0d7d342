package blueprint

import (
	"slices"
	"time"
	"unicode/utf8"

	"kith/internal/kernel/day"
)

// Banners is banners.yaml: what the public has to know before anything else, such as a
// storm warning or a change of opening hours. The file may be absent.
type Banners struct {
	Banners []Banner `yaml:"banners"`
}

// Banner is one such notice, shown above every public page from the morning of one day to
// the evening of another.
type Banner struct {
	ID    string   `yaml:"id"`
	Level Level    `yaml:"level"`
	Title string   `yaml:"title"`          // two or three words: "Storm warning"
	Text  string   `yaml:"text"`           // a sentence or two, plain
	From  day.Date `yaml:"from,omitempty"` // the first day; zero is from when it was published
	Until day.Date `yaml:"until,omitempty"`
}

// Level says how loud a banner is.
type Level string

// The levels of a banner, the loudest first.
const (
	BannerEmergency   Level = "emergency"
	BannerImportant   Level = "important"
	BannerInformation Level = "information"
)

// Choices are the levels a file may name.
func (Level) Choices() []string {
	return []string{string(BannerEmergency), string(BannerImportant), string(BannerInformation)}
}

// The most a banner may hold, in characters, and how many there may be: nobody reads past
// a wall of warnings.
const (
	MaxBannerTitle = 60
	MaxBannerText  = 300
	MaxBanners     = 5
)

func bannersSection() Section {
	return Section{
		Name: "banners", File: "banners.yaml", Optional: true,
		New:       func() any { return &Banners{} },
		Check:     func(c *Checker, doc any) { doc.(*Banners).check(c) },
		Translate: func(doc any, t Translator) any { return doc.(*Banners).in(t) },
	}
}

func (b *Banners) check(c *Checker) {
	var ids []string
	for i, one := range b.Banners {
		ids = append(ids, one.ID)
		if n := utf8.RuneCountInString(one.Title); n > MaxBannerTitle {
			c.Problem(At("banners", i, "title"), "the title has %d characters and may have %d", n, MaxBannerTitle).Mend("shorten it")
		}
		if n := utf8.RuneCountInString(one.Text); n > MaxBannerText {
			c.Problem(At("banners", i, "text"), "the text has %d characters and may have %d", n, MaxBannerText).Mend("shorten it")
		}
		if !one.From.IsZero() && !one.Until.IsZero() && one.Until.Before(one.From) {
			c.Problem(At("banners", i, "until"), "the last day comes before the first, %s", one.From).Mend("write a later day, or take until: away")
		}
	}
	c.Once("banner", ids, func(i int) string { return At("banners", i, "id") })
	if n := len(b.Banners); n > MaxBanners {
		c.Problem(At("banners", MaxBanners), "there are %d banners and may be %d", n, MaxBanners).Mend("take some away: nobody reads so many")
	}
}

func (b *Banners) in(t Translator) *Banners {
	said := &Banners{Banners: slices.Clone(b.Banners)}
	for i := range said.Banners {
		one := &said.Banners[i]
		one.Title, one.Text = t.Text("banners."+one.ID+".title", one.Title), t.Text("banners."+one.ID+".text", one.Text)
	}
	return said
}

// Shown are the banners of a moment, the loudest first.
func (b *Banners) Shown(now time.Time) []Banner {
	today := day.Of(now)
	var shown []Banner
	for _, one := range b.Banners {
		if one.From.After(today) && !one.From.IsZero() || !one.Until.IsZero() && one.Until.Before(today) {
			continue
		}
		shown = append(shown, one)
	}
	slices.SortStableFunc(shown, func(a, b Banner) int { return a.Level.rank() - b.Level.rank() })
	return shown
}

func (l Level) rank() int { return slices.Index(l.Choices(), string(l)) }

// Banners gives what banners.yaml says.
func (b *Blueprint) Banners() *Banners { return Part[*Banners](b) }
