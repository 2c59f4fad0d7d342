package risk

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/registers/people"
)

// Checks are what was found out about a version before it may be put into use.
type Checks struct {
	At     time.Time `json:"at"`
	People int       `json:"people"` // on the roll
	Calls  int       `json:"calls"`  // that can be made in a week
	Cuts   Cuts      `json:"cuts"`
	From   day.Date  `json:"from"`  // of the calls looked back at
	Until  day.Date  `json:"until"` // the last day of them
	Rung   Rate      `json:"rung"`  // of those rung, with how many a need was found
	Bands  []Tested  `json:"bands"`
	Groups []Group   `json:"groups"`
	Moves  []Move    `json:"moves"` // from the version in use; none where there is none
}

// Tested is how a band did: of those rung who would have been in it, with how many a need was
// found.
type Tested struct {
	Band   string `json:"band"`
	People int    `json:"people"` // who are in it now
	Found  Rate   `json:"found"`
}

// Group is how people are treated by something they have in common.
type Group struct {
	By    string `json:"by"` // "Age"
	Lines []Line `json:"lines"`
}

// Unknown reports whether what they may have in common is known of nobody.
func (g Group) Unknown() bool { return len(g.Lines) == 1 && g.Lines[0].Name == notKnown }

// Line is one group of people.
type Line struct {
	Name     string `json:"name"`
	Selected Rate   `json:"selected"` // of them all, who would be reached first
	Missed   Rate   `json:"missed"`   // of those in need, who would not have been first
}

// Move is how many would go from one band to another.
type Move struct {
	From   string `json:"from"`
	To     string `json:"to"`
	People int    `json:"people"`
}

// Tried is a call in which somebody was spoken to.
type Tried struct {
	Person people.PersonID
	At     time.Time
	Before time.Time // when anybody was in touch before it; zero is never
}

// foundWithin is how long after a call a need that is opened counts as found by it.
const foundWithin = 7 * 24 * time.Hour

// Check tries points on everybody as they stand, and on the calls that were made as it was
// known then. In use are the points used now, nil where none are.
func (p *Points) Check(r *roll.Roll, calls []Tried, callsAWeek int, now *Points, nowCuts Cuts) Checks {
	k := checking{points: p, roll: r, first: make([]bool, len(r.Entries)), bands: make([]int, len(r.Entries))}
	k.Checks = Checks{At: r.At, People: len(r.Entries), Calls: callsAWeek}
	k.place(callsAWeek)
	k.lookBack(calls)
	k.groups()
	if now != nil {
		k.moves(now, nowCuts)
	}
	return k.Checks
}

type checking struct {
	Checks
	points *Points
	roll   *roll.Roll
	first  []bool
	bands  []int
	missed map[int]bool // by entry, of those in need: whether they would not have been first
}

// place puts everybody into a band.
func (k *checking) place(callsAWeek int) {
	totals := make([]int, len(k.roll.Entries))
	scores := make([]Score, len(k.roll.Entries))
	for i := range k.roll.Entries {
		scores[i] = k.points.Score(&k.roll.Entries[i], "", k.roll.At)
		totals[i], scores[i].Items = scores[i].Total, nil
	}
	k.Cuts = k.points.CutBy(totals, callsAWeek)
	k.Bands = make([]Tested, len(k.points.Bands))
	for i, b := range k.points.Bands {
		k.Bands[i].Band = b.Name
	}
	for i, s := range scores {
		k.bands[i] = k.Cuts.Band(s)
		k.first[i] = k.bands[i] == 0
		k.Bands[k.bands[i]].People++
	}
}

// lookBack scores everybody who was rung by what was known before the call.
func (k *checking) lookBack(calls []Tried) {
	k.missed = map[int]bool{}
	at := make(map[people.PersonID]int, len(k.roll.Entries))
	for i := range k.roll.Entries {
		at[k.roll.Entries[i].Person] = i
	}
	for _, c := range calls {
		i, known := at[c.Person]
		if !known {
			continue
		}
		e := &k.roll.Entries[i]
		was := before(*e, c)
		band := k.Cuts.Band(k.points.Score(&was, "", c.At))
		found := slices.ContainsFunc(e.Needs, func(n roll.Need) bool { return !n.Opened.Before(c.At) && n.Opened.Before(c.At.Add(foundWithin)) })
		k.Rung.count(found)
		k.Bands[band].Found.count(found)
		if found {
			k.missed[i] = band != 0
		}
		k.during(day.Of(c.At))
	}
}

func (k *checking) during(d day.Date) {
	if k.From.IsZero() || d.Before(k.From) {
		k.From = d
	}
	if d.After(k.Until) {
		k.Until = d
	}
}

// before is what was known of somebody before a call.
func before(e roll.Entry, c Tried) roll.Entry {
	e.Reached = c.Before
	if e.Joined.After(c.At) {
		e.Joined = time.Time{}
	}
	e.Sources = slices.DeleteFunc(slices.Clone(e.Sources), func(s roll.Source) bool { return s.At.After(c.At) })
	e.Lists = slices.DeleteFunc(slices.Clone(e.Lists), func(s roll.Source) bool { return s.At.After(c.At) })
	e.Attributes = slices.DeleteFunc(slices.Clone(e.Attributes), func(a roll.Attribute) bool { return a.From.After(day.Of(c.At)) })
	e.Needs = slices.DeleteFunc(slices.Clone(e.Needs), func(n roll.Need) bool { return !n.Opened.Before(c.At) })
	return e
}

// groupings are what people are told apart by: rates of one group that differ from another's
// by more than chance are a reason not to put a version into use.
var groupings = []struct {
	by string
	of func(e *roll.Entry, now time.Time) string
}{
	{"Age", func(e *roll.Entry, now time.Time) string { return ageBand(e, day.Of(now)) }},
	{"Sex", said("sex")},
	{"Ethnic group", said("ethnic-group")},
	{"Deprivation of the area", func(e *roll.Entry, _ time.Time) string {
		switch e.Fifth {
		case 0:
			return notKnown
		case 1:
			return "1, the most deprived fifth"
		}
		return strconv.Itoa(e.Fifth)
	}},
	{"Ward", func(e *roll.Entry, _ time.Time) string { return cmp.Or(e.Ward, notKnown) }},
	{"Language", func(e *roll.Entry, _ time.Time) string { return cmp.Or(e.Language, "English, or nothing else said") }},
	{"How much is known of them", func(e *roll.Entry, _ time.Time) string {
		switch n := e.Known(); {
		case n <= 2:
			return "Little"
		case n <= 4:
			return "Some"
		}
		return "Much"
	}},
}

// notKnown is the group of those of whom it is not known.
const notKnown = "Not known"

func said(code string) func(*roll.Entry, time.Time) string {
	return func(e *roll.Entry, _ time.Time) string {
		a, _ := e.Attribute(code)
		return cmp.Or(a.Value, notKnown)
	}
}

func ageBand(e *roll.Entry, on day.Date) string {
	years, known := e.Age(on)
	if !known {
		return notKnown
	}
	for _, band := range []struct {
		below int
		name  string
	}{{18, "Under 18"}, {40, "18 to 39"}, {65, "40 to 64"}, {80, "65 to 79"}} {
		if years < band.below {
			return band.name
		}
	}
	return "80 and over"
}

func (k *checking) groups() {
	for _, g := range groupings {
		lines := map[string]*Line{}
		for i := range k.roll.Entries {
			name := g.of(&k.roll.Entries[i], k.roll.At)
			if lines[name] == nil {
				lines[name] = &Line{Name: name}
			}
			lines[name].Selected.count(k.first[i])
			if missed, needed := k.missed[i]; needed {
				lines[name].Missed.count(missed)
			}
		}
		group := Group{By: g.by}
		for _, l := range lines {
			group.Lines = append(group.Lines, *l)
		}
		slices.SortFunc(group.Lines, func(a, b Line) int {
			return cmp.Or(cmp.Compare(boolInt(a.Name == notKnown), boolInt(b.Name == notKnown)), ageOrder(a.Name)-ageOrder(b.Name), cmp.Compare(a.Name, b.Name))
		})
		k.Groups = append(k.Groups, group)
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ageOrder puts what has no alphabetical order into its own.
func ageOrder(name string) int {
	return slices.Index([]string{"Under 18", "18 to 39", "40 to 64", "65 to 79", "80 and over", "Little", "Some", "Much"}, name)
}

// moves counts who would go where.
func (k *checking) moves(now *Points, cuts Cuts) {
	count := map[[2]int]int{}
	for i := range k.roll.Entries {
		was := cuts.Band(now.Score(&k.roll.Entries[i], "", k.roll.At))
		count[[2]int{was, k.bands[i]}]++
	}
	for from := range now.Bands {
		for to := range k.points.Bands {
			if n := count[[2]int{from, to}]; n > 0 {
				k.Moves = append(k.Moves, Move{From: now.Bands[from].Name, To: k.points.Bands[to].Name, People: n})
			}
		}
	}
}

// Doubts are what of the checks speaks against putting a version into use, in words; none
// where nothing does.
func (c Checks) Doubts() (all []string) {
	if c.Rung.Of < leastCalls {
		all = append(all, "It could be tried on few calls. How well it finds need is not known yet.")
	}
	for i := 1; i < len(c.Bands); i++ {
		if c.Bands[i].Found.Apart(c.Bands[i-1].Found) && share(c.Bands[i].Found) > share(c.Bands[i-1].Found) {
			all = append(all, "More need was found in “"+c.Bands[i].Band+"” than in “"+c.Bands[i-1].Band+"”.")
		}
	}
	for _, g := range c.Groups {
		for _, l := range g.Lines {
			if rest := c.rest(g, l); l.Missed.Apart(rest) && share(l.Missed) > share(rest) {
				all = append(all, g.By+", “"+l.Name+"”: those in need would be missed more often than others.")
			}
		}
	}
	return all
}

// leastCalls is how many calls tell anything.
const leastCalls = 100

func share(r Rate) float64 {
	if r.Of == 0 {
		return 0
	}
	return float64(r.Hits) / float64(r.Of)
}

// rest are the other lines of a group together.
func (Checks) rest(g Group, but Line) (r Rate) {
	for _, l := range g.Lines {
		if l.Name != but.Name {
			r.Hits, r.Of = r.Hits+l.Missed.Hits, r.Of+l.Missed.Of
		}
	}
	return r
}
