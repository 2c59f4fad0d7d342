package measures

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/census"
	"kith/internal/insight/reports"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/answers"
)

// What is known of how people live, by the ids of population.yaml.
const (
	byAge         = "age"
	byDeprivation = "deprivation"
)

// supportedBy is the measure that says whom the response reached.
const supportedBy = "tasks.people-supported"

// Reach is who was reached against who lives here: the equality impact of the response.
type Reach struct {
	Of        Stretch
	CountedAt time.Time // zero when it was not counted
	Quarter   string    // of those who answered of themselves; "" while none is over
	Asks      []ReachOf
}

// ReachOf is who was reached by the answers to one question.
type ReachOf struct {
	ID, Name string
	Source   string // of who lives here, with its day; "" where that is not known
	Invented bool   // who lives here was made up, for a demonstration
	Groups   []ReachGroup
	Helped   Side // people supported, since the beginning
	Answered Side // people who asked by the web form and said, in the last quarter that is over
}

// Side is who was reached in one way, all groups together.
type Side struct {
	Known bool           // it is counted by this question
	All   reports.Number // protected; of those of whom it is known
	Says  string         // in a sentence or two
}

// Counts reports whether anybody is counted: else there is a sentence and nothing for a table.
func (s Side) Counts() bool { return s.Known && (s.All.Hidden || s.All.Value > 0) }

// ReachGroup is one answer.
type ReachGroup struct {
	ID, Name string
	Lives    reports.Number // of those who live here, of a hundred
	part     float64        // the same, of one
	Helped   Held
	Answered Held
}

// Held is a group's part of those who were reached, held against its part of who lives here.
// All of it is reckoned from what is told, so it tells nothing that that does not.
type Held struct {
	People reports.Number // protected
	Share  reports.Number // of those reached, of a hundred
	// Ratio is the share against that of who lives here, of a hundred: 100 where they are the
	// same, 50 where the group is reached half as often as its number here would suggest.
	Ratio reports.Number
	Less  bool // fewer than their number suggests, by more than chance explains
	More  bool
}

// Reach returns who was supported since the beginning, and who answered the questions about
// themselves, each against who lives here. All of it is protected, for every reader. It is of
// the whole borough.
func (s *Service) Reach(ctx context.Context) (reach Reach, err error) {
	defer fault.Wrap(&err, "reach")
	if !reports.ReadsEquality(access.From(ctx)) {
		return Reach{}, fault.New(fault.Forbidden, "measures.reach", "These figures are for those who plan for the whole borough.")
	}
	return s.reached(ctx, func() (reports.Equality, error) { return s.reports.Equality(ctx, "") })
}

// Supported is who was supported, each question against who lives here, without what people
// answered of themselves. Whoever calls it has checked who is told: all of it is protected.
func (s *Service) Supported(ctx context.Context) (reach Reach, err error) {
	defer fault.Wrap(&err, "who was supported")
	return s.reached(ctx, func() (reports.Equality, error) { return reports.Equality{}, nil })
}

// reached is the same, with what people answered of themselves.
func (s *Service) reached(ctx context.Context, told func() (reports.Equality, error)) (reach Reach, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Reach{}, err
	}
	r := s.db.Read(ctx)
	reach.Of = Stretch{Since, s.Latest(ctx)}
	kept, err := readStretch(r, reach.Of)
	if err != nil {
		return Reach{}, err
	}
	reach.CountedAt = kept.at
	said, err := told()
	if err != nil {
		return Reach{}, err
	}
	if len(said.Quarters) > 0 {
		reach.Quarter = said.Quarter.String()
	}
	all, err := livingHere(r, b)
	if err != nil {
		return Reach{}, err
	}
	for _, one := range all {
		reach.Asks = append(reach.Asks, one.reached(kept, said))
	}
	return reach, nil
}

// asking is a question with what is known of who lives here by it.
type asking struct {
	ReachOf
	question answers.Question // of equality.yaml; zero where it is none of it
	people   map[string]int64 // who lives here, by group; nil where that is not known
}

// livingHere lists the questions: those of equality.yaml, and the age and deprivation of
// population.yaml. A table that was handed in counts, whole, before what the blueprint says.
func livingHere(r db.Reader, b *blueprint.Blueprint) (all []asking, err error) {
	people, ages := blueprint.Part[*Population](b), false
	for _, q := range blueprint.Part[*answers.Equality](b).Questions {
		a := asking{ReachOf: ReachOf{ID: q.ID, Name: q.Title}, question: q}
		lives, found, err := census.Current(r, b, q.ID)
		if err != nil {
			return nil, err
		}
		if written, known := people.Of(q.ID); found {
			a.table(lives)
			ages = ages || census.OfAges(q)
		} else if known {
			a.written(written)
		}
		for _, o := range q.Offered() {
			a.Groups = append(a.Groups, ReachGroup{ID: o.ID, Name: o.Label})
		}
		all = append(all, a)
	}
	for _, p := range people.Asks {
		if p.ID == byDeprivation || p.ID == byAge && !ages {
			a := asking{ReachOf: ReachOf{ID: p.ID, Name: p.Name}}
			a.written(p)
			for _, g := range p.Groups {
				a.Groups = append(a.Groups, ReachGroup{ID: g.ID, Name: g.Name})
			}
			all = append(all, a)
		}
	}
	return all, nil
}

func (a *asking) table(lives census.Lives) {
	a.Source, a.Invented, a.people = lives.Source+", as at "+lives.AsAt.Long(), lives.Invented, map[string]int64{}
	for _, g := range lives.Groups {
		a.people[g.Choice] = g.People
	}
}

func (a *asking) written(p PopulationOf) {
	a.Source, a.people = p.Source, map[string]int64{}
	for _, g := range p.Groups {
		a.people[g.ID] = g.People
	}
}

// reached counts who was reached by a question.
func (a asking) reached(kept counted, said reports.Equality) ReachOf {
	var living int64
	for id, n := range a.people {
		if id != answers.PreferNot { // who did not say is of no group, here as among those reached
			living += n
		}
	}
	for i := range a.Groups {
		g := &a.Groups[i]
		if n, known := a.people[g.ID]; known && living > 0 && g.ID != answers.PreferNot {
			g.part = float64(n) / float64(living)
			g.Lives = reports.Number{Value: percent(n, living), Unit: "percent", Known: true}
		}
	}
	a.helped(kept)
	if a.question.ID != "" {
		a.answered(said)
	}
	return a.ReachOf
}

// helped counts who was supported, by group. Where lists say it of nobody it is not told. Ages of
// which nobody knows the number are not told beside those of population.yaml: two tables of ages
// in bands that differ tell more than one.
func (a *asking) helped(kept counted) {
	counts := make([]int64, len(a.Groups))
	var total int64
	for i, g := range a.Groups {
		counts[i] = kept.cells[key{supportedBy, a.ID + "/" + g.ID, ""}].Value
		total += counts[i]
	}
	ages := census.OfAges(a.question)
	if a.Helped.Known = a.question.ID == "" || ages && a.people != nil || !ages && total > 0; !a.Helped.Known {
		return
	}
	told, sum := disclosure.Protect(counts, total, false)
	for i := range a.Groups {
		a.Groups[i].Helped.People = reports.Number{Value: told[i].Value, Known: true, Hidden: told[i].Hidden}
	}
	a.Helped.All = reports.Number{Value: sum.Value, Known: true, Hidden: sum.Hidden}
	a.hold(&a.Helped, "helped", func(g *ReachGroup) *Held { return &g.Helped })
}

// answered counts who said it of themselves, in the latest quarter that is over.
func (a *asking) answered(said reports.Equality) {
	for _, t := range said.Questions {
		if t.ID != a.ID {
			continue
		}
		for _, c := range t.Choices {
			for i := range a.Groups {
				if a.Groups[i].ID == c.ID {
					a.Groups[i].Answered.People = c.Times
				}
			}
		}
		a.Answered.Known, a.Answered.All = true, t.All
		a.hold(&a.Answered, "among those who asked on the web and said so", func(g *ReachGroup) *Held { return &g.Answered })
	}
}
