package lists

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
)

// Touch is how somebody on a list stands with us.
type Touch string

// The ways to stand.
const (
	Nobody    Touch = "nobody"     // nobody is in touch with them: reach first
	NoPhone   Touch = "no-phone"   // and they cannot be rung
	Undecided Touch = "undecided"  // they may be one of our people
	Handed    Touch = "handed"     // a team is to reach them
	Reached   Touch = "reached"    // somebody has spoken to them lately
	Asked     Touch = "asked"      // they have asked for something that is open
	Elsewhere Touch = "elsewhere"  // another service leads on them
	Refused   Touch = "refused"    // they want no contact
	NotAgreed Touch = "not-agreed" // whose list it is has only those rung who agreed, and they have not
	Outside   Touch = "outside"    // they live in another area
	Deceased  Touch = "died"
)

// Touches lists them, what needs somebody first.
func Touches() []Touch {
	return []Touch{Nobody, NoPhone, Undecided, Handed, Reached, Asked, Elsewhere, Refused, NotAgreed, Outside, Deceased}
}

var touchLabels = map[Touch]string{
	Nobody: "Not in touch with anyone", NoPhone: "Cannot be reached by phone", Undecided: "May be one of our people", Handed: "Handed to a team",
	Reached: "Reached", Asked: "In touch already", Elsewhere: "Managed elsewhere", Refused: "Want no contact", NotAgreed: "Have not agreed to be approached", Outside: "Live in another area", Deceased: "Have died",
}

// Label is the touch in words.
func (t Touch) Label() string { return touchLabels[t] }

// lately is how far back a contact counts as having reached somebody.
const lately = 28 * 24 * time.Hour

// Tally is how those on a list stand with us, in numbers.
type Tally struct {
	Of      map[Touch]int `json:"of,omitempty"`
	People  int           `json:"people,omitempty"`
	Worries int           `json:"worries,omitempty"` // boxes that stood there unopened
	Came    int           `json:"came,omitempty"`    // people who have a box
	At      time.Time     `json:"at,omitzero"`       // when it was counted; zero is not yet
}

// Following is what follows from a list: how those on it stand with us.
type Following struct {
	Tally
	rows  map[Touch][]OnIt
	today day.Date
}

// OnIt is somebody on a list, and how they stand.
type OnIt struct {
	Row   Row
	Touch Touch
	Why   string // the service that leads, or what they asked for
}

// Rate is how many in a hundred of those who are to be reached have been: in touch, reached or
// managed elsewhere.
func (f Tally) Rate() int {
	of := f.People - f.Of[Outside] - f.Of[Deceased] - f.Of[Refused] - f.Of[NotAgreed]
	if of <= 0 {
		return 0
	}
	return 100 * (f.Of[Reached] + f.Of[Asked] + f.Of[Elsewhere]) / of
}

// Who are those who stand in one way.
func (f Following) Who(t Touch) []OnIt { return f.rows[t] }

// Follow sets those on a list that is on against our people and their services.
func (s *Service) Follow(ctx context.Context, id VersionID) (f Following, err error) {
	defer fault.Wrap(&err, "what follows from list %s", id)
	v, err := s.Version(ctx, id)
	if err != nil {
		return f, err
	}
	if _, err := s.usable(ctx, v.Asset); err != nil {
		return f, err
	}
	return s.follow(ctx, v)
}

func (s *Service) follow(ctx context.Context, v Version) (f Following, err error) {
	rules, b, err := s.rules(ctx)
	if err != nil {
		return f, err
	}
	asset, err := s.assets.Get(ctx, v.Asset)
	if err != nil {
		return f, err
	}
	r := s.db.Read(ctx)
	rows, err := everyRow(r, v.ID)
	if err != nil {
		return f, err
	}
	w, err := s.around(r, v, rows, rules)
	if err != nil {
		return f, err
	}
	w.list, _ = blueprint.Part[*contacts.Rules](b).List(asset.List)
	f = Following{Tally: Tally{Of: map[Touch]int{}, At: r.Now()}, rows: map[Touch][]OnIt{}, today: day.Of(r.Now())}
	for _, row := range rows {
		if hidden(row, w) {
			continue
		}
		one := OnIt{Row: row}
		one.Touch, one.Why = w.touch(row)
		f.Of[one.Touch]++
		f.People++
		f.rows[one.Touch] = append(f.rows[one.Touch], one)
	}
	f.Tally.Worries, f.Tally.Came = len(f.Worries()), len(f.Came())
	return f, nil
}

// hidden reports whether somebody is kept from whoever uses lists: neither they nor how they
// stand is told. Whoever may see them knows of them.
func hidden(row Row, w *around) bool {
	return row.KeptBack || row.Record != "" && w.people[row.Record].Has(people.Restricted)
}

// around is what is known of the people of a list.
type around struct {
	people  map[people.RecordID]people.Person
	now     time.Time
	reached map[people.PersonID]bool
	asked   map[people.PersonID]bool
	leads   map[people.PersonID]string
	handed  map[people.PersonID]bool
	alike   map[people.RecordID]bool
	agreed  map[people.PersonID]contacts.Agreement
	list    contacts.List // whose rules hold for contact
}

func (s *Service) around(r db.Reader, v Version, rows []Row, rules *Rules) (w *around, err error) {
	var records []people.RecordID
	for _, row := range rows {
		if row.Record != "" {
			records = append(records, row.Record)
		}
	}
	w = &around{people: map[people.RecordID]people.Person{}, now: r.Now(), leads: map[people.PersonID]string{}}
	for part := range slices.Chunk(records, 500) {
		some, err := people.PeopleOf(r, part)
		if err != nil {
			return nil, err
		}
		for id, p := range some {
			w.people[id] = p
		}
	}
	if w.reached, err = reachedSince(r, w.now.Add(-lately)); err != nil {
		return nil, err
	}
	if w.asked, err = withOpenNeeds(r); err != nil {
		return nil, err
	}
	if w.handed, err = handedOn(r, v.Asset, w.now.Add(-lately)); err != nil {
		return nil, err
	}
	if w.alike, err = undecided(r, v.ID); err != nil {
		return nil, err
	}
	if w.agreed, err = intake.AgreementsOfRegistered(r); err != nil {
		return nil, err
	}
	return w, s.leading(r, v, rules, w)
}

// leading notes whom another list says that a service leads on.
func (s *Service) leading(r db.Reader, v Version, rules *Rules, w *around) error {
	if rules == nil {
		return nil
	}
	for _, l := range rules.Lists {
		if l.Leads == "" || l.Asset == v.Asset {
			continue
		}
		a, found, err := readableAsset(r, l.Asset)
		if err != nil {
			return err
		}
		if !found || !a {
			continue
		}
		on, err := peopleOn(r, l.Asset)
		if err != nil {
			return err
		}
		for _, person := range on {
			w.leads[person] = l.Leads
		}
	}
	return nil
}

// touch is how somebody stands, and why.
func (w *around) touch(row Row) (Touch, string) {
	p, known := w.people[row.Record]
	switch {
	case row.Entry.Dead:
		return Deceased, "The list says so."
	case row.Standing == MovedOut:
		return Outside, ""
	case !known:
		return Nobody, ""
	}
	reach, c := p.Reach(), p.Current()
	switch {
	case !reach.Deceased.IsZero():
		return Deceased, "Our record says so."
	case !reach.Moved.IsZero():
		return Outside, "Our record says that they moved away."
	case c.LedBy != "":
		return Elsewhere, c.LedBy
	case w.leads[p.ID] != "":
		return Elsewhere, w.leads[p.ID]
	case reach.NoCalls.On(day.Of(w.now)) || !reach.Asks.IsZero():
		return Refused, ""
	case w.alike[row.Record]:
		return Undecided, ""
	case w.list.ID != "" && !w.list.Approachable(w.agreed[p.ID]):
		if w.agreed[p.ID].At.IsZero() {
			return NotAgreed, ""
		}
		return Refused, ""
	case w.reached[p.ID]:
		return Reached, ""
	case w.handed[p.ID]:
		return Handed, ""
	case w.asked[p.ID]:
		return Asked, ""
	case len(row.Entry.Phones) == 0 && c.Phone == "":
		return NoPhone, ""
	}
	return Nobody, ""
}
