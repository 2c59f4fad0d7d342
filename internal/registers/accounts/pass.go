package accounts

import (
	"context"
	"crypto/rand"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Volunteers finds a volunteer who enters, or is in, by their id. Somebody who may no longer
// come in is a fault of its own words: what they have open ends with it.
type Volunteers func(r db.Reader, id string) (access.Principal, error)

// Admits says who knows the volunteers. It is for the time when the program is put together;
// without it no volunteer comes in.
func (s *Service) Admits(find Volunteers) { s.volunteers = find }

// MakePass makes a link by which a volunteer enters their own pages. The token is shown once
// and works once, within [LinkLasts]. The caller has found out that this volunteer may have
// one, and that whoever is given it is they.
func (s *Service) MakePass(ctx context.Context, volunteer string) (token string, err error) {
	defer fault.Wrap(&err, "make a pass for volunteer %s", volunteer)
	token = ident.NewToken(rand.Reader)
	return token, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := insertPass(tx, hashToken(token), volunteer, tx.Now().Add(LinkLasts)); err != nil {
			return err
		}
		return recordPass(tx, "made a volunteer's link", "accounts.link-made", volunteer)
	})
}

// EnterByPass exchanges a volunteer's link for a session. A link that was used, is too old or
// never was is [fault.NotFound], all alike; somebody who may no longer come in is told so.
func (s *Service) EnterByPass(ctx context.Context, link string) (token string, err error) {
	defer fault.Wrap(&err, "enter by a volunteer's link")
	token = ident.NewToken(rand.Reader)
	return token, s.db.Write(ctx, func(tx *db.Tx) error {
		volunteer, found, err := usePass(tx, hashToken(link))
		switch {
		case err != nil:
			return err
		case !found:
			return fault.New(fault.NotFound, "accounts.no-link", "This link has been used or is too old. Ask for a new one.")
		}
		if _, err := s.volunteer(tx, volunteer); err != nil {
			return err
		}
		if err := insertSession(tx, hashToken(token), session{id: ident.New[Session](tx.Now()), volunteer: volunteer}); err != nil {
			return err
		}
		return recordPass(tx, "entered by a volunteer's link", "accounts.link-used", volunteer)
	})
}

// EndPasses ends every session and every unused link of a volunteer, in the caller's
// transaction: they left, or what they had was lost.
func EndPasses(tx *db.Tx, volunteer string) (err error) {
	defer fault.Wrap(&err, "end the passes of volunteer %s", volunteer)
	if err := deletePasses(tx, volunteer); err != nil {
		return err
	}
	return recordPass(tx, "ended a volunteer's sessions", "accounts.signed-out", volunteer)
}

func (s *Service) volunteer(r db.Reader, id string) (access.Principal, error) {
	if s.volunteers == nil {
		return access.Principal{}, fault.New(fault.Unauthenticated, "accounts.session-over", "You have been signed out. Ask for a new link.")
	}
	p, err := s.volunteers(r, id)
	p.Account, p.Grants = "volunteer:"+id, []access.Grant{{Role: access.Volunteer, Volunteer: id}}
	return p, err
}

func recordPass(tx *db.Tx, verb, topic, volunteer string) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "volunteer", ID: volunteer}}})
}
