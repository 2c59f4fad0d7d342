package protocols

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// CheckOn is a check somebody begins by hand, or from a list.
type CheckOn struct {
	Record people.RecordID
	Why    string
	Key    string // names the form or the row of a list, so that one is taken once
	// List is the list of contacts.yaml they stand on; "" when somebody is worried about them.
	// Who may begin it is then what the blueprint says of the list.
	List string
	// Also is done in the transaction that begins or joins the check; nil is nothing. It may
	// be done again when that fails.
	Also func(tx *db.Tx, r Run, joined bool) error
}

// LongestWhy is how long a reason may be, in characters.
const LongestWhy = 500

// ByHand is the protocol that somebody may begin for a person by hand, the one whose work
// is assured; "" when they may not.
func (b Book) ByHand(who access.Principal, hood string) string {
	for _, id := range b.assured() {
		if slices.ContainsFunc(b.files[id].Starts.ByHand, func(role string) bool { return b.holds(who, role, hood) }) {
			return id
		}
	}
	return ""
}

// FromList is the protocol by which somebody may begin checks, in a neighbourhood, of the
// people on a list; "" when they may not. Whoever may begin a check by hand may not for that
// alone begin them from every list.
func (b Book) FromList(who access.Principal, list, hood string) string {
	for _, id := range b.assured() {
		for _, l := range b.files[id].Starts.Lists {
			if l.List == list && slices.ContainsFunc(l.Teams, func(role string) bool { return b.holds(who, role, hood) }) {
				return id
			}
		}
	}
	return ""
}

// MayTake reports whether somebody may begin checks of the people on a list anywhere.
func (b Book) MayTake(who access.Principal, list string) bool {
	hoods, all := who.Neighbourhoods(readers...)
	if all {
		hoods = append(hoods, "")
	}
	return slices.ContainsFunc(hoods, func(hood string) bool { return b.FromList(who, list, hood) != "" })
}

// holds reports whether somebody has a role of the blueprint for a neighbourhood.
func (b Book) holds(who access.Principal, role, hood string) bool {
	title, ok := b.roles.Find(role)
	if !ok {
		return false
	}
	if title.HeldFor == accounts.ForBorough {
		hood = ""
	}
	return who.HasFor(hood, title.Access)
}

// Check begins a check of somebody, or joins the one that is open, with why. The caller has
// checked that the person may be seen. Only the roles that the blueprint names may:
// [fault.Forbidden] for others.
func (s *Service) Check(ctx context.Context, c CheckOn) (r Run, joined bool, err error) {
	defer fault.Wrap(&err, "check on record %s", c.Record)
	if c.Why = strings.TrimSpace(c.Why); c.Why == "" || len([]rune(c.Why)) > LongestWhy {
		return Run{}, false, fault.New(fault.Invalid, "protocols.say-why", "Enter why you are worried, in 500 characters or fewer.")
	}
	book, err := s.Book(ctx)
	if err != nil {
		return Run{}, false, err
	}
	record, err := people.RecordIn(s.db.Read(ctx), c.Record)
	if err != nil {
		return Run{}, false, err
	}
	protocol := book.mayCheck(access.From(ctx), c, record.Neighbourhood)
	if protocol == "" {
		return Run{}, false, fault.New(fault.Forbidden, "protocols.not-yours", "Your role may not begin a check. Ask your hub's manager.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		r, joined, err = book.raiseFor(tx, raisingOf(protocol, c, record))
		if err != nil || c.Also == nil {
			return err
		}
		return c.Also(tx, r, joined)
	})
	if db.IsUnique(err) { // the same form, sent twice
		return Run{}, true, nil
	}
	return r, joined, err
}

// CheckIn is [Service.Check] in the caller's transaction, for what a feature found while it did
// its work: nobody opened the door, the last box stands there unopened. It asks no role, and
// the first step is by phone as in every check. Key names what was found, and is used once. It
// is [fault.NotFound] where the blueprint has no check.
func (s *Service) CheckIn(tx *db.Tx, c CheckOn) (joined bool, err error) {
	defer fault.Wrap(&err, "check on record %s", c.Record)
	book, err := s.Book(tx.Context())
	if err != nil {
		return false, err
	}
	record, err := people.RecordIn(tx, c.Record)
	if err != nil {
		return false, err
	}
	assured := book.assured()
	if len(assured) == 0 {
		return false, fault.New(fault.NotFound, "protocols.none", "There is no such protocol.")
	}
	if why := []rune(strings.TrimSpace(c.Why)); len(why) > LongestWhy {
		c.Why = string(why[:LongestWhy-1]) + "…"
	}
	_, joined, err = book.raiseFor(tx, raisingOf(assured[0], c, record))
	return joined, err
}

// mayCheck is the protocol by which the check begins; "" when whoever begins it may not.
func (b Book) mayCheck(who access.Principal, c CheckOn, hood string) string {
	if c.List != "" {
		return b.FromList(who, c.List, hood)
	}
	return b.ByHand(who, hood)
}

func raisingOf(protocol string, c CheckOn, record people.Record) raising {
	n := raising{protocol: protocol, record: c.Record, hood: record.Neighbourhood, why: c.Why, key: "check " + c.Key, priority: needs.Urgent}
	if record.Address.Postcode != "" {
		n.area = sector(record.Address.Postcode)
	}
	if record.AddressWithheld() {
		n.area, n.labels = "", []needs.Label{needs.AddressWithheld}
	}
	if record.Restricted() {
		n.labels, n.aside = append(n.labels, needs.Restricted), true
	}
	return n
}

// sector is where somebody lives, as coarse as may be told before somebody accepts.
func sector(text string) string {
	p, err := postcode.Parse(text)
	if err != nil {
		return ""
	}
	return p.Sector()
}
