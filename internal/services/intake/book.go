package intake

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/referrals"
)

// book is the part of a blueprint a request is taken by.
type book struct {
	version   string
	questions *answers.Questions
	triage    *needs.Triage
	refer     *referrals.Destinations
	steps     protocols.Book
	hours     string // when the helpline and the hubs answer
}

// Refused is the error of answers that cannot be accepted, each with how to mend it.
type Refused struct {
	Answers []answers.Wrong
}

// Error lists what is wrong, for a log.
func (r Refused) Error() string {
	var all []string
	for _, w := range r.Answers {
		all = append(all, w.Question+": "+w.Message)
	}
	return strings.Join(all, "; ")
}

const longestKey = 200

// rulesOf finds the rules of an asking and holds its answers against them.
func (s *Service) rulesOf(ctx context.Context, a Asking) (book, error) {
	if a.Key == "" || len(a.Key) > longestKey {
		return book{}, fault.New(fault.Invalid, "intake.no-key", "Send an idempotency key of 1 to 200 characters, so that a request sent twice is made once.")
	}
	if !slices.Contains(needs.Channels(), a.Channel) {
		return book{}, fault.New(fault.Invalid, "intake.no-channel", "Say how the request came in: web, phone, partner, walk-in or api.")
	}
	b, err := s.blueprintOf(ctx, a.Blueprint)
	if err != nil {
		return book{}, err
	}
	rules := rulesIn(b)
	return rules, rules.check(a)
}

func rulesIn(b *blueprint.Blueprint) book {
	return book{
		version: b.Version, questions: blueprint.Part[*answers.Questions](b),
		triage: blueprint.Part[*needs.Triage](b),
		refer:  blueprint.Part[*referrals.Destinations](b), hours: b.Borough().Helpline.Hours, steps: protocols.BookOf(b),
	}
}

func (s *Service) blueprintOf(ctx context.Context, version string) (*blueprint.Blueprint, error) {
	if version == "" {
		return s.blueprints.Current(ctx)
	}
	return s.blueprints.At(ctx, version)
}

func (b book) check(a Asking) error {
	given := a.Answers
	wrong, err := b.questions.Check(given)
	if err != nil {
		return err
	}
	if a.Nameless {
		wrong = slices.DeleteFunc(wrong, func(w answers.Wrong) bool {
			return len(given[w.Question]) == 0 && (w.Question == answers.AskFirstName || w.Question == answers.AskLastName)
		})
	}
	if len(given[answers.AskNeeds]) == 0 && !slices.ContainsFunc(wrong, func(w answers.Wrong) bool { return w.Question == answers.AskNeeds }) {
		wrong = append(wrong, answers.Wrong{Question: answers.AskNeeds, Message: "Select at least one kind of help."})
	}
	for _, id := range slices.Sorted(maps.Keys(given)) {
		if _, _, known := b.questions.Find(id); !known {
			wrong = append(wrong, answers.Wrong{Question: id, Message: "There is no such question."})
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	refused := fault.New(fault.Invalid, "intake.answers", "Some answers cannot be accepted. Mend them and send again.")
	refused.Err = Refused{Answers: wrong}
	return refused
}
