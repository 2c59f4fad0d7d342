package app

import (
	"context"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// cleared puts a volunteer on the register who has every check and module there is, and
// offers everything.
func cleared(t testing.TB, a *App, ctx context.Context, given, hood string) tasks.Assignee {
	t.Helper()
	b, err := a.Blueprints.Current(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rules, who := volunteering.Of(b), volunteers.Volunteer{}
	err = a.DB.Write(ctx, func(tx *db.Tx) (err error) {
		who, err = volunteers.AddOne(tx, volunteers.NewVolunteer{
			GivenNames: given, FamilyName: "Volunteer", Email: given + "@example.org", Neighbourhood: hood, Activities: rules.ActivityIDs(),
			Gives: volunteers.Gives{Vehicle: volunteering.Car}, Agreed: rules.Principles.Version,
		})
		if err != nil {
			return err
		}
		return clearAll(tx, rules, who.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	return tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(who.ID), Name: who.Name()}
}

func clearAll(tx *db.Tx, rules *volunteering.Rules, id volunteers.ID) error {
	for _, c := range rules.Checks {
		for range c.Times() {
			h := volunteers.Held{Check: c.ID, Level: c.Level, IssuedOn: day.Of(tx.Now()).AddDays(-30), SeenBy: "Sam", SeenHow: "the original"}
			if _, err := volunteers.AddCheck(tx, rules, id, h); err != nil {
				return err
			}
		}
	}
	for _, m := range rules.Modules {
		if err := volunteers.AddLearned(tx, rules, id, volunteers.Learned{Module: m.ID, Tries: 1, PassedAt: tx.Now()}); err != nil {
			return err
		}
	}
	return nil
}
