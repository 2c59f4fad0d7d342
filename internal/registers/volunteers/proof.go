package volunteers

import (
	"context"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteering"
)

// Proof is what whoever is shown a volunteer's letter or card may know of them.
type Proof struct {
	FirstName string
	// May are the names of what they may do, as the public form says them.
	May   []string
	Until day.Date // the last day it counts; zero where it has no end
	Photo []byte   // as JPEG; nil where there is none
}

// Proves is what whoever is shown a number may know, in the language of ctx. It is false for
// a number that does not count today: nobody has it, they are paused or gone, a check they
// need or their letter has run out, or there is nothing that they may do. It reads the
// register each time, and asks for no role.
func (s *Service) Proves(ctx context.Context, number ident.Reference) (p Proof, valid bool, err error) {
	defer fault.Wrap(&err, "what a number proves")
	if s.blueprints == nil {
		return Proof{}, false, nil
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Proof{}, false, err
	}
	r := s.db.Read(ctx)
	d, err := Registered(r, number)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return Proof{}, false, nil
	}
	if err != nil {
		return Proof{}, false, err
	}
	until, err := letterUntil(r, d.ID)
	if err != nil {
		return Proof{}, false, err
	}
	if p, valid = proof(volunteering.Of(b.In(words.From(ctx))), d, until, day.Of(r.Now())); valid {
		p.Photo, err = photoOf(r, d.ID)
	}
	return p, valid && err == nil, err
}

// proof judges a dossier with the day until which its letter was made out.
func proof(b *volunteering.Rules, d Dossier, letter, on day.Date) (Proof, bool) {
	valid, may := Proves(b, d, on)
	if !valid || len(may) == 0 || !letter.IsZero() && letter.Before(on) {
		return Proof{}, false
	}
	first, _, _ := strings.Cut(d.GivenNames, " ")
	p := Proof{FirstName: first, Until: earlier(letter, ends(b, d, on))}
	for _, a := range may {
		p.May = append(p.May, a.PublicLabel)
	}
	return p, true
}

// ends is the last day on which nothing that everybody needs has run out; zero is none.
func ends(b *volunteering.Rules, d Dossier, on day.Date) (last day.Date) {
	for _, id := range b.Joining.Checks {
		if c, ok := b.Check(id); ok {
			last = earlier(last, d.coveredUntil(b, c, on))
		}
	}
	return last
}

// coveredUntil is the last day on which the checks that count today are as many as are
// needed; zero is for good.
func (d Dossier) coveredUntil(b *volunteering.Rules, c volunteering.Check, on day.Date) day.Date {
	var latest []day.Date // of those that count, the longest first
	for _, h := range d.Checks {
		if h.answers(c, b) && h.On(c, on) {
			latest = insertLate(latest, h.Until(c))
		}
	}
	if len(latest) < c.Times() {
		return day.Date{}
	}
	return latest[c.Times()-1]
}

func insertLate(all []day.Date, one day.Date) []day.Date {
	for i, other := range all {
		if !other.IsZero() && (one.IsZero() || one.After(other)) {
			return append(all[:i], append([]day.Date{one}, all[i:]...)...)
		}
	}
	return append(all, one)
}

// earlier is the earlier of two days, of which zero is never.
func earlier(a, b day.Date) day.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
