package accounts

import (
	"context"
	"crypto/rand"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
)

// LinkLasts is how long an entry link may lie unused.
const LinkLasts = 7 * 24 * time.Hour

// linkMakers may let an organisation in.
var linkMakers = []access.Role{access.Coordinator, access.Manager, access.Admin}

// MakeLink makes a link by which an organisation enters its inbox. The token is shown
// once and works once, within [LinkLasts].
func (s *Service) MakeLink(ctx context.Context, id organisations.ID) (token string, err error) {
	defer fault.Wrap(&err, "make link for organisation %s", id)
	o, err := organisations.OrganisationIn(s.db.Read(ctx), id)
	if err != nil {
		return "", err
	}
	if err := access.Check(ctx, o.Neighbourhood, linkMakers...); err != nil {
		return "", err
	}
	token = ident.NewToken(rand.Reader)
	return token, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := insertLink(tx, hashToken(token), string(id), tx.Now().Add(LinkLasts)); err != nil {
			return err
		}
		return recordLink(tx, "made an entry link", "accounts.link-made", string(id))
	})
}

// EnterByLink exchanges an entry link for a session. A link that was used, is too old or
// never was is [fault.NotFound], all alike.
func (s *Service) EnterByLink(ctx context.Context, link string) (token string, err error) {
	defer fault.Wrap(&err, "enter by link")
	token = ident.NewToken(rand.Reader)
	return token, s.db.Write(ctx, func(tx *db.Tx) error {
		organisation, found, err := useLink(tx, hashToken(link))
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.NotFound, "accounts.no-link", "This link has been used or is too old. Ask your hub for a new one.")
		}
		if err := insertSession(tx, hashToken(token), session{id: ident.New[Session](tx.Now()), organisation: organisation}); err != nil {
			return err
		}
		return recordLink(tx, "entered by a link", "accounts.link-used", organisation)
	})
}

func recordLink(tx *db.Tx, verb, topic, organisation string) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "organisation", ID: organisation}}})
}

// holder is who a session belongs to.
func (s *Service) holder(r db.Reader, held session) (access.Principal, error) {
	if held.volunteer != "" {
		return s.volunteer(r, held.volunteer)
	}
	if held.organisation != "" {
		o, err := organisations.OrganisationIn(r, organisations.ID(held.organisation))
		return access.Principal{
			Account: "organisation:" + held.organisation, Name: o.Name,
			Grants: []access.Grant{{Role: access.Organisation, Organisation: held.organisation}},
		}, err
	}
	a, found, err := accountByID(r, held.account)
	if err == nil && (!found || a.Disabled()) {
		err = fault.New(fault.Unauthenticated, "accounts.session-over", "You have been signed out. Sign in again.")
	}
	return a.Principal(), err
}
