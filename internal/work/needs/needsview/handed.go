package needsview

import (
	"time"

	"kith/internal/work/needs"
)

// Names gives what hubs and accounts are called.
type Names struct {
	Hub, Account func(id string) string
	Now          time.Time
}

// HandOver puts a hand-over in words.
func (n Names) HandOver(h needs.Handed) HandOver {
	return HandOver{
		From: n.Hub(h.From), To: n.Hub(h.To), By: n.Account(h.By), Back: h.To == "", Reason: h.Reason, At: h.At, Now: n.Now,
	}
}

// Left puts a request that left in words.
func (n Names) Left(l needs.Listed, h needs.Handed, typed string) Left {
	return Left{
		Reference: string(l.Reference), State: l.State.Label(), Hub: n.Hub(l.Neighbourhood), HandOver: n.HandOver(h), Typed: typed,
	}
}
