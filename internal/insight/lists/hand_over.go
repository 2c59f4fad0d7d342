package lists

import (
	"context"
	"errors"
	"slices"

	"kith/internal/insight/entries"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/work/protocols"
)

// purpose is what somebody on a list is handed on for.
type purpose string

const (
	toReach purpose = "reach" // the first approach
	toCheck purpose = "check" // a welfare check
	boxCame purpose = "box"   // the national food box came: what bridged the time ends
)

// Team is one that the blueprint lets make the first approach to the people on a list.
type Team struct {
	ID    string
	Title string
	Own   bool // it works on a page of its own, and on no hub's board
}

// Teams are the teams that may make the first approach to the people on a list.
func (s *Service) Teams(ctx context.Context, id assets.ID) (teams []Team, err error) {
	a, err := s.assets.Get(ctx, id)
	if err != nil || a.List == "" {
		return nil, err
	}
	book, err := s.work.Book(ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range book.TeamsFor(a.List) {
		if title, held, ok := book.Team(id); ok {
			teams = append(teams, Team{ID: id, Title: title, Own: slices.Contains(teamRoles, held)})
		}
	}
	return teams, nil
}

// HandOver hands whoever on a list nobody is in touch with to a team, and says how many that
// were. Whoever was handed on before is not again. A team that the blueprint does not name is
// [fault.Forbidden].
func (s *Service) HandOver(ctx context.Context, id VersionID, team string) (n int, err error) {
	defer fault.Wrap(&err, "hand list %s over", id)
	v, asset, err := s.on(ctx, id)
	if err != nil {
		return 0, err
	}
	teams, err := s.Teams(ctx, v.Asset)
	if err != nil {
		return 0, err
	}
	if !slices.ContainsFunc(teams, func(t Team) bool { return t.ID == team }) {
		return 0, fault.New(fault.Forbidden, "lists.not-their-list", "The blueprint does not let this team make the first approach to people on this list.")
	}
	f, err := s.follow(ctx, v)
	if err != nil {
		return 0, err
	}
	var rows []handedRow
	for _, one := range slices.Concat(f.Who(Nobody), f.Who(NoPhone)) {
		if one.Row.Record == "" {
			continue // their record follows when the list is switched on
		}
		rows = append(rows, handedRow{asset: v.Asset, version: v.ID, record: one.Row.Record, team: team, purpose: toReach, why: "They are on the list " + asset.Name + ", and nobody is in touch with them."})
	}
	return s.handOn(ctx, v, rows, "handed people on a list to a team", map[string]any{"team": team})
}

// on is a version that counts now, with its asset.
func (s *Service) on(ctx context.Context, id VersionID) (v Version, a assets.Asset, err error) {
	if v, err = s.Version(ctx, id); err != nil {
		return v, a, err
	}
	if a, err = s.usable(ctx, v.Asset); err == nil && v.State != Current {
		err = fault.New(fault.Conflict, "lists.not-on", "This list is not in use. Switch it on first, or open the one that is.")
	}
	return v, a, err
}

// handOn notes who is handed on, in steps, and has the program begin the work.
func (s *Service) handOn(ctx context.Context, v Version, rows []handedRow, verb string, data map[string]any) (n int, err error) {
	for part := range slices.Chunk(rows, kept) {
		var added int
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			added = 0
			for _, h := range part {
				first, err := insertHanded(tx, h, tx.Now().Add(-lately))
				if err != nil {
					return err
				}
				if first {
					added++
				}
			}
			return nil
		})
		if err != nil {
			return n, err
		}
		n += added
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		data["people"] = n
		if err := tell(tx, v, verb, "lists.handed-over", data); err != nil || s.queue == nil {
			return err
		}
		return s.queue.EnqueueTx(tx, handJob, struct{}{})
	})
	if err == nil {
		_, err = s.stand(ctx, v)
	}
	return n, err
}

// Worries are those on a list of food boxes whom somebody should look after.
func (f Following) Worries() []OnIt {
	return f.boxes(func(b entries.Box) bool { return b.Outcome.Worrying() })
}

// Came are those on a list of food boxes who have one.
func (f Following) Came() []OnIt {
	return f.boxes(func(b entries.Box) bool { return b.Outcome.Came() || !b.Next.IsZero() && !b.Next.After(f.today) })
}

func (f Following) boxes(want func(entries.Box) bool) (all []OnIt) {
	for _, t := range Touches() {
		for _, one := range f.Who(t) {
			if b := one.Row.Entry.Box; b != nil && t != Deceased && want(*b) {
				all = append(all, one)
			}
		}
	}
	return all
}

// FollowBoxes begins a welfare check of everybody whose box stood there unopened, and ends
// what bridged the time until the first one of everybody who has one. It says how many are
// handed on.
func (s *Service) FollowBoxes(ctx context.Context, id VersionID) (n int, err error) {
	defer fault.Wrap(&err, "follow the boxes of list %s", id)
	v, _, err := s.on(ctx, id)
	if err != nil {
		return 0, err
	}
	f, err := s.follow(ctx, v)
	if err != nil {
		return 0, err
	}
	var rows []handedRow
	for _, one := range f.Worries() {
		rows = append(rows, handedRow{asset: v.Asset, version: v.ID, record: one.Row.Record, purpose: toCheck, why: "National food box: " + one.Row.Entry.Box.Outcome.Words() + on(one.Row.Entry.Box.On) + "."})
	}
	for _, one := range f.Came() {
		rows = append(rows, handedRow{asset: v.Asset, version: v.ID, record: one.Row.Record, purpose: boxCame, why: "The national food box has begun" + on(cmpDay(one.Row.Entry.Box)) + "."})
	}
	rows = slices.DeleteFunc(rows, func(h handedRow) bool { return h.record == "" })
	return s.handOn(ctx, v, rows, "followed national food boxes", map[string]any{})
}

func on(d day.Date) string {
	if d.IsZero() {
		return ""
	}
	return ", " + d.Long()
}

func cmpDay(b *entries.Box) day.Date {
	if b.On.IsZero() {
		return b.Next
	}
	return b.On
}

// atATurn is how many are handed on before the next turn.
const atATurn = 2000

// Hand begins the work for whoever was handed on: each in a transaction of its own.
func (s *Service) Hand(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "hand people on")
	waiting, err := waitingHanded(s.db.Read(ctx), atATurn)
	for _, h := range waiting {
		caller := db.CallerOf(ctx)
		caller.Actor = h.by
		err = errors.Join(err, s.hand(access.With(db.As(ctx, caller), program), h))
	}
	return err
}

func (s *Service) hand(ctx context.Context, h handedRow) (err error) {
	asset, err := s.usable(ctx, h.asset)
	if fault.KindOf(err) == fault.Conflict && err != nil {
		return s.handed(ctx, h, "refused", "", fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	var run protocols.Run
	joined := false
	switch h.purpose {
	case toReach:
		run, joined, err = s.work.Approach(ctx, protocols.Approach{Record: h.record, List: asset.List, Why: h.why, Key: h.key(), Team: h.team})
	case toCheck:
		run, joined, err = s.work.Check(ctx, protocols.CheckOn{Record: h.record, List: "", Why: h.why, Key: h.key()})
	case boxCame:
		return s.endInterim(ctx, h)
	}
	switch kind := fault.KindOf(err); {
	case err == nil && joined:
		return s.handed(ctx, h, "joined", string(run.ID), h.why)
	case err == nil:
		return s.handed(ctx, h, "begun", string(run.ID), h.why)
	case kind == fault.Forbidden || kind == fault.Invalid || kind == fault.NotFound:
		return s.handed(ctx, h, "refused", "", fault.MessageOf(err))
	}
	return err
}

func (s *Service) handed(ctx context.Context, h handedRow, state, run, why string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return setHanded(tx, h, state, run, why) })
}
