package demo

import (
	"context"
	"fmt"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
	"kith/internal/work/assignment"
	"kith/internal/work/tasks"
)

// How many tasks volunteers are asked for, how many of these are taken and done, and of how
// many nobody is left to ask.
const (
	askedFor   = 18
	taken      = 9
	doneOf     = 5
	nobodyLeft = 3
)

// asksVolunteers asks volunteers for work this morning: some say yes, some not this time,
// some are done already and were thanked.
func (m *maker) asksVolunteers(ctx context.Context) error {
	ctx = m.as(ctx, m.hands.coordinator)
	m.clock.Set(m.now.Add(-3 * time.Hour))
	p, err := m.Matching.MakePlan(ctx, "")
	if err != nil {
		return err
	}
	var choices []tasks.Choice
	for _, l := range p.Given {
		if l.Kind == assignment.OneVolunteer && len(choices) < askedFor {
			choices = append(choices, tasks.Choice{ID: l.Task, Version: l.Version})
		}
	}
	for _, l := range p.Left[:min(nobodyLeft, len(p.Left))] {
		choices = append(choices, tasks.Choice{ID: l.Task, Version: l.Version})
	}
	if _, err := m.Matching.Ask(ctx, choices); err != nil {
		return err
	}
	for i, c := range choices[:min(taken, len(choices))] {
		m.clock.Advance(7 * time.Minute)
		if err := m.replies(ctx, c.ID, i); err != nil {
			return err
		}
	}
	m.clock.Set(m.now.Add(-20 * time.Minute))
	_, err = m.Matching.MakePlan(ctx, "")
	return err
}

// replies is whoever was asked for a task first saying yes, and the next not this time.
func (m *maker) replies(ctx context.Context, id tasks.ID, i int) error {
	asked, err := m.Matching.AskedFor(ctx, id)
	if err != nil {
		return err
	}
	for n, o := range asked.Offers {
		who := m.asVolunteer(ctx, o.Volunteer)
		if n == 0 && len(asked.Offers) > 1 && i%3 == 0 {
			if err := m.Matching.Decline(who, o.ID, []string{"", "I am away today.", "My car is at the garage."}[i%3]); err != nil {
				return err
			}
			continue
		}
		if _, err := m.Matching.Accept(who, o.ID); err != nil {
			if fault.KindOf(err) == fault.Conflict {
				continue
			}
			return err
		}
		return m.finishes(ctx, who, o, i)
	}
	return nil
}

func (m *maker) asVolunteer(ctx context.Context, id volunteers.ID) context.Context {
	return m.as(ctx, access.Principal{
		Account: "volunteer:" + string(id), Name: "A volunteer", Grants: []access.Grant{{Role: access.Volunteer, Volunteer: string(id)}},
	})
}

// finishes is a volunteer doing what they took, where it is one press.
func (m *maker) finishes(ctx, who context.Context, o matching.Offer, i int) error {
	t, err := tasks.In(m.DB.Read(ctx), o.Task)
	if err != nil || i >= doneOf || !hasEnding(t, "done") {
		return err
	}
	m.clock.Advance(3 * time.Minute)
	err = m.Matching.SayHow(who, tasks.Choice{ID: t.ID, Version: t.Version}, matching.Said{Outcome: "done", Note: "All went well.", Minutes: 20 + 10*i})
	if err != nil {
		return err
	}
	if i%2 == 0 {
		return m.Matching.Tell(who, "", fmt.Sprintf("%s The bell does not work: knock.", []string{"All went well.", "Glad to help.", "She was pleased."}[i%3]))
	}
	return m.Matching.Thank(ctx, o.Volunteer, "Thank you. You made a real difference today.")
}
