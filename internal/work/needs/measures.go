package needs

import (
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
)

// GuardedKind stands in figures for the category of needs that are not named to
// everybody: they are counted, and what they are only those see who may open them.
const GuardedKind = "restricted"

// SettingsAsked is the measure of settings that asked for help.
const SettingsAsked = "needs.settings"

// guarded reports whether the need is one that [Need.Named] keeps from some.
func (r Result) guarded() bool {
	return r.StraightTo != "" || Guarded(r.Labels)
}

// Measures are the figures that requests and needs give.
func Measures() []feature.Measure {
	return []feature.Measure{
		{
			Name: "needs.requests", Label: "Requests received", Dated: true, Kind: "channel",
			Meaning: "Every time somebody asked for help, for themselves or another, by any channel. The same person may ask more than once.",
			Count:   receivedRequests, Rows: "/requests", Readers: readers,
		},
		{
			Name: "needs.not-accepted", Label: "Requests not accepted",
			Meaning: "Requests that no hub has taken on yet, in time or late, including those that a hub gave back.",
			Count:   waitingRequests, Rows: "/requests?state=received", Readers: readers,
		},
		{
			Name: "needs.opened", Label: "Needs opened", Dated: true, Kind: "category",
			Meaning: "Things that were asked for. A request has one need or more.",
			Count:   openedNeeds, People: whoseNeeds, Rows: "/dashboard/needs", Readers: readers,
		},
		{
			Name: "needs.first-contact", Label: "Median time to first contact", Unit: feature.Seconds, Dated: true,
			Meaning: "From the request to the hub first speaking to the person, for the requests whose first contact was made. It is the middle one: half were quicker.",
			Count:   firstContacts, Rows: "/dashboard/first-contacts", Readers: readers,
		},
		{
			Name: SettingsAsked, Label: "Settings that asked for help", Dated: true, Shared: true,
			Meaning: "Different places with many people, such as care homes, schools and hostels, for which somebody asked. Each is counted once, however often it asked.",
			Count:   settingsAsked, Rows: "/dashboard/settings", Readers: readers,
		},
	}
}

// OpenedNeed is one row behind the figure of needs opened.
type OpenedNeed struct {
	ID            NeedID
	Request       RequestID
	Reference     ident.Reference
	Category      string
	Neighbourhood string
	State         NeedState
	OpenedAt      time.Time
	Guarded       bool // only some may be told what it is

	GivenNames, FamilyName string
}

// Named reports whether somebody may be told what the need of the row is, and whose.
func (n OpenedNeed) Named(who access.Principal) bool {
	return !n.Guarded || cleared(who)
}

// Mark is the row's place in the list.
func (n OpenedNeed) Mark() feature.Mark { return feature.Mark{At: n.OpenedAt, ID: string(n.ID)} }

// OpenedNeeds lists the needs that the figure of needs opened counts. The caller has
// checked that who asks may see them.
func OpenedNeeds(r db.Reader, l feature.Listing) ([]OpenedNeed, error) { return listOpenedNeeds(r, l) }

// FirstContact is one row behind the time to first contact.
type FirstContact struct {
	Request       RequestID
	Reference     ident.Reference
	Neighbourhood string
	ReceivedAt    time.Time
	ContactedAt   time.Time
	DueAt         time.Time

	GivenNames, FamilyName string
}

// Took is how long the person waited.
func (c FirstContact) Took() time.Duration { return c.ContactedAt.Sub(c.ReceivedAt) }

// Mark is the row's place in the list.
func (c FirstContact) Mark() feature.Mark {
	return feature.Mark{At: c.ContactedAt, ID: string(c.Request)}
}

// FirstContacts lists the requests that the time to first contact is made from. The
// caller has checked that who asks may see them.
func FirstContacts(r db.Reader, l feature.Listing) ([]FirstContact, error) {
	return listFirstContacts(r, l)
}

// SettingsThatAsked lists the settings that the figure counts. The caller has checked that who
// asks may see them.
func SettingsThatAsked(r db.Reader, l feature.Listing) ([]organisations.Asked, error) {
	return listSettingsAsked(r, l)
}
