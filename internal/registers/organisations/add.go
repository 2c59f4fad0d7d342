package organisations

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// NewOrganisation is what is known of an organisation when it joins.
type NewOrganisation struct {
	Name          string
	Kind          Kind
	Neighbourhood string
	Serves        []string
	Phone         string
	Email         string
}

// Add puts an organisation on the register. A name that is on it already is
// [fault.Conflict].
func (s *Service) Add(ctx context.Context, n NewOrganisation) (o Organisation, err error) {
	defer fault.Wrap(&err, "add organisation")
	if err := access.Check(ctx, n.Neighbourhood, keepers...); err != nil {
		return Organisation{}, err
	}
	if n.Name = strings.TrimSpace(n.Name); n.Name == "" {
		return Organisation{}, fault.New(fault.Invalid, "organisations.no-name", "Enter the organisation's name.")
	}
	if !slices.Contains(Kinds(), n.Kind) {
		return Organisation{}, fault.New(fault.Invalid, "organisations.no-kind", "Choose what kind of organisation it is.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		o, err = AddOne(tx, n)
		return err
	})
	if db.IsUnique(err) {
		return Organisation{}, fault.New(fault.Conflict, "organisations.known", "An organisation with this name is already on the register. Look it up in the list.")
	}
	return o, err
}

// AddOne puts an organisation on the register in the caller's transaction.
func AddOne(tx *db.Tx, n NewOrganisation) (Organisation, error) {
	o := Organisation{
		ID: ident.New[Organisation](tx.Now()), Name: n.Name, Kind: n.Kind, Neighbourhood: n.Neighbourhood,
		Serves: n.Serves, Phone: n.Phone, Email: n.Email, Version: 1,
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
