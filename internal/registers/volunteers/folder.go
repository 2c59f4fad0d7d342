package volunteers

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Folder is all that is on file of a volunteer, as their coordinator reads it.
type Folder struct {
	Dossier
	Withheld   bool // where they live is, and left out here
	Exclusions []Exclusion
	Asked      map[string]day.Date // checks they were asked for, and when last
	Alike      []Volunteer         // others with the same phone, email or home
	Told       []journal.Sealed    // what was done, the latest first
}

const (
	topicRead = "volunteers.read"
	mostTold  = 50
)

// Withheld reports whether where a volunteer lives is withheld, because they asked for that as
// a resident: it is used to keep them from their own household, and shown to nobody.
func (s *Service) Withheld(ctx context.Context, v Volunteer) (withheld bool, err error) {
	defer fault.Wrap(&err, "address of volunteer %s", v.ID)
	if v.Record == "" {
		return false, nil
	}
	p, err := people.PersonIn(s.db.Read(ctx), v.Record)
	return err == nil && p.Has(people.AddressWithheld), err
}

// Open reads all that is on file of a volunteer, and notes who looked.
func (s *Service) Open(ctx context.Context, id ID) (f Folder, err error) {
	defer fault.Wrap(&err, "folder of volunteer %s", id)
	r := s.db.Read(ctx)
	if f.Dossier, err = DossierOf(r, id); err != nil {
		return Folder{}, err
	}
	if err := access.Check(ctx, f.Neighbourhood, keepers...); err != nil {
		return Folder{}, err
	}
	if f.Withheld, err = s.Withheld(ctx, f.Volunteer); err != nil {
		return Folder{}, err
	}
	if f.Withheld {
		f.Home = Home{}
	}
	if f.Exclusions, err = exclusionsOf(r, access.From(ctx), id); err != nil {
		return Folder{}, err
	}
	if f.Asked, err = askedOf(r, id); err != nil {
		return Folder{}, err
	}
	others, err := alike(r, f.Volunteer)
	if err != nil {
		return Folder{}, err
	}
	for _, v := range others {
		if access.Check(ctx, v.Neighbourhood, keepers...) == nil {
			f.Alike = append(f.Alike, v)
		}
	}
	if f.Told, err = journal.About(r, []string{string(id)}, mostTold, topicRead); err != nil {
		return Folder{}, err
	}
	s.noteRead(ctx, id)
	return f, nil
}

// noteRead notes who looked. Where that cannot be kept the folder is shown all the same: the
// program's log has it.
func (s *Service) noteRead(ctx context.Context, id ID) {
	if s.reads == nil {
		return
	}
	_ = s.reads.Saw(ctx, journal.Entry{
		Verb: "read a volunteer's folder", Topic: topicRead, Subject: string(id), Objects: []journal.Object{{Kind: "volunteer", ID: string(id)}},
	})
}
