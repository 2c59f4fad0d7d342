package duty

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// most bounds each list: more than that is no night's work but a breakdown.
const most = 200

// Tonight is everything between the hubs and the duty team as somebody may see it.
type Tonight struct {
	Now     time.Time
	Night   day.Night // the one that has begun, or else the next
	Shut    bool      // the hubs are shut now
	Assumed bool      // the helpline's hours could not be read, and usual ones are taken
	OnDuty  bool      // the caller belongs to the duty team
	Lines   []Line    // for this night, what presses most first
	Earlier []Line    // of earlier nights, that their hubs have not acknowledged
	// What comes to the duty team by itself. Both are for the team alone.
	Referred []Work // open referrals to it
	CameIn   []Work // emergencies and urgent work opened since the hubs shut
}

// Back are the lines that wait for their hubs, those not given back first.
func (t Tonight) Back() (all []Line) {
	for _, l := range slices.Concat(t.Earlier, t.Lines) {
		if l.State.Open() && l.Back(t.Now) {
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b Line) int { return cmp.Compare(rank(a, t.Now), rank(b, t.Now)) })
	return all
}

func rank(l Line, now time.Time) int {
	switch {
	case l.Missing(now):
		return 0
	case l.GoOn:
		return 1
	}
	return 2
}

// ToTake are the lines of tonight that nobody has acknowledged and the caller may.
func (t Tonight) ToTake() (all []Line) {
	for _, l := range t.Lines {
		if t.OnDuty && l.State == Handed && l.Told() {
			all = append(all, l)
		}
	}
	return all
}

// Tonight lists what the caller may see: the duty team everything, a hub its own lines.
func (s *Service) Tonight(ctx context.Context) (t Tonight, err error) {
	defer fault.Wrap(&err, "the duty team's night")
	if err := access.CheckHeld(ctx, team...); err != nil {
		return Tonight{}, err
	}
	r, who := s.db.Read(ctx), access.From(ctx)
	t.Now, t.OnDuty = r.Now(), OnDuty(who)
	rules, err := s.rulesAt(ctx, t.Now)
	if err != nil {
		return Tonight{}, err
	}
	t.Night, t.Shut, t.Assumed = rules.night, rules.night.Has(t.Now), rules.assumed
	lines, err := linesOf(r, access.Narrow(ctx, nil, team...), day.Of(t.Night.From))
	if err != nil {
		return Tonight{}, err
	}
	for _, l := range lines {
		if l = l.shownTo(who); l.Night == day.Of(t.Night.From) {
			t.Lines = append(t.Lines, l)
		} else {
			t.Earlier = append(t.Earlier, l)
		}
	}
	slices.SortStableFunc(t.Lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Priority.Rank(), b.Priority.Rank()), a.DueAt.Compare(b.DueAt))
	})
	if !t.OnDuty {
		return t, nil
	}
	if t.Referred, err = referredTo(r, rules.ids); err != nil || !t.Shut {
		return t.veiled(who), err
	}
	t.CameIn, err = openedSince(r, t.Night.From, rules.ids)
	return t.veiled(who), err
}

func (t Tonight) veiled(who access.Principal) Tonight {
	for _, list := range [][]Work{t.Referred, t.CameIn} {
		for i, w := range list {
			list[i] = w.shownTo(who)
		}
	}
	return t
}

// Waiting are the lines that wait for hubs the caller works for: those not given back
// first.
func (s *Service) Waiting(ctx context.Context) (all []Line, now time.Time, err error) {
	defer fault.Wrap(&err, "what the duty team gave back")
	if err := access.CheckHeld(ctx, hubs...); err != nil {
		return nil, now, err
	}
	r, who := s.db.Read(ctx), access.From(ctx)
	t := Tonight{Now: r.Now()}
	if t.Earlier, err = linesOf(r, access.Narrow(ctx, nil, hubs...), day.Date{}); err != nil {
		return nil, now, err
	}
	for i, l := range t.Earlier {
		t.Earlier[i] = l.shownTo(who)
	}
	return t.Back(), t.Now, nil
}

// Line returns one line as the caller may see it; [fault.NotFound] where it is another
// hub's.
func (s *Service) Line(ctx context.Context, id LineID) (l Line, err error) {
	defer fault.Wrap(&err, "line %s", id)
	if err := access.CheckHeld(ctx, team...); err != nil {
		return Line{}, err
	}
	if l, err = lineByID(s.db.Read(ctx), id); err != nil {
		return Line{}, err
	}
	who := access.From(ctx)
	if !readable(who, l) {
		return Line{}, noSuchLine()
	}
	return l.shownTo(who), nil
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
