// Package jobs runs work in the background: what follows from the journal,
// imports, planning, and periodic sweeps.
//
// Features register what they can do in a [Registry]: a function for each kind
// of job, and sweeps that come round every so often. A job is a row, written
// with [Jobs.Enqueue] or, together with other changes, [Jobs.EnqueueTx], and
// is run at least once by some node of its borough, also after a crash. Its
// function must therefore be fit to run again. One that fails is tried again,
// later each time; in the end, or at once by [GiveUp], it comes to rest among
// the [Jobs.Dead], where a person finds it and may have it sent again.
//
// River does the work behind this and is not to be seen outside.
package jobs
