package demo

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// nights are the coming night and the one before it; false where the hubs keep no hours.
func (m *maker) nights() (tonight, before day.Night, ok bool) {
	hours, _ := day.ParseHours(m.b.Borough().Helpline.Hours)
	if tonight = hours.Night(m.now); tonight == (day.Night{}) {
		return tonight, before, false
	}
	last := tonight.From.Add(-time.Minute)
	for hours.Open(last) {
		last = last.Add(-time.Hour)
	}
	return tonight, hours.Night(last), true
}

// household is somebody with those they live with.
type household struct {
	town.Household
	who town.Resident
}

// asksAtNight lets somebody ask whose cupboard is empty while the hubs are shut: that is
// for the duty team, and nobody has taken it yet.
func (m *maker) asksAtNight(ctx context.Context, night day.Night) error {
	if m.awake == nil {
		return nil
	}
	m.clock.Set(night.From.Add(110 * time.Minute))
	ask := town.Ask{Categories: []string{"food"}, FoodToday: true, OwnWords: "There is nothing left for the children and no money until Friday."}
	given := given(blueprint.Part[*answers.Questions](m.b), ask, m.awake.Household, m.awake.who, m.town.Today)
	_, err := m.Intake.Ask(ctx, intake.Asking{Channel: needs.Web, Answers: given, Key: "demo night"})
	return err
}
