package demo

import (
	"context"
	"time"

	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// calls are three that the coordination point has to see to: one that broke off, one that
// was promised to be rung back by now, and one that ended because it was not safe to talk.
func (m *maker) calls(ctx context.Context) error {
	ctx = m.as(ctx, m.hands.agent)
	if _, err := m.call(ctx, 70*time.Minute, "Doreen", "Halliwell", "food"); err != nil {
		return err
	}
	back, err := m.call(ctx, 3*time.Hour, "Gareth", "Winstanley", "benefits-debt")
	if err != nil {
		return err
	}
	m.clock.Advance(6 * time.Minute)
	if _, err := m.Intake.EndCall(ctx, back.ID, back.Version, intake.Ending{Outcome: intake.CallBack, CallBackAt: m.now.Add(-25 * time.Minute)}); err != nil {
		return err
	}
	m.clock.Set(m.now.Add(-40 * time.Minute))
	unsafe, err := m.Intake.StartCall(ctx)
	if err != nil {
		return err
	}
	m.clock.Advance(2 * time.Minute)
	_, err = m.Intake.EndCall(ctx, unsafe.ID, unsafe.Version, intake.Ending{Outcome: intake.SafeExit})
	return err
}

// call begins a call so long ago and writes down who rings and for what.
func (m *maker) call(ctx context.Context, ago time.Duration, given, family, need string) (intake.Call, error) {
	m.clock.Set(m.now.Add(-ago))
	c, err := m.Intake.StartCall(ctx)
	if err != nil {
		return c, err
	}
	m.clock.Advance(3 * time.Minute)
	return m.Intake.SaveCall(ctx, c.ID, c.Version, intake.Draft{Caller: intake.CallerNew, Safe: "yes", Answers: answers.Answers{
		answers.AskWhoFor: {"me"}, answers.AskFirstName: {given}, answers.AskLastName: {family}, answers.AskNeeds: {need},
	}})
}
