package demo

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// helper puts a volunteer on the register, as far through the bureau as the demo has them:
// most are active with all that what they offer needs; a few stand at each other place.
func (m *maker) helper(tx *db.Tx, h town.Helper) error {
	b := volunteering.Of(m.b)
	stands := standingOf(h.Number)
	n := m.offer(b, h)
	if len(b.Activities) > 0 && stands.Joining() {
		n.Standing = volunteers.Applied
	}
	if stands == volunteers.Applied && h.Number%2 == 0 {
		n.Agreed = day.Date{}
	}
	v, err := volunteers.AddOne(tx, n)
	if err != nil {
		return err
	}
	if err := m.through(tx, b, v, h, stands); err != nil {
		return err
	}
	if stands == volunteers.Active {
		m.hands.volunteers[h.Neighbourhood] = append(m.hands.volunteers[h.Neighbourhood], v)
	}
	return nil
}

// standingOf spreads volunteers over the standings, so that each list has something on it.
func standingOf(number int) volunteers.Standing {
	switch number % 40 {
	case 3, 17:
		return volunteers.Applied
	case 7:
		return volunteers.Checking
	case 11, 29:
		return volunteers.Inducting
	case 13:
		return volunteers.Paused
	case 19, 33:
		return volunteers.Reservist
	case 23:
		return volunteers.Left
	case 37:
		if number%80 == 37 {
			return volunteers.Refused
		}
		return volunteers.Revoked
	}
	return volunteers.Active
}

func (m *maker) offer(b *volunteering.Rules, h town.Helper) volunteers.NewVolunteer {
	at := grid.FromLatLon(h.Home.At)
	n := volunteers.NewVolunteer{
		GivenNames: h.Resident.GivenNames, FamilyName: h.Resident.FamilyName, BornOn: h.Resident.BirthDate, Phone: h.Resident.Phone,
		Email: h.Resident.Email, Neighbourhood: h.Neighbourhood, Activities: h.Activities, Drives: h.Drives, Agreed: b.Principles.Version,
		Home: volunteers.Home{
			Address: places.Address{Line1: h.Line1, Postcode: string(h.Home.Postcode)}, Easting: int64(at.E), Northing: int64(at.N),
		},
		Gives: volunteers.Gives{
			Vehicle: volunteering.OnFoot, Licence: h.Drives, Insured: h.Insured, Reach: []int64{0, 1500, 3000, 5000}[h.Number%4],
			PerWeek: int64(h.Number % 5), Skills: []string{"listening", "digital", "cooking", "animals"}[h.Number%4 : h.Number%4+1],
		},
		Own: volunteers.Own{Shields: h.Number%31 == 5, EmergencyName: "Sam " + h.Resident.FamilyName, EmergencyPhone: phone.Number(fmt.Sprintf("+447700900%03d", h.Number%1000))},
	}
	if h.Drives {
		n.Gives.Vehicle, n.Gives.Skills = volunteering.Car, append(n.Gives.Skills, "driving")
	} else if h.Number%3 == 0 {
		n.Gives.Vehicle = volunteering.Bicycle
	}
	if h.Language != "" {
		n.Gives.Languages = []string{h.Language}
	}
	for _, d := range volunteers.Weekdays()[h.Number%3 : 3+h.Number%5] {
		n.Gives.Free = n.Gives.Free.With(d, volunteers.Parts()[h.Number%3]).With(d, volunteers.Afternoon)
	}
	if h.Number%9 == 4 {
		n.Gives.RatherNot = "No dogs, please."
	}
	if n.Own.Shields {
		n.Activities, n.Own.Health = []string{"comfort-call"}, "Shields after a transplant, and is glad to ring people."
	}
	return n
}

// through leads somebody as far as they stand. What is recorded moves them on by itself.
func (m *maker) through(tx *db.Tx, b *volunteering.Rules, v volunteers.Volunteer, h town.Helper, stands volunteers.Standing) error {
	if len(b.Activities) == 0 {
		return nil
	}
	switch stands {
	case volunteers.Applied:
		return nil
	case volunteers.Checking, volunteers.Refused:
		others := slices.DeleteFunc(b.Asks(v.Activities), func(id string) bool { return slices.Contains(b.Joining.Checks, id) })
		if err := m.recorded(tx, b, v, h, others); err != nil || stands == volunteers.Checking {
			return err
		}
		return volunteers.MoveOne(tx, v.ID, stands, movedBecause[stands])
	case volunteers.Inducting:
		return m.recorded(tx, b, v, h, b.Joining.Checks)
	}
	if err := m.recorded(tx, b, v, h, b.Asks(v.Activities)); err != nil {
		return err
	}
	if err := m.learned(tx, b, v, h); err != nil || stands == volunteers.Active {
		return err
	}
	return volunteers.MoveOne(tx, v.ID, stands, movedBecause[stands])
}

var movedBecause = map[volunteers.Standing]string{
	volunteers.Paused: "Looks after her grandson until June.", volunteers.Reservist: "Back at work. Glad to help again in another wave.",
	volunteers.Left: "Has moved to Chester.", volunteers.Refused: "Both references said no.", volunteers.Revoked: "Took a tip of £20, and said so.",
}

// recorded writes the checks down. One in so many ends soon, or was never there for who says
// that their car is not insured.
func (m *maker) recorded(tx *db.Tx, b *volunteering.Rules, v volunteers.Volunteer, h town.Helper, checks []string) error {
	today := day.Of(tx.Now())
	for i, id := range checks {
		c, ok := b.Check(id)
		if !ok || id == "insurance" && !h.Insured {
			continue
		}
		for n := range c.Times() {
			held := volunteers.Held{
				Check: id, Level: c.Level, Number: numberOf(c, h, n), IssuedOn: today.AddDays(-5 - (h.Number*7+i*13+n)%150),
				SeenBy: m.hands.coordinator.Name, SeenHow: seenHow[c.Kind],
			}
			if h.Number%27 == 6 && i == len(checks)-1 {
				held.ExpiresOn = m.town.Today.AddDays(h.Number%40 - 6)
			}
			if _, err := volunteers.AddCheck(tx, b, v.ID, held); err != nil {
				return err
			}
		}
	}
	return nil
}

var seenHow = map[volunteering.CheckKind]string{
	volunteering.Identity: "Passport and a gas bill, by video", volunteering.DBS: "The certificate itself", volunteering.Reference: "By phone",
	volunteering.Right: "The paper itself",
}

func numberOf(c volunteering.Check, h town.Helper, n int) string {
	switch c.Kind {
	case volunteering.DBS:
		return fmt.Sprintf("0017%08d", 10_000+h.Number)
	case volunteering.Reference:
		return []string{"A neighbour of twelve years", "The manager where they worked"}[n%2]
	case volunteering.Right:
		return fmt.Sprintf("KD%06d", 4_000+h.Number)
	}
	return ""
}

func (m *maker) learned(tx *db.Tx, b *volunteering.Rules, v volunteers.Volunteer, h town.Helper) error {
	for i, id := range b.Teaches(v.Activities) {
		module, _ := b.Module(id)
		l := volunteers.Learned{Module: id, Score: len(module.Quiz), Tries: 1 + (h.Number+i)%2, PassedAt: tx.Now()}
		if h.Number%11 == 2 {
			l.InPerson = m.hands.coordinator.Name
		}
		if err := volunteers.AddLearned(tx, b, v.ID, l); err != nil {
			return err
		}
	}
	return nil
}

// asGroup makes a group of 150 of the neighbours of the first neighbourhood.
func (m *maker) asGroup(tx *db.Tx) error {
	i := slices.IndexFunc(m.hands.groups, func(o organisations.Organisation) bool { return o.Kind == organisations.MutualAid })
	if i < 0 {
		return nil
	}
	return volunteers.PutGroup(tx, volunteers.Group{
		Organisation: m.hands.groups[i].ID, People: 150, PerWeek: 90, Vouches: volunteering.Of(m.b).Joining.Checks, VouchedOn: day.Of(tx.Now()).AddDays(-9),
		LeadName: "Maureen Holt", LeadPhone: "+441632960188", Note: "A street each. Ring before ten.", Active: true,
	})
}

// keptApart keeps a few volunteers from somebody of their neighbourhood.
func (m *maker) keptApart(ctx context.Context) error {
	why := []string{"They are cousins who fell out.", "She asked for somebody else.", "He owes him money, as both say."}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		for i, family := range m.families[:min(len(why), len(m.families))] {
			here := m.hands.volunteers[family[0].Neighbourhood]
			if len(here) == 0 {
				continue
			}
			if err := volunteers.KeepAway(tx, here[i%len(here)], family[0].ID, why[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// mayBeGiven reports whether nothing stands against giving a task to a volunteer now.
func (m *maker) mayBeGiven(ctx context.Context, t tasks.Task, id volunteers.ID) bool {
	r := m.DB.Read(ctx)
	on := day.Of(r.Now())
	if t.NotBefore.After(r.Now()) {
		on = day.Of(t.NotBefore)
	}
	if t.StartOn.After(on) {
		on = t.StartOn
	}
	return volunteers.MayDo(r, volunteering.Of(m.b), id, volunteers.Work{Category: t.Category, Kind: string(t.Kind), Record: t.Record, On: on}) == nil
}
