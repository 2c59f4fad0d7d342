package app

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/governance/heads"
	"kith/internal/governance/keeping"
	"kith/internal/governance/papers"
	"kith/internal/governance/requests"
	"kith/internal/insight/capacity"
	"kith/internal/insight/census"
	"kith/internal/insight/cohorts"
	"kith/internal/insight/identity"
	"kith/internal/insight/lists"
	"kith/internal/insight/measures"
	"kith/internal/insight/opendata"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports"
	"kith/internal/insight/risk"
	"kith/internal/insight/roll"
	"kith/internal/insight/situation"
	"kith/internal/paper"
	"kith/internal/plat/brakes"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/clients"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/factors"
	"kith/internal/registers/households"
	"kith/internal/registers/messages"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteers"
	"kith/internal/services/calls"
	"kith/internal/services/command"
	"kith/internal/services/deployment"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/medicines"
	"kith/internal/services/outreach"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/updates"
	"kith/internal/settings"
	"kith/internal/work/answers"
	"kith/internal/work/arrivals"
	"kith/internal/work/breakglass"
	"kith/internal/work/deliveries"
	"kith/internal/work/duty"
	"kith/internal/work/fleet"
	"kith/internal/work/levels"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/referrals"
	"kith/internal/work/tasks"
)

// Features lists every feature, lower floors first. Adding one is adding a line.
func Features() feature.Set {
	below, above := counting(), feature.Set{situation.Static(), capacity.Static(), heads.Static(), keeping.Static(), requests.Static(), papers.Static(), paper.Static(), settings.Static()}
	known := append(append(below.Measures(), roll.Described()...), deployment.Described()...)
	return slices.Concat(below, feature.Set{census.Static(), measures.Static(known), priorities.Static(), opendata.Static()}, above)
}

// counting are the features that count something, and those below them.
func counting() feature.Set {
	return feature.Set{
		{Name: "journal", Migrations: journal.Migrations()},
		{Name: "brakes", Migrations: brakes.Migrations()},
		{Name: "imports", Migrations: imports.Migrations()},
		{Name: "blueprint", Migrations: blueprint.Migrations()},
		assets.Static(),
		places.Static(),
		secondperson.Static(),
		people.Static(),
		attributes.Static(),
		households.Static(),
		contacts.Static(),
		messages.Static(),
		organisations.Static(),
		factors.Static(),
		accounts.Static(),
		clients.Static(),
		staff.Static(),
		volunteers.Static(),
		directory.Static(),
		answers.Static(),
		needs.Static(),
		tasks.Static(),
		deliveries.Static(),
		fleet.Static(),
		arrivals.Static(),
		referrals.Static(),
		levels.Static(),
		protocols.Static(),
		duty.Static(),
		breakglass.Static(),
		intake.Static(),
		food.Static(),
		medicines.Static(),
		matching.Static(),
		deployment.Static(),
		command.Static(),
		rounds.Static(),
		doorstep.Static(),
		updates.Static(),
		calls.Static(),
		outreach.Static(),
		lists.Static(),
		identity.Static(),
		roll.Static(),
		risk.Static(),
		cohorts.Static(),
		reports.Static(),
	}
}
