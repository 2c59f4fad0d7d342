// Package commandweb is the pages of the groups that lead the response: what each has to do,
// what it decided, its situation reports and its members, and all of it to print.
package commandweb

import (
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/services/command"
)

type pages struct{ command *command.Service }

const (
	home    = "/command"
	one     = home + "/{group}"
	section = "Command"
)

// Pages are the pages of the groups.
func Pages(s *command.Service) web.Pages {
	p := &pages{s}
	doors, keepers := access.Anyone(command.Doors()...), access.Anyone(command.Keepers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, doors, p.groups),
			web.Get(one, doors, p.group),
			web.Get(one+"/print", doors, p.print),
			web.Get(one+"/decisions/new", doors, p.newDecision),
			web.Post(one+"/decisions/new", doors, p.decide),
			web.Get(one+"/actions/new", doors, p.newAction),
			web.Post(one+"/actions/new", doors, p.act),
			web.Get(one+"/actions/{id}", doors, p.action),
			web.Post(one+"/actions/{id}", doors, p.closeAction),
			web.Post(one+"/reports/new", doors, p.draft),
			web.Get(one+"/reports/{number}", doors, p.report),
			web.Post(one+"/reports/{number}", doors, p.saveReport),
			web.Get(one+"/members", doors, p.members),
			web.Post(one+"/members", keepers, p.addMember),
			web.Post(one+"/members/{id}/remove", keepers, p.removeMember),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: doors, Order: 44}},
	}
}

func address(group string, rest ...string) string {
	at := home + "/" + group
	for _, r := range rest {
		at += "/" + r
	}
	return at
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func numberOf(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fault.New(fault.NotFound, "command.no-such-report", "There is no such situation report.")
	}
	return n, nil
}
