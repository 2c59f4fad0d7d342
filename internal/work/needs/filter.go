package needs

import (
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/ident"
)

// RequestFilter narrows a list of requests. Zero fields do not narrow.
type RequestFilter struct {
	Neighbourhoods []string // nil means every one; "" among them means the coordination queue
	Reference      ident.Reference
	States         []RequestState
	Channel        Channel
	From, Until    time.Time    // received at or after From and before Until
	Overdue        bool         // not accepted in time
	Refused        bool         // given back by a hub
	Handed         bool         // left one of the Neighbourhoods and is with another now
	After          feature.Mark // go on behind this row; the zero Mark begins
	Limit          int          // rows at most
}

// Listed is one row of a list of requests, with the name as the record has it. One that
// the caller may only see the standing of is Shut: it has nothing but that and where it is.
type Listed struct {
	Request
	Shut                   bool
	GivenNames, FamilyName string
}

// Mark is the row's place in the list.
func (l Listed) Mark() feature.Mark { return feature.Mark{At: l.ReceivedAt, ID: string(l.ID)} }
