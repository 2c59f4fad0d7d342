package reports

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/work/answers"
)

// Quarter is three months from January, April, July or October.
type Quarter struct{ Year, Number int }

// QuarterOf is the quarter of a day.
func QuarterOf(d day.Date) Quarter { return Quarter{d.Year(), (int(d.Month()) + 2) / 3} }

// first is its first month.
func (q Quarter) first() time.Month { return time.Month(3*q.Number - 2) }

// From is its first day.
func (q Quarter) From() day.Date { return day.New(q.Year, q.first(), 1) }

// Next is the one after it.
func (q Quarter) Next() Quarter { return QuarterOf(q.From().AddDays(93)) }

// ID names it in an address: "2020-2".
func (q Quarter) ID() string { return fmt.Sprintf("%d-%d", q.Year, q.Number) }

// String is it in words: "April to June 2020".
func (q Quarter) String() string {
	return fmt.Sprintf("%s to %s %d", q.first(), q.first()+2, q.Year)
}

// Equality is what people answered of themselves in a quarter, as far as it tells of nobody.
type Equality struct {
	Quarter   Quarter
	Quarters  []Quarter // those that may be chosen, the latest first; none while none is over
	Running   Quarter   // the one that is not over, of which nothing is told yet
	Questions []EqualityQuestion
}

// EqualityQuestion is one question with how often each choice was made.
type EqualityQuestion struct {
	ID, Title string
	Choices   []EqualityChoice
	All       Number // everybody who answered it
}

// EqualityChoice is one choice.
type EqualityChoice struct {
	ID, Label string
	Times     Number
}

// equalityReaders are who may see the equality figures, of the whole borough alone.
var equalityReaders = []access.Role{access.Analyst, access.Manager, access.Governance, access.PublicHealth}

// EqualityReaders is who may see the equality figures.
func EqualityReaders() []access.Role { return append([]access.Role(nil), equalityReaders...) }

// ReadsEquality reports whether somebody may see the equality figures of the borough.
func ReadsEquality(who access.Principal) bool { return who.HasFor("", equalityReaders...) }

// Equality returns the figures of a quarter that is over, by its id; "" is the latest. They
// are the whole borough's. Nothing is told of a quarter that still runs: whoever looked
// today and tomorrow would see one person come. A quarter with no figures is
// [fault.NotFound].
func (s *Service) Equality(ctx context.Context, quarter string) (e Equality, err error) {
	defer fault.Wrap(&err, "equality figures")
	if !ReadsEquality(access.From(ctx)) {
		return Equality{}, fault.New(fault.Forbidden, "reports.equality", "These figures are for those who plan for the whole borough.")
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Equality{}, err
	}
	r := s.db.Read(ctx)
	e.Running = QuarterOf(day.Of(r.Now()))
	months, err := answers.EqualityMonths(r)
	if err != nil {
		return Equality{}, err
	}
	if e.Quarters, err = quartersOf(months, e.Running); err != nil {
		return Equality{}, err
	}
	at := slices.IndexFunc(e.Quarters, func(q Quarter) bool { return quarter == "" || q.ID() == quarter })
	switch {
	case at < 0 && quarter == "":
		return e, nil
	case at < 0:
		return Equality{}, fault.New(fault.NotFound, "reports.no-quarter", "There are no figures of that quarter. Choose another.")
	}
	e.Quarter = e.Quarters[at]
	last := day.New(e.Quarter.Year, e.Quarter.first()+2, 1)
	counts, err := answers.EqualityCounts(r, e.Quarter.From().String()[:7], last.String()[:7])
	if err != nil {
		return Equality{}, err
	}
	e.Questions = equalityTold(blueprint.Part[*answers.Equality](b), counts)
	return e, nil
}

// quartersOf are the quarters of months that are over, the latest first.
func quartersOf(months []string, running Quarter) (all []Quarter, err error) {
	for _, m := range months {
		d, err := day.ParseDate(m + "-01")
		if err != nil {
			return nil, err
		}
		if q := QuarterOf(d); q != running && !slices.Contains(all, q) {
			all = append(all, q)
		}
	}
	slices.Reverse(all)
	return all, nil
}

// equalityTold are the questions of the blueprint, and those of earlier ones that were
// still answered, each protected as a line of its own.
func equalityTold(asked *answers.Equality, counts []answers.Count) (all []EqualityQuestion) {
	times := map[[2]string]int64{}
	for _, c := range counts {
		times[[2]string{c.Question, c.Choice}] += c.Times
	}
	for _, q := range withEarlier(asked, counts) {
		one := EqualityQuestion{ID: q.ID, Title: q.Title}
		var parts []int64
		total := int64(0)
		for _, o := range q.Options {
			n := times[[2]string{q.ID, o.ID}]
			parts, total = append(parts, n), total+n
		}
		told, sum := disclosure.Protect(parts, total, false)
		for i, o := range q.Options {
			one.Choices = append(one.Choices, EqualityChoice{o.ID, o.Label, Number{Value: told[i].Value, Known: true, Hidden: told[i].Hidden}})
		}
		one.All = Number{Value: sum.Value, Known: true, Hidden: sum.Hidden}
		all = append(all, one)
	}
	return all
}

// withEarlier are the questions with the choices that only an earlier blueprint offered.
func withEarlier(asked *answers.Equality, counts []answers.Count) []answers.Question {
	all := slices.Clone(asked.Questions)
	for i := range all {
		all[i].Options = all[i].Offered()
	}
	for _, c := range counts {
		i := slices.IndexFunc(all, func(q answers.Question) bool { return q.ID == c.Question })
		if i < 0 {
			i, all = len(all), append(all, answers.Question{ID: c.Question, Title: c.Question})
		}
		if _, known := all[i].Option(c.Choice); !known {
			all[i].Options = append(all[i].Options, earlier(asked, c))
		}
	}
	return all
}

// earlier is a choice that is offered no more, by its words where the blueprint keeps them.
func earlier(asked *answers.Equality, c answers.Count) answers.Option {
	if q, ok := asked.Find(c.Question); ok {
		if o, ok := q.Option(c.Choice); ok {
			return o
		}
	}
	return answers.Option{ID: c.Choice, Label: c.Choice}
}

// ExportEquality returns the figures for somebody who takes them in a file, once the
// journal says who did.
func (s *Service) ExportEquality(ctx context.Context, quarter string) (e Equality, err error) {
	defer fault.Wrap(&err, "export equality figures")
	if e, err = s.Equality(ctx, quarter); err != nil {
		return Equality{}, err
	}
	if len(e.Quarters) == 0 {
		return Equality{}, fault.New(fault.NotFound, "reports.no-quarter", "There are no figures yet. They come once a quarter with answers is over.")
	}
	err = s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took the equality figures in a file", Topic: topicExported, Data: map[string]any{"quarter": e.Quarter.ID()},
	})
	return e, err
}
