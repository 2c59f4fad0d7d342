package intakeweb

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/work/answers"
)

type questionsOutput struct {
	Body struct {
		Blueprint string         `json:"blueprint" doc:"Version of the questions"`
		Pages     []questionPart `json:"pages"`
	}
}

type questionPart struct {
	ID        string     `json:"id"`
	Part      string     `json:"part"`
	Title     string     `json:"title"`
	Why       string     `json:"why"`
	ShowWhen  string     `json:"showWhen,omitempty" doc:"CEL over the earlier answers; empty means always"`
	Questions []question `json:"questions"`
}

type question struct {
	ID             string   `json:"id"`
	Kind           string   `json:"kind"`
	Title          string   `json:"title"`
	Hint           string   `json:"hint,omitempty"`
	Required       bool     `json:"required"`
	RequiredUnless string   `json:"requiredUnless,omitempty" doc:"Question whose answer makes up for this one"`
	Min            int      `json:"min,omitempty"`
	Max            int      `json:"max,omitempty" doc:"Most characters of a text, most of a number"`
	Options        []option `json:"options,omitempty"`
}

type option struct {
	ID        string `json:"id"`
	Label     string `json:"label"`
	Exclusive bool   `json:"exclusive,omitempty"`
}

func (p *Public) apiQuestions(ctx context.Context, _ *struct{}) (*questionsOutput, error) {
	b, err := p.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	out := &questionsOutput{}
	out.Body.Blueprint, out.Body.Pages = b.Version, []questionPart{}
	for _, page := range blueprint.Part[*answers.Questions](b).Pages {
		part := questionPart{ID: page.ID, Part: string(page.Part), Title: page.Title, Why: page.Why, ShowWhen: page.ShowWhen}
		for _, q := range page.Questions {
			part.Questions = append(part.Questions, questionOf(page, q))
		}
		out.Body.Pages = append(out.Body.Pages, part)
	}
	return out, nil
}

func questionOf(page answers.Page, q answers.Question) question {
	told := question{
		ID: q.ID, Kind: string(q.Kind), Title: q.Title, Hint: q.Hint, Required: q.Required,
		RequiredUnless: q.RequiredUnless, Min: q.Min, Max: q.Max,
	}
	if told.Title == "" {
		told.Title = page.Title
	}
	for _, o := range q.Offered() {
		told.Options = append(told.Options, option{o.ID, o.Label, o.Exclusive})
	}
	return told
}
