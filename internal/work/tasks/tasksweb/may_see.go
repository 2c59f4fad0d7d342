package tasksweb

import (
	"context"
	"slices"

	"kith/internal/plat/access"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// veiled reports whether what a task is must not be told to the caller: what
// [needs.MayName] says, but whoever has a task knows what it is. more are labels of its need.
func veiled(ctx context.Context, t tasks.Task, more ...needs.Label) bool {
	p := access.From(ctx)
	return !(needs.MayName(p, t.Labels) && needs.MayName(p, more)) && !mine(ctx, t)
}

// veil takes out of a task what may not be told. That there is work stays: a page that hid
// it would let it be forgotten.
func veil(t tasks.Task) tasks.Task {
	t.Title, t.Instruction, t.Category, t.Area, t.Refused, t.Note, t.Outcome, t.Destination = needs.Unnamed, "", "", "", "", "", "", ""
	t.Record, t.Need = "", ""
	return t
}

// mine reports whether the caller is the one who has the task.
func mine(ctx context.Context, t tasks.Task) bool {
	p := access.From(ctx)
	return p.Account != "" && t.Assignee.Kind == tasks.ToStaff && t.Assignee.ID == p.Account
}

// holders is what whoever has a task may do to it; everything else is its hub's.
var holders = []tasks.Action{tasks.Accept, tasks.Decline, tasks.Record}

// works reports whether the caller works for the task's hub.
func works(ctx context.Context, t tasks.Task) bool {
	return access.From(ctx).HasFor(t.Neighbourhood, workers...)
}

// mayAct reports whether the caller may do anything to a task: they work for its hub, or
// for another and were given it.
func mayAct(ctx context.Context, t tasks.Task) bool {
	return works(ctx, t) || (access.From(ctx).Has(workers...) && mine(ctx, t))
}

// mayDo reports whether triage lets a kind of helper do a task. First contacts and
// referrals are the hub's own.
func mayDo(t tasks.Task, kind tasks.AssigneeKind) bool {
	if t.Kind != tasks.Do {
		return kind == tasks.ToStaff
	}
	return len(t.WhoMay) == 0 || slices.Contains(t.WhoMay, kind.Doer())
}

// of is the tasks of a request that the caller may see, each as far as they may. all are
// the needs of the request.
func (p *pages) of(ctx context.Context, id needs.RequestID, all []needs.Need) ([]tasks.Task, error) {
	found, err := p.tasks.OfRequest(ctx, id)
	who := access.From(ctx)
	var seen []tasks.Task
	for _, t := range found {
		if !who.HasFor(t.Neighbourhood, readers...) && !mine(ctx, t) {
			continue
		}
		if veiled(ctx, t, labelsOf(all, t.Need)...) {
			t = veil(t)
		}
		seen = append(seen, t)
	}
	return seen, err
}
