// Package blueprints_test holds the boroughs' blueprints to their promises: they load
// without a problem, their triage decides as the papers say, their words are plain, and
// their facts agree with the real postcodes.
package blueprints_test

import (
	"os"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteering"
	"kith/internal/services/calls"
	"kith/internal/services/deployment"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
	"kith/internal/work/steps"
)

var boroughs = []string{"wigan", "bury"}

func sections() []blueprint.Section {
	return []blueprint.Section{
		places.AreasSection(), volunteering.Section(), accounts.RolesSection(), directory.SignpostsSection(),
		contacts.RulesSection(), messages.LettersSection(), answers.QuestionsSection(), answers.EqualitySection(), needs.CatalogueSection(),
		needs.TriageSection(), referrals.DestinationsSection(), calls.SettingsSection(), intake.ScriptSection(),
		steps.WorkingTimeSection(), steps.Section(),
		food.HampersSection(),
		staff.RulesSection(),
		deployment.EstablishmentSection(),
	}
}

func load(t testing.TB, borough string) *blueprint.Blueprint {
	t.Helper()
	b, problems := blueprint.Load(os.DirFS(borough), sections())
	for _, p := range problems {
		t.Errorf("%s/%s", borough, p)
	}
	if b == nil {
		t.FailNow()
	}
	return b
}

func TestBothBoroughsLoadWithoutAProblem(t *testing.T) {
	for _, borough := range boroughs {
		if b := load(t, borough); b.ID != borough {
			t.Errorf("%s calls itself %s", borough, b.ID)
		}
	}
}
