package demo

import (
	"fmt"
	"slices"

	"kith/internal/demo/town"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// helper puts a volunteer on the register with all that what they offer needs.
func (m *maker) helper(tx *db.Tx, h town.Helper) error {
	b := volunteering.Of(m.b)
	v, err := volunteers.AddOne(tx, volunteers.NewVolunteer{
		GivenNames: h.Resident.GivenNames, FamilyName: h.Resident.FamilyName, BornOn: h.Resident.BirthDate, Phone: h.Resident.Phone,
		Email: h.Resident.Email, Neighbourhood: h.Neighbourhood, Activities: h.Activities, Drives: h.Drives, Agreed: b.Principles.Version,
	})
	if err != nil {
		return err
	}
	m.hands.volunteers[h.Neighbourhood] = append(m.hands.volunteers[h.Neighbourhood], v)
	checks, modules := slices.Clone(b.Joining.Checks), slices.Clone(b.Joining.Modules)
	for _, id := range h.Activities {
		a, _ := b.Activity(id)
		checks, modules = append(checks, a.Checks...), append(modules, a.Modules...)
	}
	return m.cleared(tx, b, v, h.Number, checks, modules)
}

// cleared records the checks and modules of somebody who has been through the bureau.
func (m *maker) cleared(tx *db.Tx, b *volunteering.Rules, v volunteers.Volunteer, number int, checks, modules []string) error {
	done := map[string]bool{}
	for _, id := range checks {
		c, ok := b.Check(id)
		if !ok || done[id] {
			continue
		}
		done[id] = true
		for n := range c.Times() {
			held := volunteers.Held{
				Check: id, Level: c.Level, Number: fmt.Sprintf("%06d", 100_000+number*10+n), IssuedOn: m.town.Today.AddDays(-20 - number%150),
				SeenBy: m.hands.coordinator.Name, SeenHow: "The paper itself",
			}
			if _, err := volunteers.AddCheck(tx, b, v.ID, held); err != nil {
				return err
			}
		}
	}
	for _, id := range modules {
		if m, ok := b.Module(id); ok && !done["module "+id] {
			done["module "+id] = true
			l := volunteers.Learned{Module: id, Score: len(m.Quiz), Tries: 1 + number%2, PassedAt: tx.Now()}
			if err := volunteers.AddLearned(tx, b, v.ID, l); err != nil {
				return err
			}
		}
	}
	return nil
}
