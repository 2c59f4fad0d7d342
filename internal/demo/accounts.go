package demo

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
)

// Password is what every demo account signs in with. The demo says so on its first page;
// it is never an account of a real borough.
const Password = "kith demo password"

// Login is a demo account, as the demo prints it.
type Login struct {
	Title string
	Email string
	Scope string // "" is the whole borough
}

// holder is who a demo account belongs to and what it is granted.
type holder struct {
	Login
	name  string
	grant access.Grant
	also  []access.Grant
}

// holders lists one account for each kind of role, by what the person sits in front of.
func holders(areas *places.Areas) []holder {
	hood := areas.Neighbourhoods[0]
	return []holder{
		{Login{"Contact centre agent", "agent@example.org", ""}, "Robin Ashworth", access.Grant{Role: access.Agent}, nil},
		{Login{"Central coordination point", "coordination@example.org", ""}, "Alex Hartley", access.Grant{Role: access.Coordinator}, nil},
		{Login{"Hub coordinator", "hub@example.org", hood.Name}, "Sam Derbyshire", access.Grant{Role: access.Coordinator, Neighbourhood: hood.ID}, nil},
		{Login{"Manager of a neighbourhood", "manager@example.org", hood.Name}, "Jo Pemberton", access.Grant{Role: access.Manager, Neighbourhood: hood.ID}, nil},
		{Login{"Director", "director@example.org", ""}, "Chris Fairclough", access.Grant{Role: access.Manager}, nil},
		{Login{"Logistics lead", "logistics@example.org", ""}, "Mo Rahman", access.Grant{Role: access.LogisticsLead}, nil},
		{Login{"Driver", "driver@example.org", ""}, "Frankie Lomax", access.Grant{Role: access.Driver}, nil},
		{Login{"Driver who is free", "free-driver@example.org", ""}, "Noor Bashir", access.Grant{Role: access.Driver}, nil},
		{Login{"Hub worker who drives and visits", "visits@example.org", hood.Name}, "Asha Mistry", access.Grant{Role: access.Driver}, []access.Grant{{Role: access.Coordinator, Neighbourhood: hood.ID}}},
		{Login{"Finance officer", "finance@example.org", ""}, "Ruth Taylor", access.Grant{Role: access.Finance}, nil},
		{Login{"Analyst, joint intelligence unit", "analyst@example.org", ""}, "Nia Okafor", access.Grant{Role: access.Analyst}, nil},
		{Login{"Elected member", "member@example.org", ""}, "Pat Rigby", access.Grant{Role: access.Member}, nil},
		{Login{"Public health", "publichealth@example.org", ""}, "Dev Sharma", access.Grant{Role: access.PublicHealth}, nil},
		{Login{"Information governance lead", "governance@example.org", ""}, "Lee Whittle", access.Grant{Role: access.Governance}, nil},
		{Login{"Administrator", "admin@example.org", ""}, "Kim Speakman", access.Grant{Role: access.Admin}, nil},
		{Login{"Community link worker", "link-worker@example.org", hood.Name}, "Olwen Bright", access.Grant{Role: access.LinkWorker, Neighbourhood: hood.ID}, nil},
	}
}

// Logins lists the demo accounts of a blueprint for the program to print.
func Logins(b *blueprint.Blueprint) []Login {
	var all []Login
	for _, l := range holders(blueprint.Part[*places.Areas](b)) {
		all = append(all, l.Login)
	}
	return all
}

func (m *maker) accounts(ctx context.Context) error {
	for _, l := range holders(blueprint.Part[*places.Areas](m.b)) {
		a, err := m.Accounts.Create(ctx, accounts.NewAccount{
			Name: l.name, Email: l.Email, Password: Password, Grants: append([]access.Grant{l.grant}, l.also...),
		})
		if err != nil {
			return err
		}
		switch {
		case l.also != nil:
			m.hands.visitor = a.Principal()
		case l.grant.Role == access.LogisticsLead:
			m.hands.logistics = a.Principal()
		case l.grant.Role == access.Driver && m.hands.driver.Account == "":
			m.hands.driver = a.Principal()
		case l.grant.Role == access.Finance:
			m.hands.finance = a.Principal()
		case l.grant.Role == access.Manager && l.grant.Neighbourhood == "":
			m.hands.director = a.Principal()
		case l.grant.Role == access.Analyst:
			m.hands.analyst = a.Principal()
		case l.grant.Role == access.Governance:
			m.hands.governance = a.Principal()
		case l.grant.Role == access.Agent:
			m.hands.agent = a.Principal()
		case l.grant.Role != access.Coordinator:
		case l.grant.Neighbourhood != "":
			m.hands.hub = a.Principal()
		case m.hands.coordinator.Account == "":
			m.hands.coordinator = a.Principal()
		}
	}
	return nil
}
