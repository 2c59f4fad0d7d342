package deployment_test

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/day"
	"kith/internal/services/deployment"
	"kith/internal/work/steps"
)

// TestAShiftIsWorkedAtItsLevels: the late helpline of Wigan ends with the surge.
func TestAShiftIsWorkedAtItsLevels(t *testing.T) {
	all := blueprinttest.Shipped(t, "wigan", deployment.EstablishmentSection())
	b, problems := blueprint.Load(all, []blueprint.Section{deployment.EstablishmentSection()})
	if len(problems) > 0 {
		t.Fatal(blueprint.Problems(problems))
	}
	e := blueprint.Part[*deployment.Establishment](b)
	for level, want := range map[steps.Level]int{steps.Surge: 7, steps.StoodDown: 0, "": 7} {
		got := 0
		for _, o := range e.Openings(day.New(2020, 10, 19), []deployment.Site{{Level: level}}, nil, nil) {
			if o.Seat.Post == "helpline" && o.Seat.Shift == "late" {
				got++
			}
		}
		if got != want {
			t.Errorf("at %q there are %d late shifts, want %d", level, got, want)
		}
	}
}
