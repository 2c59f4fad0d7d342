package tasksweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// mine reports whether the caller is the one who has the task.
func mine(ctx context.Context, t tasks.Task) bool { return t.HeldBy(access.From(ctx)) }

// mayAct reports whether the caller may do anything to a task, in some state of it.
func mayAct(ctx context.Context, t tasks.Task) bool {
	return t.Lets(access.From(ctx), tasks.Record)
}

// of is the tasks of a request that the caller may see, each as far as they may. all are
// the needs of the request.
func (p *pages) of(ctx context.Context, id needs.RequestID, all []needs.Need) ([]tasks.Task, error) {
	found, err := p.tasks.OfRequest(ctx, id)
	for i, t := range found {
		found[i] = t.ShownTo(access.From(ctx), labelsOf(all, t.Need)...)
	}
	return found, err
}
