package messages

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// typed are the fields that whoever writes types in. Codes and links are not among them:
// only the program knows them.
var typed = []string{"appointment", "contact_by", "organisation", "reference", "task", "out_of_hours_phone"}

// longestField is how many characters may be typed into a field.
const longestField = 200

// Offer is a letter that somebody may choose to write.
type Offer struct {
	ID string
	Template
	Typed []string // the fields to type in
}

// Offers are the letters that may be written by hand to a person, by title.
func (s *Service) Offers(ctx context.Context) ([]Offer, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	var all []Offer
	for id, t := range blueprint.Part[Letters](b) {
		if o, ok := offer(id, t); ok {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b Offer) int { return strings.Compare(a.Title+a.ID, b.Title+b.ID) })
	return all, nil
}

// offer is the letter, if nothing is left open in it that neither the program nor whoever
// writes can fill in.
func offer(id string, t Template) (Offer, bool) {
	o := Offer{ID: id, Template: t}
	for _, field := range t.Uses() {
		switch {
		case slices.Contains(typed, field):
			o.Typed = append(o.Typed, field)
		case !slices.Contains(ownFields, field):
			return Offer{}, false
		}
	}
	return o, !t.EnglishOnly
}

// ownFields are those that hang on the person and the borough.
var ownFields = []string{
	"first_name", "full_name", "address", "date", "borough", "council", "hub", "base", "base_address", "helpline", "helpline_hours",
}

// Preview is a letter as it would be written to somebody now, and the ways it could go.
type Preview struct {
	Offer
	Written Written  // in the person's language
	English Written  // the same in English, for those who cannot read it
	Ways    []Way    // the best first
	Missing []string // fields still to be typed
}

// Open are the ways that are open now.
func (p Preview) Open() (open []Way) {
	for _, w := range p.Ways {
		if w.Open() {
			open = append(open, w)
		}
	}
	return open
}

// Preview fills a letter in for somebody the caller may see. What is not typed yet has dots
// in its place.
func (s *Service) Preview(ctx context.Context, p people.Person, letter string, fields map[string]string) (v Preview, err error) {
	defer fault.Wrap(&err, "preview of a letter")
	if err := s.mayWrite(ctx, p); err != nil {
		return Preview{}, err
	}
	r := s.db.Read(ctx)
	k, err := s.know(ctx, r, Order{Record: p.Lead().ID})
	if err != nil {
		return Preview{}, err
	}
	if v.Offer, err = k.offered(letter); err != nil {
		return Preview{}, err
	}
	order := byHand(p, letter, fields)
	if v.Ways, err = s.ways(r, access.From(ctx), k, order, nil); err != nil {
		return Preview{}, err
	}
	filled := maps.Clone(order.Fields)
	for _, field := range v.Typed {
		if filled[field] == "" {
			v.Missing, filled[field] = append(v.Missing, field), hidden
		}
	}
	way := Way{Channel: v.SentAs[0], Template: letter}
	if v.Written, err = k.written(Filling{Fields: filled}, way, r.Now()); err != nil {
		return Preview{}, err
	}
	english := k
	english.now.Language = ""
	v.English, err = english.written(Filling{Fields: filled}, way, r.Now())
	return v, err
}

func (k known) offered(letter string) (Offer, error) {
	t, ok := k.letters[letter]
	if o, offered := offer(letter, t); ok && offered {
		return o, nil
	}
	return Offer{}, fault.New(fault.NotFound, "messages.no-letter", "There is no such letter to write by hand. Choose one from the list.")
}

func byHand(p people.Person, letter string, fields map[string]string) Order {
	kept := map[string]string{}
	for _, field := range typed {
		if value := strings.TrimSpace(fields[field]); value != "" {
			kept[field] = value
		}
	}
	return Order{Record: p.Lead().ID, Purpose: ByHand, Templates: []string{letter}, Fields: kept}
}

// Draft is a letter that somebody has looked at and wants to go.
type Draft struct {
	Letter  string
	Channel Channel
	Fields  map[string]string
	Key     string // names the form, so that one press sends once
}

// Write queues what somebody chose to write, the way they chose. It is [fault.Conflict] with
// the reasons when that is not safe, and [fault.Invalid] when something is missing.
func (s *Service) Write(ctx context.Context, p people.Person, w Draft) (id ID, err error) {
	defer fault.Wrap(&err, "write to a person")
	v, err := s.ready(ctx, p, w)
	if err != nil {
		return "", err
	}
	order := byHand(p, w.Letter, w.Fields)
	order.Channels, order.Key = []Channel{w.Channel}, "by hand "+w.Key
	if err := v.way(w.Channel); err != nil {
		return "", err
	}
	return s.Queue(ctx, order)
}

// ready previews a letter and holds that nothing is missing.
func (s *Service) ready(ctx context.Context, p people.Person, w Draft) (Preview, error) {
	v, err := s.Preview(ctx, p, w.Letter, w.Fields)
	switch {
	case err != nil:
		return Preview{}, err
	case w.Key == "" || len(w.Key) > 100:
		return Preview{}, fault.New(fault.Invalid, "messages.no-key", "This page is out of date. Go back, open it again and send it once more.")
	case len(v.Missing) > 0:
		return Preview{}, fault.New(fault.Invalid, "messages.missing", "Fill in everything that the letter leaves open.")
	}
	for _, value := range w.Fields {
		if len([]rune(value)) > longestField || strings.Contains(value, "\n") {
			return Preview{}, fault.New(fault.Invalid, "messages.too-long", "Shorten what you filled in to 200 characters or fewer, on one line.")
		}
	}
	return v, nil
}

// way holds that a way is open.
func (v Preview) way(c Channel) error {
	for _, w := range v.Ways {
		if w.Channel == c && w.Open() {
			return nil
		} else if w.Channel == c {
			return fault.New(fault.Conflict, "messages.not-safe", "It cannot go this way now. "+w.Against)
		}
	}
	return fault.New(fault.Invalid, "messages.no-way", "Choose how it is to go.")
}

// mayWrite holds that the caller may write to a person.
func (s *Service) mayWrite(ctx context.Context, p people.Person) error {
	if p.Has(people.Restricted) && !people.Cleared(access.From(ctx)) {
		return fault.New(fault.NotFound, "messages.no-person", "There is no such person, or you may not see them.")
	}
	return access.Check(ctx, p.Current().Neighbourhood, writers...)
}

// MayWrite reports whether somebody may write to a person whom they see.
func MayWrite(who access.Principal, p people.Person) bool {
	return who.HasFor(p.Current().Neighbourhood, writers...)
}

// Goes says where a way leads, for whoever chooses between them.
func (v Preview) Goes(w Way) string {
	switch w.Channel {
	case Text:
		return "To " + phone.Number(w.To).National()
	case Email:
		return "To " + w.To
	}
	if len(v.Written.Letter.Address) == 0 {
		return ""
	}
	return "To " + strings.Join(v.Written.Letter.Address[1:], ", ")
}
