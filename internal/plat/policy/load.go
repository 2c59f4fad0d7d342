package policy

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	exp "github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"kith/internal/plat/access"
)

//go:embed policies
var shipped embed.FS

// Files are the policies of the program, to be read.
func Files() fs.FS {
	sub, err := fs.Sub(shipped, "policies")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}

var standard = func() *Set {
	s, err := Load(Files())
	if err != nil {
		panic(err) // TestThePoliciesOfTheProgram says so first
	}
	return s
}()

// SchemaFile says what the policies of a folder may speak of.
const SchemaFile = "schema.cedarschema"

// Set is policies that were read and checked.
type Set struct {
	Rules   []Rule
	about   map[Group]*cedar.PolicySet // those that may speak of an action
	actions map[types.EntityUID]types.Entity
	decided sync.Map // Decision by kind
}

// Rule is one policy as people read it.
type Rule struct {
	ID, File string
	Line     int
	Forbids  bool
	Text     string
}

// Load reads the policies of a folder, *.cedar and [SchemaFile], and checks them. Its error
// names every fault, each with file, line and how to mend it: what Cedar cannot read, what the
// schema does not know, a policy without an id or with one that is taken, an action of the
// program that is missing, a role that there is not, and a policy that names a neighbourhood.
func Load(files fs.FS) (*Set, error) {
	known, err := readSchema(files)
	if err != nil {
		return nil, err
	}
	s := &Set{about: map[Group]*cedar.PolicySet{}, actions: map[types.EntityUID]types.Entity{}}
	for id, a := range known.Actions {
		s.actions[id] = a.Entity
	}
	faults := s.missing()
	names, err := fs.Glob(files, "*.cedar")
	if err != nil || len(names) == 0 {
		return nil, errors.Join(err, errors.New("there is no file *.cedar in the folder: name the folder the policies are in"))
	}
	checker, seen := validate.New(known), map[string]string{}
	for _, name := range names {
		list, err := readPolicies(files, name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		for _, p := range list {
			faults = append(faults, s.add(name, p, checker, seen))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return s, nil
}

func readSchema(files fs.FS) (*resolved.Schema, error) {
	text, err := fs.ReadFile(files, SchemaFile)
	if err != nil {
		return nil, fmt.Errorf("%s: the folder needs it, beside its policies: %w", SchemaFile, err)
	}
	var s schema.Schema
	s.SetFilename(SchemaFile)
	if err := s.UnmarshalCedar(text); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", SchemaFile, err)
	}
	known, err := s.Resolve()
	if err != nil {
		return nil, fmt.Errorf("%s does not hold together: %w", SchemaFile, err)
	}
	return known, nil
}

func readPolicies(files fs.FS, name string) (cedar.PolicyList, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	list, err := cedar.NewPolicyListFromBytes(name, text)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read as Cedar: %w", name, err)
	}
	return list, nil
}

// missing are the actions the program asks about and the schema does not have.
func (s *Set) missing() (faults []error) {
	for _, g := range Known() {
		s.about[g] = cedar.NewPolicySet()
		if _, there := s.actions[actionOf(g)]; !there {
			faults = append(faults, fmt.Errorf("%s: the action %q is missing: the program asks about it", SchemaFile, g))
		}
	}
	return faults
}

// add checks one policy and keeps it with the actions it may speak of.
func (s *Set) add(file string, p *cedar.Policy, checker *validate.Validator, seen map[string]string) error {
	id, where := string(p.Annotations()["id"]), fmt.Sprintf("%s:%d", path.Base(file), p.Position().Line)
	switch other := seen[id]; {
	case id == "":
		return fmt.Errorf("%s: the policy has no id: write @id(\"…\") above it, so that the journal can name it", where)
	case other != "":
		return fmt.Errorf("%s: the id %q is taken at %s: choose another", where, id, other)
	}
	seen[id] = where
	tree := (*exp.Policy)(p.AST())
	if err := checker.Policy(id, tree); err != nil {
		return fmt.Errorf("%s: %s: %w", where, id, err)
	}
	if err := named(where, id, p); err != nil {
		return err
	}
	for _, g := range Known() {
		if s.speaksOf(tree.Action, g) {
			s.about[g].Add(cedar.PolicyID(id), p)
		}
	}
	s.Rules = append(s.Rules, Rule{ID: id, File: file, Line: p.Position().Line, Forbids: p.Effect() == cedar.Forbid, Text: string(p.MarshalCedar())})
	return nil
}

// named finds roles that there are not, and places: a role is given for a place when it is
// given to somebody, not in a policy.
func named(where, id string, p *cedar.Policy) error {
	for kind, name := range mentioned(string(p.MarshalCedar())) {
		switch {
		case kind == string(roleType) && !access.Role(name).Known():
			return fmt.Errorf("%s: %s: there is no role %q: the roles are %s", where, id, name, roleList())
		case kind == string(areaType) && name != "borough" && name != "none":
			return fmt.Errorf("%s: %s: a policy names no neighbourhood, as %q: write resource in principal.area", where, id, name)
		}
	}
	return nil
}

// mentioned ranges over the entities a policy names, as Cedar writes it out: Role::"agent".
func mentioned(text string) func(yield func(kind, name string) bool) {
	return func(yield func(kind, name string) bool) {
		for _, kind := range []string{string(roleType), string(areaType)} {
			pieces := strings.Split(text, kind+`::"`)
			for _, after := range pieces[1:] {
				name, _, _ := strings.Cut(after, `"`)
				if !yield(kind, name) {
					return
				}
			}
		}
	}
}

func roleList() string {
	var all []string
	for _, r := range access.Roles() {
		all = append(all, string(r))
	}
	return strings.Join(all, ", ")
}

// speaksOf reports whether the scope of a policy holds an action or one it is a part of. A
// policy that does not can decide nothing about it, and is not asked.
func (s *Set) speaksOf(scope exp.IsActionScopeNode, g Group) bool {
	within := func(of types.EntityUID) bool { return s.within(actionOf(g), of) }
	switch of := scope.(type) {
	case exp.ScopeTypeEq:
		return of.Entity == actionOf(g)
	case exp.ScopeTypeIn:
		return within(of.Entity)
	case exp.ScopeTypeInSet:
		return slices.ContainsFunc(of.Entities, within)
	}
	return true
}

func (s *Set) within(a, of types.EntityUID) bool {
	if a == of {
		return true
	}
	for parent := range s.actions[a].Parents.All() {
		if s.within(parent, of) {
			return true
		}
	}
	return false
}

// Rules are the policies of the program, to be shown.
func Rules() []Rule { return slices.Clone(standard.Rules) }
