// Package stepstest reads the boroughs' blueprints as far as protocols need them, for
// tests.
package stepstest

import (
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
	"kith/internal/work/steps"
)

// Boroughs are those that ship.
var Boroughs = []string{"wigan", "bury"}

// Sections are those that read the protocols and whatever protocols refer to.
func Sections() []blueprint.Section {
	return []blueprint.Section{
		places.AreasSection(), accounts.RolesSection(), directory.SignpostsSection(), contacts.RulesSection(), messages.LettersSection(),
		answers.QuestionsSection(), needs.CatalogueSection(), needs.TriageSection(), referrals.DestinationsSection(),
		steps.WorkingTimeSection(), steps.Section(),
	}
}

// Blueprint is a borough's own blueprint, as far as these sections and more read it. What
// stands in it is shared by all tests: see [blueprinttest.LoadShipped].
func Blueprint(t testing.TB, borough string, more ...blueprint.Section) *blueprint.Blueprint {
	t.Helper()
	return blueprinttest.LoadShipped(t, borough, append(Sections(), more...)...)
}

// Own is Blueprint for a test that changes what stands in it.
func Own(t testing.TB, borough string, more ...blueprint.Section) *blueprint.Blueprint {
	t.Helper()
	return blueprinttest.LoadShippedAnew(t, borough, append(Sections(), more...)...)
}

// Changed is the blueprint of a borough with one piece of one file replaced.
func Changed(t testing.TB, borough, file, was, is string) *blueprint.Blueprint {
	t.Helper()
	all := blueprinttest.Shipped(t, borough, Sections()...)
	text := string(all[file].Data)
	if strings.Count(text, was) != 1 {
		t.Fatalf("%s says %q %d times, not once", file, was, strings.Count(text, was))
	}
	all[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, was, is, 1))}
	b, problems := blueprint.Load(all, Sections())
	if len(problems) > 0 {
		t.Fatalf("the blueprint of %s, changed:\n%v", borough, blueprint.Problems(problems))
	}
	return b
}

// Files are the protocols of a borough.
func Files(t testing.TB, borough string) steps.Files {
	t.Helper()
	return blueprint.Part[steps.Files](Blueprint(t, borough))
}
