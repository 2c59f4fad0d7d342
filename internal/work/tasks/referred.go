package tasks

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// ReferredTo is the destination that a need was handed to, through the caller's handle; ""
// when its work did not end so.
func ReferredTo(r db.Reader, n needs.Need) (destination string, err error) {
	defer fault.Wrap(&err, "destination of need %s", n.ID)
	all, err := tasksOfNeed(r, n.Request, n.ID)
	for _, t := range all {
		if t.Kind == Refer && !t.State.Open() && t.ending().Need == needs.NeedReferred {
			destination = t.Destination
		}
	}
	return destination, err
}
