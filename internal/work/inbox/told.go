package inbox

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/plat/db"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Answer is something the person said when they asked, in words.
type Answer struct{ Question, Words string }

// practical are the questions whose answers whoever gives the help cannot do without: for
// how many, and what may harm them. Why somebody needs help, and whether they can pay,
// is not among them. A borough words these as it likes but keeps their ids.
var practical = []string{
	"adults", "children", "babies", "food_diet", "food_notes", "call_times", "pet_need", "ppe_for",
	"trip_to", "trip_date", "trip_needs", "online_what",
}

// told reads what the person said that the work of a task needs: answers to practical
// questions of its own kind of need, in the words of the form they filled in.
func (s *Service) told(ctx context.Context, r db.Reader, t tasks.Task) ([]Answer, error) {
	return Told(ctx, r, s.blueprints, t)
}

// Told is what the person said that the work of a task needs, in the words of the form that
// they filled in. The journal is told by whoever shows it.
func Told(ctx context.Context, r db.Reader, from Blueprints, t tasks.Task) ([]Answer, error) {
	if !t.Kind.Helps() {
		return nil, nil
	}
	request, err := needs.RequestIn(r, t.Request)
	if err != nil {
		return nil, err
	}
	b, err := from.At(ctx, request.Blueprint)
	if err != nil {
		return nil, err
	}
	category, _ := blueprint.Part[*needs.Catalogue](b).Find(t.Category)
	return said(blueprint.Part[*answers.Questions](b), category, request.Answers), nil
}

func said(asked *answers.Questions, category needs.Category, given answers.Answers) (all []Answer) {
	for _, id := range category.Questions {
		question, page, ok := asked.Find(id)
		if !ok || question.Confidential || !slices.Contains(practical, id) {
			continue
		}
		if words := inWords(question, given[id]); words != "" {
			all = append(all, Answer{cmp.Or(question.Title, page.Title), words})
		}
	}
	return all
}

// inWords is an answer as the asker read it: options by their labels.
func inWords(q answers.Question, given []string) string {
	var words []string
	for _, one := range given {
		if option, ok := q.Option(one); ok {
			one = option.Label
		}
		if one = strings.TrimSpace(one); one != "" {
			words = append(words, one)
		}
	}
	return strings.Join(words, ", ")
}
