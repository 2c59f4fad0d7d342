package accessreview

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/accounts"
)

// Lookback is how far back it is looked when somebody last used what they may see.
const Lookback = 92 * 24 * time.Hour

// Subject is what can be asked about: a group of fields, or people with a label.
type Subject string

// The labels that can be asked about, beside the groups of fields.
const (
	Restricted      Subject = "restricted"
	WithheldAddress Subject = "withheld-address"
)

// Subjects are all there are, in the order they are chosen from.
func Subjects() []Subject {
	all := []Subject{Subject(policy.Safeguarding), Restricted, WithheldAddress}
	for _, g := range policy.Groups() {
		if g != policy.Safeguarding {
			all = append(all, Subject(g))
		}
	}
	return all
}

// Known reports whether s is one of [Subjects].
func (s Subject) Known() bool { return slices.Contains(Subjects(), s) }

// Words say a subject.
func (s Subject) Words() string {
	switch s {
	case Restricted:
		return "restricted people"
	case WithheldAddress:
		return "withheld addresses"
	}
	return policy.Group(s).Words()
}

// asked is what the policies are asked about a subject.
func (s Subject) asked(hood string) (policy.Group, policy.Record) {
	switch s {
	case Restricted:
		return policy.Identity, policy.Record{Neighbourhood: hood, Restricted: true}
	case WithheldAddress:
		return policy.WithheldAddress, policy.Record{Neighbourhood: hood, AddressWithheld: true}
	}
	return policy.Group(s), policy.Record{Neighbourhood: hood}
}

// How says in which way somebody may see it.
type How string

// The ways, from the widest to the narrowest.
const (
	EveryDay  How = "every day"
	Purpose   How = "for a purpose that is written down"
	Given     How = "what was given to them"
	Second    How = "with a second person"
	Emergency How = "in an emergency, reviewed"
	Both      How = "in an emergency and with a second person"
)

var ways = []struct {
	how   How
	given bool
	asked policy.Asked
}{
	{EveryDay, false, policy.Asked{}},
	{Purpose, false, policy.Asked{Purpose: true}},
	{Given, true, policy.Asked{}},
	{Second, false, policy.Asked{Second: true}},
	{Emergency, false, policy.Asked{Emergency: true}},
	{Both, false, policy.Asked{Emergency: true, Second: true}},
}

// Row is one role of one account that may see it.
type Row struct {
	Account accounts.Account
	Grant   access.Grant
	How     How
	By      []string  // ids of the policies that permit it
	Since   time.Time // since when they hold the role
	Used    time.Time // when they last opened somebody it is about; zero is not within [Lookback]
}

// Review is who can see something.
type Review struct {
	Subject       Subject
	Neighbourhood string // "" is people without a hub yet
	At            time.Time
	Rows          []Row
}

// Service answers who can see what.
type Service struct {
	db    *db.DB
	reads Reads
}

// Reads writes down that a list was taken, first. *journal.Reads is one.
type Reads interface {
	SawFirst(ctx context.Context, e journal.Entry) error
}

// New returns the service over a database.
func New(d *db.DB, reads Reads) *Service { return &Service{d, reads} }

// readers may ask.
var readers = []access.Role{access.Governance, access.Admin}

// Readers are the roles that may ask who can see what.
func Readers() []access.Role { return slices.Clone(readers) }

// Who lists which accounts in use may see a subject of people of a neighbourhood: those who may
// every day first, each with the widest way of each role. It answers [fault.Invalid] for a
// subject there is not.
func (s *Service) Who(ctx context.Context, about Subject, hood string) (v Review, err error) {
	defer fault.Wrap(&err, "who can see %s", about)
	if err := access.Check(ctx, "", readers...); err != nil {
		return v, err
	}
	if !about.Known() {
		return v, fault.New(fault.Invalid, "accessreview.subject", "Select what it is about.")
	}
	r := s.db.Read(ctx)
	v = Review{Subject: about, Neighbourhood: hood, At: r.Now()}
	held, err := accounts.HeldRoles(r)
	if err != nil {
		return v, err
	}
	used, err := lastUses(r, about, hood, v.At.Add(-Lookback))
	if err != nil {
		return v, err
	}
	for _, one := range held {
		row := Row{Account: one.Account, Grant: one.Grant, Since: one.Since, Used: used[string(one.Account.ID)]}
		if row.may(about, hood) {
			v.Rows = append(v.Rows, row)
		}
	}
	slices.SortStableFunc(v.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(rank(a.How), rank(b.How)), cmp.Compare(a.Account.Name, b.Account.Name))
	})
	return v, nil
}

// Take is [Service.Who] for a file or paper; that it was taken is written down first.
func (s *Service) Take(ctx context.Context, about Subject, hood string) (v Review, err error) {
	if v, err = s.Who(ctx, about, hood); err != nil {
		return v, err
	}
	return v, s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took a list of who can see what", Topic: "accessreview.taken",
		Data: map[string]any{"neighbourhood": hood, "subject": string(about), "rows": len(v.Rows)},
	})
}

func rank(h How) int {
	for i, w := range ways {
		if w.how == h {
			return i
		}
	}
	return len(ways)
}

// may asks the policies about one role, from the widest way to the narrowest.
func (row *Row) may(about Subject, hood string) bool {
	who := access.Principal{Account: string(row.Account.ID), Grants: []access.Grant{row.Grant}}
	group, like := about.asked(hood)
	for _, w := range ways {
		like.Given = w.given
		if d := policy.Decide(who, group, like, w.asked); d.Allowed {
			row.How, row.By = w.how, d.By
			return true
		}
	}
	return false
}
