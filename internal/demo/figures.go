package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"kith/internal/insight/measures"
	"kith/internal/kernel/day"
	"kith/internal/plat/imports"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// answeredOne in so many requests beside them are calls that were answered on the spot.
const answeredOne = 4

// answered are calls of the days before that ended with an answer.
func (m *maker) answered(ctx context.Context) error {
	ctx = m.as(ctx, m.hands.agent)
	d := m.dice(31)
	n := m.size.Requests / answeredOne
	for i := range n {
		ago := time.Duration(n-i)*(time.Duration(m.size.Days)*24*time.Hour)/time.Duration(n+1) + 26*time.Hour
		m.clock.Set(m.now.Add(-ago))
		c, err := m.Intake.StartCall(ctx)
		if err != nil {
			return err
		}
		m.clock.Advance(time.Duration(2+d.IntN(7)) * time.Minute)
		draft := intake.Draft{Caller: intake.CallerNew, Safe: "yes", Answers: answers.Answers{answers.AskNeeds: {pickOne(d, "food", "medicines", "shopping", "benefits-debt")}}}
		if c, err = m.Intake.SaveCall(ctx, c.ID, c.Version, draft); err != nil {
			return err
		}
		if _, err = m.Intake.EndCall(ctx, c.ID, c.Version, intake.Ending{Outcome: intake.Answered}); err != nil {
			return err
		}
	}
	return nil
}

// outside are figures that others count, as they stood a week ago and yesterday. They are
// those of Wigan's paper until July 2020.
var outside = []struct {
	figure       string
	before, last int64
}{
	{"ppe", 18_450, 20_000},
	{"grants", 4_988, 5_013},
	{"web-visits", 264_310, 271_848},
	{"newsletter", 79_600, 80_000},
	{"survey", 1_104, 1_266},
	{"happy", 93, 94},
	{"recommend", 95, 95},
}

// outsideFigures types in what others count, and hands in the duty team's weeks.
func (m *maker) outsideFigures(ctx context.Context) error {
	m.clock.Set(m.now.Add(-20 * time.Minute))
	ctx = m.as(ctx, m.hands.analyst)
	catalogue, err := m.Measures.Catalogue(ctx)
	if err != nil {
		return err
	}
	sunday := measures.Monday(day.Of(m.now)).AddDays(-1)
	for _, o := range outside {
		f, found := catalogue.Find(o.figure)
		if !found || !f.Typed() {
			continue
		}
		for on, n := range map[day.Date]int64{sunday.AddDays(-7): o.before, sunday: o.last} {
			if err := m.Measures.Type(ctx, measures.Typed{Figure: o.figure, AsAt: on, Value: n, Source: f.Outside.Source}); err != nil {
				return err
			}
		}
	}
	return m.dutyWeeks(ctx, sunday)
}

// dutyWeeks are the contacts of the duty team in the last weeks, beside the year before.
func (m *maker) dutyWeeks(ctx context.Context, last day.Date) error {
	d := m.dice(32)
	var file bytes.Buffer
	fmt.Fprintln(&file, "day,value,baseline")
	for week := 15; week >= 0; week-- {
		fmt.Fprintf(&file, "%s,%d,%d\n", last.AddDays(-7*week), 188-2*(15-week)+d.IntN(14), 176+d.IntN(12))
	}
	text := file.Bytes()
	_, err := m.Measures.HandIn(ctx, "demand", "Emergency duty team", imports.File{
		Name: "duty-team.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil },
	}, false)
	return err
}
