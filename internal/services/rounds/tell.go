package rounds

import (
	"context"
	"fmt"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/accounts"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteers"
)

// RoundReadyFor is the purpose of what is written to drivers.
const RoundReadyFor messages.Purpose = "rounds.round"

// TopicPublished is told when drivers have their rounds.
const TopicPublished = "rounds.published"

// driverKind is what journal and outbox call somebody who drives.
const driverKind = "driver"

// WritesBy has drivers written to when rounds are published, as the
// blueprint says. site is where people find the pages, without a slash behind; enter makes a
// volunteer's own link to them, which works once. It is called once, before the service is used.
func (s *Service) WritesBy(m *messages.Service, site func() string, enter func(ctx context.Context, volunteer string) (link string, err error)) {
	s.messages, s.site, s.enter = m, site, enter
	m.Addresses(driverKind, addressee)
	m.Compose(RoundReadyFor, s.composeRound)
}

// addressee is how somebody who drives is written to: an account by its mail, a volunteer as
// they said.
func addressee(r db.Reader, id string) (messages.Addressee, error) {
	found, err := accounts.Named(r, []accounts.ID{accounts.ID(id)})
	if err != nil {
		return messages.Addressee{}, err
	}
	if len(found) == 1 {
		a := found[0]
		if a.Disabled() || a.Email == "" {
			return messages.Addressee{}, noSuch("driver to write to")
		}
		return messages.Addressee{GivenNames: a.Name, Email: a.Email}, nil
	}
	d, err := volunteers.DossierOf(r, volunteers.ID(id))
	if err == nil && d.Standing.Gone() {
		err = noSuch("driver to write to")
	}
	return messages.Addressee{
		GivenNames: d.GivenNames, FamilyName: d.FamilyName, Phone: d.Phone, Email: d.Email, Language: d.Speaks, Neighbourhood: d.Neighbourhood, Record: d.Record,
	}, err
}

// tellPublished writes to the drivers whom a published version concerns. It may run again, and after a
// later version: what was written once is not written twice.
func (s *Service) tellPublished(ctx context.Context, e journal.Sealed) error {
	if s.messages == nil || !s.messages.Sends() {
		return nil
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return ignore(err, fault.NotFound)
	}
	p, err := planByID(s.db.Read(ctx), PlanID(e.ObjectID("rounds-plan")))
	if err != nil || p.State == Closed {
		return err
	}
	if !rules.Notify.Drivers {
		return nil
	}
	return s.tellDrivers(ctx, e)
}

func ignore(err error, kind fault.Kind) error {
	if fault.KindOf(err) == kind {
		return nil
	}
	return err
}

// tellDrivers writes to those whose rounds a version made or changed.
func (s *Service) tellDrivers(ctx context.Context, e journal.Sealed) error {
	changed, _ := e.Data["rounds"].(map[string]any)
	for id, how := range changed {
		r, err := roundByID(s.db.Read(ctx), RoundID(id))
		if err != nil {
			return err
		}
		if r.State == RoundBack || r.State == RoundClosed {
			continue
		}
		template := "round-ready"
		if how == "changed" {
			template = "round-changed"
		}
		_, err = s.messages.Queue(ctx, messages.Order{
			To: journal.Object{Kind: driverKind, ID: r.Driver.Account}, Purpose: RoundReadyFor, Templates: []string{template}, About: roundObject(r.ID), Reply: true,
			Key: fmt.Sprintf("rounds.round %s %v", id, e.Data["version"]), NotAfter: r.UntilAt,
		})
		if err := ignore(err, fault.NotFound); err != nil {
			return err
		}
	}
	return nil
}

// composeRound is nothing but a day and a link.
func (s *Service) composeRound(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	r, err := roundByID(s.db.Read(ctx), RoundID(m.About.ID))
	if err != nil {
		return f, err
	}
	if r.State == RoundBack || r.State == RoundClosed {
		return f, conflict("rounds.driven", "The round is driven.")
	}
	signsIn, err := accounts.Named(s.db.Read(ctx), []accounts.ID{accounts.ID(r.Driver.Account)})
	if err != nil {
		return f, err
	}
	link := s.site() + "/rounds"
	if len(signsIn) == 0 {
		if link, err = s.enter(ctx, r.Driver.Account); err != nil {
			return f, err
		}
	}
	f.Fields = map[string]string{"day": words.Day(words.With(ctx, l), r.LeaveAt)}
	f.Secret = map[string]string{"link": link}
	return f, nil
}
