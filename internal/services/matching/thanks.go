package matching

import (
	"context"
	"fmt"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteers"
)

// ThanksEvery is how often it is looked whether the week is over.
const ThanksEvery = time.Hour

// thankedFrom is the hour of a Sunday from which volunteers are thanked for the week.
const thankedFrom = 17

// ThankWeekly thanks, on Sunday evening, everybody who did something in the week, once. Who has
// neither mobile nor email gets a letter, which their hub prints and posts. It may run again
// at any time.
func (s *Service) ThankWeekly(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "thank volunteers")
	ctx = db.Background(ctx, db.Jobs)
	err = s.db.Write(ctx, func(tx *db.Tx) error { return forgetPlans(tx, tx.Now().Add(-plansKept)) })
	r := s.db.Read(ctx)
	now := r.Now().In(day.London)
	if err != nil || s.messages == nil || now.Weekday() != time.Sunday || now.Hour() < thankedFrom {
		return err
	}
	week := monday(day.Of(now))
	helped, err := whoHelped(r, week.Start())
	if err != nil {
		return err
	}
	for _, id := range helped {
		o := thanks(id, week.String())
		o.Templates = []string{"volunteer-thanks-text", "volunteer-thanks"}
		if _, err := s.messages.Queue(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

// thanks are an order to thank one volunteer, once for each key.
func thanks(id volunteers.ID, key string) messages.Order {
	return messages.Order{
		To: toVolunteer(id), Purpose: Thanked, Templates: []string{"volunteer-thanks"}, About: toVolunteer(id),
		Key: fmt.Sprintf("matching.thanks:%s:%s", id, key),
	}
}

// ThankForAll thanks a volunteer formally, when their coordinator says so. Who has no email
// gets a letter, which their hub prints and posts.
func (s *Service) ThankForAll(ctx context.Context, id volunteers.ID) (err error) {
	defer fault.Wrap(&err, "thank volunteer %s", id)
	if _, err := s.volunteers.Get(ctx, id); err != nil {
		return err
	}
	if s.messages == nil {
		return fault.New(fault.Unavailable, "matching.no-messages", "Nothing is set up that could send it.")
	}
	_, err = s.messages.Queue(ctx, thanks(id, "end:"+day.Of(s.db.Read(ctx).Now()).String()))
	return err
}

func (s *Service) composeThanks(ctx context.Context, m messages.Message, _ *words.Language) (f messages.Filling, err error) {
	d, err := volunteers.DossierOf(s.db.Read(ctx), volunteers.ID(m.To.ID))
	f.Fields = map[string]string{"volunteer_name": d.GivenNames}
	return f, err
}
