package situation

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Profile is who asked for help in four whole weeks, beside everybody who is known here. Its
// figures tell of nobody: small ones are hidden, others rounded, and they change on Mondays.
type Profile struct {
	Until day.Date // the Sunday up to whose end was counted; zero where nothing was
	Ages  []Group
	Fifth []Group // of deprivation in England
}

// Group is the people of an age, or of a fifth.
type Group struct {
	Label        string
	Known, Asked disclosure.Told
}

// Share is what part of those who are known asked, in hundredths; -1 where it is not told.
func (g Group) Share() float64 {
	if g.Known.Hidden || g.Asked.Hidden || g.Known.Value == 0 {
		return -1
	}
	return 100 * float64(g.Asked.Value) / float64(g.Known.Value)
}

// asks is how long before its last day a profile looks for what was asked.
const asks = 28

// tallied is how many of a group are known and how many of them asked.
type tallied struct {
	question, choice string
	known, asked     int64
}

// The questions of a profile.
const (
	byAge   = "age"
	byFifth = "fifth"
)

// ages are the bands, by the age they begin at.
var ages = []int{0, 18, 40, 65, 75, 85}

func ageBand(years int) string {
	for i := len(ages) - 1; i > 0; i-- {
		if years >= ages[i] {
			return fmt.Sprint(ages[i])
		}
	}
	return "0"
}

func ageLabel(i int) string {
	switch i {
	case 0:
		return "Under 18"
	case len(ages) - 1:
		return fmt.Sprintf("%d and over", ages[i])
	}
	return fmt.Sprintf("%d to %d", ages[i], ages[i+1]-1)
}

var fifthLabels = []string{"Most deprived fifth", "Second", "Third", "Fourth", "Least deprived fifth"}

// unknownChoice stands for those of whom it is not known.
const unknownChoice = ""

// Profile is the newest, for those of [Insiders] and public health.
func (s *Service) Profile(ctx context.Context) (p Profile, err error) {
	defer fault.Wrap(&err, "who asks")
	if err := access.CheckHeld(ctx, append(Insiders(), access.PublicHealth)...); err != nil {
		return p, err
	}
	rows, until, err := newestProfile(s.db.Read(ctx))
	if err != nil || len(rows) == 0 {
		return p, err
	}
	p.Until = until
	labels, choices := make([]string, len(ages)), make([]string, len(ages))
	for i := range ages {
		labels[i], choices[i] = ageLabel(i), fmt.Sprint(ages[i])
	}
	p.Ages = groups(rows, byAge, choices, labels)
	p.Fifth = groups(rows, byFifth, []string{"1", "2", "3", "4", "5"}, fifthLabels)
	return p, nil
}

// groups are those of a question, each column protected with its total.
func groups(rows []tallied, question string, choices, labels []string) (all []Group) {
	choices, labels = append(slices.Clone(choices), unknownChoice), append(slices.Clone(labels), "Not known")
	known, asked := make([]int64, len(choices)), make([]int64, len(choices))
	total := [2]int64{}
	for _, r := range rows {
		if i := slices.Index(choices, r.choice); r.question == question && i >= 0 {
			known[i], asked[i] = r.known, r.asked
			total[0], total[1] = total[0]+r.known, total[1]+r.asked
		}
	}
	if total[0] == known[len(known)-1] { // of nobody is it known
		return nil
	}
	a, b := protect(known, total[0]), protect(asked, total[1])
	for i, l := range labels {
		all = append(all, Group{l, a[i], b[i]})
	}
	return all
}

func protect(parts []int64, total int64) []disclosure.Told {
	told, _ := disclosure.Protect(parts, total, false)
	return told
}

// lastSunday is the last Sunday before a day.
func lastSunday(today day.Date) day.Date {
	return today.AddDays(-1 - (int(today.Weekday())+6)%7)
}

// CountWho counts who asked in the last four whole weeks, once a week.
func (s *Service) CountWho(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "count who asks")
	if s.roll == nil {
		return nil
	}
	r := s.db.Read(ctx)
	until := lastSunday(day.Of(r.Now()))
	_, done, err := newestProfile(r)
	if err != nil || !done.Before(until) {
		return err
	}
	all, err := s.roll.Now(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		return writeProfile(tx, until, profileOf(all.Entries, until))
	})
}

// profileOf counts everybody who is known, and those of them who asked in the weeks up to a day.
func profileOf(all []roll.Entry, until day.Date) (rows []tallied) {
	from, to := until.AddDays(1-asks).Start(), until.AddDays(1).Start()
	by := map[[2]string]*tallied{}
	for i := range all {
		e := &all[i]
		if e.Died || e.Moved {
			continue
		}
		asked := slices.ContainsFunc(e.Needs, func(n roll.Need) bool { return !n.Opened.Before(from) && n.Opened.Before(to) })
		for question, choice := range map[string]string{byAge: ageOf(e, until), byFifth: fifthOf(e)} {
			p := by[[2]string{question, choice}]
			if p == nil {
				p = &tallied{question: question, choice: choice}
				by[[2]string{question, choice}] = p
			}
			if p.known++; asked {
				p.asked++
			}
		}
	}
	for _, p := range by {
		rows = append(rows, *p)
	}
	return rows
}

func ageOf(e *roll.Entry, on day.Date) string {
	if years, known := e.Age(on); known {
		return ageBand(years)
	}
	return unknownChoice
}

func fifthOf(e *roll.Entry) string {
	if e.Fifth == 0 {
		return unknownChoice
	}
	return fmt.Sprint(e.Fifth)
}
