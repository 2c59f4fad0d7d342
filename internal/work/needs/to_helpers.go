package needs

import (
	"cmp"
	"slices"
	"strings"

	"kith/internal/plat/db"
)

// ToHelpers is an instruction without what triage warned staff of: what volunteers and
// organisations are shown of it.
func (r Result) ToHelpers(instruction string) string {
	flags := slices.Clone(r.StaffFlags)
	slices.SortFunc(flags, func(a, b string) int { return cmp.Compare(len(b), len(a)) }) // one may stand inside another
	for _, flag := range flags {
		before, after, found := strings.Cut(instruction, flag)
		if found {
			instruction = strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(after))
		}
	}
	return instruction
}

// ToHelpers is the instruction of a task as volunteers and organisations are shown it, given
// the need it serves, if any; see [Result.ToHelpers].
func ToHelpers(r db.Reader, need NeedID, instruction string) (string, error) {
	if need == "" || instruction == "" {
		return instruction, nil
	}
	n, err := needByID(r, need)
	if err != nil {
		return "", err
	}
	return n.Decision.ToHelpers(instruction), nil
}
