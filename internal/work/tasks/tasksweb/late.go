package tasksweb

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/work/tasks"
)

// record takes how a task went: now, or at the time it happened where that was written on paper
// and is entered later.
func (p *pages) record(ctx context.Context, f *actions, c tasks.Choice, o tasks.Outcome) error {
	if !f.PaperOn.Given() && f.PaperAt.Value() == "" {
		return p.tasks.RecordOutcome(ctx, c, o)
	}
	on := f.PaperOn.Value()
	if !f.PaperOn.Given() {
		on = day.Of(p.around.Now())
	}
	hour, minute, ok := day.ParseTimeOfDay(f.PaperAt.Value())
	if !ok {
		return fault.New(fault.Invalid, "tasks.no-time", "Enter the time it happened, like 14:30.")
	}
	return p.tasks.RecordLate(ctx, c, o, on.At(hour, minute))
}
