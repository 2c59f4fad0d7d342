package demo

import (
	"context"
	"time"

	"kith/internal/plat/policy"
	"kith/internal/registers/people"
	"kith/internal/registers/secondperson"
	"kith/internal/work/breakglass"
	"kith/internal/work/needs"
)

// emergencies has somebody opened in an emergency, to be reviewed, and a colleague wait for a
// second person.
func (m *maker) emergencies(ctx context.Context) error {
	found, err := m.Needs.Requests(m.as(ctx, m.hands.director), needs.RequestFilter{Limit: 1})
	if err != nil || len(found) == 0 {
		return err
	}
	m.clock.Set(m.now.Add(-13 * time.Hour))
	agent := m.as(ctx, m.hands.agent)
	o, err := m.Glass.Open(agent, breakglass.Wanted{
		Record: found[0].Record, Danger: breakglass.Life, Confirmed: true,
		Reason: "The line went dead while he said that he could not breathe. The ambulance asked who he was.",
	})
	for _, part := range []policy.Group{policy.Identity, policy.Health, policy.Address} {
		if err == nil {
			_, err = m.Glass.Read(agent, o.ID, part)
		}
	}
	if err != nil || m.apart == "" {
		return err
	}
	p, err := m.People.Person(m.as(ctx, m.hands.director), people.PersonID(m.apart))
	if err != nil {
		return err
	}
	m.clock.Set(m.now.Add(-25 * time.Minute))
	_, err = m.Seconds.Ask(m.as(ctx, m.hands.coordinator), secondperson.Ask{
		Kind: secondperson.WithheldAddress, Record: string(m.apart), Neighbourhood: p.Lead().Neighbourhood,
		Reason: "The heating engineer has to know where to go today. She agreed on the phone.",
	})
	return err
}
