package accounts_test

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/plat/access"
	"kith/internal/registers/accounts"
)

const soundRoles = `roles:
  - {id: agent, title: Agent, access: agent, held_for: borough, description: rings, whose: own}
  - {id: connector, title: Connector, access: coordinator, held_for: neighbourhood, description: runs a hub, whose: own}
  - {id: admin, title: Admin, access: admin, held_for: borough, description: accounts, whose: adopted, adopted_from: Wigan}
  - {id: food-bank, title: Food bank, access: organisation, held_for: organisation, description: parcels, whose: own}
`

func TestFaultsInRoles(t *testing.T) {
	const f = "roles.yaml"
	blueprinttest.Each(t, map[string]string{f: soundRoles}, []blueprint.Section{accounts.RolesSection()}, []blueprinttest.Break{
		{"an access role unheard of", f, "access: organisation", "access: organization", `roles.yaml:5:47: there is no access role "organization"; did you mean organisation?`},
		{"an id twice", f, "id: food-bank", "id: agent", `roles.yaml:5:10: role "agent" is already at roles.yaml:2`},
		{"nobody runs a hub", f, "access: coordinator", "access: manager", `roles.yaml:1:1: no title gives the access role "coordinator"`},
		{"an administrator of one place", f, "access: admin, held_for: borough", "access: admin, held_for: neighbourhood", `roles.yaml:4:`},
		{"held for nobody", f, "held_for: organisation", "held_for: everyone", `roles.yaml:5:71: "everyone" is not one of the choices`},
		{"adopted from nobody", f, ", adopted_from: Wigan", "", "roles.yaml:4:"},
	})
}

func TestATitleGrantsWhatItReaches(t *testing.T) {
	b := blueprinttest.Load(t, map[string]string{"roles.yaml": soundRoles}, accounts.RolesSection())
	roles := blueprint.Part[*accounts.Roles](b)
	for id, want := range map[string]access.Grant{
		"agent":     {Role: access.Agent},
		"connector": {Role: access.Coordinator, Neighbourhood: "hapi"},
		"food-bank": {Role: access.Organisation, Organisation: "o1"},
	} {
		title, ok := roles.Find(id)
		if got := title.Grant("hapi", "o1"); !ok || got != want {
			t.Errorf("%s grants %+v, want %+v", id, got, want)
		}
	}
}
