package updates

import (
	"context"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Measures are the figures that answers give.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: "updates.answered", Label: "Whether it was sorted", Dated: true, Kind: "answer",
		Meaning: "Answers to “was it sorted?”, which people are asked by a text or a mail when their last need has been met. Who is not written to is not asked.",
		Count:   countAnswers, Rows: "/feedback", Readers: readers,
	}}
}

// Asked narrows a list of answers.
type Asked struct {
	Hub         string // id; "" is every one the caller may read, [feature.Queue] the coordination queue
	Answer      Answer // "" is every one
	From, Until time.Time
}

// MostAnswers is how many answers a list shows.
const MostAnswers = 200

// List returns answers that the caller may read, the latest first and at most [MostAnswers]:
// of the hubs they work for.
func (s *Service) List(ctx context.Context, a Asked) (all []Feedback, err error) {
	defer fault.Wrap(&err, "list answers")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	var wanted []string
	if id, any := (feature.Scope{Neighbourhood: a.Hub}).Place(); !any {
		wanted = []string{id}
	}
	hoods := access.Narrow(ctx, wanted, readers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	from, until := feature.Period{From: a.From, Until: a.Until}.Bounds()
	return answered(s.db.Read(ctx), hoods, a.Answer, from, until, MostAnswers)
}

// Now is the time by the program's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

func countAnswers(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	return tallyAnswers(r, from, until)
}
