package peopleweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/govuk"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// atAGlance is how much of a story is told beside something else.
const atAGlance = 8

// StoryPanel is the latest of what happened for a person, for pages that have them beside
// something else.
func StoryPanel(s *people.Service, around Around) peopleview.Panel {
	p := &pages{people: s, around: around}
	return peopleview.Panel{Title: "What happened", Order: 50, Show: func(ctx context.Context, person people.Person) (templ.Component, error) {
		told, err := p.story(ctx, person, p.around.Now())
		if err != nil {
			return nil, err
		}
		return govuk.Timeline{
			Items: told.items[:min(len(told.items), atAGlance)],
			Empty: govuk.Empty{Text: "What happens for this person appears here, the latest first."},
		}, nil
	}}
}
