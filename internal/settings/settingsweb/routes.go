// Package settingsweb is the administrators' pages: what is in order and what is not, the
// blueprint in use and the draft of the next, files taken in, the journal, and work that came to rest.
package settingsweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

type pages struct {
	settings *settings.Service
}

// section is the navigation entry of these pages.
const section = "Admin"

// Pages are the administrators' pages.
func Pages(s *settings.Service) web.Pages {
	p := &pages{settings: s}
	readers, keepers := access.Anyone(settings.Readers()...), access.Anyone(settings.Keepers()...)
	opening, saveOpening := p.ofScript(script.openingForm)
	closing, saveClosing := p.ofScript(script.closingForm)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/admin", readers, p.index),
			web.Get("/admin/blueprint", readers, p.blueprint),
			web.Get("/admin/blueprint/files/{name...}", readers, p.file),
			web.Get("/admin/blueprint/changes", readers, p.changes),
			web.Get(draftPath, readers, p.draft),
			web.Post(draftPath, keepers, p.beginDraft),
			web.Get(filesPath+"{name...}", readers, p.draftFile),
			web.Post(filesPath+"{name...}", keepers, p.saveFile).MaxBody(mostTyped),
			web.Post(checkPath+"{name...}", keepers, p.checkFile).MaxBody(mostTyped),
			web.Get(helplinePath, readers, p.helpline),
			web.Post(helplinePath, keepers, p.saveHelpline),
			web.Get(bannersPath, readers, p.banners),
			web.Get(bannersPath+"/new", keepers, p.newBanner),
			web.Post(bannersPath+"/new", keepers, p.addBanner),
			web.Get(bannersPath+"/{id}", readers, p.banner),
			web.Post(bannersPath+"/{id}", keepers, p.saveBanner),
			web.Post(bannersPath+"/{id}/remove", keepers, p.removeBanner),
			web.Get(kindsPath, readers, p.kinds),
			web.Get(kindsPath+"/{id}", readers, p.kind),
			web.Post(kindsPath+"/{id}", keepers, p.saveKind),
			web.Post(kindsPath+"/{id}/move", keepers, p.moveKind),
			web.Get(questionsPath, readers, p.questions),
			web.Get(questionsPath+"/{page}", readers, p.wording),
			web.Post(questionsPath+"/{page}", keepers, p.saveWording),
			web.Get(scriptPath, readers, p.script),
			web.Get(scriptPath+"/opening", readers, opening),
			web.Post(scriptPath+"/opening", keepers, saveOpening),
			web.Get(scriptPath+"/closing", readers, closing),
			web.Post(scriptPath+"/closing", keepers, saveClosing),
			web.Get(stepsPath+"/new", keepers, p.newStep),
			web.Post(stepsPath+"/new", keepers, p.addStep),
			web.Get(stepsPath+"/{id}", readers, p.step),
			web.Post(stepsPath+"/{id}", keepers, p.saveStep),
			web.Post(stepsPath+"/{id}/move", keepers, p.moveStep),
			web.Get(stepsPath+"/{id}/remove", keepers, p.removeStepPage),
			web.Post(stepsPath+"/{id}/remove", keepers, p.removeStep),
			web.Get(previewPath, readers, p.preview),
			web.Post(previewPath+"/{page}", readers, p.walk),
			web.Get(triagePath, readers, p.triage),
			web.Post(triagePath, readers, p.tryTriage),
			web.Get(changesPath, readers, p.draftChanges),
			web.Post(publishPath, keepers, p.publish),
			web.Post(discardPath, keepers, p.discardDraft),
			web.Post(catchUpPath, keepers, p.catchUp),
			web.Get("/admin/blueprint/versions/{version}/roll-back", keepers, p.rollBackPage),
			web.Post("/admin/blueprint/versions/{version}/roll-back", keepers, p.rollBack),
			web.Get("/admin/imports", readers, p.imports),
			web.Get("/admin/journal", readers, p.journal),
			web.Post("/admin/journal/check", keepers, p.checkJournal),
			web.Get("/admin/jobs", readers, p.jobs),
			web.Post("/admin/jobs/{id}/send-again", keepers, p.sendAgain),
		},
		Nav: []web.NavItem{{Label: section, Href: "/admin", Who: readers, Order: 90}},
	}
}

// keeps reports whether somebody may have something done, not only see it.
func keeps(ctx context.Context) bool { return access.From(ctx).Has(settings.Keepers()...) }
