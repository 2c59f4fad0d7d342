package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
)

type demoCmd struct {
	config.Serving
	Seed     uint64 `default:"2020" help:"The same seed makes the same borough."`
	People   int    `default:"2500" help:"How many residents are known before anybody asks."`
	Requests int    `default:"420" help:"How many requests the two weeks before hold."`
	Tasks    int    `help:"How many tasks the four months before hold, nearly all of them done: 300000 for a whole borough with 320000 people."`
	At       string `placeholder:"DATE" help:"Day the demo begins on, as 2020-04-20; today when empty."`
	Clock    bool   `help:"Let whoever opens the demo move its clock forward, at /demo/clock. On this machine alone."`
	Prepare  bool   `help:"Make the borough and exit, without serving it."`
}

// Run makes the borough, once, and serves it.
func (d demoCmd) Run(ctx context.Context, c config.Common) error {
	if c.Borough == "" {
		c.Borough = "wigan"
	}
	now, at, err := d.begin()
	if err != nil {
		return err
	}
	if d.Clock {
		if !onThisMachine(c.Addr) {
			return fault.New(fault.Invalid, "kith.clock", "A demo whose clock can be moved listens on this machine alone: --addr 127.0.0.1:8080.")
		}
		at = clock.NewMovable(at)
	}
	if err := d.fill(ctx, c, now); err != nil || d.Prepare {
		return err
	}
	return with(ctx, c, at, true, func(a *app.App) error {
		if err := welcome(ctx, a); err != nil {
			return err
		}
		return a.Serve(ctx, d.Serving, true)
	})
}

// onThisMachine reports whether nobody from elsewhere can open an address.
func onThisMachine(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// begin is when the demo begins and the clock it goes on by.
func (d demoCmd) begin() (time.Time, clock.Clock, error) {
	if d.At == "" {
		return time.Now(), clock.System{}, nil
	}
	date, err := day.ParseDate(d.At)
	if err != nil {
		return time.Time{}, nil, err
	}
	start := date.At(11, 0)
	return start, clock.StartingAt(start), nil
}

// fill makes the borough when the data folder holds none yet. A folder that holds a
// borough which is no demo is refused.
func (d demoCmd) fill(ctx context.Context, c config.Common, now time.Time) error {
	if c.Database == "" {
		if err := os.MkdirAll(c.Data, 0o700); err != nil {
			return err
		}
	}
	mark := filepath.Join(c.Data, "demo-"+c.Borough)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	at := clock.NewManual(now)
	return with(ctx, c, at, true, func(a *app.App) error {
		if _, err := a.Blueprints.Current(a.As(ctx, "demo", "look")); err == nil {
			return fault.New(fault.Conflict, "kith.not-a-demo", "This database already holds a borough. Give the demo a folder of its own: --data data/demo.")
		}
		size := app.DemoSize{Seed: d.Seed, People: d.People, Requests: d.Requests, Tasks: d.Tasks, EveryStep: true}
		if err := a.MakeDemo(ctx, at, now, size, func(words string) { fmt.Println(words) }); err != nil {
			return err
		}
		return os.WriteFile(mark, []byte(now.Format(time.RFC3339)+"\n"), 0o600)
	})
}

// welcome prints who may sign in.
func welcome(ctx context.Context, a *app.App) error {
	b, err := a.Blueprints.Current(a.As(ctx, "demo", "look"))
	if err != nil {
		return err
	}
	fmt.Printf("\n%s: %s\n\n  http://%s\n\nSign in with the password “%s” as\n\n", b.Name, b.Borough().Service, a.Config.Addr, app.DemoPassword)
	for _, l := range app.DemoLogins(b) {
		fmt.Printf("  %-28s %s", l.Email, l.Title)
		if l.Scope != "" {
			fmt.Printf(", %s", l.Scope)
		}
		fmt.Println()
	}
	if _, ok := a.Clock.(*clock.Movable); ok {
		fmt.Printf("\nMove its clock at http://%s%s\n", a.Config.Addr, app.DemoClock)
	}
	fmt.Printf("\nMails, texts and letters really leave and arrive at http://%s/demo/outbox\n\n", a.Config.Addr)
	return nil
}
