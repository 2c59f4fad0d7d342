package access

// Role is a part somebody plays in the borough's response. The names are those
// written in a blueprint's roles file and stored with an account.
type Role string

// The roles of the default table of who may see what.
const (
	Agent         Role = "agent"          // answers calls in the contact centre
	Coordinator   Role = "coordinator"    // runs a hub's board
	Manager       Role = "manager"        // manages a neighbourhood's delivery
	Volunteer     Role = "volunteer"      // does tasks offered to them
	Driver        Role = "driver"         // drives a round
	Organisation  Role = "organisation"   // a voluntary body or food bank, its own tasks only
	LogisticsLead Role = "logistics-lead" // food, stock and rounds
	Finance       Role = "finance"        // invoices and order lines
	LinkWorker    Role = "link-worker"    // community link worker, own cases
	Partner       Role = "partner"        // police, health, housing at a huddle
	Member        Role = "member"         // elected member, own casework
	Analyst       Role = "analyst"        // joint intelligence
	PublicHealth  Role = "public-health"  // figures only
	Governance    Role = "governance"     // information governance, an audited reader
	Admin         Role = "admin"          // accounts and the blueprint
)

// Roles lists every role in the order of the table of who may see what.
func Roles() []Role {
	return []Role{
		Agent, Coordinator, Manager, Volunteer, Driver, Organisation, LogisticsLead,
		Finance, LinkWorker, Partner, Member, Analyst, PublicHealth, Governance, Admin,
	}
}

// Known reports whether r is one of [Roles].
func (r Role) Known() bool {
	for _, known := range Roles() {
		if r == known {
			return true
		}
	}
	return false
}
