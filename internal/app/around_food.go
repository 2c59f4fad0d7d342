package app

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/services/food/foodweb"
	"kith/internal/services/medicines/medicinesweb"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Panels are what services show of a need on the page of its task.
func (f facts) Panels(ctx context.Context, n needs.Need, t tasks.Task) (all []templ.Component, err error) {
	steps, err := f.stepsOf(ctx, t)
	if err != nil {
		return nil, err
	}
	if steps != nil {
		all = append(all, steps)
	}
	if !t.Kind.Helps() {
		return all, nil
	}
	for _, panel := range []func(context.Context, needs.Need) (templ.Component, error){foodweb.Panel(f.Food), medicinesweb.Panel(f.Medicines)} {
		c, err := panel(ctx, n)
		if err != nil {
			return nil, err
		}
		if c != nil {
			all = append(all, c)
		}
	}
	return all, nil
}

// Given is what was said when a request was made: the answer to a question, as the asker
// read it; "" where nothing was, or the caller may not see the request.
func (f facts) Given(ctx context.Context, id needs.RequestID, question string) string {
	r, err := f.Needs.Request(ctx, id)
	if err != nil {
		return ""
	}
	asked, err := f.Questions(ctx, r.Blueprint)
	if err != nil {
		return ""
	}
	q, _, _ := asked.Find(question)
	return inWords(q, r.Answers[question])
}

func inWords(q answers.Question, given []string) string {
	var words []string
	for _, one := range given {
		if option, ok := q.Option(one); ok {
			one = option.Label
		}
		words = append(words, one)
	}
	return strings.Join(words, ", ")
}

// OrganisationName is the name of an organisation on the register.
func (f facts) OrganisationName(ctx context.Context, id string) string {
	o, err := f.Organisations.Get(ctx, organisations.ID(id))
	return nameOr(o.Name, err == nil, id)
}

// AtTheDoor is what is known of reaching a home, in one note.
func (f facts) AtTheDoor(ctx context.Context, id people.RecordID) string {
	c, err := f.Households.Around(ctx, people.PersonID(id))
	if err != nil || len(c.Households) == 0 {
		return "" // whoever orders writes it themselves
	}
	return doorNote(c.Households[0].Facts)
}

func doorNote(h households.Facts) string {
	var said []string
	if h.Floor != "" {
		said = append(said, "Floor: "+h.Floor)
	}
	if h.Lift == households.NoLift {
		said = append(said, "No lift")
	}
	for _, one := range []string{h.Entry, h.Pets, h.Delivery} {
		if one = strings.TrimRight(strings.TrimSpace(one), "."); one != "" {
			said = append(said, one)
		}
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, ". ") + "."
}
