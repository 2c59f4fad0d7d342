package reports

import (
	"context"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
)

// ForExport is the service for rows that leave the program in a file. Its lists are
// written into the journal, with who takes them and whom they are of, before they are
// returned; when that fails nothing is returned.
func (s *Service) ForExport() *Service {
	other := *s
	other.exports = true
	return &other
}

// topicExported is the topic of figures and rows that somebody took in a file.
const topicExported = "reports.exported"

func (s *Service) exported(ctx context.Context, measure string, l feature.Listing, seen []journal.Object) error {
	data := map[string]any{"measure": measure, "hub": l.Neighbourhood, "kind": l.Kind}
	for name, at := range map[string]time.Time{"from": l.Period.From, "until": l.Period.Until} {
		if !at.IsZero() {
			data[name] = at.UTC().Format(time.RFC3339)
		}
	}
	if !l.After.IsZero() {
		data["further"] = true
	}
	return s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took the rows behind a figure in a file", Topic: topicExported, Data: data, Objects: seen,
	})
}

// ExportDashboard returns the figures of a dashboard for somebody who takes them in a
// file, once the journal says who did.
func (s *Service) ExportDashboard(ctx context.Context, hub string) (d Dashboard, err error) {
	defer fault.Wrap(&err, "export dashboard")
	if d, err = s.Dashboard(ctx, hub); err != nil {
		return Dashboard{}, err
	}
	err = s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took the figures of the dashboard in a file", Topic: topicExported,
		Data: map[string]any{"hub": d.Hub.ID, "exact": d.Exact},
	})
	return d, err
}
