package archtest

import "testing"

func TestPlantedFloors(t *testing.T) {
	check(t, []planting{
		{
			"down and left are sound",
			map[string]string{
				"internal/kernel/postcode/a.go": importing("kith/internal/kernel/fault", "kith/internal/kernel/day", "strings"),
				"internal/plat/journal/a.go":    importing("kith/internal/plat/db", "kith/internal/kernel/clock"),
				"internal/work/board/a.go":      importing("kith/internal/work/tasks", "kith/internal/registers/places", "kith/internal/plat/web"),
				"internal/work/inbox/a.go":      importing("kith/internal/work/board", "kith/internal/feature", "kith/algo/vrp"),
				"internal/services/food/a.go":   importing("kith/internal/work/inbox", "kith/internal/registers/people"),
				"internal/demo/a.go":            importing("kith/internal/demo/town", "kith/internal/services/food", "kith/internal/settings"),
				"internal/demo/town/a.go":       importing("kith/internal/kernel/day", "math/rand/v2"),
			},
			nil,
		},
		{
			"upwards",
			map[string]string{"internal/registers/people/a.go": importing("kith/internal/work/tasks")},
			[]string{"internal/registers/people/a.go:3: internal/registers/people (floor 3) may not import internal/work/tasks (floor 4)\n\tmend: calls go down, events go up"},
		},
		{
			"to the right",
			map[string]string{"internal/work/needs/a.go": importing("kith/internal/work/tasks")},
			[]string{"only packages to the left on the same floor"},
		},
		{
			"platform to the right",
			map[string]string{"internal/plat/db/a.go": importing("kith/internal/plat/journal")},
			[]string{"internal/plat/db (floor 1) may not import internal/plat/journal (floor 1)"},
		},
		{
			"siblings, either way",
			map[string]string{
				"internal/services/calls/a.go": importing("kith/internal/services/food"),
				"internal/services/food/a.go":  importing("kith/internal/services/calls"),
			},
			[]string{"siblings never meet", "siblings never meet"},
		},
		{
			"a part knows its whole, and no sibling; the whole knows no part",
			map[string]string{
				"internal/services/rounds/doorstep/a.go": importing("kith/internal/services/rounds", "kith/internal/services/food"),
				"internal/services/rounds/a.go":          importing("kith/internal/services/rounds/doorstep"),
			},
			[]string{"may not import internal/services/rounds/doorstep", "may not import internal/services/food"},
		},
		{
			"feature stands right of blueprint",
			map[string]string{"internal/blueprint/a.go": importing("kith/internal/feature")},
			[]string{"internal/blueprint (floor 2) may not import internal/feature (floor 2)"},
		},
		{
			"a kernel package to its right",
			map[string]string{"internal/kernel/ident/a.go": importing("kith/internal/kernel/clock")},
			[]string{"kernel packages import fault and those to their left"},
		},
		{
			"a kernel package that needs an algorithm",
			map[string]string{"internal/kernel/grid/a.go": importing("kith/algo/vrp")},
			[]string{"internal/kernel/grid (floor 0) may not import algo/vrp (floor 0)"},
		},
		{
			"the town looks beyond the kernel",
			map[string]string{"internal/demo/town/a.go": importing("kith/internal/plat/words")},
			[]string{"the town is pure"},
		},
		{
			"the town reads files",
			map[string]string{"internal/demo/town/a.go": importing("os")},
			[]string{"internal/demo/town imports os, but it is pure"},
		},
		{
			"the step engine writes",
			map[string]string{"internal/work/steps/a.go": importing("kith/internal/plat/db")},
			[]string{"internal/work/steps imports kith/internal/plat/db, but the step engine works out"},
		},
		{
			"the platform knows app",
			map[string]string{"internal/plat/config/a.go": importing("kith/internal/app")},
			[]string{"internal/plat/config (floor 1) may not import internal/app (floor 9)"},
		},
		{
			"tests are not judged",
			map[string]string{"internal/registers/people/a_test.go": importing("kith/internal/work/tasks", "net/http")},
			nil,
		},
		{
			"generated files are judged",
			map[string]string{
				"internal/registers/people/doc.go":     "",
				"internal/registers/people/a_templ.go": importing("kith/internal/work/tasks"),
			},
			[]string{"may not import internal/work/tasks"},
		},
	})
}

func TestPlantedUnknownPackages(t *testing.T) {
	check(t, []planting{
		{
			"an import of a package absent in the table",
			map[string]string{"internal/work/tasks/a.go": importing("kith/internal/work/errands")},
			[]string{"internal/work/tasks imports internal/work/errands, which stands on no floor\n\tmend: give it a floor in internal/archtest/floors.go"},
		},
		{
			"a package absent in the table",
			map[string]string{"internal/plat/cache/a.go": ""},
			[]string{"internal/plat/cache: stands on no floor"},
		},
		{
			"a folder below a package",
			map[string]string{"internal/plat/db/pool/a.go": ""},
			[]string{"internal/plat/db/pool: stands on no floor"},
		},
		{
			"a folder below a kernel of algo belongs to it",
			map[string]string{"algo/vrp/instance/a.go": "", "algo/vrp/a.go": importing("kith/algo/vrp/instance")},
			nil,
		},
		{
			"a file that is not Go",
			map[string]string{"internal/plat/db/a.go": "package db\nfunc {"},
			[]string{"internal/plat/db/a.go: is not Go"},
		},
	})
}

func TestPlantedAlgorithms(t *testing.T) {
	check(t, []planting{
		{"sound", map[string]string{"algo/vrp/a.go": importing("math", "math/rand/v2", "slices")}, nil},
		{"files", map[string]string{"algo/vrp/a.go": importing("os")}, []string{"algo/vrp imports os"}},
		{"programs", map[string]string{"algo/vrp/a.go": importing("os/exec")}, []string{"algo/vrp imports os/exec"}},
		{"network", map[string]string{"algo/linkage/a.go": importing("net/url")}, []string{"algo/linkage imports net/url"}},
		{"database", map[string]string{"algo/linkage/a.go": importing("database/sql")}, []string{"imports database/sql"}},
		{"a library", map[string]string{"algo/phase/a.go": importing("github.com/paulmach/orb")}, []string{"stands on the standard library alone"}},
		{"each other", map[string]string{"algo/phase/a.go": importing("kith/algo/vrp")}, []string{"algo/phase (floor 0) may not import algo/vrp"}},
		{"the house", map[string]string{"algo/phase/a.go": importing("kith/internal/kernel/day")}, []string{"algo/phase (floor 0) may not import internal/kernel/day"}},
	})
}

func TestPlantedPages(t *testing.T) {
	check(t, []planting{
		{
			"pages are sound",
			map[string]string{
				"internal/work/board/boardweb/a.go": importing(
					"net/http", "kith/internal/work/board", "kith/internal/work/tasks", "kith/internal/plat/api",
					"kith/internal/services/food/foodview", "kith/internal/registers/people"),
				"internal/services/food/foodview/a.go": importing("kith/internal/services/food", "kith/internal/plat/govuk", "kith/internal/registers/people/peopleview"),
				"internal/app/a.go":                    importing("net/http", "kith/internal/work/board/boardweb", "kith/internal/services/food", "kith/web"),
			},
			nil,
		},
		{
			"a screen of its own is pages too",
			map[string]string{
				"internal/services/intake/callweb/a.go": importing("net/http", "kith/internal/services/intake", "kith/internal/registers/people/peopleview"),
				"internal/app/a.go":                     importing("kith/internal/services/intake/callweb"),
			},
			nil,
		},
		{
			"a screen of its own is nobody's but app's",
			map[string]string{"internal/services/intake/intakeweb/a.go": importing("kith/internal/services/intake/callweb")},
			[]string{"only app imports web packages"},
		},
		{
			"a screen that is not named",
			map[string]string{"internal/services/intake/otherweb/a.go": importing("net/http")},
			[]string{"stands on no floor"},
		},
		{
			"a page of another feature's use cases, upwards",
			map[string]string{"internal/work/board/boardweb/a.go": importing("kith/internal/services/food")},
			[]string{"internal/work/board/boardweb (floor 4) may not import internal/services/food (floor 5)"},
		},
		{
			"a page of its sibling",
			map[string]string{"internal/services/calls/callsweb/a.go": importing("kith/internal/services/food")},
			[]string{"siblings never meet"},
		},
		{
			"pages import pages",
			map[string]string{"internal/work/board/boardweb/a.go": importing("kith/internal/work/tasks/tasksweb")},
			[]string{"only app imports web packages"},
		},
		{
			"a feature imports its pages",
			map[string]string{"internal/work/board/a.go": importing("kith/internal/work/board/boardweb")},
			[]string{"only app imports web packages"},
		},
		{
			"a feature imports a view",
			map[string]string{"internal/services/food/a.go": importing("kith/internal/work/tasks/tasksview")},
			[]string{"only pages show another feature's view"},
		},
		{
			"a view of a sibling's view",
			map[string]string{"internal/services/food/foodview/a.go": importing("kith/internal/services/calls/callsview")},
			[]string{"only pages show another feature's view"},
		},
		{
			"a feature speaks HTTP",
			map[string]string{"internal/work/board/a.go": importing("net/http")},
			[]string{"internal/work/board imports net/http"},
		},
		{
			"a view speaks HTTP",
			map[string]string{"internal/work/board/boardview/a.go": importing("net/http/httptest")},
			[]string{"internal/work/board/boardview imports net/http/httptest"},
		},
		{
			"the platform speaks HTTP where it should not",
			map[string]string{"internal/plat/govuk/a.go": importing("net/http")},
			[]string{"internal/plat/govuk imports net/http"},
		},
		{
			"the platform where it should",
			map[string]string{
				"internal/plat/web/a.go": importing("net/http"), "internal/plat/api/a.go": importing("net/http"),
				"internal/plat/live/a.go": importing("net/http"),
			},
			nil,
		},
	})
}

func TestPlantedBesideTheHouse(t *testing.T) {
	check(t, []planting{
		{
			"sound",
			map[string]string{
				"cmd/kith/main.go":             importing("kith/internal/app", "kith/internal/blueprint", "kith/internal/kernel/day"),
				"web/assets.go":                importing("embed"),
				"web/build/main.go":            importing("os", "github.com/evanw/esbuild/pkg/api"),
				"test/bench/main.go":           importing("kith/internal/demo", "kith/internal/app", "net/http"),
				"internal/plat/db/dbtest/a.go": importing("kith/internal/plat/db", "testing"),
			},
			nil,
		},
		{"the program knows a feature", map[string]string{"cmd/kith/main.go": importing("kith/internal/work/board")}, []string{"cmd/kith imports internal/work/board"}},
		{"assets know the house", map[string]string{"web/assets.go": importing("kith/internal/kernel/day")}, []string{"web imports internal/kernel/day"}},
		{"assets known below app", map[string]string{"internal/plat/web/a.go": importing("kith/web")}, []string{"only app imports web"}},
		{"the rules are imported", map[string]string{"internal/app/a.go": importing("kith/internal/archtest")}, []string{"stands beside the house"}},
		{"what is for tests, in earnest", map[string]string{"internal/plat/journal/a.go": importing("kith/internal/plat/db/dbtest")}, []string{"which is for tests alone"}},
		{"what is for tests under another name", map[string]string{"internal/work/board/boardweb/a.go": importing("kith/internal/plat/govuk/pagecheck")}, []string{"which is for tests alone"}},
		{"even in app", map[string]string{"internal/app/a.go": importing("kith/internal/plat/db/dbtest")}, []string{"which is for tests alone"}},
	})
}
