package volunteers

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Service keeps the register of volunteers.
type Service struct {
	db *db.DB
}

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// keepers may see and change the volunteers of the neighbourhoods they work for.
var keepers = []access.Role{access.Coordinator, access.Manager}

// NewVolunteer is what is known of somebody who offers to help.
type NewVolunteer struct {
	GivenNames    string
	FamilyName    string
	Phone         phone.Number
	Email         string
	Neighbourhood string
	Activities    []string
	Drives        bool
}

func (n NewVolunteer) check() error {
	switch {
	case strings.TrimSpace(n.GivenNames) == "":
		return fault.New(fault.Invalid, "volunteers.no-name", "Enter the volunteer's first name.")
	case n.Phone == "" && n.Email == "":
		return fault.New(fault.Invalid, "volunteers.no-contact", "Enter a phone number or an email address, so that they can be asked.")
	case len(n.Activities) == 0:
		return fault.New(fault.Invalid, "volunteers.no-activity", "Choose at least one thing they are glad to do.")
	}
	return nil
}

// Add puts a volunteer on the register of a neighbourhood.
func (s *Service) Add(ctx context.Context, n NewVolunteer) (v Volunteer, err error) {
	defer fault.Wrap(&err, "add volunteer")
	if err := access.Check(ctx, n.Neighbourhood, keepers...); err != nil {
		return Volunteer{}, err
	}
	if err := n.check(); err != nil {
		return Volunteer{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		v, err = AddOne(tx, n)
		return err
	})
	return v, err
}

// AddOne puts a volunteer on the register in the caller's transaction.
func AddOne(tx *db.Tx, n NewVolunteer) (Volunteer, error) {
	v := Volunteer{
		ID: ident.New[Volunteer](tx.Now()), GivenNames: strings.TrimSpace(n.GivenNames), FamilyName: strings.TrimSpace(n.FamilyName),
		Phone: n.Phone, Email: n.Email, Neighbourhood: n.Neighbourhood, Activities: n.Activities, Drives: n.Drives, Version: 1,
	}
	if err := insert(tx, v); err != nil {
		return Volunteer{}, err
	}
	return v, journal.Record(tx, journal.Entry{
		Verb: "added a volunteer", Topic: "volunteers.added",
		Objects: []journal.Object{{Kind: "volunteer", ID: string(v.ID)}},
		Data:    map[string]any{"neighbourhood": v.Neighbourhood},
	})
}

// Get returns one volunteer.
func (s *Service) Get(ctx context.Context, id ID) (v Volunteer, err error) {
	defer fault.Wrap(&err, "volunteer %s", id)
	if v, err = byID(s.db.Read(ctx), id); err != nil {
		return Volunteer{}, err
	}
	return v, access.Check(ctx, v.Neighbourhood, keepers...)
}

// Most is the largest number of volunteers [Service.List] returns.
const Most = 1000

// List returns volunteers the caller may see, by family name; neighbourhood and category
// narrow it where they are not "".
func (s *Service) List(ctx context.Context, neighbourhood, category string) (all []Volunteer, err error) {
	defer fault.Wrap(&err, "list volunteers")
	var wanted []string
	if neighbourhood != "" {
		wanted = []string{neighbourhood}
	}
	hoods := access.Narrow(ctx, wanted, keepers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	found, err := list(s.db.Read(ctx), hoods)
	for _, v := range found {
		if category == "" || v.Does(category) {
			all = append(all, v)
		}
	}
	return all, err
}

// Pause says that a volunteer is not to be asked for now; resuming undoes it.
func (s *Service) Pause(ctx context.Context, id ID, paused bool) (err error) {
	defer fault.Wrap(&err, "pause volunteer %s", id)
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := setPaused(tx, id, paused); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: map[bool]string{true: "paused a volunteer", false: "resumed a volunteer"}[paused], Topic: "volunteers.paused",
			Objects: []journal.Object{{Kind: "volunteer", ID: string(id)}},
			Data:    map[string]any{"neighbourhood": v.Neighbourhood},
		})
	})
}
