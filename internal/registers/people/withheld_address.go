package people

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/places"
	"kith/internal/registers/sealing"
	"kith/internal/registers/secondperson"
)

// WithheldAddress tells a withheld address to somebody who said why they need it and to whom a
// second person agreed within the hour: see [secondperson]. That it was told is on the disk
// before it is; when that cannot be, it is not told. It answers [fault.Forbidden] while nobody
// agreed and [fault.NotFound] when none is withheld.
func (s *Service) WithheldAddress(ctx context.Context, id PersonID) (a places.Address, err error) {
	defer fault.Wrap(&err, "withheld address of person %s", id)
	p, err := s.visible(ctx, id)
	if err != nil {
		return a, err
	}
	who, lead := access.From(ctx), p.Lead()
	ask, agreed, err := secondperson.Agreed(s.db.Read(ctx), secondperson.WithheldAddress, ids(p.RecordIDs()), who.Account)
	if err != nil {
		return a, err
	}
	asked := policy.Record{Neighbourhood: lead.Neighbourhood, Restricted: p.Has(Restricted), AddressWithheld: true}
	if !policy.Decide(who, policy.WithheldAddress, asked, policy.Asked{Second: agreed}).Allowed {
		if err := access.Check(ctx, lead.Neighbourhood, labellers...); err != nil {
			return a, err
		}
		return a, fault.New(fault.Forbidden, "people.second-person", "A second person has to agree first. Ask for it on the page of the withheld address.")
	}
	if a, err = s.BringTo(ctx, ask.Reason, p.Lead().Neighbourhood, p.RecordIDs()...); err != nil || a != (places.Address{}) {
		return a, err
	}
	return a, fault.New(fault.NotFound, "people.nothing-withheld", "No address is kept for this person.")
}

// BringTo tells the withheld address of some records of one person, zero where none is kept,
// for whoever is to bring something there or to work out the way. The caller has checked that
// they may. That it was told, and why, is on the disk before.
func (s *Service) BringTo(ctx context.Context, why, hood string, records ...RecordID) (a places.Address, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		return journal.Record(tx, journal.Entry{
			Verb: "read a withheld address", Topic: "people.read-withheld", Subject: string(records[0]),
			Data: map[string]any{"neighbourhood": hood, "reason": why},
		})
	})
	for r, i := s.db.Read(ctx), 0; err == nil && i < len(records) && a == (places.Address{}); i++ {
		var sealed string
		if sealed, err = sealedAddress(r, records[i]); err == nil && sealed != "" {
			err = s.seal.Open(withheldOf(r.Borough(), records[i]), sealed, &a)
		}
	}
	return a, err
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
	sealed, err := s.seal.Close(withheldOf(tx.Borough(), r.ID), r.Address)
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
	if err = s.seal.Open(withheldOf(tx.Borough(), r.ID), sealed, &r.Address); err != nil {
		return err
	}
	if err := dropSealed(tx, r.ID); err != nil {
		return err
	}
	return updateRecord(tx, r)
}

// withheldOf is where the sealed address of a record stands.
func withheldOf(borough string, record RecordID) sealing.Place {
	return sealing.Place{Table: "people_withheld_address", Borough: borough, Record: string(record)}
}
