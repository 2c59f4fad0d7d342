package linkage

import (
	"context"
	"sync"
	"sync/atomic"
)

// share hands out the numbers below n to workers, each of which has something of its own, and
// stops early when the context ends.
func share[T any](ctx context.Context, workers, n int, own func() T, do func(T, int)) error {
	var next atomic.Int64
	var all sync.WaitGroup
	for range max(1, min(workers, n)) {
		all.Go(func() {
			mine := own()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(mine, i)
			}
		})
	}
	all.Wait()
	return ctx.Err()
}
