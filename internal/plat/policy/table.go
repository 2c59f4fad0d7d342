package policy

import (
	"strings"

	"kith/internal/plat/access"
)

// Line is one role of the table of who may see what, as the policies decide it.
type Line struct {
	Role  access.Role
	Cells []string // one for each of [Groups]
}

// Table is who may see what of somebody who is not restricted, worked out by asking the
// policies. It says so in words, for people: the policies themselves are what counts.
func Table() (all []Line) {
	for _, role := range access.Roles() {
		line := Line{Role: role}
		for _, g := range Groups() {
			line.Cells = append(line.Cells, cell(role, g))
		}
		all = append(all, line)
	}
	return all
}

// situations are asked about from the widest to the narrowest; the first that shows something
// is the answer.
var situations = []struct {
	words string
	held  string // where the role is held; "" is the whole borough
	like  Record
	asked Asked
}{
	{"everywhere", "a", Record{Neighbourhood: "b"}, Asked{}},
	{"where they work", "a", Record{Neighbourhood: "a"}, Asked{}},
	{"held for the whole borough", "", Record{Neighbourhood: "a"}, Asked{}},
	{"for a purpose that is written down", "a", Record{Neighbourhood: "a"}, Asked{Purpose: true}},
	{"what was given to them", "a", Record{Neighbourhood: "b", Given: true}, Asked{}},
	{"what they wrote", "a", Record{Neighbourhood: "a", Own: true}, Asked{}},
}

// cell names the group where it is seen whole, then the parts that are seen more widely.
func cell(role access.Role, g Group) string {
	var said []string
	seen := len(situations)
	for _, part := range append([]Group{g}, parts[g]...) {
		for i, s := range situations[:seen] {
			who := access.Principal{Account: "somebody", Grants: []access.Grant{{Role: role, Neighbourhood: s.held}}}
			if !Decide(who, part, s.like, s.asked).Allowed {
				continue
			}
			words := s.words
			if part != g {
				words = part.Words() + ": " + words
			}
			said, seen = append(said, words), i
			break
		}
	}
	if len(said) == 0 {
		return "never"
	}
	return strings.Join(said, "; ")
}
