package volunteers

import (
	"slices"
	"strings"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// Work is a piece of work as the hard rules see it.
type Work struct {
	Category string // of the need
	Kind     string // of the task
	// Record is of the person it is for; "" where it is for nobody, such as a setting.
	Record people.RecordID
	On     day.Date // the day it is done
}

// MayDo holds the rules that nothing may break, whoever gives the work and by whichever way:
// the volunteer is active, offers the activity and lacks nothing for it on that day; the work
// is not for their own household, and not for somebody they are kept from. It is
// [fault.Conflict] with words for whoever gives the work. A borough without volunteering.yaml
// asks for no checks.
//
// The same household is the same person, somebody of the household they are recorded in, the
// same property number, the same house of the same postcode, or the same phone number.
func MayDo(r db.Reader, b *volunteering.Rules, id ID, w Work) error {
	found, err := dossiers(r, only(id))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fault.New(fault.NotFound, "volunteers.no-such", "There is no such volunteer.")
	}
	d := found[0]
	if err := mayGive(b, d, w); err != nil || w.Record == "" {
		return err
	}
	home, err := readHome(r, w.Record)
	if err != nil {
		return err
	}
	return d.mayGoTo(home)
}

func mayGive(b *volunteering.Rules, d Dossier, w Work) error {
	a, ok := b.For(w.Category, w.Kind)
	switch {
	case d.Standing != Active:
		return refuse("standing", d.GivenNames+" may not be given work: they are not active. Their page says where they stand.")
	case len(b.Activities) == 0:
		return nil
	case !ok:
		return refuse("no-activity", "Volunteers do not do this kind of work here. Give it to staff or to an organisation.")
	case !d.Does(a.ID):
		return refuse("not-offered", d.GivenNames+" does not offer this: "+a.Name+". Ask them first, and change what they offer on their page.")
	}
	if lacks := Lacks(b, d, a, w.On); len(lacks) > 0 {
		return refuse("lacks", d.GivenNames+" may not do this on "+w.On.Long()+". They still need: "+Texts(lacks)+".")
	}
	return nil
}

// Texts are what is lacking, in one line.
func Texts(lacks []Lack) string {
	var all []string
	for _, l := range lacks {
		all = append(all, l.Text)
	}
	return strings.Join(all, "; ")
}

func refuse(code, message string) error {
	return fault.New(fault.Conflict, "volunteers."+code, message)
}

// homeOf is the household of a person work is for, as far as it is known: all their records,
// with whom they live, and where.
type homeOf struct {
	Records    []people.RecordID
	Households []households.ID
	Addresses  []places.Address
	Phones     []phone.Number
}

// mayGoTo refuses what is for their own household and for whom they are kept from. The
// words are the same for both where the reason is nobody's business.
func (d Dossier) mayGoTo(h homeOf) error {
	if slices.ContainsFunc(d.KeptFrom, func(id people.RecordID) bool { return slices.Contains(h.Records, id) }) {
		return refuse("excluded", d.GivenNames+" is not sent to this person. Choose somebody else.")
	}
	if d.lives(h) {
		return refuse("own-household", d.GivenNames+" seems to be of this person's own household. Choose somebody else.")
	}
	return nil
}

func (d Dossier) lives(h homeOf) bool {
	return d.Record != "" && slices.Contains(h.Records, d.Record) ||
		d.Household != "" && slices.Contains(h.Households, d.Household) ||
		d.Phone != "" && slices.Contains(h.Phones, d.Phone) ||
		slices.ContainsFunc(h.Addresses, d.Home.Same)
}
