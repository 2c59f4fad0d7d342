package papers_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/governance/papers"
	"kith/internal/kernel/day"
	"kith/internal/plat/datamap"
)

const file = `officer: {email: data@example.org}
bases:
  - {id: emergency, for: [requests, people], lawful: public-task, condition: social-care, law: "Care Act 2014, section 2", from: 2020-03-23}
  - {id: copi, for: [lists], lawful: legal-obligation, law: The notice, from: 2020-03-20, until: 2022-06-30}
`

func TestWhatIsWrongWithProtectionYAML(t *testing.T) {
	blueprinttest.Each(t, map[string]string{"protection.yaml": file}, []blueprint.Section{papers.Section()}, []blueprinttest.Break{
		{"an address that is none", "protection.yaml", "data@example.org", "data", `protection.yaml:1:18: "data" is no email address`},
		{"an activity nobody knows", "protection.yaml", "[requests, people]", "[request, people]", `protection.yaml:3:27: there is no activity "request"; did you mean requests?`},
		{"a case that is none", "protection.yaml", "lawful: public-task", "lawful: because", `protection.yaml:3:`},
		{"no law", "protection.yaml", ", law: The notice", "", `protection.yaml:4:6: the basis "copi" names no law`},
		{"ends before it begins", "protection.yaml", "2022-06-30", "2019-06-30", `protection.yaml:4:`},
		{"twice", "protection.yaml", "id: copi", "id: emergency", `protection.yaml:4:`},
	})
}

func declared(t *testing.T, on day.Date, text string) papers.Declared {
	t.Helper()
	b := blueprinttest.Load(t, map[string]string{"protection.yaml": text}, papers.Section())
	m, err := datamap.Load(map[string]fs.FS{"needs": os.DirFS("../../work/needs"), "lists": os.DirFS("../../insight/lists"), "people": os.DirFS("../../registers/people")})
	if err != nil {
		t.Fatal(err)
	}
	return papers.Declared{On: on, Council: "Wigan Council", Protection: *blueprint.Part[*papers.Protection](b), Map: m}
}

func entry(d papers.Declared, id string) papers.Entry {
	all := d.Record()
	i := slices.IndexFunc(all, func(e papers.Entry) bool { return e.ID == id })
	if i < 0 {
		return papers.Entry{}
	}
	return all[i]
}

// A column that is added to any table about people stands in the record, whatever it holds.
func TestANewColumnStandsInTheRecord(t *testing.T) {
	before := declared(t, day.New(2020, 4, 21), file)
	rapid.Check(t, func(t *rapid.T) {
		d := before
		d.Map.Tables = slices.Clone(d.Map.Tables)
		var about []int
		for i, table := range d.Map.Tables {
			if table.Personal() {
				about = append(about, i)
			}
		}
		personal := slices.DeleteFunc(datamap.Classes(), func(c datamap.Class) bool { return !c.Personal() })
		i := rapid.SampledFrom(about).Draw(t, "table")
		class := rapid.SampledFrom(personal).Draw(t, "class")
		table := d.Map.Tables[i]
		table.Columns = append(slices.Clone(table.Columns), datamap.Column{Name: "brand_new", Class: class})
		d.Map.Tables[i] = table
		found := 0
		for _, e := range d.Record() {
			for _, h := range e.Holds {
				if h.Class == class && slices.Contains(h.Columns, table.Name+".brand_new") {
					found++
				}
			}
		}
		if found != 1 {
			t.Fatalf("%s.brand_new (%s) stands %d times in the record", table.Name, class, found)
		}
	})
}

// A table of a package that no activity names is not passed over: it is a row of its own, and
// told as missing.
func TestATableThatNobodyDeclaredIsTold(t *testing.T) {
	d := declared(t, day.New(2020, 4, 21), file)
	d.Map.Tables = append(d.Map.Tables, datamap.Table{Name: "hobbies_hobby", About: datamap.Person, Columns: []datamap.Column{{Name: "said", Class: datamap.Words}}})
	if e := entry(d, "undeclared"); len(e.Holds) != 1 || e.Holds[0].Columns[0] != "hobbies_hobby.said" {
		t.Errorf("the row of what nobody declared is %+v", e)
	}
	if !slices.ContainsFunc(d.Gaps(), func(g papers.Gap) bool { return strings.Contains(g.Says, "hobbies_hobby") }) {
		t.Errorf("nothing is told of it: %v", d.Gaps())
	}
}

func TestABasisHoldsFromItsFirstDayToItsLast(t *testing.T) {
	for on, holds := range map[day.Date]bool{
		day.New(2020, 3, 19): false, day.New(2020, 3, 20): true, day.New(2022, 6, 30): true, day.New(2022, 7, 1): false,
	} {
		d := declared(t, on, file)
		e := entry(d, "lists")
		if got := len(e.Bases) == 1; got != holds {
			t.Errorf("on %s it holds: %v", on, got)
		}
		ended := slices.ContainsFunc(d.Gaps(), func(g papers.Gap) bool { return strings.Contains(g.Says, "ended on 30 June 2022") })
		if want := on.After(day.New(2022, 6, 30)); ended != want {
			t.Errorf("on %s it is told to have ended: %v", on, ended)
		}
	}
}

func TestWhatIsMissingIsTold(t *testing.T) {
	if none := declared(t, day.New(2020, 4, 21), "bases: []\n").Gaps(); !slices.ContainsFunc(none, func(g papers.Gap) bool { return strings.Contains(g.Says, "data protection officer") }) {
		t.Errorf("the gaps are %v", none)
	}
	d := declared(t, day.New(2020, 4, 21), strings.Replace(file, "condition: social-care, ", "", 1))
	if !slices.ContainsFunc(d.Gaps(), func(g papers.Gap) bool { return strings.Contains(g.Says, "condition of article 9") }) {
		t.Errorf("health without a condition is not told: %v", d.Gaps())
	}
}

func TestLongIsSaidInYears(t *testing.T) {
	for days, want := range map[int]string{28: "28 days", 365: "1 year", 366: "1 year", 730: "2 years", 731: "2 years", 2192: "6 years", 400: "400 days", 364: "364 days"} {
		if got := papers.Long(days); got != want {
			t.Errorf("%d days are said as %q, want %q", days, got, want)
		}
	}
}

// Each measure points to a test that there is, and that a promise or a check of security is
// proved by; and whatever is shown to others as evidence is there.
func TestEveryMeasureIsProved(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	promised := read(t, root, "docs/promises.md") + read(t, root, "docs/security.md")
	tests := testsOf(t, filepath.Join(root, "internal"))
	for _, f := range papers.Frameworks() {
		for _, topic := range f.Topics {
			for _, shown := range topic.Shown {
				if !stands(root, tests, shown) {
					t.Errorf("%s, %s: there is no %s", f.ID, topic.Name, shown)
				}
			}
		}
	}
	for _, r := range papers.Risks() {
		if len(r.Measures) == 0 {
			t.Errorf("%s: nothing is done against it", r.ID)
		}
		for _, m := range r.Measures {
			if len(m.Proofs) == 0 {
				t.Errorf("%s: nothing proves “%s”", r.ID, m.Says)
			}
			for _, proof := range m.Proofs {
				if !stands(root, tests, proof) {
					t.Errorf("%s: there is no %s", r.ID, proof)
				}
				if !strings.Contains(promised, proof) {
					t.Errorf("%s: %s stands in neither docs/promises.md nor docs/security.md", r.ID, proof)
				}
			}
		}
	}
}

// stands reports whether something that is pointed at is there: a test, a page that the
// governance lead may open, or a file.
func stands(root string, tests map[string]bool, what string) bool {
	if strings.HasPrefix(what, "/") {
		doors, err := os.ReadFile(filepath.Join(root, "docs", "access.md"))
		_, who, there := strings.Cut(string(doors), "`GET "+what+"` |")
		who, _, _ = strings.Cut(who, "\n")
		return err == nil && there && strings.Contains(who, "governance")
	}
	if strings.Contains(what, "/") {
		_, err := os.Stat(filepath.Join(root, what))
		return err == nil
	}
	return tests[what]
}

func read(t *testing.T, root, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var testFunc = regexp.MustCompile(`(?m)^func (Test\w+)\(`)

// testsOf are the names of all tests below a folder.
func testsOf(t *testing.T, folder string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range testFunc.FindAllSubmatch(text, -1) {
			all[string(found[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
