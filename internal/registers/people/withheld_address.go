package people

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
)

// WithheldAddress tells a withheld address to somebody who says why they need it. Who
// asked and why is on the disk before it is told; when that cannot be, it is not told. It
// answers [fault.Invalid] without a reason and [fault.NotFound] when none is withheld.
func (s *Service) WithheldAddress(ctx context.Context, id PersonID, reason string) (a places.Address, err error) {
	defer fault.Wrap(&err, "withheld address of person %s", id)
	p, err := s.visible(ctx, id)
	if err != nil {
		return a, err
	}
	if !MayLabel(access.From(ctx), p) {
		return a, access.Check(ctx, p.Lead().Neighbourhood, labellers...)
	}
	if strings.TrimSpace(reason) == "" {
		return a, fault.New(fault.Invalid, "people.no-reason", "Enter why you need the address.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		return journal.Record(tx, journal.Entry{
			Verb: "read a withheld address", Topic: "people.read-withheld", Subject: string(p.Lead().ID),
			Data: map[string]any{"neighbourhood": p.Lead().Neighbourhood, "reason": reason},
		})
	})
	if err != nil {
		return a, err
	}
	r := s.db.Read(ctx)
	for _, record := range p.RecordIDs() {
		sealed, err := sealedAddress(r, record)
		if err != nil {
			return a, err
		}
		if sealed != "" {
			return s.seal.open(r.Borough(), record, sealed)
		}
	}
	return a, fault.New(fault.NotFound, "people.nothing-withheld", "No address is kept for this person.")
}

// AddressWithheld reports whether the address is kept apart: the record itself has none.
func (r Record) AddressWithheld() bool { return r.has(AddressWithheld) }

// withheld is what stands where an address would.
const withheld = "Address withheld"

// AddressLines are the lines of the address as they are shown: where it is kept apart,
// one that says so.
func (r Record) AddressLines() []string {
	if r.AddressWithheld() {
		return []string{withheld}
	}
	return r.Address.Lines()
}

// remark marks records, and puts their addresses away or back as the marks say.
func (s *Service) remark(tx *db.Tx, ids []RecordID, labels []Label) error {
	if err := markRecords(tx, ids, labels); err != nil {
		return err
	}
	for _, id := range ids {
		r, err := recordByID(tx, id)
		if err != nil {
			return err
		}
		if r.AddressWithheld() {
			err = s.putAway(tx, r)
		} else {
			err = s.putBack(tx, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// putAway moves an address out of its record, and out of what the record is found by.
func (s *Service) putAway(tx *db.Tx, r Record) error {
	if r.Address == (places.Address{}) {
		return nil
	}
	sealed, err := s.seal.close(tx.Borough(), r.ID, r.Address)
	if err != nil {
		return err
	}
	if err := keepSealed(tx, r.ID, sealed); err != nil {
		return err
	}
	r.Address = places.Address{}
	return updateRecord(tx, r)
}

func (s *Service) putBack(tx *db.Tx, r Record) error {
	sealed, err := sealedAddress(tx, r.ID)
	if err != nil || sealed == "" {
		return err
	}
	if r.Address, err = s.seal.open(tx.Borough(), r.ID, sealed); err != nil {
		return err
	}
	if err := dropSealed(tx, r.ID); err != nil {
		return err
	}
	return updateRecord(tx, r)
}

// WayThere are the postcodes of records whose address is withheld, for working out which way
// round something is brought to them, with why. They are told to nobody: the caller works with
// them and keeps none. That they were used is on the disk first, for each record.
func (s *Service) WayThere(ctx context.Context, records []RecordID, why string) (codes map[RecordID]string, err error) {
	defer fault.Wrap(&err, "the way to withheld addresses")
	codes = map[RecordID]string{}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		for _, id := range records {
			if err := journal.Record(tx, journal.Entry{
				Verb: "worked out a way with a withheld address", Topic: "people.used-withheld", Subject: string(id), Data: map[string]any{"reason": why},
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	for _, id := range records {
		a, err := s.sealed(r, id)
		if err != nil {
			return nil, err
		}
		codes[id] = a.Postcode
	}
	return codes, nil
}

// BringTo tells a withheld address to the one who is to bring something there, with why. The
// caller has checked that they are. It is on the disk before it is told.
func (s *Service) BringTo(ctx context.Context, id RecordID, why string) (a places.Address, err error) {
	defer fault.Wrap(&err, "withheld address of record %s, to bring something", id)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		return journal.Record(tx, journal.Entry{
			Verb: "read a withheld address", Topic: "people.read-withheld", Subject: string(id), Data: map[string]any{"reason": why},
		})
	})
	if err != nil {
		return a, err
	}
	return s.sealed(s.db.Read(ctx), id)
}

// sealed opens the withheld address of a record; the zero address where none is kept.
func (s *Service) sealed(r db.Reader, id RecordID) (a places.Address, err error) {
	text, err := sealedAddress(r, id)
	if err != nil || text == "" {
		return a, err
	}
	return s.seal.open(r.Borough(), id, text)
}

// AddressReaders may read the withheld addresses of their neighbourhoods, with why.
func AddressReaders() []access.Role { return append([]access.Role(nil), labellers...) }
