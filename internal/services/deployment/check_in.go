package deployment

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/staff"
)

// CheckInID names a check-in.
type CheckInID = ident.ID[CheckIn]

// CheckIn is somebody having asked a deployed person how they are.
type CheckIn struct {
	ID        CheckInID
	Worker    staff.ID
	How       How
	Hours     int64  // worked in the last week, as they say
	Needs     string // what is to be done, in words; may be empty
	At        time.Time
	By        string    // account
	SettledAt time.Time // when what they needed was seen to
	SettledBy string
}

// How is how it goes for somebody, without why.
type How string

// How it may go.
const (
	Well       How = "well"
	SoSo       How = "so-so"
	NeedChange How = "change"
)

// Hows lists them.
func Hows() []How { return []How{Well, SoSo, NeedChange} }

// Label is how it goes in words.
func (h How) Label() string {
	switch h {
	case Well:
		return "Going well"
	case SoSo:
		return "Something to sort out"
	case NeedChange:
		return "Needs a change soon"
	}
	return string(h)
}

// Waits reports whether what somebody needs still waits for whoever manages them.
func (c CheckIn) Waits() bool {
	return c.ID != "" && c.SettledAt.IsZero() && (c.How == NeedChange || c.Needs != "")
}

// Due is somebody who is deployed, and when they are to be asked next.
type Due struct {
	Worker staff.Worker
	Last   CheckIn // the zero CheckIn where nobody has asked yet
	On     day.Date
	Late   int // days over
}

// Overdue reports whether nobody asked in time.
func (d Due) Overdue() bool { return d.Late > 0 }

// dueOf is when somebody is to be asked.
func dueOf(w staff.Worker, last CheckIn, today day.Date, rules *staff.Rules) Due {
	d := Due{Worker: w, Last: last, On: day.Of(w.StandingAt).AddDays(rules.CheckIn.EveryDays)}
	if last.ID != "" {
		d.On = day.Of(last.At).AddDays(rules.CheckIn.EveryDays)
	}
	d.Late = max(0, today.DaysSince(d.On))
	return d
}

// asked reports whether somebody who stands so is asked how they are.
func asked(s staff.Standing) bool { return s == staff.Deployed || s == staff.Resting }

// CheckIns lists the deployed and the resting of the caller's hubs: those who are late first.
func (s *Service) CheckIns(ctx context.Context) (all []Due, err error) {
	defer fault.Wrap(&err, "check-ins")
	workers, err := s.staff.List(ctx)
	if err != nil {
		return nil, err
	}
	return s.dues(ctx, workers)
}

func (s *Service) dues(ctx context.Context, workers []staff.Worker) (all []Due, err error) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	last, err := lastCheckIns(r)
	for _, w := range workers {
		if asked(w.Standing) {
			all = append(all, dueOf(w, last[w.ID], day.Of(r.Now()), rules))
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(strings.ToLower(a.Worker.Name), strings.ToLower(b.Worker.Name)))
	})
	return all, err
}

// The longest words of a check-in, and the most hours of a week.
const (
	LongestNeeds = 1000
	MostHours    = 168
)

// Ask records how somebody is: how it goes, the hours of the last week and what they need.
func (s *Service) Ask(ctx context.Context, id staff.ID, how How, hours int64, needs string) (err error) {
	defer fault.Wrap(&err, "check-in of worker %s", id)
	needs = strings.TrimSpace(needs)
	switch {
	case !slices.Contains(Hows(), how):
		return fault.New(fault.Invalid, "deployment.no-how", "Select how it goes for them.")
	case hours < 0 || hours > MostHours:
		return fault.New(fault.Invalid, "deployment.hours", "Enter the hours they worked in the last week, from 0 to 168.")
	case how == NeedChange && needs == "":
		return fault.New(fault.Invalid, "deployment.no-needs", "Enter what they need changed, so that it can be.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w, err := s.plannable(ctx, tx, id)
		if err != nil {
			return err
		}
		if !asked(w.Standing) {
			return fault.New(fault.Conflict, "deployment.not-deployed", "They are not deployed now: they stand as “"+w.Standing.Label()+"”.")
		}
		c := CheckIn{ID: ident.New[CheckIn](tx.Now()), Worker: id, How: how, Hours: hours, Needs: needs, At: tx.Now(), By: tx.Actor()}
		if err := insertCheckIn(tx, c); err != nil {
			return err
		}
		return tell(tx, id, w.Neighbourhood, "asked a member of staff how they are", "deployment.checked-in", map[string]any{"how": string(how)})
	})
}

// Settle notes that what somebody needed was seen to.
func (s *Service) Settle(ctx context.Context, id staff.ID, c CheckInID) (err error) {
	defer fault.Wrap(&err, "settle check-in %s", c)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w, err := s.plannable(ctx, tx, id)
		if err != nil {
			return err
		}
		first, err := settle(tx, c, id)
		if err != nil || !first {
			return err
		}
		return tell(tx, id, w.Neighbourhood, "saw to what a member of staff needed", "deployment.settled", nil)
	})
}
