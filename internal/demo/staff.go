package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
)

// lending is somebody whom a service or a partner lends.
type lending struct {
	home   string
	skills []string
	keeps  []string
	hub    bool   // lent to one hub
	asks   string // an instruction of their own
	free   string // as a spreadsheet has it
	most   int64
}

// perHub are lent to each hub, and forTheBorough go anywhere.
var (
	perHub = []lending{
		{home: "Libraries", skills: []string{"leading", "phones"}, hub: true, free: "weekdays"},
		{home: "Libraries", skills: []string{"phones", "listening"}, keeps: []string{"no-lifting"}, hub: true, free: "weekdays", most: 4},
		{home: "Leisure centres", skills: []string{"listening", "phones"}, keeps: []string{"from-home"}, hub: true, free: "weekdays, mon eve, wed eve"},
		{home: "Parks", skills: []string{"driving", "packing"}, hub: true, free: "weekdays, sat"},
		{home: "Museums", skills: []string{"phones", "data-entry"}, keeps: []string{"no-evenings"}, hub: true, free: "mon, tue, wed", asks: "Needs to leave by half past four"},
	}
	forTheBorough = []lending{
		{home: "Customer services", skills: []string{"phones", "listening"}, free: "every day", most: 5},
		{home: "Customer services", skills: []string{"phones"}, free: "every day", keeps: []string{"no-weekends"}},
		{home: "Planning", skills: []string{"phones", "data-entry"}, free: "weekdays, sat, sun"},
		{home: "Leisure centres", skills: []string{"packing", "driving"}, free: "weekdays, sat"},
		{home: "Leisure centres", skills: []string{"packing"}, free: "weekdays, sat", keeps: []string{"no-evenings"}},
		{home: "School meals", skills: []string{"packing", "food-hygiene"}, free: "weekdays", most: 5},
		{home: "School meals", skills: []string{"packing"}, free: "mon, tue, wed, thu am, fri am"},
		{home: "Elections", skills: []string{"phones", "listening"}, free: "evenings, mon, tue, sun"},
		{home: "Museums", skills: []string{"listening", "phones"}, free: "evenings, mornings", keeps: []string{"from-home"}},
		{home: "Parks", skills: []string{"driving", "packing"}, free: "sat, sun, fri"},
		{home: "Markets", skills: []string{"packing", "phones"}, free: "weekdays", keeps: []string{"seated"}},
		{home: "Housing association", skills: []string{"leading", "visits", "phones"}, free: "weekdays"},
	}
)

// fresh are how many stand otherwise than at work: offered, in induction, in reserve, back.
const fresh = 4

// deploys puts redeployed staff on the list and on the shifts of last week and this one.
// Next week waits for whoever plans it.
func (m *maker) deploys(ctx context.Context) error {
	if len(blueprint.Part[*deployment.Establishment](m.b).Posts) == 0 {
		return nil
	}
	ctx = m.as(ctx, m.hands.director)
	monday := deployment.Monday(day.Of(m.now)).AddDays(-7)
	m.clock.Set(monday.AddDays(-3).At(9, 0))
	workers, err := m.lent(ctx)
	if err != nil {
		return err
	}
	for n := range 2 {
		m.clock.Set(monday.AddDays(7*n-1).At(17, 0))
		if err := m.plans(ctx, monday.AddDays(7*n)); err != nil {
			return err
		}
	}
	if err := m.checkIns(ctx); err != nil {
		return err
	}
	m.clock.Set(m.now.Add(-2 * time.Hour))
	return m.changes(ctx, workers)
}

// lent puts everybody on the list, most of them through their induction.
func (m *maker) lent(ctx context.Context) (all []staff.Worker, err error) {
	rules := blueprint.Part[*staff.Rules](m.b)
	var lendings []lending
	hubs := map[int]string{}
	for _, hub := range m.hoods {
		for _, l := range perHub {
			hubs[len(lendings)] = hub
			lendings = append(lendings, l)
		}
	}
	lendings = append(lendings, forTheBorough...)
	for i := range 3 * fresh {
		lendings = append(lendings, forTheBorough[i%len(forTheBorough)])
	}
	for i, l := range lendings {
		w, err := m.Staff.Add(ctx, m.detailsFor(l, hubs[i], i))
		if err != nil {
			return nil, err
		}
		if late := i - (len(lendings) - 3*fresh); late < 0 || late >= fresh {
			err = m.inducts(ctx, w, rules, late >= fresh && late < 2*fresh)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}

func (m *maker) detailsFor(l lending, hub string, n int) staff.Details {
	h := m.town.Helper(10_000 + n).Resident
	d := staff.Details{
		Name: h.GivenNames + " " + h.FamilyName, Employer: m.b.Borough().Council, Home: l.home, Phone: h.Phone, Neighbourhood: hub,
		Email: fmt.Sprintf("%s.%d@example.org", strings.ToLower(strings.NewReplacer(" ", "", "'", "", "’", "").Replace(h.GivenNames)), n),
		Gives: staff.Gives{Skills: l.skills, Keeps: l.keeps, Asks: l.asks, Most: l.most}, Base: "Home",
	}
	d.Free, _, _ = staff.ParseWeek(l.free)
	if len(m.town.Homes) > 0 {
		d.Postcode = m.town.Homes[(n*37)%len(m.town.Homes)].Postcode
	}
	if strings.HasSuffix(l.home, "association") {
		d.Employer, d.Home = "Riverside Homes", "Tenancy support"
	}
	if n == len(m.hoods)*len(perHub) {
		d.Name, d.Email = "Robin Ashworth", "agent@example.org" // whose demo account shows their own shifts
	}
	return d
}

// inducts takes somebody through their induction, or half of it.
func (m *maker) inducts(ctx context.Context, w staff.Worker, rules *staff.Rules, half bool) error {
	if err := m.Staff.Move(ctx, staff.Choice{ID: w.ID, Version: w.Version}, staff.Inducting, ""); err != nil {
		return err
	}
	var items []string
	for _, i := range rules.InductionOf(w.Gives) {
		items = append(items, i.ID)
	}
	if half {
		items = items[:len(items)/2]
	}
	_, err := m.Staff.Induct(ctx, staff.Choice{ID: w.ID, Version: w.Version + 1}, items)
	return err
}

// plans applies the plan of a week as it comes.
func (m *maker) plans(ctx context.Context, monday day.Date) error {
	p, err := m.Deployment.Propose(ctx, monday, "")
	if err != nil {
		return err
	}
	var picks []deployment.Pick
	for _, c := range p.Answer.Choices {
		if c.Worker != "" {
			picks = append(picks, deployment.Pick{Seat: c.Seat, Worker: c.Worker})
		}
	}
	_, err = m.Deployment.Apply(ctx, picks)
	return err
}

// answersOf are what people say when they are asked how they are.
var answersOf = []deployment.CheckIn{
	{How: deployment.Well, Hours: 30},
	{How: deployment.Well, Hours: 22, Needs: ""},
	{How: deployment.SoSo, Hours: 36, Needs: "A parking permit for the base. The depot can send one."},
	{How: deployment.Well, Hours: 28},
	{How: deployment.NeedChange, Hours: 51, Needs: "Fewer late shifts from next week."},
}

// checkIns asks most of the deployed how they are; a few nobody has asked.
func (m *maker) checkIns(ctx context.Context) error {
	m.clock.Set(day.Of(m.now).AddDays(-4).At(15, 0))
	dues, err := m.Deployment.CheckIns(ctx)
	if err != nil {
		return err
	}
	for i, d := range dues {
		if i%7 == 3 {
			continue
		}
		m.clock.Advance(4 * time.Minute)
		c := answersOf[i%len(answersOf)]
		if err := m.Deployment.Ask(ctx, d.Worker.ID, c.How, c.Hours, c.Needs); err != nil {
			return err
		}
	}
	return nil
}

// changes lets a few things happen that a manager sees to: some rest, some are needed
// elsewhere from tomorrow, some went back, and some of those may be called up again.
func (m *maker) changes(ctx context.Context, workers []staff.Worker) error {
	today := day.Of(m.now)
	for i, w := range workers {
		w, err := m.Staff.Get(ctx, w.ID)
		if err != nil {
			return err
		}
		c := staff.Choice{ID: w.ID, Version: w.Version}
		switch {
		case len(workers)-i <= fresh && w.Standing.Works():
			err = m.goesBack(ctx, c, w, len(workers)-i)
		case w.Standing == staff.Deployed && i%16 == 7:
			err = m.Staff.Move(ctx, c, staff.Resting, "A week off, as agreed")
		case w.Standing == staff.Deployed && i%19 == 5:
			d := w.Details
			d.To = today
			err = m.Staff.Save(ctx, w.ID, w.Version, d, w.Account)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) goesBack(ctx context.Context, c staff.Choice, w staff.Worker, n int) error {
	back := deployment.Return{
		EndedOn: day.Of(m.now).AddDays(-1), HandedTo: "Head of " + strings.ToLower(w.Home), Learnt: "Two on the stock count halve the time. They would take a new starter with them.",
		Thanks: blueprint.Part[*staff.Rules](m.b).Thanks,
	}
	if n == 1 {
		return m.Deployment.HandBack(ctx, c, back, nil)
	}
	return m.Deployment.HandBack(ctx, c, back, &staff.Readiness{
		For: w.Skills, Within: []int64{24, 48, 72}[n%3], Refreshed: day.Of(m.now).AddDays(-150 * (n - 1)),
	})
}
