package medicines

import (
	"context"
	"errors"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Category is the kind of need that prescriptions are.
const Category = "medicines"

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
	SawFirst(ctx context.Context, e journal.Entry) error
}

// Service follows prescriptions.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	reads      Reads
	keeper     Keeper
}

// Keeper keeps the protocols that hold the work. *protocols.Service is one.
type Keeper interface {
	tasks.Keeper
	Straighten(tx *db.Tx, n needs.Need) error
}

// KeptBy has work that a protocol holds looked after by its keeper. It is called once,
// before the service is used.
func (s *Service) KeptBy(k Keeper) { s.keeper = k }

// straighten hands the work on a need to the service that alone handles it.
func (s *Service) straighten(tx *db.Tx, n needs.Need) error {
	if s.keeper == nil {
		return tasks.Straighten(tx, n)
	}
	return s.keeper.Straighten(tx, n)
}

// New returns the service over a database.
func New(d *db.DB, blueprints Blueprints, reads Reads) *Service {
	return &Service{db: d, blueprints: blueprints, reads: reads}
}

// carers may see and follow the prescriptions of the neighbourhoods they work for.
var carers = []access.Role{access.Coordinator, access.Manager}

// Carers may see and follow prescriptions.
func Carers() []access.Role { return append([]access.Role(nil), carers...) }

// Of is the prescription of a need with what the need says. While nobody has asked the
// pharmacy it has nothing but its need. A need that somebody may not be told of, or that has
// gone to the service that alone handles it, is [fault.NotFound], the same as none.
func (s *Service) Of(ctx context.Context, id needs.NeedID) (p Prescription, n needs.Need, err error) {
	defer fault.Wrap(&err, "prescription of need %s", id)
	r := s.db.Read(ctx)
	if n, err = s.need(ctx, r, id); err != nil {
		return Prescription{}, needs.Need{}, err
	}
	if p, err = ofNeed(r, n); err != nil {
		return Prescription{}, needs.Need{}, err
	}
	return p, n, s.reads.Saw(ctx, journal.Entry{
		Verb: "looked at a prescription", Topic: "people.read", Subject: string(n.Record),
		Objects: []journal.Object{{Kind: "need", ID: string(id)}},
	})
}

// need reads the need of a prescription for somebody who may follow it.
func (s *Service) need(ctx context.Context, r db.Reader, id needs.NeedID) (needs.Need, error) {
	n, err := needs.NeedIn(r, id)
	who := access.From(ctx)
	switch {
	case err != nil:
		return needs.Need{}, err
	case n.Category != Category, n.Decision.StraightTo != "", !who.HasFor(n.Neighbourhood, carers...), !n.Named(who):
		return needs.Need{}, fault.New(fault.NotFound, "medicines.no-such-prescription", "There is no such prescription, or it is not with your hub.")
	}
	return n, nil
}

// ofNeed is what is known of a need's prescription; one that nobody has asked about yet is
// at the pharmacy and unknown.
func ofNeed(r db.Reader, n needs.Need) (Prescription, error) {
	p, err := scanPrescription(r.QueryRow(selectOne, r.Borough(), n.ID))
	if errors.Is(err, db.ErrNoRows) {
		return Prescription{Need: n.ID, Request: n.Request, Record: n.Record, Hub: n.Neighbourhood, State: AtPharmacy}, nil
	}
	p.Hub = n.Neighbourhood // the request may have moved
	return p, err
}

// MayFollow reports whether somebody may see and follow the prescription of a need.
func MayFollow(who access.Principal, n needs.Need) bool {
	return n.Category == Category && n.Decision.StraightTo == "" && who.HasFor(n.Neighbourhood, carers...) && n.Named(who)
}

// Patient is what whoever fetches it tells the pharmacy.
type Patient struct {
	Name    string
	Address []string
	Born    string
}

// PatientOf is the patient's details for a sheet that goes to the pharmacy. It is in the
// journal before it is told. Of a restricted person nothing is printed, and of somebody whose
// address is withheld no address.
func (s *Service) PatientOf(ctx context.Context, id needs.NeedID) (patient Patient, err error) {
	defer fault.Wrap(&err, "patient of need %s", id)
	r := s.db.Read(ctx)
	n, err := s.need(ctx, r, id)
	if err != nil {
		return Patient{}, err
	}
	record, err := people.RecordIn(r, n.Record)
	if err != nil {
		return Patient{}, err
	}
	if record.Restricted() {
		return Patient{}, fault.New(fault.Conflict, "medicines.not-printed", "Nothing is printed of this person. Council staff fetch it and say the details at the counter.")
	}
	patient.Name = record.Name()
	if !record.AddressWithheld() {
		patient.Address = record.Address.Lines()
	}
	if !record.BirthDate.IsZero() {
		patient.Born = record.BirthDate.Long()
	}
	return patient, s.reads.SawFirst(ctx, journal.Entry{
		Verb: "printed a patient's details for a pharmacy", Topic: "medicines.printed", Subject: string(n.Record),
		Objects: []journal.Object{{Kind: "need", ID: string(id)}},
	})
}
