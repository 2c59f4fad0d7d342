package archtest

import "strings"

// module is the name in go.mod; our own import paths begin with it.
const module = "kith/"

// row is one line of the floor table: the packages of one folder.
type row struct {
	floor    int
	folder   string   // below the module
	packages []string // folders below folder, from left to right
	siblings bool     // the packages have no order and never import each other
}

// floors is the whole house, from the ground up. docs/architecture.md carries the same table.
var floors = []row{
	{floor: 0, folder: "algo", siblings: true, packages: []string{"assign", "forecast", "linkage", "phase", "vrp"}},
	{floor: 0, folder: "internal/kernel", packages: []string{
		"fault", "ident", "clock", "day", "money", "postcode", "nhsnumber", "phone", "grid", "figure", "disclosure",
	}},
	{floor: 1, folder: "internal/plat", packages: []string{
		"config", "metrics", "db", "datamap", "brakes", "journal", "jobs", "backup", "access", "policy", "words", "rules", "forms", "notify",
		"postbox", "document", "tabular", "imports", "travel", "openid", "govuk", "web", "live", "api",
	}},
	{floor: 2, folder: "internal", packages: []string{"blueprint", "feature"}},
	{floor: 3, folder: "internal/registers", packages: []string{
		"assets", "places", "naming", "evidence", "sealing", "secondperson", "people", "attributes", "households", "contacts", "messages", "organisations", "factors", "accounts",
		"clients", "staff", "volunteering", "volunteers", "directory",
	}},
	{floor: 4, folder: "internal/work", packages: []string{
		"answers", "needs", "tasks", "assignment", "deliveries", "fleet", "routing", "arrivals", "referrals", "steps", "levels", "protocols", "duty", "board", "inbox", "breakglass", "accessreview",
	}},
	{floor: 5, folder: "internal/services", siblings: true, packages: []string{
		"intake", "calls", "medicines", "food", "matching", "deployment", "rounds", "rounds/doorstep", "outreach",
		"exchange", "surveys", "cases", "command", "updates",
	}},
	{floor: 6, folder: "internal/insight", packages: []string{"entries", "lists", "identity", "roll", "risk", "cohorts", "reports", "census", "measures", "priorities", "boardreport", "opendata", "situation", "capacity"}},
	{floor: 7, folder: "internal/governance", packages: []string{"heads", "audit", "keeping", "requests", "papers"}},
	{floor: 7, folder: "internal", packages: []string{"paper", "settings"}},
	{floor: 8, folder: "internal", packages: []string{"demo/town", "demo/gold", "demo/custody", "demo/equality", "demo"}},
	{floor: 9, folder: "internal", packages: []string{"app"}},
}

// outside are the packages that stand beside the house, with what they may import of it.
var outside = []struct {
	path    string   // a package, or a folder of programs when it ends in a slash
	imports []string // packages, and
	below   int      // every package below this floor
}{
	{path: "cmd/", imports: []string{"internal/app"}, below: 3},
	{path: "test/", imports: []string{"internal/app", "internal/demo"}, below: 3},
	{path: "web"},
	{path: "web/build"},
	{path: "internal/archtest"},
}

// role is what a package is to the feature whose folder it stands in.
type role int

const (
	core role = iota // the package of the table itself
	web              // xweb: pages, forms and API operations
	view             // xview: components that other features' pages show
	test             // xtest: what tests of other packages need, imported by tests alone
)

// suffixes are the endings by which a package names its role: board/boardweb.
var suffixes = map[role]string{web: "web", view: "view", test: "test"}

// forTests are the packages of role test that are not called xtest, with the package they
// belong to.
var forTests = map[string]string{
	"internal/plat/govuk/pagecheck": "internal/plat/govuk", // judges any page's structure
}

// screens are the packages of role web that are not called xweb: a screen of its own beside
// the feature's other pages. Each is named here, with the package it belongs to.
var screens = map[string]string{
	"internal/registers/volunteers/verifyweb": "internal/registers/volunteers", // for whoever is shown a letter; volunteersweb is for staff
	"internal/services/intake/callweb":        "internal/services/intake",      // the call, for staff; intakeweb is the public's
	"internal/services/intake/deskweb":        "internal/services/intake",      // enquiries, and who is registered
}

// place is where a package stands in the house.
type place struct {
	row      int    // index in floors
	position int    // from the left
	role     role   // to the package of the table
	core     string // path of the package of the table, below the module
}

func (p place) floor() int     { return floors[p.row].floor }
func (p place) folder() string { return floors[p.row].folder }

// places is the floor table by path of the package.
var places = func() map[string]place {
	found := make(map[string]place)
	for r, line := range floors {
		for position, name := range line.packages {
			path := line.folder + "/" + name
			found[path] = place{row: r, position: position, core: path}
		}
	}
	return found
}()

// placeOf finds where a package stands, given its path below the module.
// A folder of algo belongs to its kernel, however deep.
func placeOf(path string) (place, bool) {
	if p, ok := places[path]; ok {
		return p, true
	}
	if owner, ok := forTests[path]; ok {
		p := places[owner]
		p.role = test
		return p, true
	}
	if owner, ok := screens[path]; ok {
		p := places[owner]
		p.role = web
		return p, true
	}
	parent, base := split(path)
	if p, ok := places[parent]; ok {
		_, name := split(parent)
		for r, suffix := range suffixes {
			if base == name+suffix {
				p.role = r
				return p, true
			}
		}
	}
	if strings.HasPrefix(path, "algo/") && parent != "algo" {
		return placeOf(parent)
	}
	return place{}, false
}

// split cuts a path before its last element.
func split(path string) (parent, base string) {
	i := strings.LastIndexByte(path, '/')
	if i < 0 {
		return "", path
	}
	return path[:i], path[i+1:]
}
