package demo

import (
	"context"
	"fmt"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// mostFamilies is how many households somebody has written down: of most nobody has asked.
const mostFamilies = 40

// family notes the people of one batch who live together.
func (m *maker) family(added []people.Record) {
	for from := 0; from < len(added); {
		to := from + 1
		for to < len(added) && added[to].Address == added[from].Address {
			to++
		}
		if n := to - from; n >= 2 && n <= 5 && len(m.families) < mostFamilies && to < len(added) {
			m.families = append(m.families, added[from:to:to])
		}
		from = to
	}
}

// circles says who lives with whom, who cares for whom and who else helps.
func (m *maker) circles(ctx context.Context) error {
	ctx = db.Background(ctx, db.Imports)
	for i, f := range m.families {
		first := people.PersonID(f[0].ID)
		if err := m.Households.SaveFacts(ctx, first, 0, homes[i%len(homes)]); err != nil {
			return err
		}
		for _, r := range f[1:] {
			if err := m.Households.AddMember(ctx, first, households.Who{Known: people.PersonID(r.ID)}, m.relation(r)); err != nil {
				return err
			}
		}
		if err := m.care(ctx, i, f); err != nil {
			return err
		}
		if i%4 == 0 {
			if err := m.Households.AddHelper(ctx, first, neighbours[i/4%len(neighbours)]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *maker) age(r people.Record) int { return day.AgeOn(r.BirthDate, day.Of(m.now)) }

func (m *maker) relation(r people.Record) string {
	if m.age(r) < 18 {
		return "child"
	}
	return ""
}

// care has every third family look after somebody, and a child where one is old enough.
func (m *maker) care(ctx context.Context, i int, f []people.Record) error {
	carer := f[1]
	for _, r := range f[1:] {
		if age := m.age(r); age >= 11 && age < 18 {
			carer = r
		}
	}
	if age := m.age(carer); age < 11 || age >= 18 && i%3 != 0 {
		return nil
	}
	said := households.CareFacts{
		Does: "Meals, washing and the nights", Backup: "An aunt comes from the next borough for a day or two.", Ring: "The aunt, 01632 960 177",
	}
	if i%9 == 0 {
		said.CannotSince = day.Of(m.now).AddDays(-1)
	}
	return m.Households.AddCarer(ctx, people.PersonID(f[0].ID), households.Who{Known: people.PersonID(carer.ID)}, said)
}

var homes = []households.Facts{
	{Floor: "ground", Entry: "Ring twice, the bell is faint"},
	{Floor: "fourth", Lift: households.NoLift, NoStairs: true, Entry: "Flats – need to buzz", Delivery: "Carry it up, they cannot come down."},
	{Pets: "A cat"},
	{Floor: "second", Lift: households.HasLift, Pets: "A large dog, kind"},
	{Delivery: "Leave with the neighbour at the left"},
}

var neighbours = []households.HelperFacts{
	{Name: "Jean", Relation: "neighbour", Phone: "+441632960161", Does: "shops on Fridays", MayRing: true},
	{Name: "Tariq", Relation: "son", Phone: "+447700900162", Does: "fetches the tablets", MayRing: true},
	{Name: "Mrs Bell", Relation: "neighbour", Does: "has an eye on the curtains"},
}

// settings puts places with many people on the register.
func (m *maker) settings(tx *db.Tx) error {
	m.places = m.places[:0]
	for i, s := range manyPeople {
		s.Neighbourhood = m.hoods[i%len(m.hoods)]
		o, err := organisations.AddOne(tx, s)
		if err != nil {
			return err
		}
		m.places = append(m.places, o)
	}
	return nil
}

// asksOfSettings has some of them, two at most, ask for help, as a call takes it down.
func (m *maker) asksOfSettings(ctx context.Context, n int, q *answers.Questions) error {
	for i, o := range m.places[:n] {
		home := m.town.Homes[0]
		for _, h := range m.town.Homes {
			if h.Neighbourhood == o.Neighbourhood {
				home = h
				break
			}
		}
		first, last, _ := strings.Cut(o.LeadName, " ")
		given := fill(q, answers.Answers{
			answers.AskWhoFor: {"me"}, answers.AskPostcode: {string(home.Postcode)}, answers.AskAddress: {o.Name},
			answers.AskNeeds: {[]string{"ppe", "food"}[i]}, answers.AskOwnWords: {"Half the staff are off and we are nearly out."},
			answers.AskFirstName: {first}, answers.AskLastName: {last}, answers.AskPhone: {o.LeadPhone.National()}, answers.AskSafeContact: {"call"},
		})
		if _, err := m.Intake.Ask(ctx, intake.Asking{
			Channel: needs.Phone, Answers: given, Setting: o.ID, Key: fmt.Sprintf("demo setting %d", i),
		}); err != nil {
			return err
		}
	}
	return nil
}

func setting(name string, kind organisations.Kind, headcount int64, lead, opening string) organisations.NewOrganisation {
	return organisations.NewOrganisation{
		Name: name, Kind: kind, Phone: "01632 960 150",
		Setting: organisations.Setting{Headcount: headcount, LeadName: lead, LeadPhone: "+441632960151", Opening: opening},
	}
}

var manyPeople = []organisations.NewOrganisation{
	setting("Sunny Bank care home", organisations.CareHome, 42, "Moira Fearn", "Day and night"),
	setting("The Old Dairy hostel", organisations.Hostel, 18, "Des Culshaw", "Day and night"),
	setting("St Hilda's primary school", organisations.School, 210, "Ruth Lowe", "8am to 4pm in term"),
	setting("Parkside Surgery", organisations.Surgery, 12, "Farah Aziz", "8am to 6:30pm, Monday to Friday"),
	setting("Canal Meadow site", organisations.Site, 35, "Bridie Doyle", "Ring before visiting"),
	setting("Beech House care home", organisations.CareHome, 27, "Anil Rao", "Day and night"),
}
