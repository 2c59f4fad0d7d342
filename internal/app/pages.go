package app

import (
	"context"
	"errors"

	"kith/internal/blueprint"
	"kith/internal/demo/demoweb"
	"kith/internal/governance/audit/auditweb"
	"kith/internal/governance/keeping/keepingweb"
	"kith/internal/governance/papers/papersweb"
	"kith/internal/governance/requests/requestsweb"
	"kith/internal/insight/boardreport/boardreportweb"
	"kith/internal/insight/capacity/capacityweb"
	"kith/internal/insight/census/censusweb"
	"kith/internal/insight/cohorts/cohortsweb"
	"kith/internal/insight/identity/identityweb"
	"kith/internal/insight/lists/listsweb"
	"kith/internal/insight/measures/measuresweb"
	"kith/internal/insight/opendata/opendataweb"
	"kith/internal/insight/priorities/prioritiesweb"
	"kith/internal/insight/reports/reportsweb"
	"kith/internal/insight/risk/riskweb"
	"kith/internal/insight/situation/situationweb"
	"kith/internal/kernel/clock"
	"kith/internal/paper/paperweb"
	"kith/internal/plat/api"
	"kith/internal/plat/live"
	"kith/internal/plat/notify"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts/accountsweb"
	"kith/internal/registers/assets/assetsweb"
	"kith/internal/registers/attributes/attributesweb"
	"kith/internal/registers/clients/clientsweb"
	"kith/internal/registers/contacts/contactsweb"
	"kith/internal/registers/directory/directoryweb"
	"kith/internal/registers/households/householdsweb"
	"kith/internal/registers/messages/messagesweb"
	"kith/internal/registers/organisations/organisationsweb"
	"kith/internal/registers/people/peopleview"
	"kith/internal/registers/people/peopleweb"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson/secondpersonweb"
	"kith/internal/registers/staff/staffweb"
	"kith/internal/registers/volunteers/verifyweb"
	"kith/internal/registers/volunteers/volunteersweb"
	"kith/internal/services/calls/callsweb"
	"kith/internal/services/command/commandweb"
	"kith/internal/services/deployment/deploymentweb"
	"kith/internal/services/food/foodweb"
	"kith/internal/services/intake/callweb"
	"kith/internal/services/intake/deskweb"
	"kith/internal/services/matching/matchingweb"
	"kith/internal/services/medicines/medicinesweb"
	"kith/internal/services/outreach/outreachweb"
	"kith/internal/services/rounds/doorstep/doorstepweb"
	"kith/internal/services/rounds/roundsweb"
	"kith/internal/services/updates/updatesweb"
	"kith/internal/settings/settingsweb"
	"kith/internal/work/accessreview/accessreviewweb"
	"kith/internal/work/board/boardview"
	"kith/internal/work/board/boardweb"
	"kith/internal/work/breakglass/breakglassweb"
	"kith/internal/work/deliveries/deliveriesweb"
	"kith/internal/work/duty/dutyweb"
	"kith/internal/work/inbox/inboxweb"
	"kith/internal/work/levels/levelsweb"
	"kith/internal/work/needs"
	"kith/internal/work/needs/needsweb"
	"kith/internal/work/protocols/protocolsweb"
	"kith/internal/work/tasks/tasksweb"
)

// channels lists what open pages may listen to.
func channels() []live.Channel { return []live.Channel{boardweb.Channel, roundsweb.Channel} }

// pages gathers the pages of every feature, and the API.
func (a *App) pages(hub *live.Hub, publicURL string) []web.Pages {
	known, described := facts{a, publicURL}, a.api()
	return append(a.ofDemo(), []web.Pages{
		hub.Pages(),
		described.Pages(),
		a.public.Pages(),
		a.public.ReferPages(),
		accountsweb.Pages(a.Accounts, known, deploymentweb.Way(a.Deployment)),
		clientsweb.Pages(a.Clients, programs{known, described}),
		assetsweb.Pages(a.Assets, known),
		organisationsweb.Pages(a.Organisations, known),
		volunteersweb.Pages(a.Volunteers, known),
		verifyweb.Pages(a.Volunteers, blueprint.Spoken{Source: a.Blueprints}, known),
		a.public.OfferPages(a.Volunteers, a.Places),
		staffweb.Pages(a.Staff, known, deploymentweb.Panel(a.Deployment, known)),
		deploymentweb.Pages(a.Deployment, known),
		boardweb.Pages(boardweb.Deps{
			Board: a.Board, Tasks: a.Tasks, Blueprints: a.Blueprints, Live: hub, Reads: a.Journal.Reads(),
			Selected: tasksweb.Selected(a.Tasks, a.Needs, known),
			Views:    []boardview.View{protocolsweb.View(a.Protocols)},
			Watches:  []boardview.Watch{protocolsweb.Watch(a.Protocols, known), callweb.Watch(a.Intake), dutyweb.Watch(a.Duty, known), updatesweb.Watch(a.Updates, known), volunteersweb.Watch(a.Volunteers, known)},
			Heads:    []boardview.Watch{breakglassweb.Head(a.Glass), breakglassweb.SecondHead(a.Seconds, secondpersonweb.Path), updatesweb.Head(a.Updates, known), deploymentweb.Head(a.Deployment, known), matchingweb.Watch(a.Matching, known)},
		}),
		dutyweb.Pages(a.Duty, known, updatesweb.Head(a.Updates, known)),
		paperweb.Pages(a.Paper, known),
		protocolsweb.Pages(a.Protocols, a.People, known),
		outreachweb.Pages(a.Outreach, known),
		identityweb.Pages(a.Identity, known),
		cohortsweb.Pages(a.Cohorts, known),
		riskweb.Pages(a.Risk, known),
		listsweb.Pages(a.Lists, known),
		listsweb.TeamPages(a.Lists, a.Tasks, known),
		reportsweb.Pages(a.Reports),
		measuresweb.Pages(a.Measures, known),
		censusweb.Pages(a.Census),
		boardreportweb.Pages(a.BoardReport),
		opendataweb.Pages(a.OpenData),
		opendataweb.Files(a.OpenData),
		levelsweb.Pages(a.Levels, prioritiesweb.Panel(a.Priorities)),
		prioritiesweb.Pages(a.Priorities),
		commandweb.Pages(a.Command),
		capacityweb.Pages(a.Capacity),
		situationweb.Pages(a.Situation, known, a.copes),
		directoryweb.Pages(blueprint.Spoken{Source: a.Blueprints}, topics),
		callweb.Pages(a.Intake, a.People, known, needsweb.Panel(a.Needs, known), deskweb.Panel(a.Intake, known), peopleweb.StoryPanel(a.People, known), householdsweb.Panel(a.Households, known), contactsweb.Panel(a.Contacts, known, true)),
		callsweb.Pages(callsweb.Deps{
			Calls: a.Calls, Contacts: a.Contacts, People: a.People, Around: known,
			Panels: []peopleview.Panel{needsweb.Panel(a.Needs, known), peopleweb.StoryPanel(a.People, known), householdsweb.Panel(a.Households, known)},
		}),
		peopleweb.Pages(a.People, a.Seconds, known, callweb.StartPanel(), needsweb.Panel(a.Needs, known), deskweb.Panel(a.Intake, known), householdsweb.Panel(a.Households, known), contactsweb.Panel(a.Contacts, known, false), messagesweb.Panel(a.Messages), riskweb.Panel(a.Risk), attributesweb.Panel(a.DB, a.Assets), protocolsweb.Panel(a.Protocols, a.People, known), auditweb.Panel(), requestsweb.Panel()),
		secondpersonweb.Pages(a.Seconds, known),
		breakglassweb.Pages(a.Glass, known),
		accessreviewweb.Pages(a.AccessReview, known),
		auditweb.Pages(a.Audit, known),
		keepingweb.Pages(a.Keeping, known),
		requestsweb.Pages(a.Requests, known),
		papersweb.Pages(a.Papers, known),
		papersweb.PublicPages(a.Papers),
		contactsweb.Pages(a.Contacts, a.People, known),
		householdsweb.Pages(a.Households, a.People, known),
		deskweb.Pages(a.Intake, known),
		needsweb.Pages(a.Needs, known),
		tasksweb.Pages(a.Tasks, a.Needs, known),
		deliveriesweb.Pages(a.Deliveries, known),
		foodweb.Pages(a.Food, known),
		medicinesweb.Pages(a.Medicines, known),
		roundsweb.Pages(a.Rounds, a.Fleet, known, hub),
		doorstepweb.Pages(a.Doorstep, a.Rounds, known),
		matchingweb.Pages(a.Matching, known),
		matchingweb.VolunteerPages(a.Matching, a.Accounts, known),
		inboxweb.Pages(a.Inbox, a.Organisations, a.Tasks, foodweb.Slip(a.Food)),
		settingsweb.Pages(a.Settings),
		messagesweb.Pages(a.Messages, a.People, func() notify.Callbacks { return a.hooks }),
		updatesweb.Pages(a.Updates),
		updatesweb.StaffPages(a.Updates, known),
	}...)
}

// ofDemo shows what a demo really sent, and its clock where that may be moved; there is
// none of it elsewhere.
func (a *App) ofDemo() (all []web.Pages) {
	if a.box == nil {
		return nil
	}
	all = append(all, demoweb.Pages(a.box))
	if at, ok := a.Clock.(*clock.Movable); ok {
		all = append(all, demoweb.ClockPages(at, a.passTime))
	}
	return all
}

// passTime does at once what the sweeps would do within a minute of a jump of the clock.
func (a *App) passTime(ctx context.Context) error {
	return errors.Join(a.Protocols.Expire(ctx), a.Matching.Sweep(ctx))
}

// api gathers what programs can do.
func (a *App) api() *api.API {
	described := api.New("1.0")
	for _, operations := range []api.Operations{
		accountsweb.Operations(a.Accounts),
		a.public.Operations,
		peopleweb.Operations(a.People, facts{App: a}),
		needsweb.Operations(a.Needs, facts{App: a}),
		tasksweb.Operations(a.Tasks, a.Needs, facts{App: a}),
		reportsweb.Operations(a.Reports),
	} {
		operations(described)
	}
	return described
}

// topics are the kinds of need as residents know them, for the directory.
func topics(b *blueprint.Blueprint) []directoryweb.Topic {
	var all []directoryweb.Topic
	for _, c := range blueprint.Part[*needs.Catalogue](b).Categories {
		if c.Public() {
			all = append(all, directoryweb.Topic{ID: c.ID, Name: c.PublicLabel, Sensitive: c.Sensitive})
		}
	}
	return all
}

// notices are what the sources of the borough's areas ask to be shown.
func notices(b *blueprint.Blueprint) []string { return blueprint.Part[*places.Areas](b).Attribution }
