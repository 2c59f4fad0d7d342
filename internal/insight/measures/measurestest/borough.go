// Package measurestest makes a borough whose figures are kept, for the tests of the catalogue
// and of what is made from it.
package measurestest

import (
	"context"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/feature"
	"kith/internal/insight/census"
	"kith/internal/insight/measures"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/insight/roll"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/people"
	"kith/internal/services/deployment"
	"kith/internal/services/updates"
)

// Borough is that of reportstest, with its catalogue.
type Borough struct {
	*reportstest.Borough
	Measures *measures.Service
	Roll     *Roll

	t   testing.TB
	all []feature.Measure
}

// Roll is everybody, as a test says.
type Roll struct{ All roll.Roll }

// Lately implements measures.Roll.
func (r *Roll) Lately(context.Context) (*roll.Roll, error) { return &r.All, nil }

// known are the measures that figures may count.
func known() []feature.Measure {
	all := append(reportstest.Measures(), updates.Static().Measures...)
	return append(append(all, roll.Described()...), deployment.Described()...)
}

// Each runs a test on both engines, each time in an empty borough of its own.
func Each(t *testing.T, test func(t *testing.T, b *Borough)) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(engine.Name(), func(t *testing.T) { test(t, On(t, engine)) })
	}
}

// New returns an empty borough on SQLite.
func New(t testing.TB) *Borough { return On(t, db.SQLite) }

// On returns an empty borough on an engine, with further features.
func On(t testing.TB, engine db.Dialect, more ...feature.Feature) *Borough {
	own := feature.Set{measures.Static(known()), census.Static(), {Name: "updates", Migrations: updates.Static().Migrations}}
	b := &Borough{Borough: reportstest.With(t, engine, append(own, more...)), Roll: &Roll{}, t: t}
	b.all = append(append(reportstest.Measures(), updates.Static().Measures...), b.Deployment.Measures()...)
	b.all = append(b.all, roll.Counted(b.Roll.Lately)...)
	b.Measures = measures.New(b.DB, b.Blueprints, b.Reports, b.all, b.Roll, b.Reads)
	b.Borough.Reports.CataloguedBy(b.Measures)
	return b
}

// Count counts what is due.
func (b *Borough) Count() {
	b.t.Helper()
	if err := b.Measures.Count(b.Ctx); err != nil {
		b.t.Fatal(err)
	}
}

// Measure is the measure of a name.
func (b *Borough) Measure(name string) feature.Measure {
	for _, m := range b.all {
		if m.Name == name {
			return m
		}
	}
	b.t.Fatalf("nothing counts %s", name)
	return feature.Measure{}
}

// Problems is what is wrong with a catalogue, a line for each.
func Problems(t testing.TB, text string) string {
	t.Helper()
	roles := "roles:\n  - {id: agent, title: Agent, access: agent, held_for: borough, description: Answers., whose: own}\n"
	sections := []blueprint.Section{accounts.RolesSection(), measures.Section(known())}
	return strings.Join(blueprinttest.Problems(map[string]string{"figures.yaml": text, "roles.yaml": roles}, sections...), "\n")
}

// Somebody is a new record of the borough.
func (b *Borough) Somebody() (id people.RecordID) {
	b.t.Helper()
	err := b.DB.Write(b.Ctx, func(tx *db.Tx) error {
		made, err := people.AddMany(tx, []people.NewRecord{{Described: people.Described{GivenNames: "Pat", FamilyName: "Bench"}, Neighbourhood: "hapi", Source: "test"}})
		if err == nil {
			id = made[0].ID
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return id
}
