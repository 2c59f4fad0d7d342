package organisations

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// NewOrganisation is what is known of an organisation when it joins, or anew.
type NewOrganisation struct {
	Name          string
	Kind          Kind
	Neighbourhood string
	Serves        []string
	Phone         string
	Email         string
	Postcode      postcode.Postcode
	Setting
}

// Add puts an organisation on the register. A name that is on it already is
// [fault.Conflict].
func (s *Service) Add(ctx context.Context, n NewOrganisation) (o Organisation, err error) {
	defer fault.Wrap(&err, "add organisation")
	if err := access.Check(ctx, n.Neighbourhood, keepers...); err != nil {
		return Organisation{}, err
	}
	if n, err = n.checked(); err != nil {
		return Organisation{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		o, err = AddOne(tx, n)
		return err
	})
	return o, known(err)
}

// known says of a name that is taken what to do.
func known(err error) error {
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "organisations.known", "An organisation with this name is already on the register. Look it up in the list.")
	}
	return err
}

// checked holds what is said of an organisation against what must be.
func (n NewOrganisation) checked() (NewOrganisation, error) {
	if n.Name = strings.TrimSpace(n.Name); n.Name == "" {
		return n, fault.New(fault.Invalid, "organisations.no-name", "Enter the organisation's name.")
	}
	if !slices.Contains(Kinds(), n.Kind) {
		return n, fault.New(fault.Invalid, "organisations.no-kind", "Choose what kind of organisation it is.")
	}
	if n.Headcount < 0 {
		return n, fault.New(fault.Invalid, "organisations.headcount", "Enter how many people are there, or leave it empty.")
	}
	if n.LeadName = strings.TrimSpace(n.LeadName); !n.Kind.Setting() {
		n.Setting = Setting{}
	} else {
		n.Serves = nil
	}
	return n, nil
}

// Save says anew what is known of an organisation. When it has changed since it was shown
// it is [fault.Stale], and nothing is written.
func (s *Service) Save(ctx context.Context, id ID, version int64, n NewOrganisation) (err error) {
	defer fault.Wrap(&err, "save organisation %s", id)
	if n, err = n.checked(); err != nil {
		return err
	}
	if err := access.Check(ctx, n.Neighbourhood, keepers...); err != nil {
		return err
	}
	return known(s.db.Write(ctx, func(tx *db.Tx) error {
		o, err := byID(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, o.Neighbourhood, keepers...); err != nil {
			return err
		}
		saved, err := update(tx, id, version, n)
		if err != nil {
			return err
		}
		if !saved {
			return fault.New(fault.Stale, "organisations.stale", "Somebody else has saved this since you opened it. Look at what they wrote, then save again.")
		}
		o.Neighbourhood = n.Neighbourhood
		return record(tx, o, "changed an organisation", "organisations.changed")
	}))
}

// AddOne puts an organisation on the register in the caller's transaction.
func AddOne(tx *db.Tx, n NewOrganisation) (Organisation, error) {
	o := Organisation{
		ID: ident.New[Organisation](tx.Now()), Name: n.Name, Kind: n.Kind, Neighbourhood: n.Neighbourhood,
		Serves: n.Serves, Phone: n.Phone, Email: n.Email, Postcode: n.Postcode, Setting: n.Setting, Version: 1,
	}
	if err := insert(tx, o); err != nil {
		return Organisation{}, err
	}
	return o, record(tx, o, "added an organisation", "organisations.added")
}

func record(tx *db.Tx, o Organisation, verb, topic string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "organisation", ID: string(o.ID)}},
		Data: map[string]any{"neighbourhood": o.Neighbourhood, "standing": o.Standing},
	})
}
