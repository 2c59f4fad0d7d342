package boardreport

import (
	"context"
	"time"

	"kith/internal/insight/measures"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/document"
	"kith/internal/plat/journal"
)

// Service makes the report.
type Service struct {
	measures   *measures.Service
	priorities *priorities.Service
	reports    *reports.Service
	blueprints reports.Blueprints
	reads      reports.Reads
}

// New returns the service over the catalogue of figures.
func New(m *measures.Service, p *priorities.Service, r *reports.Service, b reports.Blueprints, reads reports.Reads) *Service {
	return &Service{m, p, r, b, reads}
}

// readers may make the report, for the whole borough.
var readers = []access.Role{access.Analyst, access.Manager, access.Governance, access.PublicHealth}

// Readers is who may make the report.
func Readers() []access.Role { return append([]access.Role(nil), readers...) }

// MayMake reports whether somebody may make the report: it is the borough's.
func MayMake(who access.Principal) bool { return who.HasFor("", readers...) }

var notYours = fault.New(fault.Forbidden, "boardreport.borough", "The report is of the whole borough, and made by those who plan for it.")

// Made is a report with the weeks it may be made of.
type Made struct {
	document.Report
	Until  day.Date // the Monday before which it ends
	Latest day.Date
	Counts bool // whether anything was counted of its weeks
}

// Earlier is the one four weeks before; zero when none is kept.
func (m Made) Earlier() day.Date {
	if m.Until.AddDays(-28).Before(m.Latest.AddDays(-28 * 5)) {
		return day.Date{}
	}
	return m.Until.AddDays(-28)
}

// Report makes the report of the four weeks that end before a Monday; the zero day is the
// latest. [fault.NotFound] for weeks that are not over, or that no report is made of.
func (s *Service) Report(ctx context.Context, until day.Date) (m Made, err error) {
	defer fault.Wrap(&err, "board report")
	if !MayMake(access.From(ctx)) {
		return Made{}, notYours
	}
	m.Latest = s.measures.Latest(ctx)
	if m.Until = until; until.IsZero() {
		m.Until = m.Latest
	}
	if m.Latest.DaysSince(m.Until)%28 != 0 {
		return Made{}, fault.New(fault.NotFound, "boardreport.weeks", "No report is made of those weeks. Open it from the page of the report.")
	}
	w := writer{until: m.Until}
	if w.now, w.before, w.since, err = s.measures.ToldWithBefore(ctx, measures.Stretch{Span: measures.Four, From: m.Until.AddDays(-28)}); err != nil {
		return Made{}, err
	}
	if w.demand, err = s.measures.Series(ctx, "demand", m.Until); err != nil {
		return Made{}, err
	}
	if w.weeks, err = s.measures.Weekly(ctx, "people", m.Until, 12); err != nil {
		return Made{}, err
	}
	if w.names, err = s.reports.Names(ctx); err != nil {
		return Made{}, err
	}
	if w.reach, err = s.measures.Reach(ctx); err != nil {
		return Made{}, err
	}
	if w.priorities, err = s.priorities.List(ctx); err != nil {
		return Made{}, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Made{}, err
	}
	m.Counts = !w.now.CountedAt.IsZero()
	m.Report = document.Report{
		Language: "en", Title: b.Borough().Name + ": community response", Under: "report to the board, " + w.now.Of.String(),
		Made: w.now.CountedAt, Sections: w.sections(),
	}
	return m, nil
}

// Export makes the report for somebody who takes it in a file, once the journal says who did.
func (s *Service) Export(ctx context.Context, until day.Date) (m Made, err error) {
	if m, err = s.Report(ctx, until); err != nil {
		return Made{}, err
	}
	return m, s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took the report to the board in a file", Topic: "reports.exported", Data: map[string]any{"until": m.Until.String()},
	})
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.measures.Now(ctx) }
