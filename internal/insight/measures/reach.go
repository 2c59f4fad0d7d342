package measures

import (
	"context"
	"fmt"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/reports"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/answers"
)

// What is known of how people live, by the ids of population.yaml.
const (
	byAge         = "age"
	byDeprivation = "deprivation"
)

// Reach is who was reached against who lives here: the equality impact of the response.
type Reach struct {
	Of        Stretch
	CountedAt time.Time // zero when it was not counted
	Asks      []ReachOf
}

// ReachOf is who was reached by the answers to one question.
type ReachOf struct {
	ID, Name string
	Who      string // who was counted: "People supported", "People who answered"
	Source   string // of who lives here; "" where that is not known
	Groups   []ReachGroup
	Says     string
}

// ReachGroup is one answer.
type ReachGroup struct {
	Name    string
	Reached reports.Number // protected
	Share   reports.Number // of those reached, of a hundred; from what is told
	Lives   reports.Number // of those who live here, of a hundred
}

// Reach returns who was supported since the beginning, by age and by deprivation, and who
// answered the questions about themselves, each against who lives here. All of it is
// protected, for every reader. It is of the whole borough.
func (s *Service) Reach(ctx context.Context) (reach Reach, err error) {
	defer fault.Wrap(&err, "reach")
	if !reports.ReadsEquality(access.From(ctx)) {
		return Reach{}, fault.New(fault.Forbidden, "measures.reach", "These figures are for those who plan for the whole borough.")
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Reach{}, err
	}
	reach.Of = Stretch{Since, s.Latest(ctx)}
	kept, err := readStretch(s.db.Read(ctx), reach.Of)
	if err != nil {
		return Reach{}, err
	}
	reach.CountedAt = kept.at
	people := blueprint.Part[*Population](b)
	for _, id := range []string{byAge, byDeprivation} {
		if lives, known := people.Of(id); known {
			reach.Asks = append(reach.Asks, supported(kept, lives))
		}
	}
	told, err := s.reports.Equality(ctx, "")
	if err != nil {
		return Reach{}, err
	}
	asked := blueprint.Part[*answers.Equality](b)
	for _, q := range asked.Questions {
		reach.Asks = append(reach.Asks, answered(q, told, people))
	}
	return reach, nil
}

// supported is who was supported, by groups of those who live here.
func supported(kept counted, lives PopulationOf) ReachOf {
	out := ReachOf{ID: lives.ID, Name: lives.Name, Who: "People supported", Source: lives.Source}
	counts := make([]int64, len(lives.Groups))
	var total int64
	for i, g := range lives.Groups {
		counts[i] = kept.cells[key{"tasks.people-supported", lives.ID + "/" + g.ID, ""}].Value
		total += counts[i]
	}
	told, sum := disclosure.Protect(counts, total, false)
	for i, g := range lives.Groups {
		out.Groups = append(out.Groups, ReachGroup{Name: g.Name, Reached: reports.Number{Value: told[i].Value, Known: true, Hidden: told[i].Hidden}})
	}
	out.compare(sum, lives)
	return out
}

// answered is who answered a question in the latest quarter that is over.
func answered(q answers.Question, told reports.Equality, people *Population) ReachOf {
	lives, _ := people.Of(q.ID)
	out := ReachOf{ID: q.ID, Name: q.Title, Who: "People who answered", Source: lives.Source}
	for _, t := range told.Questions {
		if t.ID != q.ID {
			continue
		}
		for _, c := range t.Choices {
			out.Groups = append(out.Groups, ReachGroup{Name: c.Label, Reached: c.Times})
		}
		out.compare(disclosure.Told{Value: t.All.Value, Hidden: t.All.Hidden}, lives)
		return out
	}
	out.Says = "No quarter with answers is over yet."
	return out
}

// compare gives the shares, and says in words where reach falls short of who lives here.
func (o *ReachOf) compare(sum disclosure.Told, lives PopulationOf) {
	var all int64
	for _, g := range lives.Groups {
		all += g.People
	}
	short, gap := "", int64(0)
	for i := range o.Groups {
		g := &o.Groups[i]
		if known := !sum.Hidden && sum.Value > 0 && !g.Reached.Hidden; known {
			g.Share = reports.Number{Value: min(100, percent(g.Reached.Value, sum.Value)), Unit: "percent", Known: true}
		}
		for _, p := range lives.Groups {
			if p.Name == g.Name && all > 0 {
				g.Lives = reports.Number{Value: percent(p.People, all), Unit: "percent", Known: true}
			}
		}
		if by := g.Lives.Value - g.Share.Value; g.Share.Known && g.Lives.Known && by > gap {
			short, gap = g.Name, by
		}
	}
	switch {
	case sum.Value == 0 && !sum.Hidden:
		o.Says = "Of nobody who was reached is this known."
	case sum.Hidden:
		o.Says = "Too few to tell."
	case all == 0:
		o.Says = "Who lives here by this is not known. Add it to population.yaml of the blueprint, from the census."
	case gap < reachGap:
		o.Says = "Those reached are about as those who live here."
	default:
		o.Says = fmt.Sprintf("%s: %d points fewer among those reached than among those who live here. Ask why.", short, gap)
	}
}

// reachGap is how many points of a hundred are worth asking about.
const reachGap = 5
