package updates

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/needs"
)

const (
	// unreadFor is after how long it presses that nobody has read what a role was told.
	unreadFor = 4 * time.Hour
	// earlierFor is how long what somebody has read can be read again.
	earlierFor = 14 * 24 * time.Hour
	// MostTold is how many things a list shows.
	MostTold = 100
)

// seers look after what nobody has read, where they work.
var seers = []access.Role{access.Coordinator, access.Manager}

// ToldTo lists what whoever asks was told and has not read, the longest waiting first.
func (s *Service) ToldTo(ctx context.Context) (all []Told, err error) {
	defer fault.Wrap(&err, "what somebody was told")
	who := access.From(ctx)
	if !who.SignedIn() {
		return nil, nil
	}
	all, err = unreadBy(s.db.Read(ctx), who.Account, MostTold)
	return veiled(who, all), err
}

// ToldBefore lists what whoever asks has read within a fortnight, the latest first.
func (s *Service) ToldBefore(ctx context.Context) (all []Told, err error) {
	defer fault.Wrap(&err, "what somebody has read")
	who := access.From(ctx)
	r := s.db.Read(ctx)
	all, err = readBy(r, who.Account, r.Now().Add(-earlierFor), MostTold)
	return veiled(who, all), err
}

// Unread lists what a role was told and nobody has read: for four hours, or because nobody
// holds the role. It is for those who coordinate, of where they work.
func (s *Service) Unread(ctx context.Context) (all []Told, err error) {
	defer fault.Wrap(&err, "what nobody has read")
	if err := access.CheckHeld(ctx, seers...); err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	all, err = unreadByAll(r, access.Narrow(ctx, nil, seers...), r.Now().Add(-unreadFor), MostTold)
	return veiled(access.From(ctx), all), err
}

// veiled takes out of each thing what somebody may not know. That there is something stays.
func veiled(who access.Principal, all []Told) []Told {
	for i, t := range all {
		if !needs.MayName(who, t.labels) {
			all[i] = Told{
				ID: t.ID, Role: t.Role, Neighbourhood: t.Neighbourhood, At: t.At, ReadAt: t.ReadAt, Who: "Restricted", Kept: true, event: t.event,
			}
		}
	}
	return all
}

// ReadTold notes that whoever asks has read something they were told, or sees to what nobody
// has read where they coordinate. Reading it once more changes nothing. Of what is not
// theirs it is [fault.NotFound].
func (s *Service) ReadTold(ctx context.Context, id ToldID) (err error) {
	defer fault.Wrap(&err, "read what was told")
	who := access.From(ctx)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		hood, mine, found, err := toldTo(tx, id, who.Account)
		if err != nil {
			return err
		}
		if !found || !mine && !who.HasFor(hood, seers...) {
			return fault.New(fault.NotFound, "updates.not-told", "There is no such note for you.")
		}
		first, err := markToldRead(tx, id, who.Account)
		if err != nil || !first {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "read what they were told", Topic: "updates.told-read",
			Objects: []journal.Object{{Kind: "told", ID: string(id)}}, Data: map[string]any{"neighbourhood": hood},
		})
	})
}
