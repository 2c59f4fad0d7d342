package app

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo/demoweb"
	"kith/internal/governance/papers/papersweb"
	"kith/internal/insight/reports/reportsweb"
	"kith/internal/plat/config"
	"kith/internal/plat/govuk"
	"kith/internal/plat/jobs"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/people"
	"kith/internal/settings"
	"kith/internal/work/protocols"
	assets "kith/web"
)

// sweeps is how often what is over is cleared away.
const sweeps = time.Hour

// heapGrowth is how far the heap may grow over what lives before it is swept, in per
// cent. So little lives here, a few megabytes, that sweeping at the usual 100 takes a
// sixth of the machine when it is busy. GOGC in the environment goes before it.
const heapGrowth = 400

// Serve runs the pages and everything behind them until ctx ends.
func (a *App) Serve(ctx context.Context, s config.Serving, demo bool) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	set, err := assets.Assets()
	if err != nil {
		return err
	}
	if err := set.Built(); err != nil {
		return err
	}
	if err := a.EnsureBlueprint(ctx); err != nil {
		return err
	}
	if err := a.carry(ctx, s, demo); err != nil {
		return err
	}
	guide, err := guideOf(s.Roads)
	if err != nil {
		return err
	}
	a.Rounds.GoesBy(guide)
	a.Paper.WritesTo(s.PaperDir)
	site, hub, err := a.site(ctx, s, set, demo)
	if err != nil {
		return err
	}
	background, err := a.background(hub)
	if err != nil {
		return err
	}
	a.measure(site)
	if s.MetricsAddr != "" {
		tell, err := a.figures.Listen(s.MetricsAddr)
		if err != nil {
			return err
		}
		background = append(background, tell)
	}
	// What was written just before the program stopped has waited as long as it was down. It
	// is sealed before anything checks the journal, which would take it for damage.
	if err := a.Journal.Seal(ctx); err != nil {
		return err
	}
	if err := a.eraseAgain(ctx); err != nil {
		return err
	}
	return a.run(ctx, site, s, background)
}

// sealWithin is how long sealing may take when the program ends. What is left waits for the
// next program, or for another node.
const sealWithin = 5 * time.Second

// run serves until ctx ends, then lets what runs behind the pages finish: requests first,
// then jobs, and at last the journal is sealed over what they wrote and what they read.
func (a *App) run(ctx context.Context, site *web.Server, s config.Serving, background []func(context.Context) error) error {
	behind, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var all sync.WaitGroup
	for _, work := range background {
		all.Go(func() { _ = work(behind) })
	}
	all.Go(debug.FreeOSMemory) // what reading the blueprint took
	err := site.Serve(ctx, a.Config.Addr, s.AddrFile)
	stop()
	all.Wait()
	sealing, done := context.WithTimeout(context.WithoutCancel(ctx), sealWithin)
	defer done()
	if failed := errors.Join(a.Journal.Reads().Flush(sealing), a.Journal.Seal(sealing)); failed != nil {
		a.Log.Warn("the end of the journal waits to be sealed by the next program", "error", failed)
	}
	return err
}

// background lists what runs behind the pages.
func (a *App) background(hub *live.Hub) ([]func(context.Context) error, error) {
	var registry jobs.Registry
	Features().RegisterJobs(&registry)
	a.backsUp(&registry)
	registry.Periodic("answers.sweep", sweeps, a.Answers.Sweep)
	registry.Periodic("accounts.sweep", sweeps, a.Accounts.Sweep)
	registry.Periodic("doorstep.sweep", sweeps, a.Doorstep.Sweep)
	registry.Periodic("people.sweep", people.SweepEvery, a.People.Sweep)
	a.Heads.RegisterJobs(&registry)
	a.Keeping.RegisterJobs(&registry)
	a.Requests.RegisterJobs(&registry)
	a.Messages.RegisterJobs(&registry)
	a.Attributes.RegisterJobs(&registry)
	a.Lists.RegisterJobs(&registry)
	a.Situation.RegisterJobs(&registry)
	a.Capacity.RegisterJobs(&registry)
	a.Measures.RegisterJobs(&registry)
	a.OpenData.RegisterJobs(&registry)
	a.Outreach.RegisterJobs(&registry)
	a.Risk.RegisterJobs(&registry)
	a.Cohorts.RegisterJobs(&registry)
	a.Matching.RegisterJobs(&registry)
	a.Deployment.RegisterJobs(&registry)
	a.Volunteers.RegisterJobs(&registry)
	a.Paper.RegisterJobs(&registry)
	registry.Periodic(settings.CheckJob, settings.CheckEvery, a.Settings.CheckJournal)
	registry.Periodic("protocols.expire", protocols.ExpireEvery, a.Protocols.Expire)
	jobs.Subscribe(&registry, a.Journal, append(Features().Subscriptions(), slices.Concat(a.Accounts.Subscriptions(), a.Keeping.Subscriptions(), a.Messages.Subscriptions(), a.Updates.Subscriptions(), a.Protocols.Subscriptions(), a.Matching.Subscriptions(), a.Rounds.Subscriptions(), a.Food.Subscriptions(), a.Arrivals.Subscriptions(), a.Glass.Subscriptions())...)...)
	runner, err := jobs.New(a.DB, &registry, a.Borough, a.Log)
	if err != nil {
		return nil, err
	}
	a.Journal.RelayTo(runner)
	a.Settings.RunBy(runner)
	a.Lists.RunBy(runner)
	return []func(context.Context) error{a.Journal.Run, runner.Run, hub.Run}, nil
}

// EnsureBlueprint applies the borough's blueprint folder when none was ever applied, so
// that a new installation starts with one command. A blueprint in use is left alone: the
// council changes it by kith blueprint apply.
func (a *App) EnsureBlueprint(ctx context.Context) error {
	ctx = a.As(ctx, "start", "apply the first blueprint")
	b, err := a.Blueprints.Current(ctx)
	if err == nil {
		for _, fault := range b.Dated {
			a.Log.Warn("the blueprint in use was sound for an earlier release; mend it in its next version", "fault", fault.String())
		}
		return nil
	}
	if !NoBlueprint(err) {
		return err
	}
	return a.ApplyBlueprint(ctx, "first start")
}

// ApplyBlueprint applies the blueprint folder of the flags.
func (a *App) ApplyBlueprint(ctx context.Context, note string) error {
	_, _, err := a.Blueprints.Apply(ctx, os.DirFS(a.Config.BlueprintDir()), note)
	return err
}

// site puts the pages of every feature behind one door.
func (a *App) site(ctx context.Context, s config.Serving, set *assets.Set, demo bool) (*web.Server, *live.Hub, error) {
	proxies, err := s.Proxies()
	if err != nil {
		return nil, nil, err
	}
	single, err := a.singleSignOn(s.Single)
	if err != nil {
		return nil, nil, err
	}
	if single != "" {
		s.FormTargets = append(slices.Clone(s.FormTargets), single)
	}
	site, err := web.New(web.Config{
		Borough: a.borough(demo), Clock: a.Clock, Log: a.Log, Key: a.Keys.Web, Sessions: a.holder,
		Assets: web.Assets{Files: set.Files, Path: set.Path}, Ready: a.readyz, Listening: a.listening, Measured: a.figures.Request,
		PublicURL: s.PublicURL, TrustedProxies: proxies, FormTargets: s.FormTargets,
		Limits: web.Limits{FormsMinute: s.FormsMinute, FormsBurst: s.FormsBurst, InFlight: s.InFlight},
	})
	if err != nil {
		return nil, nil, err
	}
	hub := live.New(live.Journal(a.DB, a.Borough), a.Log, channels()...)
	site.Mount(a.pages(hub, s.PublicURL)...)
	a.Papers.Behind(doors(site))
	if len(s.Region) > 0 {
		site.Mount(reportsweb.Region(a.Reports, s.Region))
	}
	return site, hub, nil
}

// readyz answers whether the database answers and a blueprint is in use.
func (a *App) readyz(ctx context.Context) error {
	_, err := a.Blueprints.Current(a.As(ctx, "readyz", "probe"))
	return err
}

// borough is what every page shows of the borough, from the blueprint in use.
func (a *App) borough(demo bool) func(context.Context) web.Borough {
	return func(ctx context.Context) web.Borough {
		b, err := a.Blueprints.Current(a.As(ctx, "page", "layout"))
		if err != nil {
			return web.Borough{ID: a.Borough, Service: "Kith", Demo: invented(ctx, demo), FooterLinks: footer(ctx)}
		}
		return a.dress(ctx, b.In(words.From(ctx)), demo)
	}
}

func (a *App) dress(ctx context.Context, b *blueprint.Blueprint, demo bool) web.Borough {
	of := b.Borough()
	var arrived govuk.Link
	if demo {
		arrived = demoweb.Outbox()
	}
	return web.Borough{
		ID: a.Borough, DemoLink: arrived, Council: of.Council, Service: of.Service, Accent: string(of.Accent),
		Phone: of.Helpline.Phone.National(), Hours: of.Helpline.Hours, Demo: invented(ctx, demo), Notices: notices(b), FooterLinks: footer(ctx),
		Unchecked: b.Unchecked(words.From(ctx)),
		Alerts:    alerts(append(b.Banners().Shown(a.Clock.Now()), a.Levels.Banners(a.As(ctx, "page", "layout"), b)...)),
	}
}

// invented is what stands on every page of a demo.
func invented(ctx context.Context, demo bool) string {
	if !demo {
		return ""
	}
	return words.T(ctx, "site.invented")
}

// footer are the links at the foot of every page.
func footer(ctx context.Context) []govuk.Link { return []govuk.Link{papersweb.Footer(ctx)} }

// alerts are the borough's banners of the day as pages show them.
func alerts(banners []blueprint.Banner) []govuk.Alert {
	loud := map[blueprint.Level]govuk.Colour{blueprint.BannerEmergency: govuk.Red, blueprint.BannerInformation: govuk.Grey}
	all := make([]govuk.Alert, len(banners))
	for i, b := range banners {
		all[i] = govuk.Alert{Title: b.Title, Text: b.Text, Colour: loud[b.Level]}
	}
	return all
}
