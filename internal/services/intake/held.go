package intake

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Held is a request in the hands of somebody who may change it: whoever knows its
// reference and its code, or staff of the hub that has it.
type Held struct {
	Request needs.Request
	needs   []needs.Need
	staff   bool
}

// ByCode gives a request to whoever knows its reference and its code. Errors are those of
// [needs.ByCode].
func (s *Service) ByCode(ctx context.Context, reference ident.Reference, code string) (h Held, err error) {
	defer fault.Wrap(&err, "hold a request by its code")
	r := s.db.Read(ctx)
	if h.Request, err = needs.ByCode(r, reference, strings.Join(strings.Fields(code), "")); err != nil {
		return Held{}, err
	}
	h.needs, err = needs.AllNeeds(r, h.Request.ID)
	return h, err
}

// ByStaff gives a request to staff to whom the person speaks.
func (s *Service) ByStaff(ctx context.Context, id needs.RequestID) (h Held, err error) {
	defer fault.Wrap(&err, "hold request %s", id)
	r := s.db.Read(ctx)
	if h.Request, err = needs.RequestIn(r, id); err != nil {
		return Held{}, err
	}
	if err := access.Check(ctx, h.Request.Neighbourhood, callers...); err != nil {
		return Held{}, err
	}
	h.staff = true
	h.needs, err = needs.AllNeeds(r, id)
	return h, err
}

// Open reports whether the request can still be changed.
func (h Held) Open() bool { return h.Request.State.Open() }

// MayStop are the needs that can be stopped here. A guarded one is not among them, nor
// does anything tell that there is one: it may be kept from whoever has the code.
func (h Held) MayStop() (all []needs.Need) {
	for _, n := range h.needs {
		if n.MayStop() {
			all = append(all, n)
		}
	}
	return all
}

// guarded reports whether something of the request is not for its hub to read.
func (h Held) guarded() bool {
	for _, n := range h.needs {
		if !needs.ToldWhole(access.Principal{}, []needs.Need{n}) {
			return true
		}
	}
	return false
}

func (s *Service) rulesAt(ctx context.Context, h Held) (book, error) {
	b, err := s.blueprintOf(ctx, h.Request.Blueprint)
	if err != nil {
		return book{}, err
	}
	return rulesIn(b), nil
}

// change makes a change to a request that was said in words, once for each key. Whoever
// else changes the request waits meanwhile.
func (s *Service) change(ctx context.Context, h Held, said needs.NewSaid, make func(tx *db.Tx, r needs.Request) error) error {
	if said.Key == "" || len(said.Key) > longestKey {
		return fault.New(fault.Invalid, "intake.no-key", "This page is out of date. Go back, open it again and send it once more.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := needs.Hold(tx, h.Request.ID); err != nil {
			return err
		}
		request, err := needs.RequestIn(tx, h.Request.ID)
		if err != nil {
			return err
		}
		first, err := needs.Say(tx, request, said)
		if err != nil || !first {
			return err
		}
		if !request.State.Open() {
			return fault.New(fault.Conflict, "intake.request-closed", "Everything in this request is finished. Ask for help again if you need it.")
		}
		return make(tx, request)
	})
}
