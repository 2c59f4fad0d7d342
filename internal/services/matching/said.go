package matching

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/plat/words"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
)

// Sayings are what the borough's rules and protocols say to those who help, in their own
// language. A task keeps its words in English, for staff; whoever reads it in another
// language finds here what is translated of them.
type Sayings struct {
	labels    map[string]string // of what can come of a step
	sentences []saying          // an instruction is put together from these
}

type saying struct{ english, said string }

// Sayings are those in the language of the context; none where that is English.
func (s *Service) Sayings(ctx context.Context) (Sayings, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil || words.From(ctx).IsEnglish() {
		return Sayings{}, err
	}
	return sayingsOf(b, b.In(words.From(ctx))), nil
}

func sayingsOf(english, said *blueprint.Blueprint) Sayings {
	s := Sayings{labels: map[string]string{}}
	files, other := blueprint.Part[steps.Files](english), blueprint.Part[steps.Files](said)
	for _, id := range files.IDs() {
		for i, step := range files[id].Steps {
			s.add(step.Instruction, other[id].Steps[i].Instruction)
			for j, o := range step.Outcomes {
				if said := other[id].Steps[i].Outcomes[j].Label; said != o.Label { // what only staff record is not translated
					s.labels[o.Label] = said
				}
			}
		}
	}
	rules, others := blueprint.Part[*needs.Triage](english), blueprint.Part[*needs.Triage](said)
	for i, r := range rules.Rules {
		for j, flag := range r.Then.Flags {
			s.add(flag, others.Rules[i].Then.Flags[j])
		}
	}
	// The longest first: one may stand inside another.
	slices.SortStableFunc(s.sentences, func(a, b saying) int { return cmp.Compare(len(b.english), len(a.english)) })
	return s
}

func (s *Sayings) add(english, said string) {
	if english = strings.TrimSpace(english); english != "" && english != said {
		s.sentences = append(s.sentences, saying{english, strings.TrimSpace(said)})
	}
}

// Instruction puts what is known of an instruction into the language. What is not, such as
// what somebody typed, stays as it is.
func (s Sayings) Instruction(text string) string {
	for _, one := range s.sentences {
		text = strings.ReplaceAll(text, one.english, one.said)
	}
	return text
}

// Label is what can come of a task in the language, where that is known.
func (s Sayings) Label(english string) string { return cmp.Or(s.labels[english], english) }
