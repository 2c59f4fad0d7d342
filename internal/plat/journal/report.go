package journal

import (
	"fmt"
	"strings"
)

// Fault is what sort of tampering or failure Verify found.
type Fault string

// The faults.
const (
	Changed     Fault = "changed"      // a row does not say what was recorded, or was never recorded
	Missing     Fault = "missing"      // rows are gone from the sequence
	OutOfPlace  Fault = "out of place" // a row does not follow the one before it
	CutOff      Fault = "cut off"      // rows are gone from the end
	HeadAltered Fault = "head altered" // the record of where the journal ends was changed or removed
	Unsealed    Fault = "unsealed"     // a row waits to be sealed for too long
)

// Problem is one thing that is wrong with a journal.
type Problem struct {
	Fault Fault
	// Seq is the number of the row, the first number of missing ones, or 0 for
	// a row that has none.
	Seq int64
	// ID is the id of the row, "" when it is gone.
	ID EntryID
	// Message says in words what is wrong and where.
	Message string
}

// Report is what Verify found out about one borough's journal.
type Report struct {
	Borough string
	// Entries is how many sealed entries were read, Waiting how many are not
	// sealed yet.
	Entries, Waiting int64
	// End is where the journal ended. Kept outside the database, it can be
	// given to Verify later.
	End Anchor
	// Problems are the first 100 found; More is how many were found after them.
	Problems []Problem
	More     int64
}

// Anchor is a place in a borough's journal: what its chain came to at a number.
type Anchor struct {
	Seq   int64  `json:"seq"`
	Chain string `json:"chain"`
}

// problemLimit keeps the report on a journal that was replaced from being as
// long as the journal.
const problemLimit = 100

// OK tells whether nothing is wrong.
func (r Report) OK() bool { return len(r.Problems) == 0 }

// String returns the report as people read it, a line for each problem.
func (r Report) String() string {
	var b strings.Builder
	if r.OK() {
		fmt.Fprintf(&b, "%s: the journal is whole: %d entries, %d not yet sealed.", r.Borough, r.Entries, r.Waiting)
		return b.String()
	}
	fmt.Fprintf(&b, "%s: the journal has been altered or damaged (%d entries read):", r.Borough, r.Entries)
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "\n  %s: %s", p.Fault, p.Message)
	}
	if r.More > 0 {
		fmt.Fprintf(&b, "\n  … and %d more", r.More)
	}
	return b.String()
}

// found adds a problem.
func (r *Report) found(f Fault, seq int64, id, format string, args ...any) {
	if len(r.Problems) >= problemLimit {
		r.More++
		return
	}
	r.Problems = append(r.Problems, Problem{Fault: f, Seq: seq, ID: EntryID(id), Message: fmt.Sprintf(format, args...)})
}
