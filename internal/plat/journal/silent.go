//go:build bench

package journal

import "sync/atomic"

var silenced atomic.Bool

// Silence has nothing recorded until it is called with false, for the measurement of what the
// journal costs. No program that is handed out holds it: it is compiled for benchmarks alone.
func Silence(on bool) { silenced.Store(on) }

func silent() bool { return silenced.Load() }
