package deployment

import (
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/registers/staff"
)

// HeldID names a seat that somebody works.
type HeldID = ident.ID[Held]

// Held is a seat of a shift that somebody works, as it was when it was given.
type Held struct {
	Seat
	ID       HeldID
	Worker   staff.ID
	Who      string // their name
	Name     string // of the post
	Place    string
	From, To time.Time
	GivenAt  time.Time
	GivenBy  string
	EndedAt  time.Time // when it was taken off; zero while it stands
	EndedWhy string

	asks asks
}

// asks are what the seat asked when it was given, so that it can be looked at again.
type asks struct {
	Skills  []string `json:"skills,omitempty"`
	Demands []string `json:"demands,omitempty"`
}

// Span is when it is worked.
func (h Held) Span() Span { return Span{h.From, h.To} }

// call is what the seat asks. Where it is does not count: who was given it goes there.
func (h Held) call() staff.Call {
	return staff.Call{Neighbourhood: h.Hub, From: h.From, To: h.To, Skills: h.asks.Skills, Demands: h.asks.Demands}
}

// AtRisk is why whoever has the seat may not be able to work it after all, by what is known
// of them now; "" when nothing is against it.
func (h Held) AtRisk(w staff.Worker, rules *staff.Rules) string {
	return staff.Sentences(w.Bars(h.call(), rules))
}

// spans are when somebody works, by who.
func spans(all []Held) map[staff.ID][]Span {
	of := map[staff.ID][]Span{}
	for _, h := range all {
		of[h.Worker] = append(of[h.Worker], h.Span())
	}
	return of
}
