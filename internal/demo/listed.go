package demo

import (
	"context"
	"fmt"
	"hash/fnv"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

// claim is what a data asset says of some residents: of so many in a thousand of those who
// are 70 and over, and of the others.
type claim struct {
	kind      attributes.Type
	key       string
	old, rest int
}

var claims = map[assets.ID]claim{
	"shielded-patients": {attributes.Risk, "shielded", 120, 15},
	"gp-vulnerable":     {attributes.Risk, "gp-vulnerable", 60, 6},
	"adult-social-care": {attributes.ServiceUsed, "adult-social-care", 40, 4},
	"assisted-bins":     {attributes.ServiceUsed, "assisted-bins", 60, 2},
	"council-tax":       {attributes.Circumstance, "single-person-discount", 300, 90},
}

// assets opens a load of each asset that others gave.
func (m *maker) assets(ctx context.Context) error {
	m.claimed = map[assets.ID]attributes.LoadID{}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		for _, a := range blueprint.Part[*assets.Shipped](m.b).Assets {
			if _, says := claims[a.ID]; !says {
				continue
			}
			if err := assets.Adopt(tx, a); err != nil {
				return err
			}
			m.claimed[a.ID] = ident.New[attributes.Load](tx.Now())
			if err := attributes.Open(tx, m.claimed[a.ID], a.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// listed keeps what the assets say of residents who were just added.
func (m *maker) listed(ctx context.Context, added []people.Record) error {
	staged := map[assets.ID][]attributes.Attribute{}
	today := day.Of(m.now)
	for _, r := range added {
		for id := range m.claimed {
			if s := claims[id]; s.of(r, today) {
				staged[id] = append(staged[id], attributes.Attribute{
					Record: r.ID, Type: s.kind, Key: s.key, Asset: id, Source: string(id), From: today.AddDays(-drawOf(r, s.key+" since", 200)),
				})
			}
		}
	}
	if len(staged) == 0 {
		return nil
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		for id, all := range staged {
			if err := attributes.Stage(tx, m.claimed[id], all); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s claim) of(r people.Record, today day.Date) bool {
	in := s.rest
	if !r.BirthDate.IsZero() && day.AgeOn(r.BirthDate, today) >= 70 {
		in = s.old
	}
	return drawOf(r, s.key, 1000) < in
}

// drawOf is [draw] for a resident who is in the register.
func drawOf(r people.Record, question string, below int) int {
	sum := fnv.New32a()
	_, _ = fmt.Fprint(sum, r.GivenNames, r.FamilyName, r.BirthDate, r.Phone, question) // never fails
	return int(sum.Sum32() % uint32(below))
}

// inForce has what the assets say read from now on.
func (m *maker) inForce(ctx context.Context) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		for _, load := range m.claimed {
			if err := attributes.SwitchOn(tx, load, true); err != nil {
				return err
			}
		}
		return nil
	})
}
