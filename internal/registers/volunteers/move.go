package volunteers

import (
	"context"
	"strings"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Move changes where a volunteer stands, with the reason. It is [fault.Conflict] where the
// one does not follow the other, or they still need something before they are active;
// [fault.Invalid] where a reason is needed and none was given; [fault.Stale] where somebody
// else has changed them since version.
func (s *Service) Move(ctx context.Context, id ID, version int64, to Standing, why string) (err error) {
	defer fault.Wrap(&err, "move volunteer %s to %s", id, to)
	if _, err := s.Get(ctx, id); err != nil {
		return err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := DossierOf(tx, id)
		if err != nil {
			return err
		}
		if d.Version != version {
			return stale(d.Volunteer)
		}
		if err := mayMove(b, d, to, why, day.Of(tx.Now())); err != nil {
			return err
		}
		return move(tx, d.Volunteer, to, why)
	})
}

func mayMove(b *volunteering.Rules, d Dossier, to Standing, why string, today day.Date) error {
	switch {
	case !d.Standing.MayBecome(to):
		return fault.New(fault.Conflict, "volunteers.move",
			"Somebody whose standing is “"+d.Standing.Label()+"” cannot become “"+to.Label()+"”. Look at their page again.")
	case to.NeedsReason() && strings.TrimSpace(why) == "":
		return fault.New(fault.Invalid, "volunteers.why", "Say why, in a few words.")
	case to == Active && len(b.Activities) > 0 && len(Joins(b, d, today)) > 0:
		return fault.New(fault.Conflict, "volunteers.not-ready", "They cannot be active yet. They still need: "+Texts(Joins(b, d, today))+".")
	}
	return nil
}

// MoveOne moves a volunteer on in the caller's transaction, for whoever may.
func MoveOne(tx *db.Tx, id ID, to Standing, why string) error {
	v, err := byID(tx, id)
	if err != nil {
		return err
	}
	return move(tx, v, to, why)
}

func move(tx *db.Tx, v Volunteer, to Standing, why string) error {
	ok, err := setStanding(tx, v, to)
	if err == nil && !ok {
		err = stale(v)
	}
	if err != nil {
		return err
	}
	return tell(tx, v, verbs[to], "moved", map[string]any{"from": string(v.Standing), "to": string(to), "why": strings.TrimSpace(why)})
}

var verbs = map[Standing]string{
	Checking: "began the checks of a volunteer", Inducting: "took a volunteer into the induction", Active: "made a volunteer active",
	Paused: "paused a volunteer", Reservist: "made a volunteer a reservist", Left: "noted that a volunteer has left",
	Refused: "did not take a volunteer", Revoked: "revoked a volunteer",
}

func stale(v Volunteer) error {
	who := v.ChangedBy
	if who == "" {
		who = "somebody else"
	}
	return fault.New(fault.Stale, "volunteers.stale", "This volunteer was changed since you looked, by "+who+". Look at them again.")
}

// advance moves somebody on as far as what was recorded of them goes: the first check
// recorded begins the checking, the last of those everybody needs the induction, and the last
// of its modules makes them active. Nobody who has been active before is moved by it.
func advance(tx *db.Tx, b *volunteering.Rules, v Volunteer) error {
	if !v.Standing.Joining() {
		return nil
	}
	for range 3 {
		d, err := DossierOf(tx, v.ID)
		if err != nil {
			return err
		}
		to, why := ahead(b, d, day.Of(tx.Now()))
		if to == "" {
			return nil
		}
		if err := move(tx, d.Volunteer, to, why); err != nil {
			return err
		}
	}
	return nil
}

func ahead(b *volunteering.Rules, d Dossier, today day.Date) (to Standing, why string) {
	lacks := Joins(b, d, today)
	checks := false
	for _, l := range lacks {
		checks = checks || l.What == LackCheck
	}
	switch {
	case len(b.Activities) == 0:
	case d.Standing == Applied && len(d.Checks) > 0:
		return Checking, "A check was recorded."
	case d.Standing == Checking && !checks && len(d.Checks) > 0:
		return Inducting, "Their checks are done."
	case d.Standing == Inducting && len(lacks) == 0:
		return Active, "Checks and induction are done."
	}
	return "", ""
}

// Pause says that a volunteer is not to be asked for now; resuming undoes it.
func (s *Service) Pause(ctx context.Context, id ID, paused bool) error {
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	to, why := Active, "Resumed."
	if paused {
		to, why = Paused, "Not for now."
	}
	return s.Move(ctx, id, v.Version, to, why)
}
