package demo

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// arrival is how somebody came in who came to a desk, or whom a partner referred.
func (m *maker) arrival(d *rand.Rand, channel needs.Channel, r town.Resident) (a intake.Arrival) {
	switch channel {
	case needs.WalkIn:
		a.Place = m.desk(d)
	case needs.Referrer:
		by := intake.ReferredBy{
			Name: "Pat " + r.FamilyName, Role: pickOne(d, "nurse", "advice worker", "teacher", "housing officer"), Phone: "01632 960 162",
			Agrees: intake.Agrees(pickOne(d, "agreed", "agreed", "agreed", "not-told", "cannot-say")),
		}
		switch n := d.IntN(10); {
		case n == 0:
			by.Source, by.Role = intake.FromMember, "councillor"
		case n < 3:
			by.Source, by.Role = intake.FromShielding, "call handler"
		default:
			g := m.hands.groups[d.IntN(len(m.hands.groups))]
			by.Source, by.Organisation, by.Group = intake.FromOrganisation, g.ID, g.Name
		}
		a.Referrer = by
	}
	return a
}

// desk is the name of a place where somebody walks in.
func (m *maker) desk(d *rand.Rand) string {
	if len(m.desks) == 0 {
		return ""
	}
	return m.desks[d.IntN(len(m.desks))].Name
}

// otherDoors plays who came in without asking for help: people who register, and questions
// answered on the spot; and what some answered of themselves once their form was sent.
func (m *maker) otherDoors(ctx context.Context) error {
	d := m.dice(13)
	events := append(m.registrations(d, m.size.Requests/20), m.enquiries(d, m.size.Requests/4)...)
	slices.SortStableFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
	for _, e := range events {
		m.clock.Set(e.at)
		if err := e.do(ctx); err != nil {
			return err
		}
	}
	return m.reached(ctx, d, m.size.Requests)
}

// registrations are people who are not yet known and need nothing today.
func (m *maker) registrations(d *rand.Rand, n int) (events []event) {
	next, stop := iter.Pull2(m.town.People(m.size.People + 8*n))
	defer stop()
	for range m.size.People {
		next()
	}
	for i := range n {
		var h town.Household
		var r town.Resident
		ok := true
		for range 8 { // not all in one street
			h, r, ok = next()
		}
		if !ok {
			break
		}
		r = h.Residents[0]
		by := []needs.Channel{needs.Web, needs.Phone, needs.WalkIn}[i%3]
		events = append(events, event{m.moment(d, i), func(ctx context.Context) error { return m.registers(ctx, d, i, by, h, r) }})
	}
	return events
}

func (m *maker) registers(ctx context.Context, d *rand.Rand, n int, by needs.Channel, h town.Household, r town.Resident) error {
	g := given(blueprint.Part[*answers.Questions](m.b), town.Ask{Categories: []string{"other"}}, h, r, m.town.Today)
	g["strengths"] = []string{pickOne(d, "I have a car and time in the mornings.", "I can sew and I like to talk on the phone.", "I know everybody in the street.")}
	a := intake.Registering{Channel: by, Answers: g, Agrees: n%3 != 2, Key: fmt.Sprintf("demo registers %d", n)}
	if by == needs.WalkIn {
		a.Place = m.desk(d)
	}
	receipt, err := m.Intake.Register(ctx, a)
	if err != nil || n%9 != 4 {
		return err
	}
	own, err := m.Intake.RegistrationByCode(ctx, receipt.Reference, receipt.Code)
	if err != nil {
		return err
	}
	_, err = m.Intake.ChangeRegistration(ctx, own.ID, intake.EndRegistration, "the person, on the status page")
	return err
}

// enquiries are questions that were answered on the spot.
func (m *maker) enquiries(d *rand.Rand, n int) (events []event) {
	for i := range n {
		e := intake.Enquiry{
			Subject: pickOne(d, "food", "food", "medicines", "about-rules", "about-opening", "about-volunteering", "about-council", "about-else"),
			Channel: []needs.Channel{needs.WalkIn, needs.WalkIn, needs.Phone}[i%3], Place: m.desk(d),
		}
		events = append(events, event{m.moment(d, i), func(ctx context.Context) error {
			_, err := m.Intake.CountEnquiry(m.as(ctx, m.hands.coordinator), e, fmt.Sprintf("demo enquiry %d", i))
			return err
		}})
	}
	return events
}

// reached counts what people answered of themselves this quarter and in the one before.
func (m *maker) reached(ctx context.Context, d *rand.Rand, n int) error {
	asked := blueprint.Part[*answers.Equality](m.b)
	today := day.Of(m.now)
	start := day.New(today.Year(), today.Month(), 1).AddDays(-150)
	for i := range n {
		m.clock.Set(start.At(12, 0).Add(time.Duration(i) * m.now.Sub(start.At(12, 0)) / time.Duration(n)))
		sent := answers.Reached{Neighbourhood: m.hoods[d.IntN(len(m.hoods))], Channel: string(needs.Web), Answers: answers.Answers{}}
		for _, q := range asked.Questions {
			if d.IntN(12) > 0 { // some leave a question out
				sent.Answers[q.ID] = []string{likely(d, q)}
			}
		}
		if _, err := m.Answers.CountEquality(ctx, answers.NewEqualityToken(), asked, sent); err != nil {
			return err
		}
	}
	return nil
}

// likely is a choice of a question, one of the commoner ones mostly.
func likely(d *rand.Rand, q answers.Question) string {
	often := map[string][]string{
		"ethnic_group": {"white"}, "orientation": {"straight"}, "religion": {"christian", "none"}, "disability": {"a-lot", "a-little", "none"},
		"sex": {"female", "female", "male"},
	}[q.ID]
	if len(often) > 0 && d.IntN(8) > 0 {
		return pickOne(d, often...)
	}
	all := q.Offered()
	return all[d.IntN(len(all))].ID
}

// findDesks finds where people may walk in: the bases, and the groups on the register.
func (m *maker) findDesks(ctx context.Context) (err error) {
	m.desks, err = m.Intake.Places(ctx)
	return err
}
