package matching

import (
	"cmp"
	"context"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// Me is the volunteer who is signed in, or [fault.Forbidden].
func (s *Service) Me(ctx context.Context) (volunteers.ID, error) {
	if err := access.CheckHeld(ctx, access.Volunteer); err != nil {
		return "", err
	}
	id := access.From(ctx).VolunteerID()
	if id == "" {
		return "", fault.New(fault.Forbidden, "matching.no-volunteer", "These pages are for volunteers. Ask your hub for a link.")
	}
	return volunteers.ID(id), nil
}

// Accept is the volunteer who was offered a task saying yes. The task is theirs at once. It
// is [fault.Conflict] when somebody else was first, when they have as much as they can have,
// or may not do it any more. A yes that comes late counts while nobody else has the task.
func (s *Service) Accept(ctx context.Context, id OfferID) (o Offer, err error) {
	defer fault.Wrap(&err, "accept offer %s", id)
	me, err := s.Me(ctx)
	if err != nil {
		return Offer{}, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return Offer{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if o, err = heldOffer(tx, me, id); err != nil {
			return err
		}
		return s.acceptIn(tx, b, o)
	})
	return o, err
}

// heldOffer reads an offer of a volunteer's own, while they answer no other.
func heldOffer(tx *db.Tx, me volunteers.ID, id OfferID) (Offer, error) {
	if err := holdOffers(tx, me); err != nil {
		return Offer{}, err
	}
	o, err := offerByID(tx, id)
	if err == nil && o.Volunteer != me {
		err = noSuch("offer")
	}
	return o, err
}

func (s *Service) acceptIn(tx *db.Tx, b book, o Offer) error {
	if o.State != Offered && o.State != Lapsed {
		return over(o)
	}
	d, err := volunteers.DossierOf(tx, o.Volunteer)
	if err != nil {
		return err
	}
	if err := b.brake(tx, d); err != nil {
		return err
	}
	if ok, err := answerOffer(tx, o, Accepted, ""); err != nil || !ok {
		return cmp.Or(err, over(o))
	}
	_, err = s.tasks.AcceptedBy(tx, o.Task, tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(d.ID), Name: d.Name()})
	if fault.CodeOf(err) == "tasks.taken" {
		err = conflict("matching.taken", "Somebody else was faster, or it is not needed any more. Thank you all the same.")
	}
	if err != nil {
		return toThem(err)
	}
	return tell(tx, o, "accepted an offer", "accepted")
}

// toThem says to the volunteer themselves that they may not do something. Why is said to
// their hub: the words of the register are for staff, and may tell of somebody's household.
func toThem(err error) error {
	if fault.KindOf(err) == fault.Conflict && (strings.HasPrefix(fault.CodeOf(err), "volunteers.") || fault.CodeOf(err) == "matching.staff-only") {
		return conflict("matching.may-not", "You may not do this one now. Your hub can tell you why. Ring them.")
	}
	return err
}

// over tells that an offer can no longer be answered.
func over(o Offer) error {
	switch o.State {
	case Accepted:
		return conflict("matching.yours", "You have said yes to this already.")
	case Declined:
		return conflict("matching.declined", "You have said not this time. Ring your hub if you can after all.")
	}
	return conflict("matching.taken", "Somebody else was faster, or it is not needed any more. Thank you all the same.")
}

// brake keeps somebody from taking more than they can do: so much in hand, in a week and in
// a month.
func (b book) brake(r db.Reader, d volunteers.Dossier) error {
	mine, err := mineNow(r, d.ID)
	if err != nil {
		return err
	}
	caps := b.rules.Caps
	perWeek := cmp.Or(int(d.Gives.PerWeek), caps.PerWeek)
	perMonth := cmp.Or(int(d.Gives.PerMonth), caps.PerMonthMost)
	switch {
	case caps.InHand > 0 && mine.inHand >= caps.InHand:
		return conflict("matching.in-hand", "You have as many tasks as one person can have at a time. Finish one first, then take this.")
	case perWeek > 0 && mine.thisWeek >= perWeek:
		return conflict("matching.week", "You have had as many this week as you said you want. You can change that under “What I can do”.")
	case perMonth > 0 && mine.thisMonth >= perMonth:
		return conflict("matching.month", "You have had as many this month as you said you want. You can change that under “What I can do”.")
	}
	return nil
}

// mineNow is what one volunteer has and had.
func mineNow(r db.Reader, id volunteers.ID) (had, error) {
	today := day.Of(r.Now())
	begin := monday(today).Start()
	if month := day.New(today.Year(), today.Month(), 1).Start(); month.Before(begin) {
		begin = month
	}
	p, err := pastOfOne(r, id, begin)
	if err != nil {
		return had{}, err
	}
	return weekOf(r.Now(), p).of(tasks.ToVolunteer, string(id)), nil
}

// Decline is the volunteer who was offered a task saying not this time. Nobody has to say
// why. Whoever is next is asked.
func (s *Service) Decline(ctx context.Context, id OfferID, reason string) (err error) {
	defer fault.Wrap(&err, "decline offer %s", id)
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	var o Offer
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if o, err = heldOffer(tx, me, id); err != nil {
			return err
		}
		if o.State != Offered {
			return over(o)
		}
		if ok, err := answerOffer(tx, o, Declined, strings.TrimSpace(reason)); err != nil || !ok {
			return cmp.Or(err, over(o))
		}
		return tell(tx, o, "declined an offer", "declined")
	})
	if err != nil {
		return err
	}
	return s.next(ctx, map[tasks.ID]bool{o.Task: true})
}
