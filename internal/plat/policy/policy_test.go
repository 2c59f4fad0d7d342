package policy_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"pgregory.net/rapid"

	"kith/internal/plat/access"
	"kith/internal/plat/policy"
)

// the shipped policies with one file changed or added.
func shipped(t *testing.T, name, text string) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	err := fs.WalkDir(policy.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(policy.Files(), path)
		all[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if name != "" {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}

func TestThePoliciesOfTheProgram(t *testing.T) {
	s, err := policy.Load(policy.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Rules {
		if r.ID == "" || r.Line == 0 || r.Text == "" {
			t.Errorf("%+v", r)
		}
	}
	var text []byte
	for _, name := range []string{"roles.cedar", "labels.cedar", "emergency.cedar", "two-people.cedar"} {
		one, err := fs.ReadFile(policy.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, one...)
	}
	// Whoever reads a policy reads first, in plain English, what it is for.
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, `@id("`) && (i == 0 || !strings.HasPrefix(lines[i-1], "// ")) {
			t.Errorf("line %d: %s has no comment above it", i+1, line)
		}
	}
}

// What is wrong with a folder of policies is said with file, line and mend, all of it at once.
func TestBadPoliciesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, text, says string }{
		"no Cedar":             {"extra.cedar", "let everybody in", "extra.cedar cannot be read as Cedar"},
		"no id":                {"extra.cedar", `permit (principal, action == Action::"name", resource);`, "extra.cedar:1: the policy has no id"},
		"an id twice":          {"extra.cedar", "@id(\"agent\")\npermit (principal, action == Action::\"name\", resource);", `the id "agent" is taken at`},
		"an unknown role":      {"extra.cedar", "@id(\"x\")\npermit (principal in Role::\"king\", action == Action::\"name\", resource);", `there is no role "king": the roles are agent`},
		"an unknown action":    {"extra.cedar", "@id(\"x\")\npermit (principal, action == Action::\"shoe-size\", resource);", "shoe-size"},
		"an unknown field":     {"extra.cedar", "@id(\"x\")\npermit (principal, action == Action::\"name\", resource) when { resource.colour };", "colour"},
		"a place":              {"extra.cedar", "@id(\"x\")\npermit (principal, action == Action::\"name\", resource) when { resource in Area::\"leigh\" };", `names no neighbourhood, as "leigh": write resource in principal.area`},
		"a wrong kind":         {"extra.cedar", "@id(\"x\")\npermit (principal, action == Action::\"name\", resource) when { resource.restricted > 3 };", "x"},
		"a missing action":     {policy.SchemaFile, `entity Role; entity Area in [Area]; entity Holder in [Role] { area: Area }; entity Record in [Area] { given: Bool };`, `the action "identity" is missing`},
		"a schema of nonsense": {policy.SchemaFile, "entity {", "schema.cedarschema cannot be read"},
	} {
		_, err := policy.Load(shipped(t, c.file, c.text))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := policy.Load(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), policy.SchemaFile) {
		t.Errorf("an empty folder: %v", err)
	}
	only := shipped(t, "", "")
	for name := range only {
		if strings.HasSuffix(name, ".cedar") {
			delete(only, name)
		}
	}
	if _, err := policy.Load(only); err == nil || !strings.Contains(err.Error(), "no file *.cedar") {
		t.Errorf("no policies: %v", err)
	}
	two := shipped(t, "extra.cedar", "nonsense")
	two["more.cedar"] = &fstest.MapFile{Data: []byte("nonsense too")}
	if _, err := policy.Load(two); err == nil || !strings.Contains(err.Error(), "extra.cedar") || !strings.Contains(err.Error(), "more.cedar") {
		t.Errorf("two faults: %v", err)
	}
}

var hoods = []string{"", "hapi", "leigh", "swan"}

func somebody(t *rapid.T) access.Principal {
	grant := rapid.Custom(func(t *rapid.T) access.Grant {
		return access.Grant{
			Role: rapid.SampledFrom(access.Roles()).Draw(t, "role"), Neighbourhood: rapid.SampledFrom(hoods).Draw(t, "for"),
			Organisation: rapid.SampledFrom([]string{"", "", "bank"}).Draw(t, "organisation"), Volunteer: rapid.SampledFrom([]string{"", "", "vera"}).Draw(t, "volunteer"),
		}
	})
	return access.Principal{
		Account: rapid.SampledFrom([]string{"", "a", "a", "a"}).Draw(t, "account"), Grants: rapid.SliceOfN(grant, 0, 3).Draw(t, "grants"),
	}
}

func something(t *rapid.T) (r policy.Record, a policy.Asked) {
	flag := rapid.Bool()
	return policy.Record{
		Neighbourhood: rapid.SampledFrom(append([]string{"ashton"}, hoods...)).Draw(t, "of"), Restricted: flag.Draw(t, "restricted"),
		AddressWithheld: flag.Draw(t, "withheld"), Given: flag.Draw(t, "given"), Own: flag.Draw(t, "own"),
	}, policy.Asked{
		Emergency: flag.Draw(t, "emergency"), Second: flag.Draw(t, "second"), Purpose: flag.Draw(t, "purpose"),
	}
}

// What the program answers is what Cedar answers when it is asked the long way: about each role
// by itself, with the places by their names and with every policy.
func TestADecisionIsCedars(t *testing.T) {
	plain := cedar.NewPolicySet()
	err := fs.WalkDir(policy.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".cedar") {
			return err
		}
		text, err := fs.ReadFile(policy.Files(), path)
		if err != nil {
			return err
		}
		list, err := cedar.NewPolicyListFromBytes(path, text)
		for _, p := range list {
			plain.Add(cedar.PolicyID(p.Annotations()["id"]), p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		who, group := somebody(t), rapid.SampledFrom(policy.Known()).Draw(t, "group")
		r, a := something(t)
		want := false
		for _, g := range who.Grants {
			want = want || who.SignedIn() && askedTheLongWay(plain, g, group, r, a)
		}
		if got := policy.Decide(who, group, r, a); got.Allowed != want {
			t.Fatalf("%v, Cedar says %v", got, want)
		}
	})
}

func askedTheLongWay(all *cedar.PolicySet, g access.Grant, group policy.Group, r policy.Record, a policy.Asked) bool {
	uid := types.NewEntityUID
	place := func(id string) types.EntityUID { return uid("Area", types.String(id)) }
	area, lies := "borough", "borough"
	switch {
	case g.Neighbourhood != "":
		area = g.Neighbourhood
	case g.Organisation != "" || g.Volunteer != "":
		area = "none"
	}
	if r.Neighbourhood != "" {
		lies = r.Neighbourhood
	}
	entities := types.EntityMap{}
	put := func(id types.EntityUID, attributes types.RecordMap, parents ...types.EntityUID) {
		entities[id] = types.Entity{UID: id, Parents: types.NewEntityUIDSet(parents...), Attributes: types.NewRecord(attributes)}
	}
	put(uid("Holder", "h"), types.RecordMap{"area": place(area)}, uid("Role", types.String(g.Role)))
	put(uid("Record", "r"), types.RecordMap{
		"restricted": types.Boolean(r.Restricted), "addressWithheld": types.Boolean(r.AddressWithheld), "given": types.Boolean(r.Given), "own": types.Boolean(r.Own),
	}, place(lies))
	for _, hood := range append([]string{"ashton"}, hoods[1:]...) {
		put(place(hood), nil, place("borough"))
	}
	for part, of := range map[string][]string{
		"name": {"identity"}, "health-needs": {"health"}, "diet": {"health-needs"}, "instructions": {"health-needs"},
		"safeguarding-flag": {"safeguarding"}, "order-value": {"money"}, "voucher-number": {"money"}, "case-status": {"case-notes"},
	} {
		var parents []types.EntityUID
		for _, one := range of {
			parents = append(parents, uid("Action", types.String(one)))
		}
		put(uid("Action", types.String(part)), nil, parents...)
	}
	verdict, _ := cedar.Authorize(all, entities, cedar.Request{
		Principal: uid("Holder", "h"), Action: uid("Action", types.String(group)), Resource: uid("Record", "r"),
		Context: types.NewRecord(types.RecordMap{"emergency": types.Boolean(a.Emergency), "second": types.Boolean(a.Second), "purpose": types.Boolean(a.Purpose)}),
	})
	return verdict == cedar.Allow
}

// A list holds exactly the records that may be seen one by one.
func TestAListHoldsWhatThePoliciesPermit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		who, group := somebody(t), rapid.SampledFrom(policy.Known()).Draw(t, "group")
		r, _ := something(t)
		reach := policy.Listed(who, group, r)
		if got, want := reach.Holds(r.Neighbourhood), policy.May(who, group, r); got != want {
			t.Fatalf("the list holds it: %v, the page shows it: %v (%+v)", got, want, reach)
		}
		if !slices.IsSorted(reach.Places) {
			t.Fatal(reach)
		}
	})
}

// The table of who may see what, role by role, as the borough's information governance reads
// it: a change of a policy that changes a cell is seen here.
func TestGoldenTheTable(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Who may see what of a person\n\nWritten by `make gen` from the policies in [internal/plat/policy/policies](../internal/plat/policy/policies), by asking them. A restricted person is seen by nobody but coordinators, managers and information governance who hold their role for the whole borough; a withheld address is no address of this table: see labels.cedar, emergency.cedar and two-people.cedar there. `kith policies check` checks a folder of policies, `kith policies print` writes out those of the program.\n\n| role |")
	for _, g := range policy.Groups() {
		b.WriteString(" " + g.Words() + " |")
	}
	b.WriteString("\n|" + strings.Repeat(" --- |", len(policy.Groups())+1) + "\n")
	for _, line := range policy.Table() {
		b.WriteString("| " + string(line.Role) + " | " + strings.Join(line.Cells, " | ") + " |\n")
	}
	path := filepath.Join("..", "..", "..", "docs", "who-sees-what.md")
	if os.Getenv("KITH_UPDATE_GOLDEN") == "1" {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != b.String() {
		t.Errorf("docs/who-sees-what.md is out of date (%v). Look at what changed, then run: make gen", err)
	}
}

// A decision costs no memory and about a microsecond; see BenchmarkDecide.
func TestADecisionIsCheap(t *testing.T) {
	who := access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Agent}, {Role: access.Coordinator, Neighbourhood: "leigh"}}}
	if n := testing.AllocsPerRun(100, func() { policy.May(who, policy.Identity, policy.Record{Neighbourhood: "leigh"}) }); n > 4 {
		t.Errorf("%v pieces of memory for one decision", n)
	}
}

func BenchmarkDecide(b *testing.B) {
	who := access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	b.ReportAllocs()
	for b.Loop() {
		if !policy.May(who, policy.Identity, policy.Record{Neighbourhood: "leigh"}) {
			b.Fatal("no")
		}
	}
}

// Asking Cedar itself, as the first question of each kind does.
func BenchmarkDecideAfresh(b *testing.B) {
	who := access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	for b.Loop() {
		b.StopTimer()
		s, err := policy.Load(policy.Files())
		b.StartTimer()
		if err != nil || !s.Decide(who, policy.Identity, policy.Record{Neighbourhood: "leigh"}, policy.Asked{}).Allowed {
			b.Fatal(err)
		}
	}
}
