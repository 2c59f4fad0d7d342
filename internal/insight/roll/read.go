package roll

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

// reading puts the records of people together.
type reading struct {
	at       time.Time
	owner    map[people.RecordID]people.PersonID // of records that were found to be somebody else's
	entries  map[people.PersonID]*Entry
	newest   map[people.PersonID]time.Time
	hidden   map[people.PersonID]bool
	postcode map[people.PersonID]string
}

// read reads everybody, or the person of some records.
func (s *Service) read(ctx context.Context, of []people.RecordID) (*Roll, error) {
	h := s.db.Read(ctx)
	g := &reading{at: h.Now(), entries: map[people.PersonID]*Entry{}, newest: map[people.PersonID]time.Time{}, hidden: map[people.PersonID]bool{}, postcode: map[people.PersonID]string{}}
	var err error
	if g.owner, err = ownersOf(h); err != nil {
		return nil, err
	}
	if err := eachRecord(h, of, g.record); err != nil {
		return nil, err
	}
	if of == nil {
		for id := range g.hidden {
			delete(g.entries, id)
		}
	}
	for _, more := range []func(db.Reader, []people.RecordID) error{g.contacts, g.needs, g.registrations, g.households, g.said} {
		if err := more(h, of); err != nil {
			return nil, err
		}
	}
	if err := s.placed(ctx, h, g); err != nil {
		return nil, err
	}
	return g.roll(), nil
}

func (g *reading) roll() *Roll {
	r := &Roll{At: g.at, Entries: make([]Entry, 0, len(g.entries))}
	for _, e := range g.entries {
		slices.SortFunc(e.Sources, func(a, b Source) int { return a.At.Compare(b.At) })
		r.Entries = append(r.Entries, *e)
	}
	slices.SortFunc(r.Entries, func(a, b Entry) int { return cmp.Compare(a.Person, b.Person) })
	return r
}

// person is whose record it is.
func (g *reading) person(record people.RecordID) people.PersonID {
	if owner, joined := g.owner[record]; joined {
		return owner
	}
	return people.PersonID(record)
}

// entry is the entry of whoever a record is of; nil where they are not on the roll.
func (g *reading) entry(record people.RecordID) *Entry { return g.entries[g.person(record)] }

// row is a record as it is read.
type row struct {
	id                       people.RecordID
	born                     day.Date
	phone, line, uprn        string
	postcode, hood, language string
	interpreter, restricted  bool
	details, labels          string
	source, list             string
	at                       time.Time
}

// record adds what a record says. Of each thing the newest record that says it counts.
func (g *reading) record(r row) error {
	id := g.person(r.id)
	e := g.entries[id]
	if e == nil {
		e = &Entry{Person: id}
		g.entries[id] = e
	}
	newer := !r.at.Before(g.newest[id])
	if newer || e.Record == "" {
		e.Record, g.newest[id] = r.id, r.at
	}
	if r.restricted {
		g.hidden[id] = true
	}
	take(&e.Born, r.born, newer)
	take(&g.address(id, e, r).Neighbourhood, r.hood, newer)
	take(&e.Language, r.language, newer)
	e.Interpreter = e.Interpreter || r.interpreter
	e.Phone = e.Phone || r.phone != ""
	e.Sources = append(e.Sources, Source{Name: r.source, List: r.list, At: r.at})
	return e.Standing.take(r, newer)
}

func (g *reading) address(id people.PersonID, e *Entry, r row) *Entry {
	withheld := len(r.labels) > len("null") && withheldIn(r.labels)
	e.Withheld = e.Withheld || withheld
	e.Address = e.Address || withheld || r.line != "" || r.uprn != ""
	if r.postcode != "" && (g.postcode[id] == "" || !r.at.Before(g.newest[id])) {
		g.postcode[id] = r.postcode
	}
	return e
}

func withheldIn(labels string) bool {
	var all []people.Label
	return json.Unmarshal([]byte(labels), &all) == nil && slices.Contains(all, people.AddressWithheld)
}

// take keeps what a record says, if it says anything and nothing newer did.
func take[T comparable](into *T, said T, newer bool) {
	var nothing T
	if said != nothing && (newer || *into == nothing) {
		*into = said
	}
}

func (s *Standing) take(r row, newer bool) error {
	if len(r.details) <= len("null") {
		return nil // most say nothing, and are not taken apart
	}
	var d people.Details
	if err := json.Unmarshal([]byte(r.details), &d); err != nil {
		return err
	}
	says := func(kind people.FactKind, anything, had bool) bool {
		_, typed := d.Said[kind]
		return (anything || typed) && (newer || !had)
	}
	if says(people.CommunicationFact, len(d.Communication) > 0, len(s.Communication) > 0) {
		s.Communication = d.Communication
	}
	if says(people.LedByFact, d.LedBy != "", s.Lead != "") {
		s.Lead, s.LeadSince = d.LedBy, d.LedSince
	}
	if says(people.NoCallsFact, d.NoCalls.Reason != "", s.NoCalls.Reason != "") {
		s.NoCalls = d.NoCalls
	}
	if says(people.StopAskedFact, !d.StopAsked.IsZero(), !s.Stop.IsZero()) {
		s.Stop = d.StopAsked
	}
	if says(people.DeceasedFact, !d.Deceased.IsZero(), s.Died) {
		s.Died = !d.Deceased.IsZero()
	}
	if says(people.MovedFact, !d.Moved.IsZero(), s.Moved) {
		s.Moved = !d.Moved.IsZero()
	}
	return nil
}

// said adds what sources said and holds today, as far as its legal basis lets it be read.
func (g *reading) said(h db.Reader, of []people.RecordID) error {
	from, err := assetsOf(h)
	if err != nil {
		return err
	}
	add := func(person people.PersonID, all []attributes.Attribute) error {
		if e := g.entries[person]; e != nil {
			for _, a := range all {
				e.said(a, from[a.Asset])
			}
		}
		return nil
	}
	if of == nil {
		return attributes.Each(h, add)
	}
	for id := range g.entries {
		all, err := attributes.Of(h, id)
		if err != nil {
			return err
		}
		_ = add(id, all)
	}
	return nil
}

// asset is what is known of where an attribute comes from.
type asset struct{ name, list string }

func (e *Entry) said(a attributes.Attribute, from asset) {
	one := Attribute{Code: a.Key, Value: a.Value.String(), Source: cmp.Or(from.name, a.Source), From: a.From, Until: a.To}
	if !a.BasisEnds.IsZero() && (one.Until.IsZero() || a.BasisEnds.Before(one.Until)) {
		one.Until = a.BasisEnds
	}
	if one.From.IsZero() {
		one.From = day.Of(a.NotedAt)
	}
	e.Attributes = append(e.Attributes, one)
	if from.list != "" && !e.On(from.list) {
		e.Lists = append(e.Lists, Source{Name: from.name, List: from.list, At: one.From.Start()})
	}
}

// placed adds in which ward and which fifth of deprivation everybody lives. Of a withheld
// address neither is told.
func (s *Service) placed(ctx context.Context, h db.Reader, g *reading) error {
	wards, fifths, err := s.areas(ctx)
	if err != nil {
		return err
	}
	at, err := areasOf(h, g.postcode)
	for id, code := range g.postcode {
		if e := g.entries[id]; e != nil && !e.Withheld {
			area := at[code]
			e.Ward, e.Fifth = wards[area.ward], cmp.Or(fifths[area.lsoa11], fifths[area.lsoa21])
			if e.Ward == "" {
				e.Ward = wards[area.before]
			}
		}
	}
	return err
}
