package breakglass

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/secondperson"
)

// reviewedFor is how long what was reviewed stays on the list.
const reviewedFor = 92 * 24 * time.Hour

// Reviews lists the openings the caller reviews, with what was read: first those that nobody has
// reviewed, the oldest first, then those of the last quarter.
func (s *Service) Reviews(ctx context.Context) (open, done []Opening, err error) {
	defer fault.Wrap(&err, "emergencies to review")
	if err := access.CheckHeld(ctx, reviewers...); err != nil {
		return nil, nil, err
	}
	r, who := s.db.Read(ctx), access.From(ctx)
	all, err := since(r, r.Now().Add(-reviewedFor))
	if err != nil {
		return nil, nil, err
	}
	for _, o := range all {
		if !reviews(who, o) {
			continue
		}
		if o.Reads, err = readsOf(r, o.ID); err != nil {
			return nil, nil, err
		}
		if o.ReviewedAt.IsZero() {
			open = append(open, o)
		} else {
			done = append([]Opening{o}, done...)
		}
	}
	return open, done, nil
}

func reviews(who access.Principal, o Opening) bool {
	return policy.May(who, policy.ReviewEmergency, policy.Record{Neighbourhood: o.Neighbourhood, Restricted: true})
}

// Lately lists the openings of the caller's last day, latest first.
func (s *Service) Lately(ctx context.Context) ([]Opening, error) {
	r := s.db.Read(ctx)
	return ofAccount(r, access.From(ctx).Account, r.Now().Add(-24*time.Hour))
}

// Review keeps what a manager makes of an opening. Nobody reviews their own; what was reviewed
// meanwhile is [fault.Conflict]. Unless it was right, it takes a remark.
func (s *Service) Review(ctx context.Context, id ID, v Verdict, remark string) (err error) {
	defer fault.Wrap(&err, "review an emergency")
	who := access.From(ctx)
	switch remark = strings.TrimSpace(remark); {
	case v.Words() == "":
		return fault.New(fault.Invalid, "breakglass.no-verdict", "Select what you make of it.")
	case v != Right && remark == "":
		return fault.New(fault.Invalid, "breakglass.no-remark", "Enter what is to be learnt, or what was not right.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		o, err := byID(tx, id)
		if err != nil {
			return err
		}
		if !reviews(who, o) {
			return noSuch()
		}
		if err := secondperson.Another(o.By, who.Account, "You opened this person yourself. Somebody else reviews it."); err != nil {
			return err
		}
		first, err := keepReview(tx, id, who, v, remark)
		if err != nil {
			return err
		}
		if !first {
			return fault.New(fault.Conflict, "breakglass.reviewed", "Somebody else has reviewed this meanwhile.")
		}
		e := o.entry("reviewed an emergency", TopicReviewed)
		e.Data["verdict"] = string(v)
		return journal.Record(tx, e)
	})
}

func noSuch() error {
	return fault.New(fault.NotFound, "breakglass.no-such", "Nobody was opened here in an emergency.")
}
