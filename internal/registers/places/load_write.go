package places

import (
	"context"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/imports"
)

// A step is as many batches as are written in about stepTime, well under the 50 ms after
// which people who save something would feel it.
const (
	stepTime   = 15 * time.Millisecond
	mostAtOnce = 8
)

// pace finds out how many batches make a step of the right length on this machine, now.
type pace struct{ batches int }

func (p *pace) took(d time.Duration) {
	switch {
	case d > stepTime*3/2:
		p.batches = max(1, p.batches/2)
	case d < stepTime*2/3:
		p.batches = min(mostAtOnce, p.batches+1)
	}
}

// write keeps the batches, a step at a time, and notes with each step how far it is.
func (l *loading) write(ctx context.Context, in <-chan batch) error {
	var step []batch
	p := pace{batches: 2}
	for b := range in {
		if b.done <= l.from {
			continue
		}
		if step = append(step, b); len(step) >= p.batches {
			took, err := l.writeStep(ctx, step)
			if err != nil {
				return err
			}
			p.took(took)
			step = step[:0]
		}
	}
	if len(step) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	_, err := l.writeStep(ctx, step)
	return err
}

// writeStep writes some batches in one transaction and returns how long it held it.
func (l *loading) writeStep(ctx context.Context, step []batch) (took time.Duration, err error) {
	run := l.run
	last := step[len(step)-1]
	run.Done = last.done
	for _, b := range step {
		run.Counts = run.Counts.Plus(b.counts)
	}
	if !l.options.DryRun {
		err = l.s.db.Write(ctx, func(tx *db.Tx) error {
			began := time.Now()
			defer func() { took = time.Since(began) }()
			for _, b := range step {
				if err := insertEntries(tx, l.directory, b.entries); err != nil {
					return err
				}
			}
			if err := touchDirectory(tx, l.directory); err != nil {
				return err
			}
			return imports.Step(tx, run)
		})
	}
	if err == nil {
		l.run = run
		l.tell(last.at, false)
	}
	return took, err
}
