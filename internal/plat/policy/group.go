package policy

// Group is a group of fields of a person, or a part of one, or an act that the policies
// decide. They are the actions of schema.cedarschema.
type Group string

// The groups of fields, in the order of the table of who may see what.
const (
	Identity     Group = "identity"
	Address      Group = "address"
	Health       Group = "health"
	Safeguarding Group = "safeguarding"
	Food         Group = "food"
	Money        Group = "money"
	CaseNotes    Group = "case-notes"
)

// Parts of groups: whoever may see the group sees the part.
const (
	Name             Group = "name"              // of identity: a first name
	HealthNeeds      Group = "health-needs"      // of health: what follows from it for the help
	Instructions     Group = "instructions"      // of health needs: what to mind, never why
	Diet             Group = "diet"              // of health needs
	SafeguardingFlag Group = "safeguarding-flag" // of safeguarding: that there is a concern
	OrderValue       Group = "order-value"       // of money
	VoucherNumber    Group = "voucher-number"    // of money
	CaseStatus       Group = "case-status"       // of case notes: how it goes
)

// What is decided beside the groups.
const (
	WithheldAddress Group = "withheld-address"  // an address that is kept apart
	OpenEmergency   Group = "open-in-emergency" // breaking the glass
	ReviewEmergency Group = "review-emergency"
)

// Groups are the groups of fields, in the order they are shown.
func Groups() []Group {
	return []Group{Identity, Address, Health, Safeguarding, Food, Money, CaseNotes}
}

// parts are the parts of each group, the most telling first.
var parts = map[Group][]Group{
	Identity: {Name}, Health: {HealthNeeds, Instructions, Diet}, Safeguarding: {SafeguardingFlag},
	Money: {OrderValue, VoucherNumber}, CaseNotes: {CaseStatus},
}

// Words are how a group is named to people.
func (g Group) Words() string { return words[g] }

var words = map[Group]string{
	Identity: "who they are", Address: "where they live", Health: "health", Safeguarding: "safeguarding", Food: "food", Money: "money",
	CaseNotes: "case notes", Name: "first name", HealthNeeds: "what health means for the help", Instructions: "instructions only",
	Diet: "diet and allergies", SafeguardingFlag: "flag only", OrderValue: "order value", VoucherNumber: "voucher number",
	CaseStatus: "status only", WithheldAddress: "withheld addresses", OpenEmergency: "open in an emergency", ReviewEmergency: "review emergencies",
}

// Known are all actions that the policies may speak of.
func Known() (all []Group) {
	for _, g := range Groups() {
		all = append(append(all, g), parts[g]...)
	}
	return append(all, WithheldAddress, OpenEmergency, ReviewEmergency)
}
