package intake

import (
	"context"
	"maps"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// Adding is the part of the form that somebody answers who needs something more: which
// kinds of help, and what each of them asks that was not asked before.
type Adding struct {
	Questions *answers.Questions
	before    answers.Answers
	held      Held
}

// Adding begins to add to a request, on the questions it was taken by.
func (s *Service) Adding(ctx context.Context, h Held) (Adding, error) {
	b, err := s.rulesAt(ctx, h)
	if err != nil {
		return Adding{}, err
	}
	before := maps.Clone(h.Request.Answers)
	delete(before, answers.AskNeeds)
	delete(before, answers.AskOwnWords)
	return Adding{Questions: b.questions, before: before, held: h}, nil
}

// With is what is given now beside what was answered before: rules read both.
func (a Adding) With(given answers.Answers) answers.Answers {
	all := maps.Clone(a.before)
	maps.Copy(all, given)
	return all
}

// Pages are the pages that what is given so far asks for, in their order: which kinds of
// help, and what each of them asks. Pages that everybody answers are not among them: nobody
// is asked twice, and nobody who has the code is shown what was answered.
func (a Adding) Pages(given answers.Answers) (pages []answers.Page, err error) {
	before, err := a.Questions.Way(a.before)
	if err != nil {
		return nil, err
	}
	now, err := a.Questions.Way(a.With(given))
	if err != nil {
		return nil, err
	}
	for _, p := range now {
		asked := slices.ContainsFunc(before, func(old answers.Page) bool { return old.ID == p.ID })
		if !asked || a.asksKinds(p) {
			pages = append(pages, p)
		}
	}
	return pages, nil
}

func (a Adding) asksKinds(p answers.Page) bool {
	return slices.ContainsFunc(p.Questions, func(q answers.Question) bool { return q.ID == answers.AskNeeds })
}

// Next is the first page still to be answered; ok is false when all are.
func (a Adding) Next(given answers.Answers) (page answers.Page, ok bool, err error) {
	pages, err := a.Pages(given)
	if err != nil {
		return page, false, err
	}
	for _, p := range pages {
		if !p.Answered(given) {
			return p, true, nil
		}
	}
	return page, false, nil
}

// Already is which of the kinds of help chosen is being worked on, as residents call it; ""
// when none is. Of a guarded need it says nothing.
func (a Adding) Already(c *needs.Catalogue, given answers.Answers) string {
	for _, n := range a.held.needs {
		one, ok := c.Find(n.Category)
		if ok && n.MayStop() && slices.Contains(given[answers.AskNeeds], n.Category) {
			return one.PublicLabel
		}
	}
	return ""
}

// More is something more that is needed.
type More struct {
	Answers answers.Answers // to the pages of [Adding]
	Key     string          // names the form, so that one press is taken once
}

// Add opens further needs of a request by the rules it was taken by: each with its reasons
// and its work, on the board of whoever has the request. It answers [fault.Invalid] for
// answers that cannot be accepted.
func (s *Service) Add(ctx context.Context, h Held, m More) (err error) {
	defer fault.Wrap(&err, "add to request %s", h.Request.ID)
	adding, err := s.Adding(ctx, h)
	if err != nil {
		return err
	}
	if err := adding.check(m.Answers); err != nil {
		return err
	}
	m.Answers = m.Answers.Given()
	p, err := s.planMore(ctx, h, adding, m)
	if err != nil {
		return err
	}
	said := needs.NewSaid{Key: m.Key, Kind: needs.SaidMore, Words: m.Answers.First(answers.AskOwnWords)}
	return s.change(ctx, h, said, func(tx *db.Tx, r needs.Request) error {
		open, err := needs.AllNeeds(tx, r.ID)
		if err != nil {
			return err
		}
		if err := needs.KeepAnswers(tx, r.ID, m.Answers); err != nil {
			return err
		}
		for _, decision := range p.needs {
			again := func(n needs.Need) bool { return n.Category == decision.Need && !n.State.Ended() }
			if slices.ContainsFunc(open, again) {
				continue
			}
			if err := p.writeNeed(tx, r, decision); err != nil {
				return err
			}
		}
		return nil
	})
}

// planMore decides what the further needs become.
func (s *Service) planMore(ctx context.Context, h Held, adding Adding, m More) (plan, error) {
	all := adding.With(m.Answers)
	routing, err := s.places.Route(ctx, all.First(answers.AskPostcode))
	if err != nil {
		return plan{}, err
	}
	b, err := s.rulesAt(ctx, h)
	if err != nil {
		return plan{}, err
	}
	routing.Neighbourhood = h.Request.Neighbourhood
	return b.plan(Asking{Channel: h.Request.Channel, Answers: all}, described(all), routing, s.db.Read(ctx).Now())
}

// check holds the answers against the pages they answer.
func (a Adding) check(given answers.Answers) error {
	wrong, err := a.Questions.Check(a.With(given))
	if err != nil {
		return err
	}
	pages, err := a.Pages(given)
	if err != nil {
		return err
	}
	wrong = slices.DeleteFunc(wrong, func(w answers.Wrong) bool {
		return !slices.ContainsFunc(pages, func(p answers.Page) bool {
			return slices.ContainsFunc(p.Questions, func(q answers.Question) bool { return q.ID == w.Question })
		})
	})
	if len(wrong) == 0 {
		return nil
	}
	refused := fault.New(fault.Invalid, "intake.answers", "Some answers cannot be accepted. Mend them and send again.")
	refused.Err = Refused{Answers: wrong}
	return refused
}

// Before is what was answered before, but for which kinds of help.
func (a Adding) Before() answers.Answers { return a.before }
