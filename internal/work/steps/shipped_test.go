package steps

import (
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/day"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

var boroughs = []string{"wigan", "bury"}

// shipped are the protocols of a borough as it ships.
func shipped(t testing.TB, borough string) Files {
	t.Helper()
	return blueprint.Part[Files](blueprinttest.LoadShipped(t, borough, append(neighbours(), WorkingTimeSection(), Section())...))
}

// neighbours are the sections that protocols refer to.
func neighbours() []blueprint.Section {
	return []blueprint.Section{
		places.AreasSection(), accounts.RolesSection(), directory.SignpostsSection(), contacts.RulesSection(), messages.LettersSection(),
		answers.QuestionsSection(), needs.CatalogueSection(), needs.TriageSection(), referrals.DestinationsSection(),
	}
}

var (
	ordinary = day.Working{Opens: 9 * 60, Closes: 17 * 60}
	seven    = day.Working{Opens: 8 * 60, Closes: 20 * 60, Daily: true}
)

// facts are those of an ordinary request.
func facts(now time.Time) Facts {
	return Facts{Working: seven, Parts: StandardParts, NeedDue: now.Add(24 * time.Hour), Answers: 4 * time.Hour}
}
