package volunteers

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// noticeEvery is how often the program looks for checks that end.
const noticeEvery = time.Hour

// Remind writes into the journal, once a check, that it ends soon, and once more that it has
// ended. What needs it stops on the day by itself, see [MayDo].
func (s *Service) Remind(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "checks that end")
	b, err := s.Rules(ctx)
	if fault.KindOf(err) == fault.NotFound {
		return nil // there is no blueprint yet
	}
	if err != nil {
		return err
	}
	r := s.db.Read(ctx)
	all, err := dossiers(r, standing(nil, ""))
	if err != nil {
		return err
	}
	for _, e := range Endings(b, all, day.Of(r.Now()), Soon) {
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return remind(tx, e) }); err != nil {
			return err
		}
	}
	return nil
}

func remind(tx *db.Tx, e Ending) error {
	first, err := insertNotice(tx, e)
	if err != nil || !first {
		return err
	}
	verb := "noticed that a check of a volunteer ends soon"
	if e.Ended {
		verb = "noticed that a check of a volunteer has ended"
	}
	return tell(tx, e.Volunteer, verb, "check-ends", map[string]any{"check": e.Check.ID, "on": e.On.String(), "ended": e.Ended})
}

// RegisterJobs has the end of checks noticed, and handed-in files and numbers that were tried
// forgotten.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("volunteers.remind", noticeEvery, s.Remind)
	r.Periodic("volunteers.forget", noticeEvery, s.Forget)
	r.Periodic("volunteers.forget-tries", fromOne, s.ForgetTries)
}
