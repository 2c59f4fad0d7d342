package messages

import (
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// Addressee is somebody who is written to and is no person of the register of people: they
// turned to the council to give, not to ask, and said themselves where they want to be
// written to.
type Addressee struct {
	GivenNames, FamilyName string
	Phone                  phone.Number
	Email                  string
	Home                   places.Address // where a letter goes; the zero Address is none
	Language               string         // as staff call it; "" is English
	Neighbourhood          string
	// Record is their own, where they are known as a resident as well: what was said there
	// about reaching them safely holds here too.
	Record people.RecordID
}

// Addressees finds somebody by their id when a message to them is queued and again when it
// goes. Nobody by that id is [fault.NotFound].
type Addressees func(r db.Reader, id string) (Addressee, error)

// Addresses says who knows those whom orders name as To with a kind, such as "volunteer". It
// is for the time when the program is put together.
func (s *Service) Addresses(kind string, find Addressees) { s.addressees[kind] = find }

// toAddressee reads whom an order is to into what it is judged by.
func (k *known) toAddressee(r db.Reader, o Order) error {
	find, ok := k.addressees[o.To.Kind]
	if !ok {
		return fault.New(fault.Internal, "messages.addressee", "")
	}
	a, err := find(r, o.To.ID)
	if err != nil {
		return err
	}
	k.now = people.Record{
		Described:     people.Described{GivenNames: a.GivenNames, FamilyName: a.FamilyName, Phone: a.Phone, Email: a.Email, Address: a.Home},
		Neighbourhood: a.Neighbourhood, Language: a.Language,
	}
	k.person = people.Person{Records: []people.Record{k.now}}
	if a.Record == "" {
		return nil
	}
	person, err := people.PersonIn(r, a.Record)
	k.resident = &person
	return err
}

// ofAddressee is the verdict on writing to somebody who gave their number or addresses for it:
// night and stop hold, and everything that is known of the same person as a resident, but
// that nobody has asked them.
func (s *Service) ofAddressee(r db.Reader, who access.Principal, k known, w contacts.Wish) (contacts.Verdict, error) {
	reach := people.Reach{SafeContact: people.SafeContact{Asked: true, Channels: []string{"text", "email", "letter"}, SayWho: true}, SaidAt: r.Now()}
	v := contacts.May(contacts.Known{Now: r.Now(), Who: who, Reach: reach, Rules: k.rules}, w)
	if k.resident == nil {
		return v, nil
	}
	w.Reply = true // the gap between agencies is for those who are being helped
	of, err := s.gate.MayIn(r, who, k.rules, k.resident.Lead().ID, w)
	if err != nil {
		return contacts.Verdict{}, err
	}
	if !of.For(contacts.NeverAsked) {
		v.Refused = append(v.Refused, of.Refused...)
	}
	return v, nil
}
