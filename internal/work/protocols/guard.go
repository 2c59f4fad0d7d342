package protocols

import (
	"context"
	"fmt"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/steps"
)

// Guard refuses a blueprint that would leave work in flight without the protocol or the
// step it stands at, and lists each: nobody could be told any more what is to be done, or
// be shown how it differs. Work in flight keeps to its own version whatever else changes.
func (s *Service) Guard(ctx context.Context, next *blueprint.Blueprint) (err error) {
	defer fault.Wrap(&err, "guard work in flight")
	return guard(s.db.Read(ctx), blueprint.Part[steps.Files](next))
}

func guard(r db.Reader, next steps.Files) error {
	all, err := standings(r)
	if err != nil {
		return err
	}
	var problems blueprint.Problems
	for _, at := range all {
		file := "protocols/" + at.Protocol + ".yaml"
		p := next[at.Protocol]
		switch {
		case p == nil:
			problems = append(problems, stranded(file, at, "the protocol is gone"))
		default:
			if _, known := p.Step(at.Step); known {
				continue
			}
			problems = append(problems, stranded(file, at, "the step "+at.Step+" is gone"))
		}
	}
	if len(problems) == 0 {
		return nil
	}
	refused := fault.New(fault.Invalid, "protocols.stranded",
		"Work in flight stands at steps that this change takes away, and was not applied. Keep them until that work has ended.")
	refused.Err = problems
	return refused
}

func stranded(file string, at place, what string) blueprint.Problem {
	work := fmt.Sprintf("%d pieces of work stand", at.Runs)
	if at.Runs == 1 {
		work = "1 piece of work stands"
	}
	return blueprint.Problem{
		File: file, Message: fmt.Sprintf("%s, and %s at %s, by version %s", what, work, at.Step, at.Blueprint),
		Mend: "keep it until that work has ended",
	}
}

// Standing is how many open runs stand at each step of each protocol.
func (s *Service) Standing(ctx context.Context) (open map[string]map[string]int64, err error) {
	defer fault.Wrap(&err, "where work stands")
	all, err := standings(s.db.Read(ctx))
	open = map[string]map[string]int64{}
	for _, at := range all {
		if open[at.Protocol] == nil {
			open[at.Protocol] = map[string]int64{}
		}
		open[at.Protocol][at.Step] += at.Runs
	}
	return open, err
}
