package matchingweb

import (
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
	"kith/internal/services/matching"
)

const (
	homePath     = "/helping"
	linkPath     = homePath + "/link"
	tasksPath    = homePath + "/tasks"
	offersPath   = homePath + "/offers"
	ownPath      = homePath + "/what-i-can-do"
	learnPath    = homePath + "/learn"
	agreePath    = homePath + "/principles"
	tellPath     = homePath + "/tell"
	stopPath     = homePath + "/stop"
	comeBackPath = homePath + "/come-back"
)

// mine is the volunteers' own pages.
type mine struct {
	matching *matching.Service
	accounts *accounts.Service
	around   Around
}

// VolunteerPages are the pages of volunteers, and the doors by which they come in.
func VolunteerPages(s *matching.Service, a *accounts.Service, around Around) web.Pages {
	p := &mine{matching: s, accounts: a, around: around}
	own := access.Anyone(access.Volunteer)
	return web.Pages{Spoken: true, Routes: []web.Route{
		web.Get(matching.EnterPath+"{token}", access.Public(), p.enterPage),
		web.Post(matching.EnterPath+"{token}", access.Public(), p.enter).Secret(),
		web.Get(linkPath, access.Public(), p.linkPage),
		web.Post(linkPath, access.Public(), p.askLink).Secret(),
		web.Get(homePath, own, p.home),
		web.Post(homePath+"/duty", own, p.duty),
		web.Get(tasksPath+"/{task}", own, p.task),
		web.Post(offersPath+"/{offer}/accept", own, p.accept),
		web.Post(offersPath+"/{offer}/decline", own, p.decline),
		web.Post(tasksPath+"/{task}/accept", own, p.acceptTask),
		web.Post(tasksPath+"/{task}/give-back", own, p.giveBack),
		web.Post(tasksPath+"/{task}/outcome", own, p.outcome),
		web.Get(tasksPath+"/{task}/worry", own, p.worryPage),
		web.Post(tasksPath+"/{task}/worry", own, p.worry),
		web.Get(ownPath, own, p.ownPage),
		web.Post(ownPath, own, p.own),
		web.Get(learnPath+"/{module}", own, p.learnPage),
		web.Post(learnPath+"/{module}", own, p.learn),
		web.Get(agreePath, own, p.agreePage),
		web.Post(agreePath, own, p.agree),
		web.Get(tellPath, own, p.tellPage),
		web.Post(tellPath, own, p.tell),
		web.Get(stopPath, own, p.stopPage),
		web.Post(stopPath, own, p.stopNow),
		web.Post(comeBackPath, own, p.comeBack),
	}}
}
