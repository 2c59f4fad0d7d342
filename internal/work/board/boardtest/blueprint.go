package boardtest

import (
	"context"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/feature"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

// Blueprint is a borough's own blueprint, always in force.
type Blueprint struct{ *blueprint.Blueprint }

// Current returns it.
func (b Blueprint) Current(context.Context) (*blueprint.Blueprint, error) { return b.Blueprint, nil }

// At returns it, whichever version is asked for.
func (b Blueprint) At(context.Context, string) (*blueprint.Blueprint, error) { return b.Blueprint, nil }

// Wigan reads Wigan's blueprint, without the files of features that stand on higher floors,
// save those named.
func Wigan(t testing.TB, more ...feature.Feature) Blueprint {
	t.Helper()
	features := feature.Set{
		places.Static(), accounts.Static(), directory.Static(), contacts.Static(), messages.Static(), volunteers.Static(), answers.Static(), needs.Static(), referrals.Static(),
	}
	features = append(features, more...)
	return Blueprint{blueprinttest.LoadShipped(t, "wigan", features.Sections()...)}
}
