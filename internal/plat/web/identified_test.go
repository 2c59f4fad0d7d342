package web_test

import (
	"context"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/web"
)

func TestASessionIsLookedUpInTheBoroughOfTheSite(t *testing.T) {
	var borough, network string
	s := newSite(t, func(c *web.Config) {
		c.Sessions = func(ctx context.Context, token string) (access.Principal, error) {
			borough, network = db.CallerOf(ctx).Borough, web.Network(ctx)
			return people(ctx, token)
		}
	})
	wantStatus(t, s.get("/needs", agentToken), 200)
	if borough != "wigan" || network != "192.0.2.1/32" {
		t.Errorf("the session was asked for in borough %q from network %q", borough, network)
	}
	if web.Network(t.Context()) != "" {
		t.Error("there is a network outside a request")
	}
}
