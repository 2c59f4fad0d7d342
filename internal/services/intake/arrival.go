package intake

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/work/needs"
)

// Arrival is how a request came in besides its channel. The zero Arrival says nothing.
type Arrival struct {
	Place    string     // where they walked in: a base, a library, a trusted group; "" is nowhere
	Referrer ReferredBy // who referred them; the zero one is nobody
}

// ReferredBy is who referred somebody, and what the person knows of it. Their agreement is no
// condition of help.
type ReferredBy struct {
	Source       Source
	Organisation organisations.ID // of a referrer on the register; "" otherwise
	Group        string           // the organisation by name
	Name         string           // of the one who refers
	Role         string
	Phone        string
	Agrees       Agrees
}

// Words are who referred somebody, line by line; "" for nobody.
func (f ReferredBy) Words() string {
	var said []string
	for _, text := range []string{f.Source.Label(), f.Group, f.Name, f.Role, f.Phone} {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, "\n")
}

// Source is what kind of body refers somebody.
type Source string

// The sources.
const (
	FromOrganisation Source = "organisation"
	FromShielding    Source = "shielding-centre" // the national shielding contact centre
	FromMember       Source = "member"
)

// Sources lists every source.
func Sources() []Source { return []Source{FromOrganisation, FromShielding, FromMember} }

// Label is the source in words.
func (s Source) Label() string {
	switch s {
	case FromOrganisation:
		return "An organisation"
	case FromShielding:
		return "The national shielding contact centre"
	case FromMember:
		return "An elected member"
	}
	return string(s)
}

// Agrees is whether the person knows of a referral and wants it.
type Agrees string

// What the person knows.
const (
	TheyAgree  Agrees = "agreed"
	NotTold    Agrees = "not-told"
	TheyCannot Agrees = "cannot-say"
)

// AllAgrees lists what the person may know.
func AllAgrees() []Agrees { return []Agrees{TheyAgree, NotTold, TheyCannot} }

// Label is it in words.
func (a Agrees) Label() string {
	switch a {
	case TheyAgree:
		return "Yes, they know and want the help"
	case NotTold:
		return "No, they have not been told"
	case TheyCannot:
		return "They cannot say what they want"
	}
	return string(a)
}

// arrive keeps, in the transaction that makes a request, how it came in.
func arrive(tx *db.Tx, id needs.RequestID, a Arrival) (err error) {
	defer fault.Wrap(&err, "arrival of request %s", id)
	if a == (Arrival{}) {
		return nil
	}
	return insertArrival(tx, id, a)
}

// Arrival returns how a request came in. That the caller may see the request, they have
// checked.
func (s *Service) Arrival(ctx context.Context, id needs.RequestID) (a Arrival, err error) {
	defer fault.Wrap(&err, "arrival of request %s", id)
	return arrivalOf(s.db.Read(ctx), id)
}

// Referral is all that whoever referred somebody is told afterwards.
type Referral struct {
	Reference ident.Reference
	At        time.Time
	Standing  string // one of [ReferralReceived], [ReferralInHand] and [ReferralEnded]
}

// How a referral stands, in as many words as its referrer is told.
const (
	ReferralReceived = "Received"
	ReferralInHand   = "In hand"
	ReferralEnded    = "Ended"
)

// mostReferrals bounds the list: what was referred long ago is of no use to anybody.
const mostReferrals = 50

// Referrals are the requests that an organisation referred, newest first, for those who
// sign in for it: that they were received, are in hand or have ended, and nothing else.
func (s *Service) Referrals(ctx context.Context, of organisations.ID) (all []Referral, err error) {
	defer fault.Wrap(&err, "referrals of organisation %s", of)
	if err := access.CheckOrganisation(ctx, string(of), access.Organisation); err != nil {
		return nil, err
	}
	return referralsOf(s.db.Read(ctx), of)
}
