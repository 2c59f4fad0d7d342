package app

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo"
	"kith/internal/demo/demoweb"
	"kith/internal/demo/equality"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
)

// DemoPassword is what every demo account signs in with.
const DemoPassword = demo.Password

// DemoClock is where the clock of a demo is moved, where it may be.
const DemoClock = demoweb.Clock

// DemoLogins lists the demo accounts of a blueprint.
func DemoLogins(b *blueprint.Blueprint) []demo.Login { return demo.Logins(b) }

// DemoSize says how much to make.
type DemoSize struct {
	Seed     uint64
	People   int
	Requests int
	Tasks    int // of the months before
	// Volunteers is how many there are; 0 is as many as a lively borough has.
	Volunteers int
	// EveryStep adds work that stands at each step of each protocol.
	EveryStep bool
}

// MakeDemo applies the blueprint and makes the demo borough. The app must have been
// opened with the clock, which is left at now.
func (a *App) MakeDemo(ctx context.Context, at *clock.Manual, now time.Time, of DemoSize, progress func(string)) error {
	size := demo.Lively
	size.Seed, size.People, size.Requests, size.Tasks, size.EveryStep = of.Seed, of.People, of.Requests, of.Tasks, of.EveryStep
	if of.Volunteers > 0 {
		size.Volunteers = of.Volunteers
	}
	at.Set(size.Start(now))
	ctx = a.As(ctx, "demo", "make the demo borough")
	if err := a.ApplyBlueprint(ctx, "demo"); err != nil {
		return err
	}
	if err := demo.Make(ctx, a.demoServices(), at, now, size, progress); err != nil {
		return err
	}
	// What is late is passed up now, and not under the eyes of whoever opens the first page.
	if err := a.Protocols.Expire(ctx); err != nil {
		return err
	}
	if err := a.makeEquality(ctx, at, now, progress); err != nil {
		return err
	}
	at.Set(now)
	if err := a.OpenData.Publish(ctx); err != nil {
		return err
	}
	if err := a.Journal.Reads().Flush(ctx); err != nil {
		return err
	}
	if err := a.Journal.Seal(ctx); err != nil {
		return err
	}
	return a.makeHeads(ctx, at, now)
}

// headsOf is for how many days before a demo its journal has signed heads.
const headsOf = 7

// makeHeads signs where the journal ended on each of the days before, oldest first: whoever
// looks at the heads of a demo sees more than today's.
func (a *App) makeHeads(ctx context.Context, at *clock.Manual, now time.Time) error {
	defer at.Set(now)
	for ago := headsOf; ago > 0; ago-- {
		at.Set(now.AddDate(0, 0, -ago))
		if err := a.Heads.SignMadeUp(ctx); err != nil {
			return err
		}
	}
	return nil
}

// makeEquality makes whom the response did not reach, and counts the figures.
func (a *App) makeEquality(ctx context.Context, at *clock.Manual, now time.Time, progress func(string)) error {
	progress("Making who lives here, and who was helped…")
	b, err := a.Blueprints.Current(ctx)
	if err != nil {
		return err
	}
	w := equality.World{DB: a.DB, Blueprint: b, Census: a.Census, Priorities: a.Priorities, Count: a.Measures.Count, Clock: at, Now: now}
	for _, m := range Features().Measures() {
		if m.Name == "tasks.people-supported" {
			w.Helped = m.People
		}
	}
	lead := access.From(ctx)
	lead.Name = "Nia Okafor"
	return equality.Make(access.With(ctx, lead), w)
}

func (a *App) demoServices() demo.Services {
	return demo.Services{
		DB: a.DB, Blueprints: a.Blueprints, Places: a.Places, Accounts: a.Accounts, People: a.People, Households: a.Households, Organisations: a.Organisations,
		Volunteers: a.Volunteers, Staff: a.Staff, Deployment: a.Deployment, Intake: a.Intake, Needs: a.Needs, Tasks: a.Tasks, Duty: a.Duty, Food: a.Food, Medicines: a.Medicines, Answers: a.Answers,
		Protocols: a.Protocols, Matching: a.Matching, Fleet: a.Fleet, Rounds: a.Rounds, Doorstep: a.Doorstep, Lists: a.Lists, Risk: a.Risk, Cohorts: a.Cohorts, Situation: a.Situation, Measures: a.Measures, Levels: a.Levels, Command: a.Command, Capacity: a.Capacity, Seconds: a.Seconds, Glass: a.Glass, DataRequests: a.Requests, Keeping: a.Keeping,
	}
}
