package archtest

import (
	"fmt"
	"strconv"
	"strings"
)

// checkImports judges the direct imports of every file that is not a test.
func checkImports(t *tree) []Problem {
	var problems []Problem
	for _, p := range t.packages {
		if p.onlyTests() {
			continue
		}
		if !listed(p.path) {
			problems = append(problems, Problem{p.path, "stands on no floor", mendUnlisted})
			continue
		}
		for _, file := range p.files {
			if file.test {
				continue
			}
			for _, spec := range file.syntax.Imports {
				imported, _ := strconv.Unquote(spec.Path.Value)
				if what, mend := judge(p.path, imported); what != "" {
					problems = append(problems, Problem{t.at(spec.Pos()), what, mend})
				}
			}
		}
	}
	return problems
}

func (p *folder) onlyTests() bool {
	for _, file := range p.files {
		if !file.test {
			return false
		}
	}
	return true
}

const mendUnlisted = "give it a floor in internal/archtest/floors.go and in docs/architecture.md, " +
	"or put it into a package that has one"

// listed reports whether the table, or the list of what stands beside the house, knows the package.
func listed(path string) bool {
	if _, ok := placeOf(path); ok {
		return true
	}
	_, ok := outsider(path)
	return ok
}

// outsider finds the entry of outside for a package; the index is its place in that list.
func outsider(path string) (index int, ok bool) {
	for i, o := range outside {
		if path == o.path || strings.HasSuffix(o.path, "/") && strings.HasPrefix(path, o.path) {
			return i, true
		}
	}
	return 0, false
}

// judge says what is wrong with one import, and how to mend it; "" when nothing is.
func judge(from, imported string) (what, mend string) {
	if what, mend = judgeEngine(from, imported); what != "" {
		return what, mend
	}
	if imported+"/" == module || strings.HasPrefix(imported, module) {
		return judgeOwn(from, strings.TrimPrefix(imported, module))
	}
	if what, mend = judgePure(from, imported); what != "" {
		return what, mend
	}
	if within(imported, "net/http") && !mayServe(from) {
		return fmt.Sprintf("%s imports %s, but only the …web packages, plat/web, plat/api, plat/live, plat/notify, plat/postbox, plat/travel, plat/metrics and app speak HTTP", from, imported),
			"move what needs it into the feature's web package and pass plain values"
	}
	return "", ""
}

// within reports whether an import path is the package or lies below it.
func within(imported, pkg string) bool {
	return imported == pkg || strings.HasPrefix(imported, pkg+"/")
}

// mayServe reports whether a package may import net/http.
func mayServe(path string) bool {
	switch path {
	case "internal/plat/web", "internal/plat/api", "internal/plat/live", "internal/app":
		return true
	case "internal/plat/notify", "internal/plat/postbox", "internal/plat/travel", "internal/plat/openid", "internal/plat/metrics": // which ask and play somebody else's service, and tell monitoring
		return true
	}
	if p, ok := placeOf(path); ok {
		return p.role == web || p.role == test
	}
	return strings.HasPrefix(path, "test/")
}

// judgePure holds the packages that must be pure to it: the kernels of algo, and demo/town.
func judgePure(from, imported string) (what, mend string) {
	kernel := strings.HasPrefix(from, "algo/")
	if !kernel && from != "internal/demo/town" {
		return "", ""
	}
	for _, banned := range []string{"os", "net", "database/sql"} {
		if within(imported, banned) {
			return fmt.Sprintf("%s imports %s, but it is pure", from, imported),
				"take the data as an argument and leave reading and writing to the caller"
		}
	}
	if kernel && !standard(imported) {
		return fmt.Sprintf("%s imports %s, but a kernel of algo stands on the standard library alone", from, imported),
			"write the little that is needed, or pass it in as a function"
	}
	return "", ""
}

// judgeEngine holds the step engine to being a function of what it is given: it may name
// what stands below it, and reaches no database, clock or chance.
func judgeEngine(from, imported string) (what, mend string) {
	if from != "internal/work/steps" {
		return "", ""
	}
	for _, banned := range []string{"os", "net", "context", "math/rand", module + "internal/kernel/clock", module + "internal/plat/db", module + "internal/plat/journal"} {
		if within(imported, banned) {
			return fmt.Sprintf("%s imports %s, but the step engine works out and touches nothing", from, imported),
				"pass the fact in, and let package protocols write what follows"
		}
	}
	return "", ""
}

// standard reports whether an import path belongs to Go itself: its first element has no dot.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}

// judgeOwn judges an import of another package of the project.
func judgeOwn(from, to string) (what, mend string) {
	if !listed(to) {
		return fmt.Sprintf("%s imports %s, which stands on no floor", from, to), mendUnlisted
	}
	if i, ok := outsider(from); ok {
		return judgeOutsider(i, from, to)
	}
	if i, ok := outsider(to); ok {
		if to == "web" && from == "internal/app" {
			return "", ""
		}
		return fmt.Sprintf("%s imports %s, which stands beside the house", from, outside[i].path),
			"only app imports web; nothing imports the programs and tests"
	}
	a, _ := placeOf(from)
	b, _ := placeOf(to)
	if a.core == "internal/app" && b.role != test {
		return "", ""
	}
	switch b.role {
	case web:
		return fmt.Sprintf("%s imports %s, but only app imports web packages", from, to),
			"show another feature's parts through its view package, or link to its page"
	case test:
		if a.role == test {
			return "", ""
		}
		return fmt.Sprintf("%s imports %s, which is for tests alone", from, to),
			"move what is needed into the feature itself"
	case view:
		return judgeView(a, b, from, to)
	}
	return judgeCore(a, b, from, to)
}

// judgeOutsider judges what a package beside the house imports of it.
func judgeOutsider(i int, from, to string) (what, mend string) {
	p, standing := placeOf(to)
	if standing && p.role == core {
		if p.floor() < outside[i].below {
			return "", ""
		}
		for _, allowed := range outside[i].imports {
			if to == allowed {
				return "", ""
			}
		}
	}
	return fmt.Sprintf("%s imports %s", from, to),
		"let app offer it: app is the only place that knows every feature"
}

// judgeView judges an import of a view package: pages may show any, views those of the
// features they may know.
func judgeView(a, b place, from, to string) (what, mend string) {
	if a.role == web || a.core == b.core && a.role == test {
		return "", ""
	}
	if a.role == view && reaches(a, b) {
		return "", ""
	}
	return fmt.Sprintf("%s imports %s, but only pages show another feature's view", from, to),
		"let the web package put the parts together"
}

// judgeCore judges an import of a package of the table itself.
func judgeCore(a, b place, from, to string) (what, mend string) {
	if reaches(a, b) {
		return "", ""
	}
	// A page may use the whole platform, wherever in it its feature stands.
	if a.role != core && (a.core == b.core || b.floor() <= 1 && b.folder() != "algo") {
		return "", ""
	}
	return fmt.Sprintf("%s (floor %d) may not import %s (floor %d)", from, a.floor(), to, b.floor()), direction(a, b)
}

// reaches reports whether the core package at a may import the core package at b.
func reaches(a, b place) bool {
	switch {
	case a.core == b.core:
		return strings.HasPrefix(a.core, "algo/")
	case a.core == "internal/demo/town":
		return b.folder() == "internal/kernel"
	case strings.HasPrefix(a.core, b.core+"/"): // a part knows its whole
		return true
	case b.floor() < a.floor():
		return true
	case a.row == b.row && !floors[a.row].siblings:
		return b.position < a.position
	}
	return false
}

// direction is the mend for an import that goes up or sideways.
func direction(a, b place) string {
	switch {
	case a.core == "internal/demo/town":
		return "the town is pure: it imports kernel packages alone"
	case a.floor() == 0 && b.floor() == 0:
		return "kernel packages import fault and those to their left; kernels of algo none; lower the shared noun or pass a value"
	case a.floor() == b.floor() && floors[a.row].siblings:
		return "siblings never meet: lower the shared noun to floor 4 or below, or subscribe to the journal"
	case a.floor() == b.floor():
		return "only packages to the left on the same floor: lower the shared noun, or subscribe to the journal"
	}
	return "calls go down, events go up: subscribe to the journal, or lower the shared noun"
}
