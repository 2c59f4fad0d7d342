package calls

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Waiting is how much of one hub's queue, or one language's, is still to be rung.
type Waiting struct {
	Name    string // a neighbourhood's id, "" the coordination queue; or a language
	All     int
	Late    int
	Pressed int // emergency or urgent
}

// Queue is what is still to be rung, as far as the caller works for it.
type Queue struct {
	Hubs      []Waiting
	Languages []Waiting // of those who do not speak English
}

// Queue counts what is still to be rung.
func (s *Service) Queue(ctx context.Context) (q Queue, err error) {
	defer fault.Wrap(&err, "queue of calls")
	if err := access.CheckHeld(ctx, ringers...); err != nil {
		return q, err
	}
	hoods, everywhere := access.From(ctx).Neighbourhoods(ringers...)
	r := s.db.Read(ctx)
	if q.Hubs, err = countWaiting(r, hoods, everywhere); err != nil {
		return q, err
	}
	q.Languages, err = countLanguages(r, hoods, everywhere)
	return q, err
}
