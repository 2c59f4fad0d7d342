package demo

import (
	"context"
	"slices"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
	"kith/internal/registers/secondperson"
	"kith/internal/work/breakglass"
	"kith/internal/work/needs"
)

// emergencies has two people opened in an emergency, one of which was reviewed, and a colleague
// wait for a second person.
func (m *maker) emergencies(ctx context.Context) error {
	all, err := m.kept(m.as(ctx, m.hands.director))
	if err != nil {
		return err
	}
	for i, one := range []struct {
		who    access.Principal
		ago    time.Duration
		wanted breakglass.Wanted
		parts  []policy.Group
	}{
		{m.hands.agent, 6*24*time.Hour + 4*time.Hour, breakglass.Wanted{
			Danger: breakglass.Safety, Reason: "She rang, whispered that he was back, and asked who knew her number. Nobody at the coordination point answered.",
		}, []policy.Group{policy.Identity, policy.Safeguarding}},
		{m.hands.agent, 13 * time.Hour, breakglass.Wanted{
			Danger: breakglass.Life, Reason: "The line went dead while he said that he could not breathe. The ambulance asked who he was.",
		}, []policy.Group{policy.Identity, policy.Health, policy.Address}},
	} {
		if i >= len(all) {
			break
		}
		m.clock.Set(m.now.Add(-one.ago))
		one.wanted.Record, one.wanted.Confirmed = all[i], true
		if err := m.opens(m.as(ctx, one.who), one.wanted, one.parts); err != nil {
			return err
		}
		if i > 0 {
			continue
		}
		m.clock.Set(m.now.Add(-one.ago + 20*time.Hour))
		if err := m.reviewed(m.as(ctx, m.hands.director)); err != nil {
			return err
		}
	}
	return m.waitsForASecond(ctx)
}

// kept are two people of hubs, those first some of whose needs few may know of, who are marked
// as such.
func (m *maker) kept(ctx context.Context) (all []people.RecordID, err error) {
	found, err := m.Needs.Requests(ctx, needs.RequestFilter{Limit: mostAsked})
	if err != nil {
		return nil, err
	}
	var others []people.RecordID
	for _, r := range found {
		of, err := m.Needs.NeedsOf(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		switch {
		case r.Shut || r.Neighbourhood == "" || r.Record == m.apart || slices.Contains(all, r.Record) || slices.Contains(others, r.Record):
		case slices.ContainsFunc(of, needs.Need.Guarded):
			all = append(all, r.Record)
		default:
			others = append(others, r.Record)
		}
	}
	all = append(all, others...)
	all = all[:min(2, len(all))]
	for _, record := range all {
		p, err := m.People.Person(ctx, people.PersonID(record))
		if err == nil {
			err = m.People.Mark(ctx, p.ID, p.Labels(), append(p.Labels(), people.Safeguarding))
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (m *maker) opens(ctx context.Context, w breakglass.Wanted, parts []policy.Group) error {
	o, err := m.Glass.Open(ctx, w)
	if err != nil {
		return err
	}
	for _, part := range parts {
		m.clock.Advance(time.Minute)
		if _, err := m.Glass.Read(ctx, o.ID, part); err != nil {
			return err
		}
	}
	return m.Glass.Close(ctx, o.ID)
}

func (m *maker) reviewed(ctx context.Context) error {
	open, _, err := m.Glass.Reviews(ctx)
	if err != nil || len(open) == 0 {
		return err
	}
	return m.Glass.Review(ctx, open[0].ID, breakglass.Learn, "Right to open her. The rota had a gap at the coordination point that night: it is filled.")
}

// waitsForASecond has the hub ask for an address that is kept apart.
func (m *maker) waitsForASecond(ctx context.Context) error {
	if m.apart == "" {
		return nil
	}
	m.clock.Set(m.now.Add(-25 * time.Minute))
	p, err := m.People.Person(m.as(ctx, m.hands.director), people.PersonID(m.apart))
	if err != nil || !p.Has(people.AddressWithheld) {
		return err
	}
	_, err = m.Seconds.Ask(m.as(ctx, m.hands.coordinator), secondperson.Ask{
		Kind: secondperson.WithheldAddress, Record: string(m.apart), Neighbourhood: p.Lead().Neighbourhood,
		Reason: "The heating engineer has to know where to go today. She agreed on the phone, with her code word.",
	})
	return err
}
