package app

import (
	"context"

	"kith/internal/plat/backup"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/plat/metrics"
	"kith/internal/plat/web"
)

// measure names the figures that monitoring is told of this program.
func (a *App) measure(site *web.Server) {
	m := a.figures
	m.Gauge("requests_busy", "Requests that are worked on.", "", func(context.Context) (metrics.Figure, error) {
		busy, _ := site.Crowd()
		return metrics.One(float64(busy)), nil
	})
	m.Gauge("requests_waiting", "Requests that wait to be worked on.", "", func(context.Context) (metrics.Figure, error) {
		_, waiting := site.Crowd()
		return metrics.One(float64(waiting)), nil
	})
	m.Counter("writes_total", "Writes since the program started.", func() float64 { return float64(a.DB.Stats().Writes) })
	m.Counter("commits_total", "Commits since the program started; writes share them.", func() float64 { return float64(a.DB.Stats().Commits) })
	m.Gauge("writes_waiting", "Writes that wait for their turn, on the embedded database.", "", func(context.Context) (metrics.Figure, error) {
		return metrics.One(float64(a.DB.Stats().Waiting)), nil
	})
	m.Gauge("jobs", "Jobs of the borough by their state; discarded ones wait for a person.", "state", a.countJobs)
	m.Gauge("journal_unsealed_seconds", "For how long the first entry of the journal that is not sealed has waited; over 60 is a fault.", "", a.sealedBehind)
	m.Gauge("backup_age_seconds", "Since when there was a backup; none is told where none was ever made.", "", a.backupAge)
}

func (a *App) countJobs(ctx context.Context) (metrics.Figure, error) {
	counts, err := jobs.Count(a.DB.Read(a.As(ctx, "metrics", "monitoring")))
	figure := metrics.Figure{"available": 0, "discarded": 0}
	for state, n := range counts {
		figure[state] = float64(n)
	}
	return figure, err
}

func (a *App) sealedBehind(ctx context.Context) (metrics.Figure, error) {
	_, since, err := journal.Behind(a.DB.Read(a.As(ctx, "metrics", "monitoring")))
	return metrics.One(since.Seconds()), err
}

func (a *App) backupAge(context.Context) (metrics.Figure, error) {
	at, found, err := backup.Latest(a.Config.BackupDir())
	if err != nil || !found {
		return nil, err
	}
	return metrics.One(a.Clock.Now().Sub(at).Seconds()), nil
}
