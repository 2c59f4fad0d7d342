package jobs

import (
	"context"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// failures logs what goes wrong in jobs. Arguments are not logged: they may
// name people.
type failures struct{ log *slog.Logger }

// HandleError implements river.ErrorHandler.
func (f failures) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.failed(ctx, job, "error", err)
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (f failures) HandlePanic(ctx context.Context, job *rivertype.JobRow, cause any, trace string) *river.ErrorHandlerResult {
	f.failed(ctx, job, "panic", cause, "trace", trace)
	return nil
}

func (f failures) failed(ctx context.Context, job *rivertype.JobRow, cause ...any) {
	level, what := slog.LevelWarn, "a job failed and will be tried again"
	if job.Attempt >= job.MaxAttempts {
		level, what = slog.LevelError, "a job failed for the last time"
	}
	f.log.Log(ctx, level, what, append([]any{"kind", job.Kind, "job", job.ID, "attempt", job.Attempt}, cause...)...)
}

// warnings lets through what the job library says about trouble.
type warnings struct{ slog.Handler }

// Enabled implements slog.Handler.
func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}

// WithAttrs implements slog.Handler.
func (w warnings) WithAttrs(a []slog.Attr) slog.Handler { return warnings{w.Handler.WithAttrs(a)} }

// WithGroup implements slog.Handler.
func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }
