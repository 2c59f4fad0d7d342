package needsweb

import (
	"strings"

	"kith/internal/plat/govuk"
	"kith/internal/work/answers"
)

// answered is one part of what was answered, in words.
type answered struct {
	title string
	rows  []govuk.SummaryRow
}

var partNames = map[answers.Part]string{
	answers.Who: "Who asks", answers.Where: "Where help is needed", answers.What: "What is needed",
	answers.Food: "Food", answers.Contact: "How to reach them", answers.Consent: "What they agreed to",
}

// answersIn puts what was answered into words, page by page, as far as it may be told.
func answersIn(q *answers.Questions, given answers.Answers, v veil) ([]answered, error) {
	if len(given) == 0 {
		return nil, nil
	}
	lines, err := q.Summary(given)
	if err != nil {
		return nil, err
	}
	var parts []answered
	for _, part := range answers.Parts() {
		if a := partOf(part, lines, v); len(a.rows) > 0 {
			parts = append(parts, a)
		}
	}
	return parts, nil
}

func partOf(part answers.Part, lines []answers.Line, v veil) answered {
	a := answered{title: partNames[part]}
	if v.hides(part) {
		a.rows = []govuk.SummaryRow{{Key: a.title, Text: restricted}}
		return a
	}
	for _, l := range lines {
		if l.Page.Part == part {
			a.rows = append(a.rows, govuk.SummaryRow{Key: l.Title, Text: saidOf(l, v)})
		}
	}
	return a
}

func saidOf(l answers.Line, v veil) string {
	switch {
	case len(l.Answer) == 0:
		return "Not answered"
	case l.Confidential && v.confidential:
		return "Answered; confidential"
	}
	return strings.Join(l.Answer, "\n")
}
