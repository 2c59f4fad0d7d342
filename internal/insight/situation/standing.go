package situation

import (
	"context"

	"kith/algo/phase"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Standing is how an area stands by all that is known now.
type Standing struct {
	Area     Area
	AsOf     day.Date // the vintage it is judged by; zero where none was judged yet
	P        float64  // that it is in an epidemic phase
	Growing  float64  // that it is in one and grows
	Share    float64  // of days likely in one
	Held     bool     // figures seem to be held back
	Sentence string
	Known    bool // whether it was counted in the last three weeks; else nothing can be said
	Week     int  // cases of the last seven days that are used; -1 where some of them is not known
	Hidden   bool // it is not told, for too few cases are known: see Told
	Days     Days // filled by [Service.Full] alone

	days []byte
}

// Days are the days of an area, one after another from the first. Each list is as long as the
// others.
type Days struct {
	From   day.Date `json:"from"`
	Cases  []int    `json:"cases"`  // -1 where they are not known or hidden
	Used   []int    `json:"used"`   // percent of the final count that was known; 0 where the day was not used
	P      []int    `json:"p"`      // thousandths, in hindsight; -1 where it is not told
	Lo     []int    `json:"lo"`     // its band
	Hi     []int    `json:"hi"`     //
	Frozen []int    `json:"frozen"` // thousandths, as known on the day; -1 where nothing was
	Above  []int    `json:"above"`  // 1 where the day is above what chance explains
	Rt     [][3]int `json:"rt"`     // hundredths: mean and its 95% interval; -1 where not known
}

// Likely reports whether the area is likely in an epidemic phase.
func (s Standing) Likely() bool { return s.P > phase.Likely }

// Rate is the week's cases of each 100,000 people; -1 where they are not known.
func (s Standing) Rate() float64 {
	if s.Week < 0 || s.Area.Population == 0 {
		return -1
	}
	return float64(s.Week) * 100_000 / float64(s.Area.Population)
}

// History is the area as package picture draws it.
func (s Standing) History() phase.History {
	h := phase.History{Area: s.Area.Name, Held: s.Held}
	for i, p := range s.Days.P {
		d := phase.Judged{Phase: phase.Phase{
			Day: dayOf(s.Days.From) + phase.Day(i), Share: float64(s.Days.Used[i]) / 100,
			Growing: float64(max(p, 0)) / 1000, Endemic: 1 - float64(max(p, 0))/1000, Lo: float64(s.Days.Lo[i]) / 1000, Hi: float64(s.Days.Hi[i]) / 1000,
		}}
		if frozen := s.Days.Frozen[i]; frozen >= 0 {
			d.Then, d.Frozen = true, phase.Phase{Day: d.Day, Growing: float64(frozen) / 1000}
		}
		if d.Cases.N = s.Days.Cases[i]; d.Cases.N < 0 {
			d.Cases = phase.Obs{Kind: phase.Missing}
		}
		d.Excess.Above = s.Days.Above[i] == 1
		h.Days = append(h.Days, d)
	}
	return h
}

// Areas lists how the areas stand, without their days, those longest in a phase first. It is
// for those of [Readers], as is Full.
func (s *Service) Areas(ctx context.Context) (all []Standing, err error) {
	defer fault.Wrap(&err, "how areas stand")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	all, err = standings(s.db.Read(ctx))
	return toldTo(ctx, all), err
}

// toldTo is how areas stand as the caller may be told.
func toldTo(ctx context.Context, all []Standing) []Standing {
	if !secure(ctx) {
		for i := range all {
			all[i] = all[i].Told()
		}
	}
	return all
}

// Full is how some areas stand, by their codes, with their days. Of areas of which nothing can
// be said it says nothing.
func (s *Service) Full(ctx context.Context, codes []string) (all []Standing, err error) {
	defer fault.Wrap(&err, "how areas stood day by day")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	all, err = standingsOf(s.db.Read(ctx), codes)
	return toldTo(ctx, all), err
}

// standing is what stands of each day of each area.
func (s *Service) standing(ctx context.Context) (figures, error) {
	r := s.db.Read(ctx)
	all, err := areas(r)
	if err != nil {
		return nil, err
	}
	stand := figures{}
	rows, err := publishedOf(r, codes(all), day.New(1900, 1, 1))
	for _, p := range rows {
		stand.take([]count{p.count})
	}
	return stand, err
}
