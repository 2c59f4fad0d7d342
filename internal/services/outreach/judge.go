package outreach

import (
	"context"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/protocols"
)

// sure is how likely somebody must be the one meant to be taken for them: the same NHS
// number, or the same name, date of birth and postcode.
const sure = 90

// judge says what comes of rows for whoever hands them in.
type judge struct {
	s    *Service
	ctx  context.Context
	r    db.Reader
	who  access.Principal
	book protocols.Book
	list string
	keys map[string]int // rows of this file by what tells them apart
	same map[string]int // and by whom they are about
}

func (s *Service) judging(ctx context.Context, list string) (*judge, error) {
	book, err := s.checks.Book(ctx)
	return &judge{
		s: s, ctx: ctx, r: s.db.Read(ctx), who: access.From(ctx), book: book, list: list, keys: map[string]int{}, same: map[string]int{},
	}, err
}

// row judges a row that could be read.
func (j *judge) row(number int, said Said) (row Row, err error) {
	row = Row{Number: number, Said: said, Key: said.key(j.list)}
	if earlier, twice := j.keys[row.Key]; twice {
		row.SameAs = earlier
		row.Standing, row.Why = Before, rowWords(earlier)+" says the same."
		return row, nil
	}
	j.keys[row.Key] = number
	taken, err := isTaken(j.r, row.Key)
	if err != nil || taken {
		row.Standing, row.Why = Before, "It was taken in with an earlier file."
		return row, err
	}
	if earlier, again := j.same[said.who()]; again {
		row.Standing, row.SameAs, row.Why = Same, earlier, "The same person as in "+rowWordsIn(earlier)+"."
		return row, nil
	}
	j.same[said.who()] = number
	if row.Found, err = j.found(said); err != nil {
		return row, err
	}
	return row, j.decide(&row)
}

// found are those the row may be about, each person once, the likeliest first.
func (j *judge) found(said Said) (all []Found, err error) {
	near, err := j.s.people.MatchNumbered(j.ctx, said.described(), said.NHS)
	if err != nil {
		return nil, err
	}
	for _, c := range near {
		person, err := people.PersonOf(j.r, c.Record)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(f Found) bool { return f.Person == person }) {
			continue
		}
		seen, err := seesPerson(j.r, j.who, person)
		if err != nil {
			return nil, err
		}
		all = append(all, Found{Person: person, Record: c.Record, Percent: c.Points, Reasons: c.Reasons, KeptBack: !seen})
	}
	return all, nil
}

// decide says whose the row is, as far as that is certain, and what comes of it. Of somebody
// the caller may not see it says what it says of nobody.
func (j *judge) decide(row *Row) (err error) {
	certain := certainOf(row.Found)
	switch {
	case len(certain) == 1 && certain[0].KeptBack:
		row.Standing, row.Record, row.KeptBack = Newcomer, certain[0].Record, true
		return j.newcomer(row)
	case len(certain) == 1:
		row.Record = certain[0].Record
		return j.known(row)
	case len(row.Shown()) > 0:
		row.Standing = Unsure
		return nil
	}
	row.Standing = Newcomer
	return j.newcomer(row)
}

func certainOf(found []Found) (certain []Found) {
	for _, f := range found {
		if f.Percent >= sure {
			certain = append(certain, f)
		}
	}
	return certain
}

// known says what comes of a row about one of our people.
func (j *judge) known(row *Row) error {
	p, err := people.PersonIn(j.r, row.Record)
	if err != nil {
		return err
	}
	row.Record = recordFor(p)
	row.Standing = Known
	if row.Why = j.bars(p); row.Why != "" {
		row.Standing = Barred
		return nil
	}
	open, err := j.checked(p)
	if err == nil && open {
		row.Standing, row.Why = Open, "A check of them is open."
	}
	return err
}

// recordFor is the record that a check of somebody hangs on: the newest that says where
// they belong.
func recordFor(p people.Person) people.RecordID {
	for _, r := range p.Records {
		if r.Neighbourhood != "" {
			return r.ID
		}
	}
	return p.Lead().ID
}

// bars is why somebody we know is not approached, and what to do instead; "" when they are.
func (j *judge) bars(p people.Person) string {
	if why := barred(p, j.r.Now()); why != "" {
		return why
	}
	return j.notTheirs(p.Current().Neighbourhood)
}

// checked reports whether a check of somebody is open, as far as the caller may know.
func (j *judge) checked(p people.Person) (bool, error) {
	runs, err := j.s.checks.OfPerson(j.ctx, p, mostRuns)
	return slices.ContainsFunc(runs, func(r protocols.Run) bool {
		of, ok := j.book.Find(r.Protocol)
		return r.Open() && ok && of.Assured
	}), err
}

// mostRuns is how much of somebody's work is looked through for a check.
const mostRuns = 50

// newcomer says what comes of a row about somebody nobody knows.
func (j *judge) newcomer(row *Row) error {
	at, err := j.s.places.Route(j.ctx, row.Said.Postcode)
	if err != nil {
		return err
	}
	switch {
	case at.Standing == places.Outside && at.Authority != nil:
		row.Standing, row.Why = Barred, "They live in "+at.Authority.Name+". Tell that council."
	case at.Standing == places.Outside:
		row.Standing, row.Why = Barred, "They live in another council's area. Tell that council."
	default:
		if row.Why = j.notTheirs(at.Neighbourhood); row.Why != "" {
			row.Standing = Barred
		}
	}
	return nil
}

// notTheirs is why the caller may not begin a check in a neighbourhood; "" when they may.
func (j *judge) notTheirs(hood string) string {
	switch {
	case j.book.FromList(j.who, j.list, hood) != "":
		return ""
	case hood == "":
		return "It is not known which hub they belong to. Give this row to the coordination point."
	}
	return "They belong to " + j.s.places.Name(j.ctx, hood) + ". Your role may not begin checks there from this list: give this row to the coordination point."
}

func today(r db.Reader) day.Date { return day.Of(r.Now()) }
